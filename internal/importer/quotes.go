package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// An act that changes another one quotes the new wording of its clauses:
//
//	1) пункт 2 изложить в следующей редакции:
//	«2. Работник:
//	1) ведет журнал;
//	2) сдает его.»;
//	2) пункт 3 исключить.
//
// The numbers between the quotes are those of the other act. They stay words, and those
// around the quotation count on as if it were not there.

// quoteSigns are what a quotation can begin with.
const quoteSigns = "«„“\""

// quoter finds such quotations over the whole file.
type quoter struct{ *numbering }

// mark marks the lines of the quotations that hold numbers, and tells of each.
func (q quoter) mark() {
	var around sequence
	for i := 0; i < len(q.lines); i++ {
		if !q.opens(i) {
			if q.has[i] && q.cands[i].how != bare && q.cands[i].how != dotted {
				around.accept(q.cands[i].label)
			}
			continue
		}
		end := q.end(i, &around)
		if first := slices.Index(q.has[i:max(end, i)], true); first >= 0 {
			l := &q.lines[i]
			q.tell(diag.ImportLabel, "quoted", l, nil, diag.Args{"words": excerpt(strings.TrimLeft(l.text, quoteSigns)), "label": q.cands[i+first].typed})
			for k := i; k < end; k++ {
				q.quoted[k], q.lines[k].group = true, 0
			}
		}
		i = max(end-1, i)
	}
}

// opens reports whether line i, below a colon, begins with a quote that is not closed in it.
func (q quoter) opens(i int) bool {
	return i > 0 && strings.ContainsRune(quoteSigns, firstRune(q.lines[i].text)) && stopped(q.lines[i-1].text, ":") && q.lines[i].table == 0 && q.depth(i, 0) > 0
}

// depth is how many quotes are open behind line i, of as many before it.
func (q quoter) depth(i, open int) int {
	before := ' '
	for _, c := range q.lines[i].text {
		switch {
		case c == '«' || c == '„':
			open++
		case c == '»' || c == '”' || c == '"' && !unicode.IsSpace(before) && before != '(' && before != '«':
			open--
		case c == '“' || c == '"': // one opens in English, and closes in Russian
			open++
		}
		before = c
	}
	return open
}

// quoteEnd is the end of a line that closes a quotation: «в архив.»;», «в архив».
var quoteEnd = regex.Of(`[»”"“][.;,]?$`)

// end is the line behind the quotation that begins with line i: the one that closes all of
// its quotes, or, as one quote often closes two, the last one before the numbers around
// the quotation go on. It is i if the quotation has no end, which is told if numbers follow.
func (q quoter) end(i int, around *sequence) int {
	open, likely := 0, i
	for k := i; k < len(q.lines) && q.lines[k].table == 0 && (k == i || !q.opens(k) || likely == i); k++ {
		open = q.depth(k, open)
		if !quoteEnd.MatchString(q.lines[k].text) {
			continue
		}
		if open <= 0 {
			return k + 1
		}
		if k+1 == len(q.lines) || q.has[k+1] && around.expects(q.cands[k+1].label) {
			likely = k + 1
		}
	}
	if c, ok := readLabel(q.rules, strings.TrimLeft(q.lines[i].text, quoteSigns)); likely == i && ok && c.label.Form != legal.NoLabel {
		q.tell(diag.ImportLabel, "unclosed", &q.lines[i], nil, diag.Args{"words": excerpt(strings.TrimLeft(q.lines[i].text, quoteSigns))})
	}
	return likely
}
