package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
)

// purposesRule: every clause that a purpose of document.yaml names stands in every
// text of a draft, under the same anchor (purpose-clause), and every purpose that its
// edition.yaml names as material is one (material-purpose). What is published is held by
// its record.
func purposesRule(e *Edition) {
	if !e.Draft {
		return
	}
	for _, id := range e.Edition.Purposes {
		if e.Document.Purpose(id) == nil {
			e.found.Add(diag.MaterialPurpose, e.Edition.Pos("material"), diag.Args{"purpose": id})
		}
	}
	for _, t := range e.Edition.Texts {
		if len(t.Units) < 2 {
			continue // it had its finding
		}
		var anchors []string
		for i := range t.Units {
			anchors = append(anchors, t.Units[i].Anchor)
		}
		for _, p := range e.Document.Purposes {
			for _, clause := range p.Clauses {
				if !slices.Contains(anchors, clause) {
					e.found.Add(diag.PurposeClause, e.Document.Pos("purposes"), diag.Args{"purpose": p.ID, "clause": clause, "file": t.Path, "language": t.Lang})
				}
			}
		}
	}
}
