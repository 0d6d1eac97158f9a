package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/report"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/legal"
)

// What import says when it is done: what it made, what it left out, joined and
// converted, and where it was not sure.

// importJSON is the answer of import to programs.
type importJSON struct {
	Written   bool           `json:"written"` // false with --dry-run, or if an error stopped it
	Files     []string       `json:"files"`
	Documents []importedJSON `json:"documents"`
	// Findings have their place in the source; the first related one is the place in the draft.
	Findings []report.Finding `json:"findings"`
}

type importedJSON struct {
	Document string        `json:"document"`
	Edition  string        `json:"edition"`
	Language string        `json:"language"`
	File     string        `json:"file"`
	Title    string        `json:"title"`
	Kind     legal.Kind    `json:"kind"`
	AnnexOf  string        `json:"annex_of,omitempty"`
	Approved *approvedJSON `json:"approved,omitempty"`
	Counts   countsJSON    `json:"counts"`
}

type approvedJSON struct {
	Act    string `json:"act"`
	Number string `json:"number"`
	Date   string `json:"date"`
}

type countsJSON struct {
	Headings   int `json:"headings"`
	Clauses    int `json:"clauses"`
	Items      int `json:"items"`
	Tables     int `json:"tables"`
	Paragraphs int `json:"paragraphs"`
}

// importFindings are the findings with their second place, the one in the draft.
func importFindings(made *draft.Import, result importer.Result) diag.List {
	list := make(diag.List, 0, len(result.Found))
	for _, t := range result.Found {
		f := t.Finding
		if made != nil && t.Line > 0 && t.Draft < len(made.Documents) {
			f.Related = append(f.Related, diag.Related{Pos: diag.Pos{File: made.Documents[t.Draft].Text, Line: t.Line}, Key: "import-draft"})
		}
		list = append(list, f)
	}
	return list
}

// json is what an import made of one draft, for programs.
func (c *importCommand) json(d draft.Document, text importer.Draft) importedJSON {
	out := importedJSON{Document: d.ID, Edition: c.edition, Language: c.language, File: d.Text, Title: text.Title, Kind: d.Kind, AnnexOf: d.AnnexOf,
		Counts: countsJSON(text.Counts)}
	if x := d.Approved; x != nil {
		out.Approved = &approvedJSON{x.Act, x.Number, x.Date.String()}
	}
	return out
}

// print says what an import did; made is nil if an error stopped it.
func (c *importCommand) print(made *draft.Import, result importer.Result) error {
	list := importFindings(made, result)
	if c.format == "json" {
		out := importJSON{Written: made != nil && !c.dry, Files: []string{}, Documents: []importedJSON{}, Findings: c.report().Findings(list)}
		if made != nil {
			for i, d := range made.Documents {
				out.Documents = append(out.Documents, c.json(d, result.Drafts[i]))
			}
			for _, file := range made.Writes {
				out.Files = append(out.Files, file.Name)
			}
		}
		return report.WriteJSON(c.out, out)
	}
	c.printGrouped(list)
	if made == nil {
		return nil
	}
	if made.Sample != nil && c.plain() {
		c.say(c.t("desk.import-sample"))
	} else if made.Sample != nil {
		c.say(c.t("import.sample", "name", draft.SampleDir))
	}
	for _, file := range made.Writes {
		if c.plain() {
			c.note(file.Name)
		} else {
			fmt.Fprintln(c.out, file.Name)
		}
	}
	for i, d := range made.Documents {
		c.printImported(d, result.Drafts[i])
	}
	if unsure := list.Count(diag.Warning); unsure > 0 || !c.plain() {
		c.say(c.n("import.unsure", unsure))
	}
	if c.dry {
		c.say(c.t("import.dry"))
		return nil
	}
	c.note(c.t("import.next", "document", c.document, "edition", c.edition))
	return nil
}

// printImported writes what one draft became, with its headings.
func (c *importCommand) printImported(d draft.Document, text importer.Draft) {
	fmt.Fprintf(c.err, "\n%s: %s (%s)\n", c.report().File(d.Text), text.Title, c.t("import.kind."+string(d.Kind)))
	var parts []string
	for _, x := range []struct {
		key string
		n   int
	}{{"import.headings", text.Counts.Headings}, {"import.clauses", text.Counts.Clauses}, {"import.items", text.Counts.Items},
		{"import.tables", text.Counts.Tables}, {"import.paragraphs", text.Counts.Paragraphs}} {
		if x.n > 0 {
			parts = append(parts, c.n(x.key, x.n))
		}
	}
	fmt.Fprintln(c.err, "    "+strings.Join(parts, ", "))
	for _, h := range text.Headings {
		fmt.Fprintln(c.err, "    "+strings.Repeat("  ", max(h.Level-2, 0))+h.Text)
	}
}

// manyNotes is how many notes of one code are written out; the rest is counted.
const manyNotes = 5

// printGrouped writes findings; of many notes of one code it writes the first ones
// and says how many more there are.
func (c *importCommand) printGrouped(list diag.List) {
	seen := map[diag.Code]int{}
	var shown diag.List
	for _, f := range list {
		if f.Severity == diag.Note {
			if seen[f.Code]++; seen[f.Code] > manyNotes {
				continue
			}
		}
		shown = append(shown, f)
	}
	c.report().Text(c.err, shown)
	for _, f := range shown {
		if n := seen[f.Code] - manyNotes; n > 0 {
			fmt.Fprintln(c.err, c.t("import.more", "n", strconv.Itoa(n), "code", f.Code.String()))
			seen[f.Code] = 0
		}
	}
}
