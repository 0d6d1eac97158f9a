package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// lookalikeRule: every word is written in the letters of one alphabet
// (lookalike). A Latin «c» in a Cyrillic word cannot be seen, and breaks search,
// spelling and comparison; so does ə for ә. The hint gives the word mended.
func lookalikeRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		lang := e.Languages.Of(string(t.Lang))
		cyrillic := lang.IsCyrillic()
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit != nil && cyrillic {
				e.label(p.unit)
			}
			for i, w := range p.words {
				s := p.of(w)
				if ascii(s) && (len(s) > 1 || !cyrillic) || plain(s) && script.Roman(p.after(w.from)) == 0 {
					continue
				}
				if l := p.linked(w.from); l != nil && l.Auto {
					continue
				}
				m := mend(s, lang)
				if m.word == "" && cyrillic {
					m = lone{&p.wording, i}.mend()
				}
				if m.word == "" {
					continue
				}
				warn(&e.found, diag.Lookalike, m.variant, p.pos(w.from+m.at), m.args(s))
			}
		}
	}
}

// mended is a word with its look-alikes replaced.
type mended struct {
	word    string // "" if nothing is wrong
	variant string
	at      int // of the first wrong letter
	is, to  rune
}

func (m mended) args(word string) diag.Args {
	return diag.Args{"word": word, "letter": string(m.is), "code": codePoint(m.is), "right": string(m.to),
		"right_code": codePoint(m.to), "mended": m.word}
}

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plain reports whether a word is Cyrillic alone: it may be a Roman numeral, but
// nothing else is wrong with it.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x80 || c >= 0xc0 && (c < 0xd0 || c > 0xd4) {
			return false
		}
	}
	return true
}

// mend replaces the look-alikes of a word. The letters that have no twin tell
// which alphabet is meant; if all have one, the language does.
func mend(s string, lang *language.Language) mended {
	cyrillic := lang.IsCyrillic()
	var cyr, lat, sureCyr, sureLat, schwa int
	for _, r := range s {
		twinL, twinC := script.Cyrillic(r) != 0, script.Latin(r) != 0
		switch {
		case script.IsSchwa(r):
			schwa++
			lat++
		case script.IsCyrillic(r):
			cyr++
			if !twinC {
				sureCyr++
			}
		case script.IsLatin(r) || twinL:
			lat++
			if !twinL {
				sureLat++
			}
		}
	}
	turkicLatin := schwa > 0 && cyr == 0 && !cyrillic // Azerbaijani
	switch {
	case cyr == 0 && (schwa == 0 || sureLat > 0) || lat == 0 || turkicLatin:
		return mended{}
	case sureCyr > 0 && sureLat > 0, sureLat > 0 && ending(s, cyr): // «WhatsAppқа», «WhatsAppа»: a hyphen is missing, no letter
		return mended{}
	case sureLat > 0 || sureCyr == 0 && (lat-schwa > cyr || !cyrillic):
		return replaceAll(s, script.Latin, "cyrillic")
	}
	if abbreviated(s, lang) {
		return mended{}
	}
	m := replaceAll(s, script.Cyrillic, "")
	for _, r := range s {
		if to := script.Cyrillic(r); to != 0 && lang.IsCyrillic() && !lang.Has(unicode.ToLower(to)) {
			return mended{} // і and һ are no letters of Russian
		}
	}
	return m.own(s, lang)
}

// own puts the language's own letters for those that were typed in their place beside a
// look-alike, if the lexicon has no other word: «аkпараттық» is «ақпараттық».
func (m mended) own(s string, lang *language.Language) mended {
	typed, small := lang.Typed(), strings.ToLower(m.word)
	if typed == nil || m.at < 0 || lang.Knows(small) {
		return m
	}
	right := []rune(lang.Lexicon().Typed(typed.Fold(small)))
	is := []rune(m.word)
	if len(right) != len(is) {
		return m
	}
	for i, r := range is {
		if unicode.IsUpper(r) {
			right[i] = unicode.ToUpper(right[i])
		}
	}
	m.word, m.to = string(right), right[utf8.RuneCountInString(s[:m.at])]
	return m
}

// Mended is words with the look-alikes of each replaced, as [Fix] does.
func Mended(s string, lang *language.Language) string {
	w := wordsOf(lang, s)
	var b strings.Builder
	at := 0
	for _, x := range w.words {
		if m := mend(w.of(x), lang); m.word != "" {
			b.WriteString(s[at:x.from])
			b.WriteString(m.word)
			at = x.to
		}
	}
	return b.String() + s[at:]
}

// abbreviated reports whether a word is an abbreviation or a Roman numeral in Latin
// capitals with a Cyrillic ending: «ITов», «XXго»; «Iй» too, unless the language has a
// letter that looks like its capital.
func abbreviated(s string, lang *language.Language) bool {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' })
	n := len(s) - len(rest)
	if rest == "" || n == 0 || n == 1 && (s[0] != 'I' && s[0] != 'V' || lang.Has(script.Cyrillic(rune(s[0])))) {
		return false
	}
	return strings.IndexFunc(rest, func(r rune) bool { return !script.IsCyrillic(r) || unicode.IsUpper(r) }) < 0
}

// ending reports whether the Cyrillic letters of a word, n of them, stand together at its end.
func ending(s string, n int) bool {
	for _, r := range []rune(s)[utf8.RuneCountInString(s)-n:] {
		if !script.IsCyrillic(r) {
			return false
		}
	}
	return true
}

func replaceAll(s string, to func(rune) rune, variant string) mended {
	m := mended{at: -1, variant: variant}
	var b strings.Builder
	for i, r := range s {
		if to := to(r); to != 0 {
			if m.at < 0 {
				m.at, m.is, m.to = i, r, to
				if script.IsSchwa(r) {
					m.variant = "schwa"
				}
			}
			r = to
		}
		b.WriteRune(r)
	}
	m.word = b.String()
	return m
}

// lone is a word that may stand alone.
type lone struct {
	*wording
	i int // its place among the words
}

// mend judges a word that stands alone: «c 1 января» with a Latin c, and Roman
// numerals in Cyrillic letters.
func (l lone) mend() mended {
	w := l.words[l.i]
	s := l.of(w)
	if !ascii(s) {
		return l.roman(w, s)
	}
	if !isSpace(l.after(w.to)) || w.from > 0 && !isSpace(l.before(w.from)) {
		return mended{}
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.s[w.to:], " \u00a0"))
	r := rune(s[0])
	digit := r == 'c' && next >= '0' && next <= '9'
	word := strings.ContainsRune(l.lang.Prose().Letters, unicode.ToLower(script.Cyrillic(r)))
	lower := word && unicode.IsLower(r) && l.i > 0 && script.IsCyrillic(l.lastBefore())
	capital := word && unicode.IsUpper(r) && unicode.IsLower(next) && (l.i == 0 || strings.HasSuffix(l.s[:w.from], ". "))
	if !script.IsCyrillic(next) && !digit || !lower && !capital {
		return mended{}
	}
	return mended{word: string(script.Cyrillic(r)), variant: "", is: r, to: script.Cyrillic(r)}
}

// lastBefore is the last letter of the word before.
func (l lone) lastBefore() rune {
	r, _ := utf8.DecodeLastRuneInString(l.of(l.words[l.i-1]))
	return r
}

// roman mends a Roman numeral in Cyrillic letters: «ІІІ бөлім».
func (l lone) roman(w word, s string) mended {
	if !strings.ContainsFunc(s, func(r rune) bool { return script.IsCyrillic(r) && script.Roman(r) == 'I' }) || !romanLike(s) || utf8.RuneCountInString(s) == 1 && l.after(w.to) == '.' {
		return mended{}
	}
	if utf8.RuneCountInString(s) == 1 && !isSpace(l.after(w.to)) && l.after(w.to) != '-' {
		return mended{}
	}
	m := replaceAll(s, script.Latin, "roman")
	if m.at < 0 {
		return mended{}
	}
	return m
}

// label judges the letters of a number: «a)» in Latin, «ІІ.» in Cyrillic.
func (e *Edition) label(u *legal.Unit) {
	if u.Label.Form != legal.Letter && u.Label.Form != legal.Roman {
		return
	}
	l := u.Label.Text
	m := mended{}
	if u.Label.Form == legal.Roman {
		if m = replaceAll(l, script.Latin, "roman"); m.at < 0 {
			return
		}
	} else if latin(u.Label) && u.Label.Number() != "i" { // "(i)" is a Roman numeral
		if m = replaceAll(l, script.Cyrillic, "label"); m.at < 0 {
			return
		}
	} else {
		return
	}
	pos := u.Pos
	if u.Kind != legal.Heading {
		pos.Col += utf8.RuneCountInString(l[:m.at])
	}
	warn(&e.found, diag.Lookalike, m.variant, pos, m.args(l))
}
