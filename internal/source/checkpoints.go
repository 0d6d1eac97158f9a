package source

import (
	"path"
	"slices"
	"strconv"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// CheckpointDir holds the signed checkpoints of the ledger and their time-stamps.
// No document can have this name.
const CheckpointDir = Dir + "/ledger.checkpoints"

// Checkpoint is a checkpoint that was kept, as it lies there.
type Checkpoint struct {
	Records int    // as its name says
	Path    string // content/ledger.checkpoints/11.txt
	Note    []byte // with LF, whatever Git did
	Stamp   []byte // 11.tsr beside it, an answer of RFC 3161; nil for none
}

// stampPath is the place of the time-stamp.
func (c Checkpoint) stampPath() string { return CheckpointPath(c.Records, ".tsr") }

// CheckpointPath is the place of the checkpoint of so many records: ".txt" is the
// signed note, ".tsr" its time-stamp.
func CheckpointPath(records int, ext string) string {
	return path.Join(CheckpointDir, strconv.Itoa(records)+ext)
}

var checkpointName = regex.Of(`^([1-9][0-9]{0,8})\.(txt|tsr)$`)

// checkpoints reads the folder of the checkpoints, in the order of their sizes.
func (l *loader) checkpoints() []Checkpoint {
	f := l.folder(CheckpointDir)
	var out []Checkpoint
	for _, e := range f.entries {
		name := path.Join(CheckpointDir, e.Name())
		m := checkpointName.FindStringSubmatch(e.Name())
		if m == nil || e.IsDir() || m[2] == "tsr" && !f.files[m[1]+".txt"] {
			l.found.AddVariant(diag.FileUnexpected, "checkpoint", diag.Pos{File: name}, diag.Args{"name": e.Name()})
			continue
		}
		if m[2] == "tsr" {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		c := Checkpoint{Records: n, Path: name, Note: legal.Canonical(l.read(name))}
		if f.files[m[1]+".tsr"] {
			c.Stamp = l.read(c.stampPath())
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Checkpoint) int { return a.Records - b.Records })
	return out
}
