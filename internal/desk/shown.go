package desk

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publish"
)

// Shown says how a site, built or deployed, stands to the ledger.
type Shown struct {
	Exists bool
	Newer  bool     // it has records that this ledger lacks
	Other  bool     // its last record is not the ledger's of that number: another site, or a rewritten ledger
	Behind int      // how many records it lacks
	Lacks  []string // what they are about, in words: publications, repeals and withdrawals
}

// Good reports whether the site has just what the ledger records.
func (s Shown) Good() bool { return s.Exists && !s.Newer && !s.Other && s.Behind == 0 }

// built is the site in the folder that build writes.
func (d *Desk) built(p *pipeline.Project, output fs.FS) Shown {
	m, err := publish.ReadMeta(output)
	if err != nil {
		return Shown{}
	}
	return d.shown(p, m.LedgerRecords, m.LedgerSHA256)
}

// Deployed is the site whose heartbeat.json somebody copied from what readers see: the
// desk itself connects to no host.
func (d *Desk) Deployed(p *pipeline.Project, heartbeat string) Shown {
	var v api.HeartbeatData
	if err := json.Unmarshal([]byte(heartbeat), &v); err != nil || v.Schema != api.HeartbeatSchema || v.Ledger.Records < 0 {
		return Shown{}
	}
	return d.shown(p, v.Ledger.Records, v.Ledger.SHA256)
}

// shown is a site with the records up to one, and the hash of that one.
func (d *Desk) shown(p *pipeline.Project, records int, last string) Shown {
	head, ok := ledger.HeadAt(p.Tree.Ledger, records)
	s := Shown{Exists: true, Newer: !ok, Other: ok && head != last}
	if s.Newer || s.Other {
		return s
	}
	all, _ := ledger.Head(p.Tree.Ledger)
	s.Behind = all - records
	for _, r := range p.Records[min(records, len(p.Records)):] { // none can be read of a damaged ledger
		if line := d.about(p, r); line != "" && !slices.Contains(s.Lacks, line) {
			s.Lacks = append(s.Lacks, line)
		}
	}
	return s
}

// about says what a record is about; empty: about the ledger alone.
func (d *Desk) about(p *pipeline.Project, r ledger.Record) string {
	key := "studio.record." + string(r.Kind)
	if r.Document == "" || !d.Words.Has(key) {
		return ""
	}
	title := r.Document
	if doc := p.Standing.Document(r.Document); doc != nil {
		title = d.title(doc)
	}
	var texts []string
	for _, t := range r.Texts {
		texts = append(texts, d.Report.TextIn(t.Language, ""))
	}
	return d.Words.Say(key, "document", title, "edition", r.Edition, "texts", strings.Join(texts, ", "))
}
