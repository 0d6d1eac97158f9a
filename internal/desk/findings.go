package desk

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/serve"
)

// mostFindings is how many findings the desk shows: a page of thousands takes minutes to
// make and to draw, and nobody reads it.
const mostFindings = 500

// gravest are the findings that the desk shows of a list, the gravest first.
func gravest(list diag.List) diag.List {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(x, y diag.Finding) int { return cmp.Compare(y.Severity, x.Severity) })
	return list[:min(len(list), mostFindings)]
}

// Findings puts findings in words, the gravest first, each with its line.
func (d *Desk) Findings(p *pipeline.Project, list diag.List) []serve.Finding {
	list = gravest(list)
	files := map[string][][]byte{}
	line := func(pos diag.Pos) string {
		lines, ok := files[pos.File]
		if !ok && pos.Line > 0 {
			data, _ := p.Tree.Read(pos.File) // not there: no line
			lines = bytes.Split(data, []byte("\n"))
			files[pos.File] = lines
		}
		if pos.Line < 1 || pos.Line > len(lines) {
			return ""
		}
		return string(bytes.ToValidUTF8(bytes.TrimSpace(lines[pos.Line-1]), []byte("\uFFFD")))
	}
	out := make([]serve.Finding, 0, len(list))
	for _, f := range list {
		message, hint := d.message(p, f)
		for _, r := range f.Related {
			hint += "\n" + d.where(p, r.Pos) + ": " + d.Report.Related(r)
		}
		document, edition := p.Standing.Subject(f.Pos.File).IDs()
		out = append(out, serve.Finding{Severity: f.Severity.String(), Message: message, Hint: strings.TrimSpace(hint),
			Document: document, Edition: edition, File: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Col, Text: line(f.Pos)})
	}
	return out
}
