package render

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/site"
)

// marker writes the words of a redline with their marks.
//
// A mark (<ins>, <del>) never crosses a link or a style. It stands around links
// that it marks as a whole, so that what hides the mark hides the link, and in a
// link of which it marks a part. A screen reader hears hidden words before and
// after each changed place, once, however many elements it takes; they stand in
// the mark, too. Of spaces alone it hears what they are, and no end.
type marker struct {
	*writer
	old, new *site.Body
	// Where links into the text itself go, by side; see writer.internal.
	oldInternal, newInternal func(anchor string) string

	pre    bool      // white space counts, and there is no markup
	around []element // open around the next word, outermost first
}

// element is one that is open: a mark by its name and class, a link by its
// address, a style.
type element struct {
	kind  byte // 'm', 'a', 's'
	key   string
	style legal.Style
	link  *legal.Link
}

// place is a changed place: neighbouring pieces that are marked alike.
type place struct {
	mark   string
	words  bool // marked, and more than spaces
	pieces []redline.Piece
}

// write writes pieces inside one block or cell. pre: white space counts.
func (m *marker) write(pieces []redline.Piece, pre bool) {
	m.pre = pre
	list := places(pieces)
	links := m.links(list)
	k := 0
	for _, p := range list {
		said := p.mark == "" || p.mark == styled
		for i, piece := range p.pieces {
			l := links[k]
			k++
			m.use(&piece)
			if i == 0 && p.words && piece.Text[0] == ' ' && piece.Break == redline.NoBreak {
				m.enter(piece, addClass(p.mark, " w"), l, p, &said) // no line under the space before the words
				m.raw(" ")
				if piece.Text, piece.Same = piece.Text[1:], max(0, piece.Same-1); piece.Text == "" {
					continue
				}
			}
			m.enter(piece, p.mark, l, p, &said)
			m.text(piece)
		}
		if p.mark != "" && p.mark != styled {
			for m.around[len(m.around)-1].kind != 'm' {
				m.pop()
			}
			if p.words {
				m.spoken(p, ".end")
			}
		}
	}
	for len(m.around) > 0 {
		m.pop()
	}
}

// linked is the link of a piece: its address, and whether all of the link has
// the piece's mark.
type linked struct {
	href  string
	whole bool
}

func (m *marker) links(list []place) []linked {
	var out []linked
	var marks []string
	for _, p := range list {
		for _, piece := range p.pieces {
			l := linked{whole: true}
			if run := m.use(&piece); run != nil && run.Link != nil {
				l.href, _ = m.href(run.Link)
			}
			out, marks = append(out, l), append(marks, p.mark)
		}
	}
	for i := 0; i < len(out); {
		j, whole := i+1, true
		for j < len(out) && out[j].href == out[i].href {
			whole = whole && marks[j] == marks[i]
			j++
		}
		for ; i < j; i++ {
			out[i].whole = whole || out[i].href == ""
		}
	}
	return out
}

// use turns to the side that a piece is from, and returns its run there.
func (m *marker) use(p *redline.Piece) *legal.Run {
	m.body, m.internal = m.new, m.newInternal
	if p.New == nil && p.Op == redline.Delete {
		m.body, m.internal = m.old, m.oldInternal
		return p.Old
	}
	return p.New
}

// places joins pieces. A change of spaces alone is marked so that it can be seen.
func places(pieces []redline.Piece) []place {
	var out []place
	for _, p := range pieces {
		mark := markOf(&p)
		if n := len(out); n > 0 && out[n-1].mark == mark {
			out[n-1].pieces = append(out[n-1].pieces, p)
			continue
		}
		out = append(out, place{mark: mark, pieces: []redline.Piece{p}})
	}
	for i := range out {
		p := &out[i]
		if p.mark == "" || p.mark == styled {
			continue
		}
		var text strings.Builder
		for _, piece := range p.pieces {
			text.WriteString(piece.Text)
		}
		if s := text.String(); strings.TrimSpace(s) == "" {
			class := " sp"
			switch {
			case strings.Contains(s, "\n\n"):
				class = " br"
			case strings.ContainsAny(s, "\u00a0\u202f\u2007"):
				class = " nb"
			}
			p.mark = addClass(p.mark, class)
		} else {
			p.words = true
		}
	}
	return out
}

// joint is the class of a space that a break between units took the place of, or
// that took its place: nothing to show, the paragraphs tell.
const joint redline.Class = "joint"

// piecesOf are a record's pieces, with the joints of what was split and merged.
func piecesOf(r *redline.Record) []redline.Piece {
	pieces := r.Pieces()
	for i := range pieces {
		if p := &pieces[i]; p.Break != redline.BreakUnit || p.Op == redline.Equal {
			continue
		}
		for _, k := range []int{i - 1, i + 1} {
			if k >= 0 && k < len(pieces) && pieces[k].Op != redline.Equal && pieces[k].Text == " " {
				pieces[k].Class = joint
			}
		}
	}
	return pieces
}

const styled = `span class="f"`

// markOf is the element around a piece: q is what is no change of wording.
func markOf(p *redline.Piece) string {
	name := ""
	switch {
	case p.Class == joint:
		return ""
	case p.Op == redline.Delete:
		name = "del"
	case p.Op == redline.Insert:
		name = "ins"
	case p.Restyled:
		return styled
	default:
		return ""
	}
	if p.Class != redline.Wording {
		return addClass(name, " q")
	}
	return name
}

func addClass(mark, class string) string {
	if before, ok := strings.CutSuffix(mark, `"`); ok {
		return before + class + `"`
	}
	return mark + ` class="` + class[1:] + `"`
}

// enter opens and closes elements so that a piece can stand in its own. said
// becomes true when the words before the place are written.
func (m *marker) enter(piece redline.Piece, mark string, l linked, p place, said *bool) {
	run := m.use(&piece)
	var want []element
	add := func(e element) { want = append(want, e) }
	if mark != "" && l.whole {
		add(element{kind: 'm', key: mark})
	}
	if l.href != "" {
		add(element{kind: 'a', key: l.href, link: run.Link})
	}
	if mark != "" && !l.whole {
		add(element{kind: 'm', key: mark})
	}
	if run != nil && run.Style&7 != 0 && !m.pre {
		add(element{kind: 's', style: run.Style & 7})
	}
	n := 0
	for n < len(want) && n < len(m.around) && m.around[n].kind == want[n].kind && m.around[n].key == want[n].key && m.around[n].style == want[n].style {
		n++
	}
	for len(m.around) > n {
		m.pop()
	}
	for _, e := range want[n:] {
		switch e.kind {
		case 'm':
			m.raw("<" + e.key + ">")
			if !*said && e.key == p.mark {
				m.spoken(p, ".begin")
				*said = true
			}
		case 'a':
			m.link(e.link)
		default:
			m.raw(styleStart[e.style])
		}
		m.around = append(m.around, e)
	}
}

func (m *marker) pop() {
	e := m.around[len(m.around)-1]
	m.around = m.around[:len(m.around)-1]
	switch e.kind {
	case 'm':
		name, _, _ := strings.Cut(e.key, " ")
		m.raw("</" + name + ">")
	case 'a':
		m.raw("</a>")
	default:
		m.raw(styleEnd[e.style])
	}
}

// text writes a piece's text; where one word took another's place that begins
// alike, the ending stands out.
func (m *marker) text(p redline.Piece) {
	switch {
	case p.Break == redline.BreakLine && m.pre:
		m.raw("\n")
	case p.Break == redline.BreakLine:
		m.raw("<br>\n")
	case p.Same > 0 && p.Same < len(p.Text):
		m.escape(p.Text[:p.Same])
		m.raw("<b>")
		m.escape(p.Text[p.Same:])
		m.raw("</b>")
	default:
		m.escape(p.Text)
	}
}

// spoken writes the hidden words at an end of a changed place.
func (m *marker) spoken(p place, end string) {
	name, _, _ := strings.Cut(p.mark, " ")
	if name != "ins" && name != "del" {
		return
	}
	what := "redline.heard." + name + end
	if end == ".begin" {
		switch {
		case strings.Contains(p.mark, "sp\""):
			what += ".space"
		case strings.Contains(p.mark, "nb\""):
			what += ".no-break"
		case strings.Contains(p.mark, "br\""):
			what += ".paragraph"
		}
	}
	m.raw(`<span class="v"> `) // the spaces part them from the words around
	m.escape(m.writer.words.must(what))
	m.raw(" </span>")
}

// keys that marker.spoken puts together.
var heard = []string{
	"redline.heard.ins.begin", "redline.heard.ins.begin.space", "redline.heard.ins.begin.no-break", "redline.heard.ins.begin.paragraph", "redline.heard.ins.end",
	"redline.heard.del.begin", "redline.heard.del.begin.space", "redline.heard.del.begin.no-break", "redline.heard.del.begin.paragraph", "redline.heard.del.end",
}
