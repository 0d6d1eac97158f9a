package importer

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// readHTML gives the paragraphs, lists and tables of a web page, or of what Word
// saves as one. What stands around the text (menus, the page's head and foot) is
// left out, each part with a finding.
func readHTML(name, src string, files *saved) (blocks.Source, []Told) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return blocks.Source{}, []Told{told(diag.ImportFormat, "", diag.Pos{File: name}, diag.Args{"format": ".html"}, 0, 0)}
	}
	h := &htmlReader{name: name, src: src, places: textPlaces(src), notes: map[string]int{}, noted: map[*html.Node]int{}, counts: map[string][]string{}, notices: map[*html.Node]bool{}, forms: map[*html.Node]bool{}, sheet: readSheet(root, files)}
	h.out.Web = true
	setRoles(root)
	h.setTables(root)
	h.shown = h.sheet.count(root)
	body := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		body = root
	}
	h.main = mainPart(body)
	h.titled = titleBeside(h.main, root, body)
	h.findRepeated(body)
	h.findNotices(body)
	h.findForms(body)
	h.marks, h.backs = noteMarks(body)
	h.plain = !h.sheet.marksHeadings(body)
	h.block(body, context{})
	h.flush()
	h.loneLinks()
	if h.sheet.unread {
		h.found = append(h.found, told(diag.ImportCounters, "", diag.Pos{File: name}, nil, 0, 0))
	}
	if h.sheet.absent {
		h.found = append(h.found, told(diag.ImportSheets, "", diag.Pos{File: name}, nil, 0, 0))
	}
	for i := range h.out.Notes { // a note that nothing holds has no words
		if len(h.out.Notes[i].Blocks) == 0 {
			h.out.Notes[i].Blocks = []blocks.Block{{}}
		}
	}
	return h.out, h.found
}

// context is what an element gives to all that stands in it.
type context struct {
	style    legal.Style
	link     string
	linked   bool // in a link, whatever it leads to
	within   bool // the link leads to a place in the page
	raised   bool
	list     int
	centered bool
	capital  bool // its letters are shown as capitals
	pre      bool
	typed    bool // pre, and all in one style
	struck   bool
	inside   bool // the part of the page that is the text
}

type htmlReader struct {
	name string
	src  string
	main *html.Node // the part that is the text; nil: all of it
	// titled is the part that holds the heading of the text, if it stands beside main; else nil.
	titled *html.Node
	sheet  *sheet
	shown  map[target]generated // beside the words of an element
	plain  bool                 // no element of the page is a heading
	// repeated are the elements in which a mail repeats the one that it answers.
	repeated map[*html.Node]bool
	notices  map[*html.Node]bool // about cookies
	forms    map[*html.Node]bool // that ask for an address
	counts   map[string][]string // by the list of Word for the web, the number of each level
	places   []place
	line     int
	out      blocks.Source
	notes    map[string]int            // by the name of the anchor, index plus 1
	marks    map[*html.Node]*html.Node // links that are marks of notes, to the notes
	backs    map[*html.Node]bool       // links from notes to their marks
	noted    map[*html.Node]int        // notes whose mark was read, index plus 1
	found    []Told
	cur      blocks.Block // the open paragraph
	words    linkedWords  // what its words are
	cell     []blocks.Block
	cells    bool // paragraphs go to cell
}

// linkedWords says which words a paragraph has.
type linkedWords struct {
	loose  bool // that are no link
	linked bool // that are a link to another page
	within bool // that are a link to a place in the page
}

// place is a piece of text and the line where it stands.
type place struct {
	text string
	line int
}

// textPlaces lists the texts of a page in order, with their lines.
func textPlaces(src string) []place {
	var out []place
	line := 1
	for z := html.NewTokenizer(strings.NewReader(src)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out
		}
		raw := string(z.Raw())
		if kind == html.TextToken {
			if text := html.UnescapeString(raw); strings.TrimSpace(text) != "" {
				lead := raw[:len(raw)-len(strings.TrimLeft(raw, " \t\r\n"))]
				out = append(out, place{strings.TrimSpace(text), line + strings.Count(lead, "\n")})
			}
		}
		line += strings.Count(raw, "\n")
	}
}

// locate finds the line of the next text.
func (h *htmlReader) locate(text string) {
	text = strings.TrimSpace(text)
	for i, p := range h.places[:min(len(h.places), 50)] {
		if p.text == text || strings.HasPrefix(p.text, text) {
			h.line, h.places = p.line, h.places[i+1:]
			return
		}
	}
}

// loneLinks takes a paragraph that is a link to a place in the page for no list of contents
// if none stands beside it. Links with the same words that stand alone, such as those to the top
// of the page, are left out.
func (h *htmlReader) loneLinks() {
	all := h.out.Blocks
	beside := func(i int) bool { return i >= 0 && i < len(all) && all[i].Contents }
	alone := map[string]int{}
	for i := range all {
		if all[i].Contents && all[i].Linked && !beside(i-1) && !beside(i+1) {
			alone[tidy(all[i].Text())]++
			all[i].Contents = false
		}
	}
	h.out.Blocks = slices.DeleteFunc(all, func(b blocks.Block) bool {
		words := tidy(b.Text())
		again := b.Linked && !b.Contents && alone[words] > 1
		if again {
			h.found = append(h.found, told(diag.ImportFrame, "", diag.Pos{File: h.name, Line: b.Place.Line}, diag.Args{"text": words}, 0, 0))
		}
		return again
	})
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if is(d) {
			return d
		}
	}
	return nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

var pageBreak = regex.Of(`page-break-before:\s*(?:always|right|left)|break-before:\s*page`)

// block reads the children of an element.
func (h *htmlReader) block(n *html.Node, c context) {
	c.inside = c.inside || n == h.main || n == h.titled
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch child.Type {
		case html.TextNode:
			h.text(child.Data, c)
		case html.ElementNode:
			h.element(child, c)
		}
	}
	if g := strings.TrimSpace(h.shown[target{n, behind}].text); len(h.cur.Runs) > 0 && (strings.ContainsFunc(g, isWord) || len(g) == 1 && strings.Contains(".,;:!?)", g)) {
		h.add(h.shown[target{n, behind}].text, c)
	}
}

// element reads an element with all that is in it.
func (h *htmlReader) element(n *html.Node, c context) {
	switch {
	case wordless(n), linksHere(n):
		return
	case h.sheet.hides(n):
		h.leaveOut(n, "hidden")
		return
	case h.repeated[n]:
		h.leaveOut(n, "quoted")
		return
	case h.frame(n, c), h.headsFrames(n, c):
		h.leaveOut(n, "")
		return
	}
	style := strings.ToLower(attribute(n, "style"))
	above := c.struck
	c.marked(n, h.sheet.of(n, itself))
	if c.struck && !above && wordsIn(n) != "" {
		h.locateIn(n)
		h.tell(diag.ImportStruck, "", diag.Args{"text": excerpt(wordsIn(n))})
	}
	switch n.DataAtom {
	case atom.A:
		if h.noteMark(n) {
			return
		}
		if prev := n.PrevSibling; prev != nil && prev.DataAtom == atom.A {
			h.add(" ", c) // nothing but their look parts two links that touch
		}
	case atom.Br:
		if pageBreak.MatchString(style) {
			h.flush()
			h.cur.Page = true
		}
		h.add("\n", c)
		return
	case atom.Img:
		if alt := attribute(n, "alt"); alt != "" || attribute(n, "src") != "" {
			h.tell(diag.ImportPicture, "", diag.Args{"text": alt})
		}
		return
	case atom.Input, atom.Textarea:
		return
	case atom.Table:
		h.flush()
		h.table(n, c)
		return
	case atom.Ul, atom.Ol:
		h.flush()
		c.list++
		h.list(n, c)
		return
	}
	if !isBlock(n) {
		if side := h.sheet.of(n, itself)["float"]; side == "left" || side == "right" {
			h.add(" ", c)
		}
		h.generate(n, c)
		h.block(n, c)
		return
	}
	h.paragraph(n, c, style)
}

// leaveOut leaves out an element with its words. One within a line does not end it.
func (h *htmlReader) leaveOut(n *html.Node, variant string) {
	if isBlock(n) {
		h.flush()
	}
	if s := wordsIn(n); s != "" {
		h.locateIn(n)
		h.tell(diag.ImportFrame, variant, diag.Args{"text": s})
	}
}

// tell adds a finding about the text that was read last.
func (h *htmlReader) tell(code diag.Code, variant string, args diag.Args) {
	h.found = append(h.found, told(code, variant, diag.Pos{File: h.name, Line: h.line}, args, 0, 0))
}

// marked notes what an element says of the words in it: how they look, where a link
// leads, and that they stand in the middle.
func (c *context) marked(n *html.Node, set declarations) {
	if at := set["text-align"]; at == "center" || at == "right" || strings.EqualFold(attribute(n, "align"), "center") || n.DataAtom == atom.Center {
		c.centered = true
	}
	if show := set["text-transform"]; show != "" {
		c.capital = show == "uppercase"
	}
	switch n.DataAtom {
	case atom.B, atom.Strong:
		c.style |= legal.Strong
	case atom.I, atom.Em:
		c.style |= legal.Emphasis
	case atom.Sup:
		c.raised = true
	case atom.Del, atom.S, atom.Strike:
		c.struck = true
	case atom.A:
		to := attribute(n, "href")
		c.linked = c.linked || to != ""
		c.within = len(to) > 1 && to[0] == '#'
		if !strings.HasPrefix(to, "#") {
			c.link = to
		}
	}
	switch weight := set["font-weight"]; weight {
	case "bold", "bolder", "600", "700", "800", "900":
		c.style |= legal.Strong
	case "normal", "400":
		c.style &^= legal.Strong
	}
	c.struck = c.struck || strings.Contains(set["text-decoration"]+set["text-decoration-line"], "line-through")
}

// generate adds what the style of the page shows before the words of an element: a number
// that it counts is the label of the paragraph, other words are words.
func (h *htmlReader) generate(n *html.Node, c context) {
	switch g := h.shown[target{n, before}]; {
	case g.counted && len(h.cur.Runs) == 0 && h.cur.Label == "":
		h.cur.Label = g.text
	case g.counted || strings.ContainsFunc(g.text, isWord):
		h.add(g.text+" ", c)
	}
}

// paragraph reads an element that is a block of its own.
func (h *htmlReader) paragraph(n *html.Node, c context, style string) {
	h.flush()
	h.cur.Page = h.cur.Page || pageBreak.MatchString(style)
	h.cur.Centered, h.cur.Capitals = c.centered, c.capital
	h.generate(n, c)
	l := headingOf(n)
	if l == 0 && h.plain && namedHeading(n) {
		l = 2
	}
	if l == 0 && h.sheet.opens[n] && len(wordsIn(n)) < maxHeading && !stopped(wordsIn(n), ".,;:") {
		l = 3
	}
	if l > 0 {
		h.cur.Heading, c.style = l, c.style&^legal.Strong
		if h.cur.Label == "•" { // a heading in an item is none
			h.cur.List, h.cur.Label = 0, ""
		}
	}
	class := attribute(n, "class")
	h.cur.Title = strings.EqualFold(class, "MsoTitle")
	h.cur.Contents = strings.HasPrefix(class, "MsoToc")
	h.cur.Quote = n.DataAtom == atom.Blockquote && len(wordsIn(n)) < 2000 && find(n, isBlock) == nil
	if n.DataAtom == atom.Pre {
		c.pre, c.typed = true, find(n, func(d *html.Node) bool { return d.Type == html.ElementNode }) == nil
	}
	if h.isNote(n, c) {
		return
	}
	h.block(n, c)
	h.flush()
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Blockquote, atom.Pre, atom.Section, atom.Article,
		atom.Main, atom.Header, atom.Footer, atom.Address, atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Figure, atom.Figcaption, atom.Center, atom.Td,
		atom.Th, atom.Caption, atom.Button, atom.Details, atom.Summary, atom.Fieldset, atom.Table, atom.Ul, atom.Ol, atom.Tr, atom.Tbody:
		return true
	}
	return false
}

// headingOf is the level of a heading that an element is, 0 for none. What a page shows
// and hides its parts by is the heading of the part.
func headingOf(n *html.Node) int {
	switch n.DataAtom {
	case atom.Summary, atom.Button:
		return 3
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

var spaces = regex.Of(`[ \t\r\n\f]+|\x{00a0}[ \x{00a0}]+`)

func (h *htmlReader) text(raw string, c context) {
	s := unseen.Replace(raw)
	if strings.TrimSpace(s) == "" {
		if c.pre && strings.Contains(s, "\n") {
			h.add(s, c)
		} else if len(h.cur.Runs) > 0 {
			h.add(" ", c)
		}
		return
	}
	at := len(h.cur.Runs) == 0 || h.cur.Place.Line == 0
	if h.locate(raw); at {
		h.cur.Place.Line = h.line
	}
	switch {
	case c.typed:
		h.lines(s, c)
		return
	case c.pre:
		for i, l := range strings.Split(s, "\n") {
			if i > 0 {
				h.add("\n", c)
			}
			h.add(l, c)
		}
		return
	}
	s = spaces.ReplaceAllString(s, " ")
	if c.raised && strings.Trim(s, "0123456789 ") == "" {
		s = raised.Replace(strings.TrimSpace(s))
	}
	h.add(s, c)
}

func (h *htmlReader) locateIn(n *html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			h.locate(d.Data)
			return
		}
	}
}

// add puts words into the open paragraph.
func (h *htmlReader) add(s string, c context) {
	switch {
	case !strings.ContainsFunc(s, isWord):
	case c.within:
		h.words.within = true
	case c.linked:
		h.words.linked = true
	default:
		h.words.loose = true
	}
	run := blocks.Run{Text: s, Style: c.style, Link: c.link}
	if n := len(h.cur.Runs); n > 0 && h.cur.Runs[n-1].Style == run.Style && h.cur.Runs[n-1].Link == run.Link && h.cur.Runs[n-1].Note == 0 {
		h.cur.Runs[n-1].Text += s
		return
	}
	h.cur.Runs = append(h.cur.Runs, run)
}

// flush ends the open paragraph.
func (h *htmlReader) flush() {
	p := h.cur
	words := h.words
	p.Linked = !words.loose && (words.linked || words.within)
	p.Contents = p.Contents || words == linkedWords{within: true} && p.Heading == 0
	h.cur, h.words = blocks.Block{}, linkedWords{}
	if strings.TrimSpace(p.Text()) == "" { // an item's label goes to the paragraph in it
		h.cur = blocks.Block{Page: p.Page, List: p.List, Label: p.Label}
	}
	if p.Kind != blocks.Line {
		p.Gap, p.Runs = blocks.Unknown, foldRuns(p.Runs)
	}
	if len(p.Runs) == 0 || tidy(p.Text()) == "" {
		return
	}
	if h.cells {
		h.cell = append(h.cell, p)
	} else {
		h.out.Blocks = append(h.out.Blocks, p)
	}
}
