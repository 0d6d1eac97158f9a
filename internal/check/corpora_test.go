//go:build corpora

package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

// TestCorpora counts the findings in a folder of loose texts, to judge the rules
// by hand:
//
//	KELISIM_CORPORA=DIR KELISIM_SAMPLE=lookalike go test -tags corpora -run Corpora -v ./internal/check
//
// A folder's name tells the language (ru-…, kk-…), else it is English. Files of
// one folder are successive editions.
func TestCorpora(t *testing.T) {
	root := corpora.Dir(t)
	sample := os.Getenv("KELISIM_SAMPLE")
	counts, texts, size := map[string]int{}, map[string]int{}, 0
	var spent, change time.Duration
	n := 0
	last := map[string]*legal.Edition{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" || d.Name() == "README.md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		folder, lang := filepath.Base(filepath.Dir(path)), legal.Lang(corpora.Language(path))
		text, _ := source.ParseText(path, lang, data, false)
		text.Units, _ = markdown.Parse(markdown.Input{Path: path, Source: text.Source, Body: text.Body, Title: text.Title, Language: languagetest.Of(string(lang))})
		if text.Positions == nil {
			text.Positions = map[string]diag.Pos{} // no front matter is no mistake here
		}
		text.MakeIndex()
		no := false
		e := &legal.Edition{ID: "1", Dir: filepath.Dir(path), Texts: []*legal.Text{text}, Material: &no}
		doc := &legal.Document{ID: "x", Languages: []legal.Lang{lang}, Kind: legal.Policy, Editions: []*legal.Edition{e}}
		facts := map[string]*check.Facts{}
		start := time.Now()
		found := check.CheckEdition(check.Edition{Document: doc, Edition: e, First: true, Facts: facts, Languages: languagetest.Set()})
		found = append(found, check.CheckSite(check.Site{Site: &legal.Site{}, Documents: []*legal.Document{doc}, Facts: facts})...)
		spent += time.Since(start)
		n++
		size += len(data)
		if before := last[filepath.Dir(path)]; before != nil {
			start = time.Now()
			found = append(found, check.CheckChange(check.Change{Document: doc, Edition: e, Before: textsOf(before), Languages: languagetest.Set()})...)
			change += time.Since(start)
		}
		last[filepath.Dir(path)] = e
		seen := map[string]bool{}
		for _, f := range found {
			key := string(lang) + " " + f.Key()
			counts[key]++
			if !seen[key] {
				texts[key]++
				seen[key] = true
			}
			if f.Severity == diag.Error && f.Code != diag.MaterialMissing {
				t.Errorf("an error of the rules: %s", f.Key())
			}
			if sample != "" && strings.HasPrefix(key, sample) || strings.HasPrefix(f.Key(), sample) && sample != "" {
				lines := strings.Split(string(text.Source), "\n")
				line := ""
				if f.Pos.Line > 0 && f.Pos.Line <= len(lines) {
					r := []rune(lines[f.Pos.Line-1])
					from := max(0, f.Pos.Col-60)
					line = string(r[min(from, len(r)):min(len(r), from+140)])
				}
				fmt.Printf("%s/%s:%d:%d: %s %v\n      %s\n", folder, d.Name(), f.Pos.Line, f.Pos.Col, f.Key(), f.Args, line)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("no texts")
	}
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		fmt.Printf("%-45s %6d in %3d texts\n", k, counts[k], texts[k])
	}
	fmt.Printf("%d texts, %d KB; rules %v a text, changes %v\n", n, size>>10, spent/time.Duration(n), change/time.Duration(n))
}
