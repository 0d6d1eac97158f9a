// Package citation owns the question how legal prose cites: which words of a
// running text name a provision, of which act, and which unit of the text that is.
// Markdown links by it, the redline follows renumbered clauses by it, the rules
// judge by it, and the importer tells a citation from a label by it.
//
//	осы Келісімнің 2.1 және 2.2-тармақтары    clauses 2.1 and 2.2 of this text
//	подпункт 1) пункта 3.3                    item 1) of clause 3.3 of this text
//	статьёй 8 Закона                          article 8 of another act
//
// The words are a language.Language; the code knows none. Languages differ in one
// way of building sentences: in those whose noun stands behind its number and the owner
// before it (Final), a citation goes from the large unit to the small one; in the
// others it goes from the small to the large, and the owner follows.
//
// In doubt a citation is of an Unknown act: then nobody links, follows or judges it.
package citation

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language"
)

// Act is the act that a citation means.
type Act uint8

// The acts.
const (
	This     Act = iota // the text itself, for nothing beside the citation names another one
	ThisSaid            // the text itself, in so many words: «настоящего Соглашения»
	Other               // another act: «статьи 8 Закона»
	Unknown             // the words leave it open: «пункта 5 ИС»
)

// own reports whether the citation means the text that it stands in.
func (a Act) own() bool { return a == This || a == ThisSaid }

// Citation is one place in a text that names provisions.
type Citation struct {
	From, To int // its bytes in the text, half-open
	Act      Act
	Groups   []Group // from the largest unit to the smallest; members of the last are meant
	// Names are those that the words beside the citation can give another act, the
	// longest first, as [NameOf] makes them of a title; none if it is not named.
	Names []string
}

// Group is a noun with its numbers: «пунктах 3.1, 3.2».
type Group struct {
	Kind    language.Kind
	Members []Member
}

// Member is one number of a group.
type Member struct {
	// Number as units have it: "2.1", "3-1", "а", "4" for «IV», "2" for «второй».
	Number   string
	Form     Form
	From, To int // the number alone, without brackets and quotation marks
	// Begin and End also hold the noun, of the member that stands beside it, and brackets.
	Begin, End int
	Through    bool // it ends a range that the member before it begins
}

// Form is how a number is written.
type Form uint8

// The forms of numbers.
const (
	Plain   Form = iota // 2.1, 3-1
	Bracket             // 1)
	Letter              // а), «а»
	Roman               // IV
	Ordinal             // второй
)

// Find returns the citations of a stretch of running text, in order. They do not
// overlap. Find makes nothing of a title or of code: that is for the caller to leave out.
func (t *Text) Find(s string) []Citation {
	if t == nil || t.lang == nil || !candidate(s) {
		return nil
	}
	p := &parser{text: t, lang: t.lang, s: s}
	p.scan()
	if p.lang.Final {
		p.final()
	} else {
		p.initial()
	}
	return p.finish()
}

// Awaits reports whether words end so that a number behind them is one of a citation and
// no label, as at the end of a line: with a word for a unit («согласно пункту», «ст.»),
// with one that joins numbers («пунктами 2.1 и»), or with «№». Behind a semicolon a word that
// joins leads to the next item of a list.
func Awaits(l *language.Language, words string) bool {
	words = strings.TrimRight(words, " ")
	abbreviated := strings.HasSuffix(words, ".")
	if words = strings.TrimRight(words, "."); strings.HasSuffix(words, "№") {
		return true
	}
	last := strings.LastIndexAny(words, " (\u00a0") + 1
	w := l.Word(words[last:])
	if w != nil && w.Noun.Kind != language.None {
		return !abbreviated || w.Noun.Dot
	}
	return !abbreviated && w.Is(language.And) && !strings.HasSuffix(strings.TrimRight(words[:last], " \u00a0"), ";")
}

// Begins reports whether a text begins with a citation, such as a line that begins with a
// number because the line before it is full. It asks the words alone.
func Begins(l *language.Language, text string) bool {
	found := (&Text{lang: l}).Find(text)
	return len(found) > 0 && found[0].From == 0
}
