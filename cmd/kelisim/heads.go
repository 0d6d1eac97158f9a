package main

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/kelisim/kelisim/internal/git"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/publish"
)

// known gives the heads that are kept beside the ledger of the site in -C: by the
// site that was built from it, in the outputs, and by Git's history. What cannot be
// read knows nothing: it is for build to judge its output, and Git may be absent.
func (f *folder) known(outputs ...string) func(data []byte) []ledger.Known {
	return func(data []byte) []ledger.Known {
		var out []ledger.Known
		for _, dir := range outputs {
			if m, err := publish.ReadManifest(os.DirFS(dir)); err == nil {
				out = append(out, ledger.Known{Records: m.LedgerRecords, SHA256: m.LedgerSHA256,
					From: filepath.ToSlash(filepath.Join(dir, publish.ManifestName))})
			}
		}
		return append(out, f.knownToGit(data)...)
	}
}

// knownToGit gives the head of each version of the ledger in Git's history that
// the ledger does not begin with byte for byte.
func (f *folder) knownToGit(data []byte) []ledger.Known {
	versions, err := git.Versions(f.dir, ledger.Path)
	if err != nil {
		if !errors.Is(err, git.ErrNone) {
			f.say(f.t("verify.no-git", "error", err.Error()))
		}
		return nil
	}
	var out []ledger.Known
	for _, v := range versions {
		if v.Size <= len(data) && v.Is(data[:v.Size]) {
			continue
		}
		then, err := git.Read(f.dir, v)
		if err != nil {
			f.say(f.t("verify.no-git", "error", err.Error()))
			continue
		}
		n, head := ledger.Head(legal.Canonical(then))
		out = append(out, ledger.Known{Records: n, SHA256: head, From: "Git, " + v.ID[:12]})
	}
	return out
}
