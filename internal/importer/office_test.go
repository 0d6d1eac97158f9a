//go:build office

package importer

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/diff"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// entry is a paragraph of a paper, or a row of a table.
type entry struct {
	text  string
	head  bool // set in bold, in the middle
	item  bool
	cells []string
}

// paper is a text whose structure is known.
type paper struct {
	name, lang string
	entries    []entry
	want       []string
}

// TestOfficeRoads: a text that LibreOffice saved or printed, a browser printed or saved,
// or Word copied has the structure that it had before, or a warning says where not. The
// texts are those of testdata/layouts and, if KELISIM_CORPORA names a folder, its Russian
// and Kazakh ones, whose differences are counted alone.
func TestOfficeRoads(t *testing.T) {
	dir := t.TempDir()
	own, others := ownPapers(t), corpora(t)
	makeFiles(t, dir, append(slices.Clone(own), others...))
	for _, p := range own {
		n, differ, silent, unsure := roads(t, dir, p)
		if n < 11 || len(silent) > 0 {
			t.Errorf("%s: %d files; without a warning differ %s", p.name, n, strings.Join(silent, "\n"))
		}
		t.Logf("%s: %d files, %d differ, %d warnings", p.name, n, differ, unsure)
	}
	for _, p := range others {
		n, differ, silent, unsure := roads(t, dir, p)
		t.Logf("%s: %d files, %d differ, %d of them without a warning, %d warnings", p.name, n, differ, len(silent), unsure)
	}
}

// roads imports the files that were made of a paper.
func roads(t *testing.T, dir string, p paper) (files, differ int, silent []string, unsure int) {
	made, _ := filepath.Glob(filepath.Join(dir, "out", p.name+".*"))
	for _, f := range made {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(f)
		got, res := structureIn(base, data, p.lang)
		want := loosen(p.want)
		if strings.Contains(base, ".browser") { // Chromium draws bullets, pdftotext reads none
			got, want = unlisted(got), unlisted(want)
		}
		warned := 0
		for _, x := range res.Found {
			if x.Severity != diag.Note {
				warned++
			}
		}
		files, unsure = files+1, unsure+warned
		if d := differences(got, want); len(d) > 0 {
			differ++
			if warned == 0 {
				silent = append(silent, base+":\n"+strings.Join(d, "\n"))
			}
		}
	}
	return files, differ, silent, unsure
}

// unlisted takes items for paragraphs.
func unlisted(all []string) (out []string) {
	for _, s := range all {
		out = append(out, strings.Replace(s, "item 0", "paragraph 0", 1))
	}
	return out
}

// structureIn lists what an import gives: titles, kinds, acts and units.
func structureIn(name string, data []byte, lang string) (out []string, res Result) {
	res = Import(name, data, Options{Language: legal.Lang(lang), Languages: languagetest.Set()})
	for i, d := range res.Drafts {
		out = append(out, fmt.Sprintf("= %s (%s)", d.Title, d.Kind))
		if d.Approved != nil {
			out = append(out, fmt.Sprintf("approved: {%s %s %s}", d.Approved.Act, d.Approved.Number, d.Approved.Date))
		}
		units, found := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: words(legal.Lang(lang))})
		for _, u := range units[1:] {
			out = append(out, unitLine(&u))
		}
		for _, f := range found {
			if f.Code != diag.AnchorRepeated {
				out = append(out, fmt.Sprint("draft ", i, " has ", f.Key()))
			}
		}
	}
	return loosen(out), res
}

// unitLine is a unit as structureOf writes it.
func unitLine(u *legal.Unit) string {
	return fmt.Sprintf("%v %d %s %s", u.Kind, u.Level, u.Label.Text, u.Plain())
}

var level = regexp.MustCompile(`^heading [0-9]`)

// loosen drops what no text file holds: the levels of headings, kinds of spaces and hyphens.
func loosen(all []string) (out []string) {
	for _, s := range all {
		s = strings.NewReplacer("\u00a0", " ", "\u00ad", "", "\u2011", "-").Replace(s)
		s = level.ReplaceAllString(s, "heading")
		s = strings.ReplaceAll(s, "\n", " ")
		out = append(out, strings.Join(strings.Fields(s), " "))
	}
	return out
}

// differences are the lines of which two lists differ.
func differences(got, want []string) (out []string) {
	for _, e := range diff.Edits(want, got, diff.Cost[string]{}) {
		for _, l := range want[e.A0:e.A1] {
			out = append(out, "- "+l)
		}
		for _, l := range got[e.B0:e.B1] {
			out = append(out, "+ "+l)
		}
	}
	return out
}

// ownPapers are the texts of testdata/layouts.
func ownPapers(t *testing.T) (out []paper) {
	sources := layoutSources(t)
	for _, file := range slices.Sorted(maps.Keys(sources)) {
		ps := sources[file]
		p := paper{name: strings.TrimSuffix(filepath.Base(file), ".txt"), lang: string(lang(file))}
		p.want = structureOf("a.txt", strings.Join(ps, "\n\n")+"\n", file)
		heads := map[string]bool{}
		for _, w := range p.want {
			if k, ok := strings.CutPrefix(w, "= "); ok {
				heads[k[:strings.LastIndex(k, " (")]] = true
			}
			if k, ok := strings.CutPrefix(w, "heading "); ok {
				heads[strings.TrimSpace(k[2:])] = true
			}
		}
		for _, s := range ps {
			mark, rest := cutBullet(s)
			if mark == "" || isOddBullet(mark) {
				mark, rest = "", s
			}
			p.entries = append(p.entries, entry{text: rest, head: heads[s], item: mark != ""})
		}
		out = append(out, p)
	}
	return out
}

// attributes are marks of another Markdown than ours: {: datetime="2025-11-05" }.
var attributes = regexp.MustCompile(` *\{:[^}]*\}|<br>`)

// corpora are the newest Russian and Kazakh texts of KELISIM_CORPORA.
func corpora(t *testing.T) (out []paper) {
	root := os.Getenv("KELISIM_CORPORA")
	if root == "" {
		return nil
	}
	folders, _ := filepath.Glob(filepath.Join(root, "*", "[kr][ku]-*"))
	for _, folder := range folders {
		files, _ := filepath.Glob(filepath.Join(folder, "[0-9]*.md"))
		if len(files) == 0 {
			t.Fatalf("no texts in %s", folder)
		}
		data, err := os.ReadFile(files[len(files)-1])
		if err != nil {
			t.Fatal(err)
		}
		data = attributes.ReplaceAll(data, nil)
		p := paper{name: filepath.Base(folder), lang: filepath.Base(folder)[:2]}
		res := Import("a.md", data, Options{Language: legal.Lang(p.lang), Languages: languagetest.Set()})
		if len(res.Drafts) == 0 {
			t.Fatalf("%s: %v", folder, res.List())
		}
		d := res.Drafts[0]
		p.want = append(p.want, fmt.Sprintf("= %s (%s)", d.Title, d.Kind))
		p.entries = append(p.entries, entry{text: d.Title, head: true})
		units, _ := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: words(legal.Lang(p.lang))})
		for _, u := range units[1:] {
			p.want = append(p.want, unitLine(&u))
			s := entry{text: strings.ReplaceAll(strings.TrimSpace(u.Label.Text+" "+u.Plain()), "\n", " "), head: u.Kind == legal.Heading, item: u.Kind == legal.Item}
			if u.Kind == legal.Row {
				for _, c := range u.Cells {
					text := ""
					for _, r := range c {
						text += r.Text
					}
					s.cells = append(s.cells, text)
				}
			}
			p.entries = append(p.entries, s)
		}
		out = append(out, p)
	}
	return out
}
