package language

import (
	"regexp"
	"strings"
)

// Paper holds the words by which an import knows what a line of a paper document is:
// the file paper.LANG.yaml beside the grammar. Without words of a list no line is
// known by it.
type Paper struct {
	Page     Phrases // beside the number of a page
	Of       Phrases // between that and the number of all pages
	Contents Phrases // heads a list of contents
	Annex    Phrases
	AnnexTo  Phrases `yaml:"annex_to"` // leads from an annex to its act: «к»; the ends of the act's words if the noun is final: «*ға»
	Form     Phrases // says alone that a form follows
	Place    Phrases // beside the name of a place: «г.», «қаласы»
	Approved struct {
		Begins Phrases // what a line about approval begins with
		Ends   Phrases // what it ends with
		Words  Phrases // of approval, wherever they stand
		Alone  Phrases // stands alone above the name of who approves
	}
	Dated    Phrases // before a date: «от»
	YearOf   Phrases `yaml:"year_of"` // between a year and its day: «жылғы»
	Year     Phrases // behind a year: «г.»
	Remark   Phrases // opens a note to an article
	Acts     Phrases // by which an act names itself on a line of its own
	Owned    Phrases // the same behind its date and number: «бұйрығы»
	Laws     Phrases // of these the laws
	Enacts   Phrases // the last word of an order's preamble, before a colon: «приказываю»
	Subject  Phrases // what a title says an act is about begins so, or ends so if the noun is final: «О», «туралы»
	Kinds    struct{ Consent, Policy, Rules, Agreement Phrases }
	Amount   []string // words behind which a number goes on with the sentence: «в сумме»
	Clipped  Phrases  // short words with a dot that no sentence ends with: «ул.»
	Hyphened []string // words that have a hyphen, or first parts of such words
	Measures []string // units whose powers are no marks of footnotes: «м²»
	Stamp    Phrases  // marks the place of a stamp
}

// Phrases are phrases in any case. The words of one are parted by spaces: "a|b" stands
// for either word, "-" among these for none, "*" for any letters, and "^" before the
// first one says that nothing is before it.
type Phrases []string

// Pattern is a regular expression (RE2) in a group of its own for any of the phrases;
// "" if there are none. It has no bounds.
func (p Phrases) Pattern() string {
	if len(p) == 0 {
		return ""
	}
	all := make([]string, len(p))
	for i, phrase := range p {
		phrase, first := strings.CutPrefix(phrase, "^")
		var b strings.Builder
		if first {
			b.WriteString("^")
		}
		words := strings.Fields(phrase)
		for k, word := range words {
			list := strings.Split(word, "|")
			maybe := ""
			var forms []string
			for _, w := range list {
				if w == "-" {
					maybe = "?"
					continue
				}
				forms = append(forms, strings.ReplaceAll(regexp.QuoteMeta(w), `\*`, `\p{L}*`))
			}
			space := `[ \x{00a0}]+`
			if k+1 == len(words) {
				space = ""
			}
			b.WriteString("(?:(?:" + strings.Join(forms, "|") + ")" + space + ")" + maybe)
		}
		all[i] = b.String()
	}
	return "(?i:" + strings.Join(all, "|") + ")"
}

var noPaper Paper

// Paper returns the words of the language's paper documents; never nil.
func (l *Language) Paper() *Paper {
	if l == nil || l.paper == nil {
		return &noPaper
	}
	return l.paper.get()
}

// Among lists the languages of the language's set, itself first and the others by
// code: a Russian order may stand above a Kazakh text.
func (l *Language) Among() []*Language {
	if l == nil {
		return nil
	}
	if l.among == nil {
		return nil // it is of no set
	}
	return l.among()
}

// among is a language and the others of the set.
func (s *Set) among(l *Language) []*Language {
	out := []*Language{l}
	for _, other := range s.Codes() {
		if other != l.Code {
			out = append(out, s.Of(other))
		}
	}
	return out
}
