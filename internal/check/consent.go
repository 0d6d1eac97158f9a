package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// consentRule: a consent names what article 8 of the personal-data law (No. 94-V)
// asks for, or links a document that does (consent-particulars). A privacy policy
// that it names is linked (consent-pointer): a document of that kind, or with that title.
func consentRule(s *Site) {
	for d, t := range s.texts() {
		if d.Kind != legal.Consent || t.Index == nil || !s.facts(t).Judged {
			continue
		}
		f := s.facts(t)
		has := f.Particulars
		policy := false
		for _, l := range t.Index.Links {
			other := s.document(l.Document)
			if l.Kind != legal.LinkDocument || other == nil {
				continue
			}
			linked := Beside(other, t.Lang)
			policy = policy || isPolicy(s.Languages, other, linked)
			if linked != nil {
				has |= s.facts(linked).Particulars
			}
		}
		for i, name := range particularNames {
			if has&(1<<i) == 0 {
				warn(&s.found, diag.ConsentParticulars, name, diag.Pos{File: t.Path, Line: 1, Col: 1}, nil)
			}
		}
		if f.Policy.Line > 0 && !policy {
			s.found.Add(diag.ConsentPointer, f.Policy, nil)
		}
	}
}

// isPolicy reports whether a document is a privacy policy by its kind, or by the title of
// a text of it, if there is one.
func isPolicy(languages *language.Set, d *legal.Document, t *legal.Text) bool {
	return d.Kind == legal.Policy || t != nil && slices.Contains(titled(languages, t), legal.Policy)
}

// Particulars is a set of what a consent must contain, in the order of
// particularNames.
type Particulars uint16

var particularNames = [...]string{"operator", "subject", "period", "third-parties", "abroad", "public", "data"}

func (p *passage) particulars() (has Particulars) {
	c := &p.lang.Prose().Consent
	for i, words := range [...][]string{c.Operator, c.Subject, c.Period, c.ThirdParties, c.Abroad, c.Public, c.Data} {
		if containsAny(p.lower, words...) {
			has |= 1 << i
		}
	}
	if len(p.validity()) > 0 {
		has |= 1 << 2
	}
	if has&1 != 0 && !p.names(identity) {
		has &^= 1
	}
	return has
}

func (p *passage) names(kind figureKind) bool {
	for _, f := range p.figures() {
		if f.kind == kind {
			return true
		}
	}
	return false
}
