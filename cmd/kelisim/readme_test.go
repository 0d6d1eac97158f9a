package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// The README's table of commands names every command with every flag of its own.
func TestReadmeCommands(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "| `") {
			for name := range strings.SplitSeq(strings.Split(line, "|")[1], "`") {
				if name = strings.TrimSpace(name); name != "" && name != "," {
					rows[strings.Fields(name)[0]] += line
				}
			}
		}
	}
	for _, c := range newRoot(testApp(t, "en").folder, "").Commands() {
		if c.Hidden || c.Name() == "help" {
			continue
		}
		row, ok := rows[c.Name()]
		if !ok {
			t.Errorf("README.md has no row for %q", c.Name())
			continue
		}
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && !strings.Contains(row, "--"+f.Name) {
				t.Errorf("README.md: the row of %q lacks --%s", c.Name(), f.Name)
			}
		})
	}
}
