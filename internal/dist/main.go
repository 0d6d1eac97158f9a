// Command dist packs the program for Windows with a start file, the guides and their
// pictures into one zip. The same files give the same bytes.
//
//	go run ./internal/dist dist/kelisim-windows-amd64.exe dist/kelisim-windows.zip
package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"os"
	"path"
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

// pack writes the zip; root is the repository.
func pack(program, out, root string) error {
	files := map[string]string{"kelisim.exe": program, "CHANGELOG.md": filepath.Join(root, "CHANGELOG.md"), "LICENSE": filepath.Join(root, "LICENSE")}
	for _, pattern := range []string{"editor.*.md", "install.*.md", "commands.*.md", "findings.*.md", "administrator.md", "content.md", "desk-*.png", "editor-*.png"} {
		found, err := filepath.Glob(filepath.Join(root, "docs", pattern))
		if err != nil || len(found) == 0 {
			return errors.Join(err, fmt.Errorf("docs/%s: nothing is there", pattern))
		}
		for _, name := range found {
			files[path.Join("docs", filepath.Base(name))] = name
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	names := slices.Clone(starts)
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		data := []byte(start)
		if from, ok := files[name]; ok {
			if data, err = os.ReadFile(from); err != nil {
				return errors.Join(err, f.Close())
			}
		}
		if strings.HasSuffix(name, ".md") { // for Notepad
			data = []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: "kelisim/" + name, Method: zip.Deflate, Modified: born})
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(z.Close(), f.Close())
}
