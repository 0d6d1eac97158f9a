package order

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// Printer says the messages of the catalogues orders and units in one language;
// i18n.Printer is one.
type Printer = naming.Printer

// names gives the units of a text the names that an order uses, and finds them again.
type names struct {
	printer Printer
	units   []legal.Unit
	refs    map[string][]Ref // by folded name, in every case
}

// newNames makes the names of all units. nil units know none.
func newNames(p Printer, units []legal.Unit) (*names, error) {
	n := &names{printer: p, units: units, refs: map[string][]Ref{}}
	for i := range units {
		for _, own := range []bool{false, true} {
			if own && whole(units, i) {
				continue
			}
			r := Ref{Index: i, Own: own}
			place := n.place(r)
			seen := map[string]bool{}
			for c := naming.Nominative; c < naming.CaseCount; c++ {
				name, err := place.Name(p, c)
				if err != nil {
					return nil, err
				}
				if name = foldName(name); !seen[name] {
					seen[name] = true
					n.refs[name] = append(n.refs[name], r)
				}
			}
		}
	}
	return n, nil
}

func (n *names) place(r Ref) naming.Place {
	if r.Own {
		return naming.Own(n.units, r.Index)
	}
	return naming.Of(n.units, r.Index)
}

// say names a unit, with its ordinal in the text if others have that name, too.
func (n *names) say(r Ref, c naming.Case) (string, error) {
	name, err := n.place(r).Name(n.printer, c)
	if err != nil || len(n.refs[foldName(name)]) == 1 {
		return name, err
	}
	return n.printer.Text("order.nth", map[string]string{"unit": name, "n": strconv.Itoa(r.Index + 1)})
}

// find gives the units that a name may mean.
func (n *names) find(name string) []Ref {
	const sentinel = "\x01"
	if frame, err := n.printer.Text("order.nth", map[string]string{"unit": sentinel, "n": sentinel}); err == nil {
		if m := pattern(frame, ".+", "[0-9]+").FindStringSubmatch(name); m != nil {
			i, err := strconv.Atoi(m[2])
			for _, r := range n.refs[foldName(m[1])] {
				if err == nil && r.Index == i-1 {
					return []Ref{r}
				}
			}
			return nil
		}
	}
	return n.refs[foldName(name)]
}

// foldName makes names comparable that differ in capitals, quotes, spaces or the
// bracket of an item.
func foldName(s string) string {
	var b strings.Builder
	for _, r := range legal.NFC(s) {
		switch r = fold(unicode.ToLower(r)); {
		case r == '"', r == ')', r == '.' && strings.HasSuffix(b.String(), " "):
		case r == ' ' && (b.Len() == 0 || strings.HasSuffix(b.String(), " ")):
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), " .")
}

// fold gives one form to characters that are typed in several.
func fold(r rune) rune {
	switch r {
	case '«', '»', '“', '”', '„', '‟', '″':
		return '"'
	case '‐', '‑', '–', '—', '−':
		return '-'
	case 'ё':
		return 'е'
	case 'Ё':
		return 'Е'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}
