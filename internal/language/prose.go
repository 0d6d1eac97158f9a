package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prose holds the words by which the rules of check judge what a text says: the
// file prose.LANG.yaml beside the grammar. A rule that finds no words of its own
// there says nothing about texts in the language.
//
// A list of type Words has patterns for a word in small letters. Any other list of
// strings has parts of a passage in small letters, found wherever they stand; a
// space in them is a space of the passage.
type Prose struct {
	Effect      Dated    // when a text says that it takes effect
	Approval    Dated    // by which act it says that it was approved
	Definition  []string // what introduces a defined term: «далее»
	Called      Words    // beside words of Definition they define a term without a dash: «именуемый далее Заказчиком»
	Glossary    []string // what a heading or lead-in of a list of definitions speaks of: «термины»
	Another     Words    // before a term: another thing of that name is meant, «отдельное»
	Adjective   Words    // words that are adjectives as well as nouns: «данные»
	This        Words    // begins the name of the text itself: «осы», «настоящее»
	Terms       Endings
	Roles       []string   // beginnings of words for those whom a text speaks of, in small letters: «пользовател»
	Parties     Words      // more of them, which some texts have beside the parties that they define: «учреждени»
	Proper      Words      // nouns with a capital by right: «министерство»
	Naming      Words      // nouns beside which a name stands: «город»
	Others      []string   // words of a summary that stand for changes that it does not name: «иные»
	Kinds       []string   // beginnings of words for what a text is: «соглашени»
	Forms       [][]string // forms of one term, of which a text uses one
	Removed     []string   // what is left of a clause that was removed
	Added       Words      // words of a summary for what came into a text: «добавлен»
	TakenOut    Words      `yaml:"taken_out"` // words of a summary for what left it: «исключен»
	Relative    Words      // words of a sentence within another one: «который»
	Weights     Weights
	Force       Force
	Titles      map[string][]string // by the kind of a document: how a word of its title begins
	Numerals    []Numeral           // numbers in words
	Ordinals    []Numeral           // places in a row in words: «третий»
	Typed       []string            // frequent words with letters that are typed as others: «қызмет»
	Unlikely    Words               // words that are typed with the letters of others, by their sounds: «*лык»
	Vague       Words               // words of a summary that do not say what changed
	Misspelt    []Misspelt
	Spelling    Spelling
	Inflection  Forms        // how words of the lexicon are inflected
	Government  []Government // words that ask for a case
	Severed     Severed
	Lost        Lost      // by what a sentence is told to lack a word
	Alike       Words     // words that are a letter away from others by right
	Periods     []Measure // what numbers count of time, by patterns for the word behind them
	With        With      // «мен» as it is written behind each sound
	Counts      Counts    // the forms of what a number counts
	Condition   Condition
	And         Words       // «и»
	Needed      Words       // predicates without a subject: «следует»
	Opening     Words       // words with which the sentence begins that has a comma before its main clause: «если»
	Passive     Words       // how participles of the passive end: «*нный»
	Transitive  Words       // participles that have an object or the like behind them: «удостоверяющий», «предшествующий»
	First       FirstPerson // the first person
	Neither     Neither     // a word that people write for a negation
	Past        Past
	Owned       Owned
	Numbered    Words // nouns that a number before them is joined to by a hyphen: «3-тармағы»
	Unnumbered  Words // nouns that it is not: «2026 жылғы»
	Infinitives Words // how infinitives end: «*ть»
	Bidding     Words // words behind which a verb is an infinitive: «вправе», «обязан»
	Reflexive   Reflexive
	Between     Words         // words that may stand between a preposition and what it governs: «без их согласия»
	Narrowing   Words         // words by which a sentence is of one case alone: «при», «повторный»
	Every       Words         // words that leave out no case: «каждая»
	Totals      Words         // words for what figures before them make: «всего»
	Amounts     Words         // nouns whose predicate may stand in the plural: «большинство»
	Clauses     []Subordinate // words before which a comma stands
	Which       []Words       // forms of «который» that tell its gender, in the order m, f, n, plural
	Foreign     Words         // words that end as none of this language does: in Kazakh «*ость»
	Doubled     []string      // words that may stand twice side by side
	Counted     Words         // words for what is counted: «дней»
	Consent     Consent
	Annexes     []string   // words for an annex
	Identity    []string   // words for the identification numbers of persons
	Known       []string   // abbreviations that every reader knows
	Vowels      string     // capitals, by which a word is told from an abbreviation
	Letters     string     // letters that are words
	Blanks      []string   // what stands in brackets and waits to be filled in: «[дата]»
	Notes       []string   // what a note to oneself in round brackets begins or ends with: «(уточнить у бухгалтерии)»
	Unfilled    []string   // signs and words, in capitals as they are, that something waits to be filled in
	Signature   []string   // words beside a line to sign on
	Measures    []Measure  // what numbers count, by the first words that fit
	Multiples   []Multiple // words for thousands and more
	Acts        map[string][]string
	Laws        []Law   // acts that agreements name most
	Weekdays    []Words // the days of the week, from Monday on
	Span        Words   // what stands between the beginning and the end of a span: «до»
	Leaves      Words   // words that say from where a span goes: «беттен»
	Becomes     Words   // words before what was and before what became of it: «с на»
	Through     Words   // the words before both ends of a span, with a space between: «с по»
	Measured    Measured
	Tongue      Tongue

	numerals, ordinals Index // by place in Numerals, Ordinals
	keys               *strings.Replacer
	slips              PhraseIndex // by place in Misspelt; ends of words are not among them
	ends               Index       // by place in Misspelt
	governments        governments
	openings           Index // by place in Clauses
}

// prepare makes the look-ups of lists that rules ask of each word.
func (p *Prose) prepare() {
	p.Force.prepare()
	p.keys = keysOf(p.Spelling.Keys)
	p.numerals, p.ordinals = numeralsOf(p.Numerals), numeralsOf(p.Ordinals)
	var phrases [][]string
	var ends []*Words
	p.Misspelt = slices.Concat(p.Misspelt, p.inflectedSlips())
	for _, m := range p.Misspelt {
		end, list := Words{}, []string(nil)
		if m.State != "" {
			// told by its endings
		} else if m.End {
			end = WordsOf("*" + m.Is)
		} else {
			list = []string{m.Is}
		}
		phrases, ends = append(phrases, list), append(ends, &end)
	}
	var openings []*Words
	for i := range p.Clauses {
		openings = append(openings, &p.Clauses[i].Words)
	}
	p.openings = IndexOf(openings...)
	p.slips, p.ends = PhrasesOf(phrases...), IndexOf(ends...)
}

// inflectedSlips are the entries of Misspelt with a state, one for each of its endings.
func (p *Prose) inflectedSlips() (out []Misspelt) {
	for _, m := range p.Misspelt {
		for _, s := range p.Inflection.steps[m.State] {
			out = append(out, Misspelt{Is: m.Is + s.ending, Right: m.Right + s.ending, End: true})
		}
	}
	return out
}

func numeralsOf(list []Numeral) Index {
	var words []*Words
	for i := range list {
		words = append(words, &list[i].Words)
	}
	return IndexOf(words...)
}

// Numeral is the number that a word in small letters is; 0: none.
func (p *Prose) Numeral(word string) int { return numeral(&p.numerals, p.Numerals, word) }

// Ordinal is the place in a row that a word in small letters is; 0: none.
func (p *Prose) Ordinal(word string) int { return numeral(&p.ordinals, p.Ordinals, word) }

func numeral(x *Index, list []Numeral, word string) int {
	first := len(list)
	x.Each(word, func(i int) { first = min(first, i) })
	if first == len(list) {
		return 0
	}
	return list[first].Is
}

// Openings calls yes with each place in Clauses of a word in small letters.
func (p *Prose) Openings(word string, yes func(int)) { p.openings.Each(word, yes) }

// Slips finds the words and phrases of Misspelt that begin a word, by their place there.
func (p *Prose) Slips() *PhraseIndex { return &p.slips }

// EndSlips finds those that end a word.
func (p *Prose) EndSlips() *Index { return &p.ends }

// Dated is how a text speaks of a date: the date has Lead before it or Trail behind
// it, and one of Verbs before the lead or behind the trail.
type Dated struct {
	Says  []string // a passage that speaks of it has one of these
	Of    []string // its sentence has one of these; empty: it need not
	Lead  Words    // the word directly before the date
	Trail []string // what follows soon behind it; empty: nothing need
	Verbs []string
	Not   []string // where Verbs are looked for, none of these stands
	Final bool     // the verb follows the date
}

// Endings are how words of a language change, as far as rules need to find a term
// in its other forms.
type Endings struct {
	Strip    []string // endings that the words of a term lose; the first that fits
	Soft     string   // last letters that change before an ending: «құқық», «құқығы»
	Fleeting string   // vowels that come and go before the last letter: «день», «дня»
	Most     int      // letters that an ending may have; 0: any number
	Last     bool     // only the last word of a term changes
}

// Weights are words by which a change is more than a correction.
type Weights struct {
	Negation, Modal, Purpose Words
	Light                    Words    // none of them, although they look so
	Aside                    []string // phrases that are left out first
}

// Neither is a word that is written for a negation before a predicate: «ни внес».
type Neither struct {
	Is, Right string
	Unless    Words // with one of these in its sentence it is right
}

// Severed are endings that people write apart from their words.
type Severed struct {
	Never Words // those that are no words themselves: «нен»
	Month Words // those that are, which are judged behind a month with its day: «1 наурыз да»
}

// Reflexive is how verbs end that have no object.
type Reflexive struct {
	Infinitive, Predicate string   // «ться», «тся»
	Asks                  string   // the question that the object of an infinitive answers: «кого? что?»
	Verb                  string   // what makes one of a verb: «ся»
	Ends                  []string // how all its forms end: «ся», «сь»
}

// Owned is how a language says that one thing belongs to another: the noun for the owner
// stands in the genitive, and the one behind it has an ending, too.
type Owned struct {
	Whose  Words // nouns in the genitive: «*ның»
	What   Words // words that may be what belongs to it: «*ы»
	Never  Words // those of them that are not: «*ады»
	Object Words // how a noun ends that is an object and belongs to nothing: «*ны»
	Beside Words // those by which it belongs to the bare noun before it
}

// Past is how a text says that something has happened.
type Past struct {
	Closing bool  // by the predicate at the end of a sentence, as the lexicon knows it
	Words   Words // by words that may say so
}

// FirstPerson is how a sentence of the first person is told from others.
type FirstPerson struct {
	I      Words // «я»
	Mine   Words // predicates of the first person: «*ю»
	Theirs Words // those of the third: «*ет»
	Last   bool  // a predicate ends its sentence or a part of it
}

// Feminine and Plural are the genders of feminine nouns and of plurals.
const (
	Feminine Number = 1 << 1
	Plural   Number = 1 << 3
)

// Gender is that of a form of «который», or those that it may have; 0: the word is none
// that tells.
func (p *Prose) Gender(word string) Number {
	var n Number
	for i := range p.Which {
		if p.Which[i].Has(word) {
			n |= 1 << i
		}
	}
	return n
}

// Subordinate is words that begin a clause within a sentence, so that a comma stands before them:
// «если», «который». Words of Over may stand between: «в котором».
type Subordinate struct {
	Words  Words
	Over   Words
	Bare   bool  // they begin a clause without a word of Over, too
	Unless Words // behind one of these no comma stands: «и если»
	Not    Words // with one of these behind them they begin none: «хотя бы»
}

// With is a word that is written by the sound before it: «су мен», «сот пен», «сөз бен».
type With struct {
	Words  Words  // in all its forms
	Ending string // it as an ending of the inflection
}

// Behind is the form that stands behind a word in small letters.
func (p *Prose) Behind(word string) string {
	f := &p.Inflection
	return f.sound(p.With.Ending, harmonies[0], f.class(lastRune(word)))
}

// Counts is the forms that a language has of what a number counts; those of 1 are few of them.
type Counts struct {
	Few, Many            Words    // behind 2, and behind 5 or in the genitive: «дня», «дней»
	Several              Words    // behind no number: «күндер»
	Between              Words    // what may stand between: «рабочих»
	Genitive, Accusative Words    // before the number they ask for Many or for Few: «течение», «через»
	Bare                 Words    // numbers that have Few behind them: «два»
	Adjectives           Words    // that describe what is counted: «рабоч*»
	Asks                 string   // the question that they answer behind a number
	Each                 Words    // words that have what they count behind them as numbers do: «әрбір»
	Describing           Words    // what may stand between: «басталған»
	Plural               []string // endings of plurals, which stand behind no number in words: «лар»
	Substantive          Words    // plurals that may: «он сегіз жастағылар»
}

// Empty reports whether nothing is known of them.
func (c *Counts) Empty() bool { return c.Many.Empty() && c.Several.Empty() }

// Condition is words that ask for a predicate of a form of its own: «егер» for «-са».
type Condition struct {
	Words Words
	Forms Words // of the predicate, and words that stand for it: «жағдайда»
	Comma Words // forms behind which a comma stands: «*са»
	After Words // words that stand behind one without a comma: «де»
}

// Misspelt is a word or phrase in small letters that people often misspell.
type Misspelt struct {
	Is, Right string
	Part      bool   // more letters may follow
	End       bool   // it is the end of a word
	State     string // the end of a word before an ending of this state of the inflection
	Unless    Words  // with one of these words before it, it is right
	Beside    Words  // with one of these in its sentence, too
	With      Words  // without one of these in its sentence, it is right; empty: it is not
}

// Spelling is by what a word that the lexicon lacks is told from a slip.
type Spelling struct {
	Tail   int      // letters at a word's end that its forms add or drop
	Not    Words    // negations that are run together with predicates: «неотвечает»
	Each   int      // letters of each of two words that are run together, if neither is a small one
	Before Words    // words that are run together with the next one: «влюбое»
	Behind Words    // words that are run together with the one before: «судепо»
	Long   Words    // words that are run together with a long one alone, because they begin others by right: «заизменениями»
	Deeds  Words    // words that end as verbs do, whose forms are not judged
	Typed  string   // more letters that are typed for others: «э=ә»
	Signs  string   // letters without a sound, which are mistaken for each other: «ъь»
	Twice  string   // letters that end a stem twice by right: «сторонний»
	First  int      // letters behind one of the first two that is another vowel; 0: these are never mistaken
	Sounds []string // letters that are written for each other by their sound: «дт»
	Keys   string   // what a key gives in place of a letter if another layout is on: "q=й"
	Link   Words    // words that begin others by right: «видеозапись»

	Compound string // letters at the end of what begins adjectives by right: «легковерный»
	Derived  string // letters that make another noun of one before its ending: «строчка»
}

// Sounds reports whether two small letters are written for each other: two vowels, or two
// consonants of a pair of Sounds.
func (p *Prose) Sounds(a, b rune) bool {
	return p.IsVowel(a) && p.IsVowel(b) || slices.ContainsFunc(p.Spelling.Sounds, func(pair string) bool { return strings.ContainsRune(pair, a) && strings.ContainsRune(pair, b) })
}

// IsVowel reports whether a small letter is a vowel.
func (p *Prose) IsVowel(r rune) bool { return strings.ContainsRune(p.Vowels, unicode.ToUpper(r)) }

// Numeral is a number in words, in all of its forms.
type Numeral struct {
	Is    int
	Words Words
}

// ActStem is what all forms of a word for an act begin with: the word without its last
// letter, for that one may change («бұйрық», «бұйрығы»; «решение», «решением»).
func ActStem(word string) string {
	_, size := utf8.DecodeLastRuneInString(word)
	return word[:len(word)-size]
}

// Consent has the words by which the particulars of a consent are recognised.
type Consent struct {
	Policy                                          []string // a privacy policy
	Operator, Subject, Period, Abroad, Public, Data []string
	Valid                                           []string // what stands in a sentence that says how long it is good for: «согласие действует»
	ThirdParties                                    []string `yaml:"third_parties"`
}

// Measure is what a number counts: a unit by the beginnings of the words behind it.
type Measure struct {
	Unit  string // KZT, %, MCI
	Words []string
}

// Law is an act as it was made.
type Law struct {
	Title  string // in small letters, as it stands in quotation marks
	Date   string // as civil writes it
	Number string // 94-V
}

// Measured is phrases beside a number that counts something.
type Measured struct {
	Within []string // before it; something is counted behind it: «в течение»
	Behind []string // behind it, with what it counts between: «ішінде»
	Share  []string // behind it, with a sign of a share between: «от суммы»
	Days   Words    // behind it, before what is counted: «рабочих»
}

// Empty reports whether there are no phrases.
func (m *Measured) Empty() bool { return len(m.Within)+len(m.Behind)+len(m.Share) == 0 }

// Weekday is the place of a day in the week, 0 for Monday; -1: a word is none.
func (p *Prose) Weekday(word string) int {
	for i := range p.Weekdays {
		if p.Weekdays[i].Has(word) {
			return i
		}
	}
	return -1
}

// Multiple is a word for a power of ten, by its beginnings.
type Multiple struct {
	Zeros int
	Words []string
}

// Period is what a number counts of time, by the words behind it in small letters: over a
// number in words in brackets and over adjectives such as «рабочих»; and where they end.
// "" stands for nothing.
func (p *Prose) Period(behind string) (unit string, end int) {
	rest := strings.TrimLeft(behind, " \u00a0")
	if i := strings.IndexByte(rest, ')'); strings.HasPrefix(rest, "(") && i > 0 {
		rest = strings.TrimLeft(rest[i+1:], " \u00a0")
	}
	for range 3 {
		w := rest
		if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
			w = rest[:i]
		}
		if w == "" {
			return "", 0
		}
		for _, m := range p.Periods {
			for _, b := range m.Words {
				if strings.HasPrefix(w, b) {
					return m.Unit, len(behind) - len(rest) + len(w)
				}
			}
		}
		if !p.Counted.Has(w) {
			return "", 0
		}
		rest = strings.TrimLeft(rest[len(w):], " \u00a0")
	}
	return "", 0
}

var noProse Prose

// Prose returns the words of the language's prose; never nil.
func (l *Language) Prose() *Prose {
	if l == nil || l.prose == nil {
		return &noProse
	}
	return l.prose.get()
}
