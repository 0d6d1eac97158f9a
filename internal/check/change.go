package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// oneLanguageRule: a clause whose wording changed in one language changed in the
// others too (changed-in-one-language).
func oneLanguageRule(c *Change) {
	changed := map[legal.Lang]map[string]bool{} // anchors of the new texts
	for lang, r := range c.lines {
		changed[lang] = changedAnchors(r)
		for i := range r.Records {
			if rec := &r.Records[i]; len(rec.New) == 1 && reworded(rec) && respelt(c.Languages.Of(string(lang)), rec) {
				delete(changed[lang], rec.New[0].Anchor)
			}
		}
	}
	for _, t := range c.Edition.Texts {
		r := c.lines[t.Lang]
		if r == nil {
			continue
		}
		for i := range r.Records {
			rec := &r.Records[i]
			if len(rec.Old) != 1 || len(rec.New) != 1 || reworded(rec) {
				continue
			}
			at := rec.New[0]
			for _, other := range c.Edition.Texts {
				if other == t || !changed[other.Lang][at.Anchor] || at.Index == 0 && other.Title == "" { // a title that could not be read
					continue
				}
				j := slices.IndexFunc(other.Units, func(u legal.Unit) bool { return u.Anchor == at.Anchor })
				f := c.found.Add(diag.ChangedInOneLanguage, t.Units[at.Index].Pos,
					diag.Args{"unit": naming.Of(t.Units, at.Index), "language": other.Lang})
				f.Related = []diag.Related{{Pos: other.Units[j].Pos, Key: "other-text", Args: diag.Args{"language": other.Lang}}}
			}
		}
	}
}

// changedAnchors are the clauses of the new text that were reworded or added.
func changedAnchors(r *redline.Redline) map[string]bool {
	changed := map[string]bool{}
	for i := range r.Records {
		if rec := &r.Records[i]; len(rec.New) > 0 && reworded(rec) {
			for _, u := range rec.New {
				changed[u.Anchor] = true
			}
		}
	}
	return changed
}

// reworded reports whether words, figures or signs changed, not only punctuation,
// quotes, spaces, look-alikes or a reference that follows its clause.
func reworded(r *redline.Record) bool {
	switch r.Change {
	case redline.Added, redline.Removed:
		return true
	}
	for i, s := range r.Segments {
		if s.Op == redline.Equal || s.Class != redline.Wording {
			continue
		}
		if strings.ContainsFunc(s.Text, func(r rune) bool {
			return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSymbol(r) || r == '§' || r == '%'
		}) {
			return true
		}
		// A dash before a figure is a minus.
		if end, _ := utf8.DecodeLastRuneInString(s.Text); unicode.Is(unicode.Pd, end) && i+1 < len(r.Segments) && digitRun(r.Segments[i+1].Text) > 0 {
			return true
		}
	}
	return false
}
