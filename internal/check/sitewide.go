package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// facts of a text; never nil.
func (s *Site) facts(t *legal.Text) *Facts {
	if f := s.Facts[t.Path]; f != nil {
		return f
	}
	return &Facts{}
}

// Beside returns the text of another document that a text goes with: of its last
// edition in that language; nil if there is none. Of other published texts no rule of
// the site says anything about a draft.
func Beside(d *legal.Document, lang legal.Lang) *legal.Text {
	if d == nil {
		return nil
	}
	for _, e := range slices.Backward(d.Editions) {
		if t := e.Text(lang); t != nil {
			return t
		}
	}
	return nil
}

// abbreviationRule: an abbreviation is explained in its text, or in the text that
// it is annexed to (abbreviation-undefined).
func abbreviationRule(s *Site) {
	for d, t := range s.texts() {
		above := &Facts{}
		if parent := Beside(s.document(d.AnnexOf), t.Lang); parent != nil {
			above = s.facts(parent)
		}
		for _, a := range s.facts(t).Abbreviations {
			if !slices.ContainsFunc(above.Terms, func(x DefinedTerm) bool { return x.Term == a.Term }) {
				s.found.Add(diag.AbbreviationUndefined, a.Pos, diag.Args{"term": a.Term, "count": a.Count, "language": t.Lang})
			}
		}
	}
}

// texts are all texts with their documents, in order.
func (s *Site) texts() func(func(*legal.Document, *legal.Text) bool) {
	return func(yield func(*legal.Document, *legal.Text) bool) {
		for _, d := range s.Documents {
			for _, e := range d.Editions {
				for _, t := range e.Texts {
					if !yield(d, t) {
						return
					}
				}
			}
		}
	}
}

// selfNameRule: an annex does not call itself by the name that the text above it
// has for itself, unless it defines it (term-other-meaning): «осы Келісім» of a
// consent is not the agreement.
func selfNameRule(s *Site) {
	for d, t := range s.texts() {
		parent := Beside(s.document(d.AnnexOf), t.Lang)
		if parent == nil {
			continue
		}
		for _, x := range s.facts(parent).Terms {
			if !x.Self {
				continue
			}
			want := newTerm(x.Term, s.Languages.Of(string(t.Lang)))
			for _, u := range s.facts(t).Selves {
				p := passage{wording: wordsOf(s.Languages.Of(string(t.Lang)), u.Term)}
				if want.at(&p, 0, false) {
					f := s.found.Add(diag.TermOtherMeaning, u.Pos, diag.Args{"term": x.Term, "document": d.AnnexOf})
					f.Related = []diag.Related{{Pos: x.Pos, Key: "definition"}}
					break
				}
			}
		}
	}
}

// annexRule: the text that a document is annexed to speaks of its annex
// (annex-unmentioned): by the word or by a link.
func annexRule(s *Site) {
	for _, d := range s.Documents {
		parent := s.document(d.AnnexOf)
		if parent == nil || len(d.Editions) == 0 {
			continue
		}
		for _, lang := range parent.Languages {
			t := Beside(parent, lang)
			if t == nil || s.Facts[t.Path] == nil || s.facts(t).Annexes || s.facts(t).Unread || linksTo(t, d.ID) {
				continue
			}
			s.found.Add(diag.AnnexUnmentioned, d.Pos("annex_of"), diag.Args{"document": parent.ID, "language": lang})
			break
		}
	}
}

func linksTo(t *legal.Text, id string) bool {
	return t.Index != nil && slices.ContainsFunc(t.Index.Links, func(l *legal.Link) bool { return l.Kind == legal.LinkDocument && l.Document == id })
}

// incorporatedRule: what a document incorporates takes effect no later than it
// does (incorporated-late), and is published where it is (incorporated-draft).
func incorporatedRule(s *Site) {
	for _, d := range s.Documents {
		for _, id := range d.Incorporates {
			other := s.document(id)
			if other == nil || len(other.Editions) == 0 || len(d.Editions) == 0 {
				continue
			}
			args := diag.Args{"document": id}
			if s.anyPublished(d) && !s.anyPublished(other) {
				s.found.Add(diag.IncorporatedDraft, d.Pos("incorporates"), args)
				continue
			}
			for _, e := range d.Editions {
				if first := other.Editions[0].Effective; !e.Effective.IsZero() && first.After(e.Effective) {
					args["date"] = first
					s.found.Add(diag.IncorporatedLate, e.Pos("effective"), args)
					break
				}
			}
		}
	}
}

// annexDraftRule: what is annexed to a published document is published, too
// (annex-draft), for the document speaks of it.
func annexDraftRule(s *Site) {
	for _, d := range s.Documents {
		parent := s.document(d.AnnexOf)
		if parent != nil && len(d.Editions) > 0 && s.anyPublished(parent) && !s.anyPublished(d) {
			s.found.Add(diag.AnnexDraft, d.Pos("annex_of"), diag.Args{"document": parent.ID})
		}
	}
}

// annexApartRule: what one act approved together with its annexes takes effect with them
// (annex-draft.apart).
func annexApartRule(s *Site) {
	for _, d := range s.Documents {
		parent := s.document(d.AnnexOf)
		if parent == nil {
			continue
		}
		for _, e := range d.Editions {
			for _, of := range parent.Editions {
				a, b := e.Approved, of.Approved
				if a == nil || b == nil || a.Number == "" || a.Number != b.Number || a.Act != b.Act || a.Date != b.Date || e.Effective.IsZero() || of.Effective.IsZero() || e.Effective.Equal(of.Effective) || s.published(d, e) {
					continue
				}
				warn(&s.found, diag.AnnexDraft, "apart", e.Pos("effective"), diag.Args{"document": parent.ID, "date": civil.DateOf(of.Effective.In(s.Site.Zone))})
			}
		}
	}
}

func (s *Site) published(d *legal.Document, e *legal.Edition) bool {
	return s.Published != nil && s.Published(d.ID, e.ID)
}

func (s *Site) anyPublished(d *legal.Document) bool {
	return s.Published != nil && slices.ContainsFunc(d.Editions, func(e *legal.Edition) bool { return s.Published(d.ID, e.ID) })
}

// severityRule: site.yaml's severity names codes that are warnings
// (severity-unknown): an error cannot be silenced.
func severityRule(s *Site) {
	for _, o := range s.Site.Severity {
		args := diag.Args{"code": o.Code, "value": o.Level}
		variant := ""
		switch code, ok := diag.CodeOf(o.Code); {
		case !ok:
			variant = "code"
		case code.Severity() == diag.Error:
			variant = "error"
		case code.Severity() == diag.Note:
			variant = "note"
		case !slices.Contains(levels, o.Level):
			variant = "level"
			args["known"] = strings.Join(levels, ", ")
		default:
			continue
		}
		s.found.AddVariant(diag.SeverityUnknown, variant, o.Pos, args)
	}
}

// levels are what site.yaml's severity may say.
var levels = []string{"off", "note", "warning", "error"}

// Adjust gives warnings the severities of site.yaml, and drops those that are off.
// Findings of other severities stay: an error cannot be silenced.
func Adjust(site *legal.Site, list diag.List) diag.List {
	if len(site.Severity) == 0 {
		return list
	}
	set := map[string]string{}
	for _, o := range site.Severity {
		set[o.Code] = o.Level
	}
	out := list[:0]
	for _, f := range list {
		if f.Severity == diag.Warning {
			switch set[f.Code.String()] {
			case "off":
				continue
			case "note":
				f.Severity = diag.Note
			case "error":
				f.Severity = diag.Error
			}
		}
		out = append(out, f)
	}
	return out
}
