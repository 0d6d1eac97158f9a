package check

import (
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
)

// A finding that only follows from a stronger one is left out; no error is, for less.
func TestUnsaid(t *testing.T) {
	at := func(file string, line int) diag.Pos { return diag.Pos{File: "content/a/2/" + file, Line: line, Col: 1} }
	finding := func(code diag.Code, variant string, pos diag.Pos, related ...diag.Related) diag.Finding {
		return diag.Finding{Code: code, Variant: variant, Severity: code.Severity(), Pos: pos, Related: related}
	}
	place := func(key, file string, line int) diag.Related { return diag.Related{Key: key, Pos: at(file, line)} }
	says := func(f diag.Finding, args diag.Args) diag.Finding { f.Args = args; return f }
	alone := finding(diag.FiguresDiffer, "reference", at("ru.md", 9), place("other-text", "kk.md", 9), place(changedAlone, "ru.md", 9))
	changed := finding(diag.ChangedInOneLanguage, "", at("kk.md", 9), place("other-text", "ru.md", 9))
	unnamed := finding(diag.ChangesClause, "unnamed", at("ru.md", 3), place("other-place", "ru.md", 9))
	word := says(finding(diag.WordMisspelt, "known", at("ru.md", 9)), diag.Args{"word": "Впрваве"})
	force := func(here, there string) diag.Finding {
		return says(finding(diag.ForceDiffers, "negation", at("kk.md", 9), place("other-text", "ru.md", 9)), diag.Args{"here": here, "there": there})
	}
	ledger := diag.Finding{Code: diag.LedgerMismatch, Severity: diag.Error, Pos: diag.Pos{File: "content/a/1/ru.md"}}
	for name, x := range map[string]struct {
		list diag.List
		want []int
	}{
		"a wrong reference in one language":  {diag.List{unnamed, changed, alone, finding(diag.ReferenceMissing, "", at("ru.md", 9))}, []int{3}},
		"a number that one language changed": {diag.List{unnamed, changed, alone}, []int{2}},
		"a clause elsewhere":                 {diag.List{finding(diag.ChangesClause, "unnamed", at("ru.md", 3), place("other-place", "ru.md", 11)), changed}, []int{0, 1}},
		"a summary that names too much":      {diag.List{finding(diag.ChangesClause, "", at("ru.md", 9)), changed}, []int{0, 1}},
		"a misspelt negation":                {diag.List{word, force("емес", "–")}, []int{0}},
		"the word itself":                    {diag.List{word, force("емес", "впрваве")}, []int{0}},
		"another word":                       {diag.List{word, force("емес", "не вправе")}, []int{0, 1}},
		"what the other text lacks":          {diag.List{word, force("–", "не вправе")}, []int{0, 1}},
		"a published text that was edited":   {diag.List{ledger, changed, unnamed, word}, []int{0, 3}},
		"a day that edition.yaml has otherwise": {diag.List{finding(diag.FiguresDiffer, "date", at("ru.md", 9), place("other-text", "kk.md", 9)),
			finding(diag.DateDiffers, "effective", at("kk.md", 9))}, []int{1}},
		"a figure that is replaced in one text": {diag.List{finding(diag.ChangedOtherwise, "figures", at("ru.md", 9)), finding(diag.FiguresDiffer, "sum", at("ru.md", 9))}, []int{0, 1}},
		"a BIN that lacks a digit":              {diag.List{finding(diag.FiguresDiffer, "bin", at("ru.md", 9)), finding(diag.BINDigit, "length", at("ru.md", 9))}, []int{1}},
		"an item that one text lacks":           {diag.List{finding(diag.StructureDiffers, "missing", at("ru.md", 9)), finding(diag.NumberGap, "", at("ru.md", 11), place("other-place", "ru.md", 9))}, []int{0}},
		"a paragraph of another language":       {diag.List{finding(diag.LanguageMixed, "ru", at("kk.md", 9)), finding(diag.TranslationMissing, "", at("kk.md", 9))}, []int{0}},
		"a summary that names another clause":   {diag.List{unnamed, finding(diag.ChangesClause, "", at("ru.md", 3))}, []int{1}},
		"a key of another language":             {diag.List{finding(diag.MaterialMissing, "", at("edition.yaml", 0)), finding(diag.KeyUnknown, "", at("edition.yaml", 6))}, []int{1}},
		"a key that is misspelt elsewhere":      {diag.List{finding(diag.MaterialMissing, "", at("edition.yaml", 0)), finding(diag.KeyUnknown, "", at("ru.md", 6))}, []int{0, 1}},
		"a day of effect that is no date": {diag.List{finding(diag.DateDiffers, "no-effective", at("ru.md", 9)), finding(diag.ProseDate, "later", at("kk.md", 9)),
			finding(diag.DateInvalid, "form", at("edition.yaml", 1))}, []int{2}},
		"a text of the other language": {diag.List{changed, finding(diag.FiguresDiffer, "sum", at("kk.md", 11), place("other-text", "ru.md", 11)), finding(diag.LanguageMixed, "kk-text", at("ru.md", 2)), word}, []int{2, 3}},
		"an error stays": {diag.List{finding(diag.StructureDiffers, "missing", at("ru.md", 9)), finding(diag.NumberOrder, "", at("ru.md", 9)),
			finding(diag.WordsDiffer, "", at("ru.md", 9))}, []int{0, 1}},
	} {
		var want []diag.Pos
		for _, i := range x.want {
			want = append(want, x.list[i].Pos)
		}
		var got []diag.Pos
		for _, f := range Unsaid(x.list) {
			got = append(got, f.Pos)
		}
		if len(got) != len(x.want) || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
