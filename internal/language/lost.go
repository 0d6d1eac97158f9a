package language

import "strings"

// Lost is by which words a sentence is told to lack one.
type Lost struct {
	Locating     Words            // prepositions behind which a noun has a form of its own: «в», «о»
	Prepositions map[string]Words // nouns that in this form have one of some words right before them: «течение»: «в»
	Ends         Words            // words that end no sentence: «или»
	Right        Words            // words that end one, although their form asks for another behind them
	Verbless     Words            // words by which a sentence needs no verb
	Besides      Words            // words of more than three letters that are neither nouns nor verbs: «через»
	Cases        map[string]Words // the cases in which Joiners join, by letter, and how words end in them
	Joiners      Words            // words between two nouns in the same case: «және»
}

// Only reports whether a word fills cells of some cases, by the letters of [Cells], and no others.
func (c Cells) Only(letters string) bool {
	var all Cells
	for _, letter := range letters {
		all |= (1<<len(genders) - 1) << (strings.Index(cases, string(letter)) * len(genders))
	}
	return c != 0 && c&^all == 0
}

// Fills reports whether a word fills cells of a case, by its letter.
func (c Cells) Fills(letter string) bool { return c.of(letter) != 0 }
