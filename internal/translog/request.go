package translog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Request asks a witness to cosign a checkpoint (c2sp.org/tlog-witness, the body of
// add-checkpoint): it proves that the log of the size that the witness remembers is
// the beginning of this one.
type Request struct {
	Old        int64 // the size that the witness remembers; 0: none
	Hashes     []Hash
	Checkpoint []byte // signed by the log
}

// Encode writes the request as a file that can be carried over.
//
//	old 11
//	t/bmnxxAhOsM5esQn+qZ5Ou1ifnq3swkcjsXc1WL70I=
//
//	kelisim-sample
//	12
//	…
func (r Request) Encode() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "old %d\n", r.Old)
	return append([]byte(b.String()+hashLines(r.Hashes)+"\n"), r.Checkpoint...)
}

// ParseRequest reads what Encode writes, and nothing else.
func ParseRequest(data []byte) (Request, error) {
	head, checkpoint, ok := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	text, marked := strings.CutPrefix(lines[0], "old ")
	old, err := strconv.ParseInt(text, 10, 64)
	hashes, good := parseHashes(lines[1:])
	if !ok || !marked || err != nil || old < 0 || !good {
		return Request{}, ErrForm
	}
	r := Request{Old: old, Hashes: hashes, Checkpoint: []byte(checkpoint)}
	if string(r.Encode()) != string(data) {
		return Request{}, ErrForm
	}
	return r, nil
}

// Errors of [Witness.Cosign]; test with errors.Is.
var (
	// ErrUnsigned: the checkpoint is not signed by the key of the log.
	ErrUnsigned = errors.New("not signed by the log")
	// ErrRemembered: the request begins at another size than the one remembered.
	ErrRemembered = errors.New("another size is remembered")
	// ErrShortened: the checkpoint has fewer lines than the one remembered.
	ErrShortened = errors.New("the log was shortened")
	// ErrRewritten: the log remembered is not the beginning of this one.
	ErrRewritten = errors.New("the log was rewritten")
)

// Witness remembers the last checkpoint of a log that it cosigned. Its file is kept
// by the witness alone: the log's key, then the checkpoint.
type Witness struct {
	Log  Key
	Last *Signed // nil: it has cosigned none
}

// ParseWitness reads a witness's file.
func ParseWitness(data []byte) (Witness, error) {
	line, note, ok := strings.Cut(string(data), "\n")
	key, err := ParseKey(line)
	if !ok || err != nil || key.Witness() {
		return Witness{}, ErrForm
	}
	w := Witness{Log: key}
	if note == "" {
		return w, nil
	}
	w.Last, err = Open([]byte(note), key)
	if err == nil && !w.Last.signedBy(key) {
		err = ErrUnsigned
	}
	return w, err
}

// Encode writes a witness's file.
func (w Witness) Encode() []byte {
	data := []byte(string(w.Log) + "\n")
	if w.Last != nil {
		data = append(data, w.Last.Note...)
	}
	return data
}

// Size is how many lines the log has that the witness remembers; 0 for none.
func (w Witness) Size() int64 {
	if w.Last == nil {
		return 0
	}
	return w.Last.Size
}

// Cosign checks that the request's checkpoint is signed by the log and continues
// what the witness remembers, and gives it with the witness's signature, made at
// now, and the witness as it is then. The first checkpoint is believed.
func (w Witness) Cosign(r Request, secret Secret, now int64) (note []byte, then Witness, err error) {
	s, err := Open(r.Checkpoint, w.Log)
	switch {
	case err != nil:
		return nil, w, err
	case !s.signedBy(w.Log) || s.Origin != w.Log.Name():
		return nil, w, ErrUnsigned
	case s.Size < w.Size():
		return nil, w, ErrShortened
	case w.Last != nil && s.Size == w.Size() && s.Root != w.Last.Root:
		return nil, w, ErrRewritten
	case w.Last != nil && s.Size > w.Size():
		if r.Old != w.Size() {
			return nil, w, ErrRemembered
		}
		if CheckConsistency(r.Hashes, w.Last.Checkpoint, s.Checkpoint) != nil {
			return nil, w, ErrRewritten
		}
	}
	if note, err = Sign(r.Checkpoint, secret, now); err != nil {
		return nil, w, err
	}
	signed, err := Open(note, w.Log, secret.Key)
	return note, Witness{w.Log, signed}, err
}

func (s *Signed) signedBy(k Key) bool { _, ok := s.By(k); return ok }

// Merge adds the signatures of a checkpoint to those of the same one, if they are
// of the keys; signatures of nobody who is asked for are left out.
func Merge(file, more []byte, keys ...Key) ([]byte, error) {
	a, err := Open(file, keys...)
	if err != nil {
		return nil, err
	}
	b, err := Open(more, keys...)
	if err != nil {
		return nil, err
	}
	if a.Checkpoint != b.Checkpoint {
		return nil, ErrForm
	}
	out := append([]byte{}, file...)
	for line := range strings.Lines(string(more[len(b.Text())+1:])) {
		name, sig, _ := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "— "), " ")
		data, _ := decode(sig)
		for _, k := range b.Keys {
			hash, _ := k.parts()
			if k.Name() == name && fmt.Sprintf("%08x", hash) == fmt.Sprintf("%x", data[:4]) && !a.signedBy(k) {
				out = append(out, line...)
			}
		}
	}
	return out, nil
}
