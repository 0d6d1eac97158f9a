package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
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
	*file
	edge map[int]bool      // stands at the edge of a page
	drop map[int]furniture // is left out
}

func furnisherOf(f *file) *furnisher {
	return &furnisher{f, make(map[int]bool, 8), make(map[int]furniture, 8)}
}

// dropPages takes out page numbers and running heads.
func (f *furnisher) dropPages() {
	lines, counts := f.lines, f.pagesCount()
	for i, l := range lines {
		if l.whole() || l.group != 0 {
			continue
		}
		if counts && f.signs.saysPage.MatchString(l.text) {
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
	f.restOfHeads()
	f.unglue()
	f.keepTitle()
	f.siteFoot()
	f.links()
	if len(f.drop) >= len(lines) {
		return // nothing else is there: it is the text
	}
	kept := lines[:0]
	seam := false
	for i, l := range lines {
		if why := f.drop[i]; why.code != 0 {
			f.tell(why.code, why.variant, &l, nil, diag.Args{"text": l.text})
			seam = true
			continue
		}
		if seam && len(kept) > 0 { // what is blank around it tells nothing
			l.gap, l.seam = 0, true
		}
		l.seam, seam = l.seam || l.top && len(kept) > 0, false
		kept = append(kept, l)
	}
	f.lines = kept
	for i := range f.lines { // a head may go on over a page
		f.lines[i].group = 0
	}
}

// keepTitle keeps a line of the first page that says what the heads of the pages say, if the page has that head, too:
// the name of the document or of whose it is.
func (f *furnisher) keepTitle() {
	pages, times := 0, map[string]map[int][]int{}
	for i := range f.lines {
		if f.lines[i].top || i == 0 {
			pages++
		}
		if f.drop[i].code == diag.ImportRunningHead && f.drop[i].variant == "" {
			k := unfigured(f.lines[i].text)
			if times[k] == nil {
				times[k] = map[int][]int{}
			}
			times[k][pages] = append(times[k][pages], i)
		}
	}
	for _, at := range times {
		others := 0
		for page, all := range at {
			if page > 1 {
				others = max(others, len(all))
			}
		}
		if mine := at[1]; pages > 1 && others > 0 && len(mine) > others {
			for _, i := range mine[others:] {
				delete(f.drop, i)
				delete(f.edge, i)
			}
		}
	}
}

// pagesCount reports whether the lines that say a page's number may do so: of several two at least count on. Those of
// a table («страница 15», «страница 60») do not.
func (f *furnisher) pagesCount() bool {
	var all []int
	for i := range f.lines {
		if l := &f.lines[i]; !l.whole() && l.group == 0 && f.signs.saysPage.MatchString(l.text) {
			n, _ := strconv.Atoi(pageFigures.FindString(l.text))
			all = append(all, n)
		}
	}
	for k := 1; k < len(all); k++ {
		if all[k] == all[k-1]+1 {
			return true
		}
	}
	return len(all) < 2
}

// pageFigures is the number in a line that says one.
var pageFigures = regex.Of(`[0-9]+`)

// pageHeads marks lines that stand on every page of a source that shows its pages,
// in the first or the last two lines of each, and nowhere else: two pages are enough. The
// first page may lack them.
func (f *furnisher) pageHeads() {
	pages, times, last, all := 1, map[string]int{}, map[string]int{}, map[string]int{}
	firsts := map[string][]int{}
	for i := range f.lines {
		l := &f.lines[i]
		if l.top && i > 0 {
			pages++
		}
		k := unfigured(l.text)
		all[k]++
		if k == "" || l.whole() || l.group != 0 || l.width > 160 || !f.nearEdge(i) || f.numbered(i) || firstMark(l.text) != "" || f.endsSentence(i) {
			continue
		}
		if last[k] != pages {
			times[k]++
			last[k] = pages
		}
		firsts[k] = append(firsts[k], i)
	}
	for k, n := range times {
		if pages < 2 || n < 2 || n < pages-1 || n != all[k] {
			continue
		}
		for _, i := range firsts[k] {
			f.drop[i], f.edge[i] = furniture{diag.ImportRunningHead, ""}, true
		}
	}
}

// nearEdge reports whether line i is one of the first or last two of a page that
// the source shows.
func (f *furnisher) nearEdge(i int) bool {
	l := &f.lines[i]
	return l.top || l.bottom || i > 0 && f.lines[i-1].top || i+1 < len(f.lines) && f.lines[i+1].bottom
}

// runningHeads marks lines that repeat, figures aside, at the edge of three pages:
// beside a form feed, a page number, or another line that does.
func (f *furnisher) runningHeads() {
	places := map[string][]int{}
	for i, l := range f.lines {
		if l.whole() || l.group != 0 || l.width < 4 || l.width > 160 {
			continue
		}
		if c, ok := readLabel(f.rules, l.text); ok && c.how == plain {
			continue
		}
		if mark, _ := cutBullet(l.text); mark != "" {
			continue
		}
		if k := unfigured(l.text); k != "" {
			places[k] = append(places[k], i)
		}
	}
	near := func(i int) bool {
		if i == 0 {
			return true
		}
		for d := -headReach; d <= headReach; d++ {
			if f.edge[i+d] || f.number(i+d) {
				return true
			}
		}
		return false
	}
	splits := func(i int) bool { // stands inside a sentence
		return i > 0 && i+1 < len(f.lines) && startsLower(f.lines[i+1].text) && !stopped(f.lines[i-1].text, ".:;!?")
	}
	for i, l := range f.lines { // in order of the lines, for the edges grow
		at := places[unfigured(l.text)]
		if len(at) < headTimes || at[0] != i || l.group != 0 {
			continue
		}
		if f.passage(at) {
			continue
		}
		edges, broken, ends := 0, 0, 0
		for _, j := range at {
			if f.endsSentence(j) {
				ends++
			}
			if near(j) {
				edges++
			}
			if splits(j) {
				broken++
			}
		}
		if ends*2 >= len(at) {
			continue
		}
		if edges >= headTimes && edges*5 >= len(at)*4 || broken >= 2 && (broken+edges)*2 >= len(at) {
			for _, j := range at {
				if f.edge[j] = true; j > 0 || !f.aloneAbove() {
					f.drop[j] = furniture{diag.ImportRunningHead, ""}
				}
			}
		}
	}
}

// aloneAbove reports whether the first line is all that stands above the first clause: the
// head of the pages is the title itself.
func (f *furnisher) aloneAbove() bool {
	i := 1
	for f.number(i) {
		i++
	}
	return i < len(f.lines) && f.numbered(i)
}

// endsSentence reports whether line i is the end of the sentence that stands above it, such
// as the last words of clauses that begin in different ways. One that touches the edge of a
// page may be a foot that stands in a broken sentence.
func (f *furnisher) endsSentence(i int) bool {
	l := &f.lines[i]
	if i == 0 || i+1 == len(f.lines) || l.top || l.bottom || !stopped(l.text, ".;") || !continues(f.lines[i-1].text, l.text) || startsLower(f.lines[i+1].text) {
		return false
	}
	return !f.edge[i-1] && !f.edge[i+1] && !f.number(i-1) && !f.number(i+1)
}

// number reports whether line i can be nothing but the number of a page.
func (f *furnisher) number(i int) bool {
	return i >= 0 && i < len(f.lines) && f.signs.pageNumber.MatchString(f.lines[i].text)
}

// passage reports whether a line that stands in several places stands between the same two
// lines in most of them: then a passage of the text repeats, and no head of a page.
func (f *furnisher) passage(at []int) bool {
	between := map[[2]string]int{}
	for _, i := range at {
		if i == 0 || i+1 == len(f.lines) || f.edge[i-1] || f.edge[i+1] {
			continue
		}
		if above, below := unfigured(f.lines[i-1].text), unfigured(f.lines[i+1].text); above != "" && below != "" { // no page's number
			between[[2]string{above, below}]++
		}
	}
	for _, n := range between {
		if n > 1 && n*2 >= len(at) {
			return true
		}
	}
	return false
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
func (f *furnisher) countedPages() {
	var run []int // indices of numbers that count up, a page apart
	flush := func() {
		if len(run) > 1 {
			for _, i := range run {
				f.drop[i] = furniture{diag.ImportPageNumber, ""}
			}
		}
		run = nil
	}
	last, previous := 0, 0
	for i, l := range f.lines {
		m := f.signs.pageNumber.FindStringSubmatch(l.text)
		if m == nil || l.whole() || l.group != 0 || f.drop[i].code != 0 || i > 0 && l.gap == 0 && !l.top && brokenFigures.MatchString(f.lines[i-1].text) {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		beside := f.edge[i-1] && f.drop[i-1].code != 0 || f.edge[i+1] && f.drop[i+1].code != 0
		final := i == len(f.lines)-1
		if (l.top || l.bottom || beside) && n > last && (n == last+1 || !f.endsAddress(i, n)) || f.src.Paged && f.nearEdge(i) && n == last+1 || f.parts(i) || final && n == last+1 {
			f.drop[i], last = furniture{diag.ImportPageNumber, ""}, n
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

// endsAddress reports whether number n in line i, the first that can be a page's, ends the words right above it:
// «ул. Абая,» and «64». A page that counts on from it would have the next number.
func (f *furnisher) endsAddress(i, n int) bool {
	l := &f.lines[i]
	if i == 0 || l.gap > 0 || l.top || !stopped(f.lines[i-1].text, ",–(/") && !f.cites(f.lines[i-1].text) {
		return false
	}
	for j := i + 1; j < len(f.lines); j++ {
		if m := f.signs.pageNumber.FindStringSubmatch(f.lines[j].text); m != nil && m[1] == strconv.Itoa(n+1) {
			return false
		}
	}
	return true
}

// restOfHeads marks the rest of a running head of several lines: figures alone that stand in
// three places and more, each right below a line of a head, such as the end of «(v0.4.0). CC BY / 4.0».
func (f *furnisher) restOfHeads() {
	places := map[string][]int{}
	for i := 1; i < len(f.lines); i++ {
		if l := &f.lines[i]; !l.whole() && l.group == 0 && f.drop[i].code == 0 && l.gap == 0 && f.drop[i-1].code == diag.ImportRunningHead && unfigured(l.text) == "" {
			places[l.text] = append(places[l.text], i)
		}
	}
	for _, at := range places {
		if len(at) < headTimes {
			continue
		}
		for _, i := range at {
			f.drop[i], f.edge[i] = furniture{diag.ImportRunningHead, ""}, true
		}
	}
}

// brokenFigures is a line in whose end a number is broken, as those of telephones are.
var brokenFigures = regex.Of(`[0-9]-$`)

// parts reports whether line i stands inside a sentence and apart from it.
func (f *furnisher) parts(i int) bool {
	if i == 0 || i+1 >= len(f.lines) {
		return false
	}
	left, l, right := &f.lines[i-1], &f.lines[i], &f.lines[i+1]
	return l.gap > 0 && right.gap > 0 && left.width > 30 && left.table == 0 && !left.wide() && startsLower(right.text) && !stopped(left.text, ".:;!?…")
}

var (
	contentsPage = regex.Of(`[ \x{00a0}.…]+[1-9][0-9]{0,3}$`)
	contentsLine = regex.Of(`^(.*\S)(?:\.{3,}|…+|[ \t\x{00a0}]{2,}|(?:\. ){3,}|\t)[ .…\t]*[1-9][0-9]{0,3}$`)
)

// dropContents takes out a list of contents: the lines below «Содержание» that
// end with a page's number or say what a later line says.
func (f *furnisher) dropContents() {
	f.dropMarkedContents()
	later := map[string]int{}
	for i := range f.lines {
		later[f.lines[i].text] = i
	}
	for i := range f.lines {
		if !f.signs.contents.MatchString(f.lines[i].text) {
			continue
		}
		end, entries := i+1, 0
		for j := i + 1; j < len(f.lines) && j-end < headTimes; j++ {
			if f.isContents(j, later) {
				end, entries = j+1, entries+1
			}
		}
		if entries < 2 {
			continue
		}
		for _, l := range f.lines[i:end] {
			for _, text := range []string{l.text, contentsPage.ReplaceAllString(l.text, "")} {
				if at := later[text]; at >= end {
					f.lines[at].listed = true
				}
			}
			f.tell(diag.ImportContents, "", &l, nil, diag.Args{"text": l.text})
		}
		if end < len(f.lines) {
			f.lines[end].gap = max(f.lines[end].gap, f.lines[i].gap, 1)
		}
		f.lines = append(f.lines[:i], f.lines[end:]...)
		return
	}
}

// dropMarkedContents takes out what the source itself marks as a list of contents, with
// the line above that names it.
func (f *furnisher) dropMarkedContents() {
	if !slices.ContainsFunc(f.lines, func(l line) bool { return l.Contents }) {
		return
	}
	entries := map[string]bool{}
	var kept []line
	for i, l := range f.lines {
		if !l.Contents && !(i+1 < len(f.lines) && f.lines[i+1].Contents && f.signs.contents.MatchString(l.text)) {
			if i > 0 && f.lines[i-1].Contents {
				l.gap = max(l.gap, 1)
			}
			kept = append(kept, l)
			continue
		}
		text := tidy(l.Label + " " + l.text)
		entries[contentsPage.ReplaceAllString(text, "")] = true
		f.tell(diag.ImportContents, "", &l, nil, diag.Args{"text": text})
	}
	if len(kept) == len(f.lines) {
		return
	}
	for i := range kept {
		kept[i].listed = kept[i].listed || entries[tidy(kept[i].Label+" "+kept[i].text)]
	}
	f.lines = kept
}

// isContents reports whether line j can be an entry of a list of contents: it ends
// with dots and a number, or with what a later line says, alone or with a number.
func (f *furnisher) isContents(j int, later map[string]int) bool {
	l := &f.lines[j]
	if l.Kind == blocks.Table || stopped(l.text, ":;") {
		return false
	}
	return contentsLine.MatchString(strings.TrimRight(l.Text(), "\t")) || later[l.text] > j || later[contentsPage.ReplaceAllString(l.text, "")] > j
}
