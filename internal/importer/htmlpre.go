package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
)

// lines reads text whose line ends and spaces a page shows: each line of it is one, as in a text file.
func (h *htmlReader) lines(s string, c context) {
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			if gap := h.cur.Gap; strings.TrimSpace(h.cur.Text()) == "" {
				h.flush()
				h.cur.Gap = gap + 1
			} else {
				h.flush()
			}
			h.line++
		}
		if h.cur.Kind = blocks.Line; len(h.cur.Runs) == 0 {
			body := strings.TrimLeft(l, " \t")
			h.cur.Indent, l = columns(l[:len(l)-len(body)]), body
			h.cur.Place.Line = h.line
		}
		h.add(l, c)
	}
}
