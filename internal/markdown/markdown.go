// Package markdown reads the body of a text: it finds the clauses and keeps
// every letter. It is the only user of goldmark, and uses its parser alone.
//
// The profile is CommonMark without what changes or hides words: ATX headings,
// paragraphs, bulleted lists, tables (GFM), block quotations, fenced code,
// rules (--- or ***), emphasis, code spans, links and line breaks. Numbers are text: a
// block that begins with a label ("2.1.", "3-1.", "а)", "5-бап.") is a clause
// that shows it as typed, and no list is ever numbered by the program.
//
//	## 2. Жеке деректер
//
//	2.1. Мекеме деректерді өңдейді:
//	1) жинайды;
//	2) сақтайды.
//
// is a heading "2." with a clause "2.1." with two clauses "1)" and "2)".
//
// What the profile does not hold (raw HTML, images, entities, footnotes) is
// refused with a finding, or shown as typed; it never vanishes. Parse proves
// that with every text: the letters and digits of the source must stand in the
// units, in order (see conserve).
package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Input is one text file.
type Input struct {
	Path   string   // for positions
	Source []byte   // valid UTF-8, no BOM, LF only
	Body   int      // where the body begins in Source
	Title  string   // from the front matter; unit 0
	At     diag.Pos // of the title
	// Loose is set for a file of no site: without a title it gets no title unit,
	// and it may be larger than MaxSize.
	Loose bool
	// Language says how the text is numbered and cited; nil: in figures alone.
	Language *language.Language
	// Reading is the version of the rules by which the text is read, as its record
	// names it; 0: the newest.
	Reading int
	// Recorded is set for a text that the ledger names: a limit that is younger than its
	// record does not touch it.
	Recorded bool
}

// Parse returns the units of a text: the title (not that of a loose file without
// one), then the blocks of the body in source order with their outline. It returns
// units for any input; a block that the profile refuses is a unit that shows its
// source (Verbatim) and an error.
func Parse(in Input) ([]legal.Unit, diag.List) {
	w, ok := read(in)
	if ok {
		w.parts()
	} else {
		w.verbatim(in.Body, len(in.Source))
	}
	w.annexes()
	for _, i := range legal.Outline(w.units) {
		u := &w.units[i]
		w.found.Add(diag.AnchorRepeated, u.Pos, diag.Args{"number": u.Number(), "anchor": u.Anchor})
	}
	w.anchors()
	references(in.Language, w.units)
	w.conserve()
	if in.Loose && in.Title == "" {
		w.units = w.units[1:]
		legal.Outline(w.units)
	}
	return w.units, w.found
}

// annexes says which headings are those of annexes within the text.
func (w *walker) annexes() {
	for i := range w.units {
		if u := &w.units[i]; u.Kind == legal.Heading && u.Label.Form == legal.NoLabel && u.Quote == 0 {
			u.Annex.Number, u.Annex.Is = w.in.Language.AnnexTitle(u.Plain())
		}
	}
}

// walker turns one parsed text into units.
type walker struct {
	in     Input
	text   string // the source
	lines  []int  // offsets at which lines start
	units  []legal.Unit
	found  diag.List
	split  *splitState
	edits  []edit // that Mend makes
	tables int
	rule   bool // a rule stands before the next unit
	cell   bool // in a table cell, where \| is a pipe even in code
}

// read makes the units of a text, without their outline: the title and, unless the body
// breaks a limit, the blocks of the body. ok is false if it does.
func read(in Input) (w *walker, ok bool) {
	if in.Reading == 0 {
		in.Reading = language.NewestReading
	}
	w = &walker{in: in, text: string(in.Source), lines: lineStarts(in.Source)}
	w.units = make([]legal.Unit, 1, 2+len(w.lines)/2)
	w.units[0] = legal.Unit{Kind: legal.Title, Parent: -1, Pos: in.At, Runs: []legal.Run{{Text: legal.NFC(in.Title)}}}
	if !w.limits() {
		return w, false
	}
	// goldmark sees the front matter as spaces, so that every offset is one of the file.
	src := bytes.Clone(in.Source)
	for i := range in.Body {
		if src[i] != '\n' {
			src[i] = ' '
		}
	}
	w.split = &splitState{marks: map[ast.Node]mark{}, text: w.text, pos: w.pos, rules: in.Language.LabelsAt(in.Reading),
		reading: in.Reading, cites: func(words string) bool { return citation.Begins(in.Language, words) }}
	pc := parser.NewContext()
	pc.Set(splitKey, w.split)
	doc := profile.Parse(text.NewReader(src), parser.WithContext(pc))
	w.found = append(w.found, w.split.found...)
	w.blocks(doc, 0, 0)
	return w, true
}

// pos is the position of a byte offset of the source.
func (w *walker) pos(offset int) diag.Pos {
	i := sort.SearchInts(w.lines, offset+1) - 1
	col := utf8.RuneCount(w.in.Source[w.lines[i]:offset]) + 1
	return diag.Pos{File: w.in.Path, Line: i + 1, Col: col}
}

func lineStarts(src []byte) []int {
	starts := make([]int, 1, bytes.Count(src, []byte{'\n'})+1)
	for at := 0; ; {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return starts
		}
		at += i + 1
		starts = append(starts, at)
	}
}
