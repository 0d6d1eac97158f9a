package translog_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/translog"
)

// random gives the same bytes in every run.
func random(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

func secret(t *testing.T, name string, seed byte, witness bool) translog.Secret {
	t.Helper()
	s, err := translog.NewSecret(random(seed), name, witness)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func lines(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "{\"seq\":%d}\n", i+1)
	}
	return b.Bytes()
}

// Every line of every size is proved, and by no other proof, line or place.
func TestInclusion(t *testing.T) {
	for size := int64(1); size <= 70; size++ {
		log := translog.New(lines(int(size)))
		head := log.Head("test")
		for n := range size {
			proof, err := log.Inclusion(n, size)
			if err != nil {
				t.Fatal(err)
			}
			if err := translog.CheckInclusion(proof, head, n, log.Line(n)); err != nil {
				t.Fatalf("%d of %d: %v", n, size, err)
			}
			if translog.CheckInclusion(proof, head, n, []byte("other")) == nil {
				t.Fatalf("%d of %d: another line is proved", n, size)
			}
			if other := (n + 1) % size; other != n && translog.CheckInclusion(proof, head, other, log.Line(n)) == nil {
				t.Fatalf("%d of %d: proved at %d", n, size, other)
			}
		}
		if _, err := log.Inclusion(size, size); err == nil {
			t.Fatal("a line behind the end is proved")
		}
	}
}

// Every beginning of a log is proved to be one; a log that differs before, or is
// shorter, is not.
func TestConsistency(t *testing.T) {
	data := lines(40)
	log := translog.New(data)
	forged := translog.New(bytes.Replace(data, []byte(`{"seq":3}`), []byte(`{"seq":0}`), 1))
	at := func(l *translog.Log, n int64) translog.Checkpoint {
		root, ok := l.Root(n)
		if !ok {
			t.Fatalf("no root at %d", n)
		}
		return translog.Checkpoint{Origin: "test", Size: n, Root: root}
	}
	for to := range int64(41) {
		for from := range to + 1 {
			proof, err := log.Consistency(from, to)
			if err != nil {
				t.Fatal(err)
			}
			if err := translog.CheckConsistency(proof, at(log, from), at(log, to)); err != nil {
				t.Fatalf("%d to %d: %v", from, to, err)
			}
			other, err := forged.Consistency(from, to)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range [][]translog.Hash{proof, other, nil} {
				if from > 2 && translog.CheckConsistency(p, at(log, from), at(forged, to)) == nil {
					t.Fatalf("%d to %d: a forged log is proved", from, to)
				}
			}
			if from < to && translog.CheckConsistency(proof, at(log, to), at(log, from)) == nil {
				t.Fatalf("%d to %d: a shorter log is proved", to, from)
			}
		}
	}
}

// Keys are read as they are written, in one spelling.
func TestKeys(t *testing.T) {
	for _, witness := range []bool{false, true} {
		s := secret(t, "kelisim-sample", 1, witness)
		again, err := translog.ParseSecret(s.Encode() + "\n")
		if err != nil || again.Key != s.Key || again.Encode() != s.Encode() {
			t.Errorf("secret %q: %v", s.Encode(), err)
		}
		k, err := translog.ParseKey(string(s.Key))
		if err != nil || k.Name() != "kelisim-sample" || k.Witness() != witness || len(k.Public()) != ed25519.PublicKeySize {
			t.Errorf("key %q: %v", s.Key, err)
		}
		flips(t, []byte(s.Key), func(data []byte) bool { _, err := translog.ParseKey(string(data)); return err == nil })
	}
	for _, name := range []string{"", "a b", "a+b", "a\nb"} {
		if _, err := translog.NewSecret(random(1), name, false); err == nil {
			t.Errorf("a key has the name %q", name)
		}
	}
}

// flips changes every bit in turn and wants good to say no.
func flips(t *testing.T, data []byte, good func([]byte) bool) {
	t.Helper()
	if !good(bytes.Clone(data)) {
		t.Fatalf("not good as it is:\n%s", data)
	}
	for i := range data {
		for bit := range 8 {
			other := bytes.Clone(data)
			other[i] ^= 1 << bit
			if good(other) {
				t.Errorf("byte %d, bit %d of\n%s\nmay be changed", i, bit, data)
			}
		}
	}
	for i := range len(data) {
		if good(slices.Delete(bytes.Clone(data), i, i+1)) {
			t.Errorf("byte %d of\n%s\nmay be missing", i, data)
		}
	}
	for _, more := range []string{"\n", " ", "x"} {
		if good(append(bytes.Clone(data), more...)) {
			t.Errorf("%q may follow\n%s", more, data)
		}
	}
}

func signed(t *testing.T, c translog.Checkpoint, secrets ...translog.Secret) []byte {
	t.Helper()
	file := c.Unsigned()
	for _, s := range secrets {
		var err error
		if file, err = translog.Sign(file, s, 1795910400); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

func TestCheckpoint(t *testing.T) {
	log, witness, other := secret(t, "test", 1, false), secret(t, "court", 2, true), secret(t, "other", 3, true)
	head := translog.New(lines(11)).Head("test")
	file := signed(t, head, log, witness)
	s, err := translog.Open(file, log.Key, witness.Key, other.Key)
	if err != nil || s.Checkpoint != head {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, ok := s.By(log.Key); !ok {
		t.Error("the log's signature is not found")
	}
	if at, ok := s.By(witness.Key); !ok || at != 1795910400 {
		t.Errorf("the witness's signature: %d, %v", at, ok)
	}
	if _, ok := s.By(other.Key); ok {
		t.Error("a signature is found that is not there")
	}
	if again, err := translog.Sign(file, witness, 7); err != nil || !bytes.Equal(again, file) {
		t.Errorf("signed twice: %v", err)
	}
	flips(t, file, func(data []byte) bool {
		s, err := translog.Open(data, log.Key, witness.Key)
		if err != nil {
			return false
		}
		_, a := s.By(log.Key)
		_, b := s.By(witness.Key)
		return a && b
	})
	if s, err := translog.Open(file); err != nil || len(s.Keys) != 0 || !slices.Equal(s.Others, []string{"test", "court"}) {
		t.Errorf("without keys: %+v, %v", s, err)
	}
	if s, err := translog.Open(head.Unsigned(), log.Key); err != nil || len(s.Keys) != 0 {
		t.Errorf("unsigned: %+v, %v", s, err)
	}
	wrong := secret(t, "test", 9, false)
	if _, err := translog.Open(signed(t, head, wrong), log.Key); err != nil {
		t.Errorf("a stranger of the same name: %v", err) // is among Others
	}
}

// A fourth line, a size in another spelling, a second signature of a key.
func TestCheckpointForm(t *testing.T) {
	key := secret(t, "test", 1, false)
	head := translog.New(lines(11)).Head("test")
	good := string(signed(t, head, key))
	sig := good[strings.Index(good, "\n\n")+2:]
	for name, file := range map[string]string{
		"extension line":  strings.Replace(good, "\n\n", "\nmore\n\n", 1),
		"no root":         "test\n11\n\n" + sig,
		"zeros":           strings.Replace(good, "\n11\n", "\n011\n", 1),
		"plus":            strings.Replace(good, "\n11\n", "\n+11\n", 1),
		"negative":        strings.Replace(good, "\n11\n", "\n-11\n", 1),
		"no name":         strings.Replace(good, "test\n", "\n", 1),
		"twice":           good + sig,
		"no empty line":   strings.Replace(good, "\n\n", "\n", 1),
		"CRLF":            strings.ReplaceAll(good, "\n", "\r\n"),
		"text behind":     good + "text\n",
		"empty":           "",
		"base64 of a URL": strings.NewReplacer("+", "-", "/", "_").Replace(good) + "-",
	} {
		if _, err := translog.Open([]byte(file), key.Key); !errors.Is(err, translog.ErrForm) {
			t.Errorf("%s: %v\n%s", name, err, file)
		}
	}
}

func TestProof(t *testing.T) {
	key := secret(t, "test", 1, false)
	log := translog.New(lines(11))
	s, err := translog.Open(signed(t, log.Head("test"), key), key.Key)
	if err != nil {
		t.Fatal(err)
	}
	p, err := log.Prove(6, s)
	if err != nil {
		t.Fatal(err)
	}
	flips(t, p.Encode(), func(data []byte) bool {
		p, err := translog.ParseProof(data)
		if err != nil || p.Index != 6 {
			return false
		}
		s, err := translog.Open(p.Checkpoint, key.Key)
		if err != nil {
			return false
		}
		_, ok := s.By(key.Key)
		return ok && translog.CheckInclusion(p.Hashes, s.Checkpoint, p.Index, log.Line(6)) == nil
	})
}
