package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/kelisim/kelisim/i18n"
)

// The README's table of commands names every command with every flag of its own.
func TestReadmeCommands(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, env: func(string) string { return "" }, catalog: catalog}
	if a.msg, err = catalog.Printer("en"); err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "| `") {
			for _, name := range strings.Split(strings.Split(line, "|")[1], "`") {
				if name = strings.TrimSpace(name); name != "" && name != "," {
					rows[strings.Fields(name)[0]] += line
				}
			}
		}
	}
	for _, c := range a.command().Commands() {
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
