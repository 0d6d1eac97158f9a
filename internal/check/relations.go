package check

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// relationsRule: annex_of and incorporates name documents of the site, and no
// document is an annex of its own annex (document-missing, annex-circle).
func relationsRule(s *Site) {
	for _, d := range s.Documents {
		for _, key := range []string{"annex_of", "incorporates"} {
			ids := d.Incorporates
			if key == "annex_of" {
				ids = nil
				if d.AnnexOf != "" {
					ids = []string{d.AnnexOf}
				}
			}
			for _, id := range ids {
				if s.document(id) == nil {
					s.found.AddVariant(diag.DocumentMissing, "relation", d.Pos(key), diag.Args{"document": id})
				}
			}
		}
		if s.leadsCircle(d) {
			s.found.Add(diag.AnnexCircle, d.Pos("annex_of"), diag.Args{"document": d.AnnexOf})
		}
	}
}

// leadsCircle reports whether annex_of leads from d back to it, and d is the
// first by id of those on the way: a circle is told once.
func (s *Site) leadsCircle(d *legal.Document) bool {
	a := s.document(d.AnnexOf)
	for range s.Documents {
		switch {
		case a == nil || a.ID < d.ID:
			return false
		case a == d:
			return true
		}
		a = s.document(a.AnnexOf)
	}
	return false
}
