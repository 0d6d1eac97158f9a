// Package blocks holds what readers of foreign files (text, HTML, Word,
// Markdown) give to the importer: the blocks of one file in order, with the
// evidence of their structure, and nothing decided.
//
//  1. Жалпы ережелер      {Kind: Line, Runs: "1. Жалпы ережелер", Place: 1}
//
//     1.1. АЖ қолдану        {Kind: Line, Gap: 1, Runs: "1.1. АЖ қолдану", Place: 3}
//     келісім білдіреді.     {Kind: Line, Runs: "келісім білдіреді.", Place: 4}
//
// A reader keeps every word of its source once and in order: in Runs, in a
// Label, in a cell or in a note. What it had to leave out or to convert it says
// in findings of its own.
package blocks

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// Source is one file as its reader saw it.
type Source struct {
	Blocks []Block
	// Notes are footnotes and endnotes in the order of their first mark; a Run
	// names its note by the index. A note without a mark stands behind all others.
	Notes []Note
	// Paged reports that the source shows where its pages end, be it one page alone.
	Paged bool
	// Web reports that the source is a web page: what a site shows around a text may be
	// among its blocks.
	Web bool
	// Mail reports that the source is a mail: a greeting and a signature may be among its blocks.
	Mail bool
}

// Rewrite changes all words by f, which sees them run by run.
func (s *Source) Rewrite(f func(string) string) {
	rewrite(s.Blocks, f)
	for _, n := range s.Notes {
		rewrite(n.Blocks, f)
	}
}

func rewrite(all []Block, f func(string) string) {
	for i := range all {
		b := &all[i]
		b.Label = f(b.Label)
		for k := range b.Runs {
			b.Runs[k].Text = f(b.Runs[k].Text)
		}
		for _, row := range b.Rows {
			for _, c := range row.Cells {
				rewrite(c.Paragraphs, f)
			}
		}
	}
}

// Kind is what a block is in its source.
type Kind uint8

// The kinds of blocks.
const (
	// Paragraph is a whole paragraph, as its source marks it (Word, HTML).
	Paragraph Kind = iota
	// Line is one line as its source broke it (text): whether a paragraph goes on
	// in the next line is for the importer to decide.
	Line
	// Table has Rows and no Runs.
	Table
)

// Unknown says of a Gap that the source has no blank lines that could tell.
const Unknown = -1

// Block is one paragraph, line or table. The zero values of the evidence mean
// that the source says nothing.
type Block struct {
	Kind  Kind
	Runs  []Run
	Rows  []Row
	Place Place
	// Gap is how many blank lines stand before the block; Unknown if the source
	// does not use any.
	Gap int
	// Page reports that a page begins with this block: a form feed or a page break.
	Page bool
	// Indent is how far the first letter stands from the margin, in columns.
	Indent int
	// Centered reports that the block is centred or set to the right, Right the latter.
	Centered, Right bool
	// Linked reports that all words of the block are links, be it to places in the page.
	Linked bool
	// Apart reports that the block belongs to no block beside it: it is all of a table.
	Apart bool
	// Rule reports that a rule stands before the block.
	Rule bool
	// Capitals reports that the letters are shown as capitals, however they are stored.
	Capitals bool
	// Title reports a style that means the title of the document.
	Title bool
	// Heading is the level of a heading by style or outline level, from 1; 0: none.
	Heading int
	// Contents reports that the source marks the block as a line of a list of contents.
	Contents bool
	// List is the depth of the automatic list around the block, from 1; 0: none.
	List int
	// Label is the number or bullet that the source makes itself and shows before
	// the words ("1.1.", "а)", "•"); it is not in Runs.
	Label string
	// Quote and Code are what Markdown and HTML know of: a quotation, a text whose
	// spaces and line ends count.
	Quote, Code bool
}

// Text is the words of the block without marks, its cells joined by tabs.
func (b *Block) Text() string {
	if b.Kind != Table {
		return legal.Words(b.Runs)
	}
	var rows []string
	for _, r := range b.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Text())
		}
		rows = append(rows, strings.Join(cells, "\t"))
	}
	return strings.Join(rows, "\n")
}

// Row is one row of a table.
type Row struct {
	Cells []Cell
	Head  bool // the source marks it as a heading row
}

// Cell is one cell. A row holds as many cells as the table has columns: a cell
// that is merged into its left or upper neighbour stands there, Covered and
// without words.
type Cell struct {
	Paragraphs []Block // a table in a cell is one of them
	Covered    bool
}

// Text is the words of the cell, its paragraphs joined by one space.
func (c *Cell) Text() string {
	parts := make([]string, 0, len(c.Paragraphs))
	for i := range c.Paragraphs {
		p := &c.Paragraphs[i]
		parts = append(parts, strings.TrimSpace(p.Label+" "+p.Text()))
	}
	return strings.Join(parts, " ")
}

// Run is a piece of text in one style. "\n" is a forced line break, "\t" a tab.
type Run struct {
	Text  string
	Style legal.Style
	Link  string // its address as the source writes it; empty for none
	// Note is the index of a note in Source.Notes plus 1; Text is then its mark as
	// the source shows it ("1", "*"). 0: the run is no mark.
	Note int
}

// Words are those of the run.
func (r Run) Words() string { return r.Text }

// Note is a footnote or an endnote.
type Note struct {
	Blocks []Block
	Place  Place
}

// Place is where a block begins in its source, counted from 1. Line is the line
// of a text, or the paragraph of a Word file. Col counts characters; 0: the whole.
type Place struct{ Line, Col int }
