package importer

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// parted reports whether the source itself parts line i from the one before:
// by a mark of paragraphs, or by more blank lines than stand between wrapped ones.
func (r *recognizer) parted(i int) bool {
	return i == 0 || r.lines[i].whole() || r.lines[i-1].whole() || r.lines[i].gap > r.shape.wrap
}

// goesOn reports whether the paragraph p that begins with line start goes on in line i.
func (r *recognizer) goesOn(start, i int, p *para) bool {
	prev, l := &r.lines[i-1], &r.lines[i]
	switch {
	case l.whole() || prev.whole() || l.table != 0 || l.group != 0:
		return false
	case brokenWord(prev.text, l.text):
		return true
	case r.seq.prev.Form == legal.NoLabel && r.apart(prev, l):
		return false
	case p.label.Form == legal.NoLabel && start == i-1 && r.labelAlone(start):
		return r.fillsLabel(i)
	case r.parted(i):
		return l.seam && l.gap == 0 && continues(prev.text, l.text)
	case r.signs.remark.MatchString(l.text):
		return false
	case r.has[i] && r.begins(i):
		return false
	case r.bulleted(i):
		return false
	case prev.wide() || l.wide():
		return startsLower(l.text) && !prev.wide() && !stopped(prev.text, ".:;") && l.cells[0] == l.text
	case opensMiddle(prev.text, l.text) && !r.has[i] || r.unclosed(start, i) && !stopped(prev.text, ".:;!?…"):
		return true
	case continues(prev.text, l.text) || sumGoesOn(prev.text, l.text) ||
		r.has[start] && amount.MatchString(l.text) && !stopped(prev.text, ".:;!?…"):
		return true
	case r.shape.firstLine(l, prev):
		return false
	case isCaps(prev.text) && r.allCaps(start, i):
		return isCaps(l.text) && l.gap == 0 && (!stopped(prev.text, ".:;") || r.shape.set && !r.shape.short(prev, l.text, r.shape.stop))
	case isCaps(l.text) && startsUpper(l.text):
		if r.shape.set && i > start+1 && !stopped(prev.text, ".:;!?…") && !r.shape.short(prev, l.text, r.shape.line) {
			return true // a sentence in capitals
		}
		return r.shape.wraps && stopped(l.text, ":") && !strings.Contains(l.text, " ") && !stopped(prev.text, ".:;!?…") && !r.shape.short(prev, l.text, r.shape.line)
	case r.has[start] && wordy(r.cands[start].label.Form) && startsUpper(l.text) && !stopped(prev.text, ",–—-(«/") && r.sentenceAhead(i):
		return false
	case stopped(prev.text, ".") && l.width < 60 && r.signs.signed.MatchString(l.text):
		return false
	case !r.shape.wraps:
		return r.cites(prev.text) && !stopped(prev.text, ":;!?…")
	case r.shape.gapped && !l.seam && !l.top:
		return true
	case stopped(prev.text, ".!?…"):
		return !r.shape.short(prev, l.text, r.shape.stop) && !r.alone(i)
	case stopped(prev.text, ":;"):
		return !r.shape.short(prev, l.text, r.shape.line) && startsLower(l.text)
	case r.cites(prev.text) || stopped(prev.text, ",–—-(«/"):
		return true
	}
	return !r.shape.short(prev, l.text, r.shape.line)
}

// alone reports whether line i is a paragraph of its own that ends without a full stop,
// as a heading does: it begins with a capital letter and is short, and so does the next.
func (r *recognizer) alone(i int) bool {
	l := &r.lines[i]
	if i+1 == len(r.lines) || !startsUpper(l.text) || stopped(l.text, ".,:;!?…") || l.wide() {
		return false
	}
	next := &r.lines[i+1]
	return next.gap > r.shape.wrap || startsUpper(next.text) && r.shape.short(l, next.text, r.shape.line)
}

// opensMiddle reports whether a line goes on with words in brackets, or in quotes behind a
// colon, which may hold together so that the line above is short.
func opensMiddle(left, right string) bool {
	return strings.HasPrefix(right, "(") && !stopped(left, ".:;!?…") || strings.HasPrefix(right, "/") && strings.HasSuffix(left, "_") ||
		strings.HasPrefix(right, "«") && strings.HasSuffix(left, ":")
}

// unclosed reports whether a bracket is open where line i begins. One that is never
// closed opens nothing behind the end of its sentence.
func (r *recognizer) unclosed(start, i int) bool {
	open := 0
	for _, l := range r.lines[max(start, i-2):i] { // what is in brackets is short
		for _, c := range l.text {
			switch {
			case c == '(':
				open++
			case c == ')' && open > 0:
				open--
			}
		}
	}
	return open > 0
}

// apart reports whether a line at the beginning of a text, before its first number,
// stands apart from the one before: a place with a date, or what names an act, on
// either side; a subject («… туралы») before a capital letter.
func (r *recognizer) apart(prev, l *line) bool {
	if strings.HasSuffix(prev.text, "№") {
		return false
	}
	if r.signs.datedPlace(l.text) && (isCaps(prev.text) || headingLike(prev.text)) || r.signs.datedPlace(prev.text) {
		return true
	}
	if !startsUpper(l.text) {
		return false
	}
	return r.signs.isActLine(l.text) || r.signs.isActLine(prev.text) || r.signs.subjects.MatchString(prev.text)
}

var yearOf = regexp.MustCompile(`(?:^|[^0-9])(?:19|20)(?:[0-9]{2}|_+)(?:[^0-9]|$)`)

// datedPlace reports whether a line is one of a place and a date: «г. Алматы, 11.06.2025 г.».
func (s *signs) datedPlace(line string) bool {
	return s.place.MatchString(line) && yearOf.MatchString(line) && utf8.RuneCountInString(line) < headWidth
}

// sentenceAhead reports whether the lines from i on, up to the next number or blank
// line, are a sentence: so they are no part of the heading above them.
func (r *recognizer) sentenceAhead(i int) bool {
	for j := i; j < len(r.lines) && j < i+groupLines; j++ {
		if j > i && (r.parted(j) || r.has[j] || startsUpper(r.lines[j].text) && r.shape.short(&r.lines[j-1], r.lines[j].text, r.shape.line)) {
			return false
		}
		if stopped(r.lines[j].text, ".:;") {
			return true
		}
	}
	return false
}

// allCaps reports whether the lines of a paragraph are all in capitals: a heading.
func (r *recognizer) allCaps(start, end int) bool {
	for _, l := range r.lines[start:end] {
		if !isCaps(l.text) {
			return false
		}
	}
	return true
}

// labelAlone reports whether line i is nothing but a label.
func (r *recognizer) labelAlone(i int) bool {
	return r.has[i] && r.cands[i].rest == "" && (r.cands[i].how == plain || r.cands[i].how == closed && wordy(r.cands[i].label.Form))
}

// fillsLabel reports whether line i is the text of the number that stands alone on
// the line before: words of a clause or of a heading, never a label of its own.
func (r *recognizer) fillsLabel(i int) bool {
	l := &r.lines[i]
	switch {
	case r.has[i] && (r.cands[i].how != bare && r.cands[i].how != dotted):
		return false
	case r.bulleted(i) || l.wide():
		return false
	case wordy(r.cands[i-1].label.Form):
		return l.gap == 0 && headingLike(l.text) && (i+1 == len(r.lines) || r.lines[i+1].gap > 0 || r.has[i+1])
	}
	return l.gap <= max(r.shape.wrap, 0)
}

// begins reports whether line i begins with a label that is one although nothing
// in the source parts the line from the one before.
func (r *recognizer) begins(i int) bool {
	prev, c := &r.lines[i-1], r.cands[i]
	ended := stopped(prev.text, ".;:!?…") || r.labelAlone(i-1) || !r.shape.wraps || r.shape.short(prev, r.lines[i].text, r.shape.line)
	expected := r.seq.expects(c.label)
	upper := startsUpper(c.rest) || c.rest == ""
	if r.cites(prev.text) || c.label.Form == legal.NoLabel {
		return c.how == odd && ended && !r.cites(prev.text)
	}
	switch c.how {
	case bare:
		return ended && r.bareCounts(i)
	case dotted:
		return ended && r.lettersCount(i)
	case closed:
		return expected && (ended || upper && wordy(c.label.Form))
	case odd, spaced:
		return ended || expected && upper
	}
	if expected {
		return ended || upper
	}
	return ended && upper && (stopped(prev.text, ".;:!?…") || r.later.after(i, c.label))
}

// labelled reports whether the label candidate of line i, which begins a
// paragraph, is a label. What is none although it looks like one has a finding.
func (r *recognizer) labelled(i int, p *para) bool {
	c := r.cands[i]
	expected := r.seq.expects(c.label)
	switch c.how {
	case bare:
		return r.bareCounts(i)
	case dotted:
		return r.lettersCount(i)
	case odd, spaced:
		return true
	case closed:
		if !expected && !(len(c.label.Path) > 2) && !wordy(c.label.Form) {
			r.tell(diag.ImportLabel, "text", &r.lines[i], p, diag.Args{"label": c.typed})
			return false
		}
		return true
	}
	if (c.label.Form == legal.Roman || c.label.Form == legal.Letter) && !expected && !r.later.after(i, c.label) {
		r.tell(diag.ImportLabel, "text", &r.lines[i], p, diag.Args{"label": c.typed})
		return false
	}
	return true
}

// bareCounts reports whether a number without a dot counts: it is the one that
// comes next, and a number that comes of it follows.
func (r *recognizer) bareCounts(i int) bool {
	c := r.cands[i]
	return r.seq.expects(c.label) && r.lines[i].group == 0 && r.later.after(i, c.label) && !r.lines[i].wide()
}

// lettersCount reports whether a letter with a dot is one of several in a row.
func (r *recognizer) lettersCount(i int) bool {
	c := r.cands[i]
	if c.label.Form == legal.NoLabel || !r.seq.expects(c.label) {
		return false
	}
	return r.seq.follows(c.label) || r.later.afterLetter(i, c.label)
}

// afterLetter reports whether a later line carries the letter after label.
func (s successors) afterLetter(i int, label legal.Label) bool {
	for step := 1; step <= 2; step++ {
		next := label
		next.Path = [][]int{{label.Path[0][0] + step}}
		if next.Follows(label) && first(s[key(next)], i) > 0 {
			return true
		}
	}
	return false
}

// bulleted reports whether line i is an item of a bulleted list. A dash begins
// one after a colon or beside another item; a letter that serves as a bullet
// only beside one.
func (r *recognizer) bulleted(i int) bool {
	l := &r.lines[i]
	if l.table != 0 || l.group != 0 || l.Kind == blocks.Table {
		return false
	}
	if l.Label != "" {
		return isBullet(l.Label)
	}
	mark, _ := cutBullet(l.text)
	switch {
	case mark == "":
		return l.List > 0 && l.whole() && !r.has[i]
	case isSureBullet(mark):
		return true
	}
	beside := func(j int) bool {
		if j < 0 || j >= len(r.lines) {
			return false
		}
		other, _ := cutBullet(r.lines[j].text)
		return other != "" && (other == mark || isSureBullet(other) || isOddBullet(other) && isOddBullet(mark))
	}
	if beside(i-1) || beside(i+1) {
		return true
	}
	if isOddBullet(mark) {
		return false
	}
	after := len(r.paras) > 0 && i > 0 && (stopped(r.lines[i-1].text, ":") || r.paras[len(r.paras)-1].kind == item)
	return after || r.parted(i) && i > 0
}
