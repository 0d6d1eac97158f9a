package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// line is a block of the source as the recognizer works on it: a line of a text,
// or a whole paragraph or table of a source that knows those.
type line struct {
	*blocks.Block
	text  string   // single spaces, no white space at either end
	cells []string // the parts between tabs or wide gaps; one for running text
	at    []int    // the columns at which the cells begin
	// spread is set if several tabs in a row only set its cells apart, as in the lines beside it.
	spread bool
	width  int // in characters
	gap    int // blank lines before it; 0 at the top of a page
	// Page edges: a form feed, or an end of the file that has form feeds.
	top, bottom bool
	seam        bool      // a page number or running head was left out before it
	table       int       // of a group of lines that make a table: how many lines from here; 0: none
	foot        bool      // a footnote, below the rule that parts them from the text
	notes       []*lifted // the footnotes whose marks the line carries
	bullet      string    // taken off before a number
	listed      bool      // the list of contents names the line
	owed        int       // bullets that stand alone above it, each of a paragraph from here on
	group       int       // of lines that belong together (an annex's head, an approval): how many from here
	no          int       // its index among the lines of the text
}

// whole reports whether the source itself says where the paragraph ends.
func (l *line) whole() bool { return l.Kind != blocks.Line }

var wideGap = regex.Of(`[ \x{00a0}]{3,}|[ \x{00a0}]*\t[ \t\x{00a0}]*`)

// makeLines prepares the blocks.
func makeLines(all []blocks.Block, paged bool, rules *language.Labels) []line {
	lines := make([]line, 0, len(all))
	edge := rightEdge(all)
	for i := range all {
		b := &all[i]
		raw := b.Text()
		l := line{Block: b, text: tidy(raw), gap: max(b.Gap, 0), top: b.Page}
		l.bulletedNumber(rules)
		l.width = utf8.RuneCountInString(l.text)
		l.cells, l.at = []string{l.text}, []int{b.Indent}
		if b.Kind == blocks.Line && !justified(b, raw, edge) && !stretched(all, i, edge) {
			l.cut(rules, raw)
		}
		if b.Page && len(lines) > 0 {
			lines[len(lines)-1].bottom, paged = true, true
		}
		lines = append(lines, l)
	}
	lines = joinBullets(lines)
	evenGaps(lines)
	if n := len(lines); paged && n > 0 {
		lines[0].top, lines[n-1].bottom = true, true
	}
	return lines
}

// bulletedNumber takes off the bullet that a list of a web page puts before a number:
// "• 1.1. Текст".
func (l *line) bulletedNumber(rules *language.Labels) {
	mark, rest := cutBullet(l.text)
	if !isSureBullet(mark) || l.Kind == blocks.Table {
		return
	}
	if c, ok := readLabel(rules, rest); !ok || c.how != plain && c.how != spaced {
		return
	}
	b := *l.Block
	text := legal.Words(b.Runs)
	b.Runs = cutRuns(b.Runs, len(text)-len(strings.TrimLeft(strings.TrimLeft(text, " \t\u00a0")[len(mark):], " \t\u00a0")))
	l.Block, l.text, l.bullet = &b, rest, mark
}

// bulletAlone is the bullet that is all that a line has, or nothing.
func (l *line) bulletAlone() string {
	if mark, rest := cutBullet(l.text + " x"); rest == "x" && isSureBullet(mark) && !l.whole() {
		return mark
	}
	return ""
}

// joinBullets puts a bullet that stands alone on a line before the next line, whose
// bullet it is: so a PDF's text has it, with blank lines between. Several of them, one below the other,
// are owed to the paragraphs below.
func joinBullets(lines []line) []line {
	out := lines[:0]
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		alone := 0
		for i+alone < len(lines) && lines[i+alone].bulletAlone() != "" {
			alone++
		}
		if alone > 1 && (i+alone == len(lines) || lines[i+alone].whole()) {
			out, i = append(out, lines[i:i+alone]...), i+alone-1
			continue
		}
		if alone > 1 {
			next := lines[i+alone]
			next.gap, next.top, next.owed = l.gap, l.top || next.top, alone
			out, i = append(out, next), i+alone
			continue
		}
		if mark := l.bulletAlone(); mark != "" && i+1 < len(lines) && !lines[i+1].whole() && (firstMark(lines[i+1].text) == "" || isOddBullet(firstMark(lines[i+1].text))) {
			next := lines[i+1]
			next.text, next.gap, next.top, next.cells = mark+" "+next.text, l.gap, l.top || next.top, []string{mark + " " + next.text}
			l, i = next, i+1
		}
		out = append(out, l)
	}
	return out
}

// evenGaps takes one blank line for two or more, if nearly every line of a file has as
// many before it.
func evenGaps(lines []line) {
	count := map[int]int{}
	for i := range lines {
		count[lines[i].gap]++
	}
	for g, n := range count {
		if g < 2 || n*10 < len(lines)*7 {
			continue
		}
		for i := range lines {
			if lines[i].gap >= g {
				lines[i].gap -= g - 1
			}
		}
	}
}

// fullText is the least number of characters of a line that is set to both margins.
const fullText = 40

// rightEdge is the column in which most full lines of a text end.
func rightEdge(all []blocks.Block) (edge int) {
	ends := map[int]int{}
	for i := range all {
		if b := &all[i]; b.Kind == blocks.Line {
			if n := utf8.RuneCountInString(strings.TrimRight(b.Text(), " \u00a0")); n >= fullText {
				ends[b.Indent+n]++
			}
		}
	}
	for e, n := range ends {
		if n > ends[edge] || n == ends[edge] && e > edge {
			edge = e
		}
	}
	return edge
}

var wordGaps = regex.Of(`[ \x{00a0}]+`)

// justified reports whether spaces only stretch a line to the right edge: they stand
// between all of its words, none wider than another by more than one.
func justified(b *blocks.Block, raw string, edge int) bool {
	raw = strings.TrimRight(raw, " \u00a0")
	if n := utf8.RuneCountInString(raw); n < fullText || b.Indent+n < edge-1 || b.Indent+n > edge+1 || strings.Contains(raw, "\t") {
		return false
	}
	least, most, gaps := 1000, 0, wordGaps.FindAllString(raw, -1)
	for _, g := range gaps {
		n := utf8.RuneCountInString(g)
		least, most = min(least, n), max(most, n)
	}
	return len(gaps) >= 3 && most-least <= 1
}

// stretched reports whether block i is a line that was set to both margins and drawn in
// columns, so that its gaps and its end are uneven: nearly all of its gaps are wide, or its
// sentence goes on in the next line, and no line beside it has parts in the same places, as
// a table's has.
func stretched(all []blocks.Block, i, edge int) bool {
	const uneven = 8 // how much wider one gap may be than another
	raw := strings.TrimRight(all[i].Text(), " \u00a0")
	if n := all[i].Indent + utf8.RuneCountInString(raw); n*20 < edge*17 || edge < fullText || strings.Contains(raw, "\t") {
		return false
	}
	least, most, single, gaps := 1000, 0, 0, wordGaps.FindAllString(raw, -1)
	for _, g := range gaps {
		n := utf8.RuneCountInString(g)
		if n == 1 {
			single++
			continue
		}
		least, most = min(least, n), max(most, n)
	}
	if len(gaps) < 3 || (single*5 > len(gaps) || most-least > uneven) && !goesOnBelow(all, i) {
		return false
	}
	mine := partsOf(&all[i])
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j == len(all) || all[j].Kind != blocks.Line {
			continue
		}
		if other := partsOf(&all[j]); len(other) > 1 && !slices.ContainsFunc(other, func(x int) bool {
			return !slices.ContainsFunc(mine, func(y int) bool { return x >= y-1 && x <= y+1 })
		}) {
			return false
		}
	}
	return true
}

// goesOnBelow reports whether the sentence of block i goes on in the next line, which
// stands no deeper and has no parts.
func goesOnBelow(all []blocks.Block, i int) bool {
	if i+1 == len(all) || all[i+1].Kind != blocks.Line || all[i+1].Gap > 0 || all[i+1].Indent > all[i].Indent || len(partsOf(&all[i+1])) > 0 {
		return false
	}
	return continues(tidy(all[i].Text()), tidy(all[i+1].Text()))
}

// partsOf are the columns in which the parts of a line behind wide gaps begin.
func partsOf(b *blocks.Block) (at []int) {
	raw := b.Text()
	for _, g := range wideGap.FindAllStringIndex(raw, -1) {
		at = append(at, b.Indent+utf8.RuneCountInString(raw[:g[1]]))
	}
	return at
}

// cut finds the cells of a line. What a label or a bullet is followed by parts nothing.
func (l *line) cut(rules *language.Labels, raw string) {
	gaps := wideGap.FindAllStringIndex(raw, -1)
	if len(gaps) == 0 {
		return
	}
	l.cells, l.at = nil, nil
	start := 0
	add := func(end int) {
		if s := tidy(raw[start:end]); s != "" {
			l.cells = append(l.cells, s)
			l.at = append(l.at, l.Indent+utf8.RuneCountInString(raw[:start]))
		}
	}
	for _, g := range gaps {
		if start == 0 && marksOnly(rules, tidy(raw[:g[0]])) {
			continue
		}
		add(g[0])
		start = g[1]
	}
	add(len(raw))
}

// marksOnly reports whether s is a label or bullet alone.
func marksOnly(rules *language.Labels, s string) bool {
	if _, rest := cutBullet(s + " x"); rest == "x" {
		return true
	}
	c, ok := readLabel(rules, s+" Q")
	return ok && c.rest == "Q" && c.how != bare
}

// wide reports whether l has parts that stand apart.
func (l *line) wide() bool { return len(l.cells) > 1 }

// bullets of lists: what is no letter is one anywhere, the others only in a list.
var (
	sureBullet = regex.Of("^([•▪●○■□◦‣⁃∙·➢➤►▶✓✔❖♦▫◾◽🔸🔹🔶🔷\ue000-\uf8ff]\ufe0f?)[ \t\u00a0]*")
	dashBullet = regex.Of("^([-–—*+])[ \t\u00a0]+")
	oddBullet  = regex.Of("^([o§])[ \t\u00a0]+([^0-9\\s])")
)

// cutBullet takes the bullet off a line; mark is empty if there is none.
func cutBullet(s string) (mark, rest string) {
	for _, form := range []*regex.Regexp{sureBullet, dashBullet} {
		if m := form.FindStringSubmatchIndex(s); m != nil && strings.Trim(s[m[1]:], "*-–— ") != "" { // no row of stars
			return s[m[2]:m[3]], s[m[1]:]
		}
	}
	if m := oddBullet.FindStringSubmatchIndex(s); m != nil {
		return s[m[2]:m[3]], s[m[4]:]
	}
	return "", s
}

// isBullet reports whether the automatic label of a paragraph is a bullet, and no
// number between dashes.
func isBullet(label string) bool {
	mark, rest := cutBullet(label + " x")
	return mark != "" && rest == "x"
}

func isSureBullet(mark string) bool { return mark != "" && sureBullet.MatchString(mark) }

func isOddBullet(mark string) bool { return mark == "o" || mark == "§" }

// firstMark is the bullet that a line begins with, or nothing.
func firstMark(s string) string { mark, _ := cutBullet(s); return mark }
