package language

import (
	"maps"
	"slices"
)

// Force is how clauses oblige, allow and forbid. Words that can also mean something
// else are under Maybe: beside them nothing is missed.
type Force struct {
	Duty, Right, Negation, Only Words
	May                         Words // says what can be, as a right does: «может»
	MaybeDuty                   Words `yaml:"maybe_duty"`
	MaybeRight                  Words `yaml:"maybe_right"`
	MaybeNegation               Words `yaml:"maybe_negation"`
	Without                     Words
	Bare                        Words    // of Without, those that are never part of another meaning: «без»
	MaybeOnly                   Words    `yaml:"maybe_only"`
	Aside                       []string // phrases whose negation forbids nothing: «не позднее»
	Working, Calendar           []string // phrases for such days
	Least, Most                 []string // phrases for "at least" and "at most"
	Earliest, Latest            []string // phrases for "not before" and "not later than"
	Until, After                Words    // «до», «после»
	Done                        Words    // directly before one of these phrases they make it none: «жүзеге асырылмайды»
	Above, Below                Words    // beside a number: «более», «менее»
	// MaybeBound are words that may set the bound of a number or a term in other words: «в течение».
	MaybeBound Words `yaml:"maybe_bound"`
	Limit      Words // more words for a limit, whose negation forbids nothing: «кеш … берілмейді»
	// Describing are words by which a limit describes a noun, so that the negation behind it
	// is no part of the limit: «15 минуттан артық кешіккендер жіберілмейді».
	Describing Words
	Both       Words // «и»
	// Opposites are lists of phrases each of which means another thing than those of the
	// others, by a name that all languages have in common: written: [[письменн], [устн]].
	Opposites   map[string][][]string
	Either      Words    // «или»
	MaybeEither Words    `yaml:"maybe_either"`
	Except      Words    // «кроме»
	MaybeExcept Words    `yaml:"maybe_except"`
	Including   []string // «включая»
	Free        Words    // of charge: «бесплатно»
	MaybeFree   Words    `yaml:"maybe_free"`

	words   Index // by Sense
	phrases PhraseIndex
	names   []string // of each pair of lists of Opposites, in order
	opposed PhraseIndex
}

// Sense is one sort of the words of force. Of those that may mean it nothing is reported,
// and nothing is missed beside them.
type Sense int

// The senses, in the order in which a word with several is read.
const (
	Duty Sense = iota
	MaybeDuty
	Right
	MaybeRight
	May
	Negation
	Without
	MaybeNegation
	Bare
	Only
	MaybeOnly
	Until
	After
	EitherWord
	MaybeEither
	Except
	MaybeExcept
	Free
	MaybeFree
	Above
	Below
	Limit
	Both
	MaybeBound
	Senses // how many there are
)

// Meaning is the set of senses that a word has.
type Meaning uint32

// Has reports whether a sense is among them.
func (m Meaning) Has(s Sense) bool { return m&(1<<s) != 0 }

// prepare makes the look-ups. The lists stand in the order of the constants.
func (f *Force) prepare() {
	f.words = IndexOf(&f.Duty, &f.MaybeDuty, &f.Right, &f.MaybeRight, &f.May, &f.Negation, &f.Without, &f.MaybeNegation, &f.Bare,
		&f.Only, &f.MaybeOnly, &f.Until, &f.After, &f.Either, &f.MaybeEither, &f.Except, &f.MaybeExcept, &f.Free, &f.MaybeFree, &f.Above, &f.Below, &f.Limit, &f.Both, &f.MaybeBound)
	f.phrases = PhrasesOf(f.Aside, f.Working, f.Calendar, f.Least, f.Most, f.Earliest, f.Latest, f.Including)
	f.names = nil
	var lists [][]string
	for _, name := range slices.Sorted(maps.Keys(f.Opposites)) {
		for i, one := range f.Opposites[name] {
			for _, other := range f.Opposites[name][i+1:] {
				f.names, lists = append(f.names, name), append(lists, one, other)
			}
		}
	}
	f.opposed = PhrasesOf(lists...)
}

// Means gives what a word says, in small letters, alone or with the one directly before it,
// which may be "": «басқа» says less than «бұдан басқа».
func (f *Force) Means(before, word string) (m Meaning) {
	add := func(list int) { m |= 1 << list }
	f.words.Each(word, add)
	if before != "" {
		f.words.EachPair(before, word, add)
	}
	return m
}

// Phrases finds, in this order, those of Aside, Working, Calendar, Least, Most, Earliest,
// Latest and Including.
func (f *Force) Phrases() *PhraseIndex { return &f.phrases }

// Opposed finds the phrases of Opposites: place i of the names has that of a pair, whose
// phrases are list 2*i and the next one. What has several lists has as many pairs as they make.
func (f *Force) Opposed() (names []string, phrases *PhraseIndex) { return f.names, &f.opposed }
