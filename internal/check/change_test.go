package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// texts are one clause in two languages, as an edition has it.
func texts(kk, ru string) (out []*legal.Text) {
	for _, t := range []*legal.Text{parsed("kk", kk+"\n"), parsed("ru", ru+"\n")} {
		t.Path = string(t.Lang)
		for i := range t.Units {
			t.Units[i].Pos.File = t.Path
		}
		t.Positions = map[string]diag.Pos{}
		t.MakeIndex()
		out = append(out, t)
	}
	return out
}

// What changed in one language alone is told where the mistake is more likely: a clause
// that was reworded, in the text that was left; two figures, in the text that changed.
func TestChange(t *testing.T) {
	const kk, ru = "1. Мекеме деректерді 10 күн сақтайды.", "1. Учреждение хранит данные 10 дней."
	for _, c := range []struct {
		name           string
		oldKK, oldRU   string
		newKK, newRU   string
		file, key, not string // a finding that there must be, and the code of one that there must not
	}{
		{"nothing", kk, ru, kk, ru, "", "", "changed-in-one-language"},
		{"reworded", kk, ru, kk, "1. Учреждение уничтожает данные через 10 дней.", "kk", "changed-in-one-language", ""},
		{"a slip mended", kk, "1. Учрежденее хранит данные 10 дней.", kk, ru, "", "", "changed-in-one-language"},
		{"a figure in the first text", kk, ru, "1. Мекеме деректерді 12 күн сақтайды.", ru, "kk", "figures-differ", ""},
		{"a figure in the second text", kk, ru, kk, "1. Учреждение хранит данные 12 дней.", "ru", "figures-differ", ""},
		{"a figure in both", kk, ru, "1. Мекеме деректерді 12 күн сақтайды.", "1. Учреждение хранит данные 15 дней.", "ru", "figures-differ", "changed-in-one-language"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, new := texts(c.oldKK, c.oldRU), texts(c.newKK, c.newRU)
			no := false
			e := &legal.Edition{ID: "2", Dir: "a/2", Material: &no, Texts: new}
			d := &legal.Document{ID: "a", Kind: legal.Agreement, Languages: []legal.Lang{"kk", "ru"}, Editions: []*legal.Edition{e}}
			found := check.CheckChange(check.Change{Document: d, Edition: e, Languages: languagetest.Set(),
				Before: map[legal.Lang]*legal.Text{"kk": old[0], "ru": old[1]}})
			has := func(file, key string) bool {
				return slices.ContainsFunc(found, func(f diag.Finding) bool {
					return (file == "" || f.Pos.File == file) && strings.HasPrefix(f.Key(), key)
				})
			}
			if c.key != "" && !has(c.file, c.key) || c.not != "" && has("", c.not) {
				t.Errorf("found %s", keys(found))
			}
		})
	}
}

// Two languages are compared by what a figure counts: an identification number is one
// figure of its own kind.
func TestPairs(t *testing.T) {
	for _, c := range []struct{ name, kk, ru, want string }{
		{"the same", "1. Мекеменің БСН 990140000388, 10 күн.", "1. БИН учреждения 990140000388, 10 дней.", ""},
		{"identity", "1. Мекеменің БСН 990140000388.", "1. БИН учреждения 990140000398.", "figures-differ.bin"},
		{"a span of time", "1. Мекеме 10 күнде жауап береді.", "1. Учреждение отвечает за 12 дней.", "figures-differ"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &legal.Edition{ID: "1", Dir: "a/1", Texts: texts(c.kk, c.ru)}
			d := &legal.Document{ID: "a", Kind: legal.Agreement, Languages: []legal.Lang{"kk", "ru"}, Editions: []*legal.Edition{e}}
			found := check.CheckEdition(check.Edition{Document: d, Edition: e, Draft: true, First: true, Facts: map[string]*check.Facts{}, Languages: languagetest.Set(), Site: &legal.Site{}})
			at := slices.IndexFunc(found, func(f diag.Finding) bool { return strings.HasPrefix(f.Key(), "figures-differ") })
			if got := at >= 0; got != (c.want != "") || got && !strings.HasPrefix(found[at].Key(), c.want) {
				t.Errorf("found %s, want %q", keys(found), c.want)
			}
		})
	}
}

func keys(found diag.List) string {
	var out []string
	for _, f := range found {
		out = append(out, fmt.Sprintf("%s:%d %s", f.Pos.File, f.Pos.Line, f.Key()))
	}
	return strings.Join(out, ", ")
}
