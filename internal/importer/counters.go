package importer

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/regex"
)

// counters counts as a browser does what the style of a page lets it count (CSS Lists 3):
// a counter holds in the element that makes it and in what has the same parent behind it.
type counters struct {
	sheet *sheet
	open  map[string][]counter    // by name, the innermost last
	made  map[*html.Node][]string // the names of those that hold in an element
	shown map[target]generated
}

// counter is one that is open.
type counter struct {
	value int
	in    *html.Node // the parent of the element that made it
}

// generated is text that a style puts beside the words of an element.
type generated struct {
	text    string
	counted bool // a number is in it
}

// listItem is the counter that browsers keep of the items of lists.
const listItem = "list-item"

// count gives what the style of a page puts beside the words of its elements.
func (s *sheet) count(root *html.Node) map[target]generated {
	c := counters{sheet: s, open: map[string][]counter{}, made: map[*html.Node][]string{}, shown: map[target]generated{}}
	if len(s.rules) > 0 {
		c.visit(root)
	}
	for d := range root.Descendants() {
		if s.unread {
			break
		}
		s.unread = s.each(s.vague, d, func(*rule) bool { return wordsIn(d) != "" })
	}
	return c.shown
}

func (c *counters) visit(n *html.Node) {
	if n.Type == html.ElementNode && !c.element(n) {
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.visit(child)
	}
	if n.Type == html.ElementNode {
		c.beside(n, behind)
	}
	for _, name := range c.made[n] {
		all := c.open[name]
		c.open[name] = all[:len(all)-1]
	}
	delete(c.made, n)
}

// element counts one element; one that is hidden counts nothing.
func (c *counters) element(n *html.Node) (visible bool) {
	if wordless(n) || c.sheet.hides(n) {
		return false
	}
	set := c.sheet.of(n, itself)
	switch n.DataAtom {
	case atom.Ol, atom.Ul:
		c.reset(listItem, numberIn(n, "start", 1)-1, n.Parent)
	case atom.Li:
		item := c.innermost(listItem, n.Parent)
		item.value = numberIn(n, "value", item.value+1)
	}
	c.change(set, n, n.Parent)
	c.beside(n, before)
	return true
}

// beside counts what the style puts before or behind the words of an element: it is one of its children.
func (c *counters) beside(n *html.Node, at side) {
	set := c.sheet.of(n, at)
	if set["content"] == "" || set["content"] == "none" || set["display"] == "none" {
		return
	}
	c.change(set, n, n)
	g := c.content(n, set["content"])
	if at == before {
		g.text = strings.TrimSpace(g.text)
	}
	if g.text != "" {
		c.shown[target{n, at}] = g
	}
}

// change makes, counts and sets the counters that declarations name. Those that it makes hold
// in parent, from n on.
func (c *counters) change(set declarations, n, parent *html.Node) {
	each(set["counter-reset"], 0, func(name string, v int) { c.reset(name, v, parent) })
	each(set["counter-increment"], 1, func(name string, v int) {
		if name != listItem || n == parent { // an item counts anyway
			c.innermost(name, parent).value += v
		}
	})
	each(set["counter-set"], 0, func(name string, v int) { c.innermost(name, parent).value = v })
}

// numberIn is an attribute as a number.
func numberIn(n *html.Node, key string, without int) int {
	if v, err := strconv.Atoi(attribute(n, key)); err == nil {
		return v
	}
	return without
}

// each reads a list of counters, with a number behind each or without.
func each(list string, without int, do func(name string, value int)) {
	words := strings.Fields(list)
	for i, name := range words {
		if _, err := strconv.Atoi(name); err == nil || name == "none" {
			continue
		}
		value := without
		if i+1 < len(words) {
			if v, err := strconv.Atoi(words[i+1]); err == nil {
				value = v
			}
		}
		do(name, value)
	}
}

// reset makes a counter that holds in parent, in the place of one that an element beside made.
func (c *counters) reset(name string, value int, parent *html.Node) {
	all := c.open[name]
	if k := len(all); k > 0 && all[k-1].in == parent {
		all[k-1].value = value
		return
	}
	c.open[name] = append(all, counter{value, parent})
	c.made[parent] = append(c.made[parent], name)
}

// innermost is the counter of a name that holds; if there is none, one is made in parent.
func (c *counters) innermost(name string, parent *html.Node) *counter {
	if len(c.open[name]) == 0 {
		c.reset(name, 0, parent)
	}
	all := c.open[name]
	return &all[len(all)-1]
}

var contentPart = regex.Of(`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|counters?\(([^)]*)\)|attr\(\s*([^\s,)]+)[^)]*\)`)

// content reads the value of the property content of what stands beside the words of n.
func (c *counters) content(n *html.Node, value string) (g generated) {
	for _, m := range contentPart.FindAllStringSubmatch(value, -1) {
		if m[4] != "" {
			v := attribute(n, m[4])
			g.text, g.counted = g.text+v, g.counted || v != "" && strings.Trim(v, "0123456789.") == ""
			continue
		}
		if m[3] == "" {
			g.text += unescapeCSS(m[1] + m[2])
			continue
		}
		g.counted = true
		args := splitArguments(m[3])
		name, style, separator := args[0], "decimal", ""
		all := c.open[name]
		if strings.HasPrefix(m[0], "counters") {
			if len(args) > 1 {
				separator, args = unescapeCSS(strings.Trim(args[1], `"'`)), append(args[:1:1], args[2:]...)
			}
		} else if k := len(all); k > 0 {
			all = all[k-1:]
		}
		if len(args) > 1 {
			style = args[1]
		}
		for i := range all {
			if i > 0 {
				g.text += separator
			}
			text, known := c.sheet.spelled(style, all[i].value)
			g.text += text
			c.sheet.unread = c.sheet.unread || !known
		}
		if len(all) == 0 {
			g.text += "0"
		}
	}
	return g
}

// splitArguments splits at the commas outside of quotes.
func splitArguments(src string) (out []string) {
	for {
		at := outside(src, ",")
		if at < 0 {
			return append(out, strings.TrimSpace(src))
		}
		out, src = append(out, strings.TrimSpace(src[:at])), src[at+1:]
	}
}

var cssEscape = regex.Of(`\\(?:([0-9a-fA-F]{1,6})\s?|(.))`)

// unescapeCSS resolves what a backslash stands before.
func unescapeCSS(s string) string {
	return cssEscape.ReplaceAllStringFunc(s, func(e string) string {
		m := cssEscape.FindStringSubmatch(e)
		if v, err := strconv.ParseUint(m[1], 16, 21); err == nil && v > 0 {
			return string(rune(v))
		}
		return m[2]
	})
}
