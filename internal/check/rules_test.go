package check_test

import (
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

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
		found := check.CheckEdition(check.Edition{Document: d, Edition: second, Facts: facts, Languages: languagetest.Set()})
		found = append(found, check.CheckChange(check.Change{Document: d, Edition: second, Before: textsOf(first), Languages: languagetest.Set()})...)
		found = append(found, check.CheckSite(check.Site{Site: &legal.Site{}, Documents: []*legal.Document{d}, Facts: facts})...)
		for _, x := range found {
			if x.Pos.Line < 0 || x.Pos.Col < 0 {
				t.Errorf("%s has no place: %v", x.Key(), x.Pos)
			}
		}
	})
}
