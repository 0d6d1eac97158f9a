package regex_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/regex"
)

func TestRegexp(t *testing.T) {
	r := regex.Of(`(b)c?`)
	if r.String() != "(b)c?" || !r.MatchString("abc") || !r.Match([]byte("b")) || r.FindString("abc") != "bc" || r.FindStringIndex("abc")[0] != 1 ||
		r.FindStringSubmatch("abc")[1] != "b" || r.FindStringSubmatchIndex("abc")[3] != 2 || len(r.FindAllString("bb", -1)) != 2 || len(r.FindAllStringIndex("bb", -1)) != 2 ||
		len(r.FindAllIndex([]byte("bb"), -1)) != 2 || len(r.FindAllStringSubmatch("bb", -1)) != 2 || len(r.FindAllStringSubmatchIndex("bb", -1)) != 2 ||
		r.ReplaceAllString("abc", "$1") != "ab" || r.ReplaceAllStringFunc("abc", strings.ToUpper) != "aBC" || len(r.Split("abc", -1)) != 2 {
		t.Error("a method does something else than that of its name")
	}
}

// What is written as a literal has no mistake, though no test may use it.
func TestAllCompile(t *testing.T) {
	n := 0
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "dist") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../../"+path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "Of" || !isName(f.X, "regex") {
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok {
				n++
				expr, err := strconv.Unquote(lit.Value)
				if err == nil {
					_, err = regexp.Compile(expr)
				}
				if err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || n < 100 {
		t.Error(n, err)
	}
}

func isName(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}
