// Package language holds what differs from one content language to the next in
// how legal texts are numbered, cited and dated, and in the words by which rules
// judge them and an import knows the lines of a paper document. All of it is data: a
// language is the files grammar.LANG.yaml, prose.LANG.yaml and paper.LANG.yaml beside
// the catalogues of i18n/, and a site's own i18n/ folder may add one. No code asks which language it has before it.
//
// A list of words is a list of entries "STEM ENDINGS FLAGS". ENDINGS is the name
// of a list under endings or such a list in quotation marks, "-" in it stands for
// no ending, and an ending after "*" makes a genitive: the form in which an act
// owns what is cited of it. An entry that is a stem alone is one word.
//
//	endings: {m: "- *а у ом е"}
//	acts: [[закон m]]          закон закона закону законом законе
//
// Flags of a unit: many (a list may follow: «пунктах 2.1, 2.2»), either (a list
// without commas may), dot (an abbreviation, «п.»), owned (the form that a noun
// has behind its owner: «Заңның 8-бабы»). A flag of an act: shared (the word names
// several kinds of documents, so that a title does not make it the text's own).
package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/script"
)

// Kind is a kind of structural unit, whatever a language calls it.
type Kind uint8

// The kinds from the largest to the smallest, by their Russian names.
const (
	None      Kind = iota
	Annex          // приложение
	Part           // раздел
	Chapter        // глава
	Section        // параграф, §
	Article        // статья
	Clause         // пункт
	Passage        // часть статьи
	Item           // подпункт
	Paragraph      // абзац
)

var kinds = map[string]Kind{"annex": Annex, "part": Part, "chapter": Chapter, "section": Section, "article": Article,
	"clause": Clause, "passage": Passage, "item": Item, "paragraph": Paragraph}

// Name is the word for the kind in grammars, «article»; "" for None.
func (k Kind) Name() string {
	for name, kind := range kinds {
		if kind == k {
			return name
		}
	}
	return ""
}

// Count says what list of numbers may follow or precede a form of a noun.
type Count uint8

// The counts.
const (
	One     Count = iota // «пунктом 2.1, 3 дня»: no list
	Either               // «п. 2.1 и 2.2», but not «п. 2.1, 3 дня»
	Several              // «пункты 2.1, 2.2 и 2.3»
)

// Noun is a form of a word for a structural unit.
type Noun struct {
	Kind  Kind
	Items bool // it also means an item: «пп. 2.1 и 2.2», «пп. 1) п. 3.3»
	Count Count
	Owned bool // the form that a noun has behind its owner
	Dot   bool // an abbreviation, which its dot follows
}

// Role is a set of things that a word does in a citation.
type Role uint16

// The roles.
const (
	This         Role = 1 << iota // «настоящего», «осы»: of this text
	That                          // «указанного», «аталған»: of what was named elsewhere
	And                           // joins the numbers of a list
	Of                            // leads to the owner: "clause 3 of this Agreement"
	Empty                         // an article before the owner: "the"
	Complement                    // what follows tells one act from others: «соглашения о …»
	Hereinafter                   // defines a short name
	RangeBefore                   // «с 3.1 по 3.4»
	RangeBetween                  // the same, between the two
	RangeFrom                     // an ending of a number: «3.1-ден 3.4-ке дейін»
	RangeTo                       // the same, of the second one
	RangeUntil                    // the word that closes such a range
	Code                          // an abbreviation of an act: «ГК», "GDPR"
	Year                          // stands between a year and its day: «2024 жылғы 15 қаңтар»
	NeverAfter                    // an abbreviation that makes the next one no noun: «т. п.»
)

// Word is all that a form of a word can mean.
type Word struct {
	Noun     Noun // Kind None: it names no unit
	Act      int  // the same for all forms of one word for an act; 0: none
	Shared   bool // the act's word means several kinds of documents
	Genitive bool // of an act
	Ordinal  int  // from 1; 0: none
	Month    int  // from 1; 0: none
	Role     Role
}

// Is reports whether the word has one of the roles.
func (w *Word) Is(r Role) bool { return w != nil && w.Role&r != 0 }

// MonthOf is the month that the word names, or 0.
func (w *Word) MonthOf() int {
	if w == nil {
		return 0
	}
	return w.Month
}

// Language is what a grammar file says. It is safe for concurrent use. A nil
// Language knows no word and reads labels of figures alone.
type Language struct {
	Code       string
	Stems      *Stems      // nil: the forms of a word are words of their own
	Dictionary *Dictionary // nil: the dictionary shows the bare stem
	Final      bool        // the noun stands behind its number and the owner before it
	HasOf      bool        // an owner needs a word that leads to it
	alphabet   string      // small letters, in order
	labels     []*Labels
	words      map[string]*Word
	begins     [1 << 12]bool      // the first two letters of the words, by begin
	longest    int                // bytes of a word
	defines    []string           // the words with the role Hereinafter
	owner      []string           // endings of nouns that own what stands beside them
	attribute  []string           // endings of adjectives before such a noun
	prose      later[*Prose]      // nil: the language has no such file
	paper      later[*Paper]      // nil: the language has no such file
	among      func() []*Language // those of its set, itself first; nil: it is of none
	lexicon    func() *Lexicon    // nil: the language has no such file
	meanings   later[*Meanings]   // nil: the language has no such file
	letters    later[*Letters]    // nil: the language has no such file
	typed      *Typed             // nil: every keyboard has its letters
}

// The versions of the rules of reading: of labels, marks and anchors, and with them
// of the plain form's words. A published text is read by the version that its record
// names, for ever; everything else by the newest.
//
// Version 1 reads emphasis as CommonMark does, whose rules fail beside Cyrillic
// letters and quotes («**«Келісім»**ге»), takes any line of dashes below a line of
// words for a table, and no number for a label that lacks its space («1.1.Текст») or,
// before a small letter, its dot («2.1.1 сбор»). Package markdown has both.
const (
	FirstReading  = 1
	NewestReading = 2
)

// Labels returns the newest rules by which labels are read.
func (l *Language) Labels() *Labels { return l.LabelsAt(NewestReading) }

// LabelsAt returns the rules of labels that a version of the rules of reading has:
// those of the last version not after it that changed them. nil: the language is nil.
func (l *Language) LabelsAt(reading int) (rules *Labels) {
	if l == nil {
		return nil
	}
	for _, r := range l.labels {
		if rules == nil || r.Version <= reading {
			rules = r
		}
	}
	return rules
}

// Word returns what a word means, in whatever case it is written; nil: nothing.
func (l *Language) Word(s string) *Word {
	if l == nil || len(s) > l.longest || s == "" {
		return nil
	}
	if !l.begins[begin(s)] {
		return nil // as most words do
	}
	var buf [96]byte
	small := buf[:0]
	for _, r := range s {
		small = utf8.AppendRune(small, script.LowerRune(r))
	}
	return l.words[string(small)]
}

// Has reports whether the alphabet has a small letter.
func (l *Language) Has(letter rune) bool { return l != nil && strings.ContainsRune(l.alphabet, letter) }

// IsCyrillic reports whether the alphabet is a Cyrillic one.
func (l *Language) IsCyrillic() bool {
	return l != nil && strings.ContainsFunc(l.alphabet, script.IsCyrillic)
}

// begin is a number for the first two letters of a word, whatever their case.
func begin(s string) int {
	a, n := utf8.DecodeRuneInString(s)
	b, _ := utf8.DecodeRuneInString(s[n:])
	return int(script.LowerRune(a)*61+script.LowerRune(b)) & (1<<12 - 1)
}

// Months gives the forms of the names of months, in small letters, with the number
// of the month from 1.
func (l *Language) Months() map[string]int {
	out := map[string]int{}
	if l != nil {
		for form, w := range l.words {
			if w.Month > 0 {
				out[form] = w.Month
			}
		}
	}
	return out
}

// Defines reports whether a text may define a name: it has a word for «hereinafter».
func (l *Language) Defines(s string) bool {
	for _, w := range l.defines {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Owns reports whether a word has the ending of a noun that owns what stands
// beside it: «тәртіптің», «порядка».
func (l *Language) Owns(word string) bool { return l != nil && hasEnding(word, l.owner) }

// Attributes reports whether a word has the ending of an adjective before such a
// noun: «Трудового кодекса».
func (l *Language) Attributes(word string) bool { return l != nil && hasEnding(word, l.attribute) }

func hasEnding(word string, endings []string) bool {
	for _, e := range endings {
		if n := len(word) - len(e); n > 0 && word[n:] == e {
			return true
		}
	}
	return false
}

// Labels are rules by which the label of a unit is read off a line. They are a
// value with a version, because a text is read by the rules of its record.
type Labels struct {
	Version  int             // of the rules of reading that had these first
	After    map[string]Kind // words behind the number: "1-тарау."
	Before   map[string]Kind // words before it: "Глава 1."
	Letters  []string        // series of list letters: those of the language first
	Optional string          // letters that a list may leave out
	Words    string          // letters that are words, in small letters: «в», «к»
	Loose    bool            // a number may lack its space or its dot, see legal.ParseLabel
}

// IsLoose reports whether the rules are loose; nil rules are not.
func (l *Labels) IsLoose() bool { return l != nil && l.Loose }

// series is the distance between the places of two series' first letters.
const series = 100

// Place returns the place of a list letter, from 1; letters of the second series
// begin at 101. 0 means no list letter.
func (l *Labels) Place(letter rune) int {
	if l == nil {
		return 0
	}
	letter = unicode.ToLower(letter)
	for i, letters := range l.Letters {
		n := 0
		for _, r := range letters {
			if n++; r == letter {
				return series*i + n
			}
		}
	}
	return 0
}

// Count is the number of a letter among those that no list leaves out, from 1: «в» is 3
// although «ә» stands before it in the alphabet. 0 means no list letter.
func (l *Labels) Count(letter rune) int {
	place := l.Place(letter)
	if place == 0 {
		return 0
	}
	n, at := 1, 0
	for _, r := range l.Letters[place/series] {
		if at++; at == place%series {
			break
		}
		if !contains(l.Optional, r) {
			n++
		}
	}
	return n
}

// IsWord reports whether a letter is a word of its own, in whatever case.
func (l *Labels) IsWord(letter rune) bool {
	return l != nil && contains(l.Words, unicode.ToLower(letter))
}

// Next reports whether a list goes on at place b after place a: with the next
// letter of the series, or over letters that a list may leave out.
func (l *Labels) Next(a, b int) bool {
	if l == nil || b <= a || a/series != b/series || a/series >= len(l.Letters) {
		return false
	}
	n := 0
	for _, r := range l.Letters[a/series] {
		if n++; n > a%series && n < b%series && !contains(l.Optional, r) {
			return false
		}
	}
	return true
}

func contains(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}

// First reports whether a place begins a series.
func First(place int) bool { return place%series == 1 }
