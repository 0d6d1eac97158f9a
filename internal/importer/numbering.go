package importer

import (
	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// numbering decides which of the numbers that lines begin with are labels: it follows
// those that were accepted so far, and knows what is still to come.
type numbering struct {
	*file
	cands []candidate // of every line; how is plain and rest empty if there is none
	has   []bool
	seq   sequence
	later successors
	// quoted are the lines of quotations whose numbers are those of another text.
	quoted []bool
	bares  int // numbers without a dot that were taken for labels
}

func numberingOf(f *file) *numbering {
	n := &numbering{file: f, cands: make([]candidate, len(f.lines)), has: make([]bool, len(f.lines)), later: successors{}, quoted: make([]bool, len(f.lines))}
	for i := range f.lines {
		if n.cands[i], n.has[i] = n.candidate(i); n.has[i] {
			n.later.note(i, n.cands[i].label)
		}
	}
	for i, c := range n.cands { // a small letter that none of a list stands beside
		if c.how == dotted && c.label.Form == legal.Letter && !n.later.besideLetter(c.label) {
			if figure, ok := figureAlone(n.rules, c.typed+" "+c.rest); ok {
				n.cands[i] = figure
				n.later.note(i, figure.label)
			}
		}
	}
	quoter{n}.mark()
	return n
}

// besideLetter reports whether any line carries the letter before label or the one after it.
func (s successors) besideLetter(label legal.Label) bool {
	for _, step := range []int{-1, 1} {
		next := label
		next.Path = [][]int{{label.Path[0][0] + step}}
		if len(s[key(next)]) > 0 {
			return true
		}
	}
	return false
}

// candidate reads the label that line i may begin with: the source's own
// automatic number, else one that is typed.
func (n *numbering) candidate(i int) (candidate, bool) {
	l := &n.lines[i]
	if l.Kind == blocks.Table || l.table != 0 || l.group != 0 || l.Code || l.Quote {
		return candidate{}, false
	}
	if l.Label != "" {
		if isBullet(l.Label) {
			return candidate{}, false
		}
		return n.automatic(i)
	}
	return readLabel(n.rules, l.text)
}

// labelAlone reports whether line i is nothing but a label.
func (n *numbering) labelAlone(i int) bool {
	return n.has[i] && n.cands[i].rest == "" && (n.cands[i].how == plain || n.cands[i].how == closed && wordy(n.cands[i].label.Form))
}

// labelled reports whether the label candidate of line i, which begins a
// paragraph, is a label. What is none although it looks like one has a finding.
func (n *numbering) labelled(i int, p *para) bool {
	c := n.cands[i]
	if n.lines[i].Label != "" && (c.how == plain || c.how == closed) { // the source counts it
		return true
	}
	expected := n.seq.expects(c.label)
	switch c.how {
	case bare, figured:
		if n.bareCounts(i) {
			n.bares++
			return true
		}
		if c.how == bare && n.seq.follows(c.label) && headingLike(c.rest) {
			n.tell(diag.ImportLabel, "text", &n.lines[i], p, diag.Args{"label": c.typed})
		}
		return false
	case dotted:
		return n.lettersCount(i)
	case odd, spaced:
		return true
	case closed:
		if !expected && !(len(c.label.Path) > 2) && !wordy(c.label.Form) {
			n.tell(diag.ImportLabel, "text", &n.lines[i], p, diag.Args{"label": c.typed})
			return false
		}
		return true
	}
	if (c.label.Form == legal.Roman || c.label.Form == legal.Letter) && !expected && !n.later.after(i, c.label) {
		n.tell(diag.ImportLabel, "text", &n.lines[i], p, diag.Args{"label": c.typed})
		return false
	}
	return true
}

// bareCounts reports whether a number without a dot counts: it is the one that
// comes next, and a number that comes of it follows. The last of several has none behind it, and is a few words, too.
func (n *numbering) bareCounts(i int) bool {
	c := n.cands[i]
	if !n.seq.expects(c.label) || n.lines[i].group != 0 || n.lines[i].wide() {
		return false
	}
	return n.later.after(i, c.label) || c.how == bare && n.bares > 1 && n.seq.follows(c.label) && headingLike(c.rest) && n.lines[i].width <= longHeading
}

// lettersCount reports whether a letter with a dot is one of several in a row.
func (n *numbering) lettersCount(i int) bool {
	c := n.cands[i]
	if c.label.Form == legal.NoLabel || !n.seq.expects(c.label) {
		return false
	}
	return n.seq.follows(c.label) || n.later.afterLetter(i, c.label)
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
