package merge

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// restyled gives theirs back the quotation or the list around a unit that LibreOffice
// takes from the one behind a paragraph whose removal is tracked, when it saves the
// file: such a unit gets the style of the removed paragraph (7.4; headings keep theirs).
func (m *merger) restyled() {
	if m.doc.Changes().Count == 0 {
		return
	}
	sent := m.cut(m.base)
	for b := 1; b < len(m.base.Units); b++ {
		was, j := &m.base.Units[b], m.toTheirs[b]
		if j < 0 || m.toTheirs[b-1] >= 0 || was.Quote == 0 && was.List == 0 {
			continue
		}
		is := &m.theirs.Units[j]
		if !unstyled(is, was) {
			continue
		}
		is.Kind, is.Quote, is.List = was.Kind, was.Quote, was.List
		text := sent[b].Text
		m.wordings[j].Text = text[:len(text)-len(strings.TrimLeft(text, "> "))] + m.wordings[j].Text
	}
}

// unstyled reports whether a unit is what another one is without the quotation or the
// list around it.
func unstyled(is, was *legal.Unit) bool {
	return is.Kind == legal.Paragraph && is.Quote == 0 && is.List == 0 &&
		(was.Kind == legal.Quote || was.Kind == legal.Paragraph && was.List > 0)
}
