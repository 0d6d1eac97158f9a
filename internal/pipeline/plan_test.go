package pipeline

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/layouts"
)

// world is a site whose content changes.
type world struct {
	t       *testing.T
	files   fstest.MapFS
	now     time.Time
	r       *render.Renderer
	ordered func(legal.Lang) bool // see Config
}

func newWorld(t *testing.T) *world {
	t.Helper()
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.New(layouts.Files(), catalog, languagetest.Set(), []legal.Lang{"kk", "ru"}, legal.Accent{})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, files: fstest.MapFS{}, now: time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), r: r}
	w.write("site.yaml", "id: example.org\nbase_url: https://example.org/x/\nlanguages: [kk, ru]\norganization: X\n")
	w.write("ledger.jsonl", "")
	w.document("a", "kind: agreement\nincorporates: [b]\n")
	w.document("b", "kind: policy\n")
	w.document("c", "kind: consent\nannex_of: a\n")
	return w
}

func (w *world) write(name, text string) {
	w.files["content/"+name] = &fstest.MapFile{Data: []byte(text)}
}

func (w *world) document(id, yaml string) {
	w.write(id+"/document.yaml", yaml)
	w.edition(id, "1", "a")
}

// edition writes a draft. Its text names other documents.
func (w *world) edition(doc, id, word string) {
	w.write(doc+"/"+id+"/edition.yaml", "material: true\n")
	for _, lang := range []string{"kk", "ru"} {
		link := "[b](doc:b)"
		if doc == "b" {
			link = "[a](doc:a#2)"
		}
		w.write(doc+"/"+id+"/"+lang+".md", fmt.Sprintf("---\ntitle: %s %s\nchanges: %s %s\n---\n\n1. %s %s %s.\n\n2. %s.\n", doc, lang, id, lang, word, lang, link, doc))
	}
}

func (w *world) load(exact ...string) *Project {
	w.t.Helper()
	p, err := w.config(Config{Root: w.files, Exact: exact, AsOf: func(zone *time.Location) (time.Time, error) { return w.now.In(zone), nil }})
	if err != nil {
		w.t.Fatal(err)
	}
	if blocking := p.Blocking(); len(blocking) > 0 {
		w.t.Fatal(blocking)
	}
	return p
}

// config loads a site in the languages of the tests.
func (w *world) config(cfg Config) (*Project, error) {
	cfg.Languages, cfg.Ordered = languagetest.Set(), w.ordered
	return Load(cfg)
}

// editions lists the ids of a document's editions in content.
func (w *world) editions(doc string) []string {
	var out []string
	for name := range w.files {
		if m, _ := path.Match("content/"+doc+"/*/edition.yaml", name); m {
			out = append(out, strings.Split(name, "/")[2])
		}
	}
	slices.SortFunc(out, legal.CompareEditionIDs)
	return out
}

func (w *world) append(records []ledger.Record) {
	data := w.files["content/ledger.jsonl"].Data
	for _, r := range records {
		data = append(append(bytes.Clone(data), r.Line()...), '\n')
	}
	w.write("ledger.jsonl", string(data))
}

// publish reports whether the ledger took the editions ("a/1") that were asked for.
func (w *world) publish(editions ...string) bool {
	p := w.load(editions...)
	var asked []ledger.Publication
	for _, name := range editions {
		x := p.Standing.Subject("content/" + name)
		asked = append(asked, ledger.Publication{Document: x.Document.Document, Edition: x.Edition.Content})
	}
	records, _, err := p.Publish(asked)
	if err != nil {
		w.t.Fatal(err)
	}
	w.append(records)
	return len(records) > 0
}

// change makes a random change and says which.
func (w *world) change(rnd *rand.Rand) string {
	w.now = w.now.Add(time.Duration(1+rnd.IntN(40)) * time.Hour)
	doc := string("abc"[rnd.IntN(3)])
	ids := w.editions(doc)
	last := ids[len(ids)-1]
	published := w.load().Standing.Document(doc)
	draft := published.Edition(last) != nil && published.Edition(last).Draft()
	switch n := rnd.IntN(12); {
	case n < 4 && draft:
		if w.publish(doc + "/" + last) {
			return "publish " + doc
		}
		var all []string // with what it refers to
		for _, d := range w.load().Drafts() {
			all = append(all, d.Document+"/"+d.Edition)
		}
		return fmt.Sprint("publish all: ", w.publish(all...))
	case n < 6 && !draft:
		w.edition(doc, strconv.Itoa(len(ids)+1), fmt.Sprint("word", rnd.IntN(100)))
		if rnd.IntN(2) == 0 {
			w.write(doc+"/"+strconv.Itoa(len(ids)+1)+"/edition.yaml", "material: false\neffective: "+w.now.AddDate(0, 0, rnd.IntN(9)).Format(time.DateOnly)+"\n")
		}
		if rnd.IntN(3) == 0 {
			delete(w.files, "content/"+doc+"/"+strconv.Itoa(len(ids)+1)+"/ru.md")
		}
		return "draft of " + doc
	case n < 8 && draft:
		w.edition(doc, last, fmt.Sprint("word", rnd.IntN(100)))
		return "edit " + doc + " " + last
	case n == 8:
		p := w.load()
		records, _ := ledger.Withdraw(p.Records, p.AsOf, doc, last)
		w.append(records)
		return fmt.Sprint("withdraw ", doc, " ", last, " ", len(records))
	case n == 9:
		p := w.load()
		records, _ := ledger.Repeal(p.Records, p.AsOf, doc, p.AsOf.AddDate(0, 0, 3))
		w.append(records)
		return fmt.Sprint("repeal ", doc, " ", len(records))
	case n == 10:
		w.write("site.yaml", "id: example.org\nlanguages: [kk, ru]\norganization: "+string("XY"[rnd.IntN(2)])+"\n"+
			[]string{"", "base_url: https://example.org/x/\n"}[rnd.IntN(2)]+[]string{"", "downloads: [docx]\n", "downloads: [table-docx, text-docx]\n"}[rnd.IntN(3)])
		return "settings"
	}
	w.now = w.now.AddDate(0, rnd.IntN(3), 0)
	return "clock"
}

// made is the files of a group by path, as hashes.
type made map[string][sha256.Size]byte

// alone makes a group on a bench of its own.
func (w *world) alone(p *Project, g plan.Group) made {
	w.t.Helper()
	out := made{}
	err := g.Make(plan.NewBench(p.store), func(page plan.Page) error {
		data, err := w.r.Page(page)
		if _, twice := out[page.Path]; twice {
			w.t.Errorf("%s: makes %s twice", g.Name, page.Path)
		}
		out[page.Path] = sha256.Sum256(data)
		return err
	})
	if err != nil {
		w.t.Fatal(g.Name, err)
	}
	return out
}

func groups(p plan.Plan) []plan.Group {
	all := slices.Clone(p.Whole)
	for _, part := range p.Parts {
		all = append(all, part.Groups...)
	}
	return all
}

// holders names the groups that hold a path.
func holders(list []plan.Group, path string) (names []string) {
	for _, g := range list {
		if g.Holds(path) {
			names = append(names, g.Name)
		}
	}
	return names
}

// The laws of package plan, through random changes of a site: groups of one name
// with equal inputs make equal files, with drafts and without; groups made alone
// make what a build makes; no two have a name or a file in common, and each holds its own files alone.
func TestGroups(t *testing.T) {
	kept, changed, published := 0, 0, 0
	for seed := range uint64(2) {
		w, rnd := newWorld(t), rand.New(rand.NewPCG(seed, 1))
		seen := map[string]made{}
		for range 10 {
			records := len(w.load().Records)
			what := w.change(rnd)
			p := w.load()
			published += len(p.Records) - records
			for _, drafts := range []bool{false, true} {
				all := p.plan(drafts)
				list := groups(all)
				var mu sync.Mutex
				sums, site := map[string]string{}, made{}
				_, err := p.Render(w.r, drafts, func(name string, data []byte) error {
					mu.Lock()
					defer mu.Unlock()
					site[name] = sha256.Sum256(data)
					if address.Summed(name) {
						sums[name] = legal.SHA256(data)
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				list = append(list, assets(w.r))
				for _, stage := range all.Last {
					list = append(list, stage.Group(sums))
				}
				names, union := map[string]bool{}, made{}
				for _, g := range list {
					if names[g.Name] {
						t.Errorf("two groups are called %s", g.Name)
					}
					names[g.Name] = true
					files := w.alone(p, g)
					for name := range files {
						if _, twice := union[name]; twice {
							t.Errorf("two groups make %s", name)
						}
					}
					maps.Copy(union, files)
					for name := range files {
						if holding := holders(list, name); !slices.Equal(holding, []string{g.Name}) {
							t.Errorf("%s makes %s, which %v hold", g.Name, name, holding)
						}
					}
					key := g.Name + " " + g.Inputs()
					if before, ok := seen[key]; !ok {
						changed++
					} else if kept++; !maps.Equal(before, files) {
						t.Fatalf("seed %d, after %q, drafts %v: %s has equal inputs and other files", seed, what, drafts, g.Name)
					}
					seen[key] = files
				}
				if !maps.Equal(union, site) {
					t.Fatalf("seed %d, after %q: groups made alone make %d files, a build %d, or other bytes", seed, what, len(union), len(site))
				}
			}
		}
	}
	if kept < changed || published < 5 {
		t.Errorf("%d groups had inputs that were seen before, %d had not; %d records", kept, changed, published)
	}
}

// inputs are the groups of a plan.
func inputs(p plan.Plan) map[string]string {
	out := map[string]string{}
	for _, g := range groups(p) {
		out[g.Name] = g.Inputs()
	}
	return out
}

// differing names the groups whose inputs differ, or that one plan lacks.
func differing(a, b map[string]string) []string {
	var out []string
	for name := range a {
		if a[name] != b[name] {
			out = append(out, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Inputs are precise: what is not shown, or not named, does not change them.
func TestInputsPrecise(t *testing.T) {
	w := newWorld(t)
	if !w.publish("a/1", "b/1", "c/1") {
		t.Fatal("nothing is published")
	}
	w.now = w.now.Add(time.Hour)
	w.edition("a", "2", "first")
	published, drafts := inputs(w.load().plan(false)), inputs(w.load().plan(true))

	w.edition("a", "2", "second")
	if got := differing(published, inputs(w.load().plan(false))); len(got) > 0 {
		t.Errorf("a draft's change changes the inputs of published groups: %v", got)
	}
	if got, want := differing(drafts, inputs(w.load().plan(true))), []string{"a/2", "a/coming", "a/history"}; !slices.Equal(got, want) {
		t.Errorf("a draft's change changes the inputs of %v, not of %v", got, want)
	}

	// c names a, which b does not: b's pages, texts and data stay, in another year, too.
	w.edition("c", "2", "next")
	w.now = w.now.AddDate(1, 0, 0)
	published = inputs(w.load().plan(false))
	if !w.publish("c/2") {
		t.Fatal("c 2")
	}
	for _, name := range differing(published, inputs(w.load().plan(false))) {
		if strings.HasPrefix(name, "b/") || name == "a/1" || name == "a/history" || name == "a/1/data" {
			t.Errorf("publishing an edition of c changes the inputs of %s", name)
		}
	}
}

// The same content gives the same inputs, so that nothing is made again.
func TestPlanIsStable(t *testing.T) {
	w := newWorld(t)
	w.publish("a/1", "b/1", "c/1")
	if got := differing(inputs(w.load().plan(true)), inputs(w.load().plan(true))); len(got) > 0 {
		t.Errorf("the same content gives other inputs of %v", got)
	}
}
