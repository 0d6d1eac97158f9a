package render

import "github.com/kelisim/kelisim/internal/legal"

// since writes unit i and, where its wording is younger than the first edition,
// says since which edition it is so and leads to that change. Rows and items say
// it inside, so that their table or list goes on.
func (w *writer) since(i int) {
	u := &w.body.Units[i]
	from, ok := w.body.Since[i]
	if !ok || u.Kind == legal.Title {
		w.unit(i)
		return
	}
	w.class = " new"
	switch u.Kind {
	case legal.Row, legal.Item:
		last := max(len(u.Cells)-1, 0)
		w.content = func(cell int) {
			runs := u.Runs
			if u.Kind == legal.Row {
				runs = u.Cells[cell]
			}
			w.inline(runs)
			if cell == last {
				w.class = ""
				w.mark("small", 0, from.Name, from.Href)
			}
		}
		w.unit(i)
		w.content = nil
	default:
		w.unit(i)
		w.class = margin(u, w.indent(i))
		w.mark("p", w.indent(i), from.Name, from.Href)
	}
	w.class = ""
}

func (w *writer) mark(tag string, indent int, edition, href string) {
	class := "since"
	if tag == "p" {
		class = "u note since" // in line with the unit's words
	}
	w.raw("<" + tag + ` class="` + class)
	w.depth(indent)
	w.raw(`">`)
	text, err := w.words.Text("redline.mark", map[string]string{"edition": edition})
	if err != nil {
		panic(err) // New has proved that it is there
	}
	w.escape(text)
	w.raw(` · <a href="`)
	w.escape(href)
	w.raw(`">`)
	w.escape(w.words.must("redline.mark.link"))
	w.raw("</a></" + tag + ">\n")
}
