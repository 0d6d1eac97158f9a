package script_test

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/script"
)

func FuzzLower(f *testing.F) {
	for _, s := range []string{"", "Пункт", "ҚАЗАҚСТАН Ӏ", "а\xd0", "\xd1\x20", "№ 5 «ЁЖ» İSTANBUL ẞ", "ОПЕРАТОР-да", "\ufffd", "Ѐ Џ ѐ џ Ѡ", "AЯz\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := script.Lower(s), strings.ToLower(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	})
}

func BenchmarkLower(b *testing.B) {
	s := strings.Repeat("Пользователь даёт согласие на обработку персональных данных. ", 10)
	b.Run("here", func(b *testing.B) {
		for b.Loop() {
			script.Lower(s)
		}
	})
	b.Run("strings", func(b *testing.B) {
		for b.Loop() {
			strings.ToLower(s)
		}
	})
}
