package watch

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Many events, one call, and only when it is quiet.
func TestCalm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		events := make(chan struct{}, 1)
		var calls []time.Duration
		begin := time.Now()
		go calm(ctx, events, 30*time.Millisecond, time.Second, func() { calls = append(calls, time.Since(begin)) })
		at := func(ms int) {
			time.Sleep(time.Until(begin.Add(time.Duration(ms) * time.Millisecond)))
			select {
			case events <- struct{}{}:
			default:
			}
		}
		for ms := 0; ms <= 100; ms += 10 { // one flurry
			at(ms)
		}
		at(500) // one alone
		for ms := 1000; ms < 2500; ms += 20 {
			at(ms) // no pause at all
		}
		time.Sleep(time.Second)
		synctest.Wait()
		cancel()
		synctest.Wait()
		want := []time.Duration{130, 530, 2000, 2510}
		if len(calls) != len(want) {
			t.Fatal(calls)
		}
		for i, c := range calls {
			if d := c - want[i]*time.Millisecond; d < 0 || d > 40*time.Millisecond {
				t.Errorf("call %d after %v, want %v", i, c, want[i]*time.Millisecond)
			}
		}
	})
}

// What changes during a call leads to another.
func TestCalmDuringCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		events := make(chan struct{}, 1)
		calls := 0
		events <- struct{}{}
		go calm(ctx, events, time.Millisecond, time.Second, func() {
			if calls++; calls == 1 {
				events <- struct{}{}
			}
		})
		time.Sleep(time.Second)
		cancel()
		synctest.Wait()
		if calls != 2 {
			t.Fatal(calls)
		}
	})
}
