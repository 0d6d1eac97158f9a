package check

import "github.com/kelisim/kelisim/internal/diag"

// requiredRule: from the second edition on, an edition says whether users must
// accept again, and each text says what changed; an edition of two words and no
// clause is no text.
func requiredRule(e *Edition) {
	if !e.First && e.Edition.Material == nil && !e.Edition.Misread {
		e.found.Add(diag.MaterialMissing, e.Edition.Pos("material"), nil)
	}
	for _, t := range e.Edition.Texts {
		if !e.First && t.Changes == "" && t.Positions != nil {
			pos, ok := t.Positions["changes"]
			if !ok {
				pos = diag.Pos{File: t.Path, Line: 1, Col: 1}
			}
			e.found.Add(diag.ChangesMissing, pos, nil)
		}
		if len(t.Units) == 1 && t.Positions != nil {
			e.found.Add(diag.TextEmpty, diag.Pos{File: t.Path, Line: 1, Col: 1}, nil)
		}
	}
}
