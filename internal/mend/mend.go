// Package mend makes of a draft's text the one in which all is right that has one
// right answer: letters of the other alphabet in a word, line ends, spaces that
// nobody sees, numbers that lack a space. No word is changed otherwise, no clause
// comes, goes or moves: that is compared before the text is given out.
package mend

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/diff"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/source"
)

// Result is a mended text, or why there is none.
type Result struct {
	Data    []byte        // the file's bytes; no line comes or goes
	Refused *diag.Finding // the bytes are no text, which only the editor can mend
	Unsure  bool          // a mistake of the program: the text would say something else
}

// rounds are the most times that a text is gone through: a dot makes a number, which
// shows that it lacks a space, too.
const rounds = 8

// Text mends a text of a language until nothing is left that has one right answer: to
// mend the result changes nothing. name is its path.
func Text(name string, lang legal.Lang, grammar *language.Language, raw []byte) Result {
	r := once(name, lang, grammar, raw)
	for range rounds {
		next := r
		if r.Data != nil {
			next = once(name, lang, grammar, r.Data)
		}
		if next.Data == nil || bytes.Equal(next.Data, r.Data) {
			return next
		}
		r = next
	}
	return Result{Unsure: true}
}

// once mends what shows in a text as it is.
func once(name string, lang legal.Lang, grammar *language.Language, raw []byte) Result {
	old, refused := parsed(name, lang, grammar, visible(raw))
	if refused != nil {
		return Result{Refused: refused}
	}
	clean, _ := parsed(name, lang, grammar, []byte(legal.NFC(string(old.Source))))
	data := check.Fix(clean, grammar)
	mended, refused := parsed(name, lang, grammar, data)
	if refused != nil || !onlyMended(redline.Compare(grammar, old.Units, mended.Units), grammar) {
		return Result{Unsure: true}
	}
	data = markdown.Mend(input(mended, grammar))
	if marked, refused := parsed(name, lang, grammar, data); refused == nil && len(marked.Units) == len(mended.Units) {
		mended = marked
	}
	data = mended.Source
	if labelled := check.FixLabels(mended, grammar); Letters(string(labelled)) == Letters(string(data)) {
		data = labelled
	}
	return Result{Data: data}
}

// Line is what a line of a text, from 1, becomes by mending: without its end.
type Line struct {
	Line     int
	Old, New string
}

// Lines are the lines that mending changes in more than their ends.
func Lines(raw, mended []byte) []Line {
	var out []Line
	before, after := lines(raw), lines(mended)
	if len(before) != len(after) {
		return nil
	}
	for i := range before {
		if before[i] != after[i] {
			out = append(out, Line{i + 1, before[i], after[i]})
		}
	}
	return out
}

func lines(data []byte) []string { return strings.Split(string(legal.Canonical(data)), "\n") }

// visible is a file without the characters that nobody sees and that have no place in
// a text, such as soft hyphens and spaces without width.
func visible(data []byte) []byte {
	if !utf8.Valid(data) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if strings.ContainsRune("\u00ad\u200b\u2060\ufeff", r) {
			return -1
		}
		return r
	}, data)
}

// parsed reads a text; refused says why its bytes are not what a text may hold.
func parsed(name string, lang legal.Lang, grammar *language.Language, data []byte) (t *legal.Text, refused *diag.Finding) {
	t, found := source.ParseText(name, lang, data, true)
	for i, f := range found {
		if f.Code == diag.Encoding && f.Variant != "nfd" {
			return nil, &found[i]
		}
	}
	t.Units, _ = markdown.Parse(input(t, grammar))
	return t, nil
}

func input(t *legal.Text, grammar *language.Language) markdown.Input {
	return markdown.Input{Path: t.Path, Source: t.Source, Body: t.Body, Title: t.Title, Language: grammar}
}

// Letters are the letters and numbers of a text, in order: what mending a number keeps,
// and whatever else writes the same words in another form.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

// onlyMended reports whether no clause came, went or moved and no word changed but
// in look-alikes, in letters that were typed for the language's own beside one, and spaces.
func onlyMended(r *redline.Redline, grammar *language.Language) bool {
	s := r.Summary
	if s.Added+s.Removed+s.Split+s.Merged+s.Moved+s.Renumbered > 0 {
		return false
	}
	return !slices.ContainsFunc(r.Records, func(rec redline.Record) bool {
		for i, g := range rec.Segments {
			if g.Op == redline.Equal || g.Class == redline.Lookalike || g.Class == redline.Typography {
				continue
			}
			deleted := g.Op == redline.Delete && i+1 < len(rec.Segments) && rec.Segments[i+1].Text == check.Mended(g.Text, grammar)
			inserted := g.Op == redline.Insert && i > 0 && g.Text == check.Mended(rec.Segments[i-1].Text, grammar)
			if !deleted && !inserted {
				return true
			}
		}
		return false
	})
}

// Parts cuts the body of a text for an editor, see [edit.Cut]; nil if its bytes are
// no text.
func Parts(name string, lang legal.Lang, grammar *language.Language, raw []byte) []edit.Part {
	t, _ := source.ParseText(name, lang, raw, true)
	t.Units, _ = markdown.Parse(input(t, grammar))
	return edit.Cut(raw, t)
}

// Touches reports whether mending changes the word at a column, from 1.
func (l Line) Touches(col int) bool {
	from, to := l.Changed(col)
	return from < to
}

// Changed is the stretch of the old line, half-open and in runes, that mending
// changes in the word at a column, from 1; empty if it changes nothing there.
func (l Line) Changed(col int) (from, to int) {
	a, b := []rune(l.Old), []rune(l.New)
	at, after := max(col-1, 0), 0
	for after = at; after < len(a) && !unicode.IsSpace(a[after]); after++ {
	}
	for after < len(a) && unicode.IsSpace(a[after]) { // a space too many belongs to the word before it
		after++
	}
	for _, e := range diff.Edits(a, b, diff.Cost[rune]{}) {
		if e.A0 > after || e.A1 < at {
			continue
		}
		if to == 0 {
			from = e.A0
		}
		to = max(e.A1, e.A0+1)
	}
	return min(from, len(a)), min(to, len(a))
}
