package render

import (
	"html/template"
	"slices"
	"strconv"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/site"
)

// redliner writes the redline of a view: the new text with what was removed in
// its place. One HTML serves three ways of reading; the stylesheet chooses.
//
//	<div class="r" id="2.1" …>        a changed clause, or a list or table with changes, by its name
//	<p class="why">…                  what happened, in words
//	<div class="a">                   the words with all marks; without ins: the old clause
//	<div class="b" hidden>            the new clause, for reading side by side
//
// Where the old clause is not "a" without its insertions (another number or form,
// split, merged), "a" is called "i", and "o" holds the old clause, hidden. Where
// little is common, "o" and "b" stand alone and none is hidden. "e" holds a clause
// whose words are the same. Without a stylesheet the page reads as "a", "i" or "e".
//
// Every anchor of the new text stands once, never in a copy.
type redliner struct {
	marker
	view  *site.Changes
	plan  *outline
	used  map[string]bool // ids that stand on the page
	steps int             // groups that were begun
}

// newRedliner prepares to write v. used holds the ids of the page so far; alone
// is false where the page shows only parts of the text, so that links into the
// text lead to the editions' own pages.
func (s *speaker) newRedliner(v *site.Changes, used map[string]bool, alone bool) *redliner {
	w := s.writer(v.NewText)
	m := &redliner{marker: marker{writer: w, old: v.OldText, new: v.NewText}, view: v, plan: outlineOf(v.Redline, v.NewText.Units), used: used}
	there := func(e site.EditionRef) func(string) string {
		return func(anchor string) string {
			if e.Href == "" {
				return ""
			}
			return e.Href + "#" + anchor
		}
	}
	m.oldInternal, m.newInternal = there(v.Old), there(v.New)
	if alone {
		have := map[string]bool{}
		for i := range v.NewText.Units {
			have[v.NewText.Units[i].Anchor] = true
		}
		m.newInternal = func(anchor string) string {
			if !have[anchor] {
				return ""
			}
			return "#" + anchor
		}
	}
	m.internal = m.newInternal
	return m
}

// redline is the whole redline of a page.
func (s *speaker) redline(v *site.Changes) (template.HTML, error) {
	m := s.newRedliner(v, map[string]bool{}, true)
	for _, p := range m.plan.parts {
		var err error
		switch {
		case len(p.changed) > 0:
			err = m.group(p)
		case p.fold:
			err = m.folded(p)
		default:
			m.quiet(p)
		}
		if err != nil {
			return "", err
		}
	}
	return template.HTML(m.out), nil
}

// quiet writes clauses to which nothing, or nothing but a new number, happened.
func (m *redliner) quiet(p part) {
	for _, i := range p.records {
		r := &m.view.Redline.Records[i]
		m.identify(i, true)
		m.body, m.internal = m.new, m.newInternal
		if r.Renumbered {
			m.content = func(cell int) {
				m.was(r)
				u := &m.new.Units[r.New[0].Index]
				runs := u.Runs
				if u.Kind == legal.Row {
					runs = u.Cells[cell]
				}
				m.inline(runs)
			}
			if u := &m.new.Units[r.New[0].Index]; u.Kind == legal.Row || u.Verbatim {
				m.content = nil
			}
		}
		m.unit(r.New[0].Index)
		m.content = nil
	}
	m.end()
}

// was says the old number beside the new one.
func (m *redliner) was(r *redline.Record) {
	text, err := m.writer.words.Text("change.renumbered", map[string]string{"number": r.Old[0].Number})
	if err != nil || r.Old[0].Number == "" {
		return
	}
	m.raw(`<span class="was">`)
	m.escape(text)
	m.raw("</span> ")
}

// identify lets the first unit that is written carry the record's id, and other
// new ones their own anchor.
func (m *redliner) identify(record int, first bool) {
	m.idOf = func(u *legal.Unit) string {
		id := u.Anchor
		if first {
			id, first = m.plan.ids[record], false
		} else if m.body != m.new {
			return ""
		}
		if m.used[id] {
			return ""
		}
		m.used[id] = true
		return id
	}
}

func (m *redliner) anonymous() { m.idOf = func(*legal.Unit) string { return "" } }

func (m *redliner) folded(p part) error {
	label, err := m.sameLabel(p)
	if err != nil {
		return err
	}
	m.raw(`<details class="same"><summary>`)
	m.escape(label)
	m.raw("</summary>\n")
	m.quiet(p)
	m.raw("</details>\n")
	return nil
}

// group writes one changed clause, or a list or table with changes.
func (m *redliner) group(p part) error {
	records := m.view.Redline.Records
	first := &records[p.changed[0]]
	m.raw(`<div class="r` + groupClass(records, p) + `"`)
	if len(p.records) == 1 {
		if id := m.plan.ids[p.records[0]]; !m.used[id] {
			m.used[id] = true
			m.raw(` id="`)
			m.escape(id)
			m.raw(`"`)
		}
	}
	name, err := m.writer.words.partName(records, p)
	if err != nil {
		return err
	}
	m.raw(` role="group" aria-label="`)
	m.escape(name)
	m.raw("\">\n")
	if err := m.why(p); err != nil {
		return err
	}
	pieces := make([][]redline.Piece, len(p.records))
	simple := true
	for k, i := range p.records {
		pieces[k] = piecesOf(&records[i])
		simple = simple && isSimple(&records[i])
	}
	cell := func(class string, copied bool, write func(r *redline.Record, pieces []redline.Piece)) {
		m.raw(`<div class="` + class + `"`)
		if copied {
			m.raw(" hidden")
		}
		m.raw(">\n")
		m.copied = ""
		if copied {
			m.copied = ", " + m.writer.words.must(map[string]string{"o": "redline.old", "b": "redline.new"}[class])
		}
		for k, i := range p.records {
			m.identify(i, len(p.records) > 1)
			if copied {
				m.anonymous()
			}
			write(&records[i], pieces[k])
		}
		m.end()
		m.copied = ""
		m.raw("</div>\n")
	}
	switch {
	case len(p.records) == 1 && first.Change == redline.Added:
		cell("b", false, m.newSide)
	case len(p.records) == 1 && first.Change == redline.Removed:
		cell("o", false, m.oldSide)
	case len(p.records) == 1 && sameWords(first):
		cell("e", false, m.merged)
	case len(p.records) == 1 && isWhole(first):
		cell("o", false, func(r *redline.Record, pieces []redline.Piece) { m.oldSide(r, marked(pieces, redline.Delete)) })
		cell("b", false, func(r *redline.Record, pieces []redline.Piece) { m.newSide(r, marked(pieces, redline.Insert)) })
	case simple:
		cell("a", false, m.merged)
		cell("b", true, m.newSide)
	default:
		cell("i", false, m.merged)
		cell("o", true, m.oldSide)
		cell("b", true, m.newSide)
	}
	m.raw("</div>\n")
	return nil
}

// groupClass tells the stylesheet what happened: q for nothing that touches the
// wording.
func groupClass(records []redline.Record, p part) string {
	class, quiet := "", true
	for _, i := range p.changed {
		quiet = quiet && isQuiet(&records[i])
	}
	if quiet {
		class = " q"
	}
	if len(p.records) == 1 {
		switch r := &records[p.records[0]]; {
		case r.Change == redline.Added:
			class += " add"
		case r.Change == redline.Removed:
			class += " rem"
		case r.Moved:
			class += " mov"
		}
	}
	return class
}

// why writes what happened, and the way to the changes before and after.
func (m *redliner) why(p part) error {
	said, err := m.reason(p)
	if err != nil {
		return err
	}
	m.raw(`<p class="why"><span>`)
	m.escape(said)
	m.raw("</span>")
	if steps := m.plan.steps; len(steps) > 1 {
		n := m.steps
		m.raw(` <span class="nx">`)
		m.step(n-1, "redline.previous", "↑")
		m.escape(strconv.Itoa(n+1) + " / " + strconv.Itoa(len(steps)))
		m.step(n+1, "redline.next", "↓")
		m.raw("</span>")
	}
	m.steps++
	m.raw("</p>\n")
	return nil
}

func (m *redliner) step(n int, key, arrow string) {
	if n < 0 || n >= len(m.plan.steps) {
		return
	}
	m.raw(` <a href="#`)
	m.escape(m.plan.steps[n])
	m.raw(`" aria-label="`)
	m.escape(m.writer.words.must(key))
	m.raw(`">` + arrow + "</a> ")
}

func (m *redliner) reason(p part) (string, error) {
	words := m.writer.words
	if len(p.changed) == 1 {
		r := &m.view.Redline.Records[p.changed[0]]
		if len(p.records) == 1 {
			s, err := description.What(words, r)
			return capital(s), err
		}
		s, err := description.Record(words, r)
		return capital(s), err
	}
	return words.inBox(&m.view.Redline.Records[p.changed[0]], len(p.changed))
}

// merged writes a record in the form of its new units, with all marks; a removed
// one in its old form.
func (m *redliner) merged(r *redline.Record, pieces []redline.Piece) {
	if len(r.New) == 0 {
		m.class = " old"
		m.oldSide(r, pieces)
		m.class = ""
		return
	}
	if r.Change == redline.Added {
		m.class = " new"
	}
	if !slices.ContainsFunc(pieces, func(p redline.Piece) bool { return p.Op != redline.Equal || p.Restyled }) {
		pieces = nil // the units as they are
	}
	m.side(m.new, r.New, pieces, false)
	m.class = ""
}

func (m *redliner) oldSide(r *redline.Record, pieces []redline.Piece) {
	flat := m.flat
	m.flat = true // the numbers of the old text lead nowhere
	m.side(m.old, r.Old, without(pieces, redline.Insert), true)
	m.flat = flat
}

func (m *redliner) newSide(r *redline.Record, pieces []redline.Piece) {
	m.side(m.new, r.New, without(pieces, redline.Delete), false)
}

// side writes units with pieces for their words; no pieces: the units as they are.
func (m *redliner) side(body *site.Body, units []redline.Unit, pieces []redline.Piece, old bool) {
	deal := frames(pieces, units, old)
	for k := range units {
		m.body, m.internal = body, m.newInternal
		if old {
			m.internal = m.oldInternal
		}
		u := &body.Units[units[k].Index]
		m.content = nil
		if pieces != nil {
			pre := u.Verbatim || u.Kind == legal.Code
			m.content = func(cell int) {
				if cell < len(deal[k]) {
					m.write(deal[k][cell], pre)
				}
				m.body = body
			}
		}
		if u.Kind == legal.Title {
			m.title(u)
		} else {
			m.unit(units[k].Index)
		}
		m.content = nil
	}
}

// title writes the text's title, which a body leaves to its page.
func (m *redliner) title(u *legal.Unit) {
	m.raw(`<p class="u p h` + m.class + `">`)
	m.fill(u.Runs, 0)
	m.raw("</p>\n")
}

// frames deals pieces out to the units of one side and, in a row, to its cells.
// What breaks only the other side is text here.
func frames(pieces []redline.Piece, units []redline.Unit, old bool) [][][]redline.Piece {
	out := make([][][]redline.Piece, len(units))
	unit, cell := 0, 0
	for _, p := range pieces {
		if old || p.Op != redline.Delete {
			switch {
			case p.Break == redline.BreakUnit && unit < len(units)-1:
				unit, cell = unit+1, 0
				continue
			case p.Break == redline.BreakCell && units[unit].Kind == legal.Row:
				cell++
				continue
			}
		}
		for len(out[unit]) <= cell {
			out[unit] = append(out[unit], nil)
		}
		out[unit][cell] = append(out[unit][cell], p)
	}
	return out
}

// without leaves out the pieces of the other side. No pieces remain no pieces.
func without(pieces []redline.Piece, op redline.Op) []redline.Piece {
	if pieces == nil {
		return nil
	}
	out := make([]redline.Piece, 0, len(pieces))
	for _, p := range pieces {
		if p.Op != op {
			out = append(out, p)
		}
	}
	return out
}

// marked marks all of one side's pieces.
func marked(pieces []redline.Piece, op redline.Op) []redline.Piece {
	other := redline.Insert
	if op == redline.Insert {
		other = redline.Delete
	}
	out := without(pieces, other)
	for i := range out {
		p := &out[i]
		p.Op, p.Class, p.Restyled, p.Same = op, redline.Wording, false, 0
		if op == redline.Delete {
			p.New = nil
		} else {
			p.Old = nil
		}
	}
	return out
}
