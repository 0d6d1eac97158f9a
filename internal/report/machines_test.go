package report

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// sample is one finding of each severity, with what is hard to write down.
var sample = diag.List{
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
	for _, list := range []diag.List{sample, nil} {
		w := writer(t, "ru", "site")
		var out bytes.Buffer
		if err := w.SARIF(&out, list); err != nil {
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
	w := writer(t, "en", ".")
	var out bytes.Buffer
	w.GitHub(&out, sample)
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

// writer writes in a language about the site in a folder.
func writer(t *testing.T, lang, dir string) *Writer {
	t.Helper()
	words := languagetest.Printer(lang)
	return &Writer{Words: words, Catalog: languagetest.Catalog(), Dir: dir}
}

// A list is counted by severity, and JSON has an empty list where there is nothing.
func TestTextAndJSON(t *testing.T) {
	w := writer(t, "en", ".")
	if got := w.Summary(sample); got != "1 error, 1 warning, 1 note" {
		t.Errorf("summary: %s", got)
	}
	var out bytes.Buffer
	w.Text(&out, sample)
	for _, line := range []string{"content/a/1/kk.md:3:7: warning: ", "content/a/1/приказ 5.pdf: note: ", "    content/a/1/kk.md:2: note: "} {
		if !strings.Contains("\n"+out.String(), "\n"+line) {
			t.Errorf("no line begins with %q:\n%s", line, &out)
		}
	}
	out.Reset()
	if err := w.JSON(&out, nil); err != nil || out.String() != "[]\n" {
		t.Errorf("no findings are %q, %v", &out, err)
	}
	out.Reset()
	if err := w.JSON(&out, sample); err != nil {
		t.Fatal(err)
	}
	var back []struct {
		Code    string
		Related []Related
	}
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || len(back) != len(sample) || back[2].Related[0].Line != 2 || back[0].Code != "lookalike" {
		t.Errorf("%v: %+v", err, back)
	}
}

// A finding stays on its line, whatever the name of a file holds.
func TestControlCharacters(t *testing.T) {
	var out bytes.Buffer
	writer(t, "en", ".").Text(&out, diag.List{{Code: diag.ConsentPointer, Severity: diag.Note, Pos: diag.Pos{File: "content/a/1/kk\n\x1b[2Jru.md"}}})
	if first, _, _ := strings.Cut(out.String(), "\n"); !strings.HasPrefix(first, `content/a/1/kk\n\x1b[2Jru.md: note: `) || !strings.HasSuffix(first, "]") {
		t.Errorf("%q", out.String())
	}
}

// The sample words of a hint are those of the text's language, and a language that
// has no name in the messages is named by its tag.
func TestLanguagesInWords(t *testing.T) {
	w := writer(t, "ru", ".")
	if got := w.sample(legal.Lang("kk"), "sample.removed"); got == w.sample(legal.Lang("ru"), "sample.removed") {
		t.Errorf("Kazakh and Russian words are both %q", got)
	}
	if got := w.TextIn("xx", ""); !strings.Contains(got, "xx") {
		t.Errorf("a text in xx is %q", got)
	}
}
