package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// desk is the editor's start page: every document with what waits.
func (a *app) desk(p *pipeline.Project, found []serve.Finding) serve.Desk {
	lang := legal.Lang(a.msg.Lang())
	if !slices.Contains(p.Tree.Site.Languages, lang) {
		lang = p.Tree.Site.Languages[0]
	}
	d := serve.Desk{Organization: p.Tree.Site.Organization[lang]}
	if next := p.Standing.Next; !next.IsZero() {
		d.Next = a.date(next.In(p.Tree.Site.Zone), i18n.Plain)
	}
	waits, err := a.waits(p)
	if err != nil {
		d.Blocking = a.failure(err)
	}
	for _, w := range waits {
		if w.For == waitSite {
			d.Blocking = a.waitLine(w)
		}
	}
	status := a.status(p)
	for _, s := range status.Documents {
		d.Documents = append(d.Documents, a.deskDocument(p, s, lang, found, waits))
	}
	for _, f := range found {
		if p.Standing.Subject(f.File).Document == nil {
			d.Problems = append(d.Problems, f)
		}
	}
	return d
}

func (a *app) deskDocument(p *pipeline.Project, s documentStatusJSON, lang legal.Lang, found []serve.Finding, waits []waitJSON) serve.Document {
	d := serve.Document{ID: s.ID, Title: s.Title, State: string(s.State), InForce: a.t("state." + string(s.State))}
	if d.Title == "" {
		d.Title = s.ID
	}
	doc := p.Standing.Document(s.ID)
	taken := map[*standing.Edition]bool{}
	for _, es := range s.Editions {
		e := doc.Edition(es.ID)
		if len(s.Editions) == 1 && len(e.Content.Texts) == 0 {
			continue
		}
		d.Href = "/" + string(lang) + "/" + s.ID + "/"
		if t := e.Content.Text(lang); t != nil && t.Title != "" {
			d.Title = t.Title
		}
		if es.State == timeline.InForce {
			d.InForce = a.t("desk.in-force", "edition", e.ID, "span", a.span(es, p))
			d.Missing = languageNames(es.Missing)
		}
		if es.State == timeline.Scheduled && s.State == timeline.Scheduled {
			d.InForce = a.t("desk.scheduled", "edition", e.ID, "span", a.span(es, p))
		}
		if es.State == standing.Draft || slices.ContainsFunc(waits, func(w waitJSON) bool { return w.Document == s.ID && w.Edition == e.ID }) {
			taken[e] = true
			d.Drafts = append(d.Drafts, a.deskDraft(p, e, es, found, waits))
		}
	}
	slices.Reverse(d.Drafts)
	for _, f := range found {
		if x := p.Standing.Subject(f.File); x.Document == doc && !taken[x.Edition] {
			d.Findings = append(d.Findings, f)
		}
	}
	return d
}

func (a *app) deskDraft(p *pipeline.Project, e *standing.Edition, s editionStatusJSON, found []serve.Finding, waits []waitJSON) serve.Draft {
	d := serve.Draft{Edition: e.ID, From: a.span(s, p), Missing: languageNames(s.Missing)}
	for _, f := range found {
		if p.Standing.Subject(f.File).Edition == e {
			d.Findings = append(d.Findings, f)
		}
	}
	for _, lang := range s.Languages {
		at := "/" + string(lang) + "/" + e.Document.ID + "/" + e.ID + "/"
		d.Texts = append(d.Texts, serve.Link{Name: string(lang), Href: at})
		if before := e.Before(lang); before != nil {
			link := serve.Link{Name: string(lang), Href: at + "changes/"}
			if n := len(d.Redlines); n > 0 && d.Redlines[n-1].Before == before.ID {
				d.Redlines[n-1].Pages = append(d.Redlines[n-1].Pages, link)
			} else {
				d.Redlines = append(d.Redlines, serve.Redline{Before: before.ID, Pages: []serve.Link{link}})
			}
		}
	}
	for _, w := range waits {
		if w.Document != e.Document.ID || w.Edition != e.ID {
			continue
		}
		command := w.Command
		if command != "" {
			d.Commands = append(d.Commands, command)
		}
		// The line is made for a list of all documents and ends with the command.
		line := strings.TrimPrefix(a.waitLine(w), e.Document.ID+" "+e.ID+": ")
		d.Waits = append(d.Waits, capital(strings.TrimSuffix(strings.TrimSuffix(line, command), ": ")))
	}
	return d
}

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func languageNames(langs []legal.Lang) string {
	var out []string
	for _, l := range langs {
		out = append(out, string(l))
	}
	return strings.Join(out, ", ")
}
