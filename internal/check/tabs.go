package check

import (
	"bytes"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// tabsRule: no tab stands between the words of a line (tab-inside). A page shows a space
// there, so that the cells of a table which was copied as plain text run together. It is
// told once for blocks that follow each other.
func tabsRule(e *Edition) {
	for k := range e.Edition.Texts {
		last := -2 // the last unit that had such a tab
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind == legal.Title || p.unit.Kind == legal.Code {
				continue
			}
			at := p.tab()
			if at < 0 {
				continue
			}
			if p.at != last+1 {
				e.found.Add(diag.TabInside, p.offset(at), nil)
			}
			last = p.at
		}
	}
}

// tab is where the first tab between words of the unit stands in the source; -1 for none.
// One behind the mark of a list is another rule's.
func (o *origin) tab() int {
	src, from := o.text.Source[:o.unit.End], o.body()
	for at := from; ; {
		i := bytes.IndexByte(src[at:], '\t')
		if i < 0 {
			return -1
		}
		i += at
		for at = i; at < len(src) && (src[at] == '\t' || src[at] == ' '); at++ {
		}
		before := bytes.TrimRight(src[from:i], " \t")
		if len(before) == 0 || at == len(src) || !between(before[len(before)-1], src[at], o.unit.Kind == legal.Row) || inCode(before) {
			continue
		}
		line := before[bytes.LastIndexByte(before, '\n')+1:]
		if bytes.ContainsFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			return i
		}
	}
}
