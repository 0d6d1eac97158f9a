package check

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// termsRule: what a text defines it uses (term-unused), not before it defines it
// (term-early), and it defines it once (term-twice), but for an annex within it. Terms are written with a capital: «мекеме» is no use of
// «Мекеме» unless the definition has a small letter too.
func termsRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) {
			continue
		}
		list := definitions(e.read[k])
		seen := map[string]definition{}
		for _, d := range list {
			if first, ok := seen[d.term]; ok {
				if first.p != d.p && !annexed(e.read[k], first.p.at, d.p.at) {
					f := e.found.Add(diag.TermTwice, d.p.pos(d.from), diag.Args{"term": d.term})
					f.Related = []diag.Related{{Pos: first.p.pos(first.from), Key: "definition"}}
				}
				continue
			}
			seen[d.term] = d
			e.judgeTerm(e.read[k], d, list)
		}
	}
}

// annexed reports whether an annex begins between two units of a text: it has terms of
// its own.
func annexed(read []passage, from, to int) bool {
	for j := range read {
		if p := &read[j]; p.at > from && p.at <= to && p.annexHead() {
			return true
		}
	}
	return false
}

func (e *Edition) judgeTerm(read []passage, d definition, all []definition) {
	x := newTerm(d.term, d.p.lang)
	small := strings.ToLower(d.term) == d.term
	uses := 0
	early := diag.Pos{}
	for j := range read {
		p := &read[j]
		if p.unit == nil {
			continue
		}
		for i, w := range p.words {
			if !x.at(p, i, small) || defines(all, p, w.from) {
				continue
			}
			uses++
			if early == (diag.Pos{}) && p.at < d.p.at && !containsAny(p.lower, p.lang.Prose().Approval.Says...) && p.unit.Kind != legal.Title && p.unit.Kind != legal.Heading && !small && p.midSentence(w.from) && p.linked(w.from) == nil {
				early = p.pos(w.from)
			}
		}
	}
	args := diag.Args{"term": d.term}
	switch {
	case uses == 0:
		e.found.Add(diag.TermUnused, d.p.pos(d.from), args)
	case early != diag.Pos{}:
		f := e.found.Add(diag.TermEarly, early, args)
		f.Related = []diag.Related{{Pos: d.p.pos(d.from), Key: "definition"}}
	}
}

// defines reports whether a place is inside a definition.
func defines(all []definition, p *passage, at int) bool {
	for _, d := range all {
		if d.p == p && d.from <= at && at < d.to {
			return true
		}
	}
	return false
}

// midSentence reports whether a capital at a place is the author's choice: no
// sentence, quotation or list item begins there.
func (p *wording) midSentence(at int) bool {
	before := strings.TrimRight(p.s[:at], " \u00a0")
	r, _ := utf8.DecodeLastRuneInString(before)
	return before != "" && (isWordRune(r) || strings.ContainsRune(",)»", r))
}

// formsRule: a text keeps to one form of a term (terms-mixed). Which forms mean the
// same site.yaml's terms lists, else the prose of the language.
func formsRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		lang := e.Languages.Of(string(t.Lang))
		groups := e.Site.Terms
		if groups == nil {
			groups = lang.Prose().Forms
		}
		for _, group := range groups {
			e.judgeForms(e.read[k], lang, group)
		}
	}
}

func (e *Edition) judgeForms(read []passage, lang *language.Language, group []string) {
	uses := make([]int, len(group))
	first := make([]diag.Pos, len(group))
	terms := make([]term, len(group))
	for g, s := range group {
		terms[g] = newTerm(s, lang)
		if len(terms[g].stems) == 0 {
			return
		}
	}
	for j := range read {
		p := &read[j]
		if p.unit == nil {
			continue
		}
		for g := range terms {
			if !strings.Contains(p.lower, strings.ToLower(terms[g].stems[0])) {
				continue
			}
			for i, w := range p.words {
				if terms[g].at(p, i, true) && p.linked(w.from) == nil && !p.quoted(w.from) {
					if uses[g]++; uses[g] == 1 {
						first[g] = p.pos(w.from)
					}
				}
			}
		}
	}
	usual := 0
	for g := range group {
		if uses[g] > uses[usual] {
			usual = g
		}
	}
	for g := range group {
		if g != usual && uses[g] > 0 {
			f := e.found.Add(diag.TermsMixed, first[g], diag.Args{"here": group[g], "usual": group[usual]})
			f.Related = []diag.Related{{Pos: first[usual], Key: "other-form"}}
		}
	}
}

// quoted reports whether a place is inside «…»: the name of an act keeps its words.
func (p *wording) quoted(at int) bool {
	return p.has&quote != 0 && strings.Count(p.s[:at], "«") > strings.Count(p.s[:at], "»")
}
