package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// marksRule: a text uses one kind of quotation marks (quotes-mixed) and of dashes
// (dashes-mixed). Quotation marks inside others are another kind by custom.
func marksRule(e *Edition) {
	for k := range e.Edition.Texts {
		var quotes, dashes tally
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil {
				continue
			}
			if p.has&quote != 0 {
				quotes.quotes(p)
			}
			if p.has&dash != 0 {
				dashes.dashes(p)
			}
		}
		quotes.tell(&e.found, diag.QuotesMixed)
		dashes.tell(&e.found, diag.DashesMixed)
	}
}

// tally counts the kinds of a mark and remembers where each stands first.
type tally []kindCount

type kindCount struct {
	kind string
	n    int
	p    *passage
	at   int
}

func (t *tally) add(kind string, p *passage, at int) {
	for i := range *t {
		if (*t)[i].kind == kind {
			(*t)[i].n++
			return
		}
	}
	*t = append(*t, kindCount{kind, 1, p, at})
}

// tell reports the kinds that are rarer than the most frequent one.
func (t tally) tell(found *diag.List, code diag.Code) {
	if len(t) < 2 {
		return
	}
	usual := t[0]
	for _, c := range t {
		if c.n > usual.n {
			usual = c
		}
	}
	for _, c := range t {
		if c.kind != usual.kind {
			found.Add(code, c.p.pos(c.at), diag.Args{"here": c.kind, "usual": usual.kind})
		}
	}
}

// quotes counts the outer pairs of quotation marks.
func (t *tally) quotes(p *passage) {
	depth := 0
	straight := false
	for i, r := range p.s {
		kind := ""
		switch r {
		case '«':
			kind = "«»"
		case '„':
			kind = "„“"
		case '“':
			if depth == 0 {
				kind = "“”"
			} else {
				depth-- // closes „
				continue
			}
		case '»', '”':
			depth = max(0, depth-1)
			continue
		case '"':
			if prev := p.before(i); i > 0 && prev >= '0' && prev <= '9' && !straight {
				continue // inches
			}
			if straight = !straight; straight && depth == 0 && p.before(i) != '=' {
				t.add("\"\"", p, i)
			}
			continue
		default:
			continue
		}
		if depth == 0 && !straight {
			t.add(kind, p, i)
		}
		depth++
	}
}

// dashes counts the dashes between words: one with spaces around, or at the start.
func (t *tally) dashes(p *passage) {
	for i, r := range p.s {
		if r != '–' && r != '—' && r != '-' {
			continue
		}
		after := p.after(i + len(string(r)))
		if !isSpace(after) || i > 0 && !isSpace(p.before(i)) || p.quoted(i) {
			continue
		}
		if r == '-' && i > 1 { // 5 - 3, or a dash of its own: « - - »
			if before := strings.TrimRight(p.s[:i], " \u00a0"); before == "" || before[len(before)-1] >= '0' && before[len(before)-1] <= '9' ||
				strings.HasSuffix(before, "-") {
				continue
			}
		}
		t.add(string(r), p, i)
	}
}
