package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// oneLanguageRule: a clause whose wording changed in one language changed in the
// others too (changed-in-one-language).
func oneLanguageRule(c *Change) {
	changed := map[legal.Lang]map[string]bool{} // anchors of the new texts
	for lang, r := range c.lines {
		changed[lang] = map[string]bool{}
		for i := range r.Records {
			if rec := &r.Records[i]; len(rec.New) > 0 && reworded(rec) {
				for _, u := range rec.New {
					changed[lang][u.Anchor] = true
				}
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
			if len(rec.Old) != 1 || len(rec.New) != 1 || reworded(rec) || rec.New[0].Kind == legal.Title {
				continue
			}
			at := rec.New[0]
			for _, other := range c.Edition.Texts {
				if other == t || !changed[other.Lang][at.Anchor] {
					continue
				}
				j := slices.IndexFunc(other.Units, func(u legal.Unit) bool { return u.Anchor == at.Anchor })
				f := c.found.Add(diag.ChangedInOneLanguage, t.Units[at.Index].Pos,
					diag.Args{"number": numberOf(t, at.Index), "language": other.Lang})
				if numberOf(t, at.Index) == "" {
					f.Variant = "block"
				}
				f.Related = []diag.Related{{Pos: other.Units[j].Pos, Key: "other-text", Args: diag.Args{"language": other.Lang}}}
			}
		}
	}
}

// reworded reports whether words changed, not only quotes, spaces, look-alikes or
// a reference that follows its clause.
func reworded(r *redline.Record) bool {
	switch r.Change {
	case redline.Added, redline.Removed:
		return true
	}
	return slices.ContainsFunc(r.Segments, func(s redline.Segment) bool { return s.Op != redline.Equal && s.Class == redline.Wording })
}

// staleRule: references follow the clauses that were renumbered. One that names a
// number which is gone gets the new number (reference-missing), one that names a
// number which is another clause's now is asked about (reference-stale).
func staleRule(c *Change) {
	for _, t := range c.Edition.Texts {
		if unreadable(t) {
			continue
		}
		have := numbersOf(t)
		old := c.renumbered(t.Lang)
		for j := range c.read[t.Lang] {
			p := &c.read[t.Lang][j]
			for _, r := range p.references() {
				key := citation{form: r.form, number: r.number}
				now, known := old.now[key]
				args := diag.Args{"number": r.number, "now": now}
				switch {
				case !have.has(r) && known && now == "":
					warn(&c.found, diag.ReferenceMissing, "removed", p.pos(r.from), args)
				case !have.has(r) && known:
					warn(&c.found, diag.ReferenceMissing, "renumbered", p.pos(r.from), args)
				case !have.has(r):
					c.found.Add(diag.ReferenceMissing, p.pos(r.from), args)
				case known && now != "" && now != r.number && old.cited[p.at][key]:
					c.found.Add(diag.ReferenceStale, p.pos(r.from), args)
				}
			}
		}
	}
}

// renumbering tells what the numbers of the old text are in the new one.
type renumbering struct {
	now   map[citation]string       // "" where the clause is gone
	cited map[int]map[citation]bool // by unit of the new text: what its old wording cited
}

func (c *Change) renumbered(lang legal.Lang) renumbering {
	out := renumbering{map[citation]string{}, map[int]map[citation]bool{}}
	r := c.lines[lang]
	if r == nil {
		return out
	}
	before := c.Before[lang]
	read := map[int]*passage{}
	list := passages(c.Languages.Of(string(lang)), before)
	for i := range list {
		read[list[i].at] = &list[i]
	}
	for i := range r.Records {
		rec := &r.Records[i]
		for _, u := range rec.Old {
			l := before.Units[u.Index].Label
			if l.Form == legal.Decimal || l.Form == legal.Article || l.Form == legal.Chapter {
				now := ""
				for _, v := range rec.New {
					if n := c.Edition.Text(lang).Units[v.Index].Label; n.Form == l.Form && (now == "" || v.Number == u.Number) {
						now = n.Decimal()
					}
				}
				out.now[citation{form: l.Form, number: l.Decimal()}] = now
			}
			if p := read[u.Index]; p != nil {
				for _, ref := range p.references() {
					for _, v := range rec.New {
						if out.cited[v.Index] == nil {
							out.cited[v.Index] = map[citation]bool{}
						}
						out.cited[v.Index][citation{form: ref.form, number: ref.number}] = true
					}
				}
			}
		}
	}
	return out
}

// sameSummaryRule: the summary of changes is not the last edition's (changes-equal).
func sameSummaryRule(c *Change) {
	for _, t := range c.Edition.Texts {
		old := c.Before[t.Lang]
		if old == nil || t.Changes == "" || !strings.EqualFold(old.Changes, t.Changes) {
			continue
		}
		f := c.found.Add(diag.ChangesEqual, t.Positions["changes"], nil)
		if pos, ok := old.Positions["changes"]; ok {
			f.Related = []diag.Related{{Pos: pos, Key: "first"}}
		}
	}
}

// longestSummary is how many characters a summary may have.
const longestSummary = 600

// summaryRule: the summary of changes can be read at a glance (changes-long).
func summaryRule(e *Edition) {
	for _, t := range e.Edition.Texts {
		if n := len([]rune(t.Changes)); n > longestSummary {
			e.found.Add(diag.ChangesLong, t.Positions["changes"], diag.Args{"count": n, "limit": longestSummary})
		}
	}
}
