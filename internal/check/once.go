package check

import "github.com/kelisim/kelisim/internal/diag"

// fact is what a text gets wrong of its edition, and the finding that says so.
type fact struct {
	code    diag.Code
	variant string
	value   string
}

// once reports that a text gets a fact of the edition wrong. A value that another text gives as
// well is told once: who mends the fact mends it in each of them, so its place joins the finding.
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
	if lang := p.text.Lang; f.Pos.File != p.text.Path {
		f.Related = append(f.Related, diag.Related{Pos: p.pos(at), Key: "other-text", Args: diag.Args{"language": lang}})
	} else {
		f.Related = append(f.Related, diag.Related{Pos: p.pos(at), Key: "other-place"})
	}
}
