package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
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
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, guide := range []string{"docs/editor.kk.md", "docs/editor.ru.md", "docs/install.kk.md", "docs/install.ru.md"} {
		links := link.FindAllStringSubmatch(files[guide], -1)
		if len(links) < 2 {
			t.Errorf("%s has %d links", guide, len(links))
		}
		for _, m := range links {
			if _, ok := files[filepath.ToSlash(filepath.Join("docs", m[1]))]; !ok {
				t.Errorf("%s links to %s, which is not in the zip", guide, m[1])
			}
		}
	}
}
