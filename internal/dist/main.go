// Command dist packs the program for Windows with a start file and the guides, each a page
// of its own with its pictures inside, into one zip. The same files give the same bytes.
//
//	go run ./internal/dist dist/kelisim-windows-amd64.exe dist/kelisim-windows.zip
package main

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: dist PROGRAM.exe OUT.zip")
		os.Exit(2)
	}
	if err := pack(os.Args[1], os.Args[2], "."); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

// start begins with the code page of UTF-8, so that the window shows Kazakh letters.
const start = "@echo off\r\nchcp 65001 >nul\r\ncd /d \"%~dp0\"\r\nkelisim.exe\r\nif errorlevel 1 pause\r\n"

// starts are the names of the start file.
var starts = []string{"Жұмыс орнын ашу.bat", "Открыть рабочее место.bat"}

// born is the date of every file in the zip: that of the build would differ each time.
var born = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// guides lists the guides of the zip: what lawyers read first lies beside the program.
func guides(root string) ([]guide, error) {
	first := map[string]string{"editor.kk.md": "Нұсқаулық.html", "editor.ru.md": "Руководство.html", "install.kk.md": "Орнату.html", "install.ru.md": "Установка.html"}
	out := []guide{{"CHANGELOG.md", "docs/CHANGELOG.html"}}
	for _, pattern := range []string{"editor.*.md", "install.*.md", "commands.*.md", "findings.*.md", "administrator.md", "content.md", "word.md", "ci.md", "proof.md"} {
		found, err := filepath.Glob(filepath.Join(root, "docs", pattern))
		if err != nil || len(found) == 0 {
			return nil, errors.Join(err, fmt.Errorf("docs/%s: nothing is there", pattern))
		}
		for _, name := range found {
			base := filepath.Base(name)
			out = append(out, guide{"docs/" + base, cmp.Or(first[base], "docs/"+strings.TrimSuffix(base, ".md")+".html")})
		}
	}
	return out, nil
}

// pack writes the zip; root is the repository.
func pack(program, out, root string) error {
	files := map[string][]byte{}
	for name, from := range map[string]string{"kelisim.exe": program, "LICENSE.txt": filepath.Join(root, "LICENSE")} {
		data, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		files[name] = data
	}
	for _, name := range starts {
		files[name] = []byte(start)
	}
	all, err := guides(root)
	if err != nil {
		return err
	}
	for _, g := range all {
		if files[g.to], err = g.write(root, all); err != nil {
			return err
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: "kelisim/" + name, Method: zip.Deflate, Modified: born})
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(z.Close(), f.Close())
}
