package check_test

import (
	"testing"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/lab/synth"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

// BenchmarkRules judges an edition of two texts of 10 KB; BenchmarkChange what
// changed in it. A text's share is half of it.
func BenchmarkRules(b *testing.B) {
	d := synthetic()
	for b.Loop() {
		check.CheckEdition(check.Edition{Document: d, Edition: d.Editions[1], Facts: map[string]*check.Facts{}, Languages: languagetest.Set()})
	}
}

func BenchmarkChange(b *testing.B) {
	d := synthetic()
	for b.Loop() {
		check.CheckChange(check.Change{Document: d, Edition: d.Editions[1], Before: textsOf(d.Editions[0]), Languages: languagetest.Set()})
	}
}

// textsOf are the texts of an edition by language.
func textsOf(e *legal.Edition) map[legal.Lang]*legal.Text {
	out := map[legal.Lang]*legal.Text{}
	for _, t := range e.Texts {
		out[t.Lang] = t
	}
	return out
}

func synthetic() *legal.Document {
	d := &legal.Document{ID: "a", Kind: legal.Agreement, Languages: []legal.Lang{"kk", "ru"}}
	for i := range 2 {
		e := &legal.Edition{ID: "1"}
		for _, lang := range d.Languages {
			t, _ := source.ParseText(string(lang)+".md", lang, []byte(synth.Text(lang, 1, i+1, 10<<10)), true)
			t.Units, _ = markdown.Parse(markdown.Input{Source: t.Source, Body: t.Body, Title: t.Title, Language: languagetest.Of(string(t.Lang))})
			t.MakeIndex()
			e.Texts = append(e.Texts, t)
		}
		d.Editions = append(d.Editions, e)
	}
	return d
}
