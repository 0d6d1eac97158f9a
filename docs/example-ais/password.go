package main

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
)

// A Password is what is kept of one. Accounts are not what this example is
// about: a real system has its own, with limits on guessing.
type Password struct {
	Salt       []byte `json:"salt"`
	Iterations int    `json:"iterations"`
	Key        []byte `json:"key"` // PBKDF2 with HMAC-SHA-256
}

// NewPassword returns what is kept of a password.
func NewPassword(password string) Password {
	p := Password{Salt: make([]byte, 16), Iterations: 600_000}
	rand.Read(p.Salt) // never fails
	p.Key = p.derive(password)
	return p
}

// Is reports whether this is the password.
func (p Password) Is(password string) bool {
	return p.Key != nil && subtle.ConstantTimeCompare(p.Key, p.derive(password)) == 1
}

func (p Password) derive(password string) []byte {
	key, err := pbkdf2.Key(sha256.New, password, p.Salt, p.Iterations, sha256.Size)
	if err != nil {
		panic(err) // only for sizes that FIPS forbids
	}
	return key
}
