package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// languagesRule: an edition has a text (edition-empty), and one in every
// language of its document (text-missing, a warning: a language may come later).
func languagesRule(e *Edition) {
	var missing []legal.Lang
	for _, lang := range e.Document.Languages {
		if e.Edition.Text(lang) == nil && !slices.ContainsFunc(e.Refused, func(name string) bool { return legal.MeantLang(name) == lang }) {
			missing = append(missing, lang)
		}
	}
	if len(missing) == len(e.Document.Languages) {
		e.found.Add(diag.EditionEmpty, e.Edition.Pos(""), diag.Args{"language": e.Document.Languages[0]})
		return
	}
	for _, lang := range missing {
		e.found.Add(diag.TextMissing, e.Edition.Pos(""), diag.Args{"language": lang})
	}
}
