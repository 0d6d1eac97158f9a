package markdown

import (
	"slices"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// references links the citations in running text: of this text's own units,
// «2.1-тармақта», «пунктом 2.1», and of acts that have a name. internal/citation says
// which those are.
func references(lang *language.Language, units []legal.Unit) {
	l := linker{citation.Read(lang, units), units}
	for i := range units {
		u := &units[i]
		if u.AsTyped() || u.Kind == legal.Title {
			continue
		}
		u.Runs = l.link(u.Runs, i)
		for c := range u.Cells {
			u.Cells[c] = l.link(u.Cells[c], i)
		}
	}
}

type linker struct {
	text  *citation.Text
	units []legal.Unit
}

// span is a half-open range of bytes of a block's text, and where it links to.
type span struct {
	from, to int
	link     legal.Link
}

// spans finds the citations of a text that stands in unit at.
func (l *linker) spans(text string, at int) (spans []span) {
	for _, c := range l.text.Find(text) {
		for _, t := range l.text.Resolve(at, &c) {
			if t.Status == citation.Found {
				m := &c.Groups[t.Group].Members[t.Member]
				spans = append(spans, span{m.Begin, m.End, legal.Link{Kind: legal.LinkClause, Anchor: l.units[t.Unit].Anchor}})
			}
		}
		spans = append(spans, l.named(&c, at)...)
	}
	return spans
}

// named are the members of a citation of another act that has a name. Whether a
// document has that name is asked when a page is made.
func (l *linker) named(c *citation.Citation, at int) (spans []span) {
	if len(c.Names) == 0 {
		return nil
	}
	for g, anchors := range c.Anchors() {
		for k, anchor := range anchors {
			if m := &c.Groups[g].Members[k]; anchor != "" {
				spans = append(spans, span{m.Begin, m.End, legal.Link{Kind: legal.LinkAct, Names: c.Names, Anchor: anchor, Pos: l.units[at].Pos}})
			}
		}
	}
	return spans
}

// link links the references in the runs of one block.
func (l *linker) link(runs []legal.Run, at int) []legal.Run {
	spans := free(l.spans(legal.Words(runs), at), runs)
	if len(spans) == 0 {
		return runs
	}
	var out []legal.Run
	put := func(r legal.Run, text string, link *legal.Link) {
		if text != "" {
			out = append(out, legal.Run{Text: text, Style: r.Style, Link: link})
		}
	}
	link := spans[0].link
	made := &link
	pos := 0
	for _, r := range runs {
		done, end := pos, pos+len(r.Text)
		for len(spans) > 0 && spans[0].from < end {
			from, to := max(spans[0].from, pos), min(spans[0].to, end)
			put(r, r.Text[done-pos:from-pos], r.Link)
			put(r, r.Text[from-pos:to-pos], made)
			done = to
			if spans[0].to > end {
				break // the link goes on in the next run
			}
			if spans = spans[1:]; len(spans) > 0 {
				link := spans[0].link
				made = &link
			}
		}
		put(r, r.Text[done-pos:], r.Link)
		pos = end
	}
	return out
}

// free sorts the spans and drops those that overlap one before, a link or code.
func free(spans []span, runs []legal.Run) []span {
	slices.SortStableFunc(spans, func(a, b span) int { return a.from - b.from })
	out := spans[:0]
	r, at, end := 0, 0, 0
	for _, s := range spans {
		for r < len(runs) && at+len(runs[r].Text) <= s.from {
			at += len(runs[r].Text)
			r++
		}
		ok := s.from >= end
		for i, from := r, at; i < len(runs) && from < s.to; i++ {
			ok = ok && runs[i].Link == nil && runs[i].Style&legal.CodeSpan == 0
			from += len(runs[i].Text)
		}
		if ok {
			out, end = append(out, s), s.to
		}
	}
	return out
}

// anchors checks the links into the text itself. One that leads to nothing is dead.
func (w *walker) anchors() {
	var known map[string]bool // made for the first link
	for i := range w.units {
		w.units[i].EachLink(func(l *legal.Link) {
			if l.Kind != legal.LinkAnchor {
				return
			}
			if known == nil {
				known = map[string]bool{}
				for _, u := range w.units {
					known[u.Anchor] = true
				}
			}
			if l.Anchor == "" || !known[l.Anchor] {
				l.Dead = true
				w.found.Add(diag.AnchorMissing, l.Pos, diag.Args{"anchor": l.Anchor})
			}
		})
	}
}
