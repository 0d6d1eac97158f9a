package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// shape is how the lines of a file are broken, measured over the whole file. A
// line is wrapped if the sentence goes on in the next one; how often it does so
// is counted apart for each number of blank lines between two lines, since there
// are texts with a blank line after every line as a PDF broke it, and texts in
// which every line is a paragraph.
type shape struct {
	width float64 // of a full line, in characters or, in a text that was set in type, as it was set
	set   bool    // the lines were broken by their width in type, as those of a PDF are
	wrap  int     // blank lines between the lines of one paragraph
	wraps bool
	// Below these parts of the width a line with the next word in it is short, so
	// that something ended there; more so after a full stop.
	line, stop float64
	// gapped is set if blank lines stand before nearly all lines that begin with a number
	// or a bullet, and none follows a short line without one: then lines without one
	// between them are of one paragraph.
	gapped bool
	// margin is where lines begin, if a deeper first line begins a paragraph; else -1.
	margin int
	first  int // how far such a line stands in
}

// ofText is the least number of characters of a line whose sentence goes on.
const ofText = 30

// How full a line is that was broken by hand or by a count of characters, and how
// many of the boundaries go on with a small letter in a text that is wrapped.
const (
	shortLine    = 0.85
	shortStopped = 0.92
	wrapShare    = 0.12
	tooLong      = 1.5 // a text with a line so much longer than its full ones is not wrapped
)

func measure(lines []line, paged bool, rules *language.Labels) shape {
	var widths []float64
	var full []fullLine
	var total, goesOn [3]int
	for i := range lines {
		l := &lines[i]
		if !l.whole() && l.table == 0 {
			widths = append(widths, float64(l.width))
		}
	}
	s := shape{line: shortLine, stop: shortStopped}
	s.margin, s.first = margin(lines)
	if len(widths) == 0 {
		return s
	}
	slices.Sort(widths)
	long := widths[len(widths)*85/100] / 2
	for i := 1; i < len(lines); i++ {
		prev, l := &lines[i-1], &lines[i]
		if l.whole() || l.table != 0 || prev.whole() || l.seam || prev.width <= ofText {
			continue
		}
		if c, ok := readLabel(rules, l.text); ok && c.how == plain {
			continue
		}
		if mark, _ := cutBullet(l.text); mark != "" {
			continue
		}
		if continues(prev.text, l.text) {
			full = append(full, fullLine{prev, l})
		}
		if float64(prev.width) <= long {
			continue
		}
		g := min(l.gap, 2)
		total[g]++
		if continues(prev.text, l.text) {
			goesOn[g]++
		}
	}
	s.width = widths[len(widths)*85/100]
	if len(full) > 0 { // a line is full where its sentence goes on
		var counts []float64
		for _, f := range full {
			counts = append(counts, float64(f.left.width))
		}
		slices.Sort(counts)
		s.width = max(s.width, counts[len(counts)*85/100])
	}
	s.typeset(full, paged)
	longest := widths[len(widths)-1]
	share := 0.0
	for g := range total {
		if n := float64(goesOn[g]) / float64(max(total[g], 1)); n > share && (g == 0 || goesOn[g] > 1) {
			s.wrap, share = g, n
		}
	}
	if s.wraps = share >= wrapShare && s.width <= 160 && (s.set || paged || longest <= s.width*tooLong); !s.wraps {
		s.wrap, s.set = 0, false
	}
	s.gapped = s.wraps && s.wrap == 0 && s.isGapped(lines, rules)
	return s
}

func (s shape) isGapped(lines []line, rules *language.Labels) bool {
	const clearly = 0.75
	starts, apart := 0, 0
	for i := 1; i < len(lines); i++ {
		l := &lines[i]
		if l.whole() || l.table != 0 || l.seam || l.top {
			continue
		}
		c, ok := readLabel(rules, l.text)
		if mark := firstMark(l.text); !ok && mark == "" || ok && c.how != plain {
			if l.gap == 0 && s.short(&lines[i-1], l.text, clearly) {
				return false
			}
			continue
		}
		if starts++; l.gap > 0 {
			apart++
		}
	}
	return starts >= 5 && apart*20 >= starts*19
}

// margin finds the margin of a text whose paragraphs begin with an indented line;
// -1 for a text in which indents say nothing: those lines are few, or sentences go on
// in them. first is the indent that most of them have.
func margin(lines []line) (left, first int) {
	left = -1
	for i := range lines {
		if l := &lines[i]; !l.whole() && (left < 0 || l.Indent < left) {
			left = l.Indent
		}
	}
	deeper, goOn, flush, ended := 0, 0, 0, 0
	indents := map[int]int{}
	for i := 1; i < len(lines); i++ {
		l, prev := &lines[i], &lines[i-1]
		if !l.whole() && l.gap == 0 && l.Indent < left+indented {
			if flush++; stopped(prev.text, ".:;!?…") {
				ended++
			}
		}
		if l.whole() || l.gap > 0 || l.Indent < left+indented || prev.Indent >= left+indented || l.table != 0 || l.group != 0 {
			continue
		}
		indents[l.Indent]++
		if n := indents[l.Indent]; n > indents[first] || n == indents[first] && l.Indent < first {
			first = l.Indent
		}
		if deeper++; continues(prev.text, l.text) {
			goOn++
		}
	}
	if deeper == 0 || deeper == 1 && (flush < 2 || ended > 0) || goOn*8 > deeper {
		return -1, 0
	}
	return left, first
}

// indented is by how many columns a first line stands in from the margin.
const indented = 2

// firstLine reports whether a line begins a paragraph by its indent.
func (s shape) firstLine(l, prev *line) bool {
	return s.margin >= 0 && l.Indent >= s.margin+indented && (prev.Indent < s.margin+indented || stopped(prev.text, ".;:!?") || l.Indent == s.first && prev.Indent == s.first)
}

// continues reports whether the sentence of the line left certainly goes on in right.
func continues(left, right string) bool {
	return brokenWord(left, right) || startsLower(right) && !stopped(left, ".:;!?…") || numberBroken(left, right)
}

// numberBroken reports whether the number sign of an act ends the line left and its figures begin right:
// «от 14 марта 2026 года №» and «58-Ө». A sign alone is the head of a column.
func numberBroken(left, right string) bool {
	return strings.HasSuffix(left, " №") && right != "" && (right[0] >= '0' && right[0] <= '9' || right[0] == '_')
}

// amount is a number with the word that it counts, its ending or its words: "14 дней", "9.00-ден", «6 (шесть)», "50 °C".
var amount = regex.Of(`^[0-9][0-9 \x{00a0}.,/-]*(?:[ \x{00a0}]\p{Ll}|[ \x{00a0}]\(\p{Ll}|[ \x{00a0}]?[%°])|^[0-9][0-9.,]*-\p{Ll}`)

// house is the number of one on a line alone.
var house = regex.Of(`^[1-9][0-9]{0,3}(?:/[0-9]+)?$`)

// sumTail and sumHead are the two parts of a sum.
var sumTail, sumHead = regex.Of(`(?:^|[ \x{00a0}])[0-9]{1,3}$`), regex.Of(`^[0-9]{3}(?:[ \x{00a0},]|$)`)

// sumGoesOn reports whether a sum is broken between the lines, "12" and "500 тенге", or an address, "ул. Абая,"
// and "64". Lines of figures alone are a column of a table.
func sumGoesOn(left, right string) bool {
	return (sumTail.MatchString(left) && sumHead.MatchString(right) || strings.HasSuffix(left, ",") && house.MatchString(right)) && strings.ContainsFunc(left+right, unicode.IsLetter)
}

// isCaps reports whether s has six letters or more and no small ones.
func isCaps(s string) bool {
	n, digits := 0, 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return n >= 6 && n > digits
}

// opening returns the first letter or digit that only quotes, brackets and spaces precede.
func opening(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0«»„“”\"'(["))
	return r
}

func startsUpper(s string) bool {
	r := opening(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '№'
}

func startsLower(s string) bool { return unicode.IsLower(opening(s)) }

// stopped reports whether s ends with one of marks, quotes and brackets after it aside.
func stopped(s, marks string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "»”“\")] "))
	return r != utf8.RuneError && strings.ContainsRune(marks, r)
}

// maxHeading is the longest title or heading, in characters.
const maxHeading = 250

// headingLike reports whether s can be a title or a heading: short, and not a sentence.
func headingLike(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= maxHeading && !stopped(s, ".,;:!?…")
}

// wordy reports whether the form of a label is written out, as chapters and articles are.
func wordy(f legal.Form) bool {
	return f == legal.Part || f == legal.Chapter || f == legal.Article || f == legal.Section
}
