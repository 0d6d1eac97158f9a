package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// danglingRule: a citation of a clause of this text leads to one
// (reference-missing). The rules of CheckChange know more of a draft that has an
// edition before it, so it is theirs.
func danglingRule(e *Edition) {
	if e.Draft && !e.First {
		return
	}
	for k, t := range e.Edition.Texts {
		if unreadable(t) {
			continue
		}
		for j := range e.read[k] {
			for _, r := range e.read[k][j].references() {
				if r.Status == citation.Missing && r.from >= r.p.nearLen() {
					missing(&e.found, &r)
				}
			}
		}
	}
}

// itselfRule: a clause does not cite itself by its number (reference-stale.itself): there it
// would say «настоящий пункт».
func itselfRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) || !e.Draft {
			continue
		}
		for j := range e.read[k] {
			for _, r := range e.read[k][j].references() {
				last := len(r.cite.Groups) - 1
				if r.Status == citation.Found && r.Group == last && r.cite.Groups[last].Kind == language.Clause && len(r.cite.Groups[last].Members) == 1 && r.cite.Act == citation.ThisSaid &&
					t.Units[r.Unit].Kind == legal.Clause && within(t, r.p.at, r.Unit) {
					warn(&e.found, diag.ReferenceStale, "itself", r.p.pos(r.from), diag.Args{"number": r.number, "language": t.Lang})
				}
			}
		}
	}
}

// reference is a place where a passage cites a clause of its own text, and what that is.
type reference struct {
	citation.Target
	p      *passage
	cite   *citation.Citation
	number string // as it was written: "2.1", "5)"
	from   int
}

// references are the citations of the text's own clauses in a passage, but for
// those that an author has made a link.
func (p *passage) references() []reference {
	if p.unit == nil || p.unit.Kind == legal.Title {
		return nil
	}
	var out []reference
	cites := p.cites.Find(p.s)
	for i := range cites {
		for _, t := range p.cites.Resolve(p.at, &cites[i]) {
			m := &cites[i].Groups[t.Group].Members[t.Member]
			if l := p.linked(m.From); l != nil && !l.Made() {
				continue
			}
			number := p.s[m.From:m.To]
			if cites[i].Groups[t.Group].Kind == language.Paragraph {
				number = m.Number // its name has an ordinal of its own
			}
			if m.Form == citation.Bracket {
				number += ")"
			}
			out = append(out, reference{t, p, &cites[i], number, m.From})
		}
	}
	return out
}

// missing reports a citation of what the text does not have.
func missing(found *diag.List, r *reference) {
	args := diag.Args{"unit": citedAs(r.cite, r.Group, r.number)}
	if r.Within >= 0 {
		args["whole"] = naming.Of(r.p.text.Units, r.Within)
		warn(found, diag.ReferenceMissing, "item", r.p.pos(r.from), args)
		return
	}
	found.Add(diag.ReferenceMissing, r.p.pos(r.from), args)
}

// citedAs is the place of what a citation names by a number, whether the text has it or not.
func citedAs(c *citation.Citation, group int, number string) naming.Place {
	word := c.Groups[group].Kind.Name()
	if !slices.Contains(naming.Words, word) {
		word = "clause"
	}
	return naming.Numbered(word, number)
}

// staleRule: citations follow the clauses that were renumbered. One that names a
// number which is gone gets the new number (reference-missing), one that names a
// number which is another clause's now is asked about (reference-stale).
func staleRule(c *Change) {
	for _, t := range c.Edition.Texts {
		if unreadable(t) {
			continue
		}
		was := c.formerly(t)
		for j := range c.read[t.Lang] {
			p := &c.read[t.Lang][j]
			for _, r := range p.references() {
				c.judge(was, &r)
			}
		}
	}
}

func (c *Change) judge(was *former, r *reference) {
	old, known := was.cited(r)
	switch {
	case r.Status == citation.Missing && !known:
		missing(&c.found, r)
	case r.Status != citation.Missing && (r.Status != citation.Found || !known):
	default:
		now := was.now(old)
		args, gone := diag.Args{"number": r.number, "now": ""}, diag.Args{"unit": naming.Of(was.text.Units, old)}
		if now >= 0 {
			args["now"] = written(&r.p.text.Units[now].Label)
			gone["now"], gone["place"] = args["now"], naming.Of(r.p.text.Units, now)
		}
		pos := r.p.pos(r.from)
		switch {
		case r.Status == citation.Missing && now < 0:
			warn(&c.found, diag.ReferenceMissing, "removed", pos, gone)
		case r.Status == citation.Missing:
			warn(&c.found, diag.ReferenceMissing, "renumbered", pos, gone)
		case now == r.Unit || !was.saidSo(r) || now >= 0 && r.p.refers(now):
		case now < 0:
			warn(&c.found, diag.ReferenceStale, "removed", pos, args)
		default:
			c.found.Add(diag.ReferenceStale, pos, args)
		}
	}
}

// refers reports whether a passage cites a unit: that it cited before is followed then, and
// the number that it had belongs to another citation: «2.2 и 2.3» are «2.3 и 2.4» now.
func (p *passage) refers(unit int) bool {
	return slices.ContainsFunc(p.references(), func(r reference) bool { return r.Status == citation.Found && r.Unit == unit })
}

// written is the number of a label as a citation has it: "2.1", "5)".
func written(l *legal.Label) string {
	if l.Form == legal.Paren || l.Form == legal.Letter {
		return l.Number() + ")"
	}
	return l.Decimal()
}

// former is the text of the edition before, as what the new one cites is looked up in it.
type former struct {
	text   *legal.Text
	cites  *citation.Text
	read   map[int]*passage        // by unit
	record map[int]*redline.Record // by unit
	from   map[int]int             // the unit of the old text that a unit of the new one was
	next   *legal.Text
}

// formerly returns what stood before; nil if there was no text.
func (c *Change) formerly(t *legal.Text) *former {
	r := c.lines[t.Lang]
	if r == nil {
		return nil
	}
	before := c.Before[t.Lang]
	list := c.readBefore(t.Lang)
	f := &former{text: before, next: t, read: map[int]*passage{}, record: map[int]*redline.Record{}, from: map[int]int{}}
	for i := range list {
		f.read[list[i].at] = &list[i]
		f.cites = list[i].cites
	}
	for i := range r.Records {
		rec := &r.Records[i]
		for _, u := range rec.Old {
			f.record[u.Index] = rec
		}
		for _, v := range rec.New {
			if len(rec.Old) > 0 {
				f.from[v.Index] = rec.Old[0].Index
			}
		}
	}
	return f
}

// cited returns the unit that the citation would have led to in the text before.
func (f *former) cited(r *reference) (unit int, ok bool) {
	if f == nil {
		return -1, false
	}
	at, ok := f.from[r.p.at]
	if !ok {
		at = -1
	}
	for _, t := range f.cites.Resolve(at, r.cite) {
		if t.Group == r.Group && t.Member == r.Member && t.Status == citation.Found {
			return t.Unit, true
		}
	}
	return -1, false
}

// now is the unit that a unit of the old text is in the new one; -1 if it is gone.
func (f *former) now(old int) int {
	rec := f.record[old]
	if rec == nil {
		return -1
	}
	now, label := -1, &f.text.Units[old].Label
	for _, v := range rec.New {
		if l := &f.next.Units[v.Index].Label; (l.Form == label.Form || item(l) && item(label)) && (now < 0 || l.Decimal() == label.Decimal()) {
			now = v.Index
		}
	}
	return now
}

func item(l *legal.Label) bool { return l.Form == legal.Paren || l.Form == legal.Letter }

// saidSo reports whether the passage cited the same number before: only then was it
// perhaps forgotten.
func (f *former) saidSo(r *reference) bool {
	at, ok := f.from[r.p.at]
	if !ok || f.read[at] == nil {
		return false
	}
	for _, o := range f.read[at].references() {
		if o.number == r.number && o.cite.Groups[o.Group].Kind == r.cite.Groups[r.Group].Kind && sameAbove(o.cite, r.cite, o.Group, r.Group) {
			return true
		}
	}
	return false
}

// sameAbove reports whether two citations name the same larger units.
func sameAbove(a, b *citation.Citation, i, j int) bool {
	if i != j {
		return false
	}
	for g := range i {
		if a.Groups[g].Kind != b.Groups[g].Kind || a.Groups[g].Members[0].Number != b.Groups[g].Members[0].Number {
			return false
		}
	}
	return true
}
