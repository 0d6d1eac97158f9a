package render

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
	"github.com/kelisim/kelisim/internal/site"
)

// redlineFuncs are what the templates of redlines can ask for besides.
func (s *speaker) redlineFuncs(names assetNames) template.FuncMap {
	return template.FuncMap{
		"redline":     s.redline,
		"changed":     s.changed,
		"renumbered":  s.renumbered,
		"figures":     s.figures,
		"counts":      s.counts,
		"rows":        s.rows,
		"ordered":     s.ordered,
		"changepairs": s.changePairs,
		"lifename":    s.lifeName,
		"wording":     s.lifeWording,
		"sides":       s.sides,
		"blocks":      blocks,
		// The bundle of assets that a kind of pages needs; see bundles.
		"bundle": func(name string, h head) (head, error) {
			if names.styles[name] == "" {
				return h, fmt.Errorf("no bundle %q", name)
			}
			if h.Style != "" {
				h.Style, h.Script = h.Root+names.styles[name], h.Root+names.scripts[name]
			}
			return h, nil
		},
	}
}

// sides says in words which editions a page compares.
func (s *speaker) sides(old, new site.EditionRef) (string, error) {
	var parts []string
	for _, side := range []struct {
		key string
		e   site.EditionRef
	}{{"redline.old", old}, {"redline.new", new}} {
		which, err := s.text(side.key)
		if err != nil {
			return "", err
		}
		name, err := s.text("edition.within", "edition", side.e.ID)
		if err != nil {
			return "", err
		}
		span, err := s.span(side.e)
		if err != nil {
			return "", err
		}
		parts = append(parts, which+": "+name+", "+span+".")
	}
	return strings.Join(parts, " "), nil
}

// changedClause is a line of the list of changed clauses.
type changedClause struct {
	Href, Name, What string
	Quiet            bool // no change of wording
}

// changed lists the changed clauses of a page, in order. Those of which the
// number alone changed come last, in one line of their own; see renumbered.
func (s *speaker) changed(v *site.Changes) ([]changedClause, error) {
	if v.Redline.Rewritten() {
		return nil, nil
	}
	o := outlineOf(v.Redline, v.NewText.Units)
	var out []changedClause
	for _, p := range o.parts {
		if len(p.changed) == 0 {
			continue
		}
		line := changedClause{Href: "#" + o.ids[p.changed[0]], Quiet: true}
		for _, i := range p.changed {
			line.Quiet = line.Quiet && isQuiet(&v.Redline.Records[i])
		}
		var err error
		if line.Name, err = s.partName(v.Redline.Records, p); err == nil && len(p.changed) == 1 {
			line.What, err = description.What(s, &v.Redline.Records[p.changed[0]])
		}
		if err != nil {
			return nil, err
		}
		out = append(out, line)
	}
	return out, nil
}

// partName names what changed in a part: the clause, or how many rows or items.
func (s *speaker) partName(records []redline.Record, p part) (string, error) {
	first := &records[p.changed[0]]
	if len(p.changed) > 1 {
		return s.inBox(first, len(p.changed))
	}
	name, err := description.Name(s, first)
	return capital(name), err
}

// inBox says how many rows of a table, or items of a list, changed.
func (s *speaker) inBox(first *redline.Record, n int) (string, error) {
	if kindOfRecord(first) == legal.Row {
		return s.Count("redline.rows", n, nil)
	}
	return s.Count("redline.items", n, nil)
}

// renumbered lists the clauses of which nothing but the number changed.
func (s *speaker) renumbered(v *site.Changes) []changedClause {
	if v.Redline.Rewritten() {
		return nil
	}
	o := outlineOf(v.Redline, v.NewText.Units)
	var out []changedClause
	for i := range v.Redline.Records {
		if r := &v.Redline.Records[i]; isPlain(r) && r.Renumbered {
			out = append(out, changedClause{"#" + o.ids[i], r.New[0].Number, r.Old[0].Number, true})
		}
	}
	return out
}

// figure is one count with its words.
type figure struct {
	N     int
	Words string
}

// figures are the counts of a redline that are not zero.
func (s *speaker) figures(c redline.Summary) ([]figure, error) {
	var out []figure
	for _, f := range counted(c) {
		if f.n == 0 {
			continue
		}
		words, err := s.Count("redline.figure."+f.name, f.n, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, figure{f.n, words})
	}
	return out, nil
}

type count struct {
	name string
	n    int
}

func counted(c redline.Summary) []count {
	return []count{{"changed", c.Changed}, {"added", c.Added}, {"removed", c.Removed}, {"split", c.Split}, {"merged", c.Merged},
		{"moved", c.Moved}, {"renumbered", c.Renumbered}, {"formatting", c.Formatting}}
}

// counts says a redline's counts in one line.
func (s *speaker) counts(c *redline.Summary) (string, error) {
	list, err := description.Counts(s, *c, nil)
	return strings.Join(list, "; "), err
}

// lifeName names the clause of a life.
func (s *speaker) lifeName(l site.Life) (string, error) {
	name, err := naming.Unit(s, l.Source, l.Index, naming.Nominative)
	return capital(name), err
}

// lifeWording writes a wording of a clause's life with what it changed of the one
// before. Its references lead nowhere: the page has no text that they are of.
func (s *speaker) lifeWording(l site.Wording) template.HTML {
	m := &redliner{writer: s.clauseWriter(l.New)}
	m.texts = texts{marks.Old: nowhere(l.Old), marks.New: nowhere(l.New)}
	return m.wordings(marks.Of(l.Change), marks.Merged)
}

// tableRow is a row of the comparative table. A side that is empty has no such clause.
type tableRow struct {
	description.Row
	Href     string // of the clause; empty for none
	Old, New template.HTML
	Quiet    bool
}

// rows are the rows of the comparative table: every record to which anything
// happened, each wording with its literal number before it, and what was only
// renumbered in the last one.
func (s *speaker) rows(v *site.Table) ([]tableRow, error) {
	m := s.newRedliner(&v.Changes, nil, false)
	reasons := v.Reasons
	if reasons == nil {
		reasons = &legal.Text{}
	}
	if v.Redline.Rewritten() {
		return s.anewRows(v, m, reasons)
	}
	list, err := description.Table(s, v.Redline, reasons)
	if err != nil {
		return nil, err
	}
	var out []tableRow
	for _, r := range list {
		row := tableRow{Row: r}
		row.Name = capital(row.Name)
		if r.Record == nil {
			row.Quiet, row.Old, row.New = true, listed(r.Old), listed(r.New)
			out = append(out, row)
			continue
		}
		row.Quiet = isQuiet(r.Record) || isPlain(r.Record)
		if r.Index < len(v.Lines) {
			row.Href = v.Lines[r.Index]
		}
		of := marks.Of(r.Record)
		row.Old = m.wordings(of, marks.OldSide)
		row.New = m.wordings(of, marks.NewSide)
		out = append(out, row)
	}
	return out, nil
}

// listed writes lines as paragraphs of a cell.
func listed(lines []string) template.HTML {
	var m markup
	for _, l := range lines {
		m.raw("<p>")
		m.escape(l)
		m.raw("</p>\n")
	}
	return template.HTML(m.out)
}

// wordings writes one side of a record as paragraphs of a cell: number, words
// with their marks. A number that is another one now is marked too.
func (m *redliner) wordings(r *marks.Record, view marks.View) template.HTML {
	m.out = m.out[:0]
	op := redline.Insert
	if view == marks.OldSide {
		op = redline.Delete
	}
	other := len(r.Old) == 0 || len(r.New) == 0 || r.Old[0].Number != r.New[0].Number
	for k, u := range r.Units(view) {
		m.raw("<p>")
		cells := u.Cells
		if label := m.texts[u.Side].Units[u.Index].Label.Text; label != "" {
			number := redline.Piece{Op: redline.Equal, Text: label}
			if other || k > 0 {
				number.Op, number.Class = op, redline.Wording
			}
			if len(cells) == 0 {
				cells = [][]redline.Piece{nil}
			}
			cells[0] = numbered(number, cells[0])
		}
		for c, cell := range cells {
			if c > 0 {
				m.raw(" | ")
			}
			m.marked(marks.Places(cell), false)
		}
		m.raw("</p>\n")
	}
	return template.HTML(m.out)
}

// numbered puts a number and a space before words: in one mark if both have the
// same.
func numbered(number redline.Piece, words []redline.Piece) []redline.Piece {
	space := redline.Piece{Op: redline.Equal, Text: " "}
	if len(words) > 0 && marks.Marked(&words[0]) == marks.Marked(&number) {
		space.Op, space.Class = number.Op, number.Class
	}
	return append([]redline.Piece{number, space}, words...)
}

// oneSided says that the text of one language alone changed.
func (s *speaker) oneSided(lang legal.Lang) (string, error) {
	language, err := s.Text("lang.of."+string(lang), nil)
	if err != nil {
		return "", err
	}
	return s.Text("redline.one-sided", map[string]string{"language": language})
}

// otherwise says in what a clause changed otherwise in each of two languages.
func (s *speaker) otherwise(o *check.Otherwise, a, b legal.Lang) (string, error) {
	args := map[string]string{"ina": o.InA, "inb": o.InB}
	for name, lang := range map[string]legal.Lang{"a": a, "b": b} {
		language, err := s.Text("lang.in."+string(lang), nil)
		if err != nil {
			return "", err
		}
		args[name] = language
	}
	return s.Text("redline.otherwise."+o.Kind, args)
}

// changePairs writes the redlines of two languages side by side: a row for each
// pair, with a cell for each language in its own words. A change in one language
// alone is said in the page's.
func (s *speaker) changePairs(v *site.BilingualChanges) (template.HTML, error) {
	used := map[string]bool{}
	left, right := s.newRedliner(v.Left, used, false), s.newRedliner(v.Right, used, false)
	left.plan.steps, right.plan.steps = nil, nil
	left.flat, right.flat = true, true
	left.one, right.one = true, true
	var out []byte
	for _, p := range v.Pairs {
		out = append(out, "<div class=\"pair\">\n"...)
		said, err := s.apart(v, p)
		if err != nil {
			return "", err
		}
		for _, text := range said {
			out = append(out, `<p class="alone">`+template.HTMLEscapeString(text)+"</p>\n"...)
		}
		if err := left.cell(p.Left); err != nil {
			return "", err
		}
		if err := right.cell(p.Right); err != nil {
			return "", err
		}
		out = append(append(append(out, left.out...), right.out...), "</div>\n"...)
	}
	return template.HTML(out), nil
}

// apart says in what the changes of a pair differ: that the text of one language alone
// changed, or what changed otherwise in each.
func (s *speaker) apart(v *site.BilingualChanges, p site.ChangePair) (said []string, err error) {
	left, right := v.Left.NewText.Lang, v.Right.NewText.Lang
	if p.OneSided {
		changed := left
		if p.Left < 0 || v.Left.Redline.Records[p.Left].Equal() {
			changed = right
		}
		text, err := s.oneSided(changed)
		if err != nil {
			return nil, err
		}
		said = append(said, text)
	}
	if p.Otherwise != nil {
		text, err := s.otherwise(p.Otherwise, left, right)
		if err != nil {
			return nil, err
		}
		said = append(said, text)
	}
	return said, nil
}

// cell begins anew and writes one record, or none, as a cell of its language.
func (m *redliner) cell(i int) error {
	m.out = m.out[:0]
	m.raw(`<div class="cell"`)
	m.attribute("lang", string(m.view.NewText.Lang))
	m.raw(">\n")
	var err error
	switch {
	case i < 0:
	case m.view.Redline.Records[i].Equal() || isPlain(&m.view.Redline.Records[i]):
		m.quiet(part{records: []int{i}}, nil)
	default:
		err = m.group(part{records: []int{i}, changed: []int{i}})
	}
	m.raw("</div>\n")
	return err
}
