package importer

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// list reads a list. A numbered one gives its items the numbers that a browser
// shows; in a list inside a list those are written with a bracket, for their depth.
func (h *htmlReader) list(n *html.Node, c context) {
	if m := googleLevel.FindStringSubmatch(attribute(n, "class")); m != nil {
		c.list = int(m[1][0]-'0') + 1
	}
	first, step := 1, 1
	if hasAttribute(n, "reversed") {
		first, step = countItems(n), -1
	}
	at := numberIn(n, "start", first)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			h.text(child.Data, c)
		case child.DataAtom != atom.Li:
			h.element(child, c)
		default:
			at = numberIn(child, "value", at)
			h.flush()
			if h.isNote(child, c) {
				at += step
				continue
			}
			h.mark(child, c, at)
			h.block(child, c)
			h.flush()
			h.cur.List, h.cur.Label = 0, "" // of an item without words
			at += step
		}
	}
}

func countItems(n *html.Node) (items int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Li {
			items++
		}
	}
	return items
}

// mark gives an item the number or the bullet that a browser shows before it.
func (h *htmlReader) mark(li *html.Node, c context, at int) {
	kind := listKind(h.sheet, li)
	switch g := h.shown[target{li, before}]; {
	case g.counted:
		h.cur.List, h.cur.Label = c.list, g.text
	case levelText.MatchString(attribute(li, "data-leveltext")):
		h.cur.List, h.cur.Label = c.list, h.levels(li, kind, at)
	case g.text != "" && len([]rune(g.text)) == 1 && !strings.ContainsFunc(g.text, isWord), h.sheet.isBullet(kind):
		h.cur.List, h.cur.Label = c.list, "•"
	case g.text != "":
		h.generate(li, c)
	case kind != "none":
		shown, label := h.ordinal(kind, at, c.list)
		h.cur.List, h.cur.Label = c.list, label
		if shown != label {
			h.locateIn(li)
			h.tell(diag.ImportRelabelled, "dot", diag.Args{"label": shown, "nearest": label})
		}
	}
}

// levelText is a part of a number as a list of Word has it: "%2" is the number of its second level.
var levelText = regex.Of(`%[1-9]`)

// levels is the number of an item as Word for the web shows it: its lists have one level each, say
// to which list of the document they belong, and how a number is made of those of all levels. A level
// without an item so far counts as in Word, as the first.
func (h *htmlReader) levels(li *html.Node, kind string, at int) string {
	list, pattern := attribute(li, "data-listid"), attribute(li, "data-leveltext")
	level := 0
	for _, m := range levelText.FindAllString(pattern, -1) {
		level = max(level, int(m[1]-'0'))
	}
	counts := h.counts[list]
	for len(counts) < level {
		counts = append(counts, "1")
	}
	text, known := h.sheet.spelled(kind, at)
	h.sheet.unread = h.sheet.unread || !known
	counts[level-1] = text
	h.counts[list] = counts[:level]
	return levelText.ReplaceAllStringFunc(pattern, func(m string) string { return counts[m[1]-'1'] })
}

// listKind is how the items of a list are marked: a value of list-style-type or of the
// attribute type.
func listKind(s *sheet, li *html.Node) string {
	list := li.Parent
	for _, kind := range []string{s.of(li, itself)["list-style-type"], s.of(list, itself)["list-style-type"], attribute(li, "type"), attribute(list, "type")} {
		if kind != "" && kind != "inherit" {
			return kind
		}
	}
	if list.DataAtom == atom.Ol {
		return "decimal"
	}
	return "disc"
}

// ordinal is the number of an item as a browser shows it, and the nearest label. Browsers
// begin at any number; one below 1 has no label and stays as it is.
func (h *htmlReader) ordinal(kind string, n, depth int) (shown, label string) {
	text, known := h.sheet.spelled(kind, n)
	h.sheet.unread = h.sheet.unread || !known
	prefix, suffix := h.sheet.around(kind)
	if shown = strings.TrimSpace(prefix + text + suffix); n < 1 {
		return shown, shown
	}
	if label = shown; depth > 1 && suffix == defaultSuffix {
		label = text + ")"
	}
	return shown, nearForm(label, text, strings.EqualFold(kind, "i") || strings.HasSuffix(kind, "roman"))
}

// googleLevel is the depth of a list in a file of Google Docs, whose lists stand one
// behind the other.
var googleLevel = regex.Of(`(?:^|\s)lst-\S+-([0-8])(?:\s|$)`)
