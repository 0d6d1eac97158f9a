package tsa_test

import (
	"bytes"
	"testing"

	"github.com/kelisim/kelisim/internal/tsa"
)

// FuzzOpen: no answer of a service breaks the reader, and a time-stamp of some bytes is
// none of others. testdata/fuzz holds an answer.
func FuzzOpen(f *testing.F) {
	f.Add([]byte{0x30, 0x03, 0x02, 0x01, 0x02}, []byte("1. Тармақ.\n"))
	f.Add([]byte{0x30, 0x80, 0x30, 0x03, 0x02, 0x01, 0x00, 0x30, 0x80}, []byte{})
	f.Fuzz(func(t *testing.T, answer, data []byte) {
		s, err := tsa.Open(answer, data)
		if err != nil {
			return
		}
		if s.Signer == "" && s.Time.IsZero() {
			t.Errorf("%x says nothing", answer)
		}
		if _, err := tsa.Open(answer, append(bytes.Clone(data), '.')); err == nil {
			t.Errorf("%x stamps other bytes, too", answer)
		}
	})
}
