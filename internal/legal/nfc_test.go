package legal

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func FuzzNFC(f *testing.F) {
	for _, s := range []string{"", "Құпиялық саясаты", "Иванов и\u0306", "e\u0301\u0323", "\u0301", "й", "Å", "\u212b", "\u1100\u1161", "№ 5 — «ә»", "a\xffb\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := NFC(s), norm.NFC.String(s); got != want {
			t.Errorf("NFC(%q) = %q, want %q", s, got, want)
		}
		if got, want := IsNFC(s), norm.NFC.IsNormalString(s); got != want {
			t.Errorf("IsNFC(%q) = %v, want %v", s, got, want)
		}
	})
}

// Every character that is taken for composed is.
func TestComposed(t *testing.T) {
	for r := rune(0); r <= 0x10ffff; r++ {
		p := norm.NFC.PropertiesString(string(r))
		if composed(r) && (!norm.NFC.IsNormalString(string(r)) || p.CCC() != 0 || !p.BoundaryBefore()) {
			t.Errorf("U+%04X is not", r)
		}
	}
}
