package render

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/site"
)

// markup is HTML that is being written. Texts and redlines are the one place where
// HTML is made without html/template, because they are long and their structure
// is not a template's: every letter goes through escape, every address through
// linker.href.
type markup struct {
	out []byte
}

func (w *markup) raw(s string) { w.out = append(w.out, s...) }

// escape writes text: right in an element and in an attribute between double quotes.
func (w *markup) escape(s string) {
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

// attribute writes an attribute with a space before it.
func (w *markup) attribute(name, value string) {
	w.raw(" " + name + `="`)
	w.escape(value)
	w.raw(`"`)
}

// lines writes text in which "\n" is a forced line break.
func (w *markup) lines(text string) {
	for {
		line, rest, more := strings.Cut(text, "\n")
		w.escape(line)
		if !more {
			return
		}
		w.raw("<br>\n")
		text = rest
	}
}

// inline writes runs: one <a> around all runs of a link, one element around
// neighbours of one style.
func (w *markup) inline(runs []legal.Run, to *linker) {
	for i := 0; i < len(runs); {
		link, j := runs[i].Link, i+1
		for j < len(runs) && runs[j].Link == link {
			j++
		}
		shown := link != nil && w.link(link, to)
		w.styled(runs[i:j])
		if shown {
			w.raw("</a>")
		}
		i = j
	}
}

func (w *markup) styled(runs []legal.Run) {
	var style legal.Style
	for _, r := range runs {
		if r.Style != style {
			w.raw(styleEnd[style&7])
			w.raw(styleStart[r.Style&7])
			style = r.Style
		}
		w.lines(r.Text)
	}
	w.raw(styleEnd[style&7])
}

// By the bits of legal.Style.
var (
	styleStart = [8]string{"", "<strong>", "<em>", "<strong><em>", "<code>", "<strong><code>", "<em><code>", "<strong><em><code>"}
	styleEnd   = [8]string{"", "</strong>", "</em>", "</em></strong>", "</code>", "</code></strong>", "</code></em>", "</code></em></strong>"}
)

// link begins an <a>; it reports whether there is an address to go to.
func (w *markup) link(l *legal.Link, to *linker) bool {
	address, rel := to.href(l)
	if address == "" {
		return false
	}
	w.raw(`<a`)
	again, term := to.Terms[l]
	if term {
		w.raw(` class="t"`)
	}
	w.attribute("href", address)
	if again {
		w.raw(` tabindex="-1"`)
	}
	if rel != "" {
		w.attribute("rel", rel)
	}
	if l.Title != "" {
		w.attribute("title", l.Title)
	}
	w.raw(">")
	return true
}

// linker knows where the links of one text go.
type linker struct {
	*site.Body
	internal func(anchor string) string // of links into the text itself; empty: nowhere
}

// here is the linker of a text that stands on its page.
func here(b *site.Body) *linker {
	return &linker{b, func(anchor string) string { return "#" + anchor }}
}

// nowhere is the linker of a text whose links into itself are shown as words.
func nowhere(b *site.Body) *linker {
	return &linker{b, func(string) string { return "" }}
}

// elsewhere is the linker of a text of which the page shows parts: links into it
// lead to the edition's own page.
func elsewhere(b *site.Body, e site.EditionRef) *linker {
	return &linker{b, func(anchor string) string {
		if e.Href == "" {
			return ""
		}
		return e.Href + "#" + anchor
	}}
}

// shown is the linker of a text whose anchors stand on the page unless they were
// removed from it.
func shown(b *site.Body) *linker {
	have := map[string]bool{}
	for i := range b.Units {
		have[b.Units[i].Anchor] = true
	}
	return &linker{b, func(anchor string) string {
		if !have[anchor] {
			return ""
		}
		return "#" + anchor
	}}
}

// href is where a link goes, or empty: then its words stand alone. Only schemes
// that cannot run code pass. A link to another host does not tell it which page
// the reader came from; on paper its address stands behind it, if it is not
// the text already: rel "external" is what the stylesheet looks for.
func (to *linker) href(l *legal.Link) (address, rel string) {
	switch l.Kind {
	case legal.LinkAnchor, legal.LinkClause:
		if l.Dead {
			return "", ""
		}
		return to.internal(l.Anchor), ""
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
	return to.Hrefs[l], ""
}

// texts are the linkers of the texts that a writer writes, by side. One that
// writes a text alone has a new side only.
type texts [2]*linker
