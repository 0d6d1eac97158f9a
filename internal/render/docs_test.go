package render

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/layouts"
)

// docs/layouts.md describes every function that a template can call, and no other.
func TestDocsFunctions(t *testing.T) {
	data, err := os.ReadFile("../../docs/layouts.md")
	if err != nil {
		t.Fatal(err)
	}
	var described []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z]+)[ `]").FindAllSubmatch(data, -1) {
		described = append(described, string(row[1]))
	}
	slices.Sort(described)
	s := &speaker{}
	there := s.funcs(assetNames{})
	maps.Copy(there, s.redlineFuncs(assetNames{}))
	if want := slices.Sorted(maps.Keys(there)); !slices.Equal(described, want) {
		t.Errorf("described %v\nthere are %v", described, want)
	}
}

// It names every page, style and script, too.
func TestDocsPages(t *testing.T) {
	data, err := os.ReadFile("../../docs/layouts.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		if !regexp.MustCompile("`" + kind + "`").Match(data) {
			t.Errorf("docs/layouts.md does not name the page %s", kind)
		}
	}
	files, err := fs.Glob(layouts.Files(), "*.[cjs][svs]*")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("docs/layouts.md does not name %s", name)
		}
	}
}
