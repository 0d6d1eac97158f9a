package pipeline

import (
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/agreement"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
)

// Agreement says which offices agreed to the bytes of an edition that are there, and
// whether those that the site demands have. The findings are those about the file's
// lines and, in a draft, about agreements that are void.
func (p *Project) Agreement(d *legal.Document, e *legal.Edition) (agreement.State, diag.List, error) {
	var found diag.List
	var lines []agreement.Line
	name := path.Join(e.Dir, agreement.FileName)
	if slices.ContainsFunc(e.Files, func(f legal.File) bool { return f.Path == name }) {
		data, err := p.Tree.Read(name)
		if err != nil {
			return agreement.State{}, nil, err
		}
		var bad []int
		lines, bad = agreement.Parse(data)
		for _, n := range bad {
			found.Add(diag.AgreementLine, diag.Pos{File: name, Line: n, Col: 1}, nil)
		}
	}
	state := agreement.Judge(p.Tree.Site.Offices[d.Kind], agreement.FilesOf(e), lines)
	for _, w := range state.Words {
		if w.Line != nil && !w.Holds() {
			found.Add(diag.AgreementVoid, diag.Pos{File: name}, diag.Args{"office": w.Office, "name": w.Line.Name, "at": w.Line.At, "files": w.Void})
		}
	}
	return state, found, nil
}

// agreements are the findings about the agreements to drafts.
func (p *Project) agreements() (diag.List, error) {
	var out diag.List
	for _, d := range p.Standing.Documents {
		for _, e := range d.Editions {
			if !e.Draft() || len(e.Texts) == 0 {
				continue
			}
			_, found, err := p.Agreement(d.Document, e.Content)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

// unagreed are the findings about drafts that are to be published without the word of
// those who must agree. A language that is added to a published edition needs none.
func (p *Project) unagreed(asked []ledger.Publication) (diag.List, error) {
	var out diag.List
	for _, a := range asked {
		if !p.Standing.Edition(a.Edition).Draft() {
			continue
		}
		state, _, err := p.Agreement(a.Document, a.Edition)
		if err != nil {
			return nil, err
		}
		missing, void := state.Lacking()
		if lacking := append(missing, void...); len(lacking) > 0 {
			variant := ""
			if state.Needed < state.Of {
				variant = "some"
			}
			out.AddVariant(diag.AgreementMissing, variant, diag.Pos{File: path.Join(a.Edition.Dir, agreement.FileName)},
				diag.Args{"document": a.Document.ID, "edition": a.Edition.ID, "offices": strings.Join(lacking, "; "), "needed": state.Needed, "of": state.Of})
		}
	}
	return out, nil
}
