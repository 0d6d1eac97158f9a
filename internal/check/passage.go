package check

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// passage is the wording of one unit, or of the front matter's summary, as the
// rules about words read it.
type passage struct {
	lang *language.Language
	// cites finds what the passages of the text cite.
	cites *citation.Text
	text  *legal.Text
	unit  *legal.Unit // nil for the summary
	at    int         // index of the unit; -1 for the summary
	// s is the unit's plain text. Code is one U+FFFC: nobody's spelling.
	s     string
	lower string // s in small letters, byte for byte at the same places
	words []word
	links []linkSpan
	has   marks // that stand in it
	near  *near // what looks like a number where it begins; nil: nothing
}

// marks is a set of kinds of characters.
type marks uint8

const (
	digit marks = 1 << iota
	quote
	bracket
	dash
	other // what a placeholder is made of: _ [ { ?
)

func markOf(r rune) marks {
	switch r {
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return digit
	case '«', '»', '“', '”', '„', '"':
		return quote
	case '(', ')':
		return bracket
	case '[', ']', '{':
		return bracket | other
	case '-', '–', '—':
		return dash
	case '_', '?':
		return other
	}
	return 0
}

// word is a run of letters of a passage: s[from:to].
type word struct{ from, to int }

type linkSpan struct {
	from, to int
	link     *legal.Link
}

const codeMark = '\uFFFC'

// passages reads a text: its summary first, then its units. What was refused and
// code has none.
func passages(lang *language.Language, t *legal.Text) []passage {
	out := make([]passage, 0, len(t.Units)+1)
	cites := citation.Read(lang, t.Units)
	if t.Changes != "" {
		p := passage{lang: lang, cites: cites, text: t, at: -1, s: t.Changes}
		p.read()
		out = append(out, p)
	}
	for i := range t.Units {
		u := &t.Units[i]
		if u.Verbatim || u.Kind == legal.Code {
			continue
		}
		p := passage{lang: lang, cites: cites, text: t, unit: u, at: i}
		p.flatten()
		p.read()
		out = append(out, p)
	}
	if lang != nil {
		findNear(out, lang.Labels())
	}
	return out
}

// flatten takes the words of the unit, and where its links stand in them.
func (p *passage) flatten() {
	flat := legal.Flatten(p.unit)
	plain := func(s legal.Span) bool { return s.Run == nil || s.Run.Link == nil && s.Run.Style&legal.CodeSpan == 0 }
	if !slices.ContainsFunc(flat.Spans, func(s legal.Span) bool { return !plain(s) }) {
		p.s = flat.Text
		return
	}
	var b strings.Builder
	for _, s := range flat.Spans {
		from := b.Len()
		if s.Run != nil && s.Run.Style&legal.CodeSpan != 0 {
			b.WriteRune(codeMark)
		} else {
			b.WriteString(flat.Text[s.Start:s.End])
		}
		if s.Run == nil || s.Run.Link == nil {
			continue
		}
		if n := len(p.links); n > 0 && p.links[n-1].link == s.Run.Link {
			p.links[n-1].to = b.Len()
		} else {
			p.links = append(p.links, linkSpan{from, b.Len(), s.Run.Link})
		}
	}
	p.s = b.String()
}

func (p *passage) read() {
	if p.lower = strings.ToLower(p.s); len(p.lower) != len(p.s) {
		p.lower = p.s
	}
	p.words = make([]word, 0, len(p.s)/12+1)
	from := -1
	for i := 0; i < len(p.s); {
		c, size := rune(p.s[i]), 1
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(p.s[i:])
			letter = c >= 0x400 && c < 0x530 && c != 0x482 || unicode.IsLetter(c) || unicode.Is(unicode.Mn, c) && from >= 0
		}
		if !letter {
			p.has |= markOf(c)
		}
		switch {
		case letter && from < 0:
			from = i
		case !letter && from >= 0:
			p.words = append(p.words, word{from, i})
			from = -1
		}
		i += size
	}
	if from >= 0 {
		p.words = append(p.words, word{from, len(p.s)})
	}
}

// of returns a word's letters.
func (p *passage) of(w word) string { return p.s[w.from:w.to] }

// small returns a word in small letters.
func (p *passage) small(w word) string { return p.lower[w.from:w.to] }

// linked returns the link that covers a place, or nil.
func (p *passage) linked(at int) *legal.Link {
	for _, l := range p.links {
		if l.from <= at && at < l.to {
			return l.link
		}
	}
	return nil
}

// pos is the place in the source of byte at of the passage. The letters of a
// unit stand in its source in order, so a walk over both finds it; where it
// cannot (an accent in two code points) the place is the unit's.
func (p *passage) pos(at int) diag.Pos {
	if p.unit == nil || p.unit.Kind == legal.Title {
		key := "title"
		if p.unit == nil {
			key = "changes"
		}
		if pos, ok := p.text.Positions[key]; ok {
			return p.within(pos, at)
		}
		return diag.Pos{File: p.text.Path, Line: 1, Col: 1}
	}
	src, i := p.text.Source[:p.unit.End], p.body()
	for j, r := range p.s {
		if j > at {
			break
		}
		n := find(src, i, r)
		if n < 0 {
			return p.unit.Pos
		}
		if j == at {
			return p.offset(n)
		}
		_, size := utf8.DecodeRune(src[n:])
		i = n + size
	}
	if at >= len(p.s) {
		return p.offset(i)
	}
	return p.unit.Pos
}

// body is where the words of the unit begin in the source, behind its marks and label.
func (p *passage) body() int {
	rest := p.text.Source[p.unit.Start:p.unit.End]
	if p.unit.Kind == legal.Heading {
		rest = bytes.TrimLeft(rest, "# \t")
	}
	rest = bytes.TrimPrefix(rest, []byte(p.unit.Label.Text))
	return p.unit.End - len(rest)
}

// within is the place in a value of the front matter that stands on one line as
// it is shown; else the value's.
func (p *passage) within(pos diag.Pos, at int) diag.Pos {
	lines := bytes.SplitN(p.text.Source, []byte("\n"), pos.Line+1)
	if len(lines) < pos.Line {
		return pos
	}
	line := string(lines[pos.Line-1])
	if i := strings.Index(line, p.s); i >= 0 {
		pos.Col = utf8.RuneCountInString(line[:i+at]) + 1
	}
	return pos
}

// find returns where rune r stands in src from i on, not in a link's destination.
func find(src []byte, i int, r rune) int {
	space := unicode.IsSpace(r)
	for i < len(src) {
		c, size := utf8.DecodeRune(src[i:])
		if c == r || space && unicode.IsSpace(c) || r == codeMark && c == '`' {
			return i
		}
		if c == ']' && i+1 < len(src) && src[i+1] == '(' {
			depth := 0
			for i++; i < len(src); i++ {
				if src[i] == '(' {
					depth++
				} else if src[i] == ')' {
					if depth--; depth == 0 {
						break
					}
				}
			}
		}
		i += size
	}
	return -1
}

// offset is the position of a byte of the unit's source.
func (p *passage) offset(i int) diag.Pos {
	pos := p.unit.Pos
	for _, c := range string(p.text.Source[p.unit.Start:i]) {
		if pos.Col++; c == '\n' {
			pos.Line, pos.Col = pos.Line+1, 1
		}
	}
	return pos
}

// before and after are the runes beside a place; utf8.RuneError at the ends.
func (p *passage) before(at int) rune {
	r, _ := utf8.DecodeLastRuneInString(p.s[:at])
	return r
}

func (p *passage) after(at int) rune {
	r, _ := utf8.DecodeRuneInString(p.s[at:])
	return r
}

func isSpace(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' }

// isCyrillic reports whether r is a Cyrillic letter.
func isCyrillic(r rune) bool { return r >= 0x400 && r < 0x530 }
func isLatin(r rune) bool {
	return r < 0x80 && 'a' <= r|0x20 && r|0x20 <= 'z' || r >= 0xc0 && r < 0x250 || r == 'ə' || r == 'ɵ'
}

// hasAny reports whether s begins with one of the beginnings.
func hasAny(s string, beginnings ...string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}

// containsAny reports whether one of the parts stands in s.
func containsAny(s string, parts ...string) bool {
	for _, x := range parts {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}
