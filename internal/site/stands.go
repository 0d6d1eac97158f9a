package site

import (
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// standing says what a reader must know before she reads an edition as the text
// that applies; nil for an edition that nothing is known to follow, and for a draft.
func (s spot) standing(e *standing.Edition) *Standing {
	if e.Record == nil {
		return nil
	}
	v := &Standing{Edition: s.edition(e)}
	shown := e.Document.Shown
	switch state := e.State(); {
	case state == timeline.Withdrawn:
		v.Kind = "withdrawn"
		v.instead(s, shown, e)
	case e.Record.Repealed:
		v.Kind = "repealed"
	case state == timeline.Superseded:
		v.Kind = "over"
		v.instead(s, shown, e)
		if s.comparable(e, shown) {
			v.Changes = s.href(address.Since(s.lang, e.Document.ID, e.ID))
		}
	case state == timeline.Scheduled:
		v.Kind = "soon"
		v.instead(s, shown, e)
		v.Changes = v.Edition.Changed
	default: // in force until another one follows
		later := e.Later()
		if v.Edition.Until.IsZero() || len(later) == 0 {
			return nil
		}
		next := s.edition(later[0])
		v.Kind, v.Later, v.Instead, v.Changes = "over", true, &next, next.Changed
	}
	return v
}

// instead names the edition that answers for the document, at the document's own
// address: it leads to the text in force on any later day too.
func (v *Standing) instead(s spot, shown, e *standing.Edition) {
	if shown == nil || shown == e || shown.Record == nil {
		return
	}
	ref := s.edition(shown)
	ref.Href = s.href(address.Document(s.lang, e.Document.ID))
	v.Instead = &ref
}

// comparable reports whether there is a page of what changed since e.
func (s spot) comparable(e, shown *standing.Edition) bool {
	return shown != nil && shown.Record != nil && e.Text(s.lang) != nil && shown.Text(s.lang) != nil
}
