package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language"
)

// A recipe of docs/design.md is followed by an example that exists. Of each step: the
// example's name in place of the word in capitals, and what every file that the step
// names must hold of it. A file that stands in a step and is not checked here is an
// error, as is a step that is gone.
var recipes = map[string]struct {
	word, example string
	steps         []map[string]string // file, as the recipe names it, to what it holds
}{
	"A page kind": {"NAME", "history", []map[string]string{
		{"internal/address/address.go": `func History\(`, "internal/address/read.go": `at\.Kind = HistoryPage`},
		{"internal/site/view.go": `type History struct \{\n\tFrame\n`},
		{"internal/site/pages.go": `\) history\(.*\) \*History \{`, "internal/site/site.go": `p\.group\(d, "history", address\.Among\(d\.ID, "", address\.HistoryPage\), documentPages\.histories`},
		{"internal/render/render.go": `kinds += \[\]string\{[^}]*"history"[\s\S]*case \*site.History:\n\t\treturn "history"`},
		{"layouts/NAME.html": `\{\{`},
		{"i18n/pages.*.yaml": `(?m)^history\.title:`, "docs/layouts.md": "`history`"},
	}},
	"An output format": {"NAME", "current", []map[string]string{
		{"internal/address/data.go": `\tCurrent = apiRoot \+ "/current.json"`},
		{"internal/api/data.go": `type CurrentData struct`},
		{"internal/api/api.go": `stage\(address.Current, `},
		{"internal/render/json.go": `\*api.CurrentData`, "internal/render/schema/NAME.json": `kelisim.current/1`, "internal/render/openapi.json": `"/api/v1/current.json"`},
		{"docs/integrator.md": `current\.json`},
	}},
	"A rule": {"CODE", "changes-equal", []map[string]string{
		{"internal/diag/table.go": `\tChangesEqual: +\{"changes-equal", `},
		{"internal/check": `diag\.ChangesEqual[\s\S]*sameSummaryRule,|sameSummaryRule,[\s\S]*diag\.ChangesEqual`},
		{"i18n/rules.{en,kk,ru}.yaml": `(?m)^finding\.changes-equal: .*\nhint\.changes-equal: `, "i18n/prose.LANG.yaml": `(?m)^[a-z]`},
		{"cmd/kelisim/testdata/findings": `(?m)^content/.* warning changes-equal$`},
		{"./cmd/kelisim": `package main`},
	}},
	"A content language": {"LANG", "en", []map[string]string{
		{"i18n/grammar.LANG.yaml": `(?m)^alphabet:`},
		{"i18n/{pages,feeds,redlines,changes,dates,units}.LANG.yaml": `:`},
		{"i18n/prose.LANG.yaml": `:`},
		{"i18n/paper.LANG.yaml": `(?m)^annex:`},
		{"internal/citation/testdata/LANG.txt": `clause`},
	}},
}

// A recipe has few steps, and that of a language touches data alone.
func TestRecipesAreShort(t *testing.T) {
	for title, most := range map[string]int{"A page kind": 6, "An output format": 6, "A rule": 5, "A content language": 5} {
		if n := len(recipes[title].steps); n == 0 || n > most {
			t.Errorf("%s: %d steps, wanted at most %d", title, n, most)
		}
	}
	for _, step := range recipes["A content language"].steps {
		for file := range step {
			if !strings.HasPrefix(file, "i18n/") && !strings.Contains(file, "/testdata/") {
				t.Errorf("a language touches %s", file)
			}
		}
	}
}

func TestRecipes(t *testing.T) {
	design, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(design), "\n## Recipes\n")
	if !ok {
		t.Fatal("docs/design.md has no recipes")
	}
	text, _, _ = strings.Cut(text, "\n## ")
	parts := strings.Split(text, "\n**")[1:]
	if len(parts) != len(recipes) {
		t.Errorf("%d recipes, %d examples", len(parts), len(recipes))
	}
	named := regexp.MustCompile("`((?:i18n|internal|layouts|docs|cmd)/[^` ]*)`|go test (\\./[^` ]*)")
	for _, part := range parts {
		title, _, _ := strings.Cut(part, "**")
		recipe, ok := recipes[title]
		steps := regexp.MustCompile(`(?m)^\d\. `).Split(part, -1)[1:]
		if !ok || len(steps) != len(recipe.steps) {
			t.Errorf("%q has %d steps, its example %d", title, len(steps), len(recipe.steps))
			continue
		}
		for i, step := range steps {
			files := map[string]bool{}
			for _, m := range named.FindAllStringSubmatch(step, -1) {
				files[strings.TrimSuffix(m[1]+m[2], "/")] = true
			}
			for file, holds := range recipe.steps[i] {
				if name := filepath.Dir(file); !files[file] && !files[name] {
					t.Errorf("%s, step %d does not name %s", title, i+1, file)
				}
				delete(files, file)
				delete(files, filepath.Dir(file))
				follow(t, title, strings.ReplaceAll(file, recipe.word, recipe.example), regexp.MustCompile(holds))
			}
			for file := range files {
				t.Errorf("%s, step %d names %s, which nothing here checks", title, i+1, file)
			}
		}
	}
}

// follow holds that every file of a pattern has what a step says, or that the files of
// a folder have it together.
func follow(t *testing.T, recipe, pattern string, holds *regexp.Regexp) {
	t.Helper()
	found := 0
	for _, name := range braces(strings.ReplaceAll(pattern, "LANG", "*")) {
		list, err := filepath.Glob("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range list {
			found++
			if data := contents(t, file); !holds.Match(data) {
				t.Errorf("%s: %s does not hold %s", recipe, file, holds)
			}
		}
	}
	if found == 0 {
		t.Errorf("%s: there is no %s", recipe, pattern)
	}
}

// braces lists what a pattern with {a,b} stands for.
func braces(pattern string) []string {
	before, rest, ok := strings.Cut(pattern, "{")
	if !ok {
		return []string{pattern}
	}
	words, after, _ := strings.Cut(rest, "}")
	var out []string
	for word := range strings.SplitSeq(words, ",") {
		out = append(out, before+word+after)
	}
	return out
}

// contents is a file, or all files of a folder.
func contents(t *testing.T, name string) []byte {
	t.Helper()
	files := []string{name}
	if info, err := os.Stat(name); err != nil {
		t.Fatal(err)
	} else if info.IsDir() {
		if files, err = filepath.Glob(name + "/*.*"); err != nil {
			t.Fatal(err)
		}
	}
	var all []byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, data...), '\n')
	}
	return all
}

// Every file of Go that docs/design.md names is there.
func TestDesignNamesFiles(t *testing.T) {
	n := 0
	for _, m := range regexp.MustCompile(`[\w/]+\.go\b`).FindAllString(string(contents(t, "../docs/design.md")), -1) {
		name := strings.TrimPrefix(m, "internal/")
		if list, _ := filepath.Glob(name); !strings.Contains(name, "/") || len(list) > 0 {
			n++
			continue
		}
		t.Errorf("there is no internal/%s", name)
	}
	if n < 10 {
		t.Errorf("%d files", n)
	}
}

// The glossary of docs/design.md explains the words that the product is made of.
func TestGlossary(t *testing.T) {
	design := string(contents(t, "../docs/design.md"))
	_, glossary, _ := strings.Cut(design, "\n## Words of the code\n")
	for _, word := range []string{"document", "edition", "text", "clause", "timeline", "redline", "comparative table", "ledger", "finding",
		"site, page", "set", "purpose", "agreement", "citation", "unit", "run", "piece", "fold", "strand", "memo", "group, part", "standing"} {
		if !regexp.MustCompile(`(?m)^\| ` + word + `(,[^|]*)? \| [^|]{10,} \|$`).MatchString(glossary) {
			t.Errorf("the glossary does not explain %q", word)
		}
	}
}

// A language is files alone: with those of the recipe, and its name in each language of
// the site, nothing is missing; without any one of them that one is.
func TestLanguageIsFiles(t *testing.T) {
	names := []string{"grammar", "prose", "paper"}
	names = append(names, i18n.Content...)
	own := fstest.MapFS{}
	for _, name := range names {
		data, err := os.ReadFile("../i18n/" + name + ".en.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if name == "pages" {
			data = append(data, "lang.of.de: German\nlang.in.de: in German\n"...)
		}
		own[name+".de.yaml"] = &fstest.MapFile{Data: data}
	}
	lacks := func() []string {
		catalog, err := i18n.Load(i18n.Files(), own)
		if err != nil {
			t.Fatal(err)
		}
		out, err := catalog.Lacks("de", []string{"de"})
		if err != nil {
			t.Fatal(err)
		}
		set, err := language.Load(i18n.Files(), own)
		if err != nil {
			t.Fatal(err)
		}
		if set.Of("de") == nil {
			out = append(out, "grammar.de.yaml")
		}
		return out
	}
	if out := lacks(); len(out) > 0 {
		t.Errorf("with all files of the recipe there lack %v", out)
	}
	for _, name := range append(slices.Clone(i18n.Content), "grammar") {
		file := name + ".de.yaml"
		kept := own[file]
		delete(own, file)
		if out := lacks(); !slices.ContainsFunc(out, func(s string) bool { return strings.HasPrefix(s, file) }) {
			t.Errorf("without %s there lack %v", file, out)
		}
		own[file] = kept
	}
}
