package memo_test

import (
	"errors"
	"testing"

	"github.com/kelisim/kelisim/internal/memo"
)

func TestDo(t *testing.T) {
	m := memo.New(100)
	made := 0
	get := func(m *memo.Memo, name string, size int) {
		t.Helper()
		v, err := memo.Do(m, memo.Of("test", name), func() (string, int, error) { made++; return name, size, nil })
		if v != name || err != nil {
			t.Fatal(v, err)
		}
	}
	expect := func(n int) {
		t.Helper()
		if made != n {
			t.Fatalf("made %d, want %d", made, n)
		}
	}
	get(nil, "a", 1)
	get(nil, "a", 1)
	expect(2) // no memo, nothing kept
	get(m, "a", 60)
	get(m, "a", 60)
	expect(3)
	get(m, "b", 60) // no room beside what this turn uses
	get(m, "b", 60)
	expect(5)
	m.Turn()
	get(m, "b", 60) // a is older
	get(m, "b", 60)
	expect(6)
	if m.Size() != 60 {
		t.Fatal(m.Size())
	}
	for range 9 {
		m.Turn()
	}
	if m.Size() != 0 {
		t.Fatal(m.Size())
	}
	_, err := memo.Do(m, memo.Of("test", "bad"), func() (int, int, error) { return 1, 1, errors.New("bad") })
	if err == nil || m.Size() != 0 {
		t.Fatal("an error was kept")
	}
}

func TestOf(t *testing.T) {
	if memo.Of("s", "ab", "c") == memo.Of("s", "a", "bc") || memo.Of("s", "a") == memo.Of("t", "a") {
		t.Fatal("parts run together")
	}
	if memo.Of("s", map[string]int{"a": 1, "b": 2}) != memo.Of("s", map[string]int{"b": 2, "a": 1}) {
		t.Fatal("order of a map")
	}
}

func TestWords(t *testing.T) {
	var w memo.Words[int]
	made := 0
	length := func(s string) int { made++; return len(s) }
	for range 3 {
		if n := w.Of("one", length); n != 3 {
			t.Fatal(n)
		}
	}
	if made != 1 {
		t.Errorf("made %d times", made)
	}
	long := string(make([]byte, 1000))
	for range 2 {
		if n := w.Of(long, length); n != 1000 {
			t.Fatal(n)
		}
	}
	if made != 3 {
		t.Errorf("a long word is kept: made %d times", made)
	}
}
