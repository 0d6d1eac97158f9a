// Package proof holds a ledger against the checkpoints that were kept of it, says
// what is proved of a record and by whom, and lists the files of a site by which
// others can check that.
package proof

import (
	"errors"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/translog"
	"github.com/kelisim/kelisim/internal/tsa"
)

// Input is a ledger and what proves it.
type Input struct {
	Origin    string          // the name of its log: the site's id
	Ledger    []byte          // in canonical form
	Records   []ledger.Record // of Ledger, without findings
	Kept      []Kept          // by their size
	Key       translog.Key    // the site's; empty: nobody signs
	Witnesses []translog.Key
}

// Kept is a checkpoint that was kept.
type Kept struct {
	Records int    // as its name says
	Path    string // as findings name it
	Note    []byte
	Stamp   []byte // nil for none
}

// Log is a ledger with the checkpoints that hold.
type Log struct {
	in    Input
	tree  *translog.Log
	heads []head // by size
}

// head is a checkpoint of this log: kept, signed by the site's key at its time.
type head struct {
	*translog.Signed
	stamped tsa.Stamp // zero for none
	stamp   []byte
	key     translog.Key // that signed it
}

// Open compares the kept checkpoints with the ledger. Each that does not hold is an
// error and is left out: one that is not in its form, of another log, not signed by
// the key of its time, of more lines than there are, of other lines.
func Open(in Input) (*Log, diag.List) {
	l := &Log{in: in, tree: translog.New(in.Ledger)}
	var list diag.List
	for _, k := range in.Kept {
		h, variant := l.open(k)
		switch variant {
		case "":
			l.heads = append(l.heads, h)
		case "shorter", "changed":
			list.AddVariant(diag.LedgerHead, variant, diag.Pos{File: ledger.Path},
				diag.Args{"records": k.Records, "have": int(l.tree.Size()), "from": k.Path})
		default:
			list.AddVariant(diag.LedgerCheckpoint, variant, diag.Pos{File: k.Path}, diag.Args{"records": k.Records, "key": string(h.key)})
		}
	}
	if last := ledger.LastKey(in.Records); last != "" && in.Key != last {
		list.AddVariant(diag.LedgerKey, "site", diag.Pos{File: "content/site.yaml"}, diag.Args{"key": string(in.Key), "want": string(last)})
	}
	return l, list
}

// open reads a kept checkpoint, and says what is wrong with it.
func (l *Log) open(k Kept) (h head, variant string) {
	h.key = ledger.KeyAt(l.in.Records, k.Records, l.in.Key)
	keys := slices.Clone(l.in.Witnesses)
	if h.key != "" {
		keys = append(keys, h.key)
	}
	var err error
	if h.Signed, err = translog.Open(k.Note, keys...); err != nil {
		if errors.Is(err, translog.ErrSignature) {
			return h, "signature"
		}
		return h, "form"
	}
	if h.Size != int64(k.Records) || h.Origin != l.in.Origin {
		return h, "other"
	}
	if root, ok := l.tree.Root(h.Size); !ok {
		return h, "shorter"
	} else if root != h.Root {
		return h, "changed"
	}
	if _, ok := h.By(h.key); !ok {
		return h, "unsigned"
	}
	if k.Stamp != nil {
		if h.stamped, err = tsa.Open(k.Stamp, []byte(h.Text())); err != nil {
			return h, "stamp"
		}
		h.stamp = k.Stamp
	}
	return h, ""
}

// Statement is what is proved of a record. The zero Statement says that nothing but
// the ledger itself speaks for it.
type Statement struct {
	Records   int       // size of the first signed checkpoint that holds it; 0 for none
	Stamped   time.Time // the first time-stamp of a checkpoint that holds it; zero for none
	Stamper   string    // who stamped, by the certificate's own word
	Witnesses []Witness // each with its first checkpoint that holds it, in the order of site.yaml
}

// Witness is an office that has cosigned.
type Witness struct {
	Name string
	Time time.Time // by its own clock
}

// Of says what is proved of record seq, counted from 1.
func (l *Log) Of(seq int) Statement {
	var s Statement
	seen := map[translog.Key]Witness{}
	for _, h := range l.heads {
		if h.Size < int64(seq) {
			continue
		}
		if s.Records == 0 {
			s.Records = int(h.Size)
		}
		if s.Stamped.IsZero() && h.stamp != nil {
			s.Stamped, s.Stamper = h.stamped.Time, h.stamped.Signer
		}
		for i, k := range h.Keys {
			if _, ok := seen[k]; !ok && k.Witness() {
				seen[k] = Witness{k.Name(), time.Unix(h.Times[i], 0).UTC()}
			}
		}
	}
	for _, k := range l.in.Witnesses {
		if w, ok := seen[k]; ok {
			s.Witnesses = append(s.Witnesses, w)
		}
	}
	return s
}

// checkpoint is the log's head as a file: the kept one of all lines, else an
// unsigned one.
func (l *Log) checkpoint() []byte {
	if n := len(l.heads); n > 0 && l.heads[n-1].Size == l.tree.Size() {
		return l.heads[n-1].Note
	}
	return l.tree.Head(l.in.Origin).Unsigned()
}

// Proof proves that record seq, counted from 1, is in the log: by the first signed
// checkpoint that holds it, so that a proof never changes once it is signed, else by
// the head.
func (l *Log) Proof(seq int) (translog.Proof, error) {
	note := l.checkpoint()
	for _, h := range l.heads {
		if h.Size >= int64(seq) {
			note = h.Note
			break
		}
	}
	s, err := translog.Open(note)
	if err != nil {
		return translog.Proof{}, err
	}
	return l.tree.Prove(int64(seq-1), s)
}

// Best is the checkpoint that proves record seq, counted from 1, to most: the one
// with most signatures, of those the stamped ones, of those the latest. Its keys are
// those that the site names: the log's of its time, then the witnesses'. Without a
// signed one it is the head, and keys is nil.
func (l *Log) Best(seq int) (note, stamp []byte, keys []translog.Key) {
	var best *head
	for i := range l.heads {
		h := &l.heads[i]
		if h.Size < int64(seq) {
			continue
		}
		if best == nil || len(h.Keys) > len(best.Keys) ||
			len(h.Keys) == len(best.Keys) && (h.stamp != nil || best.stamp == nil) {
			best = h
		}
	}
	if best == nil {
		return l.tree.Head(l.in.Origin).Unsigned(), nil, nil
	}
	return best.Note, best.stamp, append([]translog.Key{best.key}, l.in.Witnesses...)
}

// Tree is the log itself.
func (l *Log) Tree() *translog.Log { return l.tree }
