package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kelisim/kelisim/internal/diag"
)

// report is one finding of each severity, with what is hard to write down.
var report = diag.List{
	{Code: diag.Lookalike, Severity: diag.Warning, Pos: diag.Pos{File: "content/a/1/kk.md", Line: 3, Col: 7},
		Args: diag.Args{"word": "a,b:c%", "letter": "a", "code": "U+0061", "right": "а", "right_code": "U+0430", "mended": "а"}},
	{Code: diag.ConsentPointer, Severity: diag.Note, Pos: diag.Pos{File: "content/a/1/приказ 5.pdf"}},
	{Code: diag.ChangesMissing, Severity: diag.Error, Pos: diag.Pos{File: "content/a/2/kk.md", Line: 1, Col: 1},
		Related: []diag.Related{{Pos: diag.Pos{File: "content/a/1/kk.md", Line: 2}, Key: "first"}}},
}

// TestSARIF: the log holds every finding. With KELISIM_SARIF_SCHEMA, the path of
// sarif-2.1.0.json (it is in the npm package @microsoft/jest-sarif), it is
// validated against the schema too.
func TestSARIF(t *testing.T) {
	for _, list := range []diag.List{report, nil} {
		a := testApp(t, "ru")
		a.dir = "site"
		var out bytes.Buffer
		if err := a.sarif(&out, list); err != nil {
			t.Fatal(err)
		}
		var log sarifLog
		if err := json.Unmarshal(out.Bytes(), &log); err != nil {
			t.Fatal(err)
		}
		if log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) != len(list) {
			t.Fatalf("log: %s", &out)
		}
		run := log.Runs[0]
		for i, r := range run.Results {
			if run.Tool.Driver.Rules[r.RuleIndex].ID != list[i].Code.String() || r.Level != list[i].Severity.String() {
				t.Errorf("result %d: %+v", i, r)
			}
		}
		if name := os.Getenv("KELISIM_SARIF_SCHEMA"); name != "" {
			validate(t, name, out.Bytes())
		}
		if list == nil {
			continue
		}
		pdf := run.Results[1]
		if at := pdf.Locations[0].Physical; at.Artifact.URI != "site/content/a/1/%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%205.pdf" || at.Region != nil {
			t.Errorf("place: %+v", at)
		}
		if !strings.Contains(pdf.Message.Text, `\[название\](doc:`) {
			t.Errorf("not escaped: %s", pdf.Message.Text)
		}
	}
}

func validate(t *testing.T, name string, data []byte) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v", err)
	}
}

func TestGitHubCommands(t *testing.T) {
	a := testApp(t, "en")
	a.dir = "."
	var out bytes.Buffer
	a.githubCommands(&out, report)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	want := []string{
		"::warning file=content/a/1/kk.md,line=3,col=7,title=lookalike::“a,b:c%25”",
		"::notice file=content/a/1/приказ 5.pdf,title=consent-pointer::",
		"::error file=content/a/2/kk.md,line=1,col=1,title=changes-missing::",
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines:\n%s", len(lines), &out)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("got %s, want %s…", lines[i], want[i])
		}
	}
}
