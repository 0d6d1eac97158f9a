// Package check holds the rules that judge content beyond its form: what an
// edition must have, where languages differ, where links lead.
//
// A rule is one function in a file of its own, listed below. It looks at one
// edition with its texts, or at the whole site, and reports findings of the
// severity that they have in a draft. The caller lowers those about published
// editions, because nobody can mend a published text.
package check

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Edition is what the rules about one edition look at. The texts have their units.
type Edition struct {
	Document *legal.Document
	Edition  *legal.Edition
	First    bool // of its document
	found    diag.List
}

// editionRules judge one edition each.
var editionRules = []func(*Edition){
	languagesRule,
	requiredRule,
	structureRule,
	filesRule,
}

// CheckEdition runs the rules about one edition.
func CheckEdition(e Edition) diag.List {
	for _, rule := range editionRules {
		rule(&e)
	}
	return e.found
}

// Site is what the rules about the whole site look at. The texts have their
// index, but not necessarily their units.
type Site struct {
	Site      *legal.Site
	Documents []*legal.Document
	// Published reports whether the ledger records an edition.
	Published func(document, edition string) bool
	found     diag.List
}

// siteRules judge the site as a whole.
var siteRules = []func(*Site){
	relationsRule,
}

// CheckSite runs the rules about the whole site.
func CheckSite(s Site) diag.List {
	for _, rule := range siteRules {
		rule(&s)
	}
	return s.found
}

func (s *Site) document(id string) *legal.Document {
	for _, d := range s.Documents {
		if d.ID == id {
			return d
		}
	}
	return nil
}
