package translog_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/kelisim/kelisim/internal/translog"
)

// request asks a witness that remembers old lines to cosign all lines of data.
func request(t *testing.T, data []byte, old int64, key translog.Secret) translog.Request {
	t.Helper()
	log := translog.New(data)
	hashes, err := log.Consistency(min(old, log.Size()), log.Size())
	if err != nil {
		t.Fatal(err)
	}
	r := translog.Request{Old: old, Hashes: hashes, Checkpoint: signed(t, log.Head("test"), key)}
	again, err := translog.ParseRequest(r.Encode())
	if err != nil || !bytes.Equal(again.Encode(), r.Encode()) {
		t.Fatalf("%v\n%s", err, r.Encode())
	}
	return again
}

func TestWitness(t *testing.T) {
	key, stranger, court := secret(t, "test", 1, false), secret(t, "test", 5, false), secret(t, "court", 2, true)
	data := lines(40)
	upTo := func(data []byte, n int) []byte { return bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:n], nil) }
	w := translog.Witness{Log: key.Key}
	for i, n := range []int{3, 3, 4, 17, 40} {
		note, then, err := w.Cosign(request(t, upTo(data, n), w.Size(), key), court, int64(1000+i))
		if err != nil {
			t.Fatalf("%d lines after %d: %v", n, w.Size(), err)
		}
		s, err := translog.Open(note, key.Key, court.Key)
		if err != nil {
			t.Fatal(err)
		}
		if at, ok := s.By(court.Key); !ok || at != int64(1000+i) || then.Size() != int64(n) {
			t.Errorf("%d lines: cosigned %v at %d, remembered %d", n, ok, at, then.Size())
		}
		merged, err := translog.Merge(signed(t, s.Checkpoint, key), note, key.Key, court.Key)
		if err != nil || !bytes.Equal(merged, note) {
			t.Errorf("merged: %v\n%s", err, merged)
		}
		if merged, err = translog.Merge(note, note, key.Key, court.Key); err != nil || !bytes.Equal(merged, note) {
			t.Errorf("merged twice: %v\n%s", err, merged)
		}
		if w, err = translog.ParseWitness(then.Encode()); err != nil || w.Size() != int64(n) {
			t.Fatalf("read again: %v", err)
		}
	}
	forged := bytes.Replace(lines(50), []byte(`{"seq":9}`), []byte(`{"seq":0}`), 1)
	lied := request(t, lines(50), 40, key)
	lied.Old = 17
	for name, c := range map[string]struct {
		r    translog.Request
		want error
	}{
		"shortened":        {request(t, lines(39), 40, key), translog.ErrShortened},
		"another end":      {request(t, append(lines(39), "x\n"...), 40, key), translog.ErrRewritten},
		"another middle":   {request(t, forged, 40, key), translog.ErrRewritten},
		"another size":     {lied, translog.ErrRemembered},
		"by a stranger":    {request(t, lines(50), 40, stranger), translog.ErrUnsigned},
		"no proof":         {translog.Request{Old: 40, Checkpoint: request(t, lines(50), 40, key).Checkpoint}, translog.ErrRewritten},
		"unsigned":         {translog.Request{Old: 40, Checkpoint: translog.New(lines(40)).Head("test").Unsigned()}, translog.ErrUnsigned},
		"of another log":   {translog.Request{Old: 40, Checkpoint: signed(t, translog.New(lines(40)).Head("other"), key)}, translog.ErrUnsigned},
		"not a checkpoint": {translog.Request{Old: 40, Checkpoint: []byte("x")}, translog.ErrForm},
	} {
		note, then, err := w.Cosign(c.r, court, 1)
		if !errors.Is(err, c.want) || note != nil || then.Size() != 40 {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, _, err := w.Cosign(request(t, lines(50), 40, key), court, 1); err != nil {
		t.Errorf("what goes on: %v", err)
	}
	flips(t, w.Encode(), func(data []byte) bool {
		other, err := translog.ParseWitness(data)
		return err == nil && other.Size() == w.Size() && other.Last.Root == w.Last.Root && other.Log == w.Log && bytes.Equal(other.Last.Note, w.Last.Note)
	})
}

func FuzzRead(f *testing.F) {
	key := translog.Checkpoint{Origin: "test", Size: 1}
	f.Add(key.Unsigned())
	for _, n := range []string{"1", "01", "+1"} { // one number is written in one way
		f.Add([]byte("old " + n + "\n\ntest\n1\n\n"))
		f.Add([]byte("c2sp.org/tlog-proof@v1\nindex " + n + "\n\ntest\n"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := translog.Open(data); err == nil && !bytes.HasPrefix(data, []byte(s.Text()+"\n")) {
			t.Errorf("%q is not what was read", data)
		}
		if r, err := translog.ParseRequest(data); err == nil && !bytes.Equal(r.Encode(), data) {
			t.Errorf("%q is written otherwise", data)
		}
		if p, err := translog.ParseProof(data); err == nil && !bytes.Equal(p.Encode(), data) {
			t.Errorf("%q is written otherwise", data)
		}
		if w, err := translog.ParseWitness(data); err == nil && !bytes.Equal(w.Encode(), data) {
			t.Errorf("%q is written otherwise", data)
		}
		if s, err := translog.ParseSecret(string(data)); err == nil && s.Encode() != string(bytes.TrimSpace(data)) {
			t.Errorf("%q is written otherwise", data)
		}
	})
}
