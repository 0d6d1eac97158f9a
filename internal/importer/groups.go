package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
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

// findGroups marks lines that make one.
func (r *recognizer) findGroups() {
	begin := 0 // of the document or annex
	for i := 0; i < len(r.lines); i++ {
		if !r.mayGroup(i) {
			continue
		}
		if n := r.annexHead(i); n > 0 {
			r.group(i, n)
			i += n - 1
			begin = i + 1
			continue
		}
		if n := r.approvedBy(i); n > 0 && (i-begin < beginning || r.titleAt(i+n)) {
			r.group(i, n)
			i += n - 1
		} else if i-begin >= beginning {
			continue
		} else if n := r.signedBy(i); n > 0 {
			for k := range n {
				r.group(i+k, 1) // each line stays one
			}
			i += n - 1
		}
	}
}

func (r *recognizer) group(i, n int) {
	for k := range n {
		r.lines[i+k].group = -1
	}
	r.lines[i].group = n
}

// mayGroup reports whether line i can begin a group: no number, and no line in
// the middle of a paragraph.
func (r *recognizer) mayGroup(i int) bool {
	l := &r.lines[i]
	if l.Kind == blocks.Table || l.table != 0 || l.Label != "" || l.width > actWidth || !groupStart.MatchString(l.text) {
		return false
	}
	if c, ok := readLabel(r.rules, l.text); ok && c.how != bare && c.how != dotted && !r.signs.annexTail.MatchString(l.text) {
		return false
	}
	return i == 0 || l.whole() || l.gap > 0 || l.top || l.seam || shortEnough(&r.lines[i-1])
}

// shortEnough reports whether a line leaves so much room that a paragraph ended.
func shortEnough(l *line) bool { return l.width < 60 || stopped(l.text, ".:;!?…") }

// grows reports whether line j can belong to the group that begins with line i: no
// more blank lines stand before it than between the first two.
func (r *recognizer) grows(i, j, most int) bool {
	if j >= len(r.lines) || j >= i+groupLines {
		return false
	}
	l := &r.lines[j]
	if l.table != 0 || l.Kind == blocks.Table || l.Label != "" || l.width > most || l.whole() != r.lines[i].whole() {
		return false
	}
	return j == i || !r.signs.pageNumber.MatchString(l.text) && l.gap <= min(r.lines[i+1].gap, 1) && !l.top
}

// annexHead counts the lines of the head of an annex that begins with line i, 0
// for none.
func (r *recognizer) annexHead(i int) (best int) {
	joined := ""
	for j := i; r.grows(i, j, headWidth); j++ {
		l := &r.lines[j]
		if j > i && (l.gap > 0 || l.whole()) && !startsLower(l.text) && !r.signs.annexTail.MatchString(l.text) {
			break
		}
		if best > 0 && isCaps(l.text) && !isCaps(joined) {
			break // its title
		}
		if joined = strings.TrimSpace(joined + " " + l.text); r.signs.isMarker(joined) {
			best = j - i + 1
		}
	}
	return best
}

// approvedBy counts the lines from line i on that name the act which approved the
// text, with its number and date; 0 for none.
func (r *recognizer) approvedBy(i int) int {
	joined := ""
	for j := i; r.grows(i, j, actWidth); j++ {
		l := &r.lines[j]
		if j > i && (r.numbered(j) || r.signs.approvalBegins.MatchString(joined) && r.signs.titleLike(l.text)) {
			break
		}
		if joined = strings.TrimSpace(joined + " " + l.text); !r.signs.isApproval(joined) || !r.approvalReads(joined) {
			continue
		}
		n := j - i + 1
		for r.grows(i, i+n, headWidth) && startsLower(r.lines[i+n].text) && !r.numbered(i+n) {
			n++
		}
		return n
	}
	return 0
}

// titleAt reports whether line i can be a title: the act above it approved it.
func (r *recognizer) titleAt(i int) bool {
	return i < len(r.lines) && headingLike(r.lines[i].text) && startsUpper(r.lines[i].text) && !r.numbered(i)
}

// numbered reports whether line j begins with a number of a clause.
func (r *recognizer) numbered(j int) bool {
	c, ok := readLabel(r.rules, r.lines[j].text)
	return ok && c.how != bare && c.how != dotted
}

// titleLike reports whether a line is a title by its capitals or its words.
func (s *signs) titleLike(line string) bool {
	return isCaps(line) && !strings.Contains(line, "__") || s.kindOf(line) != "" && startsUpper(line) && !s.approvalAct.MatchString(line)
}

// signedBy counts the lines from line i on in which an office signs the text: the
// word alone, then the office, a name or a place for it, a date. 0 for none.
func (r *recognizer) signedBy(i int) (best int) {
	if !r.signs.approvalAlone.MatchString(r.lines[i].text) {
		return 0
	}
	for j := i + 1; r.grows(i, j, headWidth); j++ {
		l := &r.lines[j]
		if r.numbered(j) || r.signs.titleLike(l.text) || r.signs.kindOf(l.text) != "" && isCaps(l.text) {
			break
		}
		if r.signs.signed.MatchString(l.text) {
			best = j - i + 1
		}
	}
	return best
}
