package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// shape is how the lines of a file are broken, measured over the whole file. A
// line is wrapped if the sentence goes on in the next one; how often it does so
// is counted apart for each number of blank lines between two lines, since there
// are texts with a blank line after every line as a PDF broke it, and texts in
// which every line is a paragraph.
type shape struct {
	width int // of a full line, in characters
	wrap  int // blank lines between the lines of one paragraph
	wraps bool
	// margin is where lines begin, if a deeper first line begins a paragraph; else -1.
	margin int
}

// Where a full line ends depends on the words, since PDFs are not set in type
// of one width. Below these parts of the width a line with the next word in it
// is short, so that something ended there; more so after a full stop.
const (
	shortLine    = 0.85
	shortStopped = 0.92
	wrapShare    = 0.12 // of the boundaries go on with a small letter in a text that is wrapped
)

func measure(lines []line, rules *language.Labels) shape {
	var widths, full []int
	var total, goesOn [3]int
	for i := range lines {
		l := &lines[i]
		if !l.whole() && l.table == 0 {
			widths = append(widths, l.width)
		}
	}
	s := shape{margin: margin(lines)}
	if len(widths) == 0 {
		return s
	}
	slices.Sort(widths)
	long := widths[len(widths)*85/100] / 2
	for i := 1; i < len(lines); i++ {
		prev, l := &lines[i-1], &lines[i]
		if l.whole() || l.table != 0 || prev.whole() || l.seam || prev.width <= long {
			continue
		}
		if c, ok := readLabel(rules, l.text); ok && c.how == plain {
			continue
		}
		if mark, _ := cutBullet(l.text); mark != "" {
			continue
		}
		g := min(l.gap, 2)
		total[g]++
		if continues(prev.text, l.text) && prev.width > 30 {
			goesOn[g]++
			full = append(full, prev.width)
		}
	}
	s.width = widths[len(widths)*85/100]
	if len(full) > 0 { // a line is full where its sentence goes on
		slices.Sort(full)
		s.width = max(s.width, full[len(full)*85/100])
	}
	share := 0.0
	for g := range total {
		if n := float64(goesOn[g]) / float64(max(total[g], 1)); n > share && (g == 0 || goesOn[g] > 1) {
			s.wrap, share = g, n
		}
	}
	s.wraps = share >= wrapShare && s.width <= 160
	if !s.wraps {
		s.wrap = 0
	}
	return s
}

// margin finds the margin of a text whose paragraphs begin with an indented line;
// -1 for a text in which indents say nothing: those lines are few, or sentences go on
// in them.
func margin(lines []line) int {
	left := -1
	for i := range lines {
		if l := &lines[i]; !l.whole() && (left < 0 || l.Indent < left) {
			left = l.Indent
		}
	}
	deeper, goOn, flush, ended := 0, 0, 0, 0
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
		if deeper++; continues(prev.text, l.text) {
			goOn++
		}
	}
	if deeper == 0 || deeper == 1 && (flush < 2 || ended > 0) || goOn*8 > deeper {
		return -1
	}
	return left
}

// indented is by how many columns a first line stands in from the margin.
const indented = 2

// firstLine reports whether a line begins a paragraph by its indent.
func (s shape) firstLine(l, prev *line) bool {
	return s.margin >= 0 && l.Indent >= s.margin+indented && (prev.Indent < s.margin+indented || stopped(prev.text, ".;:!?"))
}

// continues reports whether the sentence of the line left certainly goes on in right.
func continues(left, right string) bool {
	return brokenWord(left, right) || startsLower(right) && !stopped(left, ".:;!?…")
}

// amount is a number with the word that it counts: "14 дней", "5 наурыздан".
var amount = regexp.MustCompile(`^[0-9][0-9 \x{00a0}.,/-]*[ \x{00a0}]\p{Ll}`)

// short reports whether line left had room, to a part of the full width, for the
// first word of line right.
func (s shape) short(left *line, right string, part float64) bool {
	word, _, _ := strings.Cut(right, " ")
	return float64(left.width+1+utf8.RuneCountInString(word)) <= part*float64(s.width)
}

// cites reports whether the sentence of s goes on with a number: it ends with a
// word for a unit («согласно пункту», «ст.»), with one that joins numbers, or with a
// word of amounts.
func (r *recognizer) cites(s string) bool {
	s = strings.TrimRight(s, " ")
	abbreviated := strings.HasSuffix(s, ".")
	if s = strings.TrimRight(s, "."); strings.HasSuffix(s, "№") {
		return true
	}
	last := strings.ToLower(s[strings.LastIndexAny(s, " (\u00a0")+1:])
	w := r.words.Word(last)
	switch {
	case w != nil && w.Noun.Kind != language.None:
		return !abbreviated || w.Noun.Dot
	case abbreviated:
		return false
	}
	return w.Is(language.And) || r.signs.amounts[last]
}

// sumGoesOn reports whether a sum is broken between the lines: "12" and "500 тенге".
var sumTail, sumHead = regexp.MustCompile(`(?:^|[ \x{00a0}])[0-9]{1,3}$`), regexp.MustCompile(`^[0-9]{3}(?:[ \x{00a0},]|$)`)

func sumGoesOn(left, right string) bool {
	return sumTail.MatchString(left) && sumHead.MatchString(right)
}

// isCaps reports whether s has six letters or more and no small ones.
func isCaps(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 6
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
