// Package order makes the amending order between two texts, writes it in words, reads
// one back and applies it.
//
//	в пункте 3.3 слова «три года» заменить словами «пять лет»;
//	пункт 3.1 изложить в следующей редакции: «3.1. …»;
//	после пункта 4.1 дополнить пунктом 4.1-1 следующего содержания: «4.1-1. …»;
//	пункт 5.1 исключить.
//
// # What an order says
//
// All instructions speak of the old text: of its numbers and its words. So their
// sequence means nothing, but for additions at one place, which stand in it. In
// those of Make no number of a clause has got another one when it is named. A
// clause that is named by its number is the clause with all that belongs to it; its
// own words alone are its first paragraph. Quoted text is Markdown, so that numbers,
// links and marks come back.
//
// # Law
//
//	Apply(Make(old, new), old) = new
//
// in all that a text is parsed into: kinds, numbers, words, links, marks. Make proves
// that before it returns: it writes the order, reads it and applies it, and states
// more coarsely what did not come back, at last the text as a whole.
//
// The words are messages of the catalogue orders, which reading takes its patterns
// from, too; this package knows no language.
package order

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

// Verb is what an instruction does.
type Verb int

// The verbs.
const (
	ReplaceWords Verb = iota // in a clause, words by others
	ExcludeWords             // from a clause
	AddWords                 // to a clause, behind words that stand there
	Everywhere               // replace words in all of the text
	Restate                  // a clause anew
	RestateText              // the text anew, without its title
	Add                      // clauses, behind another
	Exclude                  // a clause
	Renumber                 // a unit
	Unnumber                 // a unit: it has no number any more
	Move                     // a clause, behind another
	AddColumn                // to a table, as its n-th column
	Swap                     // two units or two sentences change places. Only in orders that were read
	AddFootnote              // to words of a clause
)

// Ref is a unit of the old text.
type Ref struct {
	Index int  // in its units; -1: the beginning of the text
	Own   bool // without the units that belong to it
	Under bool // a heading without a number with all that stands under it: an annex

	// A cell of a row, or a sentence of a paragraph, from 1; 0: all of it. The last
	// sentence is -1. Sentences are in orders that were read alone.
	Cell, Sentence int
	Table          bool // with Cell: that column of the table of which Index is the first row
}

// Words are words and what takes their place, as Markdown.
type Words struct{ Old, New string }

// Instruction is one thing that an order says.
type Instruction struct {
	Verb     Verb
	Target   Ref     // of all verbs but Everywhere, RestateText and Add
	After    Ref     // Add and Move: what it stands behind; Swap: the other one
	Inside   bool    // Add: After is the clause to which it belongs, and its number is its place
	Free     bool    // Add: its number alone is its place
	Heading  bool    // Add: the number that Text begins with is that of a heading, «разделом 3». Only in orders that were read
	Level    int     // Add: of the heading without a number that Text begins with, «заголовком»; 0: it begins with none. Only in orders that were read
	Words    []Words // one; Everywhere: one or more; ReplaceWords: two if they change places. Only in orders that were read
	Text     string  // Restate, RestateText, Add, AddColumn, AddFootnote: Markdown
	Number   string  // Renumber: the new label's number, as in legal.Label.Number; AddFootnote: its number or stars
	Label    string  // Renumber: the new label, «1-бап.», if it is of another form than the old one
	As       string  // with Label: the word for a unit with such a label, one of naming.Words
	What     string  // Add: what is added, in words; read back it means nothing
	Forms    bool    // with Words: each form of them, «в соответствующих падежах». Only in orders that were read
	Behind   string  // ReplaceWords, ExcludeWords and Everywhere: the words that stand right before those. Only in orders that were read
	Before   bool    // AddWords: before the words of the text, or of a sentence, not behind them. Only in orders that were read
	Often    bool    // ReplaceWords and ExcludeWords: wherever they stand in the target. Only in orders that were read
	Nth      int     // Add: of the paragraph in its clause, «абзацем вторым»; 0: the order does not count it. Only in orders that were read
	Footnote bool    // Exclude: with its mark in the text. Only in orders that were read
	Line     int     // of an order that was read, from 1

	typed string // Text without the number signs of headings that reading puts back; empty if it is Text
}

// Order is an amending order.
type Order struct {
	Title        string // of the text that it amends; may be empty
	Instructions []Instruction

	said []Line  // by speaker, if Make made it
	by   Printer // who said it
}

// Read parses a file as the text that orders speak of. l says how it is numbered
// and cited; it may be nil.
func Read(path string, lang legal.Lang, data []byte, l *language.Language) (*legal.Text, diag.List) {
	t, found := source.ParseText(path, lang, data, false)
	units, more := markdown.Parse(markdown.Input{Path: path, Source: t.Source, Body: t.Body, Title: t.Title,
		At: diag.Pos{File: path, Line: 1, Col: 1}, Loose: true, Language: l})
	t.Units = units
	return t, append(found, more...)
}
