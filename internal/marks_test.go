package internal_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// No file of the project holds the marks that a merge leaves where two changes meet: a
// stylesheet would drop what stands around them without a word. Scripts and fixtures
// (.txtar) may, since they try the finding merge-marks.
func TestNoMergeMarks(t *testing.T) {
	files := 0
	for _, top := range []string{"cmd", "content", "docs", "i18n", "internal", "layouts"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "unpacked"):
				return fs.SkipDir
			case !d.Type().IsRegular() || strings.HasSuffix(name, ".txtar"):
				return nil
			}
			files++
			data, err := os.ReadFile(name)
			for line := range bytes.Lines(data) {
				if bytes.HasPrefix(line, []byte("<<<<<<"+"< ")) || bytes.HasPrefix(line, []byte(">>>>>>"+"> ")) {
					t.Errorf("%s: %s", name, line)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if files < 500 {
		t.Errorf("%d files", files)
	}
}
