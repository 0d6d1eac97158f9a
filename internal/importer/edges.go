package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// What a program that prints puts at the edges of a page, although the text that it
// prints has no running heads: a browser the time, the name and the address of the page.

var (
	printedTime    = regexp.MustCompile(`^[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4},? [0-9]{1,2}:[0-9]{2}(?:[ \x{202f}]?[AP]M)?(?: (.*))?$`)
	printedAddress = regexp.MustCompile(`^(?:https?|file)://\S+(?: [0-9]{1,3} ?/ ?[0-9]{1,3})?$`)
)

// printed marks what a browser printed around the text: at the edge of a page the time, with
// the page's name behind it or on the next line, and the address.
func (r *furnisher) printed() {
	names := map[string]bool{}
	for i := range r.lines {
		if m := printedTime.FindStringSubmatch(r.lines[i].text); m != nil && r.lines[i].top {
			r.drop[i], r.edge[i] = furniture{diag.ImportRunningHead, "printed"}, true
			if m[1] == "" && i+1 < len(r.lines) && !r.numbered(i+1) {
				r.drop[i+1], r.edge[i+1] = furniture{diag.ImportRunningHead, "printed"}, true
				names[r.lines[i+1].text] = true
			}
		}
	}
	if len(r.drop) == 0 && len(names) == 0 && !r.src.Paged {
		return
	}
	for i := range r.lines {
		if printedAddress.MatchString(r.lines[i].text) && r.besideBottom(i) {
			r.drop[i], r.edge[i] = furniture{diag.ImportRunningHead, "printed"}, true
		}
	}
}

// besideBottom reports whether only a page's number stands between line i and the end
// of its page.
func (r *furnisher) besideBottom(i int) bool {
	return r.lines[i].bottom || i+1 < len(r.lines) && r.lines[i+1].bottom && r.signs.pageNumber.MatchString(r.lines[i+1].text)
}

// gluedNumber is a page's number that pdftotext wrote behind the part of a word that a
// page broke: "обстоя2".
var gluedNumber = regexp.MustCompile(`^(.*\p{Ll}{2})([1-9][0-9]{0,3})$`)

// unglue takes such numbers off. The numbers of other pages tell which one the page has.
func (r *furnisher) unglue() {
	page, offset, known := 1, 0, false
	pages := make([]int, len(r.lines))
	for i := range r.lines {
		if r.lines[i].top && i > 0 {
			page++
		}
		pages[i] = page
		if m := r.signs.pageNumber.FindStringSubmatch(r.lines[i].text); m != nil && r.drop[i].code == diag.ImportPageNumber {
			n, _ := strconv.Atoi(m[1])
			offset, known = n-page, true
		}
	}
	for i := 0; known && i+1 < len(r.lines); i++ {
		l := &r.lines[i]
		m := gluedNumber.FindStringSubmatch(l.text)
		if m == nil || !l.bottom || l.whole() || m[2] != strconv.Itoa(pages[i]+offset) {
			continue
		}
		next := i + 1
		for next < len(r.lines) && r.drop[next].code != 0 {
			next++
		}
		if next == len(r.lines) || !unicode.IsLower(firstRune(r.lines[next].text)) {
			continue
		}
		r.tell(diag.ImportPageNumber, "glued", l, nil, diag.Args{"text": m[2]})
		l.text = m[1] + softHyphen
		l.width = utf8.RuneCountInString(m[1])
	}
}

// siteFoot marks the line in which a site says whose it is, below the text.
func (r *furnisher) siteFoot() {
	i := len(r.lines) - 1
	for i > 0 && r.drop[i].code != 0 {
		i--
	}
	if i > 0 && !r.lines[i].whole() && siteOwner.MatchString(r.lines[i].text) {
		r.drop[i] = furniture{diag.ImportFrame, ""}
	}
}

var siteOwner = regexp.MustCompile(`^(?:©|\([cC]\) |Copyright ).{0,160}$`)

// tellEdges reports what may be no part of the text: words above the title, and a last
// line that stands at the foot of the only page, so that no other page shows what it is.
func (r *recognizer) tellEdges(paras []*para, title int) {
	for _, p := range paras[:max(title, 0)] {
		if p.kind == prose && !r.signs.marks(p) && !r.signs.isApproval(p.text) && !r.signs.approvalBegins.MatchString(p.text) && !r.signs.isActLine(p.text) &&
			!r.signs.place.MatchString(p.text) && !r.signs.form.MatchString(p.text) && p.first.group == 0 && !p.first.whole() && !yearOf.MatchString(p.text) {
			r.tell(diag.ImportEdge, "above", p.first, p, diag.Args{"words": excerpt(p.text)})
		}
	}
	if !r.src.Paged || len(paras) < 2 || slices.ContainsFunc(r.lines, func(l line) bool { return l.seam }) {
		return
	}
	p := paras[len(paras)-1]
	if p.kind == prose && p.lines == 1 && p.first == &r.lines[len(r.lines)-1] && p.label.Form == legal.NoLabel && headingLike(p.text) && !strings.Contains(p.text, "__") {
		r.tell(diag.ImportEdge, "below", p.first, p, diag.Args{"words": excerpt(p.text)})
	}
}
