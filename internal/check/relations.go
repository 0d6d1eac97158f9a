package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
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

// kindRule: a document is of the kind that its title names (kind-differs): «Согласие …» is
// a consent, and no agreement. A title that names several kinds names none.
func kindRule(s *Site) {
	for _, d := range s.Documents {
		for _, lang := range d.Languages {
			t := Beside(d, lang)
			if t == nil || d.Kind == "" {
				continue
			}
			named := titled(s.Languages, t)
			if len(named) == 1 && named[0] != d.Kind && (named[0] == legal.Consent || d.Kind == legal.Consent) {
				f := s.found.Add(diag.KindDiffers, d.Pos("kind"), diag.Args{"kind": string(d.Kind), "title": t.Title})
				f.Related = []diag.Related{{Pos: t.Positions["title"], Key: "other-place"}}
				break
			}
		}
	}
}

// titled gives the kinds of documents that a text's title names.
func titled(languages *language.Set, t *legal.Text) (kinds []legal.Kind) {
	words := strings.Fields(strings.ToLower(t.Title))
	for kind, begins := range languages.Of(string(t.Lang)).Prose().Titles {
		if slices.ContainsFunc(words, func(w string) bool { return hasAny(w, begins...) }) {
			kinds = append(kinds, legal.Kind(kind))
		}
	}
	return kinds
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
