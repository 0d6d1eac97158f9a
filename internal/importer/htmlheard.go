package importer

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page says to those who hear it what those who see it know by its look: by the roles of WAI-ARIA,
// and by words that nobody sees.

// roles are the kinds that a role makes of an element without one of its own.
var roles = map[string]atom.Atom{"navigation": atom.Nav, "search": atom.Nav, "banner": atom.Header, "contentinfo": atom.Footer, "complementary": atom.Aside,
	"main": atom.Main, "article": atom.Article, "paragraph": atom.P, "separator": atom.Hr, "list": atom.Ul}

// setRoles gives the elements of a page the kinds that their roles mean.
func setRoles(root *html.Node) {
	for d := range root.Descendants() {
		if d.DataAtom != atom.Div && d.DataAtom != atom.Span && d.DataAtom != atom.Section {
			continue
		}
		switch role := attribute(d, "role"); {
		case role == "heading":
			level, err := strconv.Atoi(attribute(d, "aria-level"))
			if err != nil || level < 1 {
				level = 2
			}
			setKind(d, [...]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}[min(level, 6)-1])
		case role == "listitem" && d.Parent.DataAtom == atom.Ul:
			setKind(d, atom.Li)
		case roles[role] != 0 && (role != "list" || holdsItems(d)):
			setKind(d, roles[role])
		}
	}
}

// holdsItems reports whether the children of an element are the items of a list.
func holdsItems(n *html.Node) bool {
	items := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && attribute(c, "role") == "listitem":
			items++
		case wordsIn(c) != "" || c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return false
		}
	}
	return items > 0
}

// heardNames are the classes by which authors of pages keep words from being seen.
var heardNames = []string{"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "u-visually-hidden", "skip-link", "skip-to-content"}

// heard reports whether the words of an element are but heard: by a class that is called
// so, or because they are cut to a point.
func (s *sheet) heard(n *html.Node) bool {
	if e := s.elements.of(n); e != nil && slices.ContainsFunc(e.classes, func(c string) bool { return slices.Contains(heardNames, c) }) {
		return true
	}
	set := s.of(n, itself)
	if cut := set["clip-path"]; strings.HasPrefix(cut, "inset(50%") || strings.HasPrefix(cut, "inset(100%") {
		return true
	}
	points, ok := strings.CutPrefix(set["clip"], "rect(")
	return ok && (set["position"] == "absolute" || set["position"] == "fixed") && strings.Trim(points, "01px, )") == ""
}

// anchorSigns are the signs that a page shows for a link to the place where it stands, or back to what it is a note to.
const anchorSigns = "#¶§⚓🔗∞↑↩^"

// linksHere reports whether a link is such a sign, beside a heading for the most part.
func linksHere(n *html.Node) bool {
	words := wordsIn(n)
	return n.DataAtom == atom.A && words != "" && strings.Contains(attribute(n, "href"), "#") && strings.Trim(words, anchorSigns+"\ufe0f") == ""
}

// buttonNames are words by which authors of pages call what is pressed.
var buttonNames = map[string]bool{"btn": true, "button": true, "accept": true, "agree": true, "close": true}

// findNotices finds what tells of cookies and has a button to agree, if it is a small part of the
// page and has no heading.
func (h *htmlReader) findNotices(body *html.Node) {
	pressed, asked := map[*html.Node]bool{}, map[*html.Node]bool{} // that hold a button, and that were looked at
	letters := -1
	if !strings.Contains(strings.ToLower(h.src), "cookie") {
		return
	}
	for d := range body.Descendants() {
		for n := d; n.Type == html.ElementNode && n != body && !pressed[n] && isPressed(d); n = n.Parent {
			pressed[n] = true
		}
	}
	for d := range body.Descendants() {
		if d.Type != html.TextNode || len(pressed) == 0 || !strings.Contains(strings.ToLower(d.Data), "cookie") {
			continue
		}
		n := d.Parent
		for n != body && !(pressed[n] && isBlock(n)) {
			n = n.Parent
		}
		if n == body || asked[n] {
			continue
		}
		if asked[n] = true; letters < 0 {
			letters = letterCount(wordsIn(body))
		}
		words := wordsIn(n)
		h.notices[n] = len(words) < mostNamed && 3*letterCount(words) < letters && !holdsHeading(n)
	}
}

// isPressed reports whether an element is a button, by its kind, its role or its name.
func isPressed(n *html.Node) bool {
	return n.DataAtom == atom.Button || attribute(n, "role") == "button" || slices.ContainsFunc(namesOf(n), func(s string) bool { return buttonNames[s] })
}
