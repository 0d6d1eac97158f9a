// Package merge takes into a draft what came back in a Word file: a colleague's
// tracked changes, or what she changed without tracking.
//
// Three texts are compared as Word has them: the base, which the file was made of,
// theirs, which it says now, and ours, which the draft says now. Clause by clause,
// what they changed and we did not comes in; what both changed in different words of
// one clause comes in, too. What both changed in the same words is a contradiction: a
// finding says both wordings and the draft keeps ours.
//
// # Laws
//
//   - A line of the draft whose clause they did not change stays as it was, to the
//     byte: line ends, blank lines, marks that Word does not know.
//   - Every word that they added stands in the new draft or in a finding.
//   - The new draft reads as it is meant to: it is parsed again and compared.
//
// The base travels with a file that Kelisim made (word.Base). Without it the base is
// the file with its tracked changes rejected, and a finding tells each unit in which
// that is not what the draft says: a change that was accepted, made without tracking, or
// made in the draft since. Without tracked changes the base is the draft, and a finding
// says so.
package merge

import (
	"errors"
	"fmt"
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/word"
)

// Input is a draft and a Word file.
type Input struct {
	Document string             // whose draft it is; empty for a loose file
	Draft    *legal.Text        // with its units
	Raw      []byte             // the bytes of its file
	Language *language.Language // that it is in; may be nil
	Name     string             // of the Word file
	File     []byte
	Changes  docx.Policy // of its tracked changes; empty: they are accepted
}

// Result is the new draft.
type Result struct {
	Raw   []byte    // of its file: that of the draft if nothing came in
	Taken int       // clauses that came in: changed, added, removed or moved
	Found diag.List // in the draft if they have a place there, else in the Word file
}

// errUnread is the error of a draft that would not read as it is meant to.
var errUnread = errors.New("merge: the new draft does not read as the Word file says")

// Into takes a Word file into a draft. If the findings hold an error nothing came in.
func Into(in Input) (Result, error) {
	m := &merger{in: in}
	if !m.read() {
		return Result{Raw: in.Raw, Found: m.found}, nil
	}
	m.pair()
	m.blocks, m.images = m.cut(in.Draft), m.cut(m.ours)
	m.restyled()
	m.pieces()
	if m.rejected {
		m.apart()
	}
	for _, whole := range []bool{false, true} { // what does not read so word by word is taken as a whole
		m.whole = whole
		m.place()
		if raw, ok := m.written(); ok {
			m.comments(raw)
			m.found.Sort()
			return Result{raw, m.taken, m.found}, nil
		}
	}
	return Result{}, errUnread
}

// merger merges one file.
type merger struct {
	in    Input
	found diag.List
	own   diag.List // what an import says of the draft itself

	doc                *docx.Document // theirs, with the marks
	base, theirs, ours *legal.Text    // as Word has them; ours has the units of the draft
	rejected           bool           // base is theirs without the tracked changes
	blocks, images     []order.Block  // of the draft, as it lies and as Word has it
	wordings           []order.Block  // of theirs

	fromBase, toTheirs []int // of theirs, the base's unit; the reverse
	fromOurs, toOurs   []int // of ours, the base's unit; the reverse
	whole              bool
	all                []*piece
	at                 []*piece // by unit of the draft
	taken              int
}

// read reads the file: theirs and the base.
func (m *merger) read() bool {
	d, found := docx.Read(m.in.Name, m.in.File)
	if d == nil {
		m.found = found
		return false
	}
	m.doc = d
	t, told := m.imported(m.in.Name, m.in.File, m.in.Changes)
	for _, f := range told {
		if f.Code != diag.DocxComment && f.Code != diag.DocxRunningHead { // told with a place in the draft; our own head
			m.found = append(m.found, f)
		}
	}
	if m.theirs = t; t == nil {
		return false
	}
	m.wordings = m.cut(t)
	b, ok := word.BaseOf(d)
	if ok && (b.Language != "" && b.Language != m.in.Draft.Lang || b.Document != "" && b.Document != m.in.Document) {
		m.found.Add(diag.MergeOther, diag.Pos{File: m.in.Name, Line: 1}, diag.Args{"document": b.Document, "language": b.Language})
		return false
	}
	switch {
	case ok:
		sent, _ := order.Read(m.in.Draft.Path, m.in.Draft.Lang, []byte(b.Source), m.in.Language)
		m.base = m.image(sent)
	case d.Changes().Count > 0:
		m.base, _ = m.imported(m.in.Name, m.in.File, docx.RejectAll)
		m.rejected = m.base != nil
	}
	m.ours = m.image(m.in.Draft)
	m.found = slices.DeleteFunc(m.found, func(f diag.Finding) bool { // what the draft itself has is not the colleague's
		return f.Severity == diag.Warning && slices.ContainsFunc(m.own, func(g diag.Finding) bool { return g.Key() == f.Key() && fmt.Sprint(g.Args) == fmt.Sprint(f.Args) })
	})
	if m.base == nil {
		m.base = m.ours
		m.found.Add(diag.MergeBase, diag.Pos{File: m.in.Name, Line: 1}, nil)
	}
	return true
}

func (m *merger) cut(t *legal.Text) []order.Block { return order.Cut(t, m.in.Language) }

// imported is a Word file as the importer reads it: one text.
func (m *merger) imported(name string, data []byte, changes docx.Policy) (*legal.Text, diag.List) {
	res := importer.Import(name, data, importer.Options{Language: m.in.Draft.Lang, Changes: changes, One: true,
		Languages: language.SetOf(m.in.Language)})
	if len(res.Drafts) != 1 {
		return nil, res.List()
	}
	t, _ := order.Read(m.in.Draft.Path, m.in.Draft.Lang, res.Drafts[0].Markdown, m.in.Language)
	return t, res.List()
}

// image is a text as it comes back from Word untouched: a number that the author keeps
// from being one by a backslash is one there. It has the text's own units, if that is
// not unit for unit the same words.
func (m *merger) image(t *legal.Text) *legal.Text {
	data, err := docx.Write(word.Text(t.Units), docx.Settings{})
	if err != nil {
		return t
	}
	back, told := m.imported("base.docx", data, docx.AcceptAll)
	if t == m.in.Draft {
		m.own = told
	}
	if back == nil || len(back.Units) != len(t.Units) {
		return t
	}
	for i := range t.Units {
		if said(&t.Units[i]) != said(&back.Units[i]) {
			return t
		}
	}
	return back
}

// said are the words of a unit with its number.
func said(u *legal.Unit) string { return legal.FoldSpace(u.Label.Text + " " + u.Plain()) }

// pair pairs the units of the three texts.
func (m *merger) pair() {
	m.fromBase, m.toTheirs = order.Pairs(redline.Compare(m.in.Language, m.base.Units, m.theirs.Units), m.base, m.theirs)
	m.fromOurs, m.toOurs = order.Pairs(redline.Compare(m.in.Language, m.base.Units, m.ours.Units), m.base, m.ours)
}

// BaseOf is the text that a Word file was made of; ok is false if it does not say.
func BaseOf(name string, data []byte) (b word.Base, ok bool) {
	d, _ := docx.Read(name, data)
	if d == nil {
		return b, false
	}
	return word.BaseOf(d)
}

// Restore is the text that a Word file was made of, with what the file changed of it.
// ok is false if the file does not say what it was made of, or says what could not be
// taken in.
func Restore(name string, data []byte, changes docx.Policy, words func(legal.Lang) *language.Language) (t *legal.Text, ok bool) {
	b, ok := BaseOf(name, data)
	if !ok {
		return nil, false
	}
	l := words(b.Language)
	base, found := order.Read(name, b.Language, []byte(b.Source), l)
	if found.HasErrors() {
		return nil, false
	}
	res, err := Into(Input{Document: b.Document, Draft: base, Raw: base.Source, Language: l, Name: name, File: data, Changes: changes})
	if err != nil || res.Found.HasErrors() || res.Found.Count(diag.Warning) > 0 {
		return nil, false
	}
	t, _ = order.Read(name, b.Language, res.Raw, l)
	return t, true
}
