package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// file is a source on its way to drafts: what each part of the recognizer looks at and
// works on.
type file struct {
	name  string
	src   *blocks.Source
	words *language.Language
	rules *language.Labels
	signs *signs
	all   *language.Set // that the file may be in
	lines []line
	shape shape // of the lines
	found []about
	web   bool  // a browser printed it
	ends  []end // where paragraphs may end
}

// about is a finding about a paragraph; para is nil if its words are in no draft.
type about struct {
	Told
	para *para
}

func (f *file) pos(l *line) diag.Pos {
	return diag.Pos{File: f.name, Line: l.Place.Line, Col: l.Place.Col}
}

// tell adds a finding about the paragraph that begins with l.
func (f *file) tell(code diag.Code, variant string, l *line, p *para, args diag.Args) {
	f.found = append(f.found, about{told(code, variant, f.pos(l), args, 0, 0), p})
}

// numbered reports whether line j begins with a number of a clause.
func (f *file) numbered(j int) bool {
	c, ok := readLabel(f.rules, f.lines[j].text)
	return ok && c.how != bare && c.how != dotted
}

// cites reports whether the sentence of s goes on with a number: that of a citation, or
// an amount.
func (f *file) cites(s string) bool {
	if s = strings.TrimRight(s, " "); s == "№" {
		return false // of a table's head
	}
	return citation.Awaits(f.words, s) || f.signs.amounts[strings.ToLower(s[strings.LastIndexAny(s, " (\u00a0")+1:])]
}

// awaits reports whether the sentence of left goes on in right, since it cites what has a
// number or ends with a word that joins. A noun alone («Общая часть») cites nothing above a
// capital letter, such as that of the next heading.
func (f *file) awaits(left, right string) bool {
	if !f.cites(left) {
		return false
	}
	if c := opening(right); unicode.IsDigit(c) || c == '№' || unicode.IsLower(c) || strings.ContainsRune("«\"[(", firstRune(right)) {
		return true
	}
	w := f.words.Word(strings.TrimRight(left[strings.LastIndexAny(left, " (\u00a0")+1:], "."))
	return w == nil || w.Noun.Kind == language.None
}

// reads reports whether label and the words behind it read as that label.
func (f *file) reads(label legal.Label, rest string) bool {
	l, _, ok := legal.ParseLabel(f.rules, label.Text+" "+rest)
	return ok && l.Text == label.Text
}

// hangs reports whether line i stands below the words of the item that begins with line start, and not below its
// bullet, as the lines of an item do, and the one above is no short one.
func (f *file) hangs(start, i int) bool {
	const full = 0.6 // a short line ends a paragraph of the item
	first, prev, l := &f.lines[start], &f.lines[i-1], &f.lines[i]
	mark, words := cutBullet(first.Text())
	at := first.Indent + utf8.RuneCountInString(first.Text()) - utf8.RuneCountInString(strings.TrimLeft(words, " \u00a0\t"))
	return mark != "" && l.gap == 0 && l.Indent == at && (i-1 == start || prev.Indent == at) && f.shape.wraps && !f.shape.short(prev, l.text, full)
}
