package importer

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/regex"
)

// Lines that belong together although each stands alone: the head of an annex
// («Приложение 1 / к приказу директора / от 15 декабря 2026 года № 47»), the act
// that approved the text («УТВЕРЖДЕНО / решением Совета / от 14 марта 2024 года
// № 3»), and the office that signs it («УТВЕРЖДАЮ / Директор / ____ А. Ахметов»).

const (
	groupLines = 8   // the most lines of a group
	headWidth  = 100 // the most characters of a line of an annex's head
	actWidth   = 160 // and of one that names an act
	beginning  = 16  // the lines at the beginning of a text among which an approval stands
)

// grouper finds lines that belong together.
type grouper struct {
	*file
	annexes  []bool // by line: whether it has the word for an annex
	approves []bool // whether it has a word of approval
}

// findGroups marks lines that make one.
func (g grouper) findGroups() {
	g.annexes, g.approves = make([]bool, len(g.lines)), make([]bool, len(g.lines))
	for i := range g.lines {
		g.annexes[i], g.approves[i] = g.signs.speaksOfAnnex(g.lines[i].text), g.signs.speaksOfApproval(g.lines[i].text)
	}
	begin := 0 // of the document or annex
	for i := 0; i < len(g.lines); i++ {
		window := min(i+groupLines, len(g.lines))
		if i-begin >= beginning && !slices.Contains(g.annexes[i:window], true) && !slices.Contains(g.approves[i:window], true) || !g.mayGroup(i) {
			continue
		}
		if n := g.annexHead(i); n > 0 {
			g.group(i, n)
			i += n - 1
			begin = i + 1
			continue
		}
		if n := g.approvedBy(i); n > 0 && (i-begin < beginning || g.titleAt(i+n)) {
			g.group(i, n)
			i += n - 1
		} else if i-begin >= beginning {
			continue
		} else if n := g.signedBy(i); n > 0 {
			for k := 0; k < n; {
				m := 1 // each line stays one, but for what was broken
				for k+m < n && breaksOff(g.lines[i+k+m-1].text, g.lines[i+k+m].text) {
					m++
				}
				g.group(i+k, m)
				k += m
			}
			i += n - 1
		}
	}
}

func (g grouper) group(i, n int) {
	for k := range n {
		g.lines[i+k].group = -1
	}
	g.lines[i].group = n
}

// mayGroup reports whether line i can begin a group: no number, and no line in
// the middle of a paragraph.
func (g grouper) mayGroup(i int) bool {
	l := &g.lines[i]
	if l.Kind == blocks.Table || l.Apart || l.table != 0 || l.Label != "" || l.width > actWidth || !groupStart.MatchString(l.text) || g.signs.pageNumber.MatchString(l.text) {
		return false
	}
	if c, ok := readLabel(g.rules, l.text); ok && c.how != bare && c.how != dotted && !g.signs.annexTail.MatchString(l.text) {
		return false
	}
	return i == 0 || l.whole() || l.gap > 0 || l.top || l.seam || shortEnough(&g.lines[i-1])
}

// shortEnough reports whether a line leaves so much room that a paragraph ended.
func shortEnough(l *line) bool { return l.width < 60 || stopped(l.text, ".:;!?…") }

// grows reports whether line j can belong to the group that begins with line i: no
// more blank lines stand before it than between the first two.
func (g grouper) grows(i, j, most int) bool {
	if j >= len(g.lines) || j >= i+groupLines {
		return false
	}
	l := &g.lines[j]
	if l.table != 0 || l.Kind == blocks.Table || l.Apart || l.Label != "" || l.width > most || l.whole() != g.lines[i].whole() {
		return false
	}
	return j == i || (!g.signs.pageNumber.MatchString(l.text) || numberBroken(g.lines[j-1].text, l.text)) && l.gap <= min(g.lines[i+1].gap, 1) && !l.top
}

// annexHead counts the lines of the head of an annex that begins with line i, 0
// for none.
func (g grouper) annexHead(i int) (best int) {
	if !slices.Contains(g.annexes[i:min(i+groupLines, len(g.lines))], true) {
		return 0
	}
	joined := ""
	for j := i; g.grows(i, j, headWidth); j++ {
		l := &g.lines[j]
		tail := g.signs.annexTail.MatchString(l.text)
		right := l.Right && g.lines[i].Right && l.gap == 0 // one block, in which its words are set
		if j > i && (l.gap > 0 || l.whole()) && !startsLower(l.text) && !tail && !right {
			break
		}
		if j > i && !tail && (g.numbered(j) || l.wide() || stopped(g.lines[j-1].text, ".;:") || g.signs.signed.MatchString(g.lines[j-1].text)) {
			break
		}
		if best > 0 && (isCaps(l.text) && !isCaps(joined) || startsUpper(l.text) && !g.headGoesOn(i, j)) {
			break // its title
		}
		if joined = strings.TrimSpace(joined + " " + l.text); g.signs.isMarker(joined) {
			best = j - i + 1
		}
	}
	return best
}

// headGoesOn reports whether line j, which begins with a capital letter, is still of the
// head of an annex that begins with line i, and no title: a later line goes on with it in
// small letters («к приказу / КГУ «Школа» / от 15 декабря»).
func (g grouper) headGoesOn(i, j int) bool {
	if numberBroken(g.lines[j-1].text, g.lines[j].text) || actNumber.MatchString(g.lines[j].text) {
		return true
	}
	if dated := yearOf.MatchString(g.lines[j-1].text) || strings.Contains(g.lines[j-1].text, "№"); dated {
		return false
	}
	if l := &g.lines[j]; strings.HasPrefix(l.text, "«") {
		return true // the name of the act
	} else if strings.Contains(l.text, "№") && yearOf.MatchString(l.text) && g.signs.kindOf(l.text) == "" && !g.signs.isActLine(l.text) {
		return true // whose act it is, its date and number
	}
	return g.grows(i, j+1, headWidth) && startsLower(g.lines[j+1].text) && g.lines[j+1].gap == 0
}

// actNumber is a line that is nothing but the number of an act: «№ 22/4-VIII».
var actNumber = regex.Of(`^№ ?[0-9][\p{L}0-9/-]*$`)

// approvedBy counts the lines from line i on that name the act which approved the
// text, with its number and date; 0 for none.
func (g grouper) approvedBy(i int) int {
	if !slices.Contains(g.approves[i:min(i+groupLines, len(g.lines))], true) {
		return 0
	}
	if g.lines[i].wide() || g.signs.signed.MatchString(g.lines[i].text) && !g.signs.approvalBegins.MatchString(g.lines[i].text) {
		return 0 // who signs the act above
	}
	joined, said := "", false
	for j := i; g.grows(i, j, actWidth); j++ {
		l := &g.lines[j]
		if j > i && (g.numbered(j) || !said && g.signs.signed.MatchString(l.text) || g.signs.approvalBegins.MatchString(joined) && g.signs.titleLike(l.text)) {
			break
		}
		if joined = strings.TrimSpace(joined + " " + l.text); !said {
			said = g.signs.isApproval(joined)
		}
		if !said || !g.approvalReads(joined) {
			continue
		}
		n := j - i + 1
		if g.src.Paged && l != &g.lines[i] && g.lines[i].top && !g.owns(i) && g.approvedBy(i+1) > 0 {
			return 0 // the line is the head of the page
		}
		if j > i && g.signs.titleLike(g.lines[i].text) && !g.owns(i) && g.signs.isApproval(l.text) && g.approvalReads(l.text) {
			return 0 // the line is the title
		}
		for g.grows(i, i+n, headWidth) && startsLower(g.lines[i+n].text) && !g.numbered(i+n) {
			n++
		}
		return n
	}
	return 0
}

// owns reports whether line i says whose the act below it is: «Директордың / 2026 жылғы …».
func (g grouper) owns(i int) bool {
	s := g.lines[i].text
	return g.words != nil && g.words.Final && g.words.Owns(strings.ToLower(s[lastWord(s):]))
}

// titleAt reports whether line i can be a title: the act above it approved it.
func (g grouper) titleAt(i int) bool {
	return i < len(g.lines) && headingLike(g.lines[i].text) && startsUpper(g.lines[i].text) && !g.numbered(i)
}

// titleLike reports whether a line is a title by its capitals or its words.
func (s *signs) titleLike(line string) bool {
	return isCaps(line) && !strings.Contains(line, "__") || s.kindOf(line) != "" && startsUpper(line) && !s.approvalAct.MatchString(line)
}

// firstLetters is a place to sign with the first letters of a name behind it, whose rest is on the next line.
var firstLetters = regex.Of(`^_{2,}[^\p{L}]*\p{Lu}\.(?: ?\p{Lu}\.)?$`)

// breaksOff reports whether a line of who signs goes on in the next: a name in quotes or that of a person is
// broken between them.
func breaksOff(line, next string) bool {
	return opened(line) && closesFirst(next) || firstLetters.MatchString(line) && !strings.Contains(next, " ") && startsUpper(next)
}

// signedBy counts the lines from line i on in which an office signs the text: the
// word alone, then the office, a name or a place for it, a date. 0 for none.
func (g grouper) signedBy(i int) (best int) {
	if !g.signs.approvalAlone.MatchString(g.lines[i].text) {
		return 0
	}
	for j := i + 1; g.grows(i, j, headWidth); j++ {
		l := &g.lines[j]
		if g.numbered(j) || g.signs.titleLike(l.text) || g.signs.kindOf(l.text) != "" && isCaps(l.text) {
			break
		}
		if g.signs.signed.MatchString(l.text) || best == j-i && best > 0 && breaksOff(g.lines[j-1].text, l.text) {
			best = j - i + 1
		}
	}
	return best
}
