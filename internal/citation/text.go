package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Text is what must be known of a text to read its citations: the names that it
// gives itself, and the numbers of its units.
type Text struct {
	lang    *language.Language
	units   []legal.Unit
	self    map[int]bool // words for acts that mean the text: «Соглашение»
	title   []string     // the words of its title, in small letters
	parties []string     // names that it defines for anything else, without their endings
	found   map[key]int  // unit by number; several if more than one has it
	above   map[key]bool // numbers under which others stand: 2 for 2.1
	raised  bool         // a number is written with raised figures: «Статья 15¹»
	scopes  []int        // per unit: what numbers begin anew in, the unit or one around it; -1: the text
}

// key names a unit by its number: a decimal one within an article, an item within
// its clause.
type key struct {
	form   legal.Form
	within int // index of a unit, -1 for the text
	number string
}

const several = -1

// Read makes ready to read the citations of a text. The units must have their
// outline; they are kept, not changed. A nil language cites nothing.
func Read(l *language.Language, units []legal.Unit) *Text {
	t := &Text{lang: l, units: units, self: map[int]bool{}, found: map[key]int{}, above: map[key]bool{}, scopes: make([]int, len(units))}
	if l == nil {
		return t
	}
	for i := range units {
		t.index(i)
	}
	t.names()
	return t
}

func (t *Text) index(i int) {
	u := &t.units[i]
	scope := -1
	if u.Parent >= 0 {
		scope = t.scopes[u.Parent]
	}
	if f := u.Label.Form; f != legal.NoLabel && !u.Verbatim {
		if u.Section {
			f = legal.Roman // it is cited as a part or chapter
		}
		t.raised = t.raised || strings.ContainsAny(u.Label.Text, legal.RaisedFigures)
		k := key{f, -1, Number(u)}
		switch f {
		case legal.Decimal:
			k.within = scope
			for n := k.number; strings.Contains(n, "."); {
				n = n[:strings.LastIndexByte(n, '.')]
				t.above[key{f, scope, n}] = true
			}
		case legal.Paren, legal.Letter:
			k.within = u.Parent
		}
		if _, twice := t.found[k]; twice {
			t.found[k] = several
		} else {
			t.found[k] = i
		}
		if u.Anew {
			scope = i
		}
	}
	t.scopes[i] = scope
}

// Number is the number by which citations name a unit, in digits but for a letter:
// "2.1", "5" for "5-бап", "4" for "IV.", "а"; empty if it has none.
func Number(u *legal.Unit) string {
	if u.Label.Form == legal.Letter {
		return strings.ToLower(u.Label.Number())
	}
	return u.Label.Decimal()
}

// introduction is how many units of a text may define its own name.
const introduction = 12

// names finds what the text calls itself: the noun of its title, and what it defines
// after «настоящее …» or «осы …». Other names that it defines are parties.
func (t *Text) names() {
	last := 0
	for i := range t.units {
		if t.units[i].Verbatim || t.units[i].Kind == legal.Code {
			continue
		}
		title := t.units[i].Kind == legal.Title
		if !title && i > introduction {
			break
		}
		if !title && !t.defines(&t.units[i]) {
			continue
		}
		p := &parser{text: t, lang: t.lang, s: t.units[i].Plain()}
		p.scan()
		if title {
			for k := range p.toks {
				if !p.isWord(k) {
					continue
				}
				t.title = append(t.title, strings.ToLower(p.spell(k)))
				if a := w(p.wordAt(k)); a.Act > 0 && !a.Shared && (last == 0 || t.lang.Final) {
					last = a.Act
				}
			}
			if last > 0 {
				t.self[last] = true
			}
			continue
		}
		t.defined(p)
	}
}

// defines reports whether a unit may define a name.
func (t *Text) defines(u *legal.Unit) bool {
	for _, r := range u.Runs {
		if t.lang.Defines(r.Text) {
			return true
		}
	}
	return false
}

// defined reads the names that a paragraph defines.
func (t *Text) defined(p *parser) {
	own, noun := false, 0 // «настоящее» stands before, and no name since; the first act behind it
	for k := range p.toks {
		switch {
		case p.is(k, ".;"):
			own = false
		case p.wordAt(k).Is(language.This):
			own, noun = true, 0
		case own && noun == 0 && w(p.wordAt(k)).Act > 0:
			noun = w(p.wordAt(k)).Act
		case p.wordAt(k).Is(language.Hereinafter):
			for j := k + 1; j < min(k+6, len(p.toks)) && !p.is(j, ")."); j++ {
				if !p.toks[j].capital {
					continue
				}
				a := w(p.wordAt(j)).Act
				if a > 0 && own && (noun == 0 || noun == a) {
					t.self[a] = true
				} else if a == 0 {
					t.parties = append(t.parties, stem(p.spell(j)))
				} else if own || !t.titled(p.spell(j)) {
					delete(t.self, a) // «Закон …» is another act from here on
				}
				break
			}
			own = false
		}
	}
}

// stem is a word in small letters without what an ending may change.
func stem(word string) string {
	s := strings.ToLower(word)
	n := utf8.RuneCountInString(s)
	for range min(2, max(0, n-3)) {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

func (t *Text) party(word string) bool {
	for _, s := range t.parties {
		if s != "" && strings.HasPrefix(strings.ToLower(word), s) {
			return true
		}
	}
	return false
}

// titled reports whether a word stands in the title, in whatever form.
func (t *Text) titled(word string) bool {
	s := firstRunes(strings.ToLower(word), 5)
	for _, w := range t.title {
		if s != "" && strings.HasPrefix(w, s) || s == "" && strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// isLetter reports whether a number is a letter and not digits.
func isLetter(number string) bool {
	r, _ := utf8.DecodeRuneInString(number)
	return unicode.IsLetter(r)
}

// firstRunes is the first n letters of s; empty if it has fewer.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	if n > 0 || utf8.RuneCountInString(s) == 0 {
		return ""
	}
	return s
}
