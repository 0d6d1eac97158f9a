package citation

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// token is a word, a number or a mark of a text; white space is between tokens.
type token struct {
	kind     kind
	from, to int
	space    bool // white space stands before it
	capital  bool // a word that begins with a capital
	caps     bool // a word of two capitals or more, and no small letter
	mark     rune // of a mark
	word     *language.Word
}

type kind uint8

const (
	mark   kind = iota
	word        // letters, joined over hyphens and apostrophes
	number      // what could be a unit's: 2, 3-1, 4.2-1
	figure      // any other digits: 2026, 01.12.2026, 3,5
	letter      // a letter that brackets or quotation marks make a label: а), «а»
)

// candidate reports whether a text may hold a citation: it has a digit, a Roman
// numeral's letter, or a letter with a bracket or in quotation marks. Most texts
// have none and are read no further.
func candidate(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == 'I', c == 'V', c == 'X':
			return true
		case c == ')' || c == '"': // а), "а"
			if r, n := utf8.DecodeLastRuneInString(s[:i]); unicode.IsLetter(r) {
				if r, _ = utf8.DecodeLastRuneInString(s[:i-n]); !unicode.IsLetter(r) {
					return true
				}
			}
		case c == 0xBB && i > 4 && s[i-1] == 0xC2: // «а»
			if r, n := utf8.DecodeLastRuneInString(s[:i-1]); unicode.IsLetter(r) && strings.HasSuffix(s[:i-1-n], "«") {
				return true
			}
		case c == 0x86 && i > 0 && s[i-1] == 0xD0: // Cyrillic І
			return true
		}
	}
	return false
}

// scan cuts the text into tokens.
func (p *parser) scan() {
	s := p.s
	p.toks = make([]token, 0, len(s)/10+8)
	space := false
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if unicode.IsSpace(r) {
			space, at = true, at+n
			continue
		}
		t := token{from: at, space: space, mark: r}
		space = false
		switch {
		case '0' <= r && r <= '9':
			t.kind, at = p.digits(at)
		case isAlpha(r):
			t.kind = word
			at = p.letters(&t, at)
		default:
			at += n
		}
		t.to = at
		p.toks = append(p.toks, t)
	}
}

// isAlpha is unicode.IsLetter, quick for the letters that texts are made of.
func isAlpha(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return 'А' <= r && r <= 'я' || unicode.IsLetter(r)
}

// digits reads the figure at a place.
func (p *parser) digits(from int) (kind, int) {
	s, at := p.s, from+p.numberLen(p.s[from:])
	after, _ := utf8.DecodeRuneInString(s[at:])
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	next := byte(0)
	if at+1 < len(s) {
		next = s[at+1]
	}
	digit := '0' <= next && next <= '9'
	dot := strings.Contains(s[from:at], ".")
	last := len(p.toks) - 1
	switch before { // «п.2.7», «2.1,2.2»
	case '.':
		if last > 0 && p.toks[last-1].kind == word && p.glued(last) {
			before = ' '
		}
	case ',':
		if last > 0 && p.toks[last-1].kind == number && p.glued(last) {
			before = ' '
		}
	}
	if at > from && !unicode.IsLetter(after) && !unicode.IsDigit(after) && after != '/' && !((after == ',' && !dot || after == '.') && digit) &&
		!strings.ContainsRune("-./,", before) && !unicode.IsLetter(before) {
		return number, at
	}
	for at < len(s) && (s[at] >= '0' && s[at] <= '9' || strings.IndexByte(".,/:-", s[at]) >= 0 && at+1 < len(s) && s[at+1] >= '0' && s[at+1] <= '9') {
		at++
	}
	return figure, max(at, from+1)
}

// numberLen is the length of the number that s begins with: "2", "3-1", "4.2-1".
// Raised figures belong to it, «15¹», if a unit of the text has such a number; else
// they are the mark of a note.
func (p *parser) numberLen(s string) int {
	n := partLen(s)
	for n > 0 && n < len(s) && (s[n] == '.' || s[n] == '-') {
		more := partLen(s[n+1:])
		if more == 0 {
			break
		}
		n += 1 + more
	}
	if n > 0 && p.text != nil && p.text.raised {
		_, more := legal.Raised(s[n:])
		n += more
	}
	return n
}

// inserted writes raised figures as the number that was inserted: "15-1" for "15¹".
func inserted(s string) string {
	at := strings.IndexAny(s, legal.RaisedFigures)
	if at < 0 {
		return s
	}
	n, _ := legal.Raised(s[at:])
	return s[:at] + "-" + strconv.Itoa(n)
}

// partLen counts the digits that s begins with, up to three, the first not 0.
func partLen(s string) (n int) {
	for n < min(3, len(s)) && '0' <= s[n] && s[n] <= '9' && s[0] != '0' {
		n++
	}
	return n
}

// letters reads the word at a place, or the letter of a list.
func (p *parser) letters(t *token, from int) int {
	s, at, runes, capitals := p.s, from, 0, 0
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !isAlpha(r) && (r < 0x80 || !unicode.Is(unicode.Mn, r)) {
			if r == '-' || r == '\'' || r == '’' {
				if next, _ := utf8.DecodeRuneInString(s[at+n:]); runes > 0 && isAlpha(next) {
					at += n
					continue
				}
			}
			break
		}
		if !('а' <= r && r <= 'я') && unicode.IsUpper(r) {
			capitals++
			t.capital = t.capital || runes == 0
		}
		runes++
		at += n
	}
	t.caps = capitals > 1 && capitals == runes
	if runes > 1 {
		t.word = p.lang.Word(s[from:at])
		return at
	}
	end := at
	if strings.HasPrefix(s[at:], "-") {
		end = at + 1 + p.numberLen(s[at+1:])
	}
	if quoted := strings.HasPrefix(s[at:], "»") && strings.HasSuffix(s[:from], "«") || strings.HasPrefix(s[at:], `"`) && strings.HasSuffix(s[:from], `"`); quoted {
		t.kind = letter
	} else if strings.HasPrefix(s[end:], ")") && end != at+1 {
		t.kind = letter
		return end
	} else {
		t.word = p.lang.Word(s[from:at])
	}
	return at
}

// roman returns the value of a Roman numeral, or 0.
func (p *parser) roman(i int) int {
	if t := &p.toks[i]; t.kind == word {
		return legal.RomanValue(p.s[t.from:t.to])
	}
	return 0
}

// is reports whether a token is one of some marks.
func (p *parser) is(i int, marks string) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].kind == mark && strings.ContainsRune(marks, p.toks[i].mark)
}

// glued reports whether a token stands directly behind the one before it.
func (p *parser) glued(i int) bool { return i > 0 && i < len(p.toks) && !p.toks[i].space }

func (p *parser) wordAt(i int) *language.Word {
	if i < 0 || i >= len(p.toks) {
		return nil
	}
	return p.toks[i].word
}

func (p *parser) isWord(i int) bool { return i >= 0 && i < len(p.toks) && p.toks[i].kind == word }

// ordinary reports whether a token is a word in small letters that does nothing in
// a citation, such as the noun that a number counts: «3 дня».
func (p *parser) ordinary(i int) bool {
	return p.isWord(i) && !p.toks[i].capital && p.toks[i].word == nil && !p.lang.Attributes(p.s[p.toks[i].from:p.toks[i].to])
}
