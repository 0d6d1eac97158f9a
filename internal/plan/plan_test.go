package plan_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing/standingtest"
)

// A joined plan has every group of its plans once: those of one document in one part,
// in the order of the plans.
func TestJoin(t *testing.T) {
	g := func(name string) plan.Group { return plan.Group{Name: name} }
	stage := plan.Stage{Path: "last"}
	all := plan.Join(
		plan.Plan{Parts: []plan.Part{{"a", []plan.Group{g("a/1")}}, {"b", []plan.Group{g("b/1")}}}, Whole: []plan.Group{g("lists")}, Last: []plan.Stage{stage}},
		plan.Plan{Parts: []plan.Part{{"b", []plan.Group{g("b/1/data")}}, {"c", []plan.Group{g("c/1/data")}}}, Whole: []plan.Group{g("api")}, Last: []plan.Stage{stage, stage}},
	)
	var got []string
	for _, p := range all.Parts {
		for _, x := range p.Groups {
			got = append(got, p.Document+": "+x.Name)
		}
	}
	for _, x := range all.Whole {
		got = append(got, x.Name)
	}
	if want := []string{"a: a/1", "b: b/1", "b: b/1/data", "c: c/1/data", "lists", "api"}; !slices.Equal(got, want) || len(all.Last) != 3 {
		t.Errorf("got %v with %d stages, want %v", got, len(all.Last), want)
	}
}

// A bench reads each text of a document and compares each pair once, however many
// groups are made on it, and in however many views of the site.
func TestBench(t *testing.T) {
	w := three(t)
	b := plan.NewBench(w)
	for range 3 {
		for _, d := range w.Standing().View(true).Documents {
			all, err := b.Strands(d, w.Site.Languages)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range all {
				for i := range s.Texts[1:] {
					s.Against(0, i+1)
				}
			}
		}
	}
	if len(w.Read) == 0 || len(w.Compared) == 0 {
		t.Errorf("%d texts were read, %d pairs compared", len(w.Read), len(w.Compared))
	}
	for _, did := range []map[string]int{w.Read, w.Compared} {
		for name, n := range did {
			if n != 1 {
				t.Errorf("%s: %d times", name, n)
			}
		}
	}
}

// EmitAll stops at the first error.
func TestEmitAll(t *testing.T) {
	full := errors.New("full")
	n := 0
	err := plan.EmitAll(make([]plan.Page, 3), func(plan.Page) error {
		if n++; n == 2 {
			return full
		}
		return nil
	})
	if err != full || n != 2 {
		t.Errorf("%v after %d pages", err, n)
	}
}

// three is a site of three documents: c is annexed to a; each has edition 1 published,
// and a has 2 and 3 as drafts.
func three(t *testing.T) *standingtest.World {
	w := standingtest.New(t)
	w.Document("c").AnnexOf = "a"
	for _, id := range []string{"a", "b", "c"} {
		w.Edition(id, "1", texts("1. Мәтін "+id+"."))
		w.Publish(id, "1", time.Time{})
	}
	w.Edition("a", "2", texts("1. Екінші."))
	w.Edition("a", "3", texts("1. Үшінші."))
	return w
}

func texts(clauses ...string) map[legal.Lang][]string {
	return map[legal.Lang][]string{"kk": clauses, "ru": clauses}
}

// facts is all that groups can depend on, by what it is.
func facts(w *standingtest.World, drafts bool) map[string]string {
	view := w.Standing().View(drafts)
	f := plan.FactsOf(view, w.Site, "reading")
	out := map[string]string{"settings": f.Inputs("x"), "all": f.All()}
	for _, d := range view.Documents {
		out["own "+d.ID], out["named "+d.ID], out["family "+d.ID] = f.Own(d), f.Named(d), f.Family(d)
		for i, e := range d.Editions {
			out["texts "+d.ID+" "+e.ID] = f.Texts(d, i)
		}
	}
	return out
}

// What a change may touch, and nothing else, gets other facts.
func TestFactsArePrecise(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*standingtest.World)
		drafts bool
		want   []string
	}{
		"nothing":                      {func(*standingtest.World) {}, true, nil},
		"the words of a draft":         {func(w *standingtest.World) { w.Edition("a", "2", texts("1. Басқа.")) }, true, []string{"texts a 2", "texts a 3"}},
		"the last draft":               {func(w *standingtest.World) { w.Edition("a", "3", texts("1. Басқа.")) }, true, []string{"texts a 3"}},
		"a draft that is not shown":    {func(w *standingtest.World) { w.Edition("a", "3", texts("1. Басқа.")) }, false, nil},
		"settings of no page":          {func(w *standingtest.World) { w.Site.NoticeDays = 30 }, true, nil},
		"settings of pages":            {func(w *standingtest.World) { w.Site.Organization = map[legal.Lang]string{"kk": "X"} }, true, []string{"settings"}},
		"a title that another one has": {func(w *standingtest.World) { w.Document("a").Editions[0].Texts[0].Title = "Жаңа" }, true, []string{"all", "named c", "own a"}},
		"a kind that no record has":    {func(w *standingtest.World) { w.Document("a").Kind = legal.Policy }, true, []string{"all", "own a"}},
		"a publication": {func(w *standingtest.World) {
			w.Now = w.Now.Add(time.Hour)
			w.Publish("b", "1-1", time.Time{})
		}, false, []string{"all", "family b", "own b", "texts b 1-1"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := three(t)
			w.Edition("b", "1-1", texts("1. Тағы."))
			before := facts(w, test.drafts)
			test.change(w)
			after := facts(w, test.drafts)
			var got []string
			for what := range after {
				if before[what] != after[what] {
					got = append(got, what)
				}
			}
			if slices.Sort(got); !slices.Equal(got, test.want) {
				t.Errorf("%v changed, not %v", got, test.want)
			}
		})
	}
}

// The pages of a document name what it is annexed to, what is annexed to it and what its
// editions incorporate: they depend on what these are called and on whether they have a
// page, and on no other document.
func TestFactsOfNames(t *testing.T) {
	named := func(w *standingtest.World) map[string]string {
		out := map[string]string{}
		for what, h := range facts(w, true) {
			if strings.HasPrefix(what, "named ") {
				out[what] = h
			}
		}
		return out
	}
	for name, test := range map[string]struct {
		change func(*standingtest.World)
		want   string
	}{
		"a title of what it is annexed to": {func(w *standingtest.World) { w.Document("a").Editions[0].Texts[1].Title = "Новое" }, "named c"},
		"a title of its annex":             {func(w *standingtest.World) { w.Document("c").Editions[0].Texts[1].Title = "Новое" }, "named a named d"},
		"a language of its annex":          {func(w *standingtest.World) { w.Document("c").Editions[0].Texts[1].Lang = "en" }, "named a named d"},
		"a kind": {func(w *standingtest.World) {
			w.Document("e").Kind = legal.Policy
		}, "named d"},
		"another owner": {func(w *standingtest.World) { w.Document("e").AnnexOf = "b" }, "named b named d named e"},
		"a withdrawal":  {func(w *standingtest.World) { w.Withdraw("g", "1") }, "named d"},
		"an annex that comes": {func(w *standingtest.World) {
			w.Document("f").AnnexOf = "b"
			w.Edition("f", "1", texts("1. Қосымша."))
		}, "named b"},
		"an id": {func(w *standingtest.World) {
			w.Document("d").Incorporates[1] = "h"
			w.Document("e").ID = "h"
		}, "named d"},
		"one that is incorporated is gone": {func(w *standingtest.World) {
			w.Documents = slices.DeleteFunc(w.Documents, func(d *legal.Document) bool { return d.ID == "e" })
		}, "named d"},
	} {
		t.Run(name, func(t *testing.T) {
			w := three(t)
			w.Document("d").Incorporates = []string{"c", "e", "g"}
			for _, id := range []string{"d", "e", "g"} {
				w.Edition(id, "1", texts("1. Мәтін "+id+"."))
			}
			w.Publish("g", "1", w.Now.Add(time.Hour))
			before := named(w)
			test.change(w)
			after := named(w)
			var got []string
			for what := range before {
				if after[what] != "" && before[what] != after[what] {
					got = append(got, what)
				}
			}
			if slices.Sort(got); strings.Join(got, " ") != test.want {
				t.Errorf("%v changed, not %s", got, test.want)
			}
		})
	}
}

// A link to another document leads elsewhere if that document gets an edition: the
// text that has the link depends on it.
func TestFactsOfLinks(t *testing.T) {
	w := three(t)
	w.Edition("b", "2", texts("1. [Мәтін](doc:a@2#1)."))
	before := facts(w, true)["texts b 2"]
	w.Document("a").Editions = slices.Delete(w.Document("a").Editions, 1, 2)
	if after := facts(w, true)["texts b 2"]; after == before {
		t.Error("the link lost its target, and nobody knows")
	}
}

// A site has feeds if they have an address and something to tell.
func TestHasFeeds(t *testing.T) {
	w := three(t)
	view := w.Standing().View(false)
	empty := standingtest.New(t)
	if !plan.HasFeeds(w.Site, view) || plan.HasFeeds(&legal.Site{}, view) || plan.HasFeeds(empty.Site, empty.Standing().View(false)) {
		t.Error("feeds of nothing, or from nowhere")
	}
}

// Hash tells values apart that join to the same letters.
func TestHash(t *testing.T) {
	if plan.Hash("ab", "c") == plan.Hash("a", "bc") || plan.Hash([]string{"a"}, "b") == plan.Hash([]string{"a", "b"}) {
		t.Error("different parts have one hash")
	}
}
