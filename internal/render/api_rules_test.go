package render_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const rules = "../../docs/rules/"

// lab is a folder with the vectors and copies of files.
func lab(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["vectors.json"] = "vectors.json"
	for name, from := range files {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run runs a command in a folder, in a time zone that is not the site's.
func run(t *testing.T, dir string, command ...string) string {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "TZ=America/New_York", "PYTHONDONTWRITEBYTECODE=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, out)
	}
	return strings.TrimSpace(string(out))
}

// The reference implementations answer every vector as vectors.json does. A machine
// without node or python3 fails this test.
func TestRules(t *testing.T) {
	dir := lab(t, map[string]string{
		"rules.mjs": rules + "rules.mjs", "run.mjs": "testdata/rules/run.mjs",
		"rules.py": rules + "rules.py", "run.py": "testdata/rules/run.py",
		"rules.go": "../../docs/example-ais/rules.go", "ledger.go": "../../docs/example-ais/ledger.go", "main.go": "testdata/rules/run.go.txt", "go.mod": "../../docs/example-ais/go.mod",
	})
	want := fmt.Sprintf("%d right, 0 wrong", len(cases(fates(t, ""))))
	for _, command := range [][]string{{"node", "run.mjs", "rules.mjs", "vectors.json"}, {"python3", "run.py"}, {"go", "run", "."}} {
		if got := run(t, dir, command...); got != want {
			t.Errorf("%v: want %q, got:\n%s", command, want, got)
		}
	}
	run(t, dir, "go", "vet", ".")
}

// Each wrong way to write the rules that somebody could take for a right one is caught
// by a vector.
func TestMutants(t *testing.T) {
	dir := lab(t, map[string]string{"rules.mjs": rules + "rules.mjs", "run.mjs": "testdata/rules/run.mjs",
		"mutants.mjs": "testdata/rules/mutants.mjs", "mutants.json": "testdata/rules/mutants.json"})
	got := run(t, dir, "node", "mutants.mjs", "rules.mjs", "mutants.json", "vectors.json")
	var n int
	if _, err := fmt.Sscanf(got, "%d mutants", &n); err != nil || n < 40 {
		t.Errorf("want 40 mutants or more, and all caught:\n%s", got)
	}
}
