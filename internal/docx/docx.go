// Package docx reads Word documents (.docx, ECMA-376 and ISO/IEC 29500, both
// conformance classes) into a model that keeps tracked changes, and reports the
// numbers that Word shows.
//
//	doc, found := docx.Read("contract.docx", data)
//	for _, block := range doc.Accept().Blocks {
//		if p, ok := block.(*docx.Paragraph); ok {
//			fmt.Println(p.Label.Text, p.Text())
//		}
//	}
//
// # What is read
//
// Every word that Word shows in the body of the document, once and in order:
// paragraphs, tables, text boxes (behind the paragraph that holds them), the
// stored results of fields, content controls, footnotes and endnotes. What is
// not read (pictures, hidden text, running heads, fields without a stored
// result, parts that other programs made) has a finding that names its place.
//
// # Tracked changes
//
// A run, a paragraph's mark, a row, a cell and a paragraph's format know who
// inserted or deleted them. [Document.Accept] and [Document.Reject] are pure
// functions that return a document without marks. A paragraph whose mark goes
// joins the one behind it; the mark that stays gives the format. A paragraph whose
// mark is hidden, as Word's style separator makes one, goes on in the next one unless
// that has a number; without words it is not there.
//
// # Numbers
//
// A number is not in the file: Word counts paragraphs by the definitions of
// numbering.xml. Accept and Reject count what they return, and write the result
// into [Paragraph.Label].
package docx

import (
	"strings"
	"time"
)

// Document is the content of one file.
type Document struct {
	Blocks   []Block
	Notes    []Note // footnotes and endnotes, in the order in which the text refers to them
	Comments []Comment
	// Attached is the text that travels with the file, which Word does not show: see
	// Settings. Empty if there is none.
	Attached string

	numbering *numbering
}

// Block is a *Paragraph, a *Table or a *Box.
type Block interface{ block() }

func (*Paragraph) block() {}
func (*Table) block()     {}
func (*Box) block()       {}

// Paragraph is one paragraph.
type Paragraph struct {
	Format
	Runs  []Run
	Label Label // what Word shows before the text; zero in a document that Read returned
	// Ins and Del say who inserted or deleted the paragraph's mark, the end
	// that parts it from the next one. Nil: nobody.
	Ins, Del *Mark
	// Old is the format before a tracked change of it, which By made; nil if there
	// is none.
	Old *Format
	By  *Mark
	// Capitals reports that all letters are shown as capitals or small capitals, however
	// they are stored.
	Capitals bool
	// Place is the ordinal of the paragraph in the file, from 1: the line of
	// findings about it.
	Place   int
	section bool // a section ends with it
	hidden  bool // its mark is hidden text
}

// Format is what a paragraph's properties say.
type Format struct {
	// Style is the name of the paragraph's style as Word stores it, in small
	// letters: "heading 1", "title", "toc 2", "мой стиль". Names of built-in
	// styles are English whatever the language of Word.
	Style   string
	Outline int // level of a heading from 1 to 9; 0 for text
	Num     Num // automatic number; zero for none
	Align   Align
	// Left is the indent of the text and Hanging how far the first line stands
	// out to its left (negative: how far in), in twentieths of a point.
	Left, Hanging int
	PageBreak     bool // it begins a page
	Contents      bool // it is a line of a table of contents
}

// Num names a level of a list.
type Num struct {
	ID    string // of numbering.xml; empty for none
	Level int    // from 0 to 8
}

// Align is how lines stand between the margins.
type Align string

// Alignments; the zero value is Word's default, to the left.
const (
	AlignLeft   Align = ""
	AlignCenter Align = "center"
	AlignRight  Align = "right"
	AlignBoth   Align = "both"
)

// Run is a piece of text in one face. Text is as stored, "\t" for a tab, "\n"
// for a line break, "\f" for a page break.
type Run struct {
	Text string
	Face Face
	Link string // address, or "#" and a bookmark; empty for none
	Note int    // index in Document.Notes from 1; 0 for none
	// Ins and Del say who inserted and who deleted the run; both are set if
	// one author deleted what another had inserted.
	Ins, Del *Mark
	// Old is the face before a tracked change of it, which By made; nil if there is
	// none. By is nil if it is the style of the paragraph that was changed.
	Old *Face
	By  *Mark
}

// Face is a set of inline styles.
type Face uint8

// Faces of a run.
const (
	Bold Face = 1 << iota
	Italic
	Raised // superscript
	Struck // struck through by hand, not as a tracked change
	Code   // of the style HTML Code
)

// Mark says who made a tracked change.
type Mark struct {
	Author string
	Date   time.Time // zero if not stored
	Move   string    // name of the move whose half it is: text that went to another place, or came from one
}

// Table is a table. All of its rows have the same width in grid columns.
type Table struct {
	Rows []Row
	// Widths are those of the grid's columns, in any unit; nil: as its words need. They
	// are written and not read.
	Widths []int
}

// Row is a row of a table.
type Row struct {
	Cells    []Cell
	Head     bool // repeated on every page
	Ins, Del *Mark
}

// Cell is a cell of a row.
type Cell struct {
	Blocks   []Block
	Span     int  // grid columns that it covers, at least 1
	Below    bool // it continues the cell above: vertically merged, without words of its own
	Merged   bool // it covers cells below
	Ins, Del *Mark
}

// Box is a text box. It stands behind the paragraph that holds it.
type Box struct {
	Blocks []Block
}

// Note is a footnote or an endnote.
type Note struct {
	End    bool   // an endnote
	Mark   string // the author's own; empty: it is counted
	Blocks []Block
	Place  int // of the paragraph that refers to it first

	count   counting
	shown   string
	unknown string // the format, if the mark may be another one
}

// Comment is a reviewer's remark.
type Comment struct {
	Author string
	Date   time.Time
	Text   string // its paragraphs joined by line breaks
	Anchor string // the words it is about; may be empty
	Place  int    // of the paragraph where it begins
}

// Text is the text of the paragraph's runs, without its label and whatever
// their marks.
func (p *Paragraph) Text() string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Paragraphs returns the paragraphs of blocks in order, those of tables cell by
// cell.
func Paragraphs(blocks []Block) []*Paragraph {
	var out []*Paragraph
	for _, b := range blocks {
		switch b := b.(type) {
		case *Paragraph:
			out = append(out, b)
		case *Box:
			out = append(out, Paragraphs(b.Blocks)...)
		case *Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					out = append(out, Paragraphs(c.Blocks)...)
				}
			}
		}
	}
	return out
}
