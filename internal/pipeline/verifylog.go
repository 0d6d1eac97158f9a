package pipeline

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/translog"
)

// verifyLog makes the log of a built site again, from its ledger, its checkpoints
// and the keys that it names, and compares every file of it: checkpoint, tiles,
// entries and proofs. Whose the keys are is for the reader to know.
func verifyLog(fsys fs.FS, data []byte, records []ledger.Record) (diag.List, error) {
	if len(data) == 0 {
		return nil, nil
	}
	var found diag.List
	head, err := fs.ReadFile(fsys, address.Checkpoint)
	if err != nil {
		found.AddVariant(diag.SiteFile, "missing", diag.Pos{File: address.Checkpoint}, diag.Args{"name": address.Checkpoint})
		return found, nil
	}
	s, err := translog.Open(head)
	if err != nil {
		found.AddVariant(diag.LedgerCheckpoint, "form", diag.Pos{File: address.Checkpoint}, diag.Args{"records": len(records), "key": ""})
		return found, nil
	}
	in := proof.Input{Origin: s.Origin, Ledger: data, Records: records}
	in.Key, in.Witnesses = servedKeys(fsys)
	if in.Kept, err = servedCheckpoints(fsys); err != nil {
		return nil, err
	}
	log, unproved := proof.Open(in)
	found = append(found, unproved...)
	if unproved.HasErrors() {
		return found, nil // what follows from the checkpoints cannot be made again
	}
	for _, group := range log.Plan().Whole {
		err := group.Make(nil, func(p plan.Page) error {
			variant := "changed"
			switch there, err := fs.ReadFile(fsys, p.Path); {
			case err == nil && bytes.Equal(there, p.Data):
				return nil
			case err != nil:
				variant = "missing"
			}
			found.AddVariant(diag.SiteFile, variant, diag.Pos{File: p.Path}, diag.Args{"name": p.Path})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// servedKeys are the keys that a site names: the log's and its witnesses'.
func servedKeys(fsys fs.FS) (key translog.Key, witnesses []translog.Key) {
	data, _ := fs.ReadFile(fsys, address.Keys)
	for line := range strings.Lines(string(data)) {
		k, err := translog.ParseKey(strings.TrimSuffix(line, "\n"))
		switch {
		case err != nil:
		case k.Witness():
			witnesses = append(witnesses, k)
		case key == "":
			key = k
		}
	}
	return key, witnesses
}

var servedName = regex.Of(`^([1-9][0-9]{0,8})\.txt$`)

// servedCheckpoints reads the checkpoints that a site keeps, by size.
func servedCheckpoints(fsys fs.FS) ([]proof.Kept, error) {
	dir := path.Dir(address.KeptCheckpoint(1, ".txt"))
	entries, _ := fs.ReadDir(fsys, dir) // none: there is no such folder
	var out []proof.Kept
	for _, e := range entries {
		m := servedName.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return nil, err
		}
		k := proof.Kept{Records: n, Path: path.Join(dir, e.Name())}
		if k.Note, err = fs.ReadFile(fsys, k.Path); err != nil {
			return nil, err
		}
		k.Stamp, _ = fs.ReadFile(fsys, address.KeptCheckpoint(n, ".tsr"))
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b proof.Kept) int { return a.Records - b.Records })
	return out, nil
}

// Since compares a ledger with a checkpoint that somebody kept, in the form in which the
// site serves it. No signature is asked for: whoever kept the file knows where it is from.
// The finding ledger-checkpoint.form says that the file is no checkpoint, and
// ledger-checkpoint.other that it is one of another site.
func Since(origin string, data []byte, name string, file []byte) (records int, found diag.List) {
	s, err := translog.Open(file)
	args := diag.Args{"records": 0, "key": ""}
	if err != nil {
		found.AddVariant(diag.LedgerCheckpoint, "form", diag.Pos{File: name}, args)
		return 0, found
	}
	log := translog.New(data)
	args["records"] = int(s.Size)
	root, ok := log.Root(s.Size)
	switch {
	case s.Origin != origin:
		found.AddVariant(diag.LedgerCheckpoint, "other", diag.Pos{File: name}, args)
	case !ok || root != s.Root:
		variant := "changed"
		if !ok {
			variant = "shorter"
		}
		found.AddVariant(diag.LedgerHead, variant, diag.Pos{File: ledger.Path},
			diag.Args{"records": int(s.Size), "have": int(log.Size()), "from": name})
	}
	return int(s.Size), found
}

// origin is the name of the log that a site serves; empty if it serves none.
func origin(fsys fs.FS) string {
	head, err := fs.ReadFile(fsys, address.Checkpoint)
	if err != nil {
		return ""
	}
	s, err := translog.Open(head)
	if err != nil {
		return ""
	}
	return s.Origin
}
