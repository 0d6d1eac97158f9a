package internal_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/kelisim/kelisim/"

// The package map of docs/design.md is what the code imports, and every arrow
// leads to a lower layer.
func TestPackageMap(t *testing.T) {
	design, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```map\n(.*?)```").FindSubmatch(design)
	if block == nil {
		t.Fatal("docs/design.md has no map")
	}
	want := map[string][]string{}
	layer := map[string]int{}
	for line := range strings.Lines(string(block[1])) {
		f := strings.Fields(line)
		if len(f) < 3 || f[2] != "->" {
			t.Fatalf("bad line %q", line)
		}
		n, err := strconv.Atoi(f[0])
		if err != nil {
			t.Fatalf("bad line %q", line)
		}
		layer[f[1]], want[f[1]] = n, f[3:]
	}
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		name := short(f[0])
		got[name] = nil
		for _, path := range f[1:] {
			if strings.HasPrefix(path, module) {
				got[name] = append(got[name], short(path))
			}
		}
		slices.Sort(got[name])
	}
	if len(got) == 0 {
		t.Fatal("no packages found")
	}
	for name, imports := range got {
		if strings.Join(imports, " ") != strings.Join(want[name], " ") {
			t.Errorf("%s imports %v, the map says %v", name, imports, want[name])
		}
		for _, i := range imports {
			if layer[i] >= layer[name] {
				t.Errorf("%s (layer %d) imports %s (layer %d)", name, layer[name], i, layer[i])
			}
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("the map names %s, which does not exist", name)
		}
	}
}

func short(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "internal/")
}

// goldmark, go-i18n and fsnotify are each behind one package. lab/bench asks goldmark
// what it costs alone.
func TestOneUser(t *testing.T) {
	users := map[string]string{"github.com/yuin/goldmark": "markdown", "github.com/nicksnyder/go-i18n": "i18n", "github.com/fsnotify/fsnotify": "watch"}
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		for _, path := range f[1:] {
			for prefix, user := range users {
				if strings.HasPrefix(path, prefix) && short(f[0]) != user && short(f[0]) != "lab/bench" {
					t.Errorf("%s imports %s; only %s may", short(f[0]), path, user)
				}
			}
		}
	}
}
