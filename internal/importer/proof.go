package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// The second reading. The recognizer decides by the first of its rules that fits, and a
// kind of text that no rule foresees goes wrong without a word. So the paragraphs of a
// draft are read once more, as a proofreader does who was not there when they were made:
// all evidence about a place is added up, and where the sum speaks against the draft, or a
// paragraph looks as none should, a warning names the place. Nothing is changed here.

// proofreader doubts places of a draft.
type proofreader struct {
	*file
	paras []*para
	title int // index of the title, or -1
	told  map[*para]bool
	// full is set if nearly all clauses end with a stop: then one that does not is
	// unfinished, or a heading.
	full   bool
	beside map[int]bool        // numbers with headings among those that they count on with
	anew   bool                // the numbers begin anew
	colons bool                // several lines of a text without numbers end with a colon as headings do
	inner  map[string]lineSpan // what capitals gave
}

// read tells of all doubts about the paragraphs of a draft that nothing else has told: a
// warning about a paragraph stands for those beside it, too.
func (r *proofreader) read() {
	r.tellEdges()
	r.tellSubtitle()
	r.tellLists()
	r.tellUnfinished()
	r.told = map[*para]bool{}
	for _, x := range r.found {
		if x.Severity == diag.Warning && x.para != nil {
			r.told[x.para] = true
		}
	}
	r.full = endStopped(r.paras)
	r.scattered()
	r.titles()
	for k, p := range r.paras {
		if p.first.whole() {
			continue
		}
		r.joins(k)
		r.breaks(k)
		r.inside(k)
	}
	r.siblings()
	r.headings()
	r.runs()
	r.numbersAlone()
	r.unitsNamed()
}

// doubt tells of paragraph k, unless it or one beside it has a warning.
func (r *proofreader) doubt(code diag.Code, variant string, k int, l *line, args diag.Args) {
	for n := max(k-1, 0); n < min(k+2, len(r.paras)); n++ {
		if r.told[r.paras[n]] && (n == k || n != r.title && k != r.title) { // the title stands elsewhere in the draft
			return
		}
	}
	r.told[r.paras[k]] = true
	r.tell(code, variant, l, r.paras[k], args)
}

// endStopped reports whether nearly all clauses that are no headings end with a stop.
func endStopped(paras []*para) bool {
	stops, none := 0, 0
	for _, p := range paras {
		if p.kind != prose || p.level > 0 || p.label.Form == legal.NoLabel {
			continue
		}
		if stopped(p.text, ".:;!?…,") {
			stops++
		} else {
			none++
		}
	}
	return stops >= few && stops > none*often
}

// clear is how much evidence contradicts what the draft has.
const clear = 3

// joins doubts the lines of paragraph k that seem to begin another one.
func (r *proofreader) joins(k int) {
	p := r.paras[k]
	if p.kind != prose && p.kind != item {
		return
	}
	for i := p.first.no + 1; i < p.first.no+p.lines && i < len(r.lines); i++ {
		if i == p.first.no+1 && (r.strangeCapital(p, i) || r.strangeHeading(p, i)) {
			r.doubt(diag.ImportJoined, "doubted", k, &r.lines[i], diag.Args{"words": excerpt(r.lines[i].text)})
			return
		}
		if l := &r.lines[i]; l.gap == 0 && startsLower(l.text) && !stopped(r.lines[i-1].text, ".:;!?…") && !strings.ContainsAny(l.text+r.lines[i-1].text, ":№@_=") {
			continue // most lines of a text
		}
		if p.kind == item && r.hangs(p.first.no, i) {
			continue
		}
		if k != r.title && r.ends(i) >= clear || k == r.title && r.endsTitle(i) {
			r.doubt(diag.ImportJoined, "doubted", k, &r.lines[i], diag.Args{"words": excerpt(r.lines[i].text)})
			return
		}
	}
}

// endsTitle reports whether line i seems to be no part of the title that stands above it,
// or the line above to say whose the document is.
func (r *proofreader) endsTitle(i int) bool {
	above, below := r.lines[i-1].text, r.lines[i].text
	if r.signs.place.MatchString(below) || r.lines[i].wide() {
		return true
	}
	return isCaps(above) != isCaps(below) && startsUpper(below) && !numberBroken(above, below) && (named.MatchString(above) || organization.MatchString(above) || isCaps(above) && strings.Contains(above, " "))
}

// breaks doubts that paragraph k begins where it does.
func (r *proofreader) breaks(k int) {
	if k == 0 || k-1 == r.title {
		return
	}
	p, above := r.paras[k], r.paras[k-1]
	if k > 1 && above.level > 0 && above.label.Form == legal.NoLabel && above.first.seam && plainProse(p) && startsLower(p.text) && plainProse(r.paras[k-2]) && !stopped(r.paras[k-2].text, ".:;!?…") {
		r.doubt(diag.ImportBreak, "paragraph", k, p.first, diag.Args{"words": excerpt(p.text)}) // the head of a page stands between
		return
	}
	if above.kind == item || stopped(above.text, ".:;!?…") && startsUpper(p.text) && !endsInitial(above.text) || above.label.Form == legal.Paren || above.label.Form == legal.Letter {
		return // words that close a list
	}
	if p.kind != prose || above.kind != prose || p.label.Form != legal.NoLabel || p.level > 0 || above.level > 0 || p.piece || p.first.no == 0 || strings.Contains(above.text, "__") && (strings.HasPrefix(p.text, "(") || blankField.MatchString(p.text)) {
		return
	}
	sum := r.ends(p.first.no)
	if r.full && above.label.Form != legal.NoLabel && !stopped(above.text, ".:;!?…") {
		sum -= clear
	}
	if sum <= -clear {
		r.doubt(diag.ImportBreak, "paragraph", k, p.first, diag.Args{"words": excerpt(p.text)})
	}
}

// ends weighs what speaks for the end of a paragraph before line i: the sum is above 0 if
// most of it does, and below if the paragraph seems to go on.
func (r *proofreader) ends(i int) int {
	prev, l := &r.lines[i-1], &r.lines[i]
	if l.table != 0 || l.group != 0 || prev.table != 0 || prev.group != 0 || l.whole() || prev.whole() {
		return 0
	}
	if c, ok := readLabel(r.rules, prev.text); ok && c.rest == "" {
		return 0 // the words of a number
	}
	sum := r.ended(prev.text, l.text) + r.begun(prev.text, l.text) + r.room(prev, l)
	if above, below := isCaps(prev.text), isCaps(l.text); above && below {
		sum -= 3
	} else if above != below && startsUpper(l.text) {
		sum += 2
	}
	if opened(prev.text) {
		sum -= 3
	}
	if l.gap > 0 && !l.seam { // joined although blank lines may part paragraphs
		sum += 2
	}
	return sum
}

// fullName is the end of a line that is a name with both of its first letters behind it: «Абенова К.С.».
var fullName = regex.Of(`\p{Lu}\p{Ll}+ \p{Lu}\.[ \x{00a0}]?\p{Lu}\.$`)

// endsInitial reports whether s ends with the first letter of a name whose rest may follow.
func endsInitial(s string) bool {
	const most = 8 // bytes of a letter, its dot and what stands before it
	return !fullName.MatchString(s) && strings.HasSuffix(s, ".") && initial.MatchString(s[max(len(s)-most, 0):])
}

// ended weighs the end of the line above another.
func (r *proofreader) ended(s, below string) int {
	switch {
	case formula.MatchString(s) || strings.HasSuffix(s, "__") || nameAlone.MatchString(s):
		return 3
	case r.signs.isClipped(s) || endsInitial(s):
		return -2
	case stopped(s, ".!?…"):
		return 3
	case stopped(s, ":;"):
		return 2
	case stopped(s, ",–—-(«/") || r.awaits(s, below):
		return -4
	case r.signs.signed.MatchString(s) || r.signs.isField(s) || r.signs.isActLine(s):
		return 2
	}
	return -1
}

// begun weighs the beginning of a line below another.
func (r *proofreader) begun(above, s string) int {
	c, labelled := readLabel(r.rules, s)
	switch {
	case numberBroken(above, s):
		return -2 * clear
	case labelled && (c.how == plain || c.how == spaced) && (wordy(c.label.Form) || !amount.MatchString(s) && !r.cites(above)):
		return 3
	case firstMark(s) != "" || r.signs.remark.MatchString(s) || stopped(above, ".:;") && definition.MatchString(s):
		return 3
	case r.signs.isEnacting(s) || r.signs.endsEnacting(above, s) || strings.HasPrefix(s, "(") && strings.HasSuffix(above, "_"):
		return -2 * clear
	case strings.HasPrefix(s, "__") && !signedLine.MatchString(s):
		return 0
	case strings.HasPrefix(s, "__") || r.signs.isField(s) || r.signs.place.MatchString(s) && utf8.RuneCountInString(s) <= fullText && !stopped(above, ":") || r.signs.signed.MatchString(s) && !startsLower(s):
		return 3
	case startsLower(s) && stopped(above, ":;"):
		return 0
	case startsLower(s):
		return -4
	case strings.HasPrefix(s, "("):
		return -2
	case amount.MatchString(s):
		return -2
	}
	return 1
}

// room weighs what stands between two lines, and whether the upper one had room for more.
func (r *proofreader) room(prev, l *line) int {
	s := r.shape
	switch {
	case l.gap > s.wrap:
		return 4
	case l.seam || l.top:
		return 0
	case !s.wraps:
		return 3
	case s.firstLine(l, prev):
		return 3
	case s.short(prev, l.text, s.line) || stopped(prev.text, ".:!?…") && s.short(prev, l.text, s.stop) && !r.signs.place.MatchString(l.text):
		return 3
	case strings.Contains(prev.text, "___"):
		return 0 // how wide blanks are tells nothing
	case s.margin >= 0:
		return -3
	}
	return -2
}

// opened reports whether a line ends inside of brackets or quotes.
func opened(s string) bool {
	return strings.Count(s, "(") > strings.Count(s, ")") || strings.Count(s, "«") > strings.Count(s, "»")
}

// inside doubts a paragraph by its own words.
func (r *proofreader) inside(k int) {
	p := r.paras[k]
	if p.kind == table && r.holdsClause(p) {
		r.doubt(diag.ImportCells, "", k, p.first, diag.Args{"words": excerpt(p.first.text)})
	}
	if p.kind != prose || p.first.whole() || k == r.title {
		return
	}
	switch label := r.innerLabel(p); {
	case k < max(r.title, 0)+soon/2 && p.lines > 1 && p.label.Form == legal.NoLabel && r.signs.subject.MatchString(p.text) && stopped(p.text, ".:") && p.level == 0 && p.first.no+1 < len(r.lines): // begins as a title, ends as a sentence
		l := &r.lines[p.first.no+1]
		r.doubt(diag.ImportJoined, "doubted", k, l, diag.Args{"words": excerpt(l.text)})
	case p.label.Form == legal.NoLabel && firstMark(p.text) != "" && p.level == 0 && !isOddBullet(firstMark(p.text)):
		r.doubt(diag.ImportBullet, "kept", k, p.first, diag.Args{"mark": firstMark(p.text), "words": excerpt(p.text)})
	case label != "":
		r.doubt(diag.ImportLabel, "inside", k, p.first, diag.Args{"label": label})
	case p.level == 0 && (lone(p.text) || r.stray(k)) || boxes(p.text) > 1 || twice(p) && !r.signs.isAct(p.text) || r.namedAlone(k) || len(p.first.cells) > 2 && p.lines == 1 && !strings.ContainsAny(p.text, "_№") && !yearOf.MatchString(p.text):
		r.doubt(diag.ImportPieces, "", k, p.first, diag.Args{"words": excerpt(p.text)})
	}
}

// holdsClause reports whether a row of a table is nothing but a numbered sentence.
func (r *proofreader) holdsClause(p *para) bool {
	return slices.ContainsFunc(p.rows, func(row blocks.Row) bool {
		for _, c := range row.Cells[min(1, len(row.Cells)):] {
			if c.Text() != "" {
				return false
			}
		}
		if len(row.Cells) < 2 || !stopped(row.Cells[0].Text(), ".:;") {
			return false
		}
		c, ok := readLabel(r.rules, row.Cells[0].Text())
		return ok && c.how == plain && c.rest != ""
	})
}

// stray reports whether paragraph k is a few words in small letters below the end of a
// sentence: they have lost their line.
func (r *proofreader) stray(k int) bool {
	p := r.paras[k]
	return k > 0 && p.label.Form == legal.NoLabel && startsLower(p.text) && strings.Count(p.text, " ") < 3 && !strings.ContainsAny(p.text, ".:@_") &&
		r.paras[k-1].kind == prose && stopped(r.paras[k-1].text, ".!?…")
}

// lone reports whether s is a sign alone, such as the box of a form.
func lone(s string) bool {
	return s != "" && strings.Trim(s, "_*-–—=.… ") != "" && !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}

// boxes counts the boxes and the ticks of a form in s.
func boxes(s string) (n int) {
	for _, c := range s {
		if strings.ContainsRune(boxSigns+"✓✔", c) {
			n++
		}
	}
	return n
}

// twice reports whether the words of two columns seem to stand in one line: its first
// word stands in it twice although it is no sentence, or two people sign on it.
func twice(p *para) bool {
	if p.label.Form != legal.NoLabel || stopped(p.text, ".,;!?…") {
		return false
	}
	ws := strings.Fields(strings.ToLower(p.text))
	if len(ws) < 3 || len(ws) > 24 {
		return false
	}
	if strings.Trim(ws[0], "_") != "" && len(ws[0]) > 2 && slices.Contains(ws[1:], ws[0]) && !stopped(p.text, ":") {
		return true
	}
	return !p.first.wide() && twoSign.MatchString(p.text) || twoHeads.MatchString(p.text)
}
