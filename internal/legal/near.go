package legal

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/script"
)

// Miss says what keeps the beginning of a line from being a label.
type Miss string

// The ways to miss a label, by example.
const (
	MissDot   Miss = "dot"   // "2.1.1 сбор", "Глава 1 Общие положения", "5 бап", "1 . Вода": no closing dot, no hyphen, or a space before it
	MissSpace Miss = "space" // "б)75 лет": no space before a figure
	MissForm  Miss = "form"  // "ж1)", "Статья 15.1.", "З.4.": a form that texts do not have
)

// Near is what looks like a label at the start of a line and is none.
type Near struct {
	Text    string // as typed, without white space at its end: "1.1.", "ж1)"
	Rest    string // of the line behind Text, trimmed
	Miss    Miss
	Nearest Label // the nearest label of the profile; its Text is empty if there is none ("0.1.")
}

// NearLabel recognises what looks like a label but is none that ParseLabel reads.
// It judges the line alone: that "2 Total" or "г. Астана" is no number, only the
// lines around it can tell, so those are not near labels (see BareNumber and
// LetterDot).
func NearLabel(rules *language.Labels, line string) (Near, bool) {
	if _, _, ok := ParseLabel(rules, line); ok {
		return Near{}, false
	}
	if !nearStart(line) {
		return Near{}, false
	}
	for _, n := range nearForms {
		m := n.form.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		rest := strings.TrimLeftFunc(line[len(m[1]):], unicode.IsSpace)
		want := n.nearest(rules, m)
		nearest, ok := labelOf(rules, want)
		if !ok && (n.miss != MissForm || want == notOne) {
			continue
		}
		return Near{Text: m[1], Rest: rest, Miss: n.miss, Nearest: nearest}, true
	}
	return Near{}, false
}

// nearStart reports whether a line can begin with a near label at all: with a
// figure, a bracket, a section sign, or a short word and a figure, a dot or a bracket behind it.
func nearStart(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	if r >= '0' && r <= '9' || strings.ContainsRune("(|§", r) {
		return true
	}
	word := firstWord(line)
	if word == "" || len(word) > 20 {
		return false
	}
	rest := line[len(word):]
	rest = rest[spaceLen(rest):]
	r, _ = utf8.DecodeRuneInString(rest)
	return r >= '0' && r <= '9' || strings.ContainsRune(".)-–—", r) || scanRomanAt(rest) || scanRomanAt(word)
}

func scanRomanAt(s string) bool { value, _ := scanRoman(s); return value > 0 }

// BareNumber reads a number of one part without a closing mark before a capital
// letter: "2 Заключительные положения". Only its neighbours can tell that it is a
// label.
func BareNumber(rules *language.Labels, line string) (Near, bool) {
	m := bareNumber.FindStringSubmatch(line)
	if m == nil {
		return Near{}, false
	}
	nearest, ok := labelOf(rules, m[1]+".")
	return Near{Text: m[1], Rest: strings.TrimLeftFunc(line[len(m[1]):], unicode.IsSpace), Miss: MissDot, Nearest: nearest}, ok
}

// LetterDot reads a small letter with a dot: "а. текст". Only its neighbours can
// tell that from an abbreviation ("г. Астана").
func LetterDot(rules *language.Labels, line string) (Near, bool) {
	m := letterDot.FindStringSubmatch(line)
	if m == nil {
		return Near{}, false
	}
	nearest, ok := labelOf(rules, strings.TrimSuffix(m[1], ".")+")")
	return Near{Text: m[1], Rest: strings.TrimLeftFunc(line[len(m[1]):], unicode.IsSpace), Miss: MissForm, Nearest: nearest}, ok
}

var (
	bareNumber = regex.Of(`^([1-9][0-9]{0,2})[ \t\x{00a0}]+[«"“(]?\p{Lu}`)
	letterDot  = regex.Of(`^(\p{Ll}\.)[ \t\x{00a0}]+\S`)
)

// labelOf is the label that the whole of s is.
func labelOf(rules *language.Labels, s string) (Label, bool) {
	if s == "" {
		return Label{}, false
	}
	l, _, ok := ParseLabel(rules, s+" Q")
	return l, ok && l.Text == s
}

// nearForm is one way in which labels are written that the profile does not
// have: the first group is all of the label, nearest makes the profile's form.
type nearForm struct {
	form    *regex.Regexp
	miss    Miss
	nearest func(rules *language.Labels, m []string) string
}

const (
	digits = `[1-9][0-9]{0,2}`
	gap    = `[ \x{00a0}]?`
	romans = script.RomanClass + `{1,5}`
)

// near makes a form. What follows a form is the end of the line, white space, or what tail says.
func near(miss Miss, form, tail string, nearest func(rules *language.Labels, m []string) string) nearForm {
	return nearForm{regex.Of(`^(` + form + `)` + tail), miss, nearest}
}

const ends = `(?:\s|$)`

func dotted(_ *language.Labels, m []string) string { return strings.TrimRight(m[1], " \u00a0") + "." }

var nearForms = []nearForm{
	// "2.1.1 сбор", "2.3 – исключен."
	near(MissDot, digits+`(?:-`+digits+`)*(?:\.`+digits+`(?:-`+digits+`)*)+`, `[ \t\x{00a0}]+[\p{Ll}\p{Pd}]`, dotted),
	// "1 . Вода", "2 ) хранить": a space before the dot or the bracket
	near(MissDot, `(`+digits+`(?:\.`+digits+`)*)[ \x{00a0}]+([.)])`, `[ \t\x{00a0}]*[«"“]?\p{L}`, func(_ *language.Labels, m []string) string { return m[2] + m[3] }),
	// "1.1Настоящая", "3.2.1сбор": neither dot nor space
	near(MissDot, digits+`(?:-`+digits+`)*(?:\.`+digits+`(?:-`+digits+`)*)+`, `[«"“]?(?:\p{Lu}\p{Ll}|(\p{Lu}) )`, beforeWord),
	near(MissDot, digits+`(?:\.`+digits+`){2,}`, `\p{Cyrillic}{2}`, dotted),
	// "1-бап Мақсаты", "Глава 1 Общие положения"
	near(MissDot, digits+`(?:-`+digits+`)*-\p{L}{3,9}`, `[ \t\x{00a0}]+[«"“]?\p{Lu}`, dotted),
	near(MissDot, `\p{Lu}\p{L}{4,8}`+gap+`(?:`+digits+`|`+romans+`)(?:-`+digits+`)*`, `[ \t\x{00a0}]+[«"“]?\p{Lu}`, dotted),
	// "б)75 лет"
	near(MissSpace, `\p{Ll}\)`, `[0-9]`, func(_ *language.Labels, m []string) string { return m[1] }),
	// "§3Итог"
	near(MissSpace, `§`+gap+digits, `[«"“]?\p{Lu}`, func(_ *language.Labels, m []string) string { return m[1] }),
	// "0.1."
	near(MissForm, `0(?:\.[0-9]{1,3})+\.`, ends, func(*language.Labels, []string) string { return "" }),
	// "1.2A.", "2а)"
	near(MissForm, `(`+digits+`(?:\.`+digits+`)*)(\p{L})([.)])`, ends, func(rules *language.Labels, m []string) string {
		return m[2] + "-" + strconv.Itoa(rules.Count(firstLetter(m[3]))) + m[4]
	}),
	// "3,4.", "3,4.1."
	near(MissForm, digits+`(?:[.,]`+digits+`)*,`+digits+`(?:[.,]`+digits+`)*\.`, ends, func(_ *language.Labels, m []string) string {
		return strings.ReplaceAll(m[1], ",", ".")
	}),
	// "З.4.", "l.1."
	near(MissForm, `(\p{L}|\|)((?:\.`+digits+`)+)\.`, `(?:\s|$|[«"“]?\p{Lu}\p{Ll})`, typedDigit),
	// "II.1.", "IV.2.3"
	near(MissForm, `(`+romans+`)((?:\.`+digits+`)+)\.?`, ends, func(_ *language.Labels, m []string) string {
		if value, _ := scanRoman(m[2]); value > mostRoman { // «С.1.»
			return notOne
		}
		return romanAs(m[2], m[3]+".")
	}),
	// "5.l.": a small letter behind the dot; a capital one begins a word
	near(MissForm, `(`+digits+`(?:\.`+digits+`)*\.)(\p{Ll})((?:\.`+digits+`)*)\.`, ends, laterDigit),
	// "б.1)", "ж1)", "б-1." is none
	near(MissForm, `(\p{Ll})\.?(`+digits+`)\)`, `(?:\s|$|\p{L})`, func(_ *language.Labels, m []string) string { return m[2] + "-" + m[3] + ")" }),
	// "(ii)", "iv)"
	near(MissForm, `\(?([ivx]{2,5})\)`, ends, func(_ *language.Labels, m []string) string { return romanAs(strings.ToUpper(m[2]), ")") }),
	// "ii.": one letter with a dot may be an abbreviation
	near(MissForm, `([ivx]{2,5})\.`, `\s`, func(_ *language.Labels, m []string) string { return romanAs(strings.ToUpper(m[2]), ".") }),
	// "1.1)"
	near(MissForm, `(`+digits+`(?:\.`+digits+`)+)\)`, ends, func(_ *language.Labels, m []string) string { return m[2] + "." }),
	// "1- Текст"
	near(MissForm, `(`+digits+`)-`, `[ \t\x{00a0}]+[«"“]?\p{Lu}`, func(_ *language.Labels, m []string) string { return m[2] + "." }),
	// "III)", "(IV)"
	near(MissForm, `\(?(`+romans+`)\)`, ends, func(_ *language.Labels, m []string) string { return m[2] + "." }),
	// "Статья 15.1.", "Глава 2.1"
	near(MissForm, `(\p{Lu}\p{L}{4,8}`+gap+digits+`)\.(`+digits+`)\.?`, ends, func(_ *language.Labels, m []string) string { return m[2] + "-" + m[3] + "." }),
	// "15.1-бап."
	near(MissForm, `(`+digits+`)\.(`+digits+`)(-\p{L}{3,9})\.?`, ends, func(_ *language.Labels, m []string) string { return m[2] + "-" + m[3] + m[4] + "." }),
	// "1 – тарау.", "5 бап.", "1–бап": the hyphen is missing or a dash
	near(MissDot, `(`+digits+`(?:-`+digits+`)*|`+romans+`)(?:[ \x{00a0}]?[–—][ \x{00a0}]?|[ \x{00a0}]-[ \x{00a0}]?|[ \x{00a0}])(\p{L}{3,9})(\.?)`, `(?:\s+[«"“]?\p{Lu}|\s*$)`, wordBehind),
}

// wordBehind is "1-тарау." for "1 – тарау.": only a word of labels makes one.
func wordBehind(rules *language.Labels, m []string) string {
	s := m[2] + "-" + m[3]
	if _, rest, ok := ParseLabel(rules, s+"."); ok && rest == "" {
		return s + "."
	}
	return notOne
}

// beforeWord is a number with its dot before words without a space; a capital alone is
// one if it is a word: "1.1В договоре".
func beforeWord(rules *language.Labels, m []string) string {
	if m[2] != "" && !rules.IsWord(firstLetter(m[2])) {
		return notOne
	}
	return dotted(rules, m)
}

// typedDigit is a number whose first figure was typed as a letter that looks like one, or
// as a bar; an О is no figure that a number begins with.
func typedDigit(_ *language.Labels, m []string) string {
	figure := script.Digit(firstLetter(m[2]))
	switch {
	case figure == 0 && m[2] != "|":
		return notOne
	case figure != '3':
		figure = '1'
	}
	return string(figure) + m[3] + "."
}

// laterDigit is a number of which a later figure was typed as a letter that looks like one.
func laterDigit(_ *language.Labels, m []string) string {
	figure := script.Digit(firstLetter(m[3]))
	if figure == 0 || figure == '0' {
		return notOne
	}
	return m[2] + string(figure) + m[4] + "."
}

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// notOne is what labelOf takes for no label; a form that gives it does not apply.
const notOne = "\x00"

// mostRoman is the greatest Roman number that parts of a text have.
const mostRoman = 39

// romanAs is the figure of a Roman numeral with an end: "2)" for "II".
func romanAs(roman, end string) string {
	if value, n := scanRoman(roman); value > 0 && n == len(roman) {
		return strconv.Itoa(value) + end
	}
	return notOne
}
