package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// What a program that prints puts at the edges of a page, although the text that it
// prints has no running heads: a browser the time, the name and the address of the page.

var (
	printedTime    = regex.Of(`^[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4},? [0-9]{1,2}:[0-9]{2}(?:[ \x{202f}]?[AP]M)?(?: (.*))?$`)
	printedAddress = regex.Of(`^(?:https?|file)://\S+(?: [0-9]{1,3} ?/ ?[0-9]{1,3})?$`)
)

// printed marks what a browser printed around the text: at the edge of a page the time, with
// the page's name behind it or on the next line, and the address. A page without a name has
// its first words there: what stands below the time is the name if it does on every page.
func (f *furnisher) printed() {
	names, times := map[string][]int{}, 0
	for i := range f.lines {
		m := printedTime.FindStringSubmatch(f.lines[i].text)
		foot := i+1 < len(f.lines) && f.lines[i+1].bottom && printedAddress.MatchString(f.lines[i+1].text)
		if m == nil || !f.lines[i].top && !f.lines[i].bottom && !foot {
			continue
		}
		f.drop[i], f.edge[i] = furniture{diag.ImportRunningHead, "printed"}, true
		if times++; m[1] == "" && f.lines[i].top && i+1 < len(f.lines) && !f.numbered(i+1) {
			names[f.lines[i+1].text] = append(names[f.lines[i+1].text], i+1)
		}
	}
	for _, at := range names {
		if len(at) < times || times == 1 && f.ofText(at[0]) {
			continue
		}
		for _, i := range at {
			f.drop[i], f.edge[i] = furniture{diag.ImportRunningHead, "printed"}, true
		}
	}
	f.web = times > 0
	if times == 0 && len(names) == 0 && !f.src.Paged {
		return
	}
	for i := range f.lines {
		if printedAddress.MatchString(f.lines[i].text) && f.besideBottom(i) {
			f.drop[i], f.edge[i] = furniture{diag.ImportRunningHead, "printed"}, true
		}
	}
}

// ofText reports whether line i, below the time on the only page, is one of the text and not the name of the page: a
// title by its words, or a line in capitals, that does not stand once more below.
func (f *furnisher) ofText(i int) bool {
	const near = 12
	text := f.lines[i].text
	name := strings.ToLower(text)
	for _, l := range f.lines[i+1 : min(i+1+near, len(f.lines))] {
		if words := strings.ToLower(l.text); strings.HasPrefix(name, words) && len(words)*3 >= len(name) || strings.HasPrefix(words, name) {
			return false
		}
	}
	return isCaps(text) || f.signs.kindOf(text) != ""
}

// besideBottom reports whether only a page's number stands between line i and the end
// of its page.
func (f *furnisher) besideBottom(i int) bool {
	return f.lines[i].bottom || i+1 < len(f.lines) && f.lines[i+1].bottom && f.signs.pageNumber.MatchString(f.lines[i+1].text)
}

// gluedNumber is a page's number that pdftotext wrote behind the part of a word that a
// page broke: "обстоя2".
var gluedNumber = regex.Of(`^(.*\p{Ll}{2})([1-9][0-9]{0,3})$`)

// unglue takes such numbers off. The numbers of other pages tell which one the page has.
func (f *furnisher) unglue() {
	page, offset, known := 1, 0, false
	pages := make([]int, len(f.lines))
	for i := range f.lines {
		if f.lines[i].top && i > 0 {
			page++
		}
		pages[i] = page
		if m := f.signs.pageNumber.FindStringSubmatch(f.lines[i].text); m != nil && f.drop[i].code == diag.ImportPageNumber {
			n, _ := strconv.Atoi(m[1])
			offset, known = n-page, true
		}
	}
	for i := 0; known && i+1 < len(f.lines); i++ {
		l := &f.lines[i]
		m := gluedNumber.FindStringSubmatch(l.text)
		if m == nil || !l.bottom || l.whole() || m[2] != strconv.Itoa(pages[i]+offset) {
			continue
		}
		next := i + 1
		for next < len(f.lines) && f.drop[next].code != 0 {
			next++
		}
		if next == len(f.lines) || !unicode.IsLower(firstRune(f.lines[next].text)) {
			continue
		}
		f.tell(diag.ImportPageNumber, "glued", l, nil, diag.Args{"text": m[2]})
		l.text = m[1] + softHyphen
		l.width = utf8.RuneCountInString(m[1])
	}
}

// siteFoot marks the line in which a site says whose it is, below the text, and on a
// page what stands behind it.
func (f *furnisher) siteFoot() {
	last := len(f.lines) - 1
	for last > 0 && f.drop[last].code != 0 {
		last--
	}
	least := last
	if f.src.Web {
		least = max(last-siteLines, 1)
	}
	for i := max(least, 1); i <= last; i++ {
		if !siteOwner.MatchString(f.lines[i].text) || f.lines[i].whole() && !f.src.Web {
			continue
		}
		for ; i <= last; i++ {
			f.drop[i] = furniture{diag.ImportFrame, ""}
		}
	}
}

// siteLines is how many lines a page may have behind the one that says whose it is.
const siteLines = 4

// links marks the lines of a page that are links alone, above its text and below it: a
// menu, tags, ways to share the page. What stands below a colon or a heading belongs to
// it, and an address to write or to call is one of the text.
func (f *furnisher) links() {
	if !f.src.Web {
		return
	}
	first, last := 0, len(f.lines)-1
	for first < len(f.lines) && (f.lines[first].frames() || f.logo(first)) {
		first++
	}
	for last > first && (f.drop[last].code != 0 || f.lines[last].frames()) {
		last--
	}
	if first > last {
		return
	}
	for i := range f.lines[:first] {
		f.drop[i] = furniture{diag.ImportFrame, ""}
	}
	if f.lines[last].Heading > 0 || stopped(f.lines[last].text, ":") {
		return
	}
	for i := last + 1; i < len(f.lines); i++ {
		f.drop[i] = furniture{diag.ImportFrame, ""}
	}
}

// logo reports whether line i is a heading that is a link alone and stands above another heading of
// no lower level, with nothing but links between: the name of the site, not of the text.
func (f *furnisher) logo(i int) bool {
	l := &f.lines[i]
	if !l.Linked || l.Heading == 0 || l.Title {
		return false
	}
	for next := i + 1; next < len(f.lines); next++ {
		if !f.lines[next].Linked {
			return f.lines[next].Heading > 0 && f.lines[next].Heading <= l.Heading
		}
	}
	return false
}

// frames reports whether a line is links alone and may stand around the text of a page.
func (l *line) frames() bool {
	return l.Linked && l.Heading == 0 && !l.Title && !l.Centered && !strong(l.Runs) && !slices.ContainsFunc(l.Runs, func(r blocks.Run) bool {
		return strings.HasPrefix(r.Link, "mailto:") || strings.HasPrefix(r.Link, "tel:")
	})
}

var siteOwner = regex.Of(`^(?:©|\([cC]\) |Copyright ).{0,160}$`)
