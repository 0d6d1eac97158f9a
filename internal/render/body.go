package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/site"
)

// body writes the units of a text. It is the one place where HTML is made
// without html/template, because a body is long and its structure is not a
// template's: every letter goes through escape, every address through href.
func (s *speaker) body(b *site.Body) template.HTML {
	w := s.writer(b)
	for i := range b.Units {
		if b.Since != nil {
			w.since(i)
			continue
		}
		w.unit(i)
	}
	w.end()
	return template.HTML(w.out)
}

// writer writes units of one body.
type writer struct {
	out    []byte
	body   *site.Body
	words  *speaker        // of the body's language where there is one, else of the page's
	quoted bool            // anchors: only those of only
	only   map[string]bool // an anchor's unit gets its id here
	open   []byte          // containers around the next unit, outermost first: q, l (a list and its item)
	table  int             // the open table
	head   bool            // in the head of the open table
	levels []int           // headings above the next unit

	// Of a redline alone; zero elsewhere. See redliner.
	content  func(cell int)             // writes the words in place of the unit's runs
	class    string                     // of the next unit, with a space before it
	idOf     func(*legal.Unit) string   // in place of the unit's anchor
	internal func(anchor string) string // where links into the text itself go
	flat     bool                       // numbers are no links
	copied   string                     // what tells the table from its copy on the page
}

func (s *speaker) writer(b *site.Body) *writer {
	size := 256
	for i := range b.Units {
		size += b.Units[i].End - b.Units[i].Start + 96
	}
	words := s.renderer.speakers[b.Lang]
	if words == nil {
		words = s
	}
	return &writer{out: make([]byte, 0, size+size/2), body: b, words: words}
}

func (w *writer) raw(s string) { w.out = append(w.out, s...) }

// escape writes text: right in an element and in an attribute between double quotes.
func (w *writer) escape(s string) {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case '\'':
			entity = "&#39;"
		default:
			continue
		}
		w.out = append(append(w.out, s[from:i]...), entity...)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

// unit writes unit i inside the containers that it needs.
func (w *writer) unit(i int) {
	u := &w.body.Units[i]
	if u.Kind == legal.Title {
		return
	}
	if u.Kind == legal.Row && w.table == u.Table && w.table != 0 {
		w.row(u)
		return
	}
	indent := w.indent(i)
	w.contain(u, indent)
	if u.Rule {
		w.raw("<hr>\n")
	}
	switch {
	case u.Verbatim:
		w.raw(`<div class="src`)
		w.depth(indent)
		w.raw(`"`)
		w.id(u)
		w.raw("><p class=\"note\">")
		w.escape(w.words.must("body.verbatim"))
		w.raw("</p><pre>\n")
		w.source(u)
		w.raw("</pre></div>\n")
	case u.Kind == legal.Heading:
		tag := "h" + strconv.Itoa(w.level(u.Level))
		w.raw("<" + tag + ` class="u h`)
		w.labelled(u, indent)
		w.raw("</" + tag + ">\n")
	case u.Kind == legal.Row:
		class := w.class
		w.class = "" // it is the row's
		w.raw(`<div class="table`)
		w.depth(indent)
		w.class = class
		w.raw(`" role="region" tabindex="0" aria-label="`)
		w.escape(w.words.must("body.table"))
		w.raw(" " + strconv.Itoa(u.Table))
		w.escape(w.copied)
		w.raw("\"><table>\n")
		w.table = u.Table
		w.head = u.Head
		if u.Head {
			w.raw("<thead>\n")
		} else {
			w.raw("<tbody>\n")
		}
		w.row(u)
	case u.Kind == legal.Item:
		w.labelText(u)
		w.fill(u.Runs, 0)
		w.raw("\n")
	case u.Kind == legal.Code:
		w.raw(`<pre class="code`)
		w.depth(indent)
		w.raw(`"`)
		w.id(u)
		w.raw(">\n")
		w.source(u)
		w.raw("</pre>\n")
	default:
		w.raw(`<p class="u`)
		w.labelled(u, indent)
		w.raw("</p>\n")
	}
}

// labelled ends the tag that was begun before its class is closed, and writes
// number and text.
func (w *writer) labelled(u *legal.Unit, indent int) {
	w.depth(indent)
	w.raw(margin(u, indent) + `"`)
	w.id(u)
	w.raw(">")
	w.labelText(u)
	w.fill(u.Runs, 0)
}

// margin is the class that says what a unit's number needs of the margin.
func margin(u *legal.Unit, indent int) string {
	switch n := utf8.RuneCountInString(u.Label.Text); {
	case n == 0 && indent == 0:
		return " p" // there is none
	case n > 6:
		return " w" // too wide to hang
	case n > 4:
		return " m"
	}
	return ""
}

// fill writes the words of a unit or of one of its cells.
func (w *writer) fill(runs []legal.Run, cell int) {
	if w.content != nil {
		w.content(cell)
	} else {
		w.inline(runs)
	}
}

// labelText writes the number, which is the permalink.
func (w *writer) labelText(u *legal.Unit) {
	if u.Label.Text == "" {
		return
	}
	if w.flat {
		w.raw(`<span class="n">`)
		w.escape(u.Label.Text)
		w.raw("</span> ")
		return
	}
	w.raw(`<a class="n" href="#`)
	w.escape(u.Anchor)
	w.raw(`">`)
	w.escape(u.Label.Text)
	w.raw("</a> ")
}

func (w *writer) depth(n int) {
	if n > 0 {
		w.raw(" d" + strconv.Itoa(n))
	}
	w.raw(w.class)
}

// classed writes the class of an element that has no other.
func (w *writer) classed() {
	if w.class != "" {
		w.raw(` class="` + w.class[1:] + `"`)
	}
}

func (w *writer) id(u *legal.Unit) {
	id := u.Anchor
	if w.idOf != nil {
		id = w.idOf(u)
	}
	if id == "" || w.quoted && !w.only[id] {
		return
	}
	w.raw(` id="`)
	w.escape(id)
	w.raw(`"`)
}

// indent is the depth at which unit i stands among clauses, at most 4: a clause
// one deeper than the clause around it, anything else in line with that one's text.
func (w *writer) indent(i int) int {
	n := 0
	for p := w.body.Units[i].Parent; p >= 0; p = w.body.Units[p].Parent {
		if w.body.Units[p].Kind == legal.Clause {
			n++
		}
	}
	if w.body.Units[i].Label.Text == "" && n > 0 {
		n--
	}
	return min(n, 4)
}

// level is the level of a heading on the page: h2 for the outermost, without a jump.
func (w *writer) level(level int) int {
	for len(w.levels) > 0 && w.levels[len(w.levels)-1] >= level {
		w.levels = w.levels[:len(w.levels)-1]
	}
	w.levels = append(w.levels, level)
	return min(len(w.levels)+1, 6)
}

// contain closes and opens block quotations and lists so that u can stand.
func (w *writer) contain(u *legal.Unit, indent int) {
	w.closeTable()
	quotes, lists := 0, 0
	keep := 0
	for _, c := range w.open {
		if c == 'q' && quotes < u.Quote {
			quotes++
		} else if c == 'l' && lists < u.List {
			lists++
		} else {
			break
		}
		keep++
	}
	w.close(keep)
	for ; quotes < u.Quote; quotes++ {
		w.begin("blockquote", indent)
		w.open = append(w.open, 'q')
	}
	if u.Kind == legal.Item && lists == max(u.List, 1) { // a sibling
		w.raw("</li>\n<li")
		w.classed()
		w.id(u)
		w.raw(">")
		return
	}
	for lists < u.List || u.Kind == legal.Item && lists == 0 {
		lists++
		w.begin("ul", indent)
		w.raw("<li")
		if u.Kind == legal.Item && lists >= u.List {
			w.classed()
			w.id(u)
		}
		w.raw(">")
		w.open = append(w.open, 'l')
	}
}

// begin begins a container; the outermost one stands where its first unit would.
func (w *writer) begin(tag string, indent int) {
	w.raw("<" + tag)
	if len(w.open) == 0 && indent > 0 {
		w.raw(` class="d` + strconv.Itoa(indent) + `"`)
	}
	w.raw(">\n")
}

// close closes all containers but the outermost keep.
func (w *writer) close(keep int) {
	for len(w.open) > keep {
		if w.open[len(w.open)-1] == 'q' {
			w.raw("</blockquote>\n")
		} else {
			w.raw("</li>\n</ul>\n")
		}
		w.open = w.open[:len(w.open)-1]
	}
}

func (w *writer) end() {
	w.closeTable()
	w.close(0)
}

func (w *writer) closeTable() {
	if w.table == 0 {
		return
	}
	if w.head {
		w.raw("</thead>\n")
	} else {
		w.raw("</tbody>\n")
	}
	w.raw("</table></div>\n")
	w.table, w.head = 0, false
}

func (w *writer) row(u *legal.Unit) {
	if w.head && !u.Head {
		w.raw("</thead>\n<tbody>\n")
		w.head = false
	}
	w.raw("<tr")
	w.classed()
	w.id(u)
	w.raw(">")
	tag, scope := "td", ""
	if u.Head {
		tag, scope = "th", ` scope="col"`
	}
	for i, cell := range u.Cells {
		w.raw("<" + tag + scope)
		if i < len(u.Aligns) {
			w.raw([...]string{legal.AlignDefault: "", legal.AlignLeft: ` class="al"`, legal.AlignCenter: ` class="ac"`, legal.AlignRight: ` class="ar"`}[u.Aligns[i]])
		}
		w.raw(">")
		w.fill(cell, i)
		w.raw("</" + tag + ">")
	}
	w.raw("</tr>\n")
}

// source writes runs where white space counts.
func (w *writer) source(u *legal.Unit) {
	if w.content != nil {
		w.content(0)
		return
	}
	for _, r := range u.Runs {
		w.escape(r.Text)
	}
}

// inline writes runs: one <a> around all runs of a link, one element around
// neighbours of one style.
func (w *writer) inline(runs []legal.Run) {
	for i := 0; i < len(runs); {
		link, j := runs[i].Link, i+1
		for j < len(runs) && runs[j].Link == link {
			j++
		}
		shown := link != nil && w.link(link)
		w.styled(runs[i:j])
		if shown {
			w.raw("</a>")
		}
		i = j
	}
}

func (w *writer) styled(runs []legal.Run) {
	var style legal.Style
	for _, r := range runs {
		if r.Style != style {
			w.raw(styleEnd[style&7])
			w.raw(styleStart[r.Style&7])
			style = r.Style
		}
		for text := r.Text; ; {
			line, rest, more := strings.Cut(text, "\n")
			w.escape(line)
			if !more {
				break
			}
			w.raw("<br>\n")
			text = rest
		}
	}
	w.raw(styleEnd[style&7])
}

// By the bits of legal.Style.
var (
	styleStart = [8]string{"", "<strong>", "<em>", "<strong><em>", "<code>", "<strong><code>", "<em><code>", "<strong><em><code>"}
	styleEnd   = [8]string{"", "</strong>", "</em>", "</em></strong>", "</code>", "</code></strong>", "</code></em>", "</code></em></strong>"}
)

// link begins an <a>; it reports whether there is an address to go to.
func (w *writer) link(l *legal.Link) bool {
	address, rel := w.href(l)
	if address == "" {
		return false
	}
	w.raw(`<a href="`)
	w.escape(address)
	w.raw(`"`)
	if rel != "" {
		w.raw(` rel="` + rel + `"`)
	}
	if l.Title != "" {
		w.raw(` title="`)
		w.escape(l.Title)
		w.raw(`"`)
	}
	w.raw(">")
	return true
}

// href is where a link goes, or empty: then its words stand alone. Only schemes
// that cannot run code pass. A link to another host does not tell it which page
// the reader came from; on paper its address stands behind it, if it is not
// the text already: rel "external" is what the stylesheet looks for.
func (w *writer) href(l *legal.Link) (address, rel string) {
	switch l.Kind {
	case legal.LinkAnchor, legal.LinkClause:
		if w.internal != nil {
			return w.internal(l.Anchor), ""
		}
		return "#" + l.Anchor, ""
	case legal.LinkURL:
		scheme, rest, ok := strings.Cut(l.Dest, ":")
		scheme = strings.ToLower(scheme) // as the element kelisim-text knows it
		address = scheme + ":" + rest
		switch {
		case !ok:
			return "", ""
		case scheme == "mailto" || scheme == "tel":
			return address, ""
		case scheme == "http" || scheme == "https":
			if l.Auto {
				return address, "noreferrer"
			}
			return address, "external noreferrer"
		}
		return "", ""
	}
	return w.body.Hrefs[l], ""
}

// must says a message without arguments whose presence New has proved.
func (s *speaker) must(key string) string {
	text, err := s.Text(key, nil)
	if err != nil {
		panic(err)
	}
	return text
}
