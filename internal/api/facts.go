package api

import (
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

func (p *planner) index(sums map[string]string) *IndexData {
	v := &IndexData{Schema: IndexSchema, Generator: GeneratorData{"kelisim", p.version},
		Site:  SiteData{p.site.ID, p.site.BaseURL, p.site.Languages, p.site.Zone.String()},
		Known: p.known, NextChange: p.view.Next, Documents: []DocumentFacts{}}
	if p.site.BaseURL != "" {
		v.Element = &EmbedData{p.address(address.Element), sums[address.Element]}
	}
	for _, d := range p.view.Documents {
		facts := p.documentFacts(d)
		for i := range facts.Editions {
			for _, t := range facts.Editions[i].Texts {
				if t.Embed != nil {
					t.Embed.Integrity = sums[t.Embed.Path]
				}
			}
		}
		v.Documents = append(v.Documents, facts)
	}
	return v
}

func (p *planner) documentFacts(d *standing.Document) DocumentFacts {
	f := DocumentFacts{ID: d.ID, Data: p.address(address.DocumentData(d.ID)), Sets: p.address(address.SetsData(d.ID))}
	for _, e := range d.Editions {
		f.Editions = append(f.Editions, p.editionFacts(e))
	}
	return f
}

func (p *planner) editionFacts(e *standing.Edition) EditionFacts {
	at := e.Record
	f := EditionFacts{
		ID: e.ID, Seq: at.Seq, Kind: at.Snapshot.Kind, AnnexOf: at.Snapshot.AnnexOf, Prevails: at.Snapshot.Prevails,
		Incorporates: append([]string{}, at.Snapshot.Incorporates...),
		Published:    at.Published, Claimed: at.Claimed, Recorded: at.Recorded, Record: at.Record,
		From: at.Effective, Until: at.Until, Repealed: at.Repealed, Withdrawn: at.WithdrawnAt,
		Material: at.Material, ReacceptSince: at.ReacceptSince, Texts: []TextFacts{}, Files: []FileFacts{},
	}
	for _, t := range e.Texts {
		f.Texts = append(f.Texts, p.textFacts(e, t))
	}
	for _, x := range at.Files {
		if x.Name != "edition.yaml" {
			f.Files = append(f.Files, FileFacts{x.Name, x.SHA256, p.address(address.File(e.Document.ID, e.ID, x.Name))})
		}
	}
	return f
}

func (p *planner) textFacts(e *standing.Edition, t *legal.Text) TextFacts {
	doc, lang := e.Document.ID, t.Lang
	r := e.Record.Text(lang)
	f := TextFacts{
		Language: lang, Title: t.Title, Changes: t.Changes, Published: r.Published, Claimed: r.Claimed, Record: r.Record,
		SourceSHA256: r.SourceSHA256, PlainSHA256: r.PlainSHA256, PlainFormat: r.PlainFormat,
		Page: p.address(address.Edition(lang, doc, e.ID)), Data: p.address(address.TextData(lang, doc, e.ID)),
		Source: p.address(address.Source(lang, doc, e.ID)), Plain: p.address(address.Plain(lang, doc, e.ID)),
		ChangesPage: p.addressIf(e.Before(lang) != nil, address.Changes(lang, doc, e.ID)),
		Redline:     p.addressIf(e.Before(lang) != nil, address.RedlineData(lang, doc, e.ID)),
		Since:       p.addressIf(hasSince(e, lang), address.SinceData(lang, doc, e.ID)),
	}
	if p.site.BaseURL != "" {
		f.Embed = &EmbedData{Address: p.address(address.Embed(lang, doc, e.ID))}
	}
	return f
}

// hasSince reports whether there is a comparison of this edition with the one
// that the document's page shows.
func hasSince(e *standing.Edition, lang legal.Lang) bool {
	d := e.Document
	return d.Shown != nil && d.Shown.Text(lang) != nil && e.Text(lang) != nil && !e.Withdrawn() && e.Record.Seq < d.Shown.Record.Seq
}

func (p *planner) documentData(d *standing.Document) *DocumentData {
	v := &DocumentData{Schema: DocumentSchema, Known: p.known, DocumentFacts: p.documentFacts(d)}
	for _, lang := range p.site.Languages {
		v.History = append(v.History, LanguageAddress{lang, p.address(address.History(lang, d.ID))})
		if plan.HasFeeds(p.site, p.view) {
			v.Feeds = append(v.Feeds, LanguageAddress{lang, p.address(address.DocumentFeed(lang, d.ID))})
		}
	}
	return v
}

func (p *planner) setsData(d *standing.Document) *SetsData {
	v := &SetsData{Schema: SetsSchema, Known: p.known, Document: d.ID, Sets: []SetData{}}
	for _, s := range timeline.Sets(p.view.Timelines, d.ID) {
		set := SetData{From: s.From, Until: s.Until}
		for _, m := range s.Members {
			set.Members = append(set.Members, p.memberData(m))
		}
		v.Sets = append(v.Sets, set)
	}
	return v
}

func (p *planner) memberData(m timeline.Member) MemberData {
	out := MemberData{Document: m.Document, Texts: []MemberText{}, Files: []MemberFile{}}
	if m.Edition == nil {
		return out
	}
	out.Edition, out.Seq, out.ReacceptSince = m.Edition.ID, m.Edition.Seq, m.Edition.ReacceptSince
	for _, lang := range p.site.Languages {
		if t := m.Edition.Text(lang); t != nil {
			out.Texts = append(out.Texts, MemberText{lang, t.Published, t.SourceSHA256, t.PlainSHA256, t.PlainFormat})
		}
	}
	for _, f := range m.Edition.Files {
		if f.Name != "edition.yaml" {
			out.Files = append(out.Files, MemberFile(f))
		}
	}
	return out
}
