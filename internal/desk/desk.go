// Package desk knows what an editor has before her: the status of every document,
// what waits and for whom, the command to run next, and the start page of the
// preview that shows all of it. Status and the page say the same, because both are
// made from these values.
package desk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Desk says it in the words of one language.
type Desk struct {
	Words  *i18n.Printer
	Report *report.Writer
	// Call is the command line that runs a command with arguments on this site.
	Call func(args ...string) string
	// Sample reports whether an edition is still the one that a new site begins with.
	Sample func(p *pipeline.Project, document, edition string) bool
	// Failure is an error of the machine in words.
	Failure func(error) string
}

// Page is the editor's start page: every document with what waits.
func (d *Desk) Page(p *pipeline.Project, found []serve.Finding) serve.Desk {
	lang := legal.Lang(d.Words.Lang())
	if !slices.Contains(p.Tree.Site.Languages, lang) {
		lang = p.Tree.Site.Languages[0]
	}
	page := serve.Desk{Organization: p.Tree.Site.Organization[lang]}
	if next := p.Standing.Next; !next.IsZero() {
		page.Next = d.Words.Instant(next.In(p.Tree.Site.Zone), i18n.Plain)
	}
	waits, err := d.Waits(p)
	if err != nil {
		page.Blocking = d.Failure(err)
	}
	for _, w := range waits {
		if w.For == ForSite {
			page.Blocking = d.Line(w)
		}
	}
	status := StatusOf(p)
	for _, s := range status.Documents {
		page.Documents = append(page.Documents, d.deskDocument(p, s, lang, found, waits))
	}
	for _, f := range found {
		if p.Standing.Subject(f.File).Document == nil {
			page.Problems = append(page.Problems, f)
		}
	}
	return page
}

func (d *Desk) deskDocument(p *pipeline.Project, s DocumentStatus, lang legal.Lang, found []serve.Finding, waits []Wait) serve.Document {
	page := serve.Document{ID: s.ID, Title: s.Title, State: string(s.State), InForce: d.Words.Say("state." + string(s.State))}
	if page.Title == "" {
		page.Title = s.ID
	}
	doc := p.Standing.Document(s.ID)
	taken := map[*standing.Edition]bool{}
	for _, es := range s.Editions {
		e := doc.Edition(es.ID)
		if len(s.Editions) == 1 && len(e.Content.Texts) == 0 {
			continue
		}
		page.Href = "/" + string(lang) + "/" + s.ID + "/"
		if t := e.Content.Text(lang); t != nil && t.Title != "" {
			page.Title = t.Title
		}
		if es.State == timeline.InForce {
			page.InForce = d.Words.Say("desk.in-force", "edition", e.ID, "span", d.Span(es, p.Tree.Site.Zone))
			page.Missing = languageNames(es.Missing)
		}
		if es.State == timeline.Scheduled && s.State == timeline.Scheduled {
			page.InForce = d.Words.Say("desk.scheduled", "edition", e.ID, "span", d.Span(es, p.Tree.Site.Zone))
		}
		if es.State == standing.Draft || slices.ContainsFunc(waits, func(w Wait) bool { return w.Document == s.ID && w.Edition == e.ID }) {
			taken[e] = true
			page.Drafts = append(page.Drafts, d.deskDraft(p, e, es, found, waits))
		}
	}
	slices.Reverse(page.Drafts)
	for _, f := range found {
		if x := p.Standing.Subject(f.File); x.Document == doc && !taken[x.Edition] {
			page.Findings = append(page.Findings, f)
		}
	}
	return page
}

func (d *Desk) deskDraft(p *pipeline.Project, e *standing.Edition, s EditionStatus, found []serve.Finding, waits []Wait) serve.Draft {
	page := serve.Draft{Edition: e.ID, From: d.Span(s, p.Tree.Site.Zone), Missing: languageNames(s.Missing)}
	for _, f := range found {
		if p.Standing.Subject(f.File).Edition == e {
			page.Findings = append(page.Findings, f)
		}
	}
	for _, lang := range s.Languages {
		at := "/" + string(lang) + "/" + e.Document.ID + "/" + e.ID + "/"
		page.Texts = append(page.Texts, serve.Link{Name: string(lang), Href: at})
		if before := e.Before(lang); before != nil {
			link := serve.Link{Name: string(lang), Href: at + "changes/"}
			if n := len(page.Redlines); n > 0 && page.Redlines[n-1].Before == before.ID {
				page.Redlines[n-1].Pages = append(page.Redlines[n-1].Pages, link)
			} else {
				page.Redlines = append(page.Redlines, serve.Redline{Before: before.ID, Pages: []serve.Link{link}})
			}
		}
	}
	for _, w := range waits {
		if w.Document != e.Document.ID || w.Edition != e.ID {
			continue
		}
		command := w.Command
		if command != "" {
			page.Commands = append(page.Commands, command)
		}
		// The line is made for a list of all documents and ends with the command.
		line := strings.TrimPrefix(d.Line(w), e.Document.ID+" "+e.ID+": ")
		page.Waits = append(page.Waits, capital(strings.TrimSuffix(strings.TrimSuffix(line, command), ": ")))
	}
	return page
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
