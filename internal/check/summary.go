package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// sameSummaryRule: the summary of changes is not the last edition's (changes-equal).
func sameSummaryRule(c *Change) {
	for _, t := range c.Edition.Texts {
		if !c.sameSummary(t) {
			continue
		}
		old := c.Before[t.Lang]
		f := c.found.Add(diag.ChangesEqual, t.Positions["changes"], nil)
		if pos, ok := old.Positions["changes"]; ok {
			f.Related = []diag.Related{{Pos: pos, Key: "first"}}
		}
	}
}

// sameSummary reports whether the summary of a text is that of the edition before.
func (c *Change) sameSummary(t *legal.Text) bool {
	old := c.Before[t.Lang]
	return old != nil && t.Changes != "" && strings.EqualFold(old.Changes, t.Changes)
}

// longestSummary is how many characters a summary may have.
const longestSummary = 600

// summaryRule: the summary of changes says what changed (changes-short), and can be
// read at a glance (changes-long).
func summaryRule(e *Edition) {
	for _, t := range e.Edition.Texts {
		if n := len([]rune(t.Changes)); n > longestSummary {
			e.found.Add(diag.ChangesLong, t.Positions["changes"], diag.Args{"count": n, "limit": longestSummary})
		} else if n > 0 && vague(e.Languages.Of(string(t.Lang)), t.Changes) {
			e.found.Add(diag.ChangesShort, t.Positions["changes"], nil)
		}
	}
}

// vague reports whether a summary has no word that says what changed: «Мелкие правки».
func vague(lang *language.Language, summary string) bool {
	words := &lang.Prose().Vague
	for _, w := range strings.FieldsFunc(strings.ToLower(summary), func(r rune) bool { return !isWordRune(r) && r != '-' }) {
		if !words.Has(w) {
			return false
		}
	}
	return lang != nil
}

// namedRule: the clauses that a summary of changes names did change
// (changes-clause), unless nothing changed at all (edition-same). A summary that is
// the last edition's has one finding, not one for each clause that it names.
func namedRule(c *Change) {
	same := len(c.lines) > 0 && len(c.lines) == len(c.Edition.Texts)
	for _, r := range c.lines {
		same = same && r.Equal()
	}
	if same && !slices.ContainsFunc(c.Edition.Texts, func(t *legal.Text) bool { return t.Changes != "" }) {
		return // a draft that was just made: its summary is missing, too
	}
	if same {
		pos := c.Edition.Pos("material")
		c.found.Add(diag.EditionSame, pos, nil)
		return
	}
	for _, t := range c.Edition.Texts {
		r := c.lines[t.Lang]
		if r == nil || t.Changes == "" || unreadable(t) || c.sameSummary(t) {
			continue
		}
		touched := touchedUnits(r)
		p := &c.read[t.Lang][0]
		s := summary{c: c, p: p, old: citation.Read(p.lang, c.Before[t.Lang].Units), touched: touched, parts: p.parts()}
		cites := p.cites.Find(p.s)
		for i := range cites {
			if !s.item(&cites[i]) {
				s.named(&cites[i])
			}
		}
	}
}

// summary is a summary of changes while the clauses that it names are judged.
type summary struct {
	c       *Change
	p       *passage
	old     *citation.Text
	touched map[string]bool
	parts   []word
	// The clause that a part named last, in either text; -1 for none.
	part, now, before int
}

func (s *summary) named(cite *citation.Citation) {
	c, p := s.c, s.p
	before := s.old.Resolve(-1, cite)
	for k, t := range p.cites.Resolve(-1, cite) {
		was := citation.Unsure
		if k < len(before) {
			was = before[k].Status
		}
		m := cite.Groups[t.Group].Members[t.Member]
		place := citedAs(cite, t.Group, p.s[m.From:m.To])
		s.part, s.now, s.before = s.partAt(cite.From), -1, -1
		if was == citation.Found {
			s.before = before[k].Unit
			place = naming.Of(c.Before[p.text.Lang].Units, s.before)
		}
		if t.Status == citation.Found {
			s.now = t.Unit
			place = naming.Of(p.text.Units, s.now)
		}
		args := diag.Args{"unit": place}
		switch variant := s.otherwise(cite, t.Status == citation.Found, was == citation.Found); {
		case variant != "":
			warn(&c.found, diag.ChangesClause, variant, p.pos(m.From), args)
		case t.Status == citation.Implied || was == citation.Implied || t.Status == citation.Found && touchedBelow(p.text, t.Unit, s.touched):
		case was == citation.Found && gone(c.Before[p.text.Lang], before[k].Unit, s.touched):
		case t.Status == citation.Found:
			warn(&c.found, diag.ChangesClause, "", p.pos(m.From), args)
		case was != citation.Found && len(cite.Groups) == 1 && cite.Groups[0].Kind == language.Clause &&
			!slices.ContainsFunc(c.read[p.text.Lang], func(q passage) bool { return q.near != nil }): // what looks like a number had its finding
			warn(&c.found, diag.ChangesClause, "missing", p.pos(m.From), args)
		}
	}
}

func (s *summary) partAt(at int) int {
	return slices.IndexFunc(s.parts, func(w word) bool { return w.from <= at && at < w.to })
}

// item judges an item that a part names behind its clause, «пункт 3.3 дополнен подпунктом 4)»:
// either text has it, and it was not added if the part says that it was removed, nor the
// other way round. It reports whether the citation is one.
func (s *summary) item(cite *citation.Citation) bool {
	if len(cite.Groups) != 1 || cite.Groups[0].Kind != language.Item || !s.follows(cite) || s.now < 0 || s.before < 0 || s.p.text.Units[s.now].Label.Form != legal.Decimal {
		return false
	}
	has := func(units []legal.Unit, parent int, number string) bool {
		return slices.ContainsFunc(units, func(u legal.Unit) bool {
			return u.Parent == parent && u.Label.Form != legal.NoLabel && u.Label.Number() == number
		})
	}
	for _, m := range cite.Groups[0].Members {
		if m.Form != citation.Bracket || m.Through {
			continue
		}
		is, was := has(s.p.text.Units, s.now, m.Number), has(s.c.Before[s.p.text.Lang].Units, s.before, m.Number)
		variant := s.otherwise(cite, is, was)
		if !is && !was && s.partAt(cite.From) == s.part {
			variant = "missing"
		}
		if variant != "" {
			place := naming.Numbered("item", s.p.s[m.From:m.To]+")").In(naming.Of(s.p.text.Units, s.now))
			warn(&s.c.found, diag.ChangesClause, variant, s.p.pos(m.From), diag.Args{"unit": place})
		}
	}
	return true
}

// follows reports whether a citation stands in the part that named a clause last, or behind
// the comma after it in a part that names none.
func (s *summary) follows(cite *citation.Citation) bool {
	part := s.partAt(cite.From)
	if part == s.part || part < 0 {
		return part == s.part
	}
	cites := s.p.cites.Find(s.p.s)
	return part == s.part+1 && s.p.s[s.parts[part].from] == ',' && !slices.ContainsFunc(cites, func(x citation.Citation) bool {
		return s.partAt(x.From) == part && (len(x.Groups) != 1 || x.Groups[0].Kind != language.Item)
	})
}

// otherwise gives the variant of the finding if a summary says of what it cites that it was
// removed, which was added, or the other way round.
func (s *summary) otherwise(cite *citation.Citation, is, was bool) string {
	switch added, removed := cameOrLeft(&s.p.wording, cite.From); {
	case removed && !added && is && !was:
		return "not-removed"
	case added && !removed && was && !is:
		return "not-added"
	}
	return ""
}

// cameOrLeft reports whether the part of a summary around a place says of something that it
// was added, and of something that it was removed.
func cameOrLeft(p *wording, at int) (added, removed bool) {
	for _, part := range p.parts() {
		if at < part.from || at >= part.to {
			continue
		}
		for _, w := range p.words {
			if w.from >= part.from && w.to <= part.to {
				added = added || p.lang.Prose().Added.Has(p.small(w))
				removed = removed || p.lang.Prose().TakenOut.Has(p.small(w))
			}
		}
	}
	return added, removed
}

// unnamedRule: a summary that names clauses by their numbers names each that changed
// (changes-clause.unnamed), or the section that it is in.
func unnamedRule(c *Change) {
	for _, t := range c.Edition.Texts {
		r := c.lines[t.Lang]
		if r == nil || t.Changes == "" || unreadable(t) || c.sameSummary(t) || c.Document.Editions == nil {
			continue
		}
		p := &c.read[t.Lang][0]
		named, cites := []int{}, p.cites.Find(p.s)
		for i := range cites {
			for _, target := range p.cites.Resolve(-1, &cites[i]) {
				if target.Status == citation.Found {
					named = append(named, target.Unit)
				}
			}
		}
		if len(named) == 0 || containsAny(p.lower, p.lang.Prose().Others...) {
			continue
		}
		told := map[int]bool{}
		var fresh []func()
		for i := range r.Records {
			rec := &r.Records[i]
			added := rec.Change == redline.Added
			if !added && (rec.Change != redline.Changed || !reworded(rec) || respelt(p.lang, rec)) || len(rec.New) != 1 {
				continue
			}
			unit := rec.New[0].Index
			for t.Units[unit].Label.Form != legal.Decimal && t.Units[unit].Parent >= 0 {
				unit = t.Units[unit].Parent // a row's clause
			}
			if u := &t.Units[unit]; u.Label.Form != legal.Decimal || u.Kind == legal.Heading && len(u.Label.Path) < 2 || slices.ContainsFunc(named, func(n int) bool { return within(t, unit, n) || within(t, n, unit) }) || !added && onlyCites(rec) || told[unit] {
				continue
			}
			told[unit] = true
			report := func(variant string) {
				f := c.found.AddVariant(diag.ChangesClause, variant, p.pos(0), diag.Args{"number": t.Units[unit].Number()})
				f.Related = []diag.Related{{Pos: t.Units[rec.New[0].Index].Pos, Key: "other-place"}}
			}
			if added && unit == rec.New[0].Index {
				fresh = append(fresh, func() { report("unnamed-new") })
			} else {
				report("unnamed")
			}
		}
		if len(fresh) <= mostNew { // more: the text was rewritten
			for _, f := range fresh {
				f()
			}
		}
	}
}

// mostNew is how many new clauses a summary names one by one.
const mostNew = 4

// onlyCites reports whether nothing but numbers changed in a clause, as when others were
// renumbered; in a row numbers are what it says.
func onlyCites(r *redline.Record) bool {
	return r.New[0].Kind != legal.Row && !slices.ContainsFunc(r.Segments, func(s redline.Segment) bool {
		return s.Op != redline.Equal && s.Class == redline.Wording && strings.ContainsFunc(s.Text, unicode.IsLetter)
	})
}

// touchedUnits are the units of a redline in which anything changed: by the anchors of
// the new text, and of the old text with a minus sign before them.
func touchedUnits(r *redline.Redline) map[string]bool {
	touched := map[string]bool{}
	for i := range r.Records {
		rec := &r.Records[i]
		if rec.Equal() {
			continue
		}
		for _, u := range rec.New {
			touched[u.Anchor] = true
		}
		for _, u := range rec.Old {
			touched["-"+u.Anchor] = true
		}
	}
	return touched
}

// gone reports whether the clause that had the number before, or one below it, changed.
func gone(old *legal.Text, unit int, touched map[string]bool) bool {
	for i := range old.Units {
		if touched["-"+old.Units[i].Anchor] && within(old, i, unit) {
			return true
		}
	}
	return false
}

// touchedBelow reports whether a unit, or one below it, changed.
func touchedBelow(t *legal.Text, unit int, touched map[string]bool) bool {
	for i := range t.Units {
		if touched[t.Units[i].Anchor] && within(t, i, unit) {
			return true
		}
	}
	return false
}

// within reports whether unit i is another one or stands below it.
func within(t *legal.Text, i, unit int) bool {
	for ; i >= 0; i = t.Units[i].Parent {
		if i == unit {
			return true
		}
	}
	return false
}

// summaryFiguresRule: the sums, shares and terms that a summary names stand in the text or
// in the one before (changes-figure).
func summaryFiguresRule(c *Change) {
	for _, t := range c.Edition.Texts {
		if c.lines[t.Lang] == nil || t.Changes == "" || unreadable(t) || c.sameSummary(t) {
			continue
		}
		was, now, bare := map[string]bool{}, map[string]bool{}, map[string]bool{} // what stood in the text, and stands there
		units := map[string]bool{}                                                // what is counted in either text
		for i, read := range [][]passage{c.readBefore(t.Lang), c.read[t.Lang]} {
			in := []map[string]bool{was, now}[i]
			for j := range read {
				if p := &read[j]; p.unit != nil {
					for _, f := range amountsIn(p) {
						in[f.value], units[f.unit()] = true, true
						if f.kind == number { // of a cell whose column says what it counts
							bare[f.value] = bare[f.value] || i == 1
						}
					}
				}
			}
		}
		p := &c.read[t.Lang][0]
		list := amountsIn(p)
		for i, f := range list {
			if f.kind == number && !f.measures() && i+1 < len(list) && list[i+1].measures() && len(strings.Fields(p.s[f.to:list[i+1].from])) <= 1 { // «с 250 000 до 280 000 тенге»
				f.kind, f.period = list[i+1].kind, list[i+1].period
				if unit := list[i+1].unit(); f.kind == sum || f.kind == share {
					f.value += " " + unit
				}
			}
			became := func(g figure) bool {
				return g.unit() == f.unit() && g.value != f.value && (f.period != clock || now[g.value] && !was[g.value])
			}
			switch _, left := cameOrLeft(&p.wording, f.from); {
			case !f.measures(), f.value == "1" && f.shown != "1": // «одного дня», which a text need not count: «в течение дня»
			case !units[f.unit()] && (f.shown[0] < '0' || f.shown[0] > '9'): // «шести месяцев» may be the text's «полгода», «двух недель» its 14 days
			case (f.kind == sum || f.kind == share) && bare[f.bare()]:
			case !was[f.value] && !now[f.value] && changedBy(p, c.lines[t.Lang], f):
			case !was[f.value] && !now[f.value]:
				warn(&c.found, diag.ChangesFigure, "", p.pos(f.from), diag.Args{"figure": f.says()})
			case !now[f.value] && !left && !slices.ContainsFunc(list, became):
				warn(&c.found, diag.ChangesFigure, "old", p.pos(f.from), diag.Args{"figure": f.says()})
			}
		}
	}
}
