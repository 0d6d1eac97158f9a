package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// inputs knows what the pages of each document depend on: the settings; what the
// documents of its family say of themselves, but for the bodies of their texts;
// its own texts; and where their links lead.
//
// A family is the documents that name each other, as annexes, as incorporated, by
// links, today or in a record of the ledger. No page of a document shows another
// document than those.
type inputs struct {
	plan     *Plan
	settings string
	families map[string]string // by document
}

func (p *Plan) findInputs() *inputs {
	in := p.in
	settings := *in.Site
	settings.Zone = nil
	x := &inputs{plan: p, families: map[string]string{}}
	x.settings = hash(settings, in.Site.Zone.String(), p.state(), p.head, in.Standing.Boundary, in.Drafts, in.Version)
	first := p.relate()
	members := map[string][]any{}
	for _, d := range p.docs {
		members[first(d.ID)] = append(members[first(d.ID)], p.self(d))
	}
	hashes := map[string]string{}
	for name, list := range members {
		hashes[name] = hash(list...)
	}
	for _, d := range p.docs {
		x.families[d.ID] = hashes[first(d.ID)]
	}
	return x
}

// relate finds the families: of each document the same member of its family.
func (p *Plan) relate() func(id string) string {
	parent := map[string]string{}
	var find func(id string) string
	find = func(id string) string {
		if up, ok := parent[id]; ok && up != id {
			parent[id] = find(up)
			return parent[id]
		}
		return id
	}
	join := func(a, b string) {
		if b != "" {
			parent[find(a)] = find(b)
		}
	}
	each := func(a, annexOf string, with []string) {
		join(a, annexOf)
		for _, b := range with {
			join(a, b)
		}
	}
	for _, d := range p.docs {
		each(d.ID, d.Now.AnnexOf, d.Now.Incorporates)
		each(d.ID, d.AnnexOf, d.Incorporates)
		for _, l := range p.in.Standing.Timelines {
			if l.Document == d.ID {
				for _, e := range l.Editions {
					each(d.ID, e.Snapshot.AnnexOf, e.Snapshot.Incorporates)
				}
			}
		}
		for _, e := range d.Editions {
			for _, t := range e.Texts {
				for _, l := range t.Index.Links {
					join(d.ID, l.Document)
				}
			}
		}
	}
	return find
}

// documentInputs is what a document is to others, but for its timeline: see Plan.state.
func documentInputs(d *standing.Document) []any {
	alone := *d.Document
	alone.Editions, alone.Positions = nil, nil
	out := []any{alone}
	for _, e := range d.Editions {
		own := *e.Content
		own.Texts, own.Positions = nil, nil
		out = append(out, own)
		for _, t := range e.Texts {
			out = append(out, t.Lang, t.Path, t.Title, t.Changes)
		}
	}
	return out
}

// of is the hash of what a task depends on that makes pages of documents from
// their texts.
func (x *inputs) of(task string, docs ...*standing.Document) string {
	parts := []any{x.settings, task}
	for _, d := range docs {
		parts = append(parts, x.upTo("", d, len(d.Editions)-1))
	}
	return hash(parts...)
}

// common is the same for pages that show what documents say of themselves, and
// no body of a text.
func (x *inputs) common(task string) string {
	parts := []any{x.settings, task}
	for _, d := range x.plan.docs {
		parts = append(parts, d.ID, x.families[d.ID])
	}
	return hash(parts...)
}

// upTo is the same for pages that show the texts of the editions of one document
// up to the one at a place.
func (x *inputs) upTo(task string, d *standing.Document, last int) string {
	parts := []any{x.settings, task, d.ID, last, x.families[d.ID]}
	for _, e := range d.Editions[:last+1] {
		for _, t := range e.Texts {
			parts = append(parts, t.Path, t.Index.SourceSHA256)
			for _, l := range t.Index.Links {
				if l.Kind == legal.LinkDocument {
					parts = append(parts, x.plan.target(e, l, t.Lang))
				}
			}
		}
	}
	return hash(parts...)
}

func hash(parts ...any) string {
	data, err := json.Marshal(parts)
	if err != nil {
		panic("site: " + err.Error()) // a bug: a plan is plain data
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
