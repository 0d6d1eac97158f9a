package importer

import (
	"slices"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// tongues finds one text in two languages in a file: in the two columns of tables, as
// agreements in Kazakh and Russian are written, or one behind the other. Of such a file
// only what is in the language of the draft is read, and a warning says so.
type tongues struct {
	name   string
	source *blocks.Source
	all    *language.Set
	lang   legal.Lang // of the draft
	found  []Told
}

// oneLanguage takes out of a source what is in the other language.
func oneLanguage(name string, source *blocks.Source, lang legal.Lang, all *language.Set) []Told {
	t := &tongues{name: name, source: source, all: all, lang: lang}
	if len(all.Codes()) < 2 {
		return nil
	}
	if column, other := t.column(); other != "" {
		t.takeColumn(column, other)
	} else if at, before, behind := secondLanguage(source, all); before == lang {
		t.leave(source.Blocks[at], behind)
		source.Blocks = source.Blocks[:at]
	} else if behind == lang {
		t.leave(source.Blocks[0], before)
		source.Blocks = source.Blocks[at:]
	}
	return t.found
}

// leave tells that from a block on words in another language are left out.
func (t *tongues) leave(b blocks.Block, is legal.Lang) {
	pos := diag.Pos{File: t.name, Line: b.Place.Line, Col: b.Place.Col}
	t.found = append(t.found, told(diag.ImportLanguage, "left", pos, diag.Args{"language": t.lang, "is": is}, 0, 0))
}

// of is the language that a text has for sure, be it short.
func (t *tongues) of(texts ...string) legal.Lang {
	total := make([]int, len(t.all.Codes()))
	for _, s := range texts {
		for k, n := range t.all.Letters(s) {
			total[k] += n
		}
	}
	if l := t.all.Tell(total, strange); l != nil && slices.Max(total) >= fewLetters {
		return legal.Lang(l.Code)
	}
	return ""
}

// fewLetters is how many letters tell which of two columns is in which language, and part
// of a file that a text in two columns has at least: half.
const (
	fewLetters = 12
	columnPart = 2
)

// columnTexts are the words of each of a table's two columns; nil if it has another number.
func columnTexts(b *blocks.Block) (out [2][]string) {
	if b.Kind != blocks.Table {
		return out
	}
	for _, row := range b.Rows {
		if len(row.Cells) != 2 {
			return [2][]string{}
		}
		if row.Cells[1].Covered { // it stands across
			continue
		}
		for i := range out {
			out[i] = append(out[i], row.Cells[i].Text())
		}
	}
	return out
}

// column is the column of the file's tables that is in the language of the draft, and the
// language of the other one, empty if the file is no text in two columns. A list of words in two languages within
// a text is none.
func (t *tongues) column() (column int, other legal.Lang) {
	var all [2][]string
	letters := func(texts ...string) (n int) {
		for _, s := range texts {
			n += slices.Max(t.all.Letters(s))
		}
		return n
	}
	for i := range t.source.Blocks {
		got := columnTexts(&t.source.Blocks[i])
		for k := range all {
			all[k] = append(all[k], got[k]...)
		}
	}
	left, right := letters(all[0]...), letters(all[1]...)
	a, b := t.of(all[0]...), t.of(all[1]...)
	if a == b || min(left, right) < tongue || a != t.lang && b != t.lang || (left+right)*columnPart < letters(textOf(t.source)) {
		return 0, ""
	}
	if b == t.lang {
		return 1, a
	}
	return 0, b
}

// takeColumn makes paragraphs of one column of each table that is in two languages. What
// stands across both columns stays, and so does a table in one language.
func (t *tongues) takeColumn(column int, other legal.Lang) {
	var out []blocks.Block
	sure := false // a table in two languages was there: one above it is the head of the two texts
	for i := range t.source.Blocks {
		b := &t.source.Blocks[i]
		texts := columnTexts(b)
		a, c := t.of(texts[0]...), t.of(texts[1]...)
		sure = sure || a != "" && c != "" && a != c
		if texts[0] == nil || a == c && a != "" && sure {
			out = append(out, *b)
			continue
		}
		k := column
		if a != "" && c != "" && (a == t.lang || c == t.lang) && [2]legal.Lang{a, c}[k] != t.lang {
			k = 1 - k // the columns change places
		}
		if len(t.found) == 0 {
			t.leave(*b, other)
		}
		for _, row := range b.Rows {
			cell := row.Cells[k]
			if row.Cells[1].Covered {
				cell = row.Cells[0]
			}
			if len(cell.Paragraphs) == 0 && len(row.Cells[1-k].Paragraphs) > 0 {
				t.leave(row.Cells[1-k].Paragraphs[0], t.of(row.Cells[1-k].Text()))
			}
			out = append(out, cell.Paragraphs...)
		}
	}
	t.source.Blocks = out
}

// A text of its own in a file of two languages has this many letters, and this
// part of all: one fifth.
const (
	tongue     = 80
	tonguePart = 5
)

// secondLanguage finds the block with which a file goes over from one language to the
// other for good: before it and behind it stand texts of some length, and nearly
// every longer paragraph of each is in its language. The languages are empty for a file of
// one language, with words of another here and there.
func secondLanguage(source *blocks.Source, all *language.Set) (at int, before, behind legal.Lang) {
	sums := make([][]int, len(source.Blocks)+1) // letters up to each block
	sums[0] = all.Letters("")
	if len(sums[0]) == 0 {
		return 0, "", ""
	}
	for i := range source.Blocks {
		sums[i+1] = all.Letters(source.Blocks[i].Text())
		for k := range sums[i+1] {
			sums[i+1][k] += sums[i][k]
		}
	}
	total := sums[len(source.Blocks)]
	is := func(a, b []int) legal.Lang {
		letters := make([]int, len(total))
		for k := range letters {
			letters[k] = b[k] - a[k]
		}
		if n := slices.Max(letters); n < tongue || n*tonguePart < slices.Max(total) {
			return ""
		}
		l := all.Tell(letters, strange)
		if l != all.Tell(letters, sure) {
			return "" // words of both
		}
		return legal.Lang(l.Code)
	}
	for i := range source.Blocks {
		if a, b := is(sums[0], sums[i]), is(sums[i], total); a != "" && b != "" && a != b {
			if alike(source.Blocks[:i], source.Blocks[i:], all.Of(string(a)).Labels(), all.Of(string(b)).Labels()) {
				return i, a, b
			}
			break
		}
	}
	return 0, "", ""
}

// alike reports whether two parts of a file can be one text in two languages: both have
// numbers, or both have none and are about as long. The names and addresses of those who
// sign an agreement may be in another language than its clauses.
func alike(a, b []blocks.Block, first, second *language.Labels) bool {
	measure := func(all []blocks.Block, rules *language.Labels) (numbers, letters int) {
		for i := range all {
			text := tidy(all[i].Label + " " + all[i].Text())
			letters += len(text)
			if c, ok := readLabel(rules, text); ok && c.label.Form != legal.NoLabel {
				numbers++
			}
		}
		return numbers, letters
	}
	m, length := measure(a, first)
	n, other := measure(b, second)
	return m > 0 && n > 0 || m == 0 && n == 0 && length < 2*other && other < 2*length
}

// A text is in a language for sure if it is so whether one letter in twelve may be
// another language's, or one in two hundred.
const (
	strange = 12
	sure    = 200
)
