package order

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/script"
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
		return err
	})
	return n, err
}

// each calls f with the references to units [from, to) and their places.
func (n *names) each(from, to int, f func(r Ref, x naming.Place) error) error {
	for i := from; i < to; i++ {
		for _, own := range []bool{false, true} {
			if own && whole(n.units, i) {
				continue
			}
			r := Ref{Index: i, Own: own}
			if err := f(r, n.place(r)); err != nil {
				return err
			}
		}
	}
	return nil
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
	if !slices.ContainsFunc(n.words.split(name), func(w string) bool { return n.words.parts[w] }) {
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
			for _, r := range n.refs[n.words.key(m[1])] {
				if err == nil && r.Index == i-1 {
					return []Ref{r}
				}
			}
			return nil
		}
	}
	if refs := n.refs[n.words.key(name)]; refs != nil {
		return refs
	}
	return n.refs[n.words.key(n.withoutTitle(name))]
}

// within gives the units that a name may mean behind "in clause 3:", which r is.
func (n *names) within(r Ref, name string) []Ref {
	known := n.inside[r]
	if known == nil {
		known = map[string][]Ref{}
		owner := n.place(Ref{Index: r.Index})
		_, to := Ref{Index: r.Index}.span(n.units)
		_ = n.each(r.Index, to, func(r Ref, x naming.Place) error {
			if x, ok := x.Within(owner); ok {
				name, err := x.Name(n.printer, naming.Nominative)
				if err != nil {
					return err
				}
				known[n.words.key(name)] = append(known[n.words.key(name)], r)
				if n.units[r.Index].Kind == legal.Row { // «строка 2» of «строка 2 таблицы»
					name, err = x.Alone().Name(n.printer, naming.Nominative)
					known[n.words.key(name)] = append(known[n.words.key(name)], r)
				}
				return err
			}
			return nil
		})
		n.inside[r] = known
	}
	return known[n.words.key(name)]
}

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

// vocabulary knows the words of names in all forms.
type vocabulary struct {
	nouns   map[string]string // a form of a unit's word: its key
	several map[string]string // the same of several units
	counts  map[string]int    // a form of an ordinal: its number
	this    map[string]bool   // «настоящего»
	last    map[string]bool   // «последнее»
	parts   map[string]bool   // «часть»: a paragraph that is no item of a list

	columns, sentences *regexp.Regexp // «графе 3», «второе предложение»: see column and sentence
}

func newVocabulary(p Printer) (*vocabulary, error) {
	v := &vocabulary{nouns: map[string]string{}, several: map[string]string{}, counts: map[string]int{}, this: map[string]bool{},
		last: map[string]bool{}, parts: map[string]bool{}}
	for _, word := range naming.Words {
		one, several, err := naming.Forms(p, word)
		if err != nil {
			return nil, err
		}
		more, err := list(p, "order.unit."+word)
		if err != nil {
			return nil, err
		}
		for _, w := range append(one, more...) {
			v.nouns[foldName(w)] = word
		}
		if more, err = list(p, "order.units."+word); err != nil {
			return nil, err
		}
		for _, w := range append(several, more...) {
			v.several[foldName(w)] = word
		}
	}
	for n := 1; n <= 99; n++ {
		for c := naming.Nominative; c < naming.CaseCount; c++ {
			word, err := naming.Ordinal(p, n, c)
			if err != nil {
				return nil, err
			}
			if word != "" {
				v.counts[foldName(word)] = n
			}
		}
	}
	for _, key := range []string{"order.counts", "order.counts.2", "order.counts.3", "order.counts.4"} {
		words, err := list(p, key)
		if err != nil {
			return nil, err
		}
		for k, w := range words {
			v.counts[foldName(w)] = k + 1
		}
	}
	for key, set := range map[string]map[string]bool{"order.this": v.this, "order.last": v.last, "order.unit.portion": v.parts} {
		words, err := list(p, key)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			set[foldName(w)] = true
		}
	}
	for w := range v.parts {
		v.nouns[w] = "paragraph"
	}
	columns, err := list(p, "order.unit.column")
	sentences, e := list(p, "order.unit.sentence")
	v.columns, v.sentences = columnsOf(columns), sentencesOf(sentences)
	return v, cmp.Or(err, e)
}

// list is a message that lists words; none if there is no such message.
func list(p Printer, key string) ([]string, error) {
	if !p.Has(key) {
		return nil, nil
	}
	s, err := p.Text(key, nil)
	return strings.Split(s, ", "), err
}

// key is what a name has in common in all cases and ways of writing it: the units'
// words in one form, ordinals as figures behind them, no brackets.
func (v *vocabulary) key(name string) string {
	words := v.split(name)
	for i := 0; i < len(words); i++ {
		// Words of two: «двадцать первый», «бас жол».
		if i+1 < len(words) {
			two := words[i] + " " + words[i+1]
			if w, ok := v.word(two); ok {
				words[i] = w
				words = append(words[:i+1], words[i+2:]...)
				continue
			}
		}
		if w, ok := v.word(words[i]); ok {
			words[i] = w
		}
	}
	for i := 1; i < len(words); i++ {
		switch {
		case words[i] != "§paragraph":
		case strings.HasPrefix(words[i-1], "#"):
			words[i-1], words[i] = words[i], words[i-1]
		case i+1 < len(words) && number(words[i+1]) > 0:
			words[i+1] = "#" + words[i+1]
		}
	}
	if len(words) > 1 && words[0] == "§paragraph" && number(words[1]) > 0 {
		words[1] = "#" + words[1]
	}
	return strings.Join(words, " ")
}

func (v *vocabulary) word(w string) (string, bool) {
	if key, ok := v.nouns[w]; ok {
		return "§" + key, true
	}
	if key, ok := v.several[w]; ok {
		return "§§" + key, true
	}
	if n, ok := v.counts[w]; ok {
		return "#" + strconv.Itoa(n), true
	}
	return "", false
}

// split cuts a name into words; the number of «3.1-тармақ» is one by itself.
func (v *vocabulary) split(name string) []string {
	var out []string
	for _, w := range strings.Fields(foldName(name)) {
		for i, r := range w {
			if r != '-' && r != '.' || i == 0 || i+1 == len(w) {
				continue
			}
			_, noun := v.word(w[i+1:])
			_, short := v.word(w[:i+1])
			if r == '-' && noun {
				if before := w[:i]; v.nouns[w[i+1:]] == "paragraph" && number(before) > 0 {
					out = append(out, "#"+before) // «2-абзац»
				} else {
					out = append(out, before)
				}
				w = w[i+1:]
				break
			}
			if r == '.' && short { // «п.3.1»
				out = append(out, w[:i+1])
				w = w[i+1:]
				break
			}
		}
		if _, ok := v.word(w); !ok {
			w = strings.TrimRight(w, ".")
		}
		out = append(out, w)
	}
	return out
}

// foldName makes names comparable that differ in capitals, quotes, spaces or the
// bracket of an item.
func foldName(s string) string {
	var b strings.Builder
	for _, r := range legal.NFC(s) {
		switch r = fold(unicode.ToLower(r)); {
		case r == '"', r == ')', r == '(', r == '.' && strings.HasSuffix(b.String(), " "):
		case r == ' ' && (b.Len() == 0 || strings.HasSuffix(b.String(), " ")):
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// fold gives one form to characters that are typed in several.
func fold(r rune) rune {
	switch r {
	case '«', '»', '“', '”', '„', '‟', '″':
		return '"'
	case '‐', '‑', '–', '—', '−':
		return '-'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return script.Plain(r)
}
