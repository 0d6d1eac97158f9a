package api

import (
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// texts are the data of text i of a strand and of its redline; none without the
// text.
func (p *planner) texts(s *strand.Strand, i int) []plan.Page {
	if i < 0 {
		return nil
	}
	d, e := s.Editions[i].Document, s.Editions[i]
	pages := []plan.Page{{Path: address.TextData(s.Lang, d.ID, e.ID), Lang: s.Lang, View: p.textData(s, i)}}
	if b := s.Before[i]; b >= 0 {
		pages = append(pages, plan.Page{Path: address.RedlineData(s.Lang, d.ID, e.ID), Lang: s.Lang,
			View: &RedlineData{s.Redlines[i].Document(p.side(s, b), p.side(s, i)).Short()}})
	}
	return pages
}

// since compares every earlier edition of a strand with the one that the
// document's page shows, and with the first that is to come.
func (p *planner) since(s *strand.Strand, emit func(plan.Page) error) error {
	if len(s.Editions) == 0 {
		return nil
	}
	d := s.Editions[0].Document
	for _, to := range []struct {
		edition *standing.Edition
		file    func(lang legal.Lang, doc, edition string) string
	}{{d.Shown, address.SinceData}, {d.Coming(s.Lang), address.ComingData}} {
		now := s.Index(to.edition)
		for _, i := range s.Earlier(to.edition) {
			v := &SinceData{Schema: sinceSchema, Between: p.between(s, i, now),
				Redline: s.Against(i, now).Document(p.side(s, i), p.side(s, now)).Short()}
			if err := emit(plan.Page{Path: to.file(s.Lang, d.ID, s.Editions[i].ID), Lang: s.Lang, View: v}); err != nil {
				return err
			}
		}
	}
	return nil
}

// side names a text of a redline.
func (p *planner) side(s *strand.Strand, i int) redline.Side {
	e := s.Editions[i]
	return redline.Side{Document: e.Document.ID, Edition: e.ID, Language: s.Lang,
		Path: address.Source(s.Lang, e.Document.ID, e.ID), SHA256: e.Record.Text(s.Lang).SourceSHA256}
}

// between lists the editions after the old one up to the new one, in whatever
// language they are.
func (p *planner) between(s *strand.Strand, old, new int) []StepData {
	out := []StepData{}
	from, to := s.Editions[old], s.Editions[new]
	for _, e := range to.Document.Editions {
		if e.Record.Seq <= from.Record.Seq || e.Record.Seq > to.Record.Seq || e.Withdrawn() {
			continue
		}
		step := StepData{Edition: e.ID, Seq: e.Record.Seq, From: e.Record.From, Material: e.Record.Material}
		if t := e.Text(s.Lang); t != nil {
			step.Changes = t.Changes
		}
		out = append(out, step)
	}
	return out
}

func (p *planner) textData(s *strand.Strand, i int) *TextData {
	e, t := s.Editions[i], s.Texts[i]
	r := e.Record.Text(s.Lang)
	v := &TextData{
		Schema: textSchema, Document: e.Document.ID, Edition: e.ID, Seq: e.Record.Seq, Language: s.Lang, Title: t.Title, Changes: t.Changes,
		Published: r.Published, SourceSHA256: r.SourceSHA256, PlainSHA256: r.PlainSHA256, PlainFormat: r.PlainFormat,
		Clauses: []*ClauseData{},
		Units:   t.Units, Hrefs: address.LinksFromAnywhere(p.view, p.site.BaseURL, e, t),
	}
	all := make([]*ClauseData, len(t.Units))
	for u := range t.Units {
		unit := &t.Units[u]
		if unit.Kind == legal.Title {
			continue
		}
		c := &ClauseData{
			Index: u, Kind: unit.Kind, Label: unit.Label.Text, Number: unit.Number(), Anchor: unit.Anchor, Level: unit.Level,
			Table: unit.Table, Head: unit.Head, Verbatim: unit.Verbatim, Text: unit.Plain(), Since: s.Editions[s.Since(i, u)].ID,
		}
		if turns := turns(s, i, u); len(turns) > 1 {
			c.History = turns
		}
		all[u] = c
		if unit.Parent >= 0 && all[unit.Parent] != nil {
			all[unit.Parent].Clauses = append(all[unit.Parent].Clauses, c)
		} else {
			v.Clauses = append(v.Clauses, c)
		}
	}
	return v
}

// turns lists the editions that touched a clause, from unit u of edition i back,
// oldest first.
func turns(s *strand.Strand, i, u int) []TurnData {
	var out []TurnData
	for {
		unit := &s.Texts[i].Units[u]
		turn := TurnData{Edition: s.Editions[i].ID, Change: redline.Added, Number: unit.Number(), Anchor: unit.Anchor}
		before := s.Was(i, u)
		if before < 0 {
			out = append(out, turn)
			slices.Reverse(out)
			return out
		}
		if r := s.Record(i, u); !r.Equal() {
			turn.Change, turn.Moved, turn.Renumbered, turn.Formatting = r.Change, r.Moved, r.Renumbered, r.Formatting
			out = append(out, turn)
		}
		i, u = s.Before[i], before
	}
}
