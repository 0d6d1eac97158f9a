package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kelisim/kelisim/internal/lab/synth"
)

// diffs compares two texts of 9 KB, as whole processes.
func (b *bench) diffs() error {
	old, new := filepath.Join(b.dir, "old.md"), filepath.Join(b.dir, "new.md")
	for edition, path := range []string{old, new} {
		if err := os.WriteFile(path, []byte(synth.Text("ru", 1, edition, 9<<10)), 0o666); err != nil {
			return err
		}
	}
	ours, err := b.median("diff", command{name: b.kelisim, args: []string{"diff", old, new}, fails: true}, nil)
	if err != nil {
		return err
	}
	git, err := b.median("git diff", command{name: "git", args: []string{"diff", "--no-index", "--word-diff", old, new}, fails: true}, nil)
	if err != nil {
		return err
	}
	b.add("diff of two texts of 9 KB", ours, 0, 0)
	b.add("git diff --word-diff of the same", git, 0, 0)
	b.beside("diff beside git", "3", ours, git)
	return nil
}

// growth builds sites of one document that grows.
func (b *bench) growth() error {
	clauses := func(n int) func(int) string {
		return func(edition int) string {
			var t strings.Builder
			for k := range n {
				if k%20 == 0 {
					fmt.Fprintf(&t, "## %d. Раздел %d\n\n", k/20+1, k/20+1)
				}
				fmt.Fprintf(&t, "%d.%d. %s обязан соблюдать требование номер %d и уведомлять пользователя.\n\n", k/20+1, k%20+1, party(edition), k)
			}
			return t.String()
		}
	}
	few := func(edition int) string {
		var t strings.Builder
		for k := range 40 {
			fmt.Fprintf(&t, "%d. Пункт %d говорит о редакции %d.\n\n", k+1, k+1, (edition-k%10)/10)
		}
		return t.String()
	}
	for _, group := range []struct {
		what   string
		by     int // the last is so many times the first
		wanted string
		sizes  []grown
	}{
		{"1,000 to 8,000 clauses, a word changed in each", 8, "linear: 8", []grown{{"1,000 clauses", 2, clauses(1000)}, {"2,000 clauses", 2, clauses(2000)}, {"4,000 clauses", 2, clauses(4000)}, {"8,000 clauses", 2, clauses(8000)}}},
		{"50 to 200 editions of 40 clauses", 4, "linear: 4", []grown{{"50 editions", 50, few}, {"200 editions", 200, few}}},
		{"a text of 250 KB to one of 1 MB", 4, "linear: 4", []grown{{"250 KB", 2, clauses(1350)}, {"1 MB", 2, clauses(5400)}}},
	} {
		var first, last cost
		for i, g := range group.sizes {
			took, files, bytes, err := b.grow(g)
			if err != nil {
				return err
			}
			b.add("one document, "+g.name, took, files, bytes)
			if last = took; i == 0 {
				first = took
			}
		}
		b.beside(group.what, group.wanted, last, first)
	}
	return nil
}

// grown is a document of one size.
type grown struct {
	name     string
	editions int
	text     func(edition int) string
}

func party(edition int) string { return []string{"Оператор", "Владелец"}[edition%2] }

// grow builds a document whose editions are drafts, without a cache.
func (b *bench) grow(g grown) (took cost, files, bytes int64, err error) {
	dir := filepath.Join(b.dir, "grown")
	defer os.RemoveAll(dir)
	put := func(name, text string) {
		path := filepath.Join(dir, "content", name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o777)
		}
		if err == nil {
			err = os.WriteFile(path, []byte(text), 0o666)
		}
	}
	put("site.yaml", "id: bench\nbase_url: https://example.kz/\nlanguages: [ru]\n")
	put("rules/document.yaml", "kind: rules\n")
	for e := range g.editions {
		front, settings := "---\ntitle: Правила\n", fmt.Sprintf("effective: %d-%02d-01\n", 2027+e/12, e%12+1)
		if e > 0 {
			front, settings = front+"changes: Новое.\n", settings+"material: true\n"
		}
		put(fmt.Sprintf("rules/%d/ru.md", e+1), front+"---\n\n"+g.text(e))
		put(fmt.Sprintf("rules/%d/edition.yaml", e+1), settings)
	}
	if err != nil {
		return
	}
	out := filepath.Join(dir, "public")
	c := command{name: b.kelisim, args: []string{"-C", dir, "build", "--quiet", "--drafts", "--as-of", asOf, "--output", out}, env: []string{"KELISIM_CACHE=off"}}
	if took, err = b.median(g.name, c, func(int) error { return os.RemoveAll(out) }); err == nil {
		files, bytes, err = size(out)
	}
	return
}
