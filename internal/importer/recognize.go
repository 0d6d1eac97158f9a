package importer

import (
	"math"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// kind is what a paragraph is.
type kind uint8

const (
	prose kind = iota
	item       // of a bulleted list
	table
	note   // a footnote
	head   // the heading line of an annex
	assent // who approved the text
)

// para is a paragraph as the recognizer found it.
type para struct {
	kind  kind
	label legal.Label // of a clause; else zero
	odd   *candidate  // what looks like a label and stays words
	runs  []blocks.Run
	text  string // of runs: without the label, with an odd one
	gap   int    // blank lines before it in the source
	first *line
	level int // of a heading, 1 to 6; 0: none
	// guessed is set if only its form and its place make it a heading.
	guessed bool
	piece   bool // one of many short ones in a row
	quoted  bool // of a quotation that holds numbers of another text
	depth   int  // of an item, from 0
	mark    string
	rows    []blocks.Row
	lines   int // of the source
	// Where it went: the draft and the line in it.
	draft, line int
}

// whole is the paragraph with its label.
func (p *para) whole() string {
	return strings.TrimSpace(p.label.Text + " " + p.text)
}

// caps reports whether a paragraph is in capitals, or shown so.
func (p *para) caps() bool { return p.first.Capitals && p.lines == 1 || isCaps(p.text) }

// recognizer reads the paragraphs of a file off its lines, in order.
type recognizer struct {
	*flow
	joiner joiner
	paras  []*para
	lists  []int    // levels of the lists of bullets that are open
	around sequence // of the numbers before the quotation that is read
}

// recognize turns a source into paragraphs. words may be nil: then only figures are numbers.
func recognize(name string, src *blocks.Source, words *language.Language, all *language.Set) (*file, []*para) {
	f := &file{name: name, src: src, words: words, rules: words.Labels(), signs: signsOf(words), all: all}
	f.spellAnnexes()
	f.lines = makeLines(f.dropStamps(expander{f, len(textOf(src))}.expand()), src.Paged, f.rules)
	if len(f.lines) == 0 {
		return f, nil
	}
	grouper{file: f}.findGroups()
	furnisherOf(f).dropPages()
	grouper{file: f}.findGroups()
	furnisherOf(f).dropContents()
	(&footnotes{file: f}).dropRules()
	tabler{f}.findTables()
	s := measure(f.lines, src.Paged, f.rules)
	if (typesetter{f, s}).joinShattered() {
		s = measure(f.lines, src.Paged, f.rules)
	}
	typesetter{f, s}.tellLostHyphens()
	(&footnotes{f, s}).liftNotes()
	f.shape = s
	for i := range f.lines {
		f.lines[i].no = i
	}
	n := numberingOf(f)
	r := recognizer{
		flow:   &flow{numbering: n, shape: s, habit: habitOf(n, s)},
		joiner: joiner{signs: f.signs, language: f.words, lines: f.lines, printed: src.Paged},
	}
	for i := 0; i < len(f.lines); {
		end := r.paragraph(i)
		for _, l := range f.lines[i:end] {
			for _, n := range l.notes {
				r.paras = append(r.paras, n.para)
			}
		}
		i = end
	}
	r.payBullets()
	for _, p := range r.paras {
		f.tellLostLetters(p)
	}
	f.tellEnds()
	f.tellSentences()
	return f, r.paras
}

// payBullets makes items of the paragraphs below bullets that stand alone, as many as there are. The
// first words may be the end of the item on the page above.
func (r *recognizer) payBullets() {
	for k, p := range r.paras {
		owed := 0
		for i := p.first.no; i < p.first.no+p.lines && i < len(r.lines); i++ {
			owed = max(owed, r.lines[i].owed)
		}
		if owed == 0 {
			continue
		}
		if p.first.owed == 0 || startsLower(p.text) {
			k++
		}
		if k == len(r.paras) {
			return
		}
		r.tell(diag.ImportBullet, "apart", r.paras[k].first, r.paras[k], diag.Args{"mark": "•", "words": excerpt(r.paras[k].text)})
		for ; owed > 0 && k < len(r.paras) && plainProse(r.paras[k]) && r.paras[k].label.Form == legal.NoLabel; k++ {
			r.paras[k].kind, r.paras[k].mark = item, "•"
			owed--
		}
	}
}

// paragraph reads the paragraph that begins with line i and returns the line behind it.
func (r *recognizer) paragraph(i int) int {
	l := &r.lines[i]
	bulleted := r.bulleted(i) // below the paragraph above
	r.enterQuotation(i)
	p := &para{first: l, gap: l.gap, lines: 1, quoted: r.quoted[i]}
	r.paras, r.above, r.open = append(r.paras, p), r.open, p
	end := i + 1
	switch {
	case l.table > 0:
		p.kind, p.rows, end = table, tabler{r.file}.rows(i, p), i+l.table
		p.lines = l.table
		r.tellBeside(i, end, p)
		return end
	case l.Kind == blocks.Table:
		p.kind, p.rows = table, l.Rows
		return end
	case l.group > 0:
		end = i + l.group
		p.kind = head
		if !r.signs.isMarker(r.joiner.join(i, end, func(string, int) {})) {
			p.kind = assent
		}
	case bulleted:
		p.kind = item
		p.depth = r.nested(l.List)
	}
	if p.kind != item {
		r.lists = nil
	}
	c, isLabel := candidate{}, false
	if p.kind == prose && l.Label != "" && !r.has[i] {
		r.tellCounted(i, p)
	}
	if p.kind == prose && r.has[i] {
		if c, isLabel = r.cands[i], r.labelled(i, p); isLabel {
			if label, ok := c.shown(r.rules); ok { // the next lines are judged by it
				r.seq.accept(label)
			}
		}
	}
	if p.kind != head && p.kind != assent {
		for end < len(r.lines) && r.goesOn(i, end, p) {
			end++
		}
	}
	r.tellBreak(i, p)
	if l.bullet != "" {
		r.tell(diag.ImportBullet, "number", l, p, diag.Args{"mark": l.bullet, "words": excerpt(l.text)})
	}
	r.fill(p, i, end)
	if p.kind == prose && !isLabel && p.lines > 1 { // only together do the lines begin with one
		if c, isLabel = readLabel(r.rules, p.text); isLabel {
			isLabel = c.how == spaced || c.how == closed && (r.seq.expects(c.label) || len(c.label.Path) > 2 || wordy(c.label.Form))
		}
	}
	if isLabel && !p.quoted {
		r.takeLabel(p, c)
	}
	if p.kind == head || p.kind == assent || p.kind == prose && r.signs.isMarker(p.text) {
		r.seq = sequence{} // an annex counts anew, and so does what an order approves
	}
	return end
}

// enterQuotation lets the numbers of a quotation that begins or ends with line i count for
// themselves.
func (r *recognizer) enterQuotation(i int) {
	switch inside := i > 0 && r.quoted[i-1]; {
	case r.quoted[i] && !inside:
		r.around, r.seq = r.seq, sequence{}
		if c, ok := readLabel(r.rules, strings.TrimLeft(r.lines[i].text, quoteSigns)); ok {
			r.seq.accept(c.label)
		}
	case inside && !r.quoted[i]:
		r.seq = r.around
	}
}

// nested is the depth of an item in the lists of bullets around it, from 0. level counts
// all lists of the source, numbered ones and those without an item before this one too.
func (r *recognizer) nested(level int) int {
	for k := len(r.lists); k > 0 && r.lists[k-1] >= level; k-- {
		r.lists = r.lists[:k-1]
	}
	r.lists = append(r.lists, level)
	return len(r.lists) - 1
}

// fill joins lines from start up to end into p.
func (r *recognizer) fill(p *para, start, end int) {
	p.lines = end - start
	l := p.first
	if l.whole() {
		p.runs = r.runsOf(start, end)
		for k := range p.runs {
			if p.runs[k].Note > 0 {
				p.runs[k].Text = noteMark(p.runs[k].Text)
			}
		}
		if l.Label != "" && p.kind != item {
			p.runs = append([]blocks.Run{{Text: l.Label + " "}}, p.runs...)
		}
	} else {
		for i := start + 1; i < end; i++ {
			r.tellJoin(start, i, p)
		}
		if p.kind == item && isOddBullet(firstMark(l.text)) && l.List == 0 {
			r.tell(diag.ImportBullet, "", l, p, diag.Args{"mark": firstMark(l.text), "words": excerpt(l.text)})
		}
		p.runs = []blocks.Run{{Text: r.joiner.join(start, end, func(word string, at int) {
			variant := ""
			if !strings.Contains(word, "-") {
				variant = "dropped"
			}
			r.tell(diag.ImportHyphen, variant, &r.lines[at], p, diag.Args{"word": word})
		})}}
	}
	if p.kind == item {
		text := legal.Words(p.runs)
		mark, rest := cutBullet(text)
		if isOddBullet(mark) && (l.Label != "" || l.List > 0) {
			mark, rest = "", text // «о клиентах» below a bullet of the source's own
		}
		if mark == "" {
			mark = l.Label
		}
		p.mark = mark
		p.runs = cutRuns(p.runs, len(text)-len(rest))
	}
	p.text = legal.Words(p.runs)
}

// runsOf is the words of whole paragraphs from start up to end as those of one.
func (r *recognizer) runsOf(start, end int) []blocks.Run {
	runs := slices.Clone(r.lines[start].Runs)
	for i := start + 1; i < end; i++ {
		runs = append(append(runs, blocks.Run{Text: " "}), r.lines[i].Runs...)
	}
	approval := r.signs.isApproval(legal.Words(runs)) // a note of its own says all its words
	for i := start + 1; i < end && !approval; i++ {
		switch {
		case r.lines[i].Page && r.brokenOff(i):
			r.tell(diag.ImportJoined, "page", &r.lines[i], r.paras[len(r.paras)-1], diag.Args{"words": excerpt(r.lines[i].text)})
		case !r.standsBeside(i - 1):
			r.tell(diag.ImportJoined, "heading", &r.lines[i], r.paras[len(r.paras)-1], diag.Args{"words": excerpt(r.lines[i].text)})
		}
	}
	return foldRuns(runs)
}

// tellJoin reports that line i was joined to the paragraph that begins with line
// start over what parts paragraphs elsewhere, or where one may have ended.
func (r *recognizer) tellJoin(start, i int, p *para) {
	l, prev := &r.lines[i], &r.lines[i-1]
	switch {
	case l.seam:
		r.tell(diag.ImportJoined, "page", l, p, diag.Args{"words": excerpt(l.text)})
	case l.gap > 0:
		r.tell(diag.ImportJoined, "", l, p, diag.Args{"words": excerpt(l.text)})
	case p.kind == prose && !r.labelAlone(i-1) && (stopped(prev.text, ".!?…") && !initial.MatchString(prev.text) && !r.signs.isClipped(prev.text) && startsUpper(l.text) || isCaps(l.text) && stopped(l.text, ":") && !stopped(prev.text, ",")) && r.shape.margin < 0:
		if !r.has[start] {
			r.tell(diag.ImportJoined, "sentence", l, p, diag.Args{"words": excerpt(l.text)})
		}
		if _, sure := r.habit.parts(r.has[start]); (!sure || isCaps(l.text)) && !r.signs.isEnacting(l.text) {
			r.ends = append(r.ends, end{l, p})
		}
	}
	switch c := r.cands[i]; {
	case r.has[i] && l.seam && c.how == plain && startsUpper(c.rest) && r.seq.expects(c.label):
		r.tell(diag.ImportJoined, "doubted", l, p, diag.Args{"words": excerpt(l.text)}) // the end of the clause above is on no page
	case r.has[i] && (c.how == plain || c.how == spaced):
		r.tell(diag.ImportNumber, "", l, p, diag.Args{"label": r.cands[i].typed})
	}
}

// tellBreak reports that the sentence before line i seems to go on in it, although
// the source parts them by a blank line.
func (r *recognizer) tellBreak(i int, p *para) {
	if l := &r.lines[i]; i > 0 && l.gap <= r.shape.wrap && r.shape.wraps && !l.whole() && l.group == 0 && l.table == 0 && !r.has[i] && !r.bulleted(i) && startsUpper(l.text) && stopped(r.lines[i-1].text, ".!?…") &&
		!r.shape.firstLine(l, &r.lines[i-1]) && !r.shape.short(&r.lines[i-1], l.text, r.shape.stop) && !r.alone(i) {
		if yes, sure := r.habit.parts(r.above != nil && r.above.label.Form != legal.NoLabel); yes && !sure {
			r.ends = append(r.ends, end{l, p})
		}
	}
	if i > 0 && p.kind == prose && r.brokenOff(i) {
		r.tell(diag.ImportBreak, "paragraph", &r.lines[i], p, diag.Args{"words": excerpt(r.lines[i].text)})
	}
	if i == 0 || p.kind != prose || r.lines[i].gap == 0 || r.lines[i].whole() {
		return
	}
	prev := &r.lines[i-1]
	if prev.table != 0 || prev.group != 0 || prev.wide() || isCaps(prev.text) || formula.MatchString(prev.text) || r.signs.isDate(r.lines[i].text) || r.signs.isApproval(r.lines[i].text) || blankField.MatchString(r.lines[i].text) || r.signs.isField(prev.text) && r.signs.isField(r.lines[i].text) || !(continues(prev.text, r.lines[i].text) || r.enacts(i-1, i)) || r.has[i] {
		return
	}
	if n := len(r.paras); n > 1 { // words that close a list
		if q := r.paras[n-2]; q.kind == item || q.label.Form == legal.Paren || q.label.Form == legal.Letter {
			return
		}
	}
	r.tell(diag.ImportBreak, "", &r.lines[i], p, diag.Args{"words": excerpt(r.lines[i].text)})
}

// takeLabel cuts the label off p.
func (r *recognizer) takeLabel(p *para, c candidate) {
	label, ok := c.shown(r.rules)
	typed := c.typed
	if !ok {
		p.odd = &c
		r.tellOdd(p, c)
		if c.label.Form != legal.NoLabel && r.seq.expects(c.label) {
			r.seq.accept(c.label)
		}
		return
	}
	rest := strings.TrimLeft(p.text[len(typed):], " \t\u00a0")
	glued := rest != "" && rest == p.text[len(typed):]
	if rest != "" && !r.reads(label, rest) { // "Глава 1" had the line to itself
		label.Text += "."
	}
	p.label = label
	p.runs = cutRuns(p.runs, len(p.text)-len(rest))
	p.text = rest
	switch {
	case c.how == spaced || label.Text == typed && glued:
		r.tell(diag.ImportRelabelled, "space", p.first, p, diag.Args{"label": typed})
	case label.Text != typed:
		r.tell(diag.ImportRelabelled, "dot", p.first, p, diag.Args{"label": typed, "nearest": label.Text})
	}
	r.seq.accept(label)
}

// tellOdd reports a number that stays words.
func (r *recognizer) tellOdd(p *para, c candidate) {
	r.tell(diag.ImportLabel, oddness(c), p.first, p, diag.Args{"label": c.typed, "nearest": c.label.Text})
}

// oddness is the variant of the finding for a number that stays words.
func oddness(c candidate) string {
	if c.label.Text == "" {
		return "none"
	}
	return "odd"
}

// excerpt is the beginning of s on one line, for a message.
func excerpt(s string) string {
	const most = 40
	s = legal.FoldSpace(s)
	if runes := []rune(s); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "…"
	}
	return s
}

// foldRuns folds white space over all runs, as one line has it.
func foldRuns(runs []blocks.Run) []blocks.Run {
	var out []blocks.Run
	space, begun := true, false
	for _, run := range runs {
		var b strings.Builder
		for _, c := range run.Text {
			if c == '\u00a0' && !begun { // an indent
				continue
			}
			switch c {
			case ' ', '\t', '\r', '\v', '\f':
				if !space {
					b.WriteByte(' ')
				}
				space = true
			case '\n':
				b.WriteByte('\n')
				space = true
			case '\u00ad':
			default:
				b.WriteRune(c)
				space, begun = false, true
			}
		}
		if run.Text = b.String(); run.Note > 0 {
			run.Text = noteMark(run.Text)
		}
		if run.Text != "" {
			out = append(out, run)
		}
	}
	for n := len(out); n > 0; n = len(out) {
		if out[n-1].Text = strings.TrimRight(out[n-1].Text, " \n"); out[n-1].Text != "" {
			break
		}
		out = out[:n-1]
	}
	return out
}

// cutRuns drops the first n bytes.
func cutRuns(runs []blocks.Run, n int) []blocks.Run { return between(runs, n, math.MaxInt) }

// between are the bytes of runs from one offset up to another.
func between(runs []blocks.Run, from, to int) []blocks.Run {
	out := make([]blocks.Run, 0, len(runs))
	at := 0
	for _, run := range runs {
		begin, end := max(from-at, 0), min(to-at, len(run.Text))
		if at += len(run.Text); begin < end {
			run.Text = run.Text[begin:end]
			out = append(out, run)
		}
	}
	return out
}
