package importer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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

// wordsIn are all words of an element.
func wordsIn(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !ignored(d.Parent) {
			b.WriteString(d.Data + " ")
		}
	}
	return tidy(strings.ReplaceAll(b.String(), "\n", " "))
}

// ignored reports whether an element has no words of the text.
func ignored(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Title, atom.Noscript, atom.Iframe, atom.Svg, atom.Select, atom.Object:
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "mso-hide:all") || hasAttribute(n, "hidden")
}

// around reports whether an element by its kind stands around the text of a page.
func around(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Header, atom.Form, atom.Button:
		return true
	}
	return false
}

// frameNames are words by which authors of pages call what stands around the text.
var frameNames = map[string]bool{"menu": true, "nav": true, "navbar": true, "navigation": true, "breadcrumb": true, "breadcrumbs": true, "footer": true,
	"cookie": true, "cookies": true, "sidebar": true, "share": true, "social": true, "copyright": true}

// mostNamed is how many characters an element may have that stands around the text by its name alone.
const mostNamed = 600

// namedFrame reports whether an element is called what stands around a text, has no
// heading and is short. A header without a link may be that of the text.
func namedFrame(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Ul && n.DataAtom != atom.Section {
		return false
	}
	names := strings.FieldsFunc(strings.ToLower(attribute(n, "class")+" "+attribute(n, "id")), func(r rune) bool { return !unicode.IsLetter(r) })
	linked := find(n, func(d *html.Node) bool { return d.DataAtom == atom.A }) != nil
	return slices.ContainsFunc(names, func(s string) bool { return frameNames[s] || s == "header" && linked }) && len(wordsIn(n)) < mostNamed && find(n, func(d *html.Node) bool { return headingOf(d) > 0 }) == nil
}

// linksOnly reports whether a cell holds links alone beside a cell with a heading: the menu of
// a page that a table sets.
func linksOnly(n *html.Node) bool {
	if n.DataAtom != atom.Td {
		return false
	}
	links, words := 0, ""
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			links, words = links+1, words+wordsIn(d)
		}
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	return links > 1 && bare(words) == bare(wordsIn(n)) && find(nearest(n, atom.Table), func(d *html.Node) bool { return headingOf(d) > 0 }) != nil
}

// frame reports whether an element stands around the text of a page.
func (h *htmlReader) frame(n *html.Node, c context) bool {
	switch {
	case c.inside:
		return n.DataAtom == atom.Nav || n.DataAtom == atom.Button
	case holds(n, h.main):
		return false
	case around(n), namedFrame(n), linksOnly(n):
		return true
	case n.DataAtom == atom.Div: // as LibreOffice saves what stands on every page
		if title := attribute(n, "title"); title == "header" || title == "footer" {
			return true
		}
	}
	return h.main != nil && n.Type == html.ElementNode
}

func holds(n, part *html.Node) bool {
	for ; part != nil; part = part.Parent {
		if part == n {
			return true
		}
	}
	return false
}
