package importer

import (
	"slices"
	"strings"

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
	} else if t.alternates() {
		t.takeTurns(alternating)
	} else if at, before, behind := secondLanguage(source, all); before == lang {
		t.takePart(at, true, behind)
	} else if behind == lang {
		t.takePart(at, false, before)
	}
	return t.found
}

// leave tells that from a block on words in another language are left out.
func (t *tongues) leave(b blocks.Block, is legal.Lang) {
	t.found = append(t.found, told(diag.ImportLanguage, "left", t.pos(&b), diag.Args{"language": t.lang, "is": is}, 0, 0))
}

func (t *tongues) pos(b *blocks.Block) diag.Pos {
	return diag.Pos{File: t.name, Line: b.Place.Line, Col: b.Place.Col}
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

// halves are the two columns of a table that hold its words, and the words of each; texts are
// nil if it has none, or others with words. What stands across the table is in neither.
func (t *tongues) halves(b *blocks.Block) (at [2]int, texts [2][]string) {
	if b.Kind != blocks.Table || len(b.Rows) == 0 {
		return at, texts
	}
	columns := make([][]string, len(b.Rows[0].Cells))
	for _, row := range b.Rows {
		if len(row.Cells) != len(columns) {
			return at, texts
		}
		if slices.ContainsFunc(row.Cells, func(c blocks.Cell) bool { return c.Covered }) {
			continue
		}
		for i := range columns {
			columns[i] = append(columns[i], row.Cells[i].Text())
		}
	}
	wordy := 0
	for i, texts := range columns {
		if len(columns) > 2 && t.letters(texts...) < fewLetters {
			continue
		}
		if wordy < 2 {
			at[wordy] = i
		}
		wordy++
	}
	if wordy == 2 && len(columns) <= maxColumns {
		texts = [2][]string{columns[at[0]], columns[at[1]]}
	}
	return at, texts
}

// letters counts the letters of texts.
func (t *tongues) letters(texts ...string) (n int) {
	for _, s := range texts {
		n += slices.Max(t.all.Letters(s))
	}
	return n
}

// column is the half of the file's tables that is in the language of the draft, and the
// language of the other one, empty if the file is no text in two columns. A list of words in two languages within
// a text is none. Halves of few words are two texts if their rows have the same numbers, or
// those stand in a column before them.
func (t *tongues) column() (column int, other legal.Lang) {
	var all [2][]string
	counted := false // in a column of its own
	for i := range t.source.Blocks {
		at, got := t.halves(&t.source.Blocks[i])
		counted = counted || at[0] > 0
		for k := range all {
			all[k] = append(all[k], got[k]...)
		}
	}
	left, right := t.letters(all[0]...), t.letters(all[1]...)
	a, b := t.of(all[0]...), t.of(all[1]...)
	if a == b || a != t.lang && b != t.lang || (left+right)*columnPart < t.letters(textOf(t.source)) || min(left, right) < tongue && !counted && !t.numberedAlike(all) || !speaks(all[0]) || !speaks(all[1]) {
		return 0, ""
	}
	if b == t.lang {
		return 1, a
	}
	return 0, b
}

// speaks reports whether some of the cells of a column end as parts of a text do: those of a list of
// words do not.
func speaks(column []string) bool {
	const part = 5 // a fifth
	n := 0
	for _, s := range column {
		if stopped(tidy(s), ".;:") {
			n++
		}
	}
	return n*part >= len(column) && n > 0
}

// numberedAlike reports whether two rows and more begin with the same number on both sides, and
// none with two numbers.
func (t *tongues) numberedAlike(halves [2][]string) bool {
	same := 0
	for i := range halves[0] {
		a, b := t.number(halves[0][i]), t.number(halves[1][i])
		if a != b {
			return false
		}
		if a != "" {
			same++
		}
	}
	return same > 1
}

// number is the label that a text begins with, empty for none.
func (t *tongues) number(text string) string {
	c, ok := readLabel(t.all.Of(string(t.lang)).Labels(), tidy(text))
	if mark, _ := cutBullet(text); !ok || c.how == dotted { // «г. Астана»
		return mark
	}
	return strings.TrimRight(c.typed, ".) ")
}

// takeColumn makes paragraphs of one column of each table that is in two languages. What
// stands across both columns stays, and so does a table in one language. Numbers in a column
// of their own belong to the words beside them.
func (t *tongues) takeColumn(column int, other legal.Lang) {
	var out []blocks.Block
	sure := false // a table in two languages was there: one above it is the head of the two texts
	for i := range t.source.Blocks {
		b := &t.source.Blocks[i]
		at, texts := t.halves(b)
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
		for n, row := range b.Rows {
			if n == 0 && len(row.Cells) > 2 && t.headsColumns(b, at) {
				words := tidy(strings.ReplaceAll((&blocks.Block{Kind: blocks.Table, Rows: b.Rows[:1]}).Text(), "\t", " "))
				t.found = append(t.found, told(diag.ImportFrame, "", t.pos(b), diag.Args{"text": words}, 0, 0))
				continue
			}
			out = append(out, t.half(row, at[k], at[1-k])...)
		}
	}
	t.source.Blocks = out
	t.takeTurns(translated)
}

// headsColumns reports whether the first row of a table names its columns: below it stand
// numbers, and in it none.
func (t *tongues) headsColumns(b *blocks.Block, at [2]int) bool {
	if at[0] == 0 || len(b.Rows) < 2 {
		return false
	}
	number := func(row blocks.Row) bool { return strings.ContainsAny(row.Cells[0].Text(), "0123456789") }
	return !number(b.Rows[0]) && number(b.Rows[1])
}

// half is what a row has in one of two columns, with what stands in neither before it.
func (t *tongues) half(row blocks.Row, own, other int) (out []blocks.Block) {
	if slices.ContainsFunc(row.Cells, func(c blocks.Cell) bool { return c.Covered }) {
		for _, c := range row.Cells {
			out = append(out, c.Paragraphs...)
		}
		return out
	}
	words := slices.Clone(row.Cells[own].Paragraphs)
	if left := row.Cells[other].Paragraphs; len(words) == 0 && len(left) > 0 {
		t.leave(left[0], t.of(row.Cells[other].Text()))
	}
	for i, c := range row.Cells {
		if i == own || i == other || len(c.Paragraphs) == 0 {
			continue
		}
		if text := tidy(c.Text()); i < own && len(words) > 0 && words[0].Label == "" && words[0].Kind != blocks.Table && strings.ContainsAny(text, "0123456789") {
			words[0].Label = text
			continue
		}
		out = append(out, c.Paragraphs...)
	}
	return append(out, words...)
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
