package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// para is a paragraph: lines of the source that belong together.
type para struct {
	label legal.Label // of a clause; else zero
	text  string      // without the label
	whole string      // with it
	rules *language.Labels
}

// flow puts paragraphs together, line by line.
type flow struct {
	rules  *language.Labels
	lines  []line
	joiner joiner
	width  int  // of a full line, in characters
	gap    int  // blank lines between two lines that say nothing
	solid  bool // not wrapped: every line is a paragraph
	seq    sequence
	label  legal.Label // of the open paragraph
	start  int         // its first line
}

// Where a full line ends depends on the words, since PDFs are not set in type
// of one width. Below these parts of the width a line with the next word in it
// is short, so that something ended there; more so after a full stop.
const (
	shortLine    = 0.85
	shortStopped = 0.92
	solidLine    = 160 // characters; no printed page has such a line
)

// paragraphs joins the lines into paragraphs.
func paragraphs(name string, lines []line, rules *language.Labels, found *diag.List) []para {
	f := &flow{lines: lines, rules: rules, joiner: joiner{name: name, lines: lines, found: found}}
	f.measure()
	var paras []para
	for i := range lines {
		label, isClause, ends := f.judge(i)
		if i > 0 && ends {
			paras = append(paras, f.close(i))
		}
		if i == 0 || ends {
			f.start, f.label = i, legal.Label{}
			if isClause {
				f.label = label
				f.seq.accept(label)
			}
		}
	}
	return append(paras, f.close(len(lines)))
}

// measure finds the width of a full line and the meaningless gap: what most
// lines do not exceed.
func (f *flow) measure() {
	var widths, gaps []int
	long := 0
	for i, l := range f.lines {
		widths = append(widths, l.width)
		if i > 0 {
			gaps = append(gaps, l.gap)
		}
		if l.width > solidLine {
			long++
		}
	}
	slices.Sort(widths)
	slices.Sort(gaps)
	f.width = widths[len(widths)*85/100]
	if len(gaps) > 0 {
		f.gap = gaps[len(gaps)/2]
	}
	f.solid = long*10 > len(f.lines)
}

// close returns the open paragraph, which ends before line end.
func (f *flow) close(end int) para {
	whole := f.joiner.join(f.start, end)
	if f.isMarker(end) {
		f.seq = sequence{} // an annex counts anew
	}
	return para{label: f.label, text: strings.TrimSpace(whole[len(f.label.Text):]), whole: whole, rules: f.rules}
}

// isMarker reports whether the open paragraph, up to line end, is an annex's
// heading line.
func (f *flow) isMarker(end int) bool {
	if end-f.start > 3 || f.label.Form != legal.NoLabel {
		return false
	}
	words := make([]string, 0, 3)
	for _, l := range f.lines[f.start:end] {
		words = append(words, l.text)
	}
	return isMarker(strings.Join(words, " "))
}

// judge reports whether a paragraph ends before line i, and with which label a
// clause begins there.
func (f *flow) judge(i int) (label legal.Label, isClause, ends bool) {
	l := f.lines[i]
	label, rest, labelled := legal.ParseLabel(f.rules, l.text)
	if i == 0 {
		return label, labelled && (f.seq.expects(label) || startsUpper(rest)), true
	}
	prev := f.lines[i-1]
	if brokenWord(prev.text, l.text) || f.start == i-1 && prev.text == f.label.Text {
		return label, false, false // half a word, or a number that stood alone
	}
	if labelled && !cites(prev.text) {
		closed := stopped(prev.text, ".;:!?…") || f.short(i, shortLine)
		expected := f.seq.expects(label) && (closed || startsUpper(rest))
		if expected {
			return label, true, true
		}
		isClause = startsUpper(rest)
	}
	return label, isClause, f.ends(i)
}

// ends reports whether a paragraph ends before line i, which begins no clause
// that is expected.
func (f *flow) ends(i int) bool {
	prev, l := f.lines[i-1].text, f.lines[i].text
	upper := startsUpper(l)
	open := stopped(prev, ",–—-(«/")
	stop := stopped(prev, ".!?…")
	list := stopped(prev, ":;")
	short := f.short(i, shortLine)
	switch {
	case f.isMarker(i):
		return !startsLower(l) && !markerTail(l)
	case f.isCaps(i) && upper:
		return !isCaps(l) || f.lines[i].gap > f.gap
	case f.solid:
		return true
	case f.lines[i].gap > f.gap:
		return short || stop || list
	case stop && upper:
		return f.short(i, shortStopped)
	case bullet(l):
		return stop || list || open
	case list:
		return short
	}
	return short && upper && !open && !cites(prev)
}

// short reports whether line i-1 had room, to a part of the full width, for the
// first word of line i.
func (f *flow) short(i int, part float64) bool {
	word, _, _ := strings.Cut(f.lines[i].text, " ")
	return float64(f.lines[i-1].width+1+utf8.RuneCountInString(word)) <= part*float64(f.width)
}

// isCaps reports whether the open paragraph, up to line end, is in capitals: a heading.
func (f *flow) isCaps(end int) bool {
	for _, l := range f.lines[f.start:end] {
		if !isCaps(l.text) {
			return false
		}
	}
	return true
}

// isCaps reports whether s has eight letters or more and no small ones.
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
	return n >= 8
}

// first returns the first letter or digit that only quotes, brackets and spaces precede.
func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0«»„“”\"'(["))
	return r
}

func startsUpper(s string) bool {
	r := first(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '№'
}

func startsLower(s string) bool { return unicode.IsLower(first(s)) }

// stopped reports whether s ends with one of marks, quotes and brackets after it aside.
func stopped(s, marks string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "»”“\")] "))
	return r != utf8.RuneError && strings.ContainsRune(marks, r)
}

func bullet(s string) bool {
	for _, mark := range []string{"•", "▪", "●", "○", "■", "– ", "— ", "- ", "* "} {
		if strings.HasPrefix(s, mark) {
			return true
		}
	}
	return false
}
