package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
)

// Furniture of pages is left out: page numbers, running heads and feet, and
// lists of contents. Each line of it that goes has a finding with its words.

const (
	pageLines = 15 // the least number of lines on a page of a source that does not show its pages
	headTimes = 3  // a running head stands on this many pages
	headReach = 2  // lines between it and the page's edge
)

// furniture is why a line is left out: the code and variant of its finding.
type furniture struct {
	code    diag.Code
	variant string
}

// furnisher finds the furniture of pages by the indices of lines.
type furnisher struct {
	*recognizer
	edge map[int]bool      // stands at the edge of a page
	drop map[int]furniture // is left out
}

// dropPages takes out page numbers and running heads.
func (r *recognizer) dropPages() {
	lines := r.lines
	f := furnisher{recognizer: r, drop: make(map[int]furniture, 8), edge: make(map[int]bool, 8)}
	for i, l := range lines {
		if l.whole() || l.group != 0 {
			continue
		}
		if r.signs.saysPage.MatchString(l.text) {
			f.drop[i] = furniture{diag.ImportPageNumber, ""}
		}
		if l.top || l.bottom || f.drop[i].code != 0 {
			f.edge[i] = true
		}
	}
	f.printed()
	f.pageHeads()
	f.runningHeads()
	f.countedPages()
	f.unglue()
	f.siteFoot()
	if len(f.drop) >= len(lines) {
		return // nothing else is there: it is the text
	}
	kept := lines[:0]
	seam := false
	for i, l := range lines {
		if why := f.drop[i]; why.code != 0 {
			r.tell(why.code, why.variant, &l, nil, diag.Args{"text": l.text})
			seam = true
			continue
		}
		if seam && len(kept) > 0 { // what is blank around it tells nothing
			l.gap, l.seam = 0, true
		}
		l.seam, seam = l.seam || l.top && len(kept) > 0, false
		kept = append(kept, l)
	}
	r.lines = kept
	for i := range r.lines { // a head may go on over a page
		r.lines[i].group = 0
	}
	r.findGroups()
}

// pageHeads marks lines that stand on every page of a source that shows its pages,
// in the first or the last two lines of each: two pages are enough. The first page
// may lack them.
func (r *furnisher) pageHeads() {
	pages, times, last := 1, map[string]int{}, map[string]int{}
	firsts := map[string][]int{}
	for i := range r.lines {
		l := &r.lines[i]
		if l.top && i > 0 {
			pages++
		}
		k := unfigured(l.text)
		if k == "" || l.whole() || l.group != 0 || l.width > 160 || !r.nearEdge(i) || r.numbered(i) || firstMark(l.text) != "" {
			continue
		}
		if last[k] != pages {
			times[k]++
			last[k] = pages
		}
		firsts[k] = append(firsts[k], i)
	}
	for k, n := range times {
		if pages < 2 || n < 2 || n < pages-1 || n != len(firsts[k]) {
			continue
		}
		for _, i := range firsts[k] {
			r.drop[i], r.edge[i] = furniture{diag.ImportRunningHead, ""}, true
		}
	}
}

// nearEdge reports whether line i is one of the first or last two of a page that
// the source shows.
func (r *recognizer) nearEdge(i int) bool {
	l := &r.lines[i]
	return l.top || l.bottom || i > 0 && r.lines[i-1].top || i+1 < len(r.lines) && r.lines[i+1].bottom
}

// runningHeads marks lines that repeat, figures aside, at the edge of three pages:
// beside a form feed, a page number, or another line that does.
func (r *furnisher) runningHeads() {
	places := map[string][]int{}
	for i, l := range r.lines {
		if l.whole() || l.group != 0 || l.width < 4 || l.width > 160 {
			continue
		}
		if c, ok := readLabel(r.rules, l.text); ok && c.how == plain {
			continue
		}
		if mark, _ := cutBullet(l.text); mark != "" {
			continue
		}
		if k := unfigured(l.text); k != "" {
			places[k] = append(places[k], i)
		}
	}
	number := func(i int) bool { return i >= 0 && i < len(r.lines) && r.signs.pageNumber.MatchString(r.lines[i].text) }
	near := func(i int) bool {
		for d := -headReach; d <= headReach; d++ {
			if r.edge[i+d] || number(i+d) {
				return true
			}
		}
		return false
	}
	splits := func(i int) bool { // stands inside a sentence
		return i > 0 && i+1 < len(r.lines) && startsLower(r.lines[i+1].text) && !stopped(r.lines[i-1].text, ".:;!?")
	}
	for i, l := range r.lines { // in order of the lines, for the edges grow
		at := places[unfigured(l.text)]
		if len(at) < headTimes || at[0] != i || l.group != 0 {
			continue
		}
		edges, broken := 0, 0
		for _, j := range at {
			if near(j) {
				edges++
			}
			if splits(j) {
				broken++
			}
		}
		if edges >= headTimes && edges*5 >= len(at)*4 || broken >= 2 && (broken+edges)*2 >= len(at) {
			for _, j := range at {
				r.drop[j], r.edge[j] = furniture{diag.ImportRunningHead, ""}, true
			}
		}
	}
}

// unfigured is a line without its figures; empty if it holds no letters.
func unfigured(s string) string {
	letters := 0
	s = strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return -1
		}
		if unicode.IsLetter(c) {
			letters++
		}
		return c
	}, s)
	if letters < 3 {
		return ""
	}
	return s
}

// countedPages marks lone numbers: at the edge of a page and growing, several
// that count up by one a page apart, the last one of them at the end of the text,
// or one that parts a sentence. Any other lone number is text.
func (r *furnisher) countedPages() {
	var run []int // indices of numbers that count up, a page apart
	flush := func() {
		if len(run) > 1 {
			for _, i := range run {
				r.drop[i] = furniture{diag.ImportPageNumber, ""}
			}
		}
		run = nil
	}
	last, previous := 0, 0
	for i, l := range r.lines {
		m := r.signs.pageNumber.FindStringSubmatch(l.text)
		if m == nil || l.whole() || l.group != 0 || r.drop[i].code != 0 {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		beside := r.edge[i-1] && r.drop[i-1].code != 0 || r.edge[i+1] && r.drop[i+1].code != 0
		final := i == len(r.lines)-1
		if (l.top || l.bottom || beside) && n > last || r.src.Paged && r.nearEdge(i) && n == last+1 || r.parts(i) || final && n == last+1 {
			r.drop[i], last = furniture{diag.ImportPageNumber, ""}, n
			continue
		}
		if k := len(run); k > 0 && (i-run[k-1] < pageLines && !final || n != previous+1) {
			flush()
		}
		if len(run) > 0 || i >= pageLines {
			run, previous = append(run, i), n
		}
	}
	flush()
}

// parts reports whether line i stands inside a sentence and apart from it.
func (r *recognizer) parts(i int) bool {
	if i == 0 || i+1 >= len(r.lines) {
		return false
	}
	left, l, right := &r.lines[i-1], &r.lines[i], &r.lines[i+1]
	return l.gap > 0 && right.gap > 0 && left.width > 30 && left.table == 0 && !left.wide() && startsLower(right.text) && !stopped(left.text, ".:;!?…")
}

var (
	contentsPage = regexp.MustCompile(`[ \x{00a0}.…]+[1-9][0-9]{0,3}$`)
	contentsLine = regexp.MustCompile(`^(.*\S)(?:\.{3,}|…+|[ \t\x{00a0}]{2,}|(?:\. ){3,}|\t)[ .…\t]*[1-9][0-9]{0,3}$`)
)

// dropContents takes out a list of contents: the lines below «Содержание» that
// end with a page's number or say what a later line says.
func (r *recognizer) dropContents() {
	later := map[string]int{}
	for i := range r.lines {
		later[r.lines[i].text] = i
	}
	for i := range r.lines {
		if !r.signs.contents.MatchString(r.lines[i].text) {
			continue
		}
		end, entries := i+1, 0
		for j := i + 1; j < len(r.lines) && j-end < headTimes; j++ {
			if r.isContents(j, later) {
				end, entries = j+1, entries+1
			}
		}
		if entries < 2 {
			continue
		}
		for _, l := range r.lines[i:end] {
			for _, text := range []string{l.text, contentsPage.ReplaceAllString(l.text, "")} {
				if at := later[text]; at >= end {
					r.lines[at].listed = true
				}
			}
			r.tell(diag.ImportContents, "", &l, nil, diag.Args{"text": l.text})
		}
		if end < len(r.lines) {
			r.lines[end].gap = max(r.lines[end].gap, r.lines[i].gap, 1)
		}
		r.lines = append(r.lines[:i], r.lines[end:]...)
		return
	}
}

// isContents reports whether line j can be an entry of a list of contents: it ends
// with dots and a number, or with what a later line says, alone or with a number.
func (r *recognizer) isContents(j int, later map[string]int) bool {
	l := &r.lines[j]
	if l.Kind == blocks.Table || stopped(l.text, ":;") {
		return false
	}
	return contentsLine.MatchString(l.Text()) || later[l.text] > j || later[contentsPage.ReplaceAllString(l.text, "")] > j
}
