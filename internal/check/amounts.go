package check

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/redline"
)

// clock is what a time of day counts; its value is as it was written, without a leading 0.
const clock = "clock"

// amountsIn are the figures of a passage that say how much or when in the day, in digits or in
// words, in the order in which they stand: «5 страниц», «два года», «10 000 тенге», «9:00».
// What cites a clause, days of a month and what is numbered («№ 18») are none.
func amountsIn(p *passage) (out []figure) {
	list := p.figures()
	for i := 0; i < len(list); i++ {
		f := list[i]
		if f.kind != number && f.kind != sum && f.kind != share || f.month > 0 || strings.HasSuffix(strings.TrimRight(p.s[:f.from], " \u00a0"), "№") {
			continue
		}
		if i+1 < len(list) && f.kind == number && list[i+1].from == f.to+1 && p.s[f.to] == ':' {
			f.to, f.period, f.counted = list[i+1].to, clock, ""
			f.shown = p.s[f.from:f.to]
			f.value = strings.TrimPrefix(f.shown, "0")
			i++
		}
		out = append(out, f)
	}
	for _, n := range p.numerals() {
		if p.before(n.from) == '(' { // «15 (пятнадцати)»
			continue
		}
		out = append(out, figure{kind: number, value: strconv.Itoa(n.value), shown: n.says, counted: n.says, period: n.period, from: n.from, to: n.from + len(n.says)})
	}
	slices.SortStableFunc(out, func(a, b figure) int { return a.from - b.from })
	return out
}

// bare is the number of a figure without what it counts.
func (f figure) bare() string {
	n, _, _ := strings.Cut(f.value, " ")
	return n
}

// amountsOf are the amounts of wording that a redline of the text of p has.
func amountsOf(p *passage, s string) []figure {
	q := passage{wording: wordsOf(p.lang, s), origin: origin{text: p.text, at: -1}, cites: p.cites}
	return amountsIn(&q)
}

// went is a figure that rose or fell in a clause which has as many of its unit as before.
type went struct{ old, new figure }

func (w went) rose() bool { return w.new.amount() > w.old.amount() }

// figuresWent lists the figures that rose or fell in the record of a reworded clause, unit by unit.
func figuresWent(p *passage, r *redline.Record) (all []went) {
	if len(r.Old) != 1 || len(r.New) != 1 || !reworded(r) {
		return nil
	}
	old, new := amountsOf(p, r.Old[0].Text), amountsOf(p, r.New[0].Text)
	of := func(list []figure, unit string) []figure {
		return slices.DeleteFunc(slices.Clone(list), func(f figure) bool { return f.unit() != unit })
	}
	seen := map[string]bool{}
	for _, f := range old {
		unit := f.unit()
		if seen[unit] {
			continue
		}
		seen[unit] = true
		a, b := of(old, unit), of(new, unit)
		for k := 0; len(a) == len(b) && k < len(a); k++ {
			if x, y := a[k].amount(), b[k].amount(); x >= 0 && y >= 0 && x != y {
				all = append(all, went{a[k], b[k]})
			}
		}
	}
	return all
}

// allWent lists the figures of a unit that rose or fell in any clause.
func allWent(p *passage, r *redline.Redline, unit string) (all []went) {
	for i := range r.Records {
		all = append(all, figuresWent(p, &r.Records[i])...)
	}
	return slices.DeleteFunc(all, func(w went) bool { return w.old.unit() != unit })
}

// changedBy reports whether a figure is by how much one of its unit rose or fell: «увеличен на 7 лет».
func changedBy(p *passage, r *redline.Redline, f figure) bool {
	return slices.ContainsFunc(allWent(p, r, f.unit()), func(w went) bool {
		return math.Abs(math.Abs(w.new.amount()-w.old.amount())-f.amount()) < leastApart
	})
}

// wasBefore is what a measured figure was, if it is what figures became that went in the
// other direction than is said, and none that went in that one: «увеличен до 5 дней».
func wasBefore(p *passage, r *redline.Redline, f figure, rose bool) (was string) {
	for _, w := range allWent(p, r, f.unit()) {
		switch {
		case w.new.amount() != f.amount():
		case w.rose() == rose:
			return ""
		default:
			was = w.old.says()
		}
	}
	if !f.measures() || changedBy(p, r, f) {
		return ""
	}
	return was
}

// leastApart is less than any difference of figures that a text tells.
const leastApart = 1e-6
