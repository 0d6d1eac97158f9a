package script

import (
	"testing"
	"unicode"
)

// A mark has one form whatever it was typed as, and that form stays; no letter or digit
// is touched.
func TestMark(t *testing.T) {
	for want, typed := range map[rune]string{'"': "\"«»“”„‟″", '\'': "'’‘ʼ`´‚‛‹›", '-': "-‐‑‒–—―−", '(': "(", '.': ".", ' ': " "} {
		for _, r := range typed {
			if got := Mark(r); got != want {
				t.Errorf("%q: %q, want %q", r, got, want)
			}
		}
	}
	for r := range rune(0x3000) {
		if m := Mark(r); Mark(m) != m || m != r && (unicode.IsDigit(r) || unicode.IsLetter(r) && r != 'ʼ') {
			t.Errorf("%q becomes %q", r, m)
		}
	}
}

func TestLowerRune(t *testing.T) {
	for r := range rune(0x3000) {
		if got := LowerRune(r); got != unicode.ToLower(r) {
			t.Errorf("%q: %q", r, got)
		}
	}
}
