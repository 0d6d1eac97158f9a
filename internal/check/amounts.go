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

// changedBy reports whether a figure is by how much one of its unit rose or fell: «увеличен на 7 лет».
func changedBy(p *passage, r *redline.Redline, f figure) (is bool) {
	eachChanged(p, r, f.unit(), func(old, new figure) {
		is = is || math.Abs(math.Abs(old.amount()-new.amount())-f.amount()) < least
	})
	return is
}

// became is what a measured figure was before, if it is what figures became that went in the
// other direction than is said, and none that went in that one: «увеличен до 5 дней».
func became(p *passage, r *redline.Redline, f figure, rose bool) (was string) {
	as := false
	eachChanged(p, r, f.unit(), func(old, new figure) {
		switch {
		case new.amount() != f.amount():
		case new.amount() > old.amount() == rose:
			as = true
		default:
			was = old.says()
		}
	})
	if as || !f.measures() || changedBy(p, r, f) {
		return ""
	}
	return was
}

// eachChanged calls do with the figures of a unit that rose or fell in a clause which has as
// many of them as before.
func eachChanged(p *passage, r *redline.Redline, unit string, do func(old, new figure)) {
	for i := range r.Records {
		rec := &r.Records[i]
		if len(rec.Old) != 1 || len(rec.New) != 1 || !reworded(rec) {
			continue
		}
		other := func(g figure) bool { return g.unit() != unit || g.amount() < 0 }
		a, b := slices.DeleteFunc(amountsOf(p, rec.Old[0].Text), other), slices.DeleteFunc(amountsOf(p, rec.New[0].Text), other)
		for k := 0; len(a) == len(b) && k < len(a); k++ {
			if a[k].amount() != b[k].amount() {
				do(a[k], b[k])
			}
		}
	}
}

// least is less than any difference of figures that a text tells.
const least = 1e-6
