package render_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/lab/synth"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/search"
)

// found is a part of the index as a browser reads it.
type found struct {
	Clauses []struct {
		anchor, label      string
		first, last, since int
	}
	Terms map[string][]int
}

func (f *found) UnmarshalJSON(data []byte) error {
	var in struct {
		Clauses [][]any
		Terms   map[string][]int
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	f.Terms = map[string][]int{}
	for term, steps := range in.Terms {
		at := 0
		for _, n := range steps {
			at += n
			f.Terms[term] = append(f.Terms[term], at)
		}
	}
	for _, a := range in.Clauses {
		if len(a) < 4 || len(a) > 6 {
			return fmt.Errorf("a wording of %d", len(a))
		}
		n := make([]int, 3)
		for i := range n {
			n[i] = int(a[2].(float64))
			if i+2 < len(a) {
				n[i] = int(a[i+2].(float64))
			}
		}
		f.Clauses = append(f.Clauses, struct {
			anchor, label      string
			first, last, since int
		}{a[0].(string), a[1].(string), n[0], n[1], n[2]})
	}
	return nil
}

// Every word of every published clause leads to a wording of that clause that stands
// in that edition; and a wording stands in every edition that it names.
func TestSearchLaw(t *testing.T) {
	words := 0
	for name, out := range outputs(t) {
		for _, lang := range []string{"kk", "ru"} {
			var index search.Index
			if err := json.Unmarshal(out[lang+"/search/index.json"], &index); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			stems := languagetest.Of(lang).Stems
			skip := stems.Skipped()
			for _, d := range index.Documents {
				var part found
				if err := json.Unmarshal(out[lang+"/search/"+d.ID+".json"], &part); err != nil {
					t.Fatalf("%s %s: %v", name, d.ID, err)
				}
				for i, e := range d.Editions {
					var text struct {
						Title   string
						Clauses []api.ClauseData
					}
					where := fmt.Sprintf("api/v1/texts/%s/%s/%s.json", d.ID, e.ID, lang)
					if err := json.Unmarshal(out[where], &text); err != nil {
						t.Fatalf("%s %s: %v", name, where, err)
					}
					anchors := map[string]bool{"": true}
					check := func(anchor, words string) (n int) {
						anchors[anchor] = true
						for _, w := range search.Words(words) {
							if skip[stems.Fold(w)] {
								continue
							}
							for _, term := range stems.Terms(w) {
								n++
								if !slices.ContainsFunc(part.Terms[term], func(k int) bool {
									c := part.Clauses[k]
									return c.anchor == anchor && c.first <= i && i <= c.last
								}) {
									t.Errorf("%s %s #%s: %q (%s) is not found", name, where, anchor, w, term)
								}
							}
						}
						return n
					}
					words += check("", text.Title)
					var walk func([]api.ClauseData)
					walk = func(list []api.ClauseData) {
						for _, c := range list {
							words += check(c.Anchor, c.Text)
							for _, inner := range c.Clauses {
								walk([]api.ClauseData{*inner})
							}
						}
					}
					walk(text.Clauses)
					for _, c := range part.Clauses {
						if e.From != "" && c.first <= i && i <= c.last && !anchors[c.anchor] {
							t.Errorf("%s %s: #%s does not stand there", name, where, c.anchor)
						}
					}
				}
			}
		}
	}
	if words < 10000 {
		t.Errorf("%d words", words)
	}
}

// What a browser loads for a search stays small: 40 KB for the sample, 1 MB for 60
// documents of some 4 KB.
func TestSearchSize(t *testing.T) {
	size := func(out output, lang string) (n int) {
		for _, name := range out.names(lang + "/search/") {
			if strings.HasSuffix(name, ".json") {
				n += len(out[name])
			}
		}
		return n
	}
	files, err := synth.Site(synth.Size{Documents: 60, Editions: 2, Bytes: 4000})
	if err != nil {
		t.Fatal(err)
	}
	large := (&site{t, files}).build(at(t, "2026-12-01T00:00:00+05:00"), false)
	for _, lang := range []string{"kk", "ru"} {
		if n := size(outputs(t)["sample"], lang); n == 0 || n > 40_000 {
			t.Errorf("the sample, %s: %d bytes", lang, n)
		}
		if n := size(large, lang); n == 0 || n > 1_000_000 {
			t.Errorf("60 documents, %s: %d bytes", lang, n)
		}
	}
}
