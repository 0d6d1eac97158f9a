package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// zeroRule: the folder of a draft has no zero before its number (edition-zero): «02»
// is another edition than «2», and would stay so for ever.
func zeroRule(e *Edition) {
	right := strings.TrimLeft(e.Edition.ID, "0")
	if e.Draft && right != e.Edition.ID && right != "" && right[0] >= '1' && right[0] <= '9' {
		e.found.Add(diag.EditionZero, diag.Pos{File: e.Edition.Dir}, diag.Args{"name": e.Edition.ID, "right": right})
	}
}

// copiedRule: no document has the texts of another one (document-copied), as a folder
// that was copied has. The one that is published, or comes first, is the original.
func copiedRule(s *Site) {
	first := map[string]*legal.Document{} // by language and hash of a text
	told := map[string]bool{}
	for _, published := range []bool{true, false} {
		for d, t := range s.texts() {
			if s.anyPublished(d) != published || t.Index == nil || len(t.Source) == 0 && t.Index.SourceSHA256 == "" {
				continue
			}
			key := string(t.Lang) + " " + t.Index.SourceSHA256
			other := first[key]
			if other == nil {
				first[key] = d
			} else if other != d && !published && !told[d.ID] {
				told[d.ID] = true
				s.found.Add(diag.DocumentCopied, d.Pos("kind"), diag.Args{"document": other.ID})
			}
		}
	}
}
