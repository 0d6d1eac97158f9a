package render

import (
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// inliner writes the words of one block or cell with their marks.
//
// A mark (<ins>, <del>) never crosses a link or a style. It stands around links
// that it marks as a whole, so that what hides the mark hides the link, and in a
// link of which it marks a part. A screen reader hears hidden words before and
// after each changed place, once, however many elements it takes; they stand in
// the mark, too. Of spaces alone it hears what they are, and no end.
type inliner struct {
	*writer
	source bool // white space counts, and there is no markup
	around []element
	unsaid bool // what is heard before the place is still to be written
}

// element is one that is open around the next word: a mark, a link or a style.
type element struct {
	kind  byte // 'm', 'a', 's'
	mark  mark
	href  string
	style legal.Style
}

// mark is a mark as an element: lead is the one around the space before its words,
// which has no line under it.
type mark struct {
	marks.Mark
	lead bool
}

// Marked writes the words of an item, block or cell with their marks.
func (w *writer) Marked(n *legal.Node, places []marks.Place) {
	w.number(n)
	w.marked(places, isSource(n))
	w.behind(n)
}

func (w *writer) marked(places []marks.Place, source bool) {
	in := inliner{writer: w, source: source}
	links := in.links(places)
	for _, p := range places {
		in.place(p, links[:len(p.Pieces)])
		links = links[len(p.Pieces):]
	}
	in.keep(0)
}

// place writes one place. What is heard before it stands in the first element of
// its mark that has more than the space before the words.
func (in *inliner) place(p marks.Place, links []linked) {
	in.unsaid = p.Mark.Changed()
	words := p.Mark.Changed() && p.Mark.Of == marks.Words
	for k := range p.Pieces {
		piece := p.Pieces[k]
		if k == 0 && words && piece.Text[0] == ' ' && piece.Break == legal.NoBreak {
			in.enter(&piece, mark{p.Mark, true}, links[k])
			in.raw(" ")
			if piece.Text, piece.Same = piece.Text[1:], max(0, piece.Same-1); piece.Text == "" {
				continue
			}
		}
		in.enter(&piece, mark{p.Mark, false}, links[k])
		in.text(piece)
	}
	if !p.Mark.Changed() {
		return
	}
	n := len(in.around)
	for in.around[n-1].kind != 'm' {
		n--
	}
	in.keep(n)
	if words {
		in.spoken(p.Mark, ".end")
	}
}

// linked is the link of a piece: its address, and whether all of the link has
// the piece's mark.
type linked struct {
	href  string
	whole bool
}

func (in *inliner) links(places []marks.Place) []linked {
	var out []linked
	var of []marks.Mark
	for _, p := range places {
		for k := range p.Pieces {
			l := linked{}
			if run, side := marks.Run(&p.Pieces[k]); run != nil && run.Link != nil {
				l.href, _ = in.texts[side].href(run.Link)
			}
			out, of = append(out, l), append(of, p.Mark)
		}
	}
	for i := 0; i < len(out); {
		j, whole := i+1, true
		for j < len(out) && out[j].href == out[i].href {
			whole = whole && of[j] == of[i]
			j++
		}
		for ; i < j; i++ {
			out[i].whole = whole || out[i].href == ""
		}
	}
	return out
}

// enter closes and opens elements so that a piece can stand in its own.
func (in *inliner) enter(p *redline.Piece, m mark, l linked) {
	run, side := marks.Run(p)
	var want []element
	marked := m.Mark != marks.Mark{}
	if marked && l.whole {
		want = append(want, element{kind: 'm', mark: m})
	}
	if l.href != "" {
		want = append(want, element{kind: 'a', href: l.href})
	}
	if marked && !l.whole {
		want = append(want, element{kind: 'm', mark: m})
	}
	if run != nil && run.Style&7 != 0 && !in.source {
		want = append(want, element{kind: 's', style: run.Style & 7})
	}
	n := 0
	for n < len(want) && n < len(in.around) && in.around[n] == want[n] {
		n++
	}
	in.keep(n)
	for _, e := range want[n:] {
		switch e.kind {
		case 'm':
			in.begin(e.mark)
		case 'a':
			in.link(run.Link, in.texts[side])
		default:
			in.raw(styleStart[e.style])
		}
		in.around = append(in.around, e)
	}
}

// keep closes all open elements but the outermost n.
func (in *inliner) keep(n int) {
	for len(in.around) > n {
		switch e := in.around[len(in.around)-1]; e.kind {
		case 'm':
			in.raw("</" + tag(e.mark.Mark) + ">")
		case 'a':
			in.raw("</a>")
		default:
			in.raw(styleEnd[e.style])
		}
		in.around = in.around[:len(in.around)-1]
	}
}

// tag is the element of a mark.
func tag(m marks.Mark) string {
	switch m.Op {
	case redline.Delete:
		return "del"
	case redline.Insert:
		return "ins"
	}
	return "span"
}

// begin begins a mark. Its classes are f for another style or link, q for what is
// no change of wording, sp, nb and br for spaces that could not be seen, and w for
// the space before the words.
func (in *inliner) begin(m mark) {
	var class string
	if m.Restyled {
		class += " f"
	}
	if m.Quiet {
		class += " q"
	}
	class += [...]string{marks.Words: "", marks.Space: " sp", marks.NoBreak: " nb", marks.Paragraph: " br"}[m.Of]
	if m.lead {
		class += " w"
	}
	in.raw("<" + tag(m.Mark))
	if class != "" {
		in.attribute("class", class[1:])
	}
	in.raw(">")
	if in.unsaid && !m.lead {
		in.spoken(m.Mark, ".begin")
		in.unsaid = false
	}
}

// text writes a piece's text. If one word took the place of another that begins
// alike, the ending stands out.
func (in *inliner) text(p redline.Piece) {
	switch {
	case p.Break == legal.BreakLine && in.source:
		in.raw("\n")
	case p.Break == legal.BreakLine:
		in.raw("<br>\n")
	case p.Same > 0 && p.Same < len(p.Text):
		in.escape(p.Text[:p.Same])
		in.raw("<b>")
		in.escape(p.Text[p.Same:])
		in.raw("</b>")
	default:
		in.escape(p.Text)
	}
}

// spoken writes the hidden words at an end of a changed place.
func (in *inliner) spoken(m marks.Mark, end string) {
	what := "redline.heard." + tag(m) + end
	if end == ".begin" {
		what += [...]string{marks.Words: "", marks.Space: ".space", marks.NoBreak: ".no-break", marks.Paragraph: ".paragraph"}[m.Of]
	}
	in.raw(`<span class="v"> `) // the spaces part them from the words around
	in.escape(in.words.must(what))
	in.raw(" </span>")
}

// heard are the keys that inliner.spoken puts together.
var heard = []string{
	"redline.heard.ins.begin", "redline.heard.ins.begin.space", "redline.heard.ins.begin.no-break", "redline.heard.ins.begin.paragraph", "redline.heard.ins.end",
	"redline.heard.del.begin", "redline.heard.del.begin.space", "redline.heard.del.begin.no-break", "redline.heard.del.begin.paragraph", "redline.heard.del.end",
}
