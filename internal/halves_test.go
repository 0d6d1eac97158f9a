package internal_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/i18n"
)

// A language may need other words behind a name than before it, so no sentence is put
// together of halves: what stands directly behind a message on a page is introduced by a
// colon or a dash, or begins a sentence of its own.

// behind is a message with a value, a link or another template directly behind it, in one
// line of a layout.
var behind = regexp.MustCompile(`\{\{t "([a-z.-]+)"[^{}]*\}\}(?:\{\{end\}\})? (?:<(?:a|b|span|time)\b|\{\{(?:template|name|within|span|instant|join|count)\b)`)

func TestNoHalvesOfSentences(t *testing.T) {
	catalogue, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	files, err := fs.Glob(os.DirFS("../layouts"), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile("../layouts/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range behind.FindAllStringSubmatch(string(data), -1) {
			found++
			for _, lang := range []string{"kk", "ru", "en"} {
				p, err := catalogue.Printer(lang)
				if err != nil {
					t.Fatal(err)
				}
				said, err := p.Text(m[1], nil)
				if err != nil {
					continue // it has arguments, and is a sentence
				}
				if !strings.HasSuffix(said, ":") && !strings.HasSuffix(said, "–") && !strings.HasSuffix(said, ".") {
					t.Errorf("%s: %s (%s) is half of a sentence: %q", file, m[1], lang, said)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no layout puts anything behind a message: the pattern is out of date")
	}
}

// speaks are the methods that say a message.
var speaks = map[string]bool{"t": true, "say": true, "text": true, "Text": true}

// In code, too, only punctuation stands between a message and what follows it.
func TestNoHalvesInCode(t *testing.T) {
	found := 0
	sources(t, func(file string) {
		set, tree := parsed(t, file)
		ast.Inspect(tree, func(n ast.Node) bool {
			sum, ok := n.(*ast.BinaryExpr)
			if !ok || sum.Op != token.ADD {
				return true
			}
			all := operands(sum)
			for k := range len(all) - 1 {
				if !isMessage(all[k]) {
					continue
				}
				found++
				next, literal := all[k+1].(*ast.BasicLit)
				if !literal || !strings.ContainsAny(next.Value, ":;,.()\\") && k+2 < len(all) {
					t.Errorf("%s: a message goes on with what is no message", set.Position(all[k].Pos()))
				}
			}
			return false
		})
	})
	if found == 0 {
		t.Error("no code puts anything behind a message: the names of methods are out of date")
	}
}

// operands are what a sum adds, in order.
func operands(e ast.Expr) []ast.Expr {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return append(operands(sum.X), operands(sum.Y)...)
	}
	return []ast.Expr{e}
}

// isMessage reports whether an expression says a message by its key.
func isMessage(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !speaks[method.Sel.Name] {
		return false
	}
	key, ok := call.Args[0].(*ast.BasicLit)
	return ok && key.Kind == token.STRING
}
