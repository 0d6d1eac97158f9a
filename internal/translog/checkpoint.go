package translog

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the head of a log: the name of the log, how many lines it has and
// the root of their tree.
//
//	kelisim-sample
//	11
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
type Checkpoint struct {
	Origin string // the site's id
	Size   int64
	Root   Hash
}

// Text is what is signed: exactly three lines.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ErrForm means that a file is not in the form that it should have.
var ErrForm = errors.New("not in the form of a checkpoint, a key or a proof")

// parseText reads the signed text. It takes exactly what Text writes, so that no
// line is signed that nobody reads (CVE-2026-56864).
func parseText(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Checkpoint{}, ErrForm
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, ok := decode(lines[2])
	if err != nil || size < 0 || !ok || len(root) != tlog.HashSize {
		return Checkpoint{}, ErrForm
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: Hash(root)}
	if c.Text() != text {
		return Checkpoint{}, ErrForm
	}
	return c, nil
}

// decode reads base64 of which there is one spelling only: the decoder of the
// standard library passes over line ends and bits that nothing needs.
func decode(s string) ([]byte, bool) {
	data, err := base64.StdEncoding.Strict().DecodeString(s)
	return data, err == nil && base64.StdEncoding.EncodeToString(data) == s
}

// Unsigned writes a checkpoint that nobody signed: its text and an empty line,
// behind which the signatures would stand.
func (c Checkpoint) Unsigned() []byte { return []byte(c.Text() + "\n") }

// Signed is a checkpoint and who signed it.
type Signed struct {
	Checkpoint
	Note []byte // the file
	// Keys are those asked for that have signed, in the order of the file; Times
	// are the seconds since 1970 that cosignatures state, 0 for signatures of logs.
	Keys  []Key
	Times []int64
	sigs  [][]byte // of Keys, without the key's hash
	// Others are the names of signers whose keys were not asked for: of them nothing
	// is known but that they are named.
	Others []string
}

// By reports whether a key has signed, and when if it is a witness's.
func (s *Signed) By(k Key) (time int64, ok bool) {
	for i, x := range s.Keys {
		if x == k {
			return s.Times[i], true
		}
	}
	return 0, false
}

// Signature gives the bare Ed25519 signature of the i-th of Keys, 64 bytes, and the
// bytes that it signs.
func (s *Signed) Signature(i int) (sig, signed []byte) {
	if s.Keys[i].Witness() {
		return s.sigs[i][8:], cosigned(s.Times[i], []byte(s.Text()))
	}
	return s.sigs[i], []byte(s.Text())
}

// ErrSignature means that a signature of a known key is wrong.
var ErrSignature = errors.New("a signature does not hold")

// Open reads a checkpoint and checks the signatures of the keys. A wrong signature
// of one of them is ErrSignature, none of them at all is no error: it is for the
// caller to ask [Signed.By] for those that must be there.
func Open(file []byte, keys ...Key) (*Signed, error) {
	split := bytes.Index(file, []byte("\n\n"))
	if split < 0 || !utf8.Valid(file) || bytes.ContainsFunc(file, func(r rune) bool { return r < 0x20 && r != '\n' }) {
		return nil, ErrForm
	}
	c, err := parseText(string(file[:split+1]))
	if err != nil {
		return nil, err
	}
	s := &Signed{Checkpoint: c, Note: file}
	if split+2 == len(file) {
		return s, nil // unsigned
	}
	if err := strictSignatures(string(file[split+2:])); err != nil {
		return nil, err
	}
	verifiers := make([]note.Verifier, len(keys))
	for i, k := range keys {
		if verifiers[i], err = k.verifier(); err != nil {
			return nil, err
		}
	}
	n, err := note.Open(file, note.VerifierList(verifiers...))
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified):
		n = unverified.Note
	case errors.As(err, &invalid):
		return nil, ErrSignature
	case err != nil:
		return nil, ErrForm
	}
	for _, sig := range n.Sigs {
		for i, v := range verifiers {
			if v.Name() == sig.Name && v.KeyHash() == sig.Hash {
				s.Keys = append(s.Keys, keys[i])
				s.Times = append(s.Times, cosignTime(sig))
				data, _ := decode(sig.Base64)
				s.sigs = append(s.sigs, data[4:])
			}
		}
	}
	for _, sig := range n.UnverifiedSigs {
		s.Others = append(s.Others, sig.Name)
	}
	return s, nil
}

// strictSignatures refuses what note.Open would take: signatures that are spelled
// otherwise than they are written, and two of one key, of which it reads one.
func strictSignatures(lines string) error {
	seen := map[string]bool{}
	for line := range strings.Lines(lines) {
		line, whole := strings.CutSuffix(line, "\n")
		rest, marked := strings.CutPrefix(line, "— ")
		name, sig, spaced := strings.Cut(rest, " ")
		data, ok := decode(sig)
		if !whole || !marked || !spaced || !ok || len(data) < 5 || seen[name+string(data[:4])] {
			return ErrForm
		}
		seen[name+string(data[:4])] = true
	}
	return nil
}

// Sign adds a signature to a checkpoint, signed or not. now is written into a
// witness's signature. A signature of the same key that is there already stays.
func Sign(file []byte, secret Secret, now int64) ([]byte, error) {
	s, err := Open(file, secret.Key)
	if err != nil {
		return nil, err
	}
	if _, ok := s.By(secret.Key); ok {
		return file, nil
	}
	msg := secret.sign([]byte(s.Text()), now)
	line := fmt.Sprintf("— %s %s\n", secret.Key.Name(), base64.StdEncoding.EncodeToString(msg))
	return append(bytes.Clone(file), line...), nil
}
