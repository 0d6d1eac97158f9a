package api

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/assent"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

func (p *planner) siteData() SiteData {
	return SiteData{p.site.ID, p.site.BaseURL, p.site.Languages, p.site.Zone.String()}
}

func (p *planner) heartbeat(sums map[string]string) *HeartbeatData {
	return &HeartbeatData{HeartbeatSchema, p.view.At, p.known, FileSum{address.Index, sums[address.Index]}, FileSum{address.Current, sums[address.Current]}}
}

// Built reads from a built site the instant that it was built as of.
func Built(site fs.FS) (time.Time, error) {
	data, err := fs.ReadFile(site, address.Heartbeat)
	if err != nil {
		return time.Time{}, err
	}
	var v HeartbeatData
	if err := json.Unmarshal(data, &v); err != nil {
		return time.Time{}, fmt.Errorf("read %s: %w", address.Heartbeat, err)
	}
	return v.Built, nil
}

func (p *planner) index(sums map[string]string) *IndexData {
	v := &IndexData{Schema: indexSchema, Generator: GeneratorData{"kelisim", p.version}, Site: p.siteData(), Known: p.known,
		Current: FileSum{address.Current, sums[address.Current]}, Addresses: addresses(p.site.BaseURL != "", plan.HasFeeds(p.site, p.view)), Documents: []DocumentLine{}}
	for _, d := range p.view.Documents {
		file := address.DocumentData(d.ID)
		line := DocumentLine{ID: d.ID, Kind: d.Now.Kind, Titles: map[legal.Lang]string{}, Editions: []EditionSpan{}, FileSum: FileSum{file, sums[file]}}
		for _, e := range d.Editions {
			if e == d.Shown || e.Live() {
				line.Editions = append(line.Editions, EditionSpan{e.ID, e.Record.Effective, e.Record.Until})
			}
		}
		if named := d.Shown; named != nil || len(d.Editions) > 0 {
			if named == nil { // all was withdrawn
				named = d.Editions[len(d.Editions)-1]
			}
			for _, t := range named.Texts {
				line.Titles[t.Lang] = t.Title
			}
		}
		v.Documents = append(v.Documents, line)
	}
	return v
}

func (p *planner) editionFacts(e *standing.Edition, purposes []PurposeData) EditionFacts {
	at, asked := e.Record, e.Record.Snapshot
	f := EditionFacts{
		ID: e.ID, Seq: at.Seq, Kind: asked.Kind, AnnexOf: asked.AnnexOf, Prevails: asked.Prevails, Incorporates: append([]string{}, asked.Incorporates...),
		Approved: approval(e), Acceptance: asked.Asks(asked.Kind), Expires: asked.Expires, RenewNotice: asked.RenewNotice, Purposes: purposes,
		Published: at.Published, Claimed: at.Claimed, Recorded: at.Recorded, Record: at.Record,
		From: at.Effective, Until: at.Until, Repealed: at.Repealed, Withdrawn: at.WithdrawnAt,
		Material: at.Material, MaterialFor: at.MaterialFor, Suffices: e.Document.Line.Suffices(at.Seq - 1), Texts: map[legal.Lang]TextFacts{}, Files: []FileFacts{},
	}
	for _, t := range e.Texts {
		f.Texts[t.Lang] = textFacts(e, t)
	}
	for _, x := range at.Files {
		if legal.ShownFile(x.Name) {
			f.Files = append(f.Files, FileFacts{x.Name, x.SHA256, address.Escaped(address.File(e.Document.ID, e.ID, x.Name))})
		}
	}
	return f
}

func approval(e *standing.Edition) *ApprovalData {
	a := e.Content.Approved
	if a == nil {
		return nil
	}
	out := &ApprovalData{Act: a.Act, Number: a.Number, Body: a.Body}
	if f := e.Content.ApprovalFile(); f != nil {
		out.File = f.Name
	}
	if !a.Date.IsZero() {
		out.Date = a.Date.String()
	}
	return out
}

func textFacts(e *standing.Edition, t *legal.Text) TextFacts {
	r := e.Record.Text(t.Lang)
	f := TextFacts{Title: t.Title, Changes: t.Changes, Published: r.Published, Claimed: r.Claimed, Record: r.Record,
		SourceSHA256: r.SourceSHA256, PlainSHA256: r.PlainSHA256, PlainFormat: r.PlainFormat}
	if b := e.Before(t.Lang); b != nil {
		f.Before = b.ID
	}
	if now := e.Document.Shown; compares(e, now, t.Lang) {
		f.Since = now.ID
	}
	if next := e.Document.Coming(t.Lang); compares(e, next, t.Lang) {
		f.Coming = next.ID
	}
	return f
}

// compares reports whether an edition is compared with a later one that a user is
// asked for.
func compares(e, to *standing.Edition, lang legal.Lang) bool {
	return to != nil && to.Text(lang) != nil && e.Text(lang) != nil && !e.Withdrawn() && e.Record.Seq < to.Record.Seq
}

func (p *planner) documentData(b *plan.Bench, d *standing.Document) (*DocumentData, error) {
	v := &DocumentData{Schema: documentSchema, ID: d.ID, Sets: p.sets(d)}
	for _, e := range d.Editions {
		purposes, err := purposes(b, e)
		if err != nil {
			return nil, err
		}
		v.Editions = append(v.Editions, p.editionFacts(e, purposes))
	}
	for _, s := range timeline.Dropped(p.view.Timelines, p.records, d.ID, p.view.At) {
		v.Sets = append(v.Sets, SetData{ID: timeline.SetID(s.Editions()), Members: s.Editions()})
	}
	return v, nil
}

// sets are those that were, are or will be in force.
func (p *planner) sets(d *standing.Document) []SetData {
	out := []SetData{}
	for _, s := range timeline.Sets(p.view.Timelines, d.ID) {
		out = append(out, SetData{timeline.SetID(s.Editions()), s.From, s.Until, s.Editions()})
	}
	return out
}

// current names the fragments of all texts in force and to come, which were made
// before.
func (p *planner) current(b *plan.Bench, sums map[string]string) (*CurrentData, error) {
	v := &CurrentData{Schema: currentSchema, Site: p.siteData(), Known: p.known, Documents: []CurrentDocument{}}
	if p.site.BIN != "" || len(p.site.Organization)+len(p.site.Contact) > 0 {
		v.Operator = &OperatorData{p.site.Organization, p.site.BIN, p.site.Contact}
	}
	if p.site.BaseURL != "" {
		v.Element = &ScriptData{address.Element, Integrity(sums[address.Element])}
	}
	for _, d := range p.view.Documents {
		doc := CurrentDocument{ID: d.ID, Kind: d.Now.Kind}
		for _, e := range d.Editions {
			if !e.Live() {
				continue
			}
			purposes, err := purposes(b, e)
			if err != nil {
				return nil, err
			}
			doc.Editions = append(doc.Editions, p.currentEdition(e, purposes, sums))
		}
		if len(doc.Editions) == 0 {
			continue
		}
		doc.Sets = slices.DeleteFunc(p.sets(d), func(s SetData) bool { return !s.Until.IsZero() && !s.Until.After(p.view.At) })
		v.Documents = append(v.Documents, doc)
	}
	return v, nil
}

func (p *planner) currentEdition(e *standing.Edition, purposes []PurposeData, sums map[string]string) CurrentEdition {
	at, asked := e.Record, e.Record.Snapshot
	out := CurrentEdition{ID: e.ID, From: at.Effective, Until: at.Until, Acceptance: asked.Asks(asked.Kind), Expires: asked.Expires, RenewNotice: asked.RenewNotice,
		Approved: approval(e), Suffices: e.Document.Line.Suffices(at.Seq - 1), Purposes: purposes, Texts: map[legal.Lang]CurrentText{}}
	coming := at.Effective.After(p.view.At)
	if coming {
		out.Published = at.Published
	}
	for _, t := range e.Texts {
		r := at.Text(t.Lang)
		x := CurrentText{Title: t.Title, SourceSHA256: r.SourceSHA256}
		if coming {
			x.Changes = t.Changes
		}
		if r.Published.After(at.Published) && (coming || r.Published.After(at.Effective)) {
			x.Published = r.Published
		}
		if p.site.BaseURL != "" {
			x.Integrity = Integrity(sums[address.Embed(t.Lang, e.Document.ID, e.ID)])
		}
		out.Texts[t.Lang] = x
	}
	return out
}

// Integrity is a SHA-256 in hex as an integrity attribute has it.
func Integrity(sum string) string {
	data, err := hex.DecodeString(sum)
	if err != nil {
		panic("api: " + err.Error()) // a bug: sums are of this program
	}
	return "sha256-" + base64.StdEncoding.EncodeToString(data)
}

// purposes are the purposes of an edition as data.
func purposes(b *plan.Bench, e *standing.Edition) ([]PurposeData, error) {
	all, err := assent.Purposes(e, b.Text)
	var out []PurposeData
	for _, p := range all {
		v := PurposeData{ID: p.ID, Clauses: p.Clauses, Optional: p.Optional, Since: p.Since, Suffices: p.Suffices, Texts: map[legal.Lang]PurposeText{}}
		for lang, words := range p.Words {
			v.Texts[lang] = PurposeText{words, legal.SHA256([]byte(words))}
		}
		out = append(out, v)
	}
	return out, err
}
