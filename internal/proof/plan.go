package proof

import (
	"bytes"
	"strings"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/plan"
)

// Plan lists the files of the log: the ledger, its checkpoints, tiles and entries,
// the public keys, and a proof of every record that published something.
func (l *Log) Plan() plan.Plan {
	if len(l.in.Ledger) == 0 {
		return plan.Plan{}
	}
	return plan.Plan{Whole: []plan.Group{{
		Name:   "ledger",
		Inputs: l.inputs,
		Holds:  func(path string) bool { return strings.HasPrefix(path, address.LogFile("")+"/") },
		Make:   func(_ *plan.Bench, emit func(plan.Page) error) error { return l.files(emit) },
	}}}
}

func (l *Log) inputs() string {
	_, head := ledger.Head(l.in.Ledger)
	parts := []any{"ledger", head, l.in.Origin, l.in.Key, l.in.Witnesses}
	for _, h := range l.heads {
		parts = append(parts, string(h.Note), string(h.stamp))
	}
	return plan.Hash(parts...)
}

func (l *Log) files(emit func(plan.Page) error) error {
	pages := []plan.Page{
		{Path: address.Ledger, Data: l.in.Ledger},
		{Path: address.Checkpoint, Data: l.checkpoint()},
	}
	if keys := l.keys(); len(keys) > 0 {
		pages = append(pages, plan.Page{Path: address.Keys, Data: keys})
	}
	for _, h := range l.heads {
		pages = append(pages, plan.Page{Path: address.KeptCheckpoint(int(h.Size), ".txt"), Data: h.Note})
		if h.stamp != nil {
			pages = append(pages, plan.Page{Path: address.KeptCheckpoint(int(h.Size), ".tsr"), Data: h.stamp})
		}
	}
	files, err := l.tree.Files()
	if err != nil {
		return err
	}
	for _, f := range files {
		pages = append(pages, plan.Page{Path: address.LogFile(f.Name), Data: f.Data})
	}
	for _, r := range l.in.Records {
		if name := proofOf(r); name != "" {
			p, err := l.Proof(r.Seq)
			if err != nil {
				return err
			}
			pages = append(pages, plan.Page{Path: name, Data: p.Encode()})
		}
	}
	return plan.EmitAll(pages, emit)
}

// proofOf is the place of a record's proof; empty for a record that has none.
func proofOf(r ledger.Record) string {
	switch r.Kind {
	case ledger.EditionKind:
		return address.Proof(r.Document, r.Edition, "")
	case ledger.TextKind:
		return address.Proof(r.Document, r.Edition, r.Texts[0].Language)
	}
	return ""
}

// keys are the public keys, a line each: the log's first, then those of its
// witnesses; and those that signed before. Empty if nobody signs.
func (l *Log) keys() []byte {
	var b bytes.Buffer
	seen := map[string]bool{"": true}
	add := func(key string) {
		if !seen[key] {
			seen[key] = true
			b.WriteString(key + "\n")
		}
	}
	add(string(l.in.Key))
	for _, k := range l.in.Witnesses {
		add(string(k))
	}
	for _, h := range l.heads {
		add(string(h.key))
	}
	return b.Bytes()
}
