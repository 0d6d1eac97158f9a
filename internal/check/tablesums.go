package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// tableTotalsRule: the last row of a table, «Итого», has in each of its columns the sum of
// the rows above it, and what follows a table without such a row, «Всего 2 400 000 тенге»,
// names the sum of its only column of money (total-differs).
func tableTotalsRule(e *Edition) {
	for k := range e.Edition.Texts {
		read := e.read[k]
		for from := 0; from < len(read); {
			to := from
			for to < len(read) && inTable(&read[to]) && read[to].unit.Table == read[from].unit.Table {
				to++
			}
			if to > from {
				e.judgeTable(read[from:to])
				if to < len(read) {
					e.judgeBelow(read[from:to], &read[to])
				}
			}
			from = max(to, from+1)
		}
	}
}

func inTable(p *passage) bool {
	return p.unit != nil && p.unit.Kind == legal.Row && !p.unit.Verbatim
}

// judgeTable compares the only total of a table with the sums of its columns. Rows that say
// what others hold, «в том числе», make the sums unknown.
func (e *Edition) judgeTable(rows []passage) {
	last := &rows[len(rows)-1]
	for i := range rows {
		p := &rows[i]
		if isTotal(p) != (i == len(rows)-1) || containsAny(p.lower, p.lang.Prose().Force.Including...) {
			return
		}
	}
	for col := range last.unit.Cells {
		said, ok := cellAmount(last, col)
		parts, sum := column(rows[:len(rows)-1], col)
		if col == 0 || !ok || len(parts) < 2 || sum == said {
			continue
		}
		shown := strings.TrimSpace(cellText(last, col))
		e.found.Add(diag.TotalDiffers, last.pos(cellAt(last, col)), diag.Args{"parts": strings.Join(parts, " + "), "count": sum, "value": shown})
	}
}

// judgeBelow compares the sum that begins what stands below a table with its column of money.
func (e *Edition) judgeBelow(rows []passage, below *passage) {
	if below.unit == nil || len(below.words) == 0 || !below.lang.Prose().Totals.Has(below.small(below.words[0])) {
		return
	}
	var money []int // columns
	for i := range rows {
		p := &rows[i]
		if isTotal(p) || containsAny(p.lower, p.lang.Prose().Force.Including...) {
			return
		}
		if p.unit.Head {
			money = moneyColumns(p)
		}
	}
	sums := slices.DeleteFunc(below.figures(), func(f figure) bool { return f.kind != sum })
	if len(money) != 1 || len(sums) != 1 {
		return
	}
	said, err := strconv.Atoi(sums[0].bare())
	parts, sum := column(rows, money[0])
	if err == nil && len(parts) > 1 && sum != said {
		e.found.Add(diag.TotalDiffers, below.pos(sums[0].from), diag.Args{"parts": strings.Join(parts, " + "), "count": sum, "value": sums[0].shown})
	}
}

// moneyColumns are those whose heads name a currency.
func moneyColumns(head *passage) (cols []int) {
	for col := range head.unit.Cells {
		cell := wordsOf(head.lang, cellText(head, col))
		if slices.ContainsFunc(cell.words, func(w word) bool {
			kind, _, unit, _ := counted{head.lang.Prose()}.measure(cell.lower[w.from:])
			return kind == sum && unit != ""
		}) {
			cols = append(cols, col)
		}
	}
	return cols
}

// column gives the whole numbers in a column of the rows below the head, and their sum; nil
// if a cell has something else.
func column(rows []passage, col int) (parts []string, sum int) {
	for i := range rows {
		p := &rows[i]
		if p.unit.Head {
			continue
		}
		n, ok := cellAmount(p, col)
		if !ok {
			return nil, 0
		}
		sum += n
		parts = append(parts, strings.TrimSpace(cellText(p, col)))
	}
	return parts, sum
}

// isTotal reports whether a row begins with a word for a total.
func isTotal(p *passage) bool {
	return !p.unit.Head && len(p.words) > 0 && p.words[0].from == 0 && p.lang.Prose().Totals.Has(p.small(p.words[0]))
}

// cellText is what stands in a cell; "" if the row has none there.
func cellText(p *passage, col int) string {
	cells := strings.Split(p.s, cellMark)
	if col >= len(cells) || len(cells) != len(p.unit.Cells) {
		return ""
	}
	return cells[col]
}

// cellAt is where a cell begins in the words of its row.
func cellAt(p *passage, col int) int {
	at := 0
	for ; col > 0; col-- {
		at += strings.Index(p.s[at:], cellMark) + len(cellMark)
	}
	return at
}

// cellAmount is the whole number that a cell consists of.
func cellAmount(p *passage, col int) (int, bool) {
	s := strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, cellText(p, col))
	n, err := strconv.Atoi(s)
	return n, err == nil && utf8.RuneCountInString(s) > 0 && s[0] != '-' && s[0] != '+'
}
