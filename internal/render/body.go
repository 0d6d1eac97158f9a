package render

import (
	"html/template"
	"strconv"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline/marks"
	"github.com/kelisim/kelisim/internal/site"
)

// body writes the units of a text.
func (s *speaker) body(b *site.Body) template.HTML {
	w := s.writer(b)
	w.lists = true
	w.text(b)
	return template.HTML(w.out)
}

// sealedBody is a text below a heading of its own: its headings begin with h3.
func (s *speaker) sealedBody(b *site.Body) template.HTML {
	w := s.writer(b)
	w.top, w.lists = 2, true
	w.text(b)
	return template.HTML(w.out)
}

// text writes a whole text but for its title, which the page shows above it. Each
// unit whose wording is younger than the first edition says since when it is so.
func (w *writer) text(b *site.Body) {
	in := w.entries(b.Units)
	for i := range b.Units {
		u := &b.Units[i]
		if u.Kind == legal.Title {
			continue
		}
		l := look{id: u.Anchor, named: true}
		if from, ok := b.Since[i]; ok {
			l.since, l.class, l.life = &from, " new", b.Lives[i]
		}
		if w.lists {
			in.to(i)
		}
		w.unit(i, l)
	}
	w.walker.End()
	in.end()
}

// writer writes units of texts as HTML. It is a marks.Visitor, so one writer
// serves a text alone and a redline, where units of two texts alternate.
type writer struct {
	markup
	words   *speaker // of the text's language if the renderer speaks it, else of the page's
	texts   texts
	walker  *marks.Walker
	top     int     // level of the heading above the text: an outermost heading is one below
	lists   bool    // a whole text says which of its units are items of lists; not in what other systems embed
	look    look    // of the unit that is being walked
	breadth breadth // of the table that is being walked
}

// look is what a page adds to a unit.
type look struct {
	side  marks.Side // of the text that the unit is from
	id    string     // of the unit's element; empty for none
	class string     // of it, with a space before it
	flat  bool       // the number is no link
	life  string     // the clause's place on the page of the history
	named bool       // the number says the unit's name, for its menu
	copy  string     // words after the name of a table that tell it from its copy on the page
	was   string     // words about the number that the unit had
	// before and after stand around the unit's words: the marks of a quotation.
	before, after string
	since         *site.Link // the edition from which the wording is so
}

// writer writes all of a text, or most of it.
func (s *speaker) writer(b *site.Body) *writer {
	size := 256
	for i := range b.Units {
		size += b.Units[i].End - b.Units[i].Start + 96
	}
	w := s.clauseWriter(b)
	w.out = make([]byte, 0, size+size/2)
	return w
}

// clauseWriter writes a clause or two of a text: what it costs does not grow with the text.
func (s *speaker) clauseWriter(b *site.Body) *writer {
	words := s.renderer.speakers[b.Lang]
	if words == nil {
		words = s
	}
	w := &writer{words: words, texts: texts{marks.New: here(b)}, top: 1}
	w.walker = marks.NewWalker(w)
	return w
}

// unit writes unit i of its text as it is.
func (w *writer) unit(i int, l look) {
	w.look = l
	w.walker.Unit(w.texts[l.side].Units, i)
}

// Enter begins the element of a node.
func (w *writer) Enter(n *legal.Node) {
	switch n.Kind {
	case legal.NodeQuotation:
		w.container("blockquote", n)
	case legal.NodeList:
		w.container("ul", n)
	case legal.NodeItem:
		w.raw("<li")
		if n.Unit != nil {
			w.classed()
			w.id()
		}
		w.raw(">")
	case legal.NodeRule:
		w.raw("<hr>\n")
	case legal.NodeTable:
		w.table(n)
	case legal.NodeHead:
		w.raw("<thead>\n")
	case legal.NodeBody:
		w.raw("<tbody>\n")
	case legal.NodeRow:
		w.raw("<tr")
		w.classed()
		w.id()
		w.raw(">")
	case legal.NodeCell:
		w.cell(n)
	case legal.NodeBlock:
		w.block(n)
	}
}

// container begins a quotation or list; the outermost one stands where its first
// unit would.
func (w *writer) container(tag string, n *legal.Node) {
	w.raw("<" + tag)
	if n.Outer && n.Indent > 0 {
		w.raw(` class="d` + strconv.Itoa(n.Indent) + `"`)
	}
	w.raw(">\n")
}

func (w *writer) block(n *legal.Node) {
	u := n.Unit
	where := depth(n.Indent) + w.look.class
	switch {
	case u.Verbatim:
		w.raw(`<div class="src` + where + `"`)
		w.id()
		w.raw("><p class=\"note\">")
		w.escape(w.words.must("body.verbatim"))
		w.raw("</p><pre>\n")
	case u.Kind == legal.Heading:
		w.raw("<" + w.heading(n) + ` class="u h` + where + margin(n) + `"`)
		w.id()
		w.raw(">")
	case u.Kind == legal.Code:
		w.raw(`<pre class="code` + where + `"`)
		w.id()
		w.raw(">\n")
	case u.Kind == legal.Title:
		w.raw(`<p class="u p h` + w.look.class + `">`)
	default:
		w.raw(`<p class="u` + where + margin(n) + `"`)
		w.id()
		w.raw(">")
	}
}

// heading is the tag of a heading: h2 for the outermost of a page's text.
func (w *writer) heading(n *legal.Node) string { return "h" + strconv.Itoa(min(n.Level+w.top, 6)) }

// Words writes the words of an item, block or cell.
func (w *writer) Words(n *legal.Node, runs []legal.Run) {
	if n.Kind != legal.NodeCell || n.Cell == 0 {
		w.escape(w.look.before)
	}
	w.number(n)
	w.content(n, runs)
	if n.Kind != legal.NodeCell || n.Cell == len(n.Unit.Cells)-1 {
		w.escape(w.look.after)
	}
	w.behind(n)
}

// content writes the words themselves.
func (w *writer) content(n *legal.Node, runs []legal.Run) {
	if !isSource(n) {
		w.inline(runs, w.texts[w.look.side])
		return
	}
	for _, r := range runs {
		w.escape(r.Text)
	}
}

// isSource reports whether white space counts in a node's words, and there is no
// markup in them.
func isSource(n *legal.Node) bool {
	return n.Kind == legal.NodeBlock && n.Unit.AsTyped()
}

// number writes what stands before a unit's words: its number, which is the
// permalink, and what is to be said of the number that it had.
func (w *writer) number(n *legal.Node) {
	if n.Kind == legal.NodeCell {
		return
	}
	if label := n.Unit.Label.Text; label != "" {
		switch {
		case w.look.flat || isSource(n):
			w.raw(`<span class="n">`)
			w.escape(label)
			w.raw("</span> ")
		default:
			w.raw(`<a class="n" href="#`)
			w.escape(n.Unit.Anchor)
			w.raw(`"`)
			if w.look.named {
				w.name(n)
			}
			if w.look.life != "" {
				w.attribute("data-life", w.look.life)
			}
			w.raw(">")
			w.escape(label)
			w.raw("</a> ")
		}
	}
	if w.look.was != "" {
		w.raw(`<span class="was">`)
		w.escape(w.look.was)
		w.raw("</span> ")
	}
}

// name writes what lawyers call a unit, «подпункт 1) пункта 2», for its menu.
func (w *writer) name(n *legal.Node) {
	if name, err := naming.Unit(w.words, w.texts[w.look.side].Units, n.Index, naming.Nominative); err == nil {
		w.attribute("data-name", name)
	}
}

// behind writes what stands after the words of an item or cell. They say inside
// since when they are so: their list or table goes on.
func (w *writer) behind(n *legal.Node) {
	if w.look.since != nil && (n.Kind == legal.NodeItem || n.Kind == legal.NodeCell && n.Cell == noteCell(n.Unit)) {
		w.since("small", "since")
	}
	if n.Kind == legal.NodeItem {
		w.raw("\n")
	}
}

// Leave ends the element of a node.
func (w *writer) Leave(n *legal.Node) {
	switch n.Kind {
	case legal.NodeQuotation:
		w.raw("</blockquote>\n")
	case legal.NodeList:
		w.raw("</ul>\n")
	case legal.NodeItem:
		w.raw("</li>\n")
	case legal.NodeTable:
		w.raw("</table></div>\n")
	case legal.NodeHead:
		w.raw("</thead>\n")
	case legal.NodeBody:
		w.raw("</tbody>\n")
	case legal.NodeRow:
		w.raw("</tr>\n")
	case legal.NodeCell:
		if n.Unit.Head {
			w.raw("</th>")
		} else {
			w.raw("</td>")
		}
	case legal.NodeBlock:
		w.endBlock(n)
	}
}

func (w *writer) endBlock(n *legal.Node) {
	switch u := n.Unit; {
	case u.Verbatim:
		w.raw("</pre></div>\n")
	case u.Kind == legal.Heading:
		w.raw("</" + w.heading(n) + ">\n")
	case u.Kind == legal.Code:
		w.raw("</pre>\n")
	default:
		w.raw("</p>\n")
	}
	if w.look.since != nil {
		w.since("p", "u note since"+depth(n.Indent)+margin(n)) // in line with the unit's words
	}
}

// since says since which edition the wording is so, and leads to that change.
func (w *writer) since(tag, class string) {
	w.raw("<" + tag + ` class="` + class + `">`)
	text, err := w.words.Text("redline.mark", map[string]string{"edition": w.look.since.Name})
	if err != nil {
		panic(err) // New has proved that it is there
	}
	w.escape(text)
	w.raw(` · <a href="`)
	w.escape(w.look.since.Href)
	w.raw(`">`)
	w.escape(w.words.must("redline.mark.link"))
	w.raw("</a></" + tag + ">\n")
}

// margin is the class that says what a unit's number needs of the margin.
func margin(n *legal.Node) string {
	switch digits := utf8.RuneCountInString(n.Unit.Label.Text); {
	case digits == 0 && n.Indent == 0:
		return " p" // there is none
	case digits > 6, n.Unit.Label.Form == legal.Part, n.Unit.Label.Form == legal.Chapter, n.Unit.Label.Form == legal.Article:
		return " w" // too wide to hang: «5-бап.» as well as «15-бап.»
	case digits > 4:
		return " m"
	}
	return ""
}

// depth is the class of an indented element.
func depth(indent int) string {
	if indent == 0 {
		return ""
	}
	return " d" + strconv.Itoa(indent)
}

// classed writes the class of an element that has no other.
func (w *writer) classed() {
	if w.look.class != "" {
		w.raw(` class="` + w.look.class[1:] + `"`)
	}
}

func (w *writer) id() {
	if w.look.id != "" {
		w.attribute("id", w.look.id)
	}
}

// must says a message without arguments whose presence New has proved.
func (s *speaker) must(key string) string {
	text, err := s.Text(key, nil)
	if err != nil {
		panic(err)
	}
	return text
}
