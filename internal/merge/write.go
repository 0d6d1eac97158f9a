package merge

import (
	"bytes"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
)

// written is the file of the new draft; ok is false if it does not read as it is
// meant to.
func (m *merger) written() (raw []byte, ok bool) {
	w := &writer{m: m, lines: bytes.SplitAfter(m.in.Raw, []byte("\n")), end: "\n", near: -1}
	if len(m.in.Draft.Units) > 0 && m.in.Draft.Units[0].Kind == legal.Title {
		w.first = 1
	}
	if bytes.Contains(m.in.Raw, []byte("\r\n")) {
		w.end = "\r\n"
	}
	if !w.front() {
		return nil, false
	}
	var before *piece
	for _, p := range m.all {
		if p.kind == removed || p.unit >= 0 && m.in.Draft.Units[p.unit].Kind == legal.Title {
			continue
		}
		w.piece(before, p)
		before = p
	}
	w.close()
	raw = w.out.Bytes()
	return raw, m.reads(raw)
}

// reads reports whether a new draft reads as it is meant to.
func (m *merger) reads(raw []byte) bool {
	t, _ := order.Read(m.in.Draft.Path, m.in.Draft.Lang, raw, m.in.Language)
	k := 0
	for _, p := range m.all {
		if p.kind == removed {
			continue
		}
		if k >= len(t.Units) {
			return false
		}
		got := &t.Units[k]
		k++
		want := &m.in.Draft.Units[max(p.unit, 0)]
		switch {
		case p.kind == kept:
		case p.their >= 0:
			want = &m.theirs.Units[p.their]
		default: // made of both: its words are those of its text
			own, _ := order.Read(m.in.Draft.Path, m.in.Draft.Lang, []byte("\n"+p.text+"\n"), m.in.Language)
			if len(own.Units) != 1 {
				return false
			}
			want = &own.Units[0]
		}
		escaped := p.unit >= 0 && m.in.Draft.Units[p.unit].Label.Text == "" && got.Label.Text == "" // no number in the draft, but one in Word
		if said(got) != said(want) || got.Label.Text != want.Label.Text && !escaped || p.kind == kept && got.Kind != want.Kind {
			return false
		}
	}
	return k == len(t.Units)
}

// writer writes the file of the new draft.
type writer struct {
	m     *merger
	lines [][]byte // of the draft's file
	out   bytes.Buffer
	end   string // of new lines
	tail  []byte // the blank lines behind the last unit of the draft, still to be written
	near  int    // that unit; -1: none was written
	first int    // of the body: the first unit of the draft
}

// front writes the front matter, with another title if they changed it.
func (w *writer) front() bool {
	d := w.m.in.Draft
	n := bytes.Count(d.Source[:d.Body], []byte("\n"))
	head := bytes.Join(w.lines[:min(n, len(w.lines))], nil)
	for _, p := range w.m.all {
		if p.kind != changed || p.unit < 0 || d.Units[p.unit].Kind != legal.Title {
			continue
		}
		title := w.m.theirs.Units[max(p.their, 0)].Plain()
		first, rest, _ := bytes.Cut(head, []byte("\n"))
		end := bytes.LastIndex(bytes.TrimRight(rest, "\r\n"), []byte("\n"))
		if end < 0 {
			return false
		}
		set, err := edit.Set(rest[:end+1], title, "title")
		if err != nil {
			return false
		}
		head = append(append(append(append([]byte{}, first...), '\n'), set...), rest[end+1:]...)
	}
	w.out.Write(head)
	return true
}

// slice is the lines of a unit of the draft as they lie in its file: the blank ones
// before it, its own, and the blank ones behind it.
func (w *writer) slice(i int) (before, own, behind []byte) {
	b := w.m.blocks[i]
	src := w.m.in.Draft.Source
	from := bytes.Count(src[:b.From], []byte("\n"))
	to := from + bytes.Count(src[b.From:b.To], []byte("\n"))
	if b.To == len(src) {
		to = len(w.lines)
	}
	from, to = min(from, len(w.lines)), min(to, len(w.lines))
	first, last := from, to
	for first < last && blank(w.lines[first]) {
		first++
	}
	for last > first && blank(w.lines[last-1]) {
		last--
	}
	return bytes.Join(w.lines[from:first], nil), bytes.Join(w.lines[first:last], nil), bytes.Join(w.lines[last:to], nil)
}

func blank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// piece writes a piece behind another one; nil: it is the first.
func (w *writer) piece(before, p *piece) {
	var lead, own, tail []byte
	if p.unit >= 0 {
		lead, own, tail = w.slice(p.unit)
	}
	switch {
	case p.kind == added:
		own = []byte(w.lineEnds(p.text) + w.end)
	case p.kind == changed:
		text := p.text
		if u := &w.m.in.Draft.Units[p.unit]; u.Kind == legal.Row && u.Head && !w.m.whole {
			// How the columns are set, the row below says.
			head, dashes, _ := strings.Cut(string(own), "\n")
			words, _, _ := strings.Cut(text, "\n")
			image, _, _ := strings.Cut(w.m.images[p.unit].Text, "\n")
			text = revised(image, strings.TrimRight(head, "\r"), words) + "\n" + strings.ReplaceAll(dashes, "\r\n", "\n")
		} else if !w.m.whole {
			text = revised(w.m.images[p.unit].Text, strings.ReplaceAll(strings.TrimRight(string(own), "\r\n"), "\r\n", "\n"), text)
		}
		own = []byte(w.lineEnds(text) + w.end)
	}
	switch {
	case p.kind == added:
		w.newline()
		if !w.tight(before, p) {
			w.blank()
		}
	case before == nil && p.unit <= w.first || before != nil && before.unit == p.unit-1: // they lie so
		w.flush()
		w.out.Write(lead)
	default:
		w.flush()
		w.newline()
		if !w.tight(before, p) {
			w.blank()
		}
	}
	w.newline()
	w.out.Write(own)
	if p.unit >= 0 {
		w.tail, w.near = tail, p.unit
	}
}

// flush writes the blank lines behind the last unit of the draft.
func (w *writer) flush() {
	if len(w.tail) > 0 {
		w.newline()
	}
	w.out.Write(w.tail)
	w.tail = nil
}

func (w *writer) lineEnds(s string) string {
	return strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", w.end)
}

// newline ends the last line, if it is open.
func (w *writer) newline() {
	if n := w.out.Len(); n > 0 && w.out.Bytes()[n-1] != '\n' {
		w.out.WriteString(w.end)
	}
}

// blank writes a blank line, if none is there.
func (w *writer) blank() {
	if text := w.out.Bytes(); len(text) > 0 && !bytes.HasSuffix(text, []byte("\n\n")) && !bytes.HasSuffix(text, []byte("\n\r\n")) {
		w.out.WriteString(w.end)
	}
}

// tight reports whether no blank line stands between two pieces that did not lie
// beside each other: rows of one table, items of one list, and clauses of one form if
// the draft has no blank line between two of them.
func (w *writer) tight(before, p *piece) bool {
	if before == nil {
		return false
	}
	a, b := w.unit(before), w.unit(p)
	switch {
	case a.Kind == legal.Row && b.Kind == legal.Row:
		return !b.Head
	case a.Kind == legal.Item && b.Kind == legal.Item:
		return true
	}
	at := before.unit
	if at < 0 {
		at = w.near
	}
	if at < 1 || a.Label.Form != b.Label.Form || b.Label.Form == legal.NoLabel || w.m.in.Draft.Units[at-1].Label.Form != b.Label.Form {
		return false
	}
	_, _, tail := w.slice(at - 1)
	lead, _, _ := w.slice(at)
	return len(tail)+len(lead) == 0
}

// unit is a piece as a unit: of the draft, or of theirs.
func (w *writer) unit(p *piece) *legal.Unit {
	if p.unit >= 0 {
		return &w.m.in.Draft.Units[p.unit]
	}
	return &w.m.theirs.Units[max(p.their, 0)]
}

// close ends the file as the draft ended.
func (w *writer) close() {
	if w.near == len(w.m.in.Draft.Units)-1 {
		w.flush()
		return
	}
	w.out.Truncate(len(bytes.TrimRight(w.out.Bytes(), "\r\n")))
	w.newline()
}

// comments reports the comments of the file, at their clauses in the new draft.
func (m *merger) comments(raw []byte) {
	t, _ := order.Read(m.in.Draft.Path, m.in.Draft.Lang, raw, m.in.Language)
	places := map[int]string{}
	for _, p := range docx.Paragraphs(m.doc.Accept().Blocks) {
		places[p.Place] = p.Label.Text + " " + p.Text()
	}
	for _, c := range m.doc.Comments {
		variant := ""
		if c.Anchor != "" {
			variant = "anchor"
		}
		at := diag.Pos{File: m.in.Draft.Path, Line: 1}
		words := legal.FoldSpace(places[c.Place])
		for i := range t.Units {
			u := &t.Units[i]
			if words != "" && (said(u) == words || legal.FoldSpace(u.Plain()) == words) || c.Anchor != "" && strings.Contains(u.Plain(), c.Anchor) && at.Line == 1 {
				at = u.Pos
			}
		}
		m.found.AddVariant(diag.DocxComment, variant, at, diag.Args{"author": c.Author, "text": c.Text, "anchor": c.Anchor})
	}
}
