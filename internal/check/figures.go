package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/regex"
)

// figuresPair: the same clause names the same dates, sums, shares, BIN and IIN,
// telephones, addresses, clauses and other numbers in every language
// (figures-differ). What is written in words is not read.
func figuresPair(p *pair) {
	for _, u := range p.units {
		there, here := u.a.figures(), u.b.figures()
		if len(there) == 0 && len(here) == 0 {
			continue
		}
		for kind := range kinds {
			onlyThere, onlyHere := only(there, here, kind), only(here, there, kind)
			if len(onlyThere) == 0 && len(onlyHere) == 0 {
				continue
			}
			x, y := u.side(measured(onlyThere), -1, true), u.side(measured(onlyHere), -1, false)
			if len(onlyThere) > 0 {
				x.at = onlyThere[0].from
			}
			if len(onlyHere) > 0 {
				y.at = onlyHere[0].from
			}
			p.differ(diag.FiguresDiffer, kind.String(), u, x, y)
		}
		if a, b := hours.FindAllString(u.a.s, 3), hours.FindAllString(u.b.s, 3); len(a) == 2 && len(b) == 2 && a[0] != a[1] && a[0] == b[1] && a[1] == b[0] {
			p.differ(diag.FiguresDiffer, "number", u, u.side(strings.Join(a, ", "), strings.Index(u.a.s, a[0]), true), u.side(strings.Join(b, ", "), strings.Index(u.b.s, b[0]), false))
		}
	}
}

// hours are times of day, which stand in the same order in every language: «с 7:00 до 22:00».
var hours = regex.Of(`\d{1,2}:\d{2}`)

// citedUnitsPair: what both languages cite by one number is the same kind of unit in both
// (figures-differ.unit): «пункт 5.2» is no «5.2-тармақша».
func citedUnitsPair(p *pair) {
	for _, u := range p.units {
		if u.a.has&digit == 0 || u.b.has&digit == 0 {
			continue
		}
		there, here := u.a.citedUnits(), u.b.citedUnits()
		for _, x := range here {
			i := slices.IndexFunc(there, func(y citedUnit) bool { return y.number == x.number })
			if i < 0 || there[i].kind == x.kind || slices.ContainsFunc(there, func(y citedUnit) bool { return y == x || y.number == x.number && y.kind == x.kind }) {
				continue
			}
			p.differ(diag.FiguresDiffer, "unit", u, u.side(there[i].shown, there[i].from, true), u.side(x.shown, x.from, false))
		}
	}
}

// citedUnit is a number of several parts with the noun that says what it is of.
type citedUnit struct {
	number string
	kind   language.Kind
	shown  string
	from   int
}

func (p *passage) citedUnits() (out []citedUnit) {
	for _, c := range p.cites.Find(p.s) {
		for _, g := range c.Groups {
			if len(g.Members) == 1 && g.Members[0].Form == citation.Plain && strings.Contains(g.Members[0].Number, ".") {
				m := g.Members[0]
				out = append(out, citedUnit{m.Number, g.Kind, p.s[m.Begin:m.End], m.Begin})
			}
		}
	}
	return out
}

// only returns the figures of a kind that the other passage has not. Whether a
// number cites a clause depends on the words around it, so those two agree.
func only(list, other []figure, kind figureKind) []figure {
	var out []figure
	for _, f := range list {
		if f.kind != kind || slices.ContainsFunc(other, func(g figure) bool { return f.equals(g) }) ||
			slices.ContainsFunc(out, func(g figure) bool { return g.value == f.value }) {
			continue
		}
		out = append(out, f)
	}
	return out
}

func (f figure) equals(g figure) bool {
	return f.value == g.value && (f.period == g.period || f.period == "" || g.period == "") && (f.kind == g.kind || f.kind >= citedNumber && g.kind >= citedNumber)
}

// measured shows figures with what they count of time.
func measured(list []figure) string {
	list = slices.Clone(list)
	for i := range list {
		if list[i].counted != "" {
			list[i].shown = list[i].counted
		}
	}
	return values(list)
}

func values(list []figure) string {
	if len(list) == 0 {
		return "–"
	}
	s := make([]string, len(list))
	for i, f := range list {
		s[i] = f.shown
	}
	return strings.Join(s, ", ")
}
