package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// line is a line of the source that holds text.
type line struct {
	text  string // no white space at either end, single spaces inside
	n     int    // number in the source, from 1
	gap   int    // blank lines before it; 0 at the top of a page
	width int    // in characters
	// Page edges: a form feed, or an end of the file that has form feeds.
	top, bottom bool
}

const softHyphen = "\u00ad"

// readLines returns the lines that hold text. A soft hyphen stays only at a
// line's end, where it tells how to join.
func readLines(src string) []line {
	var lines []line
	gap, top := 0, false
	src = strings.NewReplacer("\u2028", " ", "\u2029", " ").Replace(src)
	for i, raw := range strings.Split(src, "\n") {
		for j, part := range strings.Split(raw, "\f") {
			if j > 0 {
				top = true
				if len(lines) > 0 {
					lines[len(lines)-1].bottom = true
				}
			}
			text := tidy(part)
			if text == "" {
				if j == 0 {
					gap++
				}
				continue
			}
			if top {
				gap = 0
			}
			lines = append(lines, line{text: text, n: i + 1, gap: gap, width: utf8.RuneCountInString(text), top: top})
			gap, top = 0, false
		}
	}
	if n := len(lines); n > 0 && strings.Contains(src, "\f") {
		lines[0].top, lines[n-1].bottom = true, true
	}
	return lines
}

// tidy folds white space and drops the soft hyphens that break nothing.
func tidy(s string) string {
	s = strings.TrimSpace(legal.FoldSpace(s))
	if !strings.Contains(s, softHyphen) {
		return s
	}
	broken := strings.HasSuffix(s, softHyphen)
	if s = strings.TrimSpace(strings.ReplaceAll(s, softHyphen, "")); s != "" && broken {
		s += softHyphen
	}
	return norm.NFC.String(s)
}

// pageNumber is a line that can be nothing but a page's number.
var pageNumber = regexp.MustCompile(`^(?i:(?:стр\.|страница|бет|page)[ \x{00a0}])?[-–—]? ?([1-9][0-9]{0,3}) ?[-–—]?(?:-бет|(?: ?/ ?| из | of )[0-9]{1,4})?$`)

// pageLines is the least number of lines on a page of a source that has no form feeds.
const pageLines = 15

// dropPageNumbers takes out the page numbers and notes each one. A page number
// stands at the edge of a page, or, where the source does not show its pages,
// is one of several that count up by one a page apart. Any other lone number is text.
func dropPageNumbers(name string, lines []line, found *diag.List) []line {
	drop := map[int]bool{}
	var run []int // indices of page numbers that count up, a page apart
	flush := func() {
		if len(run) > 1 {
			for _, i := range run {
				drop[i] = true
			}
		}
		run = nil
	}
	last, previous := 0, 0
	for i, l := range lines {
		m := pageNumber.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if (l.top || l.bottom) && n > last {
			drop[i], last = true, n
		}
		if k := len(run); k > 0 && (i-run[k-1] < pageLines || n != previous+1) {
			flush()
		}
		if len(run) > 0 || i >= pageLines {
			run, previous = append(run, i), n
		}
	}
	flush()
	if len(drop) == len(lines) {
		return lines // nothing else is there: it is the text
	}
	kept := make([]line, 0, len(lines))
	paged := false
	for i, l := range lines {
		if drop[i] {
			found.Add(diag.ImportPageNumber, diag.Pos{File: name, Line: l.n}, diag.Args{"text": l.text})
			paged = true
			continue
		}
		if paged { // what is blank around a page number tells nothing
			l.gap, l.top, paged = 0, true, false
		}
		kept = append(kept, l)
	}
	return kept
}
