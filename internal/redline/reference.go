package redline

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// reference is a token of running text that cites a unit of the same text:
// "2.1-тармақта", "2.1" in «пункте 2.1» and in «2.1 және 2.2-тармақтар».
// References to other acts («Заңның 8-бабы», «статья 8 Закона») are none.
type reference struct {
	token  int
	number string       // "2.1"
	tail   string       // "-тармақта", or empty
	forms  []legal.Form // of the cited unit, one of these
}

// citation is a word that cites units by their number.
type citation struct {
	stem    string
	endings string // all of it may be, each between spaces; "*": anything
	forms   []legal.Form
}

var (
	clauseForms  = []legal.Form{legal.Decimal}
	itemForms    = []legal.Form{legal.Paren, legal.Letter, legal.Decimal}
	articleForms = []legal.Form{legal.Article}
	chapterForms = []legal.Form{legal.Chapter, legal.Roman, legal.Decimal}
	partForms    = []legal.Form{legal.Part, legal.Roman, legal.Decimal}
	sectionForms = []legal.Form{legal.Section}
)

// The words after the number, in Kazakh; the first that fits counts.
var kazakh = []citation{
	{"тармақша", "*", itemForms},
	{"тармақ", "*", clauseForms}, {"тармағ", "*", clauseForms},
	{"бап", "*", articleForms}, {"баб", "*", articleForms},
	{"тарау", "*", chapterForms},
	{"бөлім", "*", partForms},
	{"параграф", "*", sectionForms},
}

// The words before the number, in Russian.
var russian = []citation{
	{"подпункт", " а у ом е ы ов ам ами ах ", itemForms}, {"пп", " ", itemForms},
	{"пункт", " а у ом е ы ов ам ами ах ", clauseForms}, {"п", " ", clauseForms},
	{"стать", " я и е ю ей ям ями ях ", articleForms}, {"статей", " ", articleForms}, {"ст", " ", articleForms},
	{"глав", " а ы е у ой ам ами ах ", chapterForms}, {"гл", " ", chapterForms},
	{"раздел", " а у ом е ы ов ам ами ах ", partForms},
	{"параграф", " а у ом е ы ов ам ами ах ", sectionForms},
}

// Words by which one number of a list follows another.
var listWords = []string{"және", "мен", "пен", "бен", "немесе", "и", "или", "либо", "по", ",", "-"}

// Stems of what is cited instead of this text.
var (
	kazakhActs  = []string{"заң", "кодекс", "бұйры", "қаулы", "жарлы", "конституция", "регламент"}
	russianActs = []string{"закон", "кодекс", "приказ", "постановлен", "указ", "конституц", "регламент", "директив"}
)

func cites(list []citation, word string) []legal.Form {
	for _, c := range list {
		rest, ok := strings.CutPrefix(word, c.stem)
		if ok && (c.endings == "*" || rest == "" || strings.Contains(c.endings, " "+rest+" ")) {
			return c.forms
		}
	}
	return nil
}

// references finds the references among the tokens of a unit, in order. words
// are the tokens' keys in small letters.
func references(words []string) []reference {
	var refs []reference
	for i, w := range words {
		if r, ok := kazakhReference(words, i); ok {
			refs = appendList(refs, words, r)
		} else if w != "" && (w[0] == 0xD0 || w[0] == 0xD1) {
			refs = appendRussian(refs, words, i)
		}
	}
	slices.SortStableFunc(refs, func(a, b reference) int { return a.token - b.token })
	return slices.CompactFunc(refs, func(a, b reference) bool { return a.token == b.token })
}

// kazakhReference reads "2.1-тармақта", or the "7" of "7) тармақшасында".
func kazakhReference(words []string, i int) (reference, bool) {
	number, tail := splitNumber(words[i])
	r := reference{token: i, number: number, tail: tail}
	if number == "" {
		return r, false
	}
	switch {
	case tail != "":
		r.forms = cites(kazakh, tail[1:])
	case i+2 < len(words) && words[i+1] == ")":
		r.forms = cites(kazakh[:1], words[i+2])
	}
	return r, r.forms != nil && !near(words, i, -1, kazakhActs)
}

// appendList appends the numbers that the reference shares its word with, «2.1
// және 2.2-тармақтары», and the reference itself.
func appendList(refs []reference, words []string, r reference) []reference {
	for i := r.token - 2; i >= 0 && isNumber(words[i]) && slices.Contains(listWords, words[i+1]); i -= 2 {
		refs = append(refs, reference{i, words[i], "", r.forms})
	}
	return append(refs, r)
}

// appendRussian appends the numbers after the word at i, «пунктах 2.1, 2.2 и 3».
func appendRussian(refs []reference, words []string, i int) []reference {
	forms := cites(russian, words[i])
	if forms == nil {
		return refs
	}
	i++
	if i < len(words) && words[i] == "." {
		i++
	}
	n := len(refs)
	for i < len(words) && isNumber(words[i]) {
		refs = append(refs, reference{i, words[i], "", forms})
		i++
		if i < len(words) && words[i] == ")" {
			i++
		}
		if i+1 >= len(words) || !slices.Contains(listWords, words[i]) {
			break
		}
		i++
	}
	if len(refs) > n && near(words, i-1, 1, russianActs) {
		return refs[:n]
	}
	return refs
}

// near reports whether one of the stems stands within six words of i in a
// direction, and «осы», «настоящий» or the end of the phrase not before it.
func near(words []string, i, step int, stems []string) bool {
	for n, k := 0, i+step; n < 6 && k >= 0 && k < len(words); n, k = n+1, k+step {
		w := words[k]
		if w == "." || w == ";" || w == "," || w == "осы" || strings.HasPrefix(w, "настоящ") {
			return false
		}
		for _, s := range stems {
			if strings.HasPrefix(w, s) {
				return true
			}
		}
	}
	return false
}

// splitNumber cuts "2.1-тармақта" into "2.1" and "-тармақта", and "2-1" into
// itself and nothing. The number is empty where the word begins with none.
func splitNumber(word string) (number, tail string) {
	i := 0
	for i < len(word) && (isDigit(rune(word[i])) || i > 0 && (word[i] == '.' || word[i] == '-') && i+1 < len(word) && isDigit(rune(word[i+1]))) {
		i++
	}
	if i < len(word) && (word[i] != '-' || i == 0) {
		return "", ""
	}
	return word[:i], word[i:]
}

func isNumber(word string) bool {
	number, tail := splitNumber(word)
	return number != "" && tail == ""
}

// cited finds units by what cites them.
type cited map[citedKey]int

type citedKey struct {
	form   legal.Form
	parent int // of an item, whose number is none of its own; else -1
	number string
}

const ambiguous = -1

func citedUnits(units []unit) cited {
	c := cited{}
	for i := range units {
		if k, ok := keyOf(&units[i]); ok {
			if _, twice := c[k]; twice {
				c[k] = ambiguous
			} else {
				c[k] = i
			}
		}
	}
	return c
}

func keyOf(u *unit) (citedKey, bool) {
	k := citedKey{form: u.src.Label.Form, parent: -1, number: u.cited}
	if k.form == legal.Paren || k.form == legal.Letter {
		k.parent = u.src.Parent
	}
	return k, u.cited != ""
}

// find returns the unit that reference number at of unit u cites, or ambiguous.
// An item is one of the clause that is named beside it, «подпункт 7) пункта 1»,
// «1-тармағының 7) тармақшасы», else of the unit itself, else its sibling.
func (c cited) find(u *unit, at int) int {
	r := &u.refs[at]
	for _, f := range r.forms {
		parents := []int{-1}
		if f == legal.Paren || f == legal.Letter {
			parents = []int{u.index, u.src.Parent}
			if k := beside(u.refs, at); k >= 0 {
				parents = []int{c.find(u, k)}
			}
		}
		for _, p := range parents {
			if i, ok := c[citedKey{f, p, r.number}]; ok {
				return i
			}
		}
	}
	return ambiguous
}

// beside returns the reference whose item reference number at is, -1 for none.
func beside(refs []reference, at int) int {
	if k := at + 1; k < len(refs) && refs[k].token == refs[at].token+3 && !isItem(&refs[k]) {
		return k
	}
	if k := at - 1; k >= 0 && refs[k].token == refs[at].token-1 && !isItem(&refs[k]) {
		return k
	}
	return -1
}

func isItem(r *reference) bool { return r.forms[0] == legal.Paren }
