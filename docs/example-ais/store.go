package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A Store keeps the bytes of the legal site in a folder, each file under its
// own SHA-256, for ever: what a user was shown can be shown again. One small
// file, good.json, says which of them are the good copy; it alone is replaced.
type Store struct{ dir string }

// A Name is a file's SHA-256 in hex and its kind: "12029b1c….md".
type Name string

var names = regexp.MustCompile(`^[0-9a-f]{64}\.(md|txt|html|js|json|jsonl)$`)

// NameOf returns the name of bytes that came from a path.
func NameOf(path string, data []byte) Name { return Name(sum(data) + filepath.Ext(path)) }

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// SHA256 is the hash in a name.
func (n Name) SHA256() string { return strings.TrimSuffix(string(n), filepath.Ext(string(n))) }

// Get returns the bytes of a name; bytes that changed on the disk are an error.
func (s Store) Get(name Name) ([]byte, error) {
	if !names.MatchString(string(name)) {
		return nil, fs.ErrNotExist
	}
	data, err := os.ReadFile(filepath.Join(s.dir, string(name)))
	if err == nil && NameOf(string(name), data) != name {
		err = fmt.Errorf("%s: its bytes have changed", name)
	}
	return data, err
}

// Put stores bytes under their name; a name that Get would not take is an error.
func (s Store) Put(name Name, data []byte) error {
	if !names.MatchString(string(name)) {
		return fmt.Errorf("%s: no kind of file that is kept", name)
	}
	if _, err := s.Get(name); err == nil {
		return nil
	}
	return s.replace(string(name), data)
}

// Good returns the good copy, the name of each file by its path on the legal
// site; nil before the first.
func (s Store) Good() (copy map[string]Name, err error) {
	data, err := os.ReadFile(filepath.Join(s.dir, "good.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return copy, json.Unmarshal(data, &copy)
}

// SetGood makes files that were put the good copy, all at once.
func (s Store) SetGood(copy map[string]Name) error {
	data, err := json.MarshalIndent(copy, "", " ")
	if err != nil {
		return err
	}
	return s.replace("good.json", data)
}

// replace writes a file beside its place and renames it, so that a kill leaves
// the old one or the new one.
func (s Store) replace(name string, data []byte) error {
	f, err := os.CreateTemp(s.dir, "new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails when all went well
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(s.dir, name))
}
