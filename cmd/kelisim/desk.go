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
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/timeline"
)

// desk is the editor's start page: every document with what waits.
func (a *app) desk(p *pipeline.Project, found []serve.Finding) serve.Desk {
	lang := legal.Lang(a.msg.Lang())
	if !slices.Contains(p.Tree.Site.Languages, lang) {
		lang = p.Tree.Site.Languages[0]
	}
	d := serve.Desk{Organization: p.Tree.Site.Organization[lang]}
	if next := timeline.NextChange(p.Records, p.AsOf); !next.IsZero() {
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
		if p.Tree.Document(documentOf(f.File)) == nil {
			d.Problems = append(d.Problems, f)
		}
	}
	return d
}

// documentOf is the name of the folder of content that holds a file.
func documentOf(file string) string {
	parts := strings.Split(file, "/")
	if len(parts) < 3 || parts[0] != source.Dir {
		return ""
	}
	return parts[1]
}

func (a *app) deskDocument(p *pipeline.Project, s documentStatusJSON, lang legal.Lang, found []serve.Finding, waits []waitJSON) serve.Document {
	d := serve.Document{ID: s.ID, Title: s.Title, State: string(s.State), InForce: a.t("state." + string(s.State))}
	if d.Title == "" {
		d.Title = s.ID
	}
	doc := p.Tree.Document(s.ID)
	taken := map[string]bool{}
	for i, e := range s.Editions {
		if i == 0 && len(doc.Editions[0].Texts) == 0 && len(s.Editions) == 1 {
			continue
		}
		d.Href = "/" + string(lang) + "/" + s.ID + "/"
		if t := editionOf(doc, e.ID).Text(lang); t != nil && t.Title != "" {
			d.Title = t.Title
		}
		if e.State == timeline.InForce {
			d.InForce = a.t("desk.in-force", "edition", e.ID, "span", a.span(e, p))
			d.Missing = languageNames(e.Missing)
		}
		if e.State == timeline.Scheduled && s.State == timeline.Scheduled {
			d.InForce = a.t("desk.scheduled", "edition", e.ID, "span", a.span(e, p))
		}
		if e.State == draft || slices.ContainsFunc(waits, func(w waitJSON) bool { return w.Document == s.ID && w.Edition == e.ID }) {
			dir := source.Dir + "/" + s.ID + "/" + e.ID
			taken[dir] = true
			d.Drafts = append(d.Drafts, a.deskDraft(p, doc, e, under(found, dir), waits))
		}
	}
	slices.Reverse(d.Drafts)
	for _, f := range found {
		parts := strings.Split(f.File, "/")
		if documentOf(f.File) == s.ID && !taken[strings.Join(parts[:3], "/")] {
			d.Findings = append(d.Findings, f)
		}
	}
	return d
}

func (a *app) deskDraft(p *pipeline.Project, doc *legal.Document, e editionStatusJSON, found []serve.Finding, waits []waitJSON) serve.Draft {
	d := serve.Draft{Edition: e.ID, From: a.span(e, p), Missing: languageNames(e.Missing), Findings: found}
	for _, lang := range e.Languages {
		at := "/" + string(lang) + "/" + doc.ID + "/" + e.ID + "/"
		d.Texts = append(d.Texts, serve.Link{Name: string(lang), Href: at})
		if before := earlier(doc, e.ID, lang); before != "" {
			link := serve.Link{Name: string(lang), Href: at + "changes/"}
			if n := len(d.Redlines); n > 0 && d.Redlines[n-1].Before == before {
				d.Redlines[n-1].Pages = append(d.Redlines[n-1].Pages, link)
			} else {
				d.Redlines = append(d.Redlines, serve.Redline{Before: before, Pages: []serve.Link{link}})
			}
		}
	}
	for _, w := range waits {
		if w.Document != doc.ID || w.Edition != e.ID {
			continue
		}
		command := w.Command
		if command != "" {
			d.Commands = append(d.Commands, command)
		}
		// The line is made for a list of all documents and ends with the command.
		line := strings.TrimPrefix(a.waitLine(w), doc.ID+" "+e.ID+": ")
		d.Waits = append(d.Waits, capital(strings.TrimSuffix(strings.TrimSuffix(line, command), ": ")))
	}
	return d
}

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// earlier is the edition with which a draft is compared; empty for none.
func earlier(doc *legal.Document, id string, lang legal.Lang) string {
	last := ""
	for _, e := range doc.Editions {
		if e.ID == id {
			break
		}
		if e.Text(lang) != nil {
			last = e.ID
		}
	}
	return last
}

func editionOf(doc *legal.Document, id string) *legal.Edition {
	for _, e := range doc.Editions {
		if e.ID == id {
			return e
		}
	}
	return &legal.Edition{}
}

func under(found []serve.Finding, dir string) []serve.Finding {
	var out []serve.Finding
	for _, f := range found {
		if f.File == dir || strings.HasPrefix(f.File, dir+"/") {
			out = append(out, f)
		}
	}
	return out
}

func languageNames(langs []legal.Lang) string {
	var out []string
	for _, l := range langs {
		out = append(out, string(l))
	}
	return strings.Join(out, ", ")
}
