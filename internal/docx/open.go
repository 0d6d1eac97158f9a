package docx

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// Policy says what becomes of tracked changes.
type Policy string

// The policies.
const (
	AcceptAll Policy = "accept" // the text as it is with them
	RejectAll Policy = "reject" // the text as it was before them
	RefuseAll Policy = "refuse" // a file that has some is refused
)

// Open reads the file called name as Word shows it once its tracked changes are
// accepted or rejected: without marks and with the numbers. The findings say
// which changes there were and which numbers are not sure. The document is nil
// if they hold an error.
func Open(name string, data []byte, policy Policy) (*Document, diag.List) {
	d, found := Read(name, data)
	if d == nil {
		return nil, found
	}
	if c := d.Changes(); c.Count > 0 {
		args := diag.Args{"count": c.Count, "authors": strings.Join(c.Authors, ", ")}
		at := diag.Pos{File: name, Line: c.Place}
		switch policy {
		case RefuseAll:
			found.Add(diag.DocxChangesOpen, at, args)
			return nil, found
		case RejectAll:
			found.AddVariant(diag.DocxChanges, "rejected", at, args)
		default:
			found.Add(diag.DocxChanges, at, args)
		}
	}
	if policy == RejectAll {
		d = d.Reject()
	} else {
		d = d.Accept()
	}
	paragraphs := Paragraphs(d.Blocks)
	for _, n := range d.Notes {
		if n.unknown != "" {
			found.Add(diag.DocxNumberFormat, diag.Pos{File: name, Line: n.Place}, diag.Args{"label": n.shown, "format": n.unknown})
		}
		paragraphs = append(paragraphs, Paragraphs(n.Blocks)...)
	}
	for _, p := range paragraphs {
		if p.Label.Unknown != "" {
			found.Add(diag.DocxNumberFormat, diag.Pos{File: name, Line: p.Place}, diag.Args{"label": p.Label.Text, "format": p.Label.Unknown})
		}
	}
	return d, found
}
