package order

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// Printer says the messages of the catalogues orders and units in one language;
// i18n.Printer is one.
type Printer = naming.Printer

// Speech is a Printer that keeps what reading orders in its language takes: patterns
// and the words of names. Who makes or reads many orders makes one Speech of the
// Printer, and uses it in its place. It is safe for concurrent use.
type Speech struct {
	Printer
	words func() (*vocabulary, error)
	forms func() (*forms, error)
	nth   func() *regexp.Regexp // a name with its ordinal in the text; nil if there is none
}

// NewSpeech returns the Speech of a Printer.
func NewSpeech(p Printer) *Speech {
	return &Speech{
		Printer: p,
		words:   sync.OnceValues(func() (*vocabulary, error) { return newVocabulary(p) }),
		forms:   sync.OnceValues(func() (*forms, error) { return newForms(p) }),
		nth: sync.OnceValue(func() *regexp.Regexp {
			frame, err := p.Text("order.nth", map[string]string{"unit": hole, "n": hole})
			if err != nil {
				return nil
			}
			return pattern(frame, anyMore, "[0-9]+")
		}),
	}
}

func speechOf(p Printer) *Speech {
	if s, ok := p.(*Speech); ok {
		return s
	}
	return NewSpeech(p)
}

// names gives the units of a text the names that an order uses, and finds them again.
type names struct {
	printer *Speech
	words   *vocabulary
	title   []string // of the text, its words
	units   []legal.Unit
	refs    map[string][]Ref // by key, see vocabulary
	keys    map[Ref]string   // the reverse
	inside  map[Ref]map[string][]Ref
}

// newNames makes the names of all units. nil units know none.
func newNames(p Printer, units []legal.Unit) (*names, error) {
	speech := speechOf(p)
	words, err := speech.words()
	if err != nil {
		return nil, err
	}
	n := &names{printer: speech, words: words, units: units, refs: map[string][]Ref{}, keys: map[Ref]string{}, inside: map[Ref]map[string][]Ref{}}
	for i := range units {
		if units[i].Kind == legal.Title {
			n.title = strings.Fields(foldName(units[i].Plain()))
		}
	}
	err = n.each(0, len(units), func(r Ref, x naming.Place) error {
		name, err := x.Name(p, naming.Nominative)
		key := words.key(name)
		n.refs[key], n.keys[r] = append(n.refs[key], r), key
		if err == nil {
			if err = n.noteNames(n.refs, r); err == nil {
				err = n.numberedRow(n.refs, r, x)
			}
		}
		return err
	})
	err = cmp.Or(err, n.annexes())
	if i, ok := preamble(units); ok {
		n.refs["§preamble"] = []Ref{{Index: i}}
	}
	return n, err
}

// preamble is the paragraph that stands alone before the first heading or clause with a
// number.
func preamble(units []legal.Unit) (i int, ok bool) {
	for k := range units {
		switch u := &units[k]; {
		case u.Kind == legal.Title:
		case u.Kind == legal.Heading || u.Label.Form != legal.NoLabel:
			return i, ok
		case ok || u.Kind == legal.Row || u.Kind == legal.Item:
			return 0, false
		default:
			i, ok = k, true
		}
	}
	return 0, false
}

// numberedRow adds to refs the name of a row by the number in its first cell: «строка
// №3 таблицы».
func (n *names) numberedRow(refs map[string][]Ref, r Ref, x naming.Place) error {
	u := &n.units[r.Index]
	if u.Kind != legal.Row || u.Head || u.Verbatim || len(u.Cells) == 0 {
		return nil
	}
	number := rowNumberOf(legal.Words(u.Cells[0]))
	if number == "" {
		return nil
	}
	name, err := x.Numbered(number).Name(n.printer, naming.Nominative)
	key := n.words.key(name)
	refs[key] = append(refs[key], r)
	return err
}

// each calls f with the references to units [from, to) and their places.
func (n *names) each(from, to int, f func(r Ref, x naming.Place) error) error {
	for i := from; i < to; i++ {
		for _, own := range []bool{false, true} {
			r := Ref{Index: i, Own: own}
			if _, end := (Ref{Index: i}).reach(n.units); own && end == i+1 {
				continue
			}
			if err := f(r, n.place(r)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (n *names) place(r Ref) naming.Place {
	if r.Own || !r.Under && n.units[r.Index].Annex.Is { // the name of an annex is that of all that it holds
		return naming.Own(n.units, r.Index)
	}
	return naming.Of(n.units, r.Index)
}

// say names a unit, with its ordinal in the text if others have that name, too.
func (n *names) say(r Ref, c naming.Case) (string, error) {
	if r.Cell > 0 {
		row, err := n.say(Ref{Index: r.Index}, naming.Genitive)
		if r.Table {
			row, err = n.place(Ref{Index: r.Index}).Owner().Name(n.printer, naming.Genitive)
		}
		if err != nil {
			return "", err
		}
		return n.printer.Text("order.cell."+nameOfCase(c), map[string]string{"unit_gen": row, "n": strconv.Itoa(r.Cell)})
	}
	name, err := n.place(r).Name(n.printer, c)
	if err != nil || n.alone(r) {
		return name, err
	}
	return n.printer.Text("order.nth", map[string]string{"unit": name, "n": strconv.Itoa(r.Index + 1)})
}

// alone reports whether no other unit has the name of a unit.
func (n *names) alone(r Ref) bool { return len(n.refs[n.keys[r]]) == 1 }

// portioned reports whether a name says «часть» of a clause with items that have no
// number: they are paragraphs, and no such portions, so it may mean another one.
func (n *names) portioned(r Ref, name string) bool {
	if !slices.ContainsFunc(n.words.split(name), func(w string) bool { return n.words.parts[w] }) || n.words.key(name) == "§preamble" {
		return false
	}
	owner := r.Index
	if !r.Own && n.units[owner].Label.Form == legal.NoLabel {
		owner = numberedParent(n.units, owner)
	}
	if owner < 0 {
		return true
	}
	return slices.ContainsFunc(n.units[owner:subtreeEnd(n.units, owner)], func(u legal.Unit) bool { return u.Kind == legal.Item })
}

// find gives the units that a name may mean.
func (n *names) find(name string) []Ref {
	if nth := n.printer.nth(); nth != nil {
		if m := nth.FindStringSubmatch(name); m != nil {
			i, err := strconv.Atoi(m[2])
			refs := n.refs[n.words.key(m[1])] // in the order of the text
			at, ok := slices.BinarySearchFunc(refs, i-1, func(r Ref, i int) int { return cmp.Compare(r.Index, i) })
			if err == nil && ok {
				return []Ref{refs[at]}
			}
			return nil
		}
	}
	if refs := n.refs[n.words.key(name)]; refs != nil {
		return refs
	}
	if refs := n.refs[n.words.key(n.withoutTitle(name))]; refs != nil {
		return refs
	}
	if refs := n.refs[asHeading(n.words.key(name))]; refs != nil {
		return refs
	}
	if n.words.key(n.withoutTitle(name)) == "§heading" { // «заголовок изложить …»: that of the text
		return n.refs["§title"]
	}
	return n.inAnnex(name)
}

// within gives the units that a name may mean behind "in clause 3:", which r is.
func (n *names) within(r Ref, name string) []Ref {
	known := n.inside[r]
	if known == nil {
		known = map[string][]Ref{}
		owner := naming.Of(n.units, r.Index)
		whole := Ref{Index: r.Index, Under: n.units[r.Index].Kind == legal.Heading && n.units[r.Index].Label.Form == legal.NoLabel}
		_, to := whole.reach(n.units)
		_ = n.each(r.Index, to, func(r Ref, x naming.Place) error {
			inner, ok := x.Within(owner)
			if !ok && n.units[whole.Index].Annex.Is && r.Index > whole.Index { // a clause of an annex has its number alone
				inner, ok = x, true
			}
			if x := inner; ok {
				name, err := x.Name(n.printer, naming.Nominative)
				if err != nil {
					return err
				}
				known[n.words.key(name)] = append(known[n.words.key(name)], r)
				if err = n.noteNames(known, r); err != nil {
					return err
				}
				if err = n.numberedRow(known, r, x); err == nil && n.units[r.Index].Kind == legal.Row { // «строка 2» of «строка 2 таблицы»
					if name, err = x.Alone().Name(n.printer, naming.Nominative); err == nil {
						known[n.words.key(name)] = append(known[n.words.key(name)], r)
						err = n.numberedRow(known, r, x.Alone())
					}
				}
				return err
			}
			return nil
		})
		if n.units[r.Index].Kind == legal.Heading && known["§heading"] == nil { // nothing stands under it, or it has no number
			known["§heading"] = []Ref{{Index: r.Index, Own: true}}
		}
		n.inside[r] = known
	}
	if refs := known[n.words.key(name)]; refs != nil {
		return refs
	}
	return known[asHeading(n.words.key(name))]
}

// asHeading is the key of a name in which the word for the title of the text says the
// heading of a part: «наименование главы 2».
func asHeading(key string) string { return strings.Replace(key, "§title", "§heading", 1) }

// withoutTitle is a name without words of the text's title that stand before or
// behind it: «пункт 3.3 настоящих Правил». Other words stay: they name another text.
func (n *names) withoutTitle(name string) string {
	words := strings.Fields(foldName(name))
	own := func(w string) bool {
		if n.words.this[w] {
			return true
		}
		for _, t := range n.title {
			if sameStem(w, t) {
				return true
			}
		}
		return false
	}
	for len(words) > 0 && own(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && own(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// sameStem reports whether two words differ in an ending alone.
func sameStem(a, b string) bool {
	x, y := []rune(a), []rune(b)
	k := 0
	for k < len(x) && k < len(y) && x[k] == y[k] {
		k++
	}
	return k >= 4 && max(len(x), len(y))-k <= min(k, 5)
}
