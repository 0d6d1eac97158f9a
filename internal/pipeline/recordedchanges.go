package pipeline

import (
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// said is a recorded text as words, as text.txt has it.
type said struct {
	all   []string
	title int      // how many of them are the title's
	run   string   // all of them, a space before and after each; then the same of bare
	bare  []string // without the title and the numbers of clauses; nil: not known
	label []string // the words of these numbers
}

func newSaid(plain string) *said {
	title, _, _ := strings.Cut(plain, "\n")
	of := &said{all: words(nil, plain), title: len(words(nil, title))}
	of.run = " " + joined(of.all) + " "
	return of
}

// apart notes which words are those of the text's numbers.
func (of *said) apart(bare, label []string) {
	of.bare, of.label = bare, label
	of.run += "\n " + joined(bare) + " "
}

// has reports whether words stand in the text one after another, with the numbers of
// clauses between them or without.
func (of *said) has(run []string) bool {
	return len(run) == 0 || strings.Contains(of.run, " "+joined(run)+" ")
}

// numbers reports whether the numbers among words are those of clauses.
func (of *said) numbers(run []string) bool {
	return !slices.ContainsFunc(run, func(w string) bool { return strings.ContainsAny(w, "0123456789") && !slices.Contains(of.label, w) })
}

// quotes reports words that a file gives as those of a text, if they do not stand there.
func (r *recorded) quotes(name string, of *said, got []string) {
	if of.has(got) {
		return
	}
	n := 0 // words of got that stand there
	for n < len(got) && of.has(got[:n+1]) {
		n++
	}
	at := 0
	for at < len(of.all) && !slices.Equal(of.all[at:min(at+n, len(of.all))], got[:n]) {
		at++
	}
	r.differs(name, of.all[at:min(at+len(got), len(of.all))], got)
}

// others compares the files that show more than one text, or a text at another address
// than its own.
func (r *recorded) others() {
	r.walk(func(name string, at address.Place) {
		switch at.Kind {
		case address.ListPage:
			r.list(name, at.Lang)
		case address.RedlineDataFile, address.SinceDataFile, address.ComingDataFile:
			r.redlineData(name)
		case address.FeedFile:
			r.feed(name)
		default:
			if line := timeline.Find(r.lines, at.Document); line != nil {
				r.other(name, at, line)
			}
		}
	})
}

// other compares a page of a document.
func (r *recorded) other(name string, at address.Place, line *timeline.Timeline) {
	switch at.Kind {
	case address.DocumentPage:
		r.front(name, at.Lang, line)
	case address.HistoryPage:
		for n := range elements(find(r.tree(name), "ol", "editions"), "li", "") {
			if e := line.Edition(target(name, find(n, "a", ""))); e != nil && nodeAttr(n, "data-published") != "" {
				r.span(name, at.Lang, e, n, find(n, "", "when"))
			}
		}
	case address.BilingualPage:
		if e := line.Edition(at.Edition); e != nil {
			r.bilingual(name, at.Lang, line.Document, e)
		}
	case address.ChooserPage:
		for n := range elements(find(r.tree(name), "ol", "choice"), "li", "") {
			if e := line.Edition(nodeAttr(n, "data-edition")); e != nil {
				r.span(name, at.Lang, e, n, child(n, "span"))
			}
		}
	case address.SincePage, address.ComingPage:
		r.redline(name, at.Lang, line, at.Edition, "")
	case address.ChangesPage, address.TablePage, address.BilingualChangesPage:
		r.redline(name, at.Lang, line, "", at.Edition)
	}
}

// list compares what the list of documents says of the one edition of each that is in
// force, or else of any.
func (r *recorded) list(name string, lang legal.Lang) {
	for list := range elements(r.tree(name), "ul", "docs") {
		for item := range elements(list, "li", "") {
			line := timeline.Find(r.lines, target(name, find(find(item, "h3", ""), "a", "")))
			when := find(item, "", "when")
			if line == nil || when == nil || nodeAttr(when, "data-published") == "" || !r.dated {
				continue
			}
			e := line.InForce(r.built)
			for i := 0; e == nil && i < len(line.Editions); i++ {
				if from, err := time.Parse(time.RFC3339, nodeAttr(when, "data-from")); err == nil && from.Equal(line.Editions[i].From) {
					e = &line.Editions[i]
				}
			}
			if e == nil {
				r.differs(name, []string{line.Document}, []string{nodeAttr(when, "data-from")})
				continue
			}
			r.span(name, lang, e, when, child(find(when, "p", ""), "span"))
		}
	}
}

// front compares the page of a document, which shows the edition in force.
func (r *recorded) front(name string, lang legal.Lang, line *timeline.Timeline) {
	page := r.tree(name)
	text := find(page, "", "text")
	if text == nil {
		return // there is none to show
	}
	e := line.Edition(path.Base(nodeAttr(text, "data-permanent")))
	if force := line.InForce(r.built); r.dated && force != nil && r.said[address.Plain(lang, line.Document, force.ID)] != nil && e != force {
		r.differs(name, []string{force.ID}, []string{path.Base(nodeAttr(text, "data-permanent"))})
	}
	if e != nil && r.said[address.Plain(lang, line.Document, e.ID)] != nil {
		r.whole(name, line.Document, lang, e, page)
	}
}

// bilingual compares a page with two texts of an edition side by side.
func (r *recorded) bilingual(name string, lang legal.Lang, document string, e *timeline.Edition) {
	page := r.tree(name)
	got, notes := map[legal.Lang][]string{}, r.notes(lang, document)
	for cell := range elements(find(page, "", "two"), "div", "cell") {
		in := legal.Lang(nodeAttr(cell, "lang"))
		of := r.said[address.Plain(in, document, e.ID)]
		if of == nil {
			continue
		}
		got[in] = append(got[in], wordsOf(cell, notes)...)
		units(cell, notes, func(run []string) { r.quotes(name, of, run) })
	}
	for in, found := range got {
		of := r.said[address.Plain(in, document, e.ID)]
		r.counts(name, of.all[of.title:], found)
	}
	header := find(page, "header", "title")
	r.span(name, lang, e, header, find(find(header, "", "span"), "span", "from"))
}

// The sides of a redline.
const (
	oldSide = iota
	newSide
)

// marked skips what a side of marked words does not have: the other side's words, what
// the program says, and numbers, for those shown may be of either side.
func marked(side int) skip {
	other, class := "ins", "new"
	if side == newSide {
		other, class = "del", "old"
	}
	return func(n *html.Node) bool {
		return n.Data == other || n.Data == "summary" || n.Data == "label" || n.Data == "p" && isOf(n, "rows") || isOf(n, "u") && isOf(n, class) ||
			slices.ContainsFunc([]string{"v", "why", "was", "gone", "n"}, func(says string) bool { return isOf(n, says) })
	}
}

// only skips what a redline shows besides one side's text as a whole: what marked does,
// the copies of the other side, and words with the marks of both that have a copy of this one.
func only(side int, text *html.Node) skip {
	both, box, other, anew := marked(side), "o", "b", find(text, "", "pr") != nil
	if side == newSide {
		box, other = "b", "o"
	}
	return func(n *html.Node) bool {
		switch {
		case isOf(n, "n"): // shown are the new ones
			return side == oldSide
		case n.Data == "div" && isOf(n, other), anew && side == oldSide && isOf(n, "pr"), anew && side == newSide && n.Data == "details":
			return true
		case isMerged(n):
			return slices.ContainsFunc(slices.Collect(n.Parent.ChildNodes()), func(s *html.Node) bool { return s != n && isOf(s, box) })
		}
		return both(n)
	}
}

// isMerged reports whether an element shows words with the marks of both sides.
func isMerged(n *html.Node) bool {
	return n.Data == "div" && (isOf(n, "a") || isOf(n, "i") || isOf(n, "e"))
}

// merged compares the words with the marks of both sides that an element shows, each side
// by itself, the copies of one side, and the cells that are shown above a table.
func (r *recorded) merged(name string, n *html.Node, sides ...*said) {
	for side, of := range sides {
		for div := range elements(n, "div", "") {
			if isMerged(div) || isOf(div, []string{"o", "b"}[side]) {
				units(div, marked(side), func(run []string) { r.quotes(name, of, run) })
			}
		}
		for p := range elements(n, "p", "rows") {
			r.quotes(name, of, wordsOf(find(p, []string{"del", "ins"}[side], ""), nil))
		}
	}
}

// redline compares a page with the changes between two editions: a redline, its
// comparative table, or what changed in two languages. from or to are the edition that
// its address names.
func (r *recorded) redline(name string, lang legal.Lang, line *timeline.Timeline, from, to string) {
	page := r.tree(name)
	var sides []*timeline.Edition
	for n := range elements(find(page, "dl", "sides"), "dd", "") {
		id := target(name, find(n, "a", ""))
		e := line.Edition(id)
		if e == nil || len(sides) == oldSide && from != "" && from != id || len(sides) == newSide && to != "" && to != id {
			if !r.drafts {
				r.differs(name, []string{from + to}, []string{id})
			}
			return
		}
		sides = append(sides, e)
		r.span(name, lang, e, n.Parent, n.LastChild)
	}
	if len(sides) != 2 {
		return // there is nothing to compare
	}
	of := func(in legal.Lang, side int) *said { return r.said[address.Plain(in, line.Document, sides[side].ID)] }
	for cell := range elements(page, "div", "cell") { // of two languages
		in := legal.Lang(nodeAttr(cell, "lang"))
		if old, new := of(in, oldSide), of(in, newSide); old != nil && new != nil && old.bare != nil && new.bare != nil {
			r.merged(name, cell, old, new)
			units(cell, only(oldSide, cell), func(run []string) { r.quotes(name, old, run) })
			units(cell, only(newSide, cell), func(run []string) { r.quotes(name, new, run) })
		}
	}
	if of(lang, oldSide) == nil || of(lang, newSide) == nil {
		return
	}
	notes := r.notes(lang, line.Document)
	sumsUp := ""
	if p, err := r.catalog.Printer(string(lang)); err == nil {
		sumsUp = joined(words(nil, p.Say("table.renumbered")))
	}
	renumbered := func(name *html.Node) bool { return sumsUp != "" && joined(wordsOf(name, nil)) == sumsUp }
	plain := func(n *html.Node) bool { return isOf(n, "v") || notes != nil && notes(n) }
	table := find(page, "div", "comparison")
	for side, shown := range slices.Collect(elements(find(table, "thead", ""), "small", "")) {
		r.spanWords(name, lang, sides[min(side, newSide)], shown)
	}
	for row := range elements(find(table, "tbody", ""), "tr", "") {
		cells := slices.Collect(elements(row, "td", ""))
		for side := range min(2, len(cells)-1) {
			text := of(lang, side)
			units(cells[1+side], plain, func(run []string) {
				if !renumbered(find(row, "th", "")) || !text.numbers(run) {
					r.quotes(name, text, run)
				}
			})
		}
	}
	if text := find(page, "", "marks"); text != nil && !isOf(text, "two") {
		r.marks(name, text, of(lang, oldSide), of(lang, newSide))
	}
}

// marks compares a whole redline with its two texts.
func (r *recorded) marks(name string, text *html.Node, old, new *said) {
	got := wordsOf(text, only(newSide, text))
	if !slices.Equal(got, new.all) {
		r.differs(name, new.all[new.title:], got) // the title stands above
	}
	if old.bare == nil || new.bare == nil {
		return
	}
	units(text, only(oldSide, text), func(run []string) { r.quotes(name, old, run) })
	r.merged(name, text, old, new)
	got, want := wordsOf(text, only(oldSide, text)), old.bare
	if len(got) == len(want)+old.title { // the title has changed
		want = append(slices.Clone(want), old.all[:old.title]...)
	}
	r.counts(name, want, got)
}

// counts reports words that a file has more or less often than is recorded.
func (r *recorded) counts(name string, want, got []string) {
	left := map[string]int{}
	for _, w := range got {
		left[w]++
	}
	less := func(w string) bool { left[w]--; return left[w] >= 0 }
	missing := slices.DeleteFunc(slices.Clone(want), less)
	more := slices.DeleteFunc(slices.Clone(got), func(w string) bool { left[w]--; return left[w] < 0 })
	r.differs(name, missing, more)
}

// target is the edition whose page a link of a page leads to, by its address.
func target(page string, link *html.Node) string {
	if link == nil {
		return ""
	}
	return path.Base(path.Join(path.Dir(page), nodeAttr(link, "href")))
}

// child is the first child of n of a name, or nil.
func child(n *html.Node, name string) *html.Node {
	if n == nil {
		return nil
	}
	for c := range n.ChildNodes() {
		if c.Data == name {
			return c
		}
	}
	return nil
}

func isOf(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(nodeAttr(n, "class")), class)
}

// blocks are the elements that hold a unit of a text, or a paragraph of one.
var blocks = strings.Fields("p h1 h2 h3 h4 h5 h6 li tr pre")

// units yields the words of each block in n that has no other one around its words.
func units(n *html.Node, skipped skip, yield func([]string)) {
	inner := func(c *html.Node) bool { return slices.Contains(blocks, c.Data) || skipped != nil && skipped(c) }
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || skipped != nil && skipped(c) {
			continue
		}
		if slices.Contains(blocks, c.Data) {
			yield(wordsOf(c, inner))
		}
		units(c, skipped, yield)
	}
}
