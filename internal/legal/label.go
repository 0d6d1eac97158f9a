package legal

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
)

// Form is the form of a label. Depth in the clause tree follows it.
type Form uint8

// Forms of labels, by example.
const (
	NoLabel Form = iota
	Part         // "1-бөлім.", "Раздел 1."
	Chapter      // "1-тарау.", "Глава 1."
	Roman        // "I."
	Section      // "§ 2"
	Article      // "5-бап.", "Статья 5."
	Decimal      // "1.", "1.1.", "1.1.1", "3-1."
	Paren        // "1)", "2-1)", "(1)"
	Letter       // "а)", "(а)"
)

// Label is the number of a unit, as its author typed it.
type Label struct {
	Text string // "2.1.", "3-1.", "(а)", "1-тарау."
	Form Form
	// Path is the number's parts: {{2}, {1}} for "2.1", {{3, 1}} for "3-1",
	// {{4}, {2, 1}} for "4.2-1". A letter is its place in the alphabet of its language.
	Path [][]int

	rules *language.Labels // that it was read by; nil: of figures alone
}

// Number is the label without its closing dot or brackets: "2.1", "3-1", "а",
// "1-тарау", "Глава 1", "§ 2".
func (l Label) Number() string {
	return strings.TrimSuffix(strings.Trim(l.Text, "()"), ".")
}

// Decimal writes the number of a label in digits alone: "2.1" for "2.1.", "5"
// for "5-бап.", "4" for "IV.".
func (l Label) Decimal() string { return decimalPath(l.Path) }

func decimalPath(p [][]int) string {
	s := make([]string, len(p))
	for i, ns := range p {
		s[i] = dashed(ns)
	}
	return strings.Join(s, ".")
}

// dashed writes {3, 1} as "3-1".
func dashed(ns []int) string {
	s := make([]string, len(ns))
	for i, n := range ns {
		s[i] = strconv.Itoa(n)
	}
	return strings.Join(s, "-")
}

// forms are those of labels that are written out with a word.
var forms = map[language.Kind]Form{language.Part: Part, language.Chapter: Chapter, language.Section: Section, language.Article: Article}

// ParseLabel splits a line into its label and the rest, which begins with the
// white space after the label. The rules of the text's language say which words
// and letters make labels; nil rules know none, only figures. ok is false if the line
// begins with no label: a figure or a date ("01.12.2026"), a year ("2026."), a word.
// A number of several parts needs no closing dot ("1.1.1 Text"), unless a small
// letter or a dash follows: "1.5 млн" is an amount, "2.1 настоящего" the rest of a
// sentence; see [LooseNumber]. Loose rules take "1.1.Текст" and "1)хранить", too.
func ParseLabel(rules *language.Labels, line string) (label Label, rest string, ok bool) {
	label, n := matcher{rules}.label(line)
	if n == 0 {
		return Label{}, line, false
	}
	label.Text, label.rules, rest = NFC(line[:n]), rules, line[n:]
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) && !(rules.IsLoose() && label.glued(rest)) {
		return Label{}, line, false
	}
	return label, rest, true
}

// glued reports whether the words behind a label can begin without a space: the label
// has its closing mark, and what follows is a word and no address, initial or unit.
func (l Label) glued(rest string) bool {
	if last := l.Text[len(l.Text)-1]; last != '.' && last != ')' {
		return false
	}
	r, n := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune("«\"“", r):
		return l.Form != Roman
	case l.Form == Roman: // "V.Итог", but no initials: "V.I.", "I.Иванов" is rare
		next, size := utf8.DecodeRuneInString(rest[n:])
		last, _ := utf8.DecodeRuneInString(rest[n+size:])
		return unicode.IsUpper(r) && unicode.IsLower(next) && unicode.IsLower(last)
	case l.Form == Decimal || l.Form == Paren: // not "1.example"
		return unicode.IsUpper(r) || unicode.In(r, unicode.Cyrillic)
	}
	return unicode.IsLetter(r)
}

// LooseNumber reads a number of several parts without its dot before a small letter or
// a dash: "2.1.1 сбор", "2.3 – исключен". The line does not say whether it is a label:
// it may be an amount or the beginning of a citation. Only loose rules know it.
func LooseNumber(rules *language.Labels, line string) (label Label, rest string, ok bool) {
	p, n := matcher{rules}.path(line)
	if !rules.IsLoose() || len(p) < 2 || spaceLen(line[n:]) == 0 {
		return Label{}, line, false
	}
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line[n:], " \t\u00a0")); !unicode.In(r, unicode.Ll, unicode.Pd) {
		return Label{}, line, false
	}
	return Label{Text: line[:n], Form: Decimal, Path: p, rules: rules}, line[n:], true
}

// MayLabel reports whether a line begins with what is a label anywhere or in its place.
func MayLabel(rules *language.Labels, line string) bool {
	_, _, label := ParseLabel(rules, line)
	_, _, loose := LooseNumber(rules, line)
	return label || loose
}

// matcher reads labels by rules, which may be nil.
type matcher struct{ rules *language.Labels }

// word is the form of a label with a word behind or before its number.
func (m matcher) word(word string, behind bool) Form {
	switch {
	case m.rules == nil:
		return NoLabel
	case behind:
		return forms[m.rules.After[strings.ToLower(word)]]
	}
	return forms[m.rules.Before[strings.ToLower(word)]]
}

// label returns the label at the start of a line and its length in bytes.
func (m matcher) label(line string) (Label, int) {
	r, size := utf8.DecodeRuneInString(line)
	switch {
	case '1' <= r && r <= '9':
		return m.number(line)
	case r == '(':
		if l, n := m.bracket(line[1:]); n > 0 {
			return l, 1 + n
		}
	case r == '§':
		rest := line[size:]
		rest = rest[spaceLen(rest):]
		if p, n := m.part(rest); n > 0 {
			end := len(line) - len(rest) + n
			return Label{Form: Section, Path: [][]int{p}}, end + dotLen(line[end:])
		}
	case unicode.IsLetter(r):
		if l, n := m.bracket(line); n > 0 {
			return l, n
		}
		if value, n := scanRoman(line); value > 0 {
			if dotLen(line[n:]) > 0 {
				return Label{Form: Roman, Path: [][]int{{value}}}, n + 1
			}
			return m.ending(line, n, [][]int{{value}})
		}
		return m.words(line)
	}
	return Label{}, 0
}

// number reads "1.", "1.1.1", "2-1)" and "27-1-бап.".
func (m matcher) number(line string) (Label, int) {
	p, n := m.path(line)
	rest := line[n:]
	if len(p) == 1 {
		if strings.HasPrefix(rest, ")") {
			return Label{Form: Paren, Path: p}, n + 1
		}
		if l, end := m.ending(line, n, p); end > 0 {
			return l, end
		}
	}
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t\u00a0"))
	if dotLen(rest) > 0 || len(p) > 1 && !unicode.In(after, unicode.Ll, unicode.Pd) {
		return Label{Form: Decimal, Path: p}, n + dotLen(rest)
	}
	return Label{}, 0
}

// ending reads the Kazakh word behind a number that ends at n: "-бап.".
func (m matcher) ending(line string, n int, p [][]int) (Label, int) {
	rest, ok := strings.CutPrefix(line[n:], "-")
	if !ok {
		return Label{}, 0
	}
	word := firstWord(rest)
	form := m.word(word, true)
	if form == NoLabel || !closes(rest[len(word):]) {
		return Label{}, 0
	}
	return Label{Form: form, Path: p}, n + 1 + len(word) + dotLen(rest[len(word):])
}

// words reads "Глава 1." and "СТАТЬЯ IV."
func (m matcher) words(line string) (Label, int) {
	word := firstWord(line)
	at := len(word) + spaceLen(line[len(word):])
	part, n := m.part(line[at:])
	if n == 0 {
		part = []int{0}
		part[0], n = scanRoman(line[at:])
	}
	if at += n; n == 0 || at == len(word)+n || !closes(line[at:]) {
		return Label{}, 0
	}
	form := m.word(word, false)
	if form == NoLabel {
		return Label{}, 0
	}
	return Label{Form: form, Path: [][]int{part}}, at + dotLen(line[at:])
}

// bracket reads what ends with a bracket: "1)", "2-1)", "а)", "а-1)".
func (m matcher) bracket(s string) (Label, int) {
	if p, n := m.part(s); n > 0 {
		if strings.HasPrefix(s[n:], ")") {
			return Label{Form: Paren, Path: [][]int{p}}, n + 1
		}
		return Label{}, 0
	}
	_, n := utf8.DecodeRuneInString(s)
	if strings.HasPrefix(s[n:], "\u0306") || strings.HasPrefix(s[n:], "\u0308") {
		n += len("\u0306") // й and ё in two code points
	}
	p, end := []int{0}, n
	if strings.HasPrefix(s[n:], "-") {
		more, size := m.part(s[n+1:])
		p, end = append(p, more...), n+1+size
	}
	if !strings.HasPrefix(s[end:], ")") {
		return Label{}, 0
	}
	letter, _ := utf8.DecodeRuneInString(NFC(s[:n]))
	if p[0] = m.rules.Place(letter); p[0] == 0 {
		return Label{}, 0
	}
	return Label{Form: Letter, Path: [][]int{p}}, end + 1
}

// closes reports whether a label of words ends where rest begins: with its dot,
// or because it has the line to itself.
func closes(rest string) bool { return dotLen(rest) > 0 || strings.TrimSpace(rest) == "" }

func dotLen(s string) int {
	if strings.HasPrefix(s, ".") {
		return 1
	}
	return 0
}

// spaceLen is the length of the one space or no-break space that s begins with.
func spaceLen(s string) int {
	return len(s) - len(strings.TrimPrefix(strings.TrimPrefix(s, " "), "\u00a0"))
}

// firstWord is the letters that s begins with.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return s[:i]
		}
	}
	return s
}

// path reads a number of any parts: {{4}, {2, 1}} and 5 for "4.2-1. Text".
func (m matcher) path(s string) (p [][]int, n int) {
	for {
		part, size := m.part(s[n:])
		if size == 0 {
			return p, max(n-1, 0) // the dot before belongs to the label's end
		}
		p, n = append(p, part), n+size
		if dotLen(s[n:]) == 0 {
			return p, n
		}
		n++
	}
}

// part reads one part of a number: {2, 1} and 3 for "2-1) text". Its figures have
// up to three digits and do not begin with 0. By loose rules raised figures are one
// that was inserted: {2, 1} for "2¹) text".
func (m matcher) part(s string) (part []int, n int) {
	for {
		value, size := 0, 0
		for size < min(3, len(s)-n) && '0' <= s[n+size] && s[n+size] <= '9' && s[n] != '0' {
			value = 10*value + int(s[n+size]-'0')
			size++
		}
		if size == 0 {
			return part, max(n-1, 0) // without the hyphen before
		}
		part, n = append(part, value), n+size
		if value, size := Raised(s[n:]); size > 0 && m.rules.IsLoose() {
			part, n = append(part, value), n+size
		}
		if n == len(s) || s[n] != '-' {
			return part, n
		}
		n++
	}
}

// RaisedFigures are 0 to 9 as a number has them that was inserted: «Статья 15¹».
const RaisedFigures = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// Raised reads the raised figures that s begins with: 12 and their length in bytes
// for "¹²-бап". It returns 0 and 0 if there are none.
func Raised(s string) (value, size int) {
	for i, r := range s {
		digit := strings.IndexRune(RaisedFigures, r)
		if digit < 0 || value == 0 && r == '⁰' || value > 99 {
			break
		}
		value, size = 10*value+utf8.RuneCountInString(RaisedFigures[:digit]), i+utf8.RuneLen(r)
	}
	return value, size
}
