package translog

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/mod/sumdb/note"
)

// The algorithms of keys (c2sp.org/signed-note): what a log signs with, and what a
// witness does.
const (
	algLog     = 0x01 // Ed25519 over the text
	algWitness = 0x04 // Ed25519 over the time and the text: cosignature/v1
)

// Key is a public key in the form of signed notes: its name, the hash that
// signatures name it by, and the algorithm with the key itself.
//
//	kelisim-sample+b57a1c4f+AdPt…
type Key string

// ParseKey reads a public key strictly.
func ParseKey(s string) (Key, error) {
	k := Key(s)
	if _, err := k.verifier(); err != nil {
		return "", err
	}
	return k, nil
}

// Name is the key's name: for a log its origin.
func (k Key) Name() string { name, _, _ := strings.Cut(string(k), "+"); return name }

// Hash is the name of the key in signatures: 8 hex digits.
func (k Key) Hash() string { hash, _ := k.parts(); return fmt.Sprintf("%08x", hash) }

// Witness reports whether the key is one that cosigns.
func (k Key) Witness() bool { _, data := k.parts(); return len(data) > 0 && data[0] == algWitness }

// Public is the bare Ed25519 key, as openssl wants it.
func (k Key) Public() ed25519.PublicKey {
	_, data := k.parts()
	return ed25519.PublicKey(data[1:])
}

// parts are the hash and the algorithm with the key; nil if the form is wrong.
func (k Key) parts() (hash uint32, data []byte) {
	_, rest, _ := strings.Cut(string(k), "+")
	hash16, key64, _ := strings.Cut(rest, "+")
	data, ok := decode(key64)
	if !ok || len(data) != 1+ed25519.PublicKeySize || data[0] != algLog && data[0] != algWitness {
		return 0, nil
	}
	hash = keyHash(k.Name(), data)
	if fmt.Sprintf("%08x", hash) != hash16 || !isName(k.Name()) {
		return 0, nil
	}
	return hash, data
}

func (k Key) verifier() (note.Verifier, error) {
	hash, data := k.parts()
	if data == nil {
		return nil, ErrForm
	}
	return &verifier{k.Name(), hash, data[0], ed25519.PublicKey(data[1:])}, nil
}

// keyHash names a key in signatures (c2sp.org/signed-note, "Signatures").
func keyHash(name string, data []byte) uint32 {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s", name, data)
	return binary.BigEndian.Uint32(h.Sum(nil))
}

func isName(s string) bool {
	return s != "" && !strings.Contains(s, "+") && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == unicode.ReplacementChar })
}

// verifier implements [note.Verifier] for both algorithms.
type verifier struct {
	name string
	hash uint32
	alg  byte
	key  ed25519.PublicKey
}

func (v *verifier) Name() string    { return v.name }
func (v *verifier) KeyHash() uint32 { return v.hash }

func (v *verifier) Verify(msg, sig []byte) bool {
	if v.alg == algLog {
		return ed25519.Verify(v.key, msg, sig)
	}
	if len(sig) != 8+ed25519.SignatureSize || binary.BigEndian.Uint64(sig)>>62 != 0 {
		return false
	}
	return ed25519.Verify(v.key, cosigned(int64(binary.BigEndian.Uint64(sig)), msg), sig[8:])
}

// cosigned is what a witness signs.
func cosigned(time int64, text []byte) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", time, text)
}

// cosignTime is the time that a signature of a witness states, 0 for a log's.
func cosignTime(sig note.Signature) int64 {
	data, _ := decode(sig.Base64)
	if len(data) != 4+8+ed25519.SignatureSize {
		return 0
	}
	return int64(binary.BigEndian.Uint64(data[4:]))
}

// Secret is a private key. It is never written but by [Secret.Encode].
type Secret struct {
	Key  Key
	seed []byte
}

// NewSecret makes a key of a log, or of a witness, from random bytes.
func NewSecret(random io.Reader, name string, witness bool) (Secret, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Secret{}, err
	}
	alg := byte(algLog)
	if witness {
		alg = algWitness
	}
	return secret(name, alg, seed)
}

func secret(name string, alg byte, seed []byte) (Secret, error) {
	if !isName(name) {
		return Secret{}, ErrForm
	}
	data := append([]byte{alg}, ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)...)
	key := fmt.Sprintf("%s+%08x+%s", name, keyHash(name, data), base64.StdEncoding.EncodeToString(data))
	return Secret{Key(key), seed}, nil
}

// Encode writes the private key in the form of signed notes:
// PRIVATE+KEY+name+hash+base64.
func (s Secret) Encode() string {
	hash, data := s.Key.parts()
	return fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", s.Key.Name(), hash,
		base64.StdEncoding.EncodeToString(append([]byte{data[0]}, s.seed...)))
}

// ParseSecret reads what Encode wrote.
func ParseSecret(text string) (Secret, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "PRIVATE+KEY+")
	name, rest, _ := strings.Cut(rest, "+")
	_, key64, _ := strings.Cut(rest, "+")
	data, good := decode(key64)
	if !ok || !good || len(data) != 1+ed25519.SeedSize || data[0] != algLog && data[0] != algWitness {
		return Secret{}, ErrForm
	}
	s, err := secret(name, data[0], data[1:])
	if err != nil || s.Encode() != strings.TrimSpace(text) {
		return Secret{}, ErrForm
	}
	return s, nil
}

// sign gives the signature's bytes with the key's hash before them.
func (s Secret) sign(text []byte, now int64) []byte {
	hash, data := s.Key.parts()
	out := binary.BigEndian.AppendUint32(nil, hash)
	private := ed25519.NewKeyFromSeed(s.seed)
	if data[0] == algWitness {
		out = binary.BigEndian.AppendUint64(out, uint64(now))
		text = cosigned(now, text)
	}
	return append(out, ed25519.Sign(private, text)...)
}

// SignBytes signs bytes as they are, with a log's key.
func (s Secret) SignBytes(text []byte) []byte {
	return ed25519.Sign(ed25519.NewKeyFromSeed(s.seed), text)
}

// Verify checks what SignBytes made.
func (k Key) Verify(text, sig []byte) bool {
	_, data := k.parts()
	return data != nil && data[0] == algLog && ed25519.Verify(k.Public(), text, sig)
}
