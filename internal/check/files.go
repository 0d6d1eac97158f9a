package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// filesRule: a link to a file leads to a file of the edition (file-link).
func filesRule(e *Edition) {
	for _, t := range e.Edition.Texts {
		for _, l := range t.Index.Links {
			if l.Kind != legal.LinkFile {
				continue
			}
			if !slices.ContainsFunc(e.Edition.Files, func(f legal.File) bool { return f.Name == l.Dest }) {
				e.found.Add(diag.FileLink, l.Pos, diag.Args{"name": l.Dest, "folder": e.Edition.Dir})
			}
		}
	}
}
