package markdown

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden: testdata/*.txtar hold a text (in.md), its units and findings
// (units) and its plain form (plain), which docs/plain.md specifies.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no golden files")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		comment, parts := readTxtar(data)
		in := parts["in.md"]
		if len(in) == 0 {
			t.Fatalf("%s: no in.md", file)
		}
		units, found := parse(string(in))
		units[0].Runs[0].Text = "Тақырып"
		text := legal.Text{Units: units}
		got := bytes.Join([][]byte{comment, []byte("-- in.md --\n"), in,
			[]byte("-- units --\n" + dump(units, found) + "-- plain --\n"), text.Plain()}, nil)
		if bytes.Equal(got, data) {
			continue
		}
		if !*update {
			t.Errorf("%s: got\n%s", file, got)
			continue
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlainExample holds the example of docs/plain.md.
func TestPlainExample(t *testing.T) {
	doc, err := os.ReadFile("../../docs/plain.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := bytes.Split(doc, []byte("```\n"))
	if len(blocks) != 5 {
		t.Fatalf("%d examples", len(blocks)/2)
	}
	front := len("---\ntitle: Келісім\n---\n")
	units, found := Parse(Input{Source: blocks[1], Body: front, Title: "Келісім", Language: languagetest.Of("kk")})
	text := legal.Text{Units: units}
	if got := text.Plain(); !bytes.Equal(got, blocks[3]) || len(found) > 0 {
		t.Errorf("got\n%s%v\nwant\n%s", got, found, blocks[3])
	}
}

// readTxtar splits an archive into its comment and its files.
func readTxtar(data []byte) (comment []byte, files map[string][]byte) {
	files = map[string][]byte{}
	name, part := "", []byte(nil)
	for line := range bytes.Lines(data) {
		if n, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("-- ")); ok && bytes.HasSuffix(n, []byte(" --")) {
			files[name], part = part, nil
			name = string(bytes.TrimSuffix(n, []byte(" --")))
			continue
		}
		part = append(part, line...)
	}
	files[name] = part
	return files[""], files
}
