package cms_test

import (
	"bytes"
	"testing"

	"github.com/kelisim/kelisim/internal/cms"
)

// FuzzVerify: no file that calls itself a signature breaks the reader, and what signs
// a text signs no other one. testdata/fuzz holds signatures by RSA and ECDSA.
func FuzzVerify(f *testing.F) {
	f.Add([]byte("-----BEGIN CMS-----\nMAA=\n-----END CMS-----\n"), []byte("1. Тармақ.\n"))
	f.Add([]byte{0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x80}, []byte{})
	f.Fuzz(func(t *testing.T, file, form []byte) {
		signers, err := cms.Verify(file, form)
		if err != nil {
			return
		}
		if len(signers) == 0 {
			t.Errorf("%x is good, and nobody signed it", file)
		}
		if other := append(bytes.Clone(form), '.'); err == nil {
			if _, err := cms.Verify(file, other); err == nil {
				t.Errorf("%x signs %q and %q", file, form, other)
			}
		}
	})
}
