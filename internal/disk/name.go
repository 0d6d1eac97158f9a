package disk

import (
	"strings"
	"unicode"
)

// Fits reports whether a character may stand in a name on every file system. A combining
// mark may not: a name in another normal form is another file on one system and the same
// on the next. Kazakh and Russian letters have one rune.
func Fits(r rune) bool {
	return !strings.ContainsRune(`\:*?"<>|`, r) && !unicode.IsControl(r) && !unicode.Is(unicode.Mn, r)
}
