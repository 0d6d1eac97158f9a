package order

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Apply makes the new draft of an old text: its file, with front matter, whose
// untouched lines stay as they are. What cannot be placed is left out and has a
// finding, an error; a warning says which quoted lines became one paragraph, which other
// forms of replaced words stay, and which links lead where they led though their words
// changed. l says how the text is numbered; it may be nil.
func Apply(o *Order, old *legal.Text, l *language.Language) ([]byte, diag.List) {
	a := apply(o, old, blocksOf(old, l.Labels()), l.Labels())
	a.left(o, l)
	a.runOn(o, l)
	return a.write(), a.found
}

// apply does what an order says to a text that is cut into its blocks.
func apply(o *Order, old *legal.Text, blocks []block, rules *language.Labels) *applier {
	a := &applier{old: old, blocks: blocks, rules: rules, claims: newClaims(), labels: map[int]legal.Label{}, fewer: map[int]int{},
		state: make([]state, len(old.Units)), added: map[int][]string{}, edits: map[int][]edit{}, tails: map[int][]edit{}, notes: map[int][]footnote{}}
	for i := range o.Instructions {
		a.recount(o.Instructions[:i], &o.Instructions[i])
		a.claim(&o.Instructions[i])
	}
	for i := range o.Instructions {
		if in := &o.Instructions[i]; !a.contradicts(in) {
			a.number(in)
			a.countColumns(in)
			a.exchange(in)
		}
	}
	for i := range o.Instructions {
		a.instruct(&o.Instructions[i])
	}
	a.everywhere(o)
	a.checkOrdinals()
	return a
}

// state is what becomes of a unit of the old text.
type state struct {
	gone     bool
	restated bool
	text     string // if restated
}

type applier struct {
	old    *legal.Text
	blocks []block
	rules  *language.Labels
	claims claims
	fewer  map[int]int         // of a table, how many of its columns go, less those that come
	labels map[int]legal.Label // the new ones; without text: the unit loses its number
	state  []state
	edits  map[int][]edit
	tails  map[int][]edit   // of the rows of dashes behind the heads of tables
	added  map[int][]string // behind a unit, what stands there
	notes  map[int][]footnote
	moved  []move
	found  diag.List

	ordinals []*Instruction // «абзац третий считать абзацем вторым»
}

// move is units [from, to) that stand behind others: as the place-th of them.
type move struct{ from, to, after, place int }

func (a *applier) refuse(code diag.Code, in *Instruction, args diag.Args) {
	a.found.Add(code, diag.Pos{Line: in.Line, Col: 1}, args)
}

func (a *applier) instruct(in *Instruction) {
	units := a.old.Units
	if a.claims.counted[in] {
		a.counted(in)
		return
	}
	if a.contradicts(in) {
		a.twice(in)
		return
	}
	if first, ok := a.doubt(in); ok {
		a.doubted(in, first)
		return
	}
	if in.Forms && in.Verb == ReplaceWords && a.otherForms(in) {
		return
	}
	if in.Verb == ReplaceWords && len(in.Words) > 1 {
		a.swapWords(in)
		return
	}
	if in.Verb == Swap {
		a.swap(in)
		return
	}
	if in.Target.Table {
		a.column(in)
		return
	}
	if in.Target.Cell > 0 {
		if in.Verb > Restate {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		a.cell(in)
		return
	}
	if in.Target.Sentence != 0 {
		a.sentence(in)
		return
	}
	switch in.Verb {
	case ReplaceWords, ExcludeWords, AddWords:
		a.words(in)
	case Restate:
		from, to := in.Target.span(units)
		for i := from; i < to; i++ {
			a.state[i].gone = true
		}
		if from < to {
			a.state[from] = state{restated: true, text: a.dress(from, in.Text)}
		}
	case Exclude:
		if in.Footnote && !a.unmarked(in) {
			return
		}
		from, to := in.Target.span(units)
		for i := from; i < to; i++ {
			a.state[i].gone = true
		}
	case Renumber, Unnumber:
		a.numbered(in)
	case Add:
		a.add(in)
	case AddFootnote:
		a.footnote(in)
	case Move:
		from, to := in.Target.span(units)
		_, after := in.After.span(units)
		if after-1 >= from && after-1 < to {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		a.added[after-1] = append(a.added[after-1], "")
		a.moved = append(a.moved, move{from, to, after - 1, len(a.added[after-1]) - 1})
	}
}

// dress gives text that a person typed without marks those of the unit that it
// restates: the number signs of a heading, the bullet of an item.
func (a *applier) dress(i int, text string) string {
	mark := a.blocks[i].prefix()
	u := &a.old.Units[i]
	if u.Kind == legal.Heading {
		return a.heading(i, text)
	}
	if u.Kind == legal.Clause && u.Label.Form != legal.NoLabel {
		return a.labelled(i, text)
	}
	if u.Kind == legal.Item && !strings.HasPrefix(strings.TrimLeft(text, " >"), "-") && !strings.HasPrefix(strings.TrimLeft(text, " >"), "*") {
		return mark + text
	}
	return text
}

// words notes an edit of words, which must stand once in the units that are named.
func (a *applier) words(in *Instruction) {
	from, to := in.Target.span(a.old.Units)
	if in.Words[0].Old == "" && in.Verb == AddWords {
		if to > from+1 || a.old.Units[from].Kind == legal.Row {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		a.atEnd(in, from, 0, len(a.blocks[from].body))
		return
	}
	if in.Often {
		a.often(in, from, to)
		return
	}
	if parts := betweenQuotes.Split(in.Words[0].Old, -1); in.Verb == ExcludeWords && len(parts) > 1 && a.places(in) == 0 { // «слова «а», «б» исключить»
		for _, part := range parts {
			one := *in
			one.Words = []Words{{part, ""}}
			a.words(&one)
		}
		return
	}
	if i, e, ok := a.once(in); ok {
		a.edit(in, i, e)
	}
}

// places counts where the words of an instruction stand in the units that are named.
func (a *applier) places(in *Instruction) (n int) {
	from, to := in.Target.span(a.old.Units)
	for i := from; i < to; i++ {
		spots, fixed := in.spots(a.blocks[i].body)
		n += len(spots) + fixed
	}
	return n
}

// once finds where an instruction about words acts. It refuses words that do not stand once
// in the units that are named.
func (a *applier) once(in *Instruction) (at int, e edit, ok bool) {
	from, to := in.Target.span(a.old.Units)
	for i := from; i < to; i++ {
		if found, n := locate(*in, a.blocks[i].body); n == 1 {
			at, e, ok = i, found, !a.blocks[i].fixed
		}
	}
	switch places := a.places(in); {
	case places > 1:
		a.refuse(diag.OrderWordsOften, in, diag.Args{"text": in.Words[0].Old, "count": places})
		return at, e, false
	case !ok:
		a.refuse(diag.OrderWords, in, diag.Args{"text": in.Words[0].Old})
	}
	return at, e, ok
}

// edit notes an edit of a unit, if no other meets it.
func (a *applier) edit(in *Instruction, i int, e edit) {
	if a.claims.taken[i] != nil || overlaps(a.edits[i], e) {
		a.twice(in)
		return
	}
	a.edits[i] = append(a.edits[i], e)
	a.keptTargets(in, i, e)
}

// overlaps reports whether an edit changes what one of others does.
func overlaps(others []edit, e edit) bool {
	return slices.ContainsFunc(others, func(o edit) bool { return e.from < o.to && o.from < e.to })
}

// often notes an edit of words wherever they stand in units [from, to).
func (a *applier) often(in *Instruction, from, to int) {
	n := 0
	for i := from; i < to; i++ {
		if a.blocks[i].fixed || a.claims.taken[i] != nil && to > from+1 {
			continue
		}
		spots, fixed := in.spots(a.blocks[i].body)
		if fixed > 0 {
			a.refuse(diag.OrderWords, in, diag.Args{"text": in.Words[0].Old})
			return
		}
		for _, s := range spots {
			n++
			a.edit(in, i, editAt(*in, a.blocks[i].body, s))
		}
	}
	if n == 0 {
		a.refuse(diag.OrderWords, in, diag.Args{"text": in.Words[0].Old})
	}
}

// add notes text behind a unit, which its number may name.
func (a *applier) add(in *Instruction) {
	units := a.old.Units
	_, end := in.After.span(units)
	after, text := end-1, a.dressed(in)
	switch {
	case in.Inside && isNewRow(text):
		at, ok := a.rowPlace(text, in.After.Index, end)
		if !ok {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		after = at
	case in.Free || in.Inside:
		from, to := 0, len(units)
		if in.Inside {
			from, to = in.After.Index+1, end
		}
		label, _, ok := legal.ParseLabel(a.rules, strings.TrimLeft(text, "#> \n"))
		if in.Free && (!ok || label.Form == legal.Paren || label.Form == legal.Letter) {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		if ok {
			at, found, unknown := place(units, a.labels, label, from, to)
			first, doubt := 0, false
			if found && label.Form != legal.Decimal {
				first, doubt = trailing(units, at)
			}
			switch {
			case unknown:
				a.refuse(diag.OrderPlace, in, nil)
				return
			case doubt:
				a.doubted(in, first)
				return
			case found:
				after = at
			case in.Free:
				a.refuse(diag.OrderPlace, in, nil)
				return
			default:
				after = in.After.Index
			}
		}
	}
	a.added[after] = append(a.added[after], text)
}

// write puts the new file together.
func (a *applier) write() []byte {
	front, body := string(a.old.Source[:a.old.Body]), ""
	w := &writer{}
	var chunks []chunk
	for i := -1; i < len(a.blocks); i++ {
		if i >= 0 && a.old.Units[i].Kind == legal.Title {
			front = a.title(front, i)
		} else if i >= 0 && !a.isMoved(i) {
			chunks = append(chunks, a.chunk(i)...)
		}
		for _, n := range a.notes[i] {
			chunks = append(chunks, chunk{text: n.text, unit: -1, row: -1})
		}
		for place, text := range a.added[i] {
			if m := a.movedTo(i, place); m != nil {
				for k := m.from; k < m.to; k++ {
					chunks = append(chunks, a.chunk(k)...)
				}
				continue
			}
			chunks = append(chunks, chunk{text: text, unit: -1, row: -1})
		}
	}
	if whole := a.claims.whole; whole != nil {
		body = whole.Text + "\n"
		if strings.HasPrefix(body, "---\n") && front == "" {
			return []byte(body)
		}
	} else {
		body = w.join(chunks)
		if n := len(chunks); n > 0 && chunks[n-1].unit == len(a.blocks)-1 && !a.state[len(a.blocks)-1].restated {
			body = strings.TrimSuffix(body, "\n") + chunks[n-1].gap
		}
		for i := range a.blocks {
			body = a.blocks[i].lead + body
		}
	}
	if front != "" && !strings.HasSuffix(front, "\n") {
		front += "\n"
	}
	return []byte(front + body)
}

// chunk is some lines of the new text. unit is the old unit that it is, untouched or
// not, -1 for a new one; row its table.
type chunk struct {
	text      string
	unit, row int
	gap       string // before the next unit of the old text
}

func (a *applier) chunk(i int) []chunk {
	s, b := a.state[i], &a.blocks[i]
	out := chunk{unit: i, row: -1, gap: b.gap}
	if u := &a.old.Units[i]; u.Kind == legal.Row {
		out.row = u.Table
	}
	switch {
	case s.restated:
		out.text = s.text
		if strings.Contains(out.gap, ">") { // what is restated may stand in no quotation
			out.gap = "\n\n"
		}
	case s.gone:
		return nil
	default:
		out.text = a.text(i)
	}
	return []chunk{out}
}

// text is a unit with its edits and its new number.
func (a *applier) text(i int) string {
	b := &a.blocks[i]
	label, renumber := a.labels[i]
	if len(a.edits[i]) == 0 && !renumber {
		return b.raw
	}
	head, body := b.head, b.body
	if renumber {
		head = b.relabel(label.Text)
	}
	body, _ = splice(body, a.edits[i])
	if b.fixed {
		return b.raw
	}
	tail, _ := splice(b.tail, a.tails[i])
	return head + body + tail
}

func (a *applier) isMoved(i int) bool {
	return slices.ContainsFunc(a.moved, func(m move) bool { return m.from <= i && i < m.to })
}

func (a *applier) movedTo(after, place int) *move {
	for k := range a.moved {
		if m := &a.moved[k]; m.after == after && m.place == place {
			return m
		}
	}
	return nil
}

// title is the front matter with the new title.
func (a *applier) title(front string, i int) string {
	var title string
	switch {
	case a.state[i].restated:
		title = a.state[i].text
	case len(a.edits[i]) > 0:
		title = a.text(i)
	default:
		return front
	}
	lines := strings.SplitAfter(front, "\n")
	for k, line := range lines {
		if strings.HasPrefix(line, "title:") {
			lines[k] = "title: " + strconv.Quote(title) + "\n"
			// A title over several lines goes on indented.
			for k+1 < len(lines) && strings.HasPrefix(lines[k+1], " ") {
				lines = slices.Delete(lines, k+1, k+2)
			}
			break
		}
	}
	return strings.Join(lines, "")
}

// writer joins chunks to a body.
type writer struct{ out bytes.Buffer }

func (w *writer) join(chunks []chunk) string {
	for k, c := range chunks {
		if k > 0 {
			w.out.WriteString(between(chunks[k-1], c))
		}
		w.out.WriteString(strings.TrimRight(c.text, "\n"))
	}
	if w.out.Len() > 0 {
		w.out.WriteByte('\n')
	}
	return w.out.String()
}

// between is what stands between two chunks: what stood there, else a blank line, but
// for rows of one table.
func between(a, b chunk) string {
	if a.unit >= 0 && b.unit == a.unit+1 && strings.Contains(a.gap, "\n") {
		return a.gap
	}
	if isRow(a) && isRow(b) && !isTable(b.text) && (a.row == b.row || a.row < 0 || b.row < 0) {
		return "\n"
	}
	return "\n\n"
}

func isRow(c chunk) bool { return c.row >= 0 || startsRow(c.text) }

func startsRow(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, " >"), "|") }

// isNewRow reports whether a text begins with a row of a table that is there already.
func isNewRow(text string) bool { return startsRow(text) && !isTable(text) }

// isTable reports whether a text begins with the head of a table.
func isTable(text string) bool {
	lines := strings.SplitN(strings.TrimLeft(text, "\n"), "\n", 3)
	return len(lines) > 1 && strings.Trim(lines[1], "|:- >\t") == "" && strings.Contains(lines[1], "-")
}

func sorted(edits []edit) []edit {
	return slices.SortedStableFunc(slices.Values(edits), func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
}
