package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReliabilityDocs: every row of the table of faults names an exit status and a
// test that there is.
func TestReliabilityDocs(t *testing.T) {
	doc, err := os.ReadFile("../../docs/reliability.md")
	if err != nil {
		t.Fatal(err)
	}
	held := regexp.MustCompile("^`(cmd/kelisim|internal/[a-z/]+) ([A-Za-z0-9-]+(?:\\.txtar)?)`$")
	status := regexp.MustCompile(`^([0-3]|[0-3] or [0-3]|the signal's|none)$`)
	rows := 0
	for line := range strings.SplitSeq(string(doc), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if !strings.HasPrefix(line, "| ") || cells[0] == "Fault" {
			continue
		}
		rows++
		if len(cells) != 5 || !status.MatchString(cells[2]) {
			t.Errorf("no row of the table: %s", line)
			continue
		}
		m := held.FindStringSubmatch(cells[4])
		if m == nil {
			t.Errorf("names no test: %s", cells[4])
			continue
		}
		dir, name := filepath.Join("../..", m[1]), m[2]
		if strings.HasSuffix(name, ".txtar") {
			if _, err := os.Stat(filepath.Join(dir, "testdata", "script", name)); err != nil {
				t.Error(err)
			}
			continue
		}
		files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			found = found || strings.Contains(string(data), "\nfunc "+name+"(t *testing.T)")
		}
		if !found {
			t.Errorf("%s has no %s", m[1], name)
		}
	}
	if rows < 20 {
		t.Errorf("%d rows", rows)
	}
}
