package legal

import (
	"cmp"
	"strings"

	"github.com/kelisim/kelisim/internal/regex"
)

// copied are the names, without .md, that are given to a text's copy or its older state
// in whatever language: "ru (2)", "ru_old", "copy of ru".
var copied = regex.Of(`^(?:([a-z]{2,3})[ (_.–—-].*|.* ([a-z]{2,3}))$`)

// MeantLang returns the language whose text a file's name means, rightly or not:
// kk for kk.md, KK.md, kk.txt, kk.md.txt, kz.md, "kk (2).md" and kk_old.md. Any other
// stem is returned, too.
func MeantLang(name string) Lang {
	name = strings.ToLower(name)
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".txt"), ".md")
	if m := copied.FindStringSubmatch(stem); m != nil && stem != name {
		stem = m[1] + m[2]
	}
	if stem == "kz" {
		stem = "kk"
	}
	return Lang(stem)
}

var (
	documentID = regex.Of(`^[a-z][a-z0-9-]*$`)
	editionID  = regex.Of(`^[0-9]+([.-][0-9]+)*$`)
	langTag    = regex.Of(`^[a-z]{2,3}$`)
)

// reserved names are devices on Windows, or have a page of their own: kk/search/.
var reserved = map[string]bool{"search": true, "con": true, "prn": true, "aux": true, "nul": true}

// IsDocumentID reports whether s may name a document: [a-z][a-z0-9-]*, at most 64 bytes,
// but for a few names such as "search".
func IsDocumentID(s string) bool {
	device := len(s) == 4 && (strings.HasPrefix(s, "com") || strings.HasPrefix(s, "lpt"))
	return len(s) <= 64 && documentID.MatchString(s) && !reserved[s] && !device
}

// IsEditionID reports whether s may name an edition: [0-9]+([.-][0-9]+)*, at most
// 32 bytes.
func IsEditionID(s string) bool { return len(s) <= 32 && editionID.MatchString(s) }

// IsLang reports whether s has the form of a language code: two or three letters.
func IsLang(s string) bool { return langTag.MatchString(s) }

// CompareEditionIDs orders the ids of a document's editions by their numbers:
// "2" before "10", "2" before "2.1".
func CompareEditionIDs(a, b string) int {
	split := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '-' })
	}
	x, y := split(a), split(b)
	for i := range min(len(x), len(y)) {
		p, q := strings.TrimLeft(x[i], "0"), strings.TrimLeft(y[i], "0")
		if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}
