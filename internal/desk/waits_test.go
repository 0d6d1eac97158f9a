package desk

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// docs/ci.md names everything that a document may wait for.
func TestDocsWaits(t *testing.T) {
	source, err := os.ReadFile("waits.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`WaitFor += "([a-z]+)"`).FindAllSubmatch(source, -1)
	if len(all) < 8 {
		t.Fatalf("waits.go has %d", len(all))
	}
	for _, m := range all {
		if !strings.Contains(string(page), "`"+string(m[1])+"`") {
			t.Errorf("docs/ci.md does not name %s", m[1])
		}
	}
}

// What a draft refers to is published with it, however many drafts are ready.
func TestTogether(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	root := fstest.MapFS{"content/site.yaml": file("id: test\nlanguages: [ru]\n")}
	for i := range rehearsals + 2 {
		dir, text := fmt.Sprintf("content/a%d/", i), fmt.Sprintf("Окно %d моют весной.", i)
		switch i {
		case 0:
			text = "Окна моют [по очереди](doc:a1)."
		case 1:
			text = "Очередь ведет [дежурный](doc:a2)."
		}
		root[dir+"document.yaml"], root[dir+"1/edition.yaml"] = file("kind: rules\n"), file("")
		root[dir+"1/ru.md"] = file(fmt.Sprintf("---\ntitle: Правила %d\n---\n\n1. %s\n", i, text))
	}
	p := load(t, root)
	d := Desk{Words: languagetest.Printer("ru"), Call: func(args ...string) string { return strings.Join(args, " ") },
		Sample: func(*pipeline.Project, string, string) bool { return false }}
	for id, want := range map[string][]string{"a0": {"a1", "1", "a2", "1"}, "a1": {"a2", "1"}, "a2": nil, "none": nil} {
		if got, annexes, err := d.Together(p, id, "1"); err != nil || annexes != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v, want %q", id, got, err, want)
		}
	}
}

// A document can be published with its annexes that are ready and not published yet, and
// with what these refer to; an annex with errors stays.
func TestTogetherWithAnnexes(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	text := func(words string) *fstest.MapFile {
		return file("---\ntitle: Правила\n---\n\n1. " + words + "\n")
	}
	p := load(t, fstest.MapFS{"content/site.yaml": file("id: test\nlanguages: [ru]\n"),
		"content/pool/document.yaml": file("kind: rules\n"), "content/pool/1/edition.yaml": file(""), "content/pool/1/ru.md": text("Плавают в шапочке."),
		"content/form/document.yaml": file("kind: rules\nannex_of: pool\n"), "content/form/1/edition.yaml": file(""), "content/form/1/ru.md": text("Заявку подают [дежурному](doc:duty)."),
		"content/duty/document.yaml": file("kind: rules\n"), "content/duty/1/edition.yaml": file(""), "content/duty/1/ru.md": text("Дежурят по двое."),
		"content/list/document.yaml": file("kind: rules\nannex_of: pool\n"), "content/list/1/edition.yaml": file(""), "content/list/1/ru.md": text("Список [здесь](#9)."),
	})
	d := Desk{Words: languagetest.Printer("ru"), Call: func(args ...string) string { return strings.Join(args, " ") },
		Sample: func(*pipeline.Project, string, string) bool { return false }}
	with, annexes, err := d.Together(p, "pool", "1")
	if want := []string{"form", "1", "duty", "1"}; err != nil || with != nil || !slices.Equal(annexes, want) {
		t.Errorf("%q, %q, %v, want %q", with, annexes, err, want)
	}
}
