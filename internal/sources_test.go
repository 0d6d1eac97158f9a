package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// sources calls f with each file of Go code that is no test, by its path from the root.
func sources(t *testing.T, f func(file string)) {
	t.Helper()
	for _, folder := range []string{"cmd", "i18n", "internal", "layouts"} {
		err := fs.WalkDir(os.DirFS(".."), folder, func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (file == "internal/e2e" || d.Name() == "testdata"):
				return fs.SkipDir
			case path.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go"):
				f(file)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// parsed is a file of sources as a syntax tree.
func parsed(t *testing.T, file string) (*token.FileSet, *ast.File) {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, "../"+file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return set, tree
}
