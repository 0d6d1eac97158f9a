package render

import (
	"html/template"
	"strconv"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
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
// If the old clause is not "a" without its insertions (another number or form,
// split, merged), "a" is called "i", and "o" holds the old clause, hidden. Where
// little is common, "o" and "b" stand alone and none is hidden. "e" holds a clause
// whose words are the same. Without a stylesheet the page reads as "a", "i" or "e".
//
// Every anchor of the new text stands once, never in a copy.
type redliner struct {
	*writer
	view  *site.Changes
	plan  *outline
	used  map[string]bool // ids that stand on the page
	steps int             // groups that were begun
	flat  bool            // numbers are no links
	one   bool            // the page has one way of reading: no hidden copies
}

// newRedliner prepares to write v. used holds the ids of the page so far; alone
// is false if the page shows only parts of the text, so that links into the text
// lead to the editions' own pages.
func (s *speaker) newRedliner(v *site.Changes, used map[string]bool, alone bool) *redliner {
	m := &redliner{writer: s.writer(v.NewText), view: v, plan: outlineOf(v.Redline, v.NewText.Units), used: used}
	m.texts = texts{marks.Old: elsewhere(v.OldText, v.Old), marks.New: elsewhere(v.NewText, v.New)}
	if alone {
		m.texts[marks.New] = shown(v.NewText)
	}
	return m
}

// redline is the whole redline of a page.
func (s *speaker) redline(v *site.Changes) (template.HTML, error) {
	m := s.newRedliner(v, map[string]bool{}, true)
	if v.Redline.Rewritten() {
		err := m.anew()
		return template.HTML(m.out), err
	}
	in := m.entries(v.NewText.Units)
	for _, p := range m.plan.parts {
		var err error
		switch {
		case p.gone:
			in.end()
			err = m.gone(p.records[0])
		case len(p.changed) > 0:
			m.enter(in, p)
			err = m.group(p)
		case p.fold:
			in.end()
			err = m.folded(p)
		default:
			m.quiet(p, in)
		}
		if err != nil {
			return "", err
		}
	}
	in.end()
	return template.HTML(m.out), nil
}

// enter opens the lists in which a part with changes stands.
func (m *redliner) enter(in *entries, p part) {
	if r := &m.view.Redline.Records[p.records[0]]; len(r.New) > 0 {
		in.to(r.New[0].Index)
	} else {
		in.beside(&m.view.OldText.Units[r.Old[0].Index])
	}
}

// gone writes the line at the old place of a clause that was moved.
func (m *redliner) gone(i int) error {
	r := &m.view.Redline.Records[i]
	old, err := naming.Unit(m.words, r.Old[0].Source, r.Old[0].Index, naming.Nominative)
	if err != nil {
		return err
	}
	new, err := naming.Unit(m.words, r.New[0].Source, r.New[0].Index, naming.Nominative)
	if err != nil {
		return err
	}
	said, err := m.words.Text("redline.gone", map[string]string{"old": capital(old)})
	if err != nil {
		return err
	}
	m.raw(`<p class="gone">`)
	m.escape(said)
	m.raw(` <a href="#`)
	m.escape(m.plan.ids[i])
	m.raw(`">`)
	m.escape(new)
	m.raw("</a></p>\n")
	return nil
}

// quiet writes clauses to which nothing, or nothing but a new number, happened.
func (m *redliner) quiet(p part, in *entries) {
	for _, i := range p.records {
		r := &m.view.Redline.Records[i]
		u := &m.view.NewText.Units[r.New[0].Index]
		if u.Kind == legal.Title {
			continue // the page shows it above
		}
		l := look{flat: m.flat, id: m.free(m.plan.ids[i])}
		if r.Renumbered && u.Kind != legal.Row && !u.Verbatim {
			l.was = m.was(r)
		}
		if in != nil { // a clause that stands alone in its cell is in no list
			in.to(r.New[0].Index)
		}
		m.unit(r.New[0].Index, l)
	}
	m.walker.End()
}

// was says the old number beside the new one.
func (m *redliner) was(r *redline.Record) string {
	text, err := m.words.Text(description.Renumbered(r))
	if err != nil {
		return ""
	}
	return text
}

// free is an id, or empty if it stands on the page already.
func (m *redliner) free(id string) string {
	if m.used[id] {
		return ""
	}
	m.used[id] = true
	return id
}

func (m *redliner) folded(p part) error {
	label, err := m.sameLabel(p)
	if err != nil {
		return err
	}
	m.raw(`<details class="same"><summary>`)
	m.escape(label)
	m.raw("</summary>\n")
	in := m.entries(m.view.NewText.Units)
	m.quiet(p, in)
	in.end()
	m.raw("</details>\n")
	return nil
}

// group writes one changed clause, or a list or table with changes.
func (m *redliner) group(p part) error {
	records := m.view.Redline.Records
	m.raw(`<div class="r` + groupClass(records, p) + `"`)
	if len(p.records) == 1 {
		if id := m.free(m.plan.ids[p.records[0]]); id != "" {
			m.attribute("id", id)
		}
	}
	name, err := m.words.partName(records, p)
	if err != nil {
		return err
	}
	m.raw(` role="group" aria-label="`)
	m.escape(name)
	m.raw("\">\n")
	if err := m.why(p); err != nil {
		return err
	}
	if err := m.rows(p); err != nil {
		return err
	}
	m.cells(p)
	m.raw("</div>\n")
	return nil
}

// column is one way to show the records of a part: its class on the page, and
// whether it is a copy, which is hidden and has no ids.
type column struct {
	class string
	view  marks.View
	copy  bool
}

// columns are what is shown of a part, in order. See redliner.
func columns(records []redline.Record, p part) []column {
	if first := &records[p.records[0]]; len(p.records) == 1 {
		switch {
		case first.Change == redline.Added:
			return []column{{"b", marks.NewSide, false}}
		case first.Change == redline.Removed:
			return []column{{"o", marks.OldSide, false}}
		case sameWords(first) && !first.Moved:
			return []column{{"e", marks.Merged, false}}
		case isWhole(first):
			return []column{{"o", marks.OldWhole, false}, {"b", marks.NewWhole, false}}
		}
	}
	for _, i := range p.records {
		if !isSimple(&records[i]) {
			return []column{{"i", marks.Merged, false}, {"o", marks.OldSide, true}, {"b", marks.NewSide, true}}
		}
	}
	return []column{{"a", marks.Merged, false}, {"b", marks.NewSide, true}}
}

// cells writes the columns of a part.
func (m *redliner) cells(p part) {
	records := m.view.Redline.Records
	of := make([]*marks.Record, len(p.records))
	for k, i := range p.records {
		of[k] = marks.Of(&records[i])
	}
	for _, c := range columns(records, p) {
		if c.copy && m.one {
			continue
		}
		m.raw(`<div class="` + c.class + `"`)
		if c.copy {
			m.raw(" hidden")
		}
		m.raw(">\n")
		for k, i := range p.records {
			l := look{flat: m.flat}
			if c.copy {
				l.copy = ", " + m.words.must(map[string]string{"o": "redline.old", "b": "redline.new"}[c.class])
			}
			id := "" // the first unit carries the record's
			if len(p.records) > 1 {
				id = m.plan.ids[i]
			}
			if len(of[k].New) > 0 && of[k].New[0].Kind == legal.Row && !m.texts[marks.New].Units[of[k].New[0].Index].Head {
				l.class = " un"
				if !isPlain(&records[i]) {
					l.class = " ch"
				}
			}
			m.record(of[k], c, l, id)
		}
		m.walker.End()
		m.raw("</div>\n")
	}
}

// record writes the units of one record in a column. The first one carries id,
// the record's, if it is not empty; other new ones their own anchor.
func (m *redliner) record(r *marks.Record, c column, l look, id string) {
	if c.view == marks.Merged {
		switch r.Change {
		case redline.Added:
			l.class = " new"
		case redline.Removed:
			l.class = " old"
		}
	}
	for _, u := range r.Units(c.view) {
		l := l
		l.side = u.Side
		l.flat = l.flat || u.Side == marks.Old // the numbers of the old text lead nowhere
		unit := &m.texts[u.Side].Units[u.Index]
		switch {
		case c.copy || unit.Kind == legal.Title:
		case id != "":
			l.id, id = m.free(id), ""
		case u.Side == marks.New:
			l.id = m.free(unit.Anchor)
		}
		m.look = l
		m.walker.Marked(m.texts[u.Side].Units, u)
	}
}

// groupClass is the class by which the stylesheet knows what happened: q for nothing that touches the
// wording.
func groupClass(records []redline.Record, p part) string {
	class, quiet := "", true
	for _, i := range p.changed {
		quiet = quiet && isQuiet(&records[i])
	}
	if quiet {
		class = " q"
	}
	if first := &records[p.records[0]]; len(p.records) == 1 || first.Moved && !first.Carried {
		switch r := first; {
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
	m.escape(m.words.must(key))
	m.raw(`">` + arrow + "</a> ")
}

func (m *redliner) reason(p part) (string, error) {
	words := m.words
	if len(p.changed) == 1 {
		r := &m.view.Redline.Records[p.changed[0]]
		if len(p.records) == 1 || r.Moved {
			s, err := description.What(words, r)
			return capital(s), err
		}
		s, err := description.Record(words, r)
		return capital(s), err
	}
	return words.inBox(&m.view.Redline.Records[p.changed[0]], len(p.changed))
}
