package order

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// attempts bounds how often an order that does not prove itself is made anew, with
// more of it restated.
const attempts = 12

// most is how many instructions an order has at most: nobody votes on more of them
// one by one, so the text is restated.
const most = 2000

// Make makes the order that amends one text into another, which r compares. p says
// it; l says how the texts are numbered and may be nil. The order has proved itself:
// what Text writes of it gives the new text.
func Make(p Printer, r *redline.Redline, old, new *legal.Text, l *language.Language) (*Order, error) {
	p = speechOf(p)
	m := &maker{printer: p, rules: l.Labels(), old: old, new: new, restate: map[int]bool{}, compared: map[int]*amended{},
		oldBlocks: blocksOf(old, l.Labels()), newBlocks: blocksOf(new, l.Labels())}
	var err error
	if m.names, err = newNames(p, old.Units); err != nil {
		return nil, err
	}
	if m.forms, err = m.names.forms(); err != nil {
		return nil, err
	}
	m.pair(r)
	m.numbered = map[string][]int{}
	for i := range old.Units {
		if l := old.Units[i].Label; l.Form != legal.NoLabel {
			m.numbered[l.Text] = append(m.numbered[l.Text], i)
		}
	}
	for try := range attempts {
		o, err := m.make(try < attempts/2)
		if err != nil {
			return nil, err
		}
		if len(o.Instructions) > most {
			break
		}
		wrong, err := m.prove(o, l)
		if err != nil || wrong < 0 {
			return o, err
		}
		if len(m.noted) > 0 {
			m.general = true
			continue
		}
		if !m.coarser(wrong) {
			break
		}
	}
	o := m.whole()
	wrong, err := m.prove(o, l)
	if err == nil && wrong >= 0 {
		err = fmt.Errorf("order: the text does not come back, from unit %d on", wrong)
	}
	return o, err
}

// prove applies an order to the old text and gives the first unit of the new one
// that does not come back; -1 for none.
func (m *maker) prove(o *Order, l *language.Language) (int, error) {
	lines, err := m.names.lines(o)
	if err != nil {
		return 0, err
	}
	o.said, o.by = lines, m.names.printer.Printer
	back, found := parse([]*forms{m.forms}, join(lines))
	a := apply(back, m.old, m.oldBlocks, l.Labels())
	if d := m.unlike(a.write(), l); d >= 0 {
		return d, nil
	}
	if len(found)+len(a.found) > 0 {
		return 0, nil
	}
	return -1, nil
}

// unlike is the first unit in which a draft is not the new text; -1 for none. A draft
// with the title of the new text and the bytes of its body needs no reading.
func (m *maker) unlike(draft []byte, l *language.Language) int {
	front, body := m.old.Source[:m.old.Body], m.new.Source[m.new.Body:]
	if rest, ok := bytes.CutPrefix(draft, front); ok && m.old.Title == m.new.Title && (len(front) > 0 || m.new.Body == 0) && bytes.Equal(rest, body) {
		return -1
	}
	got, _ := Read(m.new.Path, m.new.Lang, draft, l)
	return differs(got.Units, m.new.Units)
}

// maker makes one order.
type maker struct {
	printer              Printer
	rules                *language.Labels
	names                *names
	forms                *forms
	old, new             *legal.Text
	oldBlocks, newBlocks []block
	from                 []int               // of a new unit: the old one that becomes it, or -1
	to                   []int               // the reverse
	stays                []bool              // of an old unit: it keeps its order
	restate              map[int]bool        // old units whose words are not amended one by one
	compared             map[int]*amended    // of an old unit, its words and those in their place
	labels               map[int]legal.Label // the new ones, see applier
	list                 []placed
	numbered             map[string][]int    // the old units by their numbers
	noted                map[int]Instruction // new units that are said as footnotes
	bodies               map[int]string      // of new units without the marks of those
	general              bool                // footnotes are said as other paragraphs are
}

// pair says which old unit becomes which new one, and which of them keep their order.
func (m *maker) pair(r *redline.Redline) {
	m.from, m.to = Pairs(r, m.old, m.new)
	// A heading that becomes another block, a clause that becomes an item with a bullet, and
	// an item that loses its bullet, cannot be restated: whoever types an order leaves these
	// marks out, and means that they stay.
	for i, j := range m.to {
		if j < 0 {
			continue
		}
		u, v := &m.old.Units[i], &m.new.Units[j]
		unmarked := u.Kind == legal.Clause && u.Label.Form != legal.NoLabel && v.Label.Form == legal.NoLabel && v.Kind != legal.Paragraph
		if (u.Kind == legal.Item || u.Kind == legal.Heading) && v.Kind != u.Kind || unmarked {
			m.to[i], m.from[j] = -1, -1
		}
	}
	m.stays = m.unmoved(r)
}

// unmoved marks the old units that keep their order: those of which the redline says so, so
// that an order moves what the redline shows as moved.
func (m *maker) unmoved(r *redline.Redline) []bool {
	stays := make([]bool, len(m.old.Units))
	for _, rec := range r.Records {
		for _, u := range rec.Old {
			stays[u.Index] = !rec.Moved && m.to[u.Index] >= 0
		}
	}
	last := -1
	for i, j := range m.to {
		switch {
		case j < 0 || !stays[i]:
		case j < last: // of several clauses that became one, another was taken
			return InOrder(m.from, len(m.old.Units))
		default:
			last = j
		}
	}
	if titled(m.old) && titled(m.new) {
		stays[0] = true
	}
	return stays
}

// Pairs says which old unit becomes which new one, and the reverse: -1 for none. r
// compares the texts.
func Pairs(r *redline.Redline, old, new *legal.Text) (from, to []int) {
	from, to = slices.Repeat([]int{-1}, len(new.Units)), slices.Repeat([]int{-1}, len(old.Units))
	for _, rec := range r.Records {
		if len(rec.Old) == 0 || len(rec.New) == 0 {
			continue
		}
		i, j := sameNumber(rec, old, new)
		if (old.Units[i].Kind == legal.Title) != (new.Units[j].Kind == legal.Title) {
			continue
		}
		from[j], to[i] = i, j
	}
	if titled(old) && titled(new) && from[0] != 0 {
		from[0], to[0] = 0, 0
	}
	return from, to
}

// sameNumber are the first two units of a record that have one number, of one form: clause 1 is
// not item 1). If none have, they are its first ones.
func sameNumber(rec redline.Record, old, new *legal.Text) (i, j int) {
	for _, u := range rec.Old {
		for _, v := range rec.New {
			if u.Number != "" && u.Number == v.Number && old.Units[u.Index].Label.Form == new.Units[v.Index].Label.Form {
				return u.Index, v.Index
			}
		}
	}
	return rec.Old[0].Index, rec.New[0].Index
}

func titled(t *legal.Text) bool { return len(t.Units) > 0 && t.Units[0].Kind == legal.Title }

// InOrder marks the old units of a longest run that stands in order in both texts.
func InOrder(from []int, n int) []bool {
	before := make([]int, len(from))
	var last []int // of the runs of each length: the new unit at the end
	for j, i := range from {
		if i < 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(last, i, func(l, i int) int { return cmp.Compare(from[l], i) })
		before[j] = -1
		if k > 0 {
			before[j] = last[k-1]
		}
		if k == len(last) {
			last = append(last, j)
		} else {
			last[k] = j
		}
	}
	stays := make([]bool, n)
	if len(last) > 0 {
		for j := last[len(last)-1]; j >= 0; j = before[j] {
			stays[from[j]] = true
		}
	}
	return stays
}

// coarser restates the units around new unit j; false: they all are.
func (m *maker) coarser(j int) bool {
	more := false
	for k := max(j-1, 0); k <= min(j+1, len(m.from)-1); k++ {
		if i := m.from[k]; i >= 0 && !m.restate[i] {
			m.restate[i] = true
			more = true
		}
	}
	return more
}

// make makes an order.
func (m *maker) make(everywhere bool) (*Order, error) {
	m.list = nil
	if titled(m.old) != titled(m.new) {
		return m.whole(), nil
	}
	m.footnotes()
	var all []Words
	if everywhere {
		all = m.everywhere()
	}
	columns := m.columns()
	for i := range m.old.Units {
		j, u := m.to[i], &m.old.Units[i]
		if c, ok := columns[u.Table]; ok && u.Kind == legal.Row {
			if u.Head {
				m.sayColumn(i, c)
			}
		} else if j >= 0 {
			m.amend(i, j, all)
		}
	}
	m.excluded()
	if err := m.placedAnew(); err != nil {
		return nil, err
	}
	m.sequence()
	o := &Order{Title: m.old.Title}
	if len(all) > 0 {
		o.Instructions = append(o.Instructions, Instruction{Verb: Everywhere, Words: all})
	}
	for _, p := range m.list {
		// A clause that became a list is restated with its items.
		if n := len(o.Instructions); n > 0 && p.in.Verb == Add && p.in.Inside {
			if last := &o.Instructions[n-1]; last.Verb == Restate && last.Target == p.in.After && whole(m.old.Units, last.Target.Index) {
				last.Text += "\n\n" + p.in.Text
				last.typed = ""
				continue
			}
		}
		o.Instructions = append(o.Instructions, p.in)
	}
	return o, nil
}

// whole restates the text, with its front matter if only one of the two has a title.
func (m *maker) whole() *Order {
	text := string(m.new.Source[m.new.Body:])
	o := &Order{Title: m.old.Title}
	switch {
	case titled(m.old) != titled(m.new):
		text = string(m.new.Source)
	case titled(m.new) && m.old.Title != m.new.Title:
		o.Instructions = append(o.Instructions, Instruction{Verb: Restate, Target: Ref{Index: 0}, Text: m.new.Title})
	}
	o.Instructions = append(o.Instructions, Instruction{Verb: RestateText, Text: text})
	return o
}

// own is the reference to a unit's own words.
func (m *maker) own(i int) Ref { return Ref{Index: i, Own: !whole(m.old.Units, i)} }

// amend says what becomes of a unit that is kept.
func (m *maker) amend(i, j int, all []Words) {
	u, v := &m.old.Units[i], &m.new.Units[j]
	a, b := &m.oldBlocks[i], &m.newBlocks[j]
	same := SameUnit(u, v)
	if same && !m.restate[i] {
		return
	}
	renumber := u.Label.Text != v.Label.Text
	kind := u.Kind == v.Kind || u.Label.Form == legal.NoLabel != (v.Label.Form == legal.NoLabel) && isParagraph(u) && isParagraph(v)
	form := kind && u.Level == v.Level && u.List == v.List && u.Quote == v.Quote && u.Rule == v.Rule && !a.fixed && !b.fixed &&
		strings.TrimRight(a.prefix(), " ") == strings.TrimRight(b.prefix(), " ") && a.tail == b.tail
	number, ok := m.renumber(i, j)
	if !form || m.restate[i] && !same || renumber && !ok {
		m.anew(i, j)
		return
	}
	if a.body != m.body(j) {
		list, ok := m.wording(i, all)
		if u.Kind == legal.Row && slices.ContainsFunc(list, hasBar) {
			list, ok = m.inCells(i, j)
		}
		if !ok {
			m.anew(i, j)
			return
		}
		for _, in := range list {
			m.say(in, i)
		}
	}
	if renumber {
		m.sayNumber(number)
	}
}

// isParagraph reports whether a unit is a paragraph, with a number or without.
func isParagraph(u *legal.Unit) bool { return u.Kind == legal.Clause || u.Kind == legal.Paragraph }

// anew restates a unit's own words. Its number stays unless it is said to go: whoever types
// an order may leave it out.
func (m *maker) anew(i, j int) {
	m.unmark(i, j)
	in := Instruction{Verb: Restate, Target: m.own(i), Text: m.text(j)}
	if u, v := &m.old.Units[i], &m.new.Units[j]; u.Kind == legal.Heading && v.Kind == legal.Heading && u.Level == v.Level {
		in.typed = withoutSigns(in.Text)
	}
	m.say(in, i)
	if m.old.Units[i].Label.Form != legal.NoLabel && m.new.Units[j].Label.Form == legal.NoLabel {
		m.sayNumber(Instruction{Verb: Unnumber, Target: Ref{Index: i}})
	}
}

// text is a new unit as an order quotes it.
func (m *maker) text(j int) string {
	b := &m.newBlocks[j]
	if m.new.Units[j].Kind == legal.Title {
		return m.new.Title
	}
	return b.String()
}

// wording says changes of words, in the clause as a whole if they stand once there,
// else in its own words.
func (m *maker) wording(i int, all []Words) ([]Instruction, bool) {
	change := m.amended(i)
	from, to := Ref{Index: i}.span(m.old.Units)
	scope, target := change.old, Ref{Index: i}
	for k := from; k < to && to > from+1; k++ {
		if k != i {
			scope += "\n\x00\n" + m.oldBlocks[k].body
		}
	}
	list, ok := change.instruct(scope, all)
	if to > from+1 {
		sentence := func(in Instruction) bool { return in.Verb == AddWords && in.Words[0].Old == "" }
		if own, okOwn := change.instruct(change.old, all); okOwn && (!ok || length(own)+40 < length(list) || slices.ContainsFunc(own, sentence)) {
			list, ok, target = own, true, m.own(i)
		}
	}
	for k := range list {
		list[k].Target = target
	}
	return list, ok && !slices.ContainsFunc(list, unseen)
}

// amended compares the words of an old unit with those in their place.
func (m *maker) amended(i int) *amended {
	if m.compared[i] == nil {
		m.compared[i] = newAmended(m.oldBlocks[i].body, m.body(m.to[i]))
	}
	return m.compared[i]
}

// unseen reports whether words are to be replaced by words that look the same, such
// as a space by a no-break space: no reader of the order could tell them apart.
func unseen(in Instruction) bool {
	if in.Verb != ReplaceWords {
		return false
	}
	look := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return look(in.Words[0].Old) == look(in.Words[0].New)
}

func length(list []Instruction) (n int) {
	for _, in := range list {
		n += len(in.Words[0].Old) + len(in.Words[0].New)
	}
	return n
}

// excluded says which units go, clauses as a whole.
func (m *maker) excluded() {
	gone := func(i int) bool { return m.to[i] < 0 }
	for i := 0; i < len(m.old.Units); {
		if !gone(i) {
			i++
			continue
		}
		r := Ref{Index: i}
		if _, end := (Ref{Index: i, Under: true}).span(m.old.Units); m.old.Units[i].Annex.Is && !slices.ContainsFunc(m.to[i:end], func(j int) bool { return j >= 0 }) {
			r.Under = true
		}
		_, end := r.span(m.old.Units)
		if _, doubt := doubtful(m.old.Units, i); doubt {
			r, end = m.own(i), i+1
		}
		for k := i; k < end; k++ {
			if !gone(k) {
				r, end = m.own(i), i+1
			}
		}
		m.say(Instruction{Verb: Exclude, Target: r}, i)
		i = end
	}
}
