package order

import (
	"strings"
)

// An order may say several things of a unit that the text does not have, such as the annex of
// another act:
//
//	1) в приложении 2 к Уставу:
//	пункт 3 исключить;
//
// What is said there is of no unit of the text, though the text may have a clause 3.

// lost is a unit that the text does not have, and of which lines speak up to one that is numbered
// as the line that introduces it, or as one around that.
type lost struct {
	*unfound
	style byte
}

// lostContext is the unit that a line introduces and that the text does not have. Lines that
// introduce an act, or a text by its title, name no unit with a number first.
func (r *reader) lostContext(text string) *unfound {
	if !strings.HasSuffix(text, ":") || strings.ContainsAny(text, openingMarks) {
		return nil
	}
	for _, f := range r.forms {
		said := r.hear(f, text)
		for _, x := range f.inMany {
			if args, ok := x.match(said); ok {
				if name := strings.TrimSuffix(args["unit"], ":"); f.names.words.namesFirst(name) {
					return &unfound{name, len(r.resolve(f, name))}
				}
			}
		}
	}
	return nil
}

// namesFirst reports whether words begin or end with the name of a unit that has a number.
func (v *vocabulary) namesFirst(words string) bool {
	w := v.split(words)
	return v.names(words) || len(w) > 1 && v.names(w[0]+" "+w[1])
}

// withinLost passes over a line that speaks of a unit which the text does not have, or that
// introduces it, with what it quotes, and tells it if it says what is to be done.
func (r *reader) withinLost(said string) {
	at := r.lines[r.at].number
	r.spoken = nil
	for _, f := range r.forms {
		if h, ok := r.header(f, r.hear(f, said)); ok {
			if r.behind(&h) {
				r.quoted(h.rest, true)
			}
			r.none(r.lost.unfound, at)
			return
		}
	}
	if r.commands(said) || strings.HasSuffix(said, ":") {
		r.none(r.lost.unfound, at)
	}
	r.at++
}
