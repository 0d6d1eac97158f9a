package check

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// fact is what a text gets wrong of its edition, and the finding that says so.
type fact struct {
	code    diag.Code
	variant string
	value   string
}

// once reports that a text gets a fact of the edition wrong. A value that another text gives as
// well is told once, for one mistake made both: the last place has the finding and names the others.
func (e *Edition) once(code diag.Code, variant, value string, p *passage, at int, args diag.Args) {
	key := fact{code, variant, value}
	i, told := e.facts[key]
	if !told {
		if e.facts == nil {
			e.facts = map[fact]int{}
		}
		e.facts[key] = len(e.found)
		warn(&e.found, code, variant, p.pos(at), args)
		return
	}
	f := &e.found[i]
	other := diag.Related{Pos: f.Pos, Key: "other-place"}
	if f.Pos.File != p.text.Path {
		other.Key, other.Args = "other-text", diag.Args{"language": e.languageAt(f.Pos)}
	}
	f.Related, f.Pos, f.Args = append(f.Related, other), p.pos(at), args
}

// languageAt is the language of the edition's text at a place.
func (e *Edition) languageAt(at diag.Pos) (lang legal.Lang) {
	for _, t := range e.Edition.Texts {
		if t.Path == at.File {
			lang = t.Lang
		}
	}
	return lang
}
