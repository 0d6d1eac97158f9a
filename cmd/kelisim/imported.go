package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

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
func importFindings(plan *importPlan, result importer.Result) diag.List {
	list := make(diag.List, 0, len(result.Found))
	for _, t := range result.Found {
		f := t.Finding
		if plan != nil && t.Line > 0 && t.Draft < len(plan.documents) {
			f.Related = append(f.Related, diag.Related{Pos: diag.Pos{File: plan.documents[t.Draft].File, Line: t.Line}, Key: "import-draft"})
		}
		list = append(list, f)
	}
	return list
}

// print says what an import did; plan is nil if an error stopped it.
func (c *importCommand) print(plan *importPlan, result importer.Result) error {
	list := importFindings(plan, result)
	if c.format == "json" {
		out := importJSON{Written: plan != nil && !c.dry, Files: []string{}, Documents: []importedJSON{}, Findings: c.report().Findings(list)}
		if plan != nil {
			out.Documents = plan.documents
			for _, file := range plan.files {
				out.Files = append(out.Files, file.name)
			}
		}
		return report.WriteJSON(c.out, out)
	}
	c.printGrouped(list)
	if plan == nil {
		return nil
	}
	if plan.sample != nil {
		c.say(c.t("import.sample", "name", sampleDir))
	}
	for _, file := range plan.files {
		fmt.Fprintln(c.out, file.name)
	}
	for i, d := range plan.documents {
		c.printImported(d, result.Drafts[i])
	}
	unsure := list.Count(diag.Warning)
	c.say(c.n("import.unsure", unsure))
	if c.dry {
		c.say(c.t("import.dry"))
		return nil
	}
	c.say(c.t("import.next", "document", c.document, "edition", c.edition))
	return nil
}

// printImported writes what one draft became, with its headings.
func (c *importCommand) printImported(d importedJSON, draft importer.Draft) {
	fmt.Fprintf(c.err, "\n%s: %s (%s)\n", d.File, draft.Title, c.t("import.kind."+string(d.Kind)))
	var parts []string
	for _, x := range []struct {
		key string
		n   int
	}{{"import.headings", d.Counts.Headings}, {"import.clauses", d.Counts.Clauses}, {"import.items", d.Counts.Items},
		{"import.tables", d.Counts.Tables}, {"import.paragraphs", d.Counts.Paragraphs}} {
		if x.n > 0 {
			parts = append(parts, c.n(x.key, x.n))
		}
	}
	fmt.Fprintln(c.err, "    "+strings.Join(parts, ", "))
	for _, h := range draft.Headings {
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

// unsure lists the places of draft n of which the import was not sure, as the file
// that check reads beside it; nothing if there are none. Numbers of an unknown form
// are not among them: check finds those itself.
func (c *importCommand) unsure(made importedJSON, draft importer.Draft, n int, found []importer.Told) string {
	lines := strings.Split(string(draft.Markdown), "\n")
	var b strings.Builder
	for _, t := range found {
		if t.Draft != n || t.Line == 0 || t.Severity != diag.Warning || t.Line > len(lines) || t.Code == diag.ImportLabel && t.Variant != "text" {
			continue
		}
		fmt.Fprintf(&b, "- text: %s\n  finding: %s\n  line: %s\n", path.Base(made.File), t.Key(), strconv.Quote(beginning(lines[t.Line-1])))
		for _, name := range slices.Sorted(maps.Keys(t.Args)) {
			fmt.Fprintf(&b, "  %s: %s\n", name, strconv.Quote(fmt.Sprint(t.Args[name])))
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "# " + c.t("import.unsure-file") + "\n" + b.String()
}

// beginning is as much of a line as finds it again.
func beginning(line string) string {
	const most = 80
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most])
	}
	return line
}
