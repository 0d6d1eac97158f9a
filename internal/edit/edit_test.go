package edit_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

// parsed reads a text as the pipe does.
func parsed(t *testing.T, raw []byte) *legal.Text {
	t.Helper()
	text, _ := source.ParseText("ru.md", "ru", raw, true)
	text.Units, _ = markdown.Parse(markdown.Input{Path: "ru.md", Source: text.Source, Body: text.Body, Title: text.Title, Language: languagetest.Of("ru")})
	return text
}

const sample = "---\ntitle: Правила\n---\n\n\n# Общие положения\n\n1. Первый пункт.\n\n1.1. Подпункт:\n1) один;\n\n2) два.\n\n> цитата\n\n2. Второй  \nпункт.\n\n\n| а | б |\n|---|---|\n| 1 | 2 |\n\n## Дальше\n\nАбзац.\n"

// forms are a text with the line ends, marks and ends that editors' programs leave.
func forms(s string) []string {
	crlf := strings.ReplaceAll(s, "\n", "\r\n")
	mixed := strings.Replace(s, "\n\n1.1", "\r\n\r\n1.1", 1)
	return []string{s, crlf, mixed, "\ufeff" + s, "\ufeff" + crlf, strings.TrimRight(s, "\n"), s + "\n\n \n", "без заголовка\n\n1. Пункт.\n", "", "---\ntitle: x\n---\n",
		"---\ntitle: x\n---", "---\ntitle: x\n", s + "\xff\xfe лишнее\n", s + "3. С\rвозвратом\n"}
}

// Parts are the body: what is not edited stays to the byte, whatever the file holds.
func TestCut(t *testing.T) {
	for _, s := range forms(sample) {
		raw := []byte(s)
		text := parsed(t, raw)
		parts := edit.Cut(raw, text)
		if got := edit.Replace(raw, parts, nil); !bytes.Equal(got, raw) {
			t.Errorf("nothing edited: %q became %q", raw, got)
		}
		same := map[int]string{}
		for i, p := range parts {
			same[i] = p.Text
		}
		if got := edit.Replace(raw, parts, same); !bytes.Equal(got, raw) {
			t.Errorf("the same words: %q became %q", raw, got)
		}
	}
	var keys []string
	for _, p := range edit.Cut([]byte(sample), parsed(t, []byte(sample))) {
		keys = append(keys, p.Key)
	}
	if len(keys) != 5 || keys[1] != "1" || keys[2] != "1.1" || keys[3] != "2" {
		t.Errorf("keys %q", keys)
	}
}

// Random edits of random parts: the other parts, the front matter, and the blank
// lines between them keep every byte, and the file's line ends are those of new lines.
func TestReplaceKeeps(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	words := []string{"Другой текст.", "1.7. Новый.\nв две строки", "", "  ", "с хвостом \n\n\n", "\nс пустой строкой впереди", "# Заголовок"}
	for range 400 {
		all := forms(sample)
		raw := []byte(all[rng.IntN(len(all))])
		parts := edit.Cut(raw, parsed(t, raw))
		if len(parts) == 0 {
			continue
		}
		i, text := rng.IntN(len(parts)), words[rng.IntN(len(words))]
		got := edit.Replace(raw, parts, map[int]string{i: text})
		lines := bytes.SplitAfter(raw, []byte("\n"))
		before := bytes.Join(lines[:min(parts[i].Line, len(lines))-1], nil)
		var after []byte
		if i+1 < len(parts) {
			after = bytes.Join(lines[parts[i+1].Line-1:], nil)
		}
		if !bytes.HasPrefix(got, before) || !bytes.HasSuffix(got, after) {
			t.Fatalf("part %d of %q = %q: became %q", i, raw, text, got)
		}
		if crlf := bytes.Contains(raw, []byte("\r\n")); !crlf && bytes.Contains(got, []byte("\r\n")) || crlf && !bare(raw) && bare(got) {
			t.Fatalf("line ends of %q became %q", raw, got)
		}
	}
}

// bare reports whether a line ends in LF alone.
func bare(data []byte) bool {
	return bytes.Contains(bytes.ReplaceAll(data, []byte("\r\n"), nil), []byte("\n"))
}

// A field holds the words of a heading; its mark stays in the file.
func TestReplaceHeading(t *testing.T) {
	raw := []byte("---\ntitle: A\n---\n## 1. General\n\n1.1. One.\n\n###  Part\n")
	parts := edit.Cut(raw, parsed(t, raw))
	var marks, words []string
	for _, p := range parts {
		marks, words = append(marks, p.Mark), append(words, p.Text)
	}
	if !slices.Equal(marks, []string{"## ", "", "###  "}) || !slices.Equal(words, []string{"1. General", "1.1. One.", "Part"}) {
		t.Fatalf("%q %q", marks, words)
	}
	for _, c := range []struct {
		part       int
		words, was string
		want       string
	}{
		{0, "1. Terms", "## 1. General", "## 1. Terms"},
		{0, "### 1. Terms", "## 1. General", "### 1. Terms"},
		{0, "1. Terms\n\nAs follows:", "## 1. General", "## 1. Terms\n\nAs follows:"},
		{0, "", "## 1. General\n\n", ""},
		{2, "Other", "###  Part", "###  Other"},
		{2, "\nA paragraph.", "###  Part", "\nA paragraph."},
		{1, "## Now a heading", "1.1. One.", "## Now a heading"},
	} {
		want := strings.Replace(string(raw), c.was, c.want, 1)
		if got := string(edit.Replace(raw, parts, map[int]string{c.part: c.words})); got != want {
			t.Errorf("%q: %q, want %q", c.words, got, want)
		}
	}
}

func TestReplaceLine(t *testing.T) {
	for _, end := range []string{"\n", "\r\n"} {
		raw := []byte("\ufeffа" + end + "б" + end + "в")
		for line, want := range map[int]string{0: string(raw), 1: "\ufeffX" + end + "б" + end + "в", 2: "\ufeffа" + end + "X" + end + "в", 3: "\ufeffа" + end + "б" + end + "X", 4: string(raw)} {
			if got := string(edit.ReplaceLine(raw, line, "X")); got != want {
				t.Errorf("line %d: %q, want %q", line, got, want)
			}
		}
	}
}

func TestSet(t *testing.T) {
	for _, c := range []struct{ in, key, value, want string }{
		{"", "material", "true", "material: true\n"},
		{"# когда\n", "effective", "2026-12-01", "# когда\neffective: 2026-12-01\n"},
		{"# почему\nmaterial: # да или нет\n", "material", "false", "# почему\nmaterial: false # да или нет\n"},
		{"material: true # так решено\n# конец\n", "material", "false", "material: false # так решено\n# конец\n"},
		{"material:\r\neffective: 2026-01-01\r\n", "material", "true", "material: true\r\neffective: 2026-01-01\r\n"},
		{"effective: 2026-01-01\n\n# о приказе\nmaterial: true\n", "effective", "", "\n# о приказе\nmaterial: true\n"},
		{"title: Старый\nchanges: |\n  Одно.\n  Другое.\n# хвост\n", "changes", "Новое.\nИ еще.", "title: Старый\nchanges: |\n  Новое.\n  И еще.\n# хвост\n"},
		{"title: Старый\nchanges: много\n  строк здесь\n", "changes", "Одна", "title: Старый\nchanges: Одна\n"},
		{"title: \"Старый\" # имя\n", "title", "Новый: «да»", "title: \"Новый: «да»\" # имя\n"},
		{"title: Старый\n", "title", "Новый: да", "title: \"Новый: да\"\n"},
		{"title: 'Ста''рый'\n", "title", "Новый", "title: \"Новый\"\n"},
		{"title: Старый", "changes", "Да", "title: Старый\nchanges: Да\n"},
		{"approved: {act: order, number: \"1\", date: 2026-01-01} # первый\n", "approved.number", "2-НҚ", "approved: {act: order, number: \"2-НҚ\", date: 2026-01-01} # первый\n"},
		{"approved:\n  act: order # приказ\n  date: 2026-01-01\nmaterial: true\n", "approved.number", "7", "approved:\n  act: order # приказ\n  date: 2026-01-01\n  number: 7\nmaterial: true\n"},
		{"approved:\n  act: order # приказ\n  date: 2026-01-01\n", "approved.act", "decision", "approved:\n  act: decision # приказ\n  date: 2026-01-01\n"},
		{"material: true\n", "approved.act", "order", "material: true\napproved: {act: order}\n"},
		{"approved: {act: order}\n", "approved.date", "2026-01-01", "approved: {act: order, date: 2026-01-01}\n"},
		{"approved: {act: order, number: 5, date: 2026-01-01}\n", "approved.number", "", "approved: {act: order, date: 2026-01-01}\n"},
		{"approved: {act: order, date: 2026-01-01}\n", "approved.date", "", "approved: {act: order}\n"},
		{"approved: {act: order}\nmaterial: true\n", "approved.act", "", "material: true\n"},
		{"approved:\n  act: order\nmaterial: true\n", "approved.act", "", "material: true\n"},
	} {
		got, err := edit.Set([]byte(c.in), c.value, strings.Split(c.key, ".")...)
		if err != nil || string(got) != c.want {
			t.Errorf("%q with %s = %q:\ngot  %q %v\nwant %q", c.in, c.key, c.value, got, err, c.want)
		}
	}
	for _, in := range []string{"{title: x}", "title: [", "- a\n", "title: &a x\nchanges: *a\n"} {
		if got, err := edit.Set([]byte(in), "y", "title"); err == nil && !strings.Contains(string(got), "y") {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// Random values set in random files: the value is read back, and all lines that do
// not belong to it stay to the byte.
func FuzzSet(f *testing.F) {
	f.Add("title: а # б\nchanges: |\n  в\n  г\n# д\nmaterial: true\n", "новое: «значение»", 1)
	f.Add("approved: {act: order, number: \"1\", date: 2026-01-01}\r\n", "2", 4)
	f.Add("approved:\n  act: order\n\n  # номер\n  number: 1\n", "- да", 4)
	f.Add("\ufeff# пусто\n", "null", 0)
	f.Add("title: >-\n  а\n  б\n\nchanges: x\n", "а\n\n  б", 0)
	keys := [][]string{{"title"}, {"changes"}, {"material"}, {"effective"}, {"approved", "number"}}
	f.Fuzz(func(t *testing.T, in, value string, k int) {
		path := keys[((k%len(keys))+len(keys))%len(keys)]
		out, err := edit.Set([]byte(in), value, path...)
		if err != nil {
			return // refused: the file stays as it is
		}
		if got, want := edit.Value(out, path...), strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n")); got != want {
			t.Fatalf("%q with %q: %q says %q", in, value, out, got)
		}
		comments := func(s string) []string {
			var out []string
			for line := range strings.Lines(s) {
				if strings.HasPrefix(line, "#") {
					out = append(out, strings.TrimRight(line, "\r\n"))
				}
			}
			return out
		}
		have := comments(string(out))
		for _, c := range comments(in) {
			if !slices.Contains(have, c) && !strings.Contains(in, "|") && !strings.Contains(in, ">") {
				t.Fatalf("%q with %q: lost %q in %q", in, value, c, out)
			}
		}
	})
}

// A file that somebody changed meanwhile is not written, nor one that appeared.
func TestWrite(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	hash := func() string {
		h, err := edit.Hash(root, "a.md")
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if err := edit.Write(root, "a.md", edit.None, []byte("1")); err != nil {
		t.Fatal(err)
	}
	base := hash()
	var changed *edit.ChangedError
	if err := edit.Write(root, "a.md", edit.None, []byte("2")); !errors.As(err, &changed) || changed.Now != base {
		t.Errorf("a file that appeared: %v", err)
	}
	if err := edit.Write(root, "a.md", base, []byte("2")); err != nil {
		t.Fatal(err)
	}
	if err := edit.Write(root, "a.md", base, []byte("3")); !errors.As(err, &changed) || changed.Now != hash() {
		t.Errorf("a file that changed: %v", err)
	}
	if data, _ := root.ReadFile("a.md"); string(data) != "2" {
		t.Errorf("holds %q", data)
	}
	entries, err := os.ReadDir(root.Name())
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

func TestSetHead(t *testing.T) {
	for in, want := range map[string]string{
		"---\ntitle: А\n---\n\nТекст: да\n":                  "---\ntitle: Б\n---\n\nТекст: да\n",
		"\ufeff---\r\n# имя\r\ntitle: А\r\n---\r\nТекст\r\n": "\ufeff---\r\n# имя\r\ntitle: Б\r\n---\r\nТекст\r\n",
		"---\r\n---\r\nТекст\r\n":                            "---\r\ntitle: Б\r\n---\r\nТекст\r\n",
		"Текст\n":                                            "---\ntitle: Б\n---\nТекст\n",
		"Текст\r\n":                                          "---\r\ntitle: Б\r\n---\r\nТекст\r\n",
		"":                                                   "---\ntitle: Б\n---\n",
	} {
		got, err := edit.SetHead([]byte(in), "Б", "title")
		if err != nil || string(got) != want || edit.HeadValue(got, "title") != "Б" {
			t.Errorf("%q became %q %v, want %q", in, got, err, want)
		}
	}
}

// Several editors of one folder, each with a root of its own, add their words again and
// again: no word is lost, and what a program that died left behind stops nobody.
func TestWriteAtOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".kelisim-a.md"), []byte("torn"), 0o644); err != nil {
		t.Fatal(err)
	}
	const editors, times = 4, 15
	var wait sync.WaitGroup
	for editor := range editors {
		wait.Go(func() {
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Error(err)
				return
			}
			defer root.Close()
			for n := 0; n < times; {
				was, err := root.ReadFile("a.md")
				if err != nil {
					t.Error(err)
					return
				}
				err = edit.Write(root, "a.md", legal.SHA256(was), fmt.Appendf(was, "%d-%d\n", editor, n))
				var changed *edit.ChangedError
				switch {
				case err == nil:
					n++
				case !errors.As(err, &changed):
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	data, err := os.ReadFile(filepath.Join(dir, "a.md"))
	if err != nil {
		t.Fatal(err)
	}
	for editor := range editors {
		for n := range times {
			if !bytes.Contains(data, fmt.Appendf(nil, "%d-%d\n", editor, n)) {
				t.Errorf("the words %d-%d are lost", editor, n)
			}
		}
	}
}
