//go:build soak

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestProtections takes each protection out of the program and wants a test to see
// it. The sources stay as they are: the compiler is given others in their place.
func TestProtections(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range protections {
		t.Run(filepath.Base(p.file)+"/"+p.test, func(t *testing.T) {
			name := filepath.Join(root, filepath.FromSlash(p.file))
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(data), p.is) != 1 {
				t.Fatalf("%s holds %q %d times", p.file, p.is, strings.Count(string(data), p.is))
			}
			dir := t.TempDir()
			mutant, overlay := filepath.Join(dir, "mutant.go"), filepath.Join(dir, "overlay.json")
			if err := os.WriteFile(mutant, []byte(strings.Replace(string(data), p.is, p.without, 1)), 0o666); err != nil {
				t.Fatal(err)
			}
			replace, err := json.Marshal(map[string]any{"Replace": map[string]string{name: mutant}})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(overlay, replace, 0o666); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("go", "test", "-overlay", overlay, "-count=1", "-timeout=10m", "-run", p.test, p.pkg)
			cmd.Dir = root
			if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "--- FAIL") {
				t.Errorf("without %q in %s no test fails: %v\n%s", p.is, p.file, err, out)
			}
		})
	}
}
