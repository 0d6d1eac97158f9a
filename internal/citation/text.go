package citation

import (
	"slices"
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
	self    map[int]bool   // words for acts that mean the text: «Соглашение»
	title   []string       // the stems of the words of its title
	parties []string       // the stems of names that it defines for anything else
	found   map[key]int    // unit by number; several if more than one has it
	above   map[key]bool   // numbers under which others stand: 2 for 2.1
	raised  bool           // a number is written with raised figures: «Статья 15¹»
	annexes map[string]int // those within the text whose numbers begin anew, by number
	scopes  []int          // per unit: what numbers begin anew in, the unit or one around it; -1: the text
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
	t := &Text{lang: l, units: units, self: map[int]bool{}, found: map[key]int{}, above: map[key]bool{}, annexes: map[string]int{}, scopes: make([]int, len(units))}
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
	if u.Annex.Apart {
		scope = i
		if _, twice := t.annexes[u.Annex.Number]; twice {
			t.annexes[u.Annex.Number] = several
		} else {
			t.annexes[u.Annex.Number] = i
		}
	}
	t.scopes[i] = scope
}

// annex is the annex within the text that a group names. ok is false if it names none, or
// nobody knows which.
func (t *Text) annex(g *Group) (unit int, ok bool) {
	if t == nil || g.Kind != language.Annex || len(g.Members) != 1 {
		return 0, false
	}
	unit, ok = t.annexes[g.Members[0].Number]
	return unit, ok && unit != several
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
		if t.units[i].AsTyped() {
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
				t.title = append(t.title, p.stem(k))
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
					t.parties = append(t.parties, p.stem(j))
				} else if own || !t.titled(p.spell(j)) {
					delete(t.self, a) // «Закон …» is another act from here on
				}
				break
			}
			own = false
		}
	}
}

// stem is what the forms of a word have in common: whether two words are forms of one is
// asked by it alone.
func (t *Text) stem(word string) string { return t.lang.Stems.Stem(t.lang.Stems.Fold(word)) }

// party reports whether a word is a form of a name that the text defines for anything else.
func (t *Text) party(word string) bool { return slices.Contains(t.parties, t.stem(word)) }

// titled reports whether a form of a word stands in the title.
func (t *Text) titled(word string) bool { return slices.Contains(t.title, t.stem(word)) }

// isLetter reports whether a number is a letter and not digits.
func isLetter(number string) bool {
	r, _ := utf8.DecodeRuneInString(number)
	return unicode.IsLetter(r)
}
