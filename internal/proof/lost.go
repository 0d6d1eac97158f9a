package proof

import (
	"path"
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/translog"
)

// Served is what a site that was built earlier serves of the checkpoints of the ledger.
type Served struct {
	Kept      []Kept
	Witnesses []translog.Key // that it names
}

// Lost reports the checkpoints, signatures and time-stamps that a site serves and the
// log no longer has (ledger-checkpoint.lost): who takes away a witness's signature leaves
// the ledger as it is. dir is the folder of the kept checkpoints. What does not hold in
// the site is for its verification to tell.
func (l *Log) Lost(dir string, s Served) (found diag.List) {
	there := Log{in: l.in, tree: l.tree}
	for _, k := range s.Witnesses {
		if k.Witness() && !slices.Contains(there.in.Witnesses, k) {
			there.in.Witnesses = append(slices.Clip(there.in.Witnesses), k)
		}
	}
	for _, k := range s.Kept {
		h, variant := there.open(k)
		if variant != "" {
			continue
		}
		here := head{Signed: &translog.Signed{}} // nothing is kept
		if i := slices.IndexFunc(l.heads, func(x head) bool { return x.Size == h.Size }); i >= 0 {
			here = l.heads[i]
		}
		for _, key := range h.Keys {
			if !slices.Contains(here.Keys, key) {
				found.AddVariant(diag.LedgerCheckpoint, "lost", diag.Pos{File: path.Join(dir, path.Base(k.Path))}, diag.Args{"records": k.Records, "key": key.Name()})
			}
		}
		if h.stamp != nil && here.stamp == nil {
			found.AddVariant(diag.LedgerCheckpoint, "lost", diag.Pos{File: path.Join(dir, path.Base(k.Path))}, diag.Args{"records": k.Records, "key": "RFC 3161"})
		}
	}
	return found
}
