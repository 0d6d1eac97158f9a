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

// passage is one unit, or the front matter's summary, as the rules about words
// read it: its wording, the source that it comes from, and what stands in it.
type passage struct {
	wording
	origin
	// cites finds what the passages of the text cite.
	cites *citation.Text
	links []linkSpan
	near  *near // what looks like a number where it begins; nil: nothing
}

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
		p := passage{wording: wordsOf(lang, t.Changes), origin: origin{text: t, at: -1}, cites: cites}
		out = append(out, p)
	}
	for i := range t.Units {
		if p, ok := passageOf(lang, t, i, cites); ok {
			out = append(out, p)
		}
	}
	if lang != nil {
		findNear(out, lang.Labels())
	}
	return out
}

// passageOf reads unit i of a text, apart from what looks like a number where it begins.
func passageOf(lang *language.Language, t *legal.Text, i int, cites *citation.Text) (p passage, ok bool) {
	u := &t.Units[i]
	if u.AsTyped() {
		return p, false
	}
	p.origin, p.cites = origin{text: t, unit: u, at: i}, cites
	p.wording = wordsOf(lang, p.flatten())
	return p, true
}

// flatten returns the words of the unit, and notes where its links stand in them.
func (p *passage) flatten() string {
	flat := legal.Flatten(p.unit)
	plain := func(s legal.Span) bool { return s.Run == nil || s.Run.Link == nil && s.Run.Style&legal.CodeSpan == 0 }
	if !slices.ContainsFunc(flat.Spans, func(s legal.Span) bool { return !plain(s) }) {
		return flat.Text
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
	return b.String()
}

// linked returns the link that covers a place, or nil.
func (p *passage) linked(at int) *legal.Link {
	for _, l := range p.links {
		if l.from <= at && at < l.to {
			return l.link
		}
	}
	return nil
}

// pos is the place in the source of byte at of the passage; where nobody can say
// which that is (an accent in two code points) the place is the unit's.
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
	if i := p.source(at); i >= 0 {
		return p.offset(i)
	}
	return p.unit.Pos
}

// source is the byte of the source that byte at of the unit's words comes from; -1 if
// nobody can say. The letters of a unit stand in its source in order, so a walk over both
// finds it.
func (p *passage) source(at int) int {
	src, i := p.text.Source[:p.unit.End], p.body()
	for j, r := range p.s {
		if j > at {
			break
		}
		n := find(src, i, r)
		if n < 0 || j == at {
			return n
		}
		_, size := utf8.DecodeRune(src[n:])
		i = n + size
	}
	if at >= len(p.s) {
		return i
	}
	return -1
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
