package importer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/regex"
)

// mainPart is the element that holds the text of a page, if it says so: the only main or
// article, with the page's heading if that stands beside it.
func mainPart(body *html.Node) *html.Node {
	for _, a := range []atom.Atom{atom.Article, atom.Main} {
		var found []*html.Node
		for d := range body.Descendants() {
			if d.DataAtom == a {
				found = append(found, d)
			}
		}
		if len(found) == 1 && len(wordsIn(found[0])) > 200 {
			return withHeading(found[0], body)
		}
	}
	return nil
}

// withHeading is part, or what holds it and the first heading of the page, if part has none.
func withHeading(part, body *html.Node) *html.Node {
	heading := find(body, func(n *html.Node) bool { return n.DataAtom == atom.H1 })
	if heading == nil || find(part, func(n *html.Node) bool { return n.DataAtom == atom.H1 }) != nil {
		return part
	}
	for n := heading.Parent; n != nil && n != body; n = n.Parent {
		if around(n) {
			return part
		}
		if holds(n, part) {
			return n
		}
	}
	return part
}

// titleBeside is the part of a page with its first heading, if that stands beside the main part and the page is called
// by it: the heading of the text, not the name of the site.
func titleBeside(part, root, body *html.Node) *html.Node {
	heading := find(body, func(n *html.Node) bool { return n.DataAtom == atom.H1 })
	name := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Title })
	if part == nil || heading == nil || name == nil || name.FirstChild == nil || find(part, func(n *html.Node) bool { return n.DataAtom == atom.H1 }) != nil {
		return nil
	}
	if words := wordsIn(heading); words == "" || !strings.HasPrefix(tidy(name.FirstChild.Data), words) {
		return nil
	}
	n := heading
	for n.Parent != body && !holds(n.Parent, part) && len(wordsIn(n.Parent)) < mostNamed {
		n = n.Parent
	}
	for up := n; up != nil; up = up.Parent {
		if around(up) || namedFrame(up) {
			return nil
		}
	}
	return n
}

// wordsIn are all words of an element, shown or not.
func wordsIn(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !wordless(d.Parent) {
			b.WriteString(d.Data + " ")
		}
	}
	return tidy(strings.ReplaceAll(b.String(), "\n", " "))
}

// wordless reports whether an element by its kind has no words.
func wordless(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Title, atom.Noscript, atom.Iframe, atom.Svg, atom.Select, atom.Object, atom.Datalist, atom.Audio, atom.Video, atom.Canvas:
		return true
	}
	return false
}

// hides reports whether a page says that it does not show an element.
func (s *sheet) hides(n *html.Node) bool {
	if n.Type != html.ElementNode || s.opened[n] {
		return false
	}
	return hasAttribute(n, "hidden") || n.DataAtom == atom.Dialog && !hasAttribute(n, "open") || strings.Contains(strings.ReplaceAll(attribute(n, "style"), " ", ""), "mso-hide:all") || s.of(n, itself)["display"] == "none" || s.heard(n)
}

// collapses reports whether an element opens a part of the page by the attributes of
// WAI-ARIA or of Bootstrap.
func collapses(n *html.Node) bool {
	return hasAttribute(n, "aria-expanded") || strings.Contains(attribute(n, "data-toggle")+attribute(n, "data-bs-toggle"), "collapse")
}

// open finds the hidden parts of a page that its reader can open: one that a control names,
// or that stands just behind one, one of several that look the same, such as the
// answers to questions, or as a part that is shown, such as tabs, and one with most of the page's
// words, which a script shows.
func (s *sheet) open(root *html.Node) {
	named := namedParts(root)
	alike := map[string]int{} // by their kinds and classes
	var hidden []*html.Node
	for d := range root.Descendants() {
		if s.hides(d) {
			hidden = append(hidden, d)
			alike[d.Data+" "+attribute(d, "class")]++
		}
	}
	if len(hidden) == 0 {
		return
	}
	all := letterCount(wordsIn(root))
	shown := map[*html.Node][][]string{} // by parent
	closed := map[*html.Node]bool{}
	for _, d := range hidden {
		before := d.PrevSibling
		for before != nil && before.Type != html.ElementNode {
			before = before.PrevSibling
		}
		class := attribute(d, "class")
		within := d.Parent
		for within != nil && !closed[within] {
			within = within.Parent
		}
		switch id := attribute(d, "id"); {
		case within != nil: // nobody sees it
			continue
		case s.heard(d), s.of(d, itself)[byScreen] != "":
			closed[d] = true
			continue
		case attribute(d, "hidden") == "until-found", id != "" && named[id], before != nil && controls(before), letterCount(wordsIn(d))*2 > all:
		case !isBlock(d) || class == "" || hasAttribute(d, "hidden") || before == nil || namedFrame(d) || dialog(d):
			closed[d] = true
			continue
		case alike[d.Data+" "+class] > 1 && wordsIn(before) != "" && !s.hides(before):
			s.opens[before] = true
		default:
			if _, known := shown[d.Parent]; !known {
				shown[d.Parent] = s.shownIn(d.Parent)
			}
			if !slices.ContainsFunc(shown[d.Parent], func(has []string) bool { return contains(has, strings.Fields(d.Data+" "+class)) }) {
				closed[d] = true
				continue
			}
		}
		s.opened[d] = true
	}
}

// namedParts are the ids of the parts of a page that its controls open.
func namedParts(root *html.Node) map[string]bool {
	named := map[string]bool{}
	for d := range root.Descendants() {
		if toggle := attribute(d, "data-toggle") + attribute(d, "data-bs-toggle"); !collapses(d) && attribute(d, "role") != "tab" && toggle != "tab" && toggle != "pill" {
			continue
		}
		for _, key := range []string{"aria-controls", "data-target", "data-bs-target", "href"} {
			for _, id := range strings.Fields(attribute(d, key)) {
				named[strings.TrimPrefix(id, "#")] = true
			}
		}
	}
	return named
}

// contains reports whether a list has all of some words.
func contains(has, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, w) })
}

// shownIn gives for an element with hidden parts the classes of those that are shown, of some
// at most, each behind the name of the element.
func (s *sheet) shownIn(parent *html.Node) (shown [][]string) {
	const most = 20
	last := ""
	for n := parent.FirstChild; n != nil && len(shown) < most; n = n.NextSibling {
		if class := n.Data + " " + attribute(n, "class"); n.Type == html.ElementNode && class != last && !s.hides(n) {
			last = class
			shown = append(shown, strings.Fields(class))
		}
	}
	return shown
}

// controls reports whether an element is a control that opens a part of the page, or holds
// nothing else.
func controls(n *html.Node) bool {
	c := find(n, collapses)
	return collapses(n) || c != nil && wordsIn(c) == wordsIn(n)
}

// around reports whether an element by its kind stands around the text of a page.
func around(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Header, atom.Form:
		return true
	}
	return isButton(n)
}

// isButton reports whether an element is a button and opens no part of the text.
func isButton(n *html.Node) bool {
	return n.DataAtom == atom.Button && !collapses(n) && !headsPart(n)
}

// headsPart reports whether a button opens a part of the page although no attribute says so: it is all that a
// heading holds, or stands first in one of several parts that look the same, above the words of its part.
func headsPart(n *html.Node) bool {
	p := n.Parent
	if p == nil || find(n, hasWords) == nil || nextElement(n, false) != nil {
		return false
	}
	if p.DataAtom != atom.Button && headingOf(p) > 0 {
		return nextElement(n, true) == nil
	}
	words := nextElement(n, true)
	if words == nil || find(words, hasWords) == nil || find(words, isBlock) == nil {
		return false
	}
	return slices.ContainsFunc([]bool{true, false}, func(behind bool) bool {
		other := nextElement(p, behind)
		if other == nil || other.DataAtom != p.DataAtom || attribute(other, "class") != attribute(p, "class") {
			return false
		}
		first := other.FirstChild
		for first != nil && first.Type != html.ElementNode {
			first = first.NextSibling
		}
		return first != nil && first.DataAtom == atom.Button
	})
}

// nextElement is the element behind n, or before it, in the same parent.
func nextElement(n *html.Node, behind bool) *html.Node {
	step := func(n *html.Node) *html.Node { return n.PrevSibling }
	if behind {
		step = func(n *html.Node) *html.Node { return n.NextSibling }
	}
	for n = step(n); n != nil && n.Type != html.ElementNode; {
		n = step(n)
	}
	return n
}

// hasWords reports whether a node is text with a letter in it.
func hasWords(n *html.Node) bool {
	return n.Type == html.TextNode && strings.ContainsFunc(n.Data, unicode.IsLetter)
}

// frameNames are words by which authors of pages call what stands around the text.
var frameNames = map[string]bool{"menu": true, "nav": true, "navbar": true, "navigation": true, "breadcrumb": true, "breadcrumbs": true, "footer": true, "foot": true,
	"cookie": true, "cookies": true, "sidebar": true, "share": true, "sharing": true, "social": true, "pager": true, "pagination": true, "tags": true,
	"crumbs": true, "chat": true, "jivo": true, "popup": true, "modal": true, "toast": true, "banners": true, "newsletter": true, "subscribe": true, "editsection": true}

// headingNames are words by which authors of pages call a heading.
var headingNames = map[string]bool{"title": true, "heading": true, "subtitle": true, "subheading": true, "caption": true, "h": true}

// marksHeadings reports whether a page marks headings, those of what stands around its
// text aside.
func (s *sheet) marksHeadings(body *html.Node) bool {
	return find(body, func(n *html.Node) bool {
		if headingOf(n) == 0 {
			return false
		}
		for ; n != nil && n != body; n = n.Parent {
			if around(n) || namedFrame(n) || s.hides(n) {
				return false
			}
		}
		return true
	}) != nil
}

// namedHeading reports whether an element of a page without headings is called one.
func namedHeading(n *html.Node) bool {
	s := wordsIn(n)
	return slices.ContainsFunc(namesOf(n), func(s string) bool { return headingNames[s] }) && find(n, isBlock) == nil && !stopped(s, ".,;:") && len(s) < maxHeading
}

// namesOf are the words of an element's classes and id, in small letters: those of "sideNavBox" are three.
func namesOf(n *html.Node) []string {
	names := attribute(n, "class") + " " + attribute(n, "id")
	if strings.ContainsFunc(names, unicode.IsUpper) {
		names = camelCase.ReplaceAllString(names, "$1 $2")
	}
	return strings.FieldsFunc(strings.ToLower(names), func(r rune) bool { return !unicode.IsLetter(r) })
}

var camelCase = regex.Of(`(\p{Ll})(\p{Lu})`)

// mostNamed is how many characters an element may have that stands around the text by its name alone.
const mostNamed = 600

// holdsHeading reports whether a heading stands in an element; a button that opens nothing is none.
func holdsHeading(n *html.Node) bool {
	return find(n, func(d *html.Node) bool { return headingOf(d) > 0 && !isButton(d) }) != nil
}

// namedFrame reports whether an element is called what stands around a text, has no
// heading and is short. A header without a link may be that of the text.
func namedFrame(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Ul, atom.Ol, atom.P, atom.Section, atom.Form:
	case atom.Span:
		return slices.Contains(namesOf(n), "editsection")
	default:
		return false
	}
	names := namesOf(n)
	if slices.Contains(names, "related") || slices.Contains(names, "recommended") {
		return len(wordsIn(n)) < mostNamed && find(n, func(d *html.Node) bool { return d.DataAtom == atom.H1 }) == nil
	}
	if slices.Contains(names, "meta") && (slices.Contains(names, "entry") || slices.Contains(names, "post")) { // when and by whom the page was put up
		return len(wordsIn(n)) < mostNamed && !holdsHeading(n)
	}
	linked := find(n, func(d *html.Node) bool { return d.DataAtom == atom.A && attribute(d, "href") != "" }) != nil
	return slices.ContainsFunc(names, func(s string) bool { return frameNames[s] || s == "header" && linked }) && len(wordsIn(n)) < mostNamed && !holdsHeading(n)
}

// dialog reports whether an element is a window that a page opens in front of its text, such as the one
// that asks about cookies.
func dialog(n *html.Node) bool {
	role := attribute(n, "role")
	return (role == "dialog" || role == "alertdialog" || role == "alert" || attribute(n, "aria-modal") == "true") && len(wordsIn(n)) < mostNamed
}

// findForms finds the elements that ask for an address or a number, such as one that orders a newsletter: a field and
// a button with a few words. Each is looked at once, from its fields on upwards.
func (h *htmlReader) findForms(body *html.Node) {
	const deepest = 5
	seen := map[*html.Node]bool{}
	for d := range body.Descendants() {
		if !isField(d) {
			continue
		}
		n := d.Parent
		for range deepest {
			if n == nil || n == body || seen[n] || n.DataAtom == atom.Table {
				break
			}
			if seen[n] = true; isBlock(n) && asks(n) {
				h.forms[n] = true
				break
			}
			n = n.Parent
		}
	}
}

func isField(n *html.Node) bool {
	kind := attribute(n, "type")
	return n.DataAtom == atom.Input && (kind == "" || kind == "text" || kind == "email" || kind == "tel" || kind == "search")
}

// asks reports whether an element is such a form. It looks at a few nodes.
func asks(n *html.Node) bool {
	const words, nodes = 120, 60
	fields, letters, looked, button := 0, 0, 0, false
	for d := range n.Descendants() {
		if looked++; looked > nodes {
			return false
		}
		switch kind := attribute(d, "type"); {
		case d.Type == html.TextNode:
			letters += len(strings.TrimSpace(d.Data))
		case isField(d):
			fields++
		case d.DataAtom == atom.Button && kind != "reset", d.DataAtom == atom.Input && (kind == "submit" || kind == "button" || kind == "image"):
			button = true
		case headingOf(d) > 0:
			return false
		}
	}
	return fields > 0 && fields <= 2 && button && letters < words
}

// footOfPost reports whether an element is the foot of an article with links to others.
func footOfPost(n *html.Node) bool {
	return n.DataAtom == atom.Footer && len(wordsIn(n)) < mostNamed && find(n, func(d *html.Node) bool { return d.DataAtom == atom.A && attribute(d, "href") != "" }) != nil
}

// linksOnly reports whether two links or more are all that an element holds, of which
// each is one of those that are meant.
func linksOnly(n *html.Node, meant func(to string) bool) bool {
	links, words := 0, ""
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			if !meant(attribute(d, "href")) {
				return false
			}
			links, words = links+1, words+wordsIn(d)
		}
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	return links > 1 && bare(words) == bare(wordsIn(n))
}

// menuCell reports whether a cell holds links alone beside a cell with a text, or in a table
// with a heading: the menu of a page that a table sets.
func menuCell(n *html.Node) bool {
	table := tableAround(n)
	if n.DataAtom != atom.Td || table == nil || !linksOnly(n, func(string) bool { return true }) {
		return false
	}
	if find(table, func(d *html.Node) bool { return headingOf(d) > 0 }) != nil {
		return true
	}
	for cell := n.Parent.FirstChild; cell != nil; cell = cell.NextSibling {
		inside := 0
		for d := range cell.Descendants() {
			if d.DataAtom == atom.P || d.DataAtom == atom.Div || d.DataAtom == atom.Table {
				inside++
			}
		}
		if inside >= fewParagraphs {
			return true
		}
	}
	return false
}

// fewParagraphs is how many paragraphs make a text of a cell.
const fewParagraphs = 3

// tabs reports whether an element holds but links that lead nowhere: a script shows parts
// of the page by them.
func tabs(n *html.Node) bool {
	return isBlock(n) && linksOnly(n, func(to string) bool { return to == "#" || strings.HasPrefix(to, "javascript:") })
}

// frame reports whether an element stands around the text of a page.
func (h *htmlReader) frame(n *html.Node, c context) bool {
	switch {
	case c.inside:
		return n.DataAtom == atom.Nav || isButton(n) || namedFrame(n) || tabs(n) || dialog(n) || h.forms[n] || footOfPost(n) || h.notices[n]
	case holds(n, h.main), holds(n, h.titled):
		return false
	case around(n), namedFrame(n), menuCell(n), tabs(n), dialog(n), h.forms[n], h.notices[n]:
		return true
	case n.DataAtom == atom.Div: // as LibreOffice saves what stands on every page
		if title := attribute(n, "title"); title == "header" || title == "footer" {
			return true
		}
	}
	return h.main != nil && n.Type == html.ElementNode
}

// headsFrames reports whether an element is a heading of which all that stands behind it in the part
// of the page that it heads is left out: «Поделиться:» above links to networks.
func (h *htmlReader) headsFrames(n *html.Node, c context) bool {
	if level := headingOf(n); level < 2 || n.Parent.DataAtom == atom.Body || n.Parent == h.main {
		return false
	}
	const most = 40 // nodes, white space among them, that such a heading stands above
	some := false
	for s, behind := n.NextSibling, 1; s != nil; s, behind = s.NextSibling, behind+1 {
		switch {
		case behind > most:
			return false
		case s.Type == html.TextNode && strings.TrimSpace(s.Data) != "":
			return false
		case s.Type != html.ElementNode || wordsIn(s) == "":
		case !h.frame(s, c) && !linksOnly(s, func(to string) bool { return to == "#" || strings.HasPrefix(to, "javascript:") }):
			return false
		default:
			some = true
		}
	}
	return some
}

func holds(n, part *html.Node) bool {
	for ; part != nil; part = part.Parent {
		if part == n {
			return true
		}
	}
	return false
}
