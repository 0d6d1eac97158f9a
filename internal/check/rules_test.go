package check_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestCodes: the codes are in order, each once, and every one has messages in the
// three languages, with the same arguments.
func TestCodes(t *testing.T) {
	if !slices.IsSortedFunc(check.Codes, func(a, b check.Code) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	}) {
		t.Error("the codes are not sorted")
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	var args map[string][]string
	for _, lang := range []string{"en", "kk", "ru"} {
		p, err := catalog.Printer(lang)
		if err != nil {
			t.Fatal(err)
		}
		these := map[string][]string{}
		for _, key := range append(p.Keys("findings"), p.Keys("rules")...) {
			these[key] = p.Args(key)
			if code, ok := cutCode(key); ok {
				codes[code] = true
			}
		}
		for key := range these {
			if args != nil && !slices.Equal(args[key], these[key]) {
				t.Errorf("%s: %s has the arguments %v, elsewhere %v", lang, key, these[key], args[key])
			}
		}
		if args != nil && len(args) != len(these) {
			t.Errorf("%s has %d messages, en %d", lang, len(these), len(args))
		}
		if args == nil {
			args = these
		}
	}
	for code := range codes {
		if !slices.ContainsFunc(check.Codes, func(c check.Code) bool { return c.Name == code }) {
			t.Errorf("%s has messages and is not among the codes", code)
		}
	}
	for _, c := range check.Codes {
		if !codes[c.Name] {
			t.Errorf("%s has no message", c.Name)
		}
	}
}

func cutCode(key string) (string, bool) {
	const prefix = "finding."
	if len(key) < len(prefix) || key[:len(prefix)] != prefix {
		return "", false
	}
	code := key[len(prefix):]
	for i := range code {
		if code[i] == '.' {
			return code[:i], true
		}
	}
	return code, true
}

// FuzzRules: no text makes a rule fail, and every finding has a place in it.
func FuzzRules(f *testing.F) {
	f.Add("## 1. Жалпы\n\n1.1. Осы Келісім (бұдан әрі – Келісім) 2026 жылғы 1 желтоқсаннан, 2.1-тармақ, 10 000 теңге, +7 717 2.\n", "1. Екі  сөз ,\n")
	f.Add("пп. 2.1 и 2.2, п. 5 настоящего, 15.01.2024 г., a@b.kz, https://x.kz/, «а (б», [дата] ___ cоглашение\n", "ІІ. (а) \"\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 1<<13 || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		no := false
		edition := func(kk, ru string) *legal.Edition {
			e := &legal.Edition{ID: "1", Dir: "a/1", Material: &no, Texts: []*legal.Text{parsed("kk", kk), parsed("ru", ru)}}
			for _, x := range e.Texts {
				x.Positions = map[string]diag.Pos{}
				x.MakeIndex()
			}
			return e
		}
		first, second := edition(a, b), edition(b, a)
		d := &legal.Document{ID: "a", Kind: legal.Consent, Languages: []legal.Lang{"kk", "ru"}, Editions: []*legal.Edition{first, second}}
		facts := map[string]*check.Facts{}
		found := check.CheckEdition(check.Edition{Document: d, Edition: second, Facts: facts})
		found = append(found, check.CheckChange(check.Change{Document: d, Edition: second, Before: textsOf(first)})...)
		found = append(found, check.CheckSite(check.Site{Site: &legal.Site{}, Documents: []*legal.Document{d}, Facts: facts})...)
		for _, x := range found {
			if x.Pos.Line < 0 || x.Pos.Col < 0 {
				t.Errorf("%s has no place: %v", x.Key(), x.Pos)
			}
		}
	})
}
