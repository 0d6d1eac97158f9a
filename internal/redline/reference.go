package redline

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// reference is a token of running text with numbers that cite units of the same
// text: "2.1-тармақта", "2.1" in «пункте 2.1», "3.1–3.4". internal/citation says
// which those are.
type reference struct {
	token   int
	numbers []cited // in order
	shape   string  // the token without them: "-тармақта", "–", or empty
}

// cited is a number in a token, and the unit that it cites.
type cited struct {
	from, to int // in the token
	number   string
	roman    bool
	unit     int // -1: none that is known
}

// referrer finds the references of one text.
type referrer struct{ text *citation.Text }

func newReferrer(lang *language.Language, src []legal.Unit) referrer {
	return referrer{citation.Read(lang, src)}
}

// of finds the references among the tokens of a unit, in order.
func (r referrer) of(u *unit) []reference {
	if u.src.Kind == legal.Title || u.src.AsTyped() {
		return nil
	}
	var refs []reference
	for _, c := range r.text.Find(u.flat.Text) {
		for _, t := range r.text.Resolve(u.index, &c) {
			m := &c.Groups[t.Group].Members[t.Member]
			if m.Form == citation.Ordinal {
				continue
			}
			k, found := slices.BinarySearchFunc(u.tokens, m.From, func(t token, at int) int {
				switch {
				case int(t.end) <= at:
					return -1
				case int(t.start) > at:
					return 1
				}
				return 0
			})
			if !found || m.To > int(u.tokens[k].end) {
				continue
			}
			start := int(u.tokens[k].start)
			n := cited{m.From - start, m.To - start, m.Number, m.Form == citation.Roman, t.Unit}
			if last := len(refs) - 1; last >= 0 && refs[last].token == k {
				refs[last].numbers = append(refs[last].numbers, n)
			} else {
				refs = append(refs, reference{token: k, numbers: []cited{n}})
			}
		}
	}
	slices.SortStableFunc(refs, func(a, b reference) int { return a.token - b.token })
	for i := range refs {
		slices.SortFunc(refs[i].numbers, func(a, b cited) int { return a.from - b.from })
		t := &u.tokens[refs[i].token]
		refs[i].shape = refs[i].spell(u.flat.Text[t.start:t.end], func(*cited) string { return "" })
	}
	return refs
}

// spell writes the token of a reference with other numbers.
func (r *reference) spell(token string, number func(*cited) string) string {
	var b strings.Builder
	at := 0
	for i := range r.numbers {
		n := &r.numbers[i]
		b.WriteString(token[at:n.from])
		b.WriteString(number(n))
		at = n.to
	}
	b.WriteString(token[at:])
	return b.String()
}

// isItemLabel reports whether a label numbers an item: an item that 4) was and г) is
// is the same unit to those who cite it.
func isItemLabel(l legal.Label) bool { return l.Form == legal.Paren || l.Form == legal.Letter }
