package pipeline

import (
	"encoding/json"
	"encoding/xml"
	"strings"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// redlineData compares a redline as data.
func (r *recorded) redlineData(name string) {
	type unit struct{ Text string }
	type side struct{ Document, Edition, Language string }
	type redline struct {
		Old, New side
		Clauses  []struct {
			Old, New []unit
			Segments []struct{ Op, Text string }
		}
	}
	var v struct {
		redline
		Redline *redline
	}
	if json.Unmarshal(r.file(name), &v) != nil {
		r.differs(name, []string{name}, nil)
		return
	}
	if v.Redline != nil { // since, coming
		v.redline = *v.Redline
	}
	for i, s := range []side{v.Old, v.New} {
		of := r.said[address.Plain(legal.Lang(s.Language), s.Document, s.Edition)]
		if of == nil {
			continue
		}
		for _, c := range v.Clauses {
			var whole, marked []string
			for _, u := range [][]unit{c.Old, c.New}[i] {
				run := words(nil, u.Text)
				r.quotes(name, of, run)
				whole = append(whole, run...)
			}
			var text strings.Builder
			for _, seg := range c.Segments {
				if seg.Op == "equal" || seg.Op == []string{"delete", "insert"}[i] {
					text.WriteString(seg.Text)
				}
			}
			if marked = words(nil, text.String()); len(marked) > 0 && joined(marked) != joined(whole) {
				r.differs(name, whole, marked)
			}
		}
	}
}

// feed compares the wordings that a feed quotes: old ones stand in any recorded text of
// the document, new ones in that of the entry's edition.
func (r *recorded) feed(name string) {
	var v struct {
		Entries []struct {
			ID      string `xml:"id"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if xml.Unmarshal(r.file(name), &v) != nil {
		r.differs(name, []string{name}, nil)
		return
	}
	for _, entry := range v.Entries {
		of := strings.Split(entry.ID[strings.LastIndexByte(entry.ID, ':')+1:], "/")
		if len(of) != 4 || timeline.Find(r.lines, of[0]) == nil {
			continue
		}
		document, edition, lang := of[0], of[1], legal.Lang(of[2])
		printer, err := r.catalog.Printer(of[2])
		root, bad := html.Parse(strings.NewReader(entry.Content))
		if err != nil || bad != nil {
			continue
		}
		was := joined(words(nil, printer.Say("feed.old")))
		for _, p := range all(root, "p", "") {
			if label := find(p, "b", ""); label != nil {
				r.wording(name, document, edition, lang, p, joined(wordsOf(label, nil)) == was)
			}
		}
	}
}

// wording compares a paragraph of a feed with the recorded texts of a document: an old
// wording stands in one of them, a new one in that of the edition.
func (r *recorded) wording(name, document, edition string, lang legal.Lang, p *html.Node, old bool) {
	for _, run := range lines(p) {
		var last *said
		stands := false
		for _, e := range timeline.Find(r.lines, document).Editions {
			of := r.said[address.Plain(lang, document, e.ID)]
			if of == nil || !old && e.ID != edition {
				continue
			}
			last, stands = of, stands || of.has(run)
		}
		if last != nil && !stands {
			r.quotes(name, last, run)
		}
	}
}

// lines are the words of a paragraph of a feed, but for its label: a line a unit.
func lines(p *html.Node) (out [][]string) {
	var line strings.Builder
	for n := range p.Descendants() {
		switch {
		case n.Data == "br" && n.Type == html.ElementNode:
			out = append(out, words(nil, line.String()))
			line.Reset()
		case n.Type == html.TextNode && n.Parent.Data != "b":
			line.WriteString(n.Data)
		}
	}
	return append(out, words(nil, line.String()))
}
