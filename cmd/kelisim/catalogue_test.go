package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/check"
)

func printer(t *testing.T, lang string) *i18n.Printer {
	t.Helper()
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	p, err := catalog.Printer(lang)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// findingKeys lists the findings of the catalogue: "anchor-missing", "encoding.utf8".
func findingKeys(t *testing.T, lang string) []string {
	t.Helper()
	var keys []string
	p := printer(t, lang)
	for _, key := range append(p.Keys("findings"), p.Keys("rules")...) {
		if k, ok := strings.CutPrefix(key, "finding."); ok {
			keys = append(keys, k)
		}
	}
	if len(keys) < 50 {
		t.Fatalf("%d findings in the catalogue", len(keys))
	}
	return keys
}

// said is one place of the program that makes a finding.
type said struct {
	pos, code, severity string
	variant             string
	args                []string
	exact               bool // variant and args stand there as literals
}

// sayings reads the program: all calls of Error, Warn and Note of a list of
// findings, and all string literals.
func sayings(t *testing.T) (calls []said, literals map[string]bool) {
	t.Helper()
	literals = map[string]bool{}
	set := token.NewFileSet()
	read := func(name string) {
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		variants := map[ast.Expr]*ast.Expr{} // of the call itself: x.Error(…).Variant = …
		named := map[ast.Expr]bool{}         // the call has a name: its variant may come later
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					literals[s] = true
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if sel, ok := left.(*ast.SelectorExpr); ok && sel.Sel.Name == "Variant" && i < len(n.Rhs) {
						variants[sel.X] = &n.Rhs[i]
					}
				}
				for _, right := range n.Rhs {
					named[right] = true
				}
			case *ast.ReturnStmt:
				for _, r := range n.Results {
					named[r] = true
				}
			case *ast.CallExpr:
				if s, ok := saying(n); ok {
					s.pos = set.Position(n.Pos()).String()
					s.exact = s.exact && !named[n]
					if v := variants[n]; v != nil {
						lit, ok := literal(*v)
						s.variant, s.exact = lit, s.exact && ok
					}
					calls = append(calls, s)
				}
			}
			return true
		})
	}
	for _, root := range []string{"../../internal", "."} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
				read(name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return calls, literals
}

// saying reads a call such as found.Error("code", pos, diag.Args{…}).
func saying(call *ast.CallExpr) (said, bool) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 3 || !slices.Contains([]string{"Error", "Warn", "Note"}, sel.Sel.Name) {
		return said{}, false
	}
	s := said{severity: map[string]string{"Error": "error", "Warn": "warning", "Note": "note"}[sel.Sel.Name], exact: true}
	if s.code, ok = literal(call.Args[0]); !ok {
		return said{}, false
	}
	switch args := call.Args[2].(type) {
	case *ast.CompositeLit:
		for _, e := range args.Elts {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				key, _ := literal(pair.Key)
				s.args = append(s.args, key)
			}
		}
	case *ast.Ident:
		s.exact = args.Name == "nil"
	default:
		s.exact = false
	}
	return s, true
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// TestCatalogueOfFindings: what the program says is in the catalogue, with
// arguments that it gives; and nothing else is.
func TestCatalogueOfFindings(t *testing.T) {
	p := printer(t, "en")
	calls, literals := sayings(t)
	keys := findingKeys(t, "en")
	if len(calls) < 50 {
		t.Fatalf("%d findings in the program", len(calls))
	}
	for _, s := range calls {
		has := slices.ContainsFunc(keys, func(k string) bool { return k == s.code || strings.HasPrefix(k, s.code+".") })
		if !has {
			t.Errorf("%s: finding.%s is not in the catalogue", s.pos, s.code)
		}
		if !s.exact || !has {
			continue
		}
		key := s.code
		if s.variant != "" {
			key += "." + s.variant
		}
		if !slices.Contains(keys, key) {
			t.Errorf("%s: finding.%s is not in the catalogue", s.pos, key)
		}
		for _, arg := range append(p.Args("finding."+key), p.Args("hint."+key)...) {
			if !slices.Contains(s.args, arg) {
				t.Errorf("%s: the message %s needs {{.%s}}", s.pos, key, arg)
			}
		}
	}
	for _, key := range keys {
		code, variant, _ := strings.Cut(key, ".")
		// structure-differs has a second form of each variant for what has no number,
		// language-mixed one for a whole text.
		if !literals[code] || variant != "" && !literals[variant] && !literals[strings.TrimSuffix(variant, "-block")] && !literals[strings.TrimSuffix(variant, "-text")] {
			t.Errorf("finding.%s is said nowhere", key)
		}
	}
	for _, key := range append(p.Keys("findings"), p.Keys("rules")...) {
		if k, ok := strings.CutPrefix(key, "hint."); ok && !slices.Contains(keys, k) {
			t.Errorf("%s has no message", key)
		}
		if k, ok := strings.CutPrefix(key, "related."); ok && !literals[k] {
			t.Errorf("%s is said nowhere", key)
		}
	}
}

// dynamic are the severities of codes that helpers say by a variable.
var dynamic = map[string]string{"ledger-": "error", "limit-": "error"}

// tables are the words of docs/findings.LANG.md.
var tables = map[string][6]string{
	"en": {"Findings", "All that kelisim says about content: one row a code, and a variant after a dot where a code has several messages. " +
		"“…” stands for what is named there. An error in a published text is told as a note: nobody can mend it.",
		"code", "severity", "message", "what to do"},
	"kk": {"Кемшіліктер", "Kelisim мазмұн туралы айтатын барлық хабар: әр кодқа бір жол; кодтың бірнеше хабары болса, нүктеден кейін оның түрі көрсетіледі. " +
		"«…» – хабарда аталатын нәрсенің орны. Жарияланған мәтіндегі қате тек ескертпе ретінде көрсетіледі: оны түзету мүмкін емес.",
		"код", "деңгейі", "хабар", "не істеу керек"},
	"ru": {"Замечания", "Все сообщения kelisim о содержании: одна строка на код; если у кода несколько сообщений, после точки указан их вид. " +
		"На месте «…» стоит то, о чем речь. Об ошибке в опубликованном тексте говорит примечание: исправить ее нельзя.",
		"код", "уровень", "сообщение", "что делать"},
}

// TestFindingsDocs holds docs/findings.LANG.md: go test ./cmd/kelisim -run Docs -update
func TestFindingsDocs(t *testing.T) {
	severity := map[string]string{}
	calls, _ := sayings(t)
	for _, s := range calls {
		if severity[s.code] == "" || s.severity == "error" {
			severity[s.code] = s.severity
		}
	}
	for _, c := range check.Codes {
		severity[c.Name] = c.Severity.String()
	}
	severity["encoding.nfd"] = "note" // its code has errors too
	for lang, words := range tables {
		t.Run(lang, func(t *testing.T) {
			got := findingsTable(t, lang, words, severity)
			name := "../../docs/findings." + lang + ".md"
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil || string(want) != got {
				t.Errorf("%s is not what the catalogue says; run go test ./cmd/kelisim -run TestFindingsDocs -update (%v)", name, err)
			}
		})
	}
}

func findingsTable(t *testing.T, lang string, words [6]string, severity map[string]string) string {
	t.Helper()
	p := printer(t, lang)
	say := func(key string) string {
		args := map[string]string{}
		for _, arg := range p.Args(key) {
			args[arg] = "…"
		}
		s, err := p.Text(key, args)
		if err != nil {
			t.Fatal(err)
		}
		return strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`).Replace(s)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n<!-- Made by TestFindingsDocs from i18n/findings.%s.yaml. Do not edit. -->\n\n%s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n",
		words[0], lang, words[1], words[2], words[3], words[4], words[5])
	for _, key := range slices.SortedFunc(slices.Values(findingKeys(t, lang)), cmp.Compare) {
		code, _, _ := strings.Cut(key, ".")
		level := cmp.Or(severity[key], severity[code])
		for _, prefix := range slices.Sorted(maps.Keys(dynamic)) {
			if level == "" && strings.HasPrefix(code, prefix) {
				level = dynamic[prefix]
			}
		}
		if level == "" {
			t.Errorf("the severity of %s is not known", key)
			continue
		}
		hint := ""
		if p.Has("hint." + key) {
			hint = say("hint." + key)
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s |\n", key, say("severity."+level), say("finding."+key), hint)
	}
	return out.String()
}
