package check

import "github.com/kelisim/kelisim/internal/diag"

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
					s.found.Error("document-missing", d.Pos(key), diag.Args{"document": id}).Variant = "relation"
				}
			}
		}
		seen := map[string]bool{d.ID: true}
		for a := s.document(d.AnnexOf); a != nil; a = s.document(a.AnnexOf) {
			if seen[a.ID] {
				s.found.Error("annex-circle", d.Pos("annex_of"), diag.Args{"document": d.AnnexOf})
				break
			}
			seen[a.ID] = true
		}
	}
}
