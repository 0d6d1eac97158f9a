package legal

import (
	"slices"
	"testing"
)

func TestCanonical(t *testing.T) {
	for from, want := range map[string]string{
		"":                         "",
		"a\nb":                     "a\nb",
		"a\r\nb\r\n":               "a\nb\n",
		"\xef\xbb\xbfa\r\n":        "a\n",
		"\xef\xbb\xbf\xef\xbb\xbf": "\xef\xbb\xbf", // one mark
		"a\rb":                     "a\rb",
	} {
		if got := string(Canonical([]byte(from))); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", from, got, want)
		}
	}
}

// Whatever form a program before this one hashed, and whatever Git made of it
// since, the hash is among the forms; another text's is not.
func TestForms(t *testing.T) {
	forms := []string{"a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n", bom + "a: 1\nb: 2\n", bom + "a: 1\r\nb: 2\r\n"}
	for _, now := range forms {
		known := append(Forms([]byte(now)), SHA256(Canonical([]byte(now))))
		for _, then := range forms {
			if !slices.Contains(known, SHA256([]byte(then))) {
				t.Errorf("recorded %q, now %q: not known", then, now)
			}
		}
		if slices.Contains(known, SHA256([]byte("a: 1\nb: 3\n"))) {
			t.Errorf("%q: another text is known", now)
		}
	}
}
