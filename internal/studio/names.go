package studio

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// What a request names is handed to commands as their arguments, so it must have the form
// of what it names: a flag would let a reader have a file written, a path have one read.

var (
	document = regexp.MustCompile(`^[a-z][a-z0-9-]*$`) // which of these are ids, commands say in words
	day      = regexp.MustCompile(`^[0-9][0-9T:.+Z-]*$`)
)

// formed reports whether each value is empty or has a form.
func formed(form func(string) bool, values ...string) bool {
	for _, v := range values {
		if v != "" && !form(v) {
			return false
		}
	}
	return true
}

// sound reports whether all that a request names has the form of it.
func (q *Request) sound() bool {
	for _, x := range q.Purposes {
		if !formed(document.MatchString, x.ID) {
			return false
		}
	}
	return formed(document.MatchString, q.Document, q.AnnexOf) && formed(legal.IsEditionID, q.Edition) &&
		formed(legal.IsLang, q.Language) && formed(day.MatchString, q.From)
}

// soundQuery reports the same of an address.
func soundQuery(q url.Values) bool {
	return formed(document.MatchString, q["document"]...) && formed(legal.IsEditionID, append(q["old"], q["new"]...)...) && formed(legal.IsLang, q["language"]...)
}

// isFolder reports whether a name may be that of a folder inside of another one.
func isFolder(name string) bool {
	return name != "" && !strings.ContainsAny(name, `/\:`) && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "-")
}
