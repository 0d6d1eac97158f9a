package pipeline

import (
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/i18n"
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
// the document, new ones in that of the entry's edition; and when it says that an edition
// was published and takes effect.
func (r *recorded) feed(name string) {
	var v struct {
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
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
		paragraphs := slices.Collect(elements(root, "p", ""))
		if e := timeline.Find(r.lines, document).Edition(edition); e != nil && (of[3] == "published" || of[3] == "effective") && len(paragraphs) > 1 {
			if title, known := r.titleIn(entry.Title, document, e); known {
				r.dates(name, printer, "feed."+of[3], e, title, entry.Title, paragraphs)
			}
		}
		was := joined(words(nil, printer.Say("feed.old")))
		for _, p := range paragraphs {
			if label := find(p, "b", ""); label != nil {
				r.wording(name, document, edition, lang, p, joined(wordsOf(label, nil)) == was)
			}
		}
	}
}

// titleIn is the title of an edition that an entry's title has: in another language if there
// was no text in the feed's yet. Else it is empty. Nothing is known if the site has no text.
func (r *recorded) titleIn(entry, document string, e *timeline.Edition) (title string, known bool) {
	for _, t := range e.Texts {
		if of := r.said[address.Plain(t.Language, document, e.ID)]; of != nil {
			known = true
			if one := joined(of.all[:of.title]); len(one) > len(title) && strings.HasPrefix(joined(words(nil, entry))+" ", one+" ") {
				title = one
			}
		}
	}
	return title, known
}

// dates compares the title of an entry and the first paragraphs of its content.
func (r *recorded) dates(name string, p *i18n.Printer, key string, e *timeline.Edition, title, said string, content []*html.Node) {
	at := func(t time.Time, kind i18n.Case) string { return p.Instant(t.In(r.zone), kind) }
	for _, x := range []struct {
		key  string
		args map[string]string
		said []string
	}{
		{key, map[string]string{"title": title, "edition": e.ID, "from": at(e.Effective, i18n.From), "date": at(e.Effective, i18n.Plain)}, words(nil, said)},
		{"feed.fact.published", map[string]string{"date": at(e.Published, i18n.Plain)}, wordsOf(content[0], nil)},
		{"feed.fact.from", map[string]string{"date": at(e.Effective, i18n.Plain)}, wordsOf(content[1], nil)},
	} {
		if want, err := p.Text(x.key, x.args); err == nil {
			r.differs(name, words(nil, want), x.said)
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
