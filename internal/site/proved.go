package site

import (
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/standing"
)

// Proved is what an edition's page says of the text's record: what is proved, by
// whom it was witnessed, and what is only claimed.
type Proved struct {
	proof.Statement
	Record int    // number of the ledger record
	Href   string // of the proof: the .tlog-proof
}

// Witnessed reports whether somebody else than the publisher speaks for the record.
func (p *Proved) Witnessed() bool { return len(p.Witnesses) > 0 || !p.Stamped.IsZero() }

// proved is what is proved of an edition's text in the page's language; nil for a
// draft.
func (s spot) proved(e *standing.Edition) *Proved {
	if e.Record == nil || s.planner.proved == nil {
		return nil
	}
	t := e.Record.Text(s.lang)
	if t == nil {
		return nil
	}
	lang := legal.Lang("")
	if t.Record != e.Record.Record { // added later: the record is of its first language
		for _, x := range e.Record.Texts {
			if x.Record == t.Record {
				lang = x.Language
				break
			}
		}
	}
	v := &Proved{s.planner.proved(t.Record), t.Record, s.href(address.Proof(e.Document.ID, e.ID, lang))}
	if !v.Stamped.IsZero() {
		v.Stamped = v.Stamped.In(s.planner.site.Zone)
	}
	for i := range v.Witnesses {
		v.Witnesses[i].Time = v.Witnesses[i].Time.In(s.planner.site.Zone)
	}
	return v
}

// statements is what is proved of an edition's records, as inputs of its pages.
func (p *planner) statements(e *standing.Edition) []proof.Statement {
	var out []proof.Statement
	if e == nil || e.Record == nil || p.proved == nil {
		return nil
	}
	for _, t := range e.Record.Texts {
		out = append(out, p.proved(t.Record))
	}
	return out
}
