package render

import (
	"html/template"
	"strconv"

	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/site"
)

// ordered writes the amending order of a page; nothing if there is none that proves
// itself. What it quotes stands as the text does.
func (s *speaker) ordered(v *site.Order) (template.HTML, error) {
	o, err := order.Make(s.orders, v.Redline, v.Pair.Old.Text, v.Pair.New.Text, v.Pair.Language)
	if err != nil {
		return "", nil // the page says so
	}
	lines, err := order.Lines(s.orders, o, v.Pair.Old.Text)
	if err != nil {
		return "", err
	}
	var out []byte
	for _, l := range lines {
		w := s.writer(&site.Body{Lang: v.Pair.New.Lang})
		if l.Quoted {
			w.quoted(&l, v)
		} else {
			w.said(&l, v)
		}
		out = append(out, w.out...)
	}
	return template.HTML(out), nil
}

// shown shows what the order of a page quotes.
func (w *writer) shown(v *site.Order) order.Shown {
	return order.Shown{Printer: w.words, Language: v.Pair.Language, Cited: v.Pair.Cited}
}

// said writes a paragraph of an order.
func (w *writer) said(l *order.Line, v *site.Order) {
	if l.Number > 0 {
		w.raw(`<p class="u"><span class="n">` + strconv.Itoa(l.Number) + ")</span> ")
	} else {
		w.raw(`<p class="u p">`)
	}
	for _, part := range l.Parts {
		if part.Markdown {
			w.inline(w.shown(v).Inline(part), w.texts[w.look.side])
		} else {
			w.escape(part.Text)
		}
	}
	w.raw("</p>\n")
}

// quoted writes quoted blocks. The marks around them stand before the first words
// and behind the last.
func (w *writer) quoted(l *order.Line, v *site.Order) {
	before, units, after := w.shown(v).Quoted(l)
	w.texts[0].Units = units
	w.raw("<blockquote class=\"quoted\">\n")
	for i := range units {
		look := look{flat: true}
		if i == 0 {
			look.before = before
		}
		if i == len(units)-1 {
			look.after = after
		}
		w.look = look
		w.walker.Unit(units, i)
	}
	w.walker.End()
	if len(units) == 0 {
		w.raw("<p>")
		w.escape(before + after)
		w.raw("</p>\n")
	}
	w.raw("</blockquote>\n")
}
