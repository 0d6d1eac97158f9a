package check

import "github.com/kelisim/kelisim/internal/diag"

// languagesRule: an edition has a text (edition-empty), and one in every
// language of its document (text-missing, a warning: a language may come later).
func languagesRule(e *Edition) {
	if len(e.Edition.Texts) == 0 {
		e.found.Error("edition-empty", e.Edition.Pos(""), diag.Args{"language": string(e.Document.Languages[0])})
		return
	}
	for _, lang := range e.Document.Languages {
		if e.Edition.Text(lang) == nil {
			e.found.Warn("text-missing", e.Edition.Pos(""), diag.Args{"language": string(lang)})
		}
	}
}
