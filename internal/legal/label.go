package legal

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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
	// {{4}, {2, 1}} for "4.2-1". A letter is its place in the alphabet of Letters.
	Path [][]int
}

// Number is the label without its closing dot or brackets: "2.1", "3-1", "а",
// "1-тарау", "Глава 1", "§ 2".
func (l Label) Number() string {
	return strings.TrimSuffix(strings.Trim(l.Text, "()"), ".")
}

// Letters is the order of letters in lists: the Kazakh alphabet, which holds the
// Russian one.
const Letters = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

// optional letters may be left out of a lettered list: what Russian lacks, and
// ё з й ъ ы ь.
const optional = "әғёзйқңөұүһъыіь"

const number = `[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})*`

// The words of labels that are written out. Kazakh puts the number before the
// word, Russian after it.
var labelWords = map[string]Form{
	"бөлім": Part, "раздел": Part,
	"тарау": Chapter, "глава": Chapter,
	"параграф": Section,
	"бап":      Article, "статья": Article,
}

var (
	decimalForm = regexp.MustCompile(`^(` + number + `(?:\.` + number + `)*)(\.)?`)
	parenForm   = regexp.MustCompile(`^(\()?(` + number + `)\)`)
	letterForm  = regexp.MustCompile(`^(\()?(\p{L})(-[1-9][0-9]?)?\)`)
	romanForm   = regexp.MustCompile(`^([IVXІХ]{1,6})\.`)
	signForm    = regexp.MustCompile(`^§[ \x{00a0}]?(` + number + `)\.?`)
	wordLast    = regexp.MustCompile(`^(?i)(` + number + `|[IVXІХ]{1,6})-(бөлім|тарау|параграф|бап)(\.)?`)
	wordFirst   = regexp.MustCompile(`^(?i)(раздел|глава|параграф|статья)[ \x{00a0}](` + number + `|[IVXІХ]{1,6})(\.)?`)
)

// ParseLabel splits a line into its label and the rest, which begins with the
// white space after the label. ok is false where the line begins with no label:
// a figure or a date ("01.12.2026"), a year ("2026."), a word.
func ParseLabel(line string) (label Label, rest string, ok bool) {
	label, n := matchLabel(line)
	if n == 0 {
		return Label{}, line, false
	}
	label.Text = line[:n]
	rest = line[n:]
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) {
		return Label{}, line, false
	}
	return label, rest, true
}

// matchLabel returns the label at the start of a line and its length in bytes.
func matchLabel(line string) (Label, int) {
	if line == "" {
		return Label{}, 0
	}
	// An unlabelled word that needs a dot may end the line instead.
	closed := func(m []string, dot string) bool {
		return dot != "" || strings.TrimSpace(line[len(m[0]):]) == ""
	}
	if m := wordLast.FindStringSubmatch(line); m != nil && closed(m, m[3]) {
		return wordLabel(m[2], m[1]), len(m[0])
	}
	if m := wordFirst.FindStringSubmatch(line); m != nil && closed(m, m[3]) {
		return wordLabel(m[1], m[2]), len(m[0])
	}
	if m := parenForm.FindStringSubmatch(line); m != nil {
		return Label{Form: Paren, Path: path(m[2])}, len(m[0])
	}
	if m := letterForm.FindStringSubmatch(line); m != nil {
		if place := letterPlace(m[2]); place > 0 {
			p := []int{place}
			if m[3] != "" {
				n, _ := strconv.Atoi(m[3][1:])
				p = append(p, n)
			}
			return Label{Form: Letter, Path: [][]int{p}}, len(m[0])
		}
	}
	if m := signForm.FindStringSubmatch(line); m != nil {
		return Label{Form: Section, Path: path(m[1])}, len(m[0])
	}
	if m := romanForm.FindStringSubmatch(line); m != nil {
		if n := roman(m[1]); n > 0 {
			return Label{Form: Roman, Path: [][]int{{n}}}, len(m[0])
		}
	}
	if m := decimalForm.FindStringSubmatch(line); m != nil {
		if p := path(m[1]); m[2] != "" || len(p) > 1 {
			return Label{Form: Decimal, Path: p}, len(m[0])
		}
	}
	return Label{}, 0
}

func wordLabel(word, num string) Label {
	l := Label{Form: labelWords[strings.ToLower(word)]}
	if n := roman(strings.ToUpper(num)); n > 0 {
		l.Path = [][]int{{n}}
	} else {
		l.Path = path(num)
	}
	return l
}

// path reads "4.2-1" as {{4}, {2, 1}}.
func path(s string) [][]int {
	var p [][]int
	for _, part := range strings.Split(s, ".") {
		var ns []int
		for _, n := range strings.Split(part, "-") {
			v, _ := strconv.Atoi(n)
			ns = append(ns, v)
		}
		p = append(p, ns)
	}
	return p
}

// letterPlace returns the place of a list letter, from 1; Latin letters follow
// the Cyrillic ones. 0 means no list letter.
func letterPlace(s string) int {
	r := unicode.ToLower([]rune(s)[0])
	if r >= 'a' && r <= 'z' {
		return 100 + int(r-'a') + 1
	}
	for i, l := range []rune(Letters) {
		if l == r {
			return i + 1
		}
	}
	return 0
}

// roman reads a Roman numeral of I, V and X, in Latin letters or the Cyrillic
// ones that look alike. 0 means that it is none, or not in its one right form.
func roman(s string) int {
	s = strings.NewReplacer("І", "I", "Х", "X").Replace(s)
	for n := 1; n < 40; n++ {
		if Romans(n) == s {
			return n
		}
	}
	return 0
}

// Romans writes n, from 1 to 39, as a Roman numeral.
func Romans(n int) string {
	ones := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return strings.Repeat("X", n/10) + ones[n%10]
}

// rank orders the forms: a unit belongs to the nearest one before it of a lower
// rank. Decimal numbers rank by their count of parts.
func (l Label) rank() int {
	switch l.Form {
	case Roman:
		return int(Chapter) * 10
	case Decimal:
		return int(Decimal)*10 + min(len(l.Path), 9)
	}
	return int(l.Form) * 10
}

// Below reports whether a unit with label l belongs below one with label p.
func (l Label) Below(p Label) bool { return l.rank() > p.rank() }

// First reports whether the label can be the first of its list: 1, 1., 1), а).
func (l Label) First() bool {
	last := l.Path[len(l.Path)-1]
	return len(last) == 1 && (last[0] == 1 || l.Form == Letter && last[0] == 101)
}

// Follows reports whether l is what is expected after p at the same depth: the
// next number (after 2.1: 2.2; after 3-1: 4; after а: б, or ә) or a hyphen
// insertion (after 3: 3-1; after 3-1: 3-2).
func (l Label) Follows(p Label) bool {
	if l.rank() != p.rank() || len(l.Path) != len(p.Path) {
		return false
	}
	n := len(l.Path) - 1
	for i := range n {
		if !equal(l.Path[i], p.Path[i]) {
			return false
		}
	}
	a, b := p.Path[n], l.Path[n]
	switch {
	case len(b) == len(a)+1:
		return equal(a, b[:len(a)]) && b[len(a)] == 1
	case len(b) > len(a):
		return false
	}
	last := len(b) - 1
	if !equal(a[:last], b[:last]) {
		return false
	}
	if l.Form == Letter && last == 0 {
		return nextLetter(a[0], b[0])
	}
	return b[last] == a[last]+1
}

// Child reports whether l is what is expected first below p.
func (l Label) Child(p Label) bool {
	if l.rank() <= p.rank() || !l.First() {
		return false
	}
	if l.Form == Decimal && p.Form == Decimal {
		n := len(p.Path)
		if len(l.Path) != n+1 {
			return false
		}
		for i := range n {
			if !equal(l.Path[i], p.Path[i]) {
				return false
			}
		}
	}
	return true
}

// nextLetter reports whether place b comes after a, with only letters between
// that lists may leave out.
func nextLetter(a, b int) bool {
	if a > 100 || b > 100 {
		return b == a+1
	}
	if b <= a {
		return false
	}
	for _, r := range []rune(Letters)[a : b-1] {
		if !strings.ContainsRune(optional, r) {
			return false
		}
	}
	return true
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// dashed writes {3, 1} as "3-1".
func dashed(ns []int) string {
	s := make([]string, len(ns))
	for i, n := range ns {
		s[i] = strconv.Itoa(n)
	}
	return strings.Join(s, "-")
}
