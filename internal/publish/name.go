package publish

import (
	"errors"
	"io/fs"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/disk"
)

// checkName says why name cannot be a file of the site. The rules are those of
// the narrowest file system, so that a site built on one machine can be built, or
// copied, on any.
func checkName(name string) error {
	switch {
	case name == "." || !fs.ValidPath(name):
		return errors.New("not a slash path below the output")
	case strings.HasPrefix(name, "."):
		return errors.New("begins with a dot")
	case strings.ContainsFunc(name, func(r rune) bool { return !disk.Fits(r) }):
		return errors.New("has a character that does not fit every file system")
	}
	return nil
}

// fold maps names that differ only by case to one string.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, name)
}
