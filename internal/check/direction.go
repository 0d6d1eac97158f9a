package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// directionRule: if a summary of changes says nothing but that figures rose, one of them
// did, and if nothing but that they fell, one did (changes-figure.direction); so it is with
// the part of a summary that names a clause, and the figures of that.
func directionRule(c *Change) {
	for _, t := range c.Edition.Texts {
		r := c.lines[t.Lang]
		if r == nil || t.Changes == "" || unreadable(t) || c.sameSummary(t) {
			continue
		}
		p := &c.read[t.Lang][0]
		says, told := p.rises(), c.moves(p, t)
		said := c.direction(p, r, says, told, func(int) bool { return true })
		together := citesTogether(p)
		for _, part := range p.parts() {
			if said || together {
				break
			}
			var cited []int
			cites := p.cites.Find(p.s)
			for i := range cites {
				for _, target := range p.cites.Resolve(-1, &cites[i]) {
					if target.Status == citation.Found && cites[i].From >= part.from && cites[i].From < part.to {
						cited = append(cited, target.Unit)
					}
				}
			}
			said = c.direction(p, r, saidIn(says, part), told, func(unit int) bool {
				return slices.ContainsFunc(cited, func(n int) bool { return within(t, unit, n) })
			})
		}
	}
}

// moves judges the parts of a summary that say from where to where a figure of one clause
// went, «увеличен с 5 до 8 страниц»: it did so in that direction, and what was is not what
// became (changes-figure.direction), and both figures stand in the clause
// (changes-figure.clause). It returns where the words stand that said so wrongly.
func (c *Change) moves(p *passage, t *legal.Text) (told []int) {
	says := p.rises()
	cites := p.cites.Find(p.s)
	for _, part := range p.parts() {
		inside := func(at int) bool { return part.from <= at && at < part.to }
		said := saidIn(says, part)
		list := slices.DeleteFunc(amountsIn(p), func(f figure) bool {
			return !inside(f.from) || slices.ContainsFunc(cites, func(x citation.Citation) bool { return x.From <= f.from && f.from < x.To })
		})
		if len(list) == 0 || len(list) > 2 {
			continue
		}
		rose, one := len(said[0]) > 0, (len(said[0]) > 0) != (len(said[1]) > 0)
		contrary := func(old, new string) {
			word := slices.Concat(said[0], said[1])[0]
			warn(&c.found, diag.ChangesFigure, "direction", p.pos(word.from), diag.Args{"figure": word.says, "old": old, "new": new})
			told = append(told, word.from)
		}
		if len(list) == 1 {
			if one {
				if old := wasBefore(p, c.lines[t.Lang], list[0], rose); old != "" {
					contrary(old, list[0].says())
				}
			}
			continue
		}
		if !p.spans(list[0].from, list[1].from) {
			continue
		}
		x, y := list[0].amount(), list[1].amount()
		comparable := list[0].kind == list[1].kind || list[0].kind == number || list[1].kind == number
		if one && comparable && x >= 0 && y >= 0 && x != y && (y > x) != rose {
			contrary(list[0].says(), list[1].says())
			continue
		}
		if c.standIn(p, t, part, list) {
			for _, word := range slices.Concat(said[0], said[1]) {
				told = append(told, word.from)
			}
		}
	}
	return told
}

// saidIn is what of words by which a summary says that something rose, and that it fell, stands in
// a part of it.
func saidIn(says [2]founds, part word) (in [2]founds) {
	for k := range says {
		in[k] = slices.DeleteFunc(slices.Clone(says[k]), func(x found) bool { return x.from < part.from || x.from >= part.to })
	}
	return in
}

// spans reports whether the words between two places, or the one before, lead from what was to
// what became: «до», «с … на».
func (p *wording) spans(from, to int) bool {
	prose, first := p.lang.Prose(), ""
	for _, w := range p.words {
		switch s := p.small(w); {
		case w.to <= from:
			first = s
		case w.from < to && (prose.Span.Has(s) || prose.Leaves.Has(s) || prose.Becomes.Has(first+" "+s)):
			return true
		}
	}
	return false
}

// amount is the number of a figure; -1 if it is none.
func (f figure) amount() float64 {
	if f.kind != number && f.kind != sum && f.kind != share {
		return -1
	}
	x, err := strconv.ParseFloat(f.bare(), 64)
	if err != nil {
		return -1
	}
	return x
}

// standIn judges the two figures of a part of a summary by the one clause that it names, or by
// the whole text if the summary names none: the first stood there before, and the second does
// so now, not the other way round, and neither is strange to it. It reports whether they were
// exchanged.
func (c *Change) standIn(p *passage, t *legal.Text, part word, list []figure) bool {
	clauses, named := 0, naming.Place{}
	var in, all [2]map[string]bool // what stands in the clause and in the text, now and before
	for k, read := range [][]passage{c.read[t.Lang], c.readBefore(t.Lang)} {
		if len(read) == 0 {
			return false
		}
		in[k], all[k] = map[string]bool{}, map[string]bool{}
		cites, unit := read[0].cites.Find(p.s), -1
		for i := range cites {
			for _, target := range read[0].cites.Resolve(-1, &cites[i]) {
				if cites[i].From < part.from || cites[i].From >= part.to || target.Status != citation.Found {
					continue
				}
				if clauses++; clauses == 1 && !touchedBelow(t, target.Unit, touchedUnits(c.lines[t.Lang])) {
					return false // namedRule says that
				}
				if unit = target.Unit; clauses == 1 {
					named = naming.Of(t.Units, unit)
				}
			}
		}
		if unit < 0 && len(cites) > 0 {
			return false
		}
		for j := range read {
			q := &read[j]
			if q.unit == nil {
				continue
			}
			for _, f := range amountsIn(q) {
				all[k][f.value] = true
				if unit < 0 || within(q.text, q.at, unit) {
					in[k][f.bare()], in[k][f.bare()+" "+f.unit()] = true, true
				}
			}
		}
	}
	if clauses != 0 && clauses != 2 { // one, in each text
		return false
	}
	x, y := list[0].bare(), list[1].bare()
	if unit := list[1].unit(); unit != "" {
		x, y = x+" "+unit, y+" "+unit
	}
	if in[0][x] && !in[1][x] && in[1][y] && !in[0][y] {
		says := p.s[list[0].from:list[1].from] + list[1].says()
		warn(&c.found, diag.ChangesFigure, "direction", p.pos(list[0].from), diag.Args{"figure": says, "old": list[1].says(), "new": list[0].says()})
		return true
	}
	for _, f := range list {
		switch n := f.bare(); {
		case in[0][n] || in[1][n], f.measures() && !all[0][f.value] && !all[1][f.value]: // summaryFiguresRule says it
		case clauses == 0:
			warn(&c.found, diag.ChangesFigure, "", p.pos(f.from), diag.Args{"figure": f.says()})
		default:
			warn(&c.found, diag.ChangesFigure, "clause", p.pos(f.from), diag.Args{"figure": f.says(), "unit": named})
		}
	}
	return false
}

// parts are the parts of a summary: between its commas, semicolons and full stops outside
// of brackets. The comma of «1,5» is none.
func (p *wording) parts() (out []word) {
	from := 0
	for i, r := range outside(p.s) {
		if (r == ',' || r == ';' || r == '.') && isSpace(p.after(i+1)) {
			out = append(out, word{from, i})
			from = i
		}
	}
	return append(out, word{from, len(p.s)})
}

// citesTogether reports whether the several clauses of a summary are all named behind its last
// part, so that nobody knows which belongs to what: «A увеличен, B сокращен (пункты 5 и 8)».
func citesTogether(p *passage) bool {
	cites, parts := p.cites.Find(p.s), p.parts()
	targets := 0
	for i := range cites {
		if cites[i].From < parts[len(parts)-1].from {
			return false
		}
		targets += len(p.cites.Resolve(-1, &cites[i]))
	}
	return len(parts) > 1 && targets > 1
}

// direction reports, once, that figures of some units went otherwise than words say that
// speak of one direction alone, unless that was told of the words.
func (c *Change) direction(p *passage, r *redline.Redline, says [2]founds, told []int, of func(unit int) bool) bool {
	if (len(says[0]) > 0) == (len(says[1]) > 0) {
		return false
	}
	rose, fell, last := 0, 0, went{}
	for i := range r.Records {
		rec := &r.Records[i]
		if len(rec.New) != 1 || !of(rec.New[0].Index) {
			continue
		}
		list := figuresWent(p, rec)
		bare := 0 // those that measure nothing
		for _, w := range list {
			count(w.old.unit() == "", &bare)
		}
		for _, w := range list {
			if w.old.unit() != "" || bare == 1 { // several may be of several things
				count(w.rose(), &rose)
				count(!w.rose(), &fell)
				last = w
			}
		}
	}
	word := slices.Concat(says[0], says[1])[0]
	if len(says[0]) > 0 && rose == 0 && fell > 0 || len(says[1]) > 0 && fell == 0 && rose > 0 {
		if !slices.Contains(told, word.from) {
			warn(&c.found, diag.ChangesFigure, "direction", p.pos(word.from), diag.Args{"figure": word.says, "old": last.old.says(), "new": last.new.says()})
		}
		return true
	}
	return false
}

// measures reports whether a figure is a sum, a share or a length of time.
func (f figure) measures() bool { return f.kind == sum || f.kind == share || f.period != "" }

// unit is what a figure measures: "KZT", "%", "day"; "" for nothing.
func (f figure) unit() string {
	if f.kind == sum || f.kind == share {
		_, unit, _ := strings.Cut(f.value, " ")
		return unit
	}
	return f.period
}

// says is a figure as it was written, with what it counts.
func (f figure) says() string {
	if f.counted != "" {
		return f.counted
	}
	return f.shown
}

// sameSummary: two languages name the same sums, shares, terms and kinds of days in their
// summaries of changes (changes-figure.language).
func sameSummary(found *diag.List, first, list []passage) {
	if len(first) == 0 || len(list) == 0 || first[0].unit != nil || list[0].unit != nil {
		return
	}
	a, b := &first[0], &list[0]
	tell := func(says string, at int, there string) {
		f := warn(found, diag.ChangesFigure, "language", b.pos(at), diag.Args{"figure": says, "language": a.text.Lang, "old": there})
		f.Related = []diag.Related{{Pos: a.text.Positions["changes"], Key: "other-text", Args: diag.Args{"language": a.text.Lang}}}
	}
	measured := func(p *passage, in []passage) []figure { // what stands in the text, too: the rest has its finding
		return slices.DeleteFunc(p.figures(), func(f figure) bool {
			return !f.measures() || !slices.ContainsFunc(in, func(q passage) bool { return q.unit != nil && slices.ContainsFunc(q.figures(), f.equals) })
		})
	}
	here, there := measured(b, list), measured(a, first)
	x, y := apart(there, here), apart(here, there)
	if len(x) > 0 && len(y) > 0 {
		tell(y[0].says(), y[0].from, x[0].says())
		return
	}
	f, g := a.force(), b.force()
	if f == nil || g == nil {
		return
	}
	if x, y, differ := opposed(f.working, f.calendar, g.working, g.calendar); differ {
		tell(y.says(), y.at(), x.says())
	}
}

// apart are the figures of a list that another one lacks.
func apart(list, other []figure) []figure {
	return slices.DeleteFunc(slices.Clone(list), func(f figure) bool { return slices.ContainsFunc(other, f.equals) })
}

// rises are the words by which a passage says that something rose, and that it fell.
func (p *wording) rises() (says [2]founds) {
	names, phrases := p.lang.Prose().Force.Opposed()
	i := 2 * slices.Index(names, "rise")
	p.phrases(phrases, func(list int, at found, _ int) {
		if list == i || list == i+1 {
			says[list-i] = append(says[list-i], at)
		}
	})
	return says
}
