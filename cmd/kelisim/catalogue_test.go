package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestCatalogueOfFindings: the catalogues hold the messages of the codes, all of
// them and no others, and these name the arguments that the codes have.
func TestCatalogueOfFindings(t *testing.T) {
	declared := map[string]diag.Code{}
	for _, c := range diag.Codes() {
		for _, v := range c.Variants() {
			declared[diag.Finding{Code: c, Variant: v}.Key()] = c
		}
	}
	for _, lang := range []string{"en", "kk", "ru"} {
		p := languagetest.Printer(lang)
		for key := range declared {
			if !p.Has("finding." + key) {
				t.Errorf("%s: finding.%s is not in the catalogue", lang, key)
			}
		}
		for _, key := range slices.Concat(p.Keys("findings"), p.Keys("rules"), p.Keys("studio")) {
			kind, name, _ := strings.Cut(strings.TrimPrefix(key, "desk."), ".")
			if kind != "finding" && kind != "hint" {
				continue
			}
			code, ok := declared[name]
			if !ok {
				t.Errorf("%s: %s is the message of no code", lang, key)
				continue
			}
			for _, arg := range p.Args(key) {
				name, form, _ := strings.Cut(arg, "_")
				kind, ok := code.Args()[name]
				if !ok || !slices.Contains(cases[kind], form) { // the name itself may have a _
					_, ok = code.Args()[arg]
				}
				if !ok {
					t.Errorf("%s: %s names {{.%s}}, which %s does not have", lang, key, arg, code)
				}
			}
		}
	}
}

// cases are the forms in which messages may name an argument, by its kind.
var cases = map[diag.Kind][]string{
	diag.Language: {"", "text", "of", "in", "removed", "hereinafter", "itself"},
	diag.Unit:     {"", "of", "in"},
}

// tables are the words of docs/findings.LANG.md.
var tables = map[string][6]string{
	"en": {"Findings", "All that kelisim says about content: one row a code, and a variant after a dot where a code has several messages. " +
		"“…” stands for what is named there. An error in a published text is told as a note: nobody can mend it.",
		"code", "severity", "message", "what to do"},
	"kk": {"Кемшіліктер", "Kelisim мазмұн туралы айтатын барлық хабар: әр кодқа бір жол; кодтың бірнеше хабары болса, нүктеден кейін оның түрі көрсетіледі. " +
		"«…» – хабарда аталатын нәрсенің орны. Жарияланған мәтіндегі қате тек түсініктеме ретінде көрсетіледі: оны түзету мүмкін емес.",
		"код", "деңгейі", "хабар", "не істеу керек"},
	"ru": {"Замечания", "Все сообщения kelisim о содержании: одна строка на код; если у кода несколько сообщений, после точки указан их вид. " +
		"На месте «…» стоит то, о чем речь. Об ошибке в опубликованном тексте говорит примечание: исправить ее нельзя.",
		"код", "уровень", "сообщение", "что делать"},
}

// TestFindingsDocs holds docs/findings.LANG.md: go test ./cmd/kelisim -run Docs -update
func TestFindingsDocs(t *testing.T) {
	for lang, words := range tables {
		t.Run(lang, func(t *testing.T) {
			got := findingsTable(t, lang, words)
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

func findingsTable(t *testing.T, lang string, words [6]string) string {
	t.Helper()
	p := languagetest.Printer(lang)
	say := func(key string) string {
		args := map[string]string{}
		for _, arg := range p.Args(key) {
			args[arg] = "…"
		}
		s, err := p.Text(key, args)
		if err != nil {
			t.Fatal(err)
		}
		return strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`, "[", `\[`).Replace(s)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n<!-- Made by TestFindingsDocs from i18n/findings.%s.yaml. Do not edit. -->\n\n%s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n",
		words[0], lang, words[1], words[2], words[3], words[4], words[5])
	for _, c := range diag.Codes() {
		for _, v := range c.Variants() {
			var list diag.List
			f := list.AddVariant(c, v, diag.Pos{}, nil)
			key := f.Key()
			hint := ""
			if p.Has("hint." + key) {
				hint = say("hint." + key)
			}
			fmt.Fprintf(&out, "| `%s` | %s | %s | %s |\n", key, say("severity."+f.Severity.String()), say("finding."+key), hint)
		}
	}
	return out.String()
}
