package pipeline

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/kelisim/kelisim/internal/git"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/publish"
)

// KnownHeads gives, for Config.Known, the heads that are kept beside the ledger of the
// site in dir: by the site that was built from it, in each of outputs, and by Git's
// history. What cannot be read knows nothing: it is for a build to judge its output,
// and Git may be absent. If Git is there and fails, failed gets its error.
func KnownHeads(dir string, outputs []string, failed func(error)) func(data []byte) []ledger.Known {
	return func(data []byte) []ledger.Known {
		var out []ledger.Known
		for _, output := range outputs {
			if m, err := publish.ReadMeta(os.DirFS(output)); err == nil {
				out = append(out, ledger.Known{Records: m.LedgerRecords, SHA256: m.LedgerSHA256,
					From: filepath.ToSlash(filepath.Join(output, publish.ManifestName))})
			}
		}
		return append(out, knownToGit(dir, data, failed)...)
	}
}

// ServedCheckpoints gives, for Config.Served, what the sites in outputs serve of the
// ledger's checkpoints. What cannot be read has none.
func ServedCheckpoints(outputs ...string) func() []proof.Served {
	return func() []proof.Served {
		var out []proof.Served
		for _, output := range outputs {
			site := os.DirFS(output)
			kept, err := servedCheckpoints(site)
			if err != nil || len(kept) == 0 {
				continue
			}
			_, witnesses := servedKeys(site)
			out = append(out, proof.Served{Kept: kept, Witnesses: witnesses})
		}
		return out
	}
}

// knownToGit gives the head of each version of the ledger in Git's history that data
// does not begin with byte for byte.
func knownToGit(dir string, data []byte, failed func(error)) []ledger.Known {
	versions, err := git.Versions(dir, ledger.Path)
	if err != nil {
		if !errors.Is(err, git.ErrNone) {
			failed(err)
		}
		return nil
	}
	var out []ledger.Known
	for _, v := range versions {
		if v.Size <= len(data) && v.Is(data[:v.Size]) {
			continue
		}
		then, err := git.Read(dir, v)
		if err != nil {
			failed(err)
			continue
		}
		n, head := ledger.Head(legal.Canonical(then))
		out = append(out, ledger.Known{Records: n, SHA256: head, From: "Git, " + v.ID[:12]})
	}
	return out
}
