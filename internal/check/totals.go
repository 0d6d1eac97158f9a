package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// totalsRule: what a sentence sums up is what it names (total-differs): «до 50 баллов, до 30
// баллов, всего до 80 баллов», «10 поездок по 120 тенге, всего 1 200 тенге». Only figures of
// the total's own unit are summed, or two figures multiplied of which one has another unit.
func totalsRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			totals := &p.lang.Prose().Totals
			if p.unit == nil || p.has&digit == 0 || totals.Empty() {
				continue
			}
			for i, w := range p.words {
				if totals.Has(p.small(w)) {
					e.judgeTotal(p, i)
				}
			}
		}
	}
}

// addend is a figure with what it counts.
type addend struct {
	figure
	n    int
	unit string
}

// judgeTotal compares the figure behind a word for a total with those of its sentence.
func (e *Edition) judgeTotal(p *passage, at int) {
	from, to := p.sentence(p.words[at].from)
	var parts []addend
	for _, f := range p.figures() {
		if f.from < from || f.from >= to {
			continue
		}
		x, ok := counts(p, f)
		if !ok {
			return
		}
		if f.from < p.words[at].from {
			parts = append(parts, x)
			continue
		}
		if between := strings.Fields(p.lower[p.words[at].to:f.from]); len(between) > 1 || len(between) == 1 && !p.lang.Prose().Span.Has(between[0]) {
			return
		}
		if said, is := total(parts, x); is > 0 && is != x.n {
			e.found.Add(diag.TotalDiffers, p.pos(f.from), diag.Args{"parts": said, "count": is, "value": f.shown})
		}
		return
	}
}

// counts reads a whole number and what it counts: a unit of measure, or the stem of the
// word behind it.
func counts(p *passage, f figure) (x addend, ok bool) {
	value, unit, _ := strings.Cut(f.value, " ")
	n, err := strconv.Atoi(value)
	if err != nil || f.kind != sum && f.kind != number || p.lang.Stems == nil {
		return x, false
	}
	if unit == "" {
		w, _ := nextWord(p.lower, f.to)
		if unit = f.period; unit == "" {
			unit = p.lang.Stems.Stem(p.lang.Stems.Fold(w))
		}
	}
	return addend{f, n, unit}, unit != ""
}

// total is what the figures before a total make, and how: their sum, or the product of two
// of which one has its unit; 0: they are not what it sums up.
func total(parts []addend, of addend) (said string, is int) {
	alike := func(x addend) bool { return x.unit == of.unit }
	switch {
	case len(parts) > 1 && !slices.ContainsFunc(parts, func(x addend) bool { return !alike(x) }):
		var list []string
		for _, x := range parts {
			is += x.n
			list = append(list, strconv.Itoa(x.n))
		}
		return strings.Join(list, " + "), is
	case len(parts) == 2 && alike(parts[0]) != alike(parts[1]):
		return strconv.Itoa(parts[0].n) + " × " + strconv.Itoa(parts[1].n), parts[0].n * parts[1].n
	}
	return "", 0
}
