package check

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// spacesRule: one space stands between words (spaces-double), none before a comma
// or dot or inside brackets (space-before), and a dash has one on both sides or on none
// (space-before.missing).
func spacesRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind == legal.Title {
				continue
			}
			e.doubled(p)
			if strings.Contains(p.s, " ") {
				e.beforeMark(p)
			}
			if p.has&dash != 0 {
				e.besideDash(p)
			}
		}
	}
}

// doubled looks for it in the source: in the text every run of spaces is one.
func (e *Edition) doubled(p *passage) {
	for _, r := range p.doubles() {
		e.found.Add(diag.SpacesDouble, p.offset(r.from), nil)
	}
}

// doubles returns the runs of spaces between words as ranges of the source.
func (o *origin) doubles() (out []word) {
	src, from := o.text.Source, o.body()
	for at := from; at < o.unit.End; {
		i := nextDouble(src[at:o.unit.End])
		if i < 0 {
			break
		}
		i += at
		end := i
		for end < o.unit.End && (src[end] == ' ' || bytes.HasPrefix(src[end:], []byte("\u00a0"))) {
			end++
			if src[end-1] == 0xc2 {
				end++
			}
		}
		at = end
		if i > from && end < o.unit.End && between(src[i-1], src[end], o.unit.Kind == legal.Row) && !inCode(src[from:i]) && lineHasWords(src[from:i]) {
			out = append(out, word{i, end})
		}
	}
	return out
}

// nextDouble returns where two spaces or no-break spaces stand, or -1.
func nextDouble(s []byte) int {
	best := -1
	for _, pair := range []string{"  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0"} {
		if i := bytes.Index(s, []byte(pair)); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	return best
}

// between reports whether spaces between two bytes separate words: not at the
// ends of a line, nor at the edges of a table's cells.
func between(before, after byte, row bool) bool {
	return before != '\n' && after != '\n' && !(row && (before == '|' || after == '|'))
}

func inCode(s []byte) bool { return bytes.Count(s, []byte("`"))%2 == 1 }

// lineHasWords reports whether words stand before on the line: else the spaces
// indent it.
func lineHasWords(s []byte) bool {
	s = s[bytes.LastIndexByte(s, '\n')+1:]
	return len(bytes.Trim(s, " \t>-*")) > 0
}

// astray is a space of a passage that stands where none may.
type astray struct {
	at, size int
	mark     rune // before it, if after is set, else behind it
	after    bool
}

// astray gives the spaces before a mark that closes, and those behind one that opens.
func (p *passage) astray() (out []astray) {
	for i := 0; i < len(p.s); i++ {
		if p.s[i] != ' ' && !strings.HasPrefix(p.s[i:], "\u00a0") {
			continue
		}
		size := 1
		if p.s[i] != ' ' {
			size = 2
		}
		if i == 0 || i+size >= len(p.s) {
			continue
		}
		before, after := p.before(i), p.after(i+size)
		bad := rune(0)
		switch after {
		case ',', ';':
			bad = after
		case '.', ':', '!', '?':
			next, _ := utf8.DecodeRuneInString(p.s[i+size+1:])
			if i+size+1 == len(p.s) || isSpace(next) || next == '»' || next == ')' {
				bad = after
			}
		case ')', '»', ']':
			bad = after
		}
		if bad != 0 && !(unicode.IsLetter(before) || unicode.IsDigit(before) || before == '»' || before == ')' || before == '"') {
			bad = 0 // « – ,», «… .»: something was left out on purpose
		}
		if bad != 0 {
			out = append(out, astray{i, size, bad, false})
		} else if before == '(' || before == '«' || before == '[' {
			if unicode.IsLetter(after) || unicode.IsDigit(after) {
				out = append(out, astray{i, size, before, true})
			}
		}
	}
	return out
}

// straySpaces are the spaces before marks, and behind those that open, as ranges of the source:
// those whose other side is that mark there, too, on the same line and outside of code.
func (p *passage) straySpaces() (out []word) {
	src := p.text.Source
	for _, a := range p.astray() {
		from := p.source(a.at)
		if from < 0 {
			continue
		}
		to := from
		for to < p.unit.End && isSpace(rune(src[to])) && src[to] != '\n' || bytes.HasPrefix(src[to:p.unit.End], []byte("\u00a0")) {
			if to++; src[to-1] == 0xc2 {
				to++
			}
		}
		mark := []byte(string(a.mark))
		beside := bytes.HasPrefix(src[to:p.unit.End], mark)
		if a.after {
			beside = bytes.HasSuffix(src[:from], mark) && to < p.unit.End && src[to] != '\n'
		}
		if to > from && beside && !inCode(src[p.body():from]) {
			out = append(out, word{from, to})
		}
	}
	return out
}

// beforeMark looks for a space before a mark that closes, or after one that opens.
func (e *Edition) beforeMark(p *passage) {
	for _, a := range p.astray() {
		variant := ""
		if a.after {
			variant = "after"
		}
		warn(&e.found, diag.SpaceBefore, variant, p.pos(a.at), diag.Args{"mark": string(a.mark)})
	}
}

// besideDash looks for a dash between words that has a space on one side alone.
func (e *Edition) besideDash(p *passage) {
	for i, r := range p.s {
		if r != '–' && r != '—' || i == 0 {
			continue
		}
		end := i + utf8.RuneLen(r)
		before, after := p.before(i), p.after(end)
		if end == len(p.s) || p.linked(i) != nil || p.quoted(i) {
			continue
		}
		if isSpace(before) && unicode.IsLetter(after) && wordBefore(p.s[:i]) {
			warn(&e.found, diag.SpaceBefore, "missing", p.pos(i), diag.Args{"mark": string(r)})
		}
		if unicode.IsLetter(before) && unicode.IsLetter(after) && joinsNot(p, i, end) {
			warn(&e.found, diag.SpaceBefore, "missing", p.pos(i), diag.Args{"mark": string(r)})
		}
		if unicode.IsLetter(before) && isSpace(after) && !p.cutWord(end) {
			warn(&e.found, diag.SpaceBefore, "missing-before", p.pos(i), diag.Args{"mark": string(r)})
		}
	}
}

// joinsNot reports whether the dash between two places stands between words of which one is
// no end of a range: «рассказа–не», not «Алматы–Астана».
func joinsNot(p *passage, from, end int) bool {
	prose := p.lang.Prose()
	for i, w := range p.words {
		if w.from != end || i == 0 || p.words[i-1].to != from {
			continue
		}
		a, b := p.small(p.words[i-1]), p.small(w)
		_, asks := p.governs(i)
		return p.of(w) == b && (prose.Spelling.Not.Has(b) || prose.And.Has(b) || prose.Force.Negation.Has(b) || asks > 0 && !p.lang.Final || p.lang.Lexicon().Predicate(b) || prose.This.Has(b)) ||
			p.lang.Lexicon().Predicate(a)
	}
	return false
}

// wordBefore reports whether a word, perhaps with a mark, stands before a space at the end.
func wordBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \u00a0"))
	return isWordRune(r) || r == ')' || r == '»'
}

// cutWord reports whether «и» or «или» stands behind a dash at a place, as in «одно– и
// двухместный».
func (p *wording) cutWord(at int) bool {
	for _, w := range p.words {
		if w.from >= at {
			return p.lang.Prose().And.Has(p.small(w))
		}
	}
	return false
}
