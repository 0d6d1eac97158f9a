package main

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The zip has the program, a start file in both languages and the guides; what a guide
// links to is there, too; and it is the same whenever it is made.
func TestPack(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "kelisim.exe")
	if err := os.WriteFile(program, []byte("MZ"), 0o755); err != nil {
		t.Fatal(err)
	}
	var made [2][]byte
	for i := range made {
		out := filepath.Join(dir, "out.zip")
		if err := pack(program, out, "../.."); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		made[i] = data
	}
	if !bytes.Equal(made[0], made[1]) {
		t.Error("made twice, the zip differs")
	}
	z, err := zip.NewReader(bytes.NewReader(made[0]), int64(len(made[0])))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimPrefix(f.Name, "kelisim/")] = string(data)
	}
	if files["kelisim.exe"] != "MZ" || !strings.Contains(files[starts[0]], "chcp 65001") || files[starts[1]] != files[starts[0]] {
		t.Errorf("the program or its start file: %q", files[starts[0]])
	}
	// Each guide is one page that a double click opens: it takes nothing in from elsewhere,
	// and what it leads to is there, down to the heading.
	link := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	for _, guide := range []string{"Нұсқаулық.html", "Руководство.html", "Орнату.html", "Установка.html"} {
		links := link.FindAllStringSubmatch(files[guide], -1)
		if len(links) < 2 {
			t.Errorf("%s has %d links", guide, len(links))
		}
		for _, m := range links {
			name, fragment, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if strings.HasPrefix(name, "data:image/png;base64,") {
				continue
			}
			to, ok := files[path.Join(path.Dir(guide), name)]
			if name == "" {
				to, ok = files[guide], true
			}
			if !ok || fragment != "" && !strings.Contains(to, ` id="`+fragment+`"`) {
				t.Errorf("%s leads to %s, which is not in the zip", guide, m[1])
			}
		}
		if strings.Contains(files[guide], "picture-of") || strings.Contains(files[guide], ".invalid") || strings.Contains(files[guide], "<!--") {
			t.Errorf("%s has what stands for something else", guide)
		}
	}
	for _, guide := range []string{"Нұсқаулық.html", "Руководство.html"} {
		if n := strings.Count(files[guide], "<img "); n < 4 {
			t.Errorf("%s has %d pictures", guide, n)
		}
		if n := strings.Count(files[guide], "<h3 "); n < 12 {
			t.Errorf("%s has %d steps", guide, n)
		}
	}
}
