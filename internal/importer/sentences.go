package importer

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// habit is how often a sentence ends a paragraph in a text whose lines were broken, apart
// for what stands below a number and for what does not. Where a sentence ends with a full
// line nothing else tells whether the paragraph goes on in the next one: there a text of
// one sentence a paragraph is parted, and a text of long paragraphs is joined.
type habit struct {
	ends  [2]int // sentences that certainly end a paragraph: the line had room for more
	inner [2]int // sentences that end in the middle of a line
}

// innerEnd is the end of a sentence inside a line, but none of an initial or a short word
// that is abbreviated.
var innerEnd = regex.Of(`[\p{Ll}»)]{3}[.!?…] +[«"]?\p{Lu}`)

// often is how many times more frequent one must be than the other to decide, few how
// many sentences there must be for that, and many how many to be sure of it.
const (
	often = 6
	few   = 3
	many  = 8
)

func habitOf(n *numbering, s shape) (h habit) {
	below := 0
	for i := range n.lines {
		l := &n.lines[i]
		if l.whole() || l.table != 0 || l.group != 0 {
			continue
		}
		if i > 0 && !startsLower(l.text) {
			prev := &n.lines[i-1]
			ended := l.gap > s.wrap || s.short(prev, l.text, s.stop)
			switch {
			case n.has[i] && n.cands[i].label.Form != legal.NoLabel && n.cands[i].how != bare && n.cands[i].how != dotted:
				below = 1
			case !stopped(prev.text, ".!?…") || s.firstLine(l, prev) || l.gap > s.wrap:
			case ended:
				h.ends[below]++
				below = 0
			}
			if ended && !n.has[i] {
				below = 0
			}
		}
		h.inner[below] += len(innerEnd.FindAllStringIndex(l.text, -1))
	}
	return h
}

// parts reports whether a sentence that ends with a full line ends its paragraph; sure
// is false if the text does both.
func (h habit) parts(numbered bool) (yes, sure bool) {
	k := 0
	if numbered {
		k = 1
	}
	e, n := h.ends[k], h.inner[k]
	yes = e >= few && e > n*often
	return yes, e == 0 && n > 1 || e >= many && n == 0 || n >= few && n > e*often
}

// tellEnds reports the places at which sentences end with full lines and the text does not
// show whether a paragraph ends, too: all of them in one finding.
func (f *file) tellEnds() {
	if len(f.ends) == 0 {
		return
	}
	first, variant := f.ends[0], ""
	var lines []string
	for _, e := range f.ends[1:] {
		lines, variant = append(lines, strconv.Itoa(e.line.Place.Line)), "more"
	}
	f.tell(diag.ImportEnds, variant, first.line, first.para, diag.Args{"words": excerpt(first.line.text), "lines": strings.Join(lines, ", ")})
}

// end is a line that may begin a paragraph as well as go on with one.
type end struct {
	line *line
	para *para
}
