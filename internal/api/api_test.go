package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing/standingtest"
)

// site is two documents. Of a edition 1 is in force, 2 comes in a month, 3 is a draft;
// of b edition 1 is in force, in Kazakh alone.
func site(t *testing.T) *standingtest.World {
	w := standingtest.New(t)
	w.Edition("a", "1", both("1. Бірінші тармақ.", "2. Екінші тармақ."))
	w.Edition("b", "1", map[legal.Lang][]string{"kk": {"1. Саясат."}})
	w.Publish("a", "1", time.Time{})
	w.Publish("b", "1", time.Time{})
	w.Edition("a", "2", both("1. Бірінші тармақ.", "2. Екінші жаңа тармақ.", "3. Үшінші тармақ."))
	w.Publish("a", "2", w.Now.AddDate(0, 1, 0))
	w.Edition("a", "3", both("1. Құпия жоба."))
	return w
}

func both(clauses ...string) map[legal.Lang][]string {
	return map[legal.Lang][]string{"kk": clauses, "ru": clauses}
}

func planOf(w *standingtest.World) plan.Plan {
	return api.Plan(api.Input{Site: w.Site, Standing: w.Standing(), Reading: "reading", Ledger: ledgertest.Bytes(w.Records), Records: w.Records, Version: "1"})
}

// sums are hashes of all files that others name.
func sums() map[string]string {
	out := map[string]string{address.Element: strings.Repeat("0", 64), address.Index: strings.Repeat("1", 64), address.Current: strings.Repeat("2", 64)}
	for _, lang := range []legal.Lang{"kk", "ru"} {
		for _, doc := range []string{"a", "b"} {
			out[address.DocumentData(doc)] = legal.SHA256([]byte(doc))
			for n := range 3 {
				name := address.Embed(lang, doc, fmt.Sprint(n+1))
				out[name] = legal.SHA256([]byte(name))
			}
		}
	}
	return out
}

// made is what each group of a site makes, each on a bench of its own, and its inputs.
func made(t *testing.T, w *standingtest.World) (files, inputs map[string]string) {
	t.Helper()
	p := planOf(w)
	groups := slices.Clone(p.Whole)
	for _, part := range p.Parts {
		groups = append(groups, part.Groups...)
	}
	for _, stage := range p.Last {
		groups = append(groups, stage.Group(sums()))
	}
	files, inputs = map[string]string{}, map[string]string{}
	paths := map[string]bool{}
	for _, g := range groups {
		if _, twice := inputs[g.Name]; twice {
			t.Errorf("two groups are called %s", g.Name)
		}
		inputs[g.Name] = g.Inputs()
		if err := g.Make(plan.NewBench(w), func(page plan.Page) error {
			if paths[page.Path] {
				t.Errorf("%s is made twice", page.Path)
			}
			paths[page.Path] = true
			data, err := json.MarshalIndent(page.View, "", " ")
			files[g.Name] += page.Path + "\n" + string(data) + "\n"
			return err
		}); err != nil {
			t.Fatal(g.Name, err)
		}
	}
	return files, inputs
}

// Through changes of a site groups of one name with equal inputs make equal files, and
// what does not concern a group leaves its inputs as they were.
func TestEqualInputsEqualFiles(t *testing.T) {
	w := site(t)
	files, inputs := made(t, w)
	changes := []struct {
		name   string
		change func()
		same   []string // groups that are as before, by the beginning of the name
	}{
		{"a draft's words", func() { w.Edition("a", "3", both("1. Басқа құпия.")) }, slices.Collect(maps.Keys(inputs))},
		{"an instant that changes nothing", func() { w.Now = w.Now.Add(time.Hour) }, []string{"a/", "b/", "api/current.json", "api/index.json"}},
		{"an edition takes effect", func() { w.Now = w.Now.AddDate(0, 1, 0) }, []string{"b/"}},
		{"a publication", func() { w.Publish("a", "3", w.Now.AddDate(0, 0, 9)) }, []string{"b/"}},
		{"the address of the site", func() { w.Site.BaseURL = "" }, nil},
	}
	for _, c := range changes {
		c.change()
		next, nextInputs := made(t, w)
		for name := range nextInputs {
			if inputs[name] == nextInputs[name] && files[name] != next[name] {
				t.Errorf("after %s %s has equal inputs and other files:\n%s", c.name, name, cmp.Diff(files[name], next[name]))
			}
			for _, begin := range c.same {
				if strings.HasPrefix(name, begin) && inputs[name] != nextInputs[name] {
					t.Errorf("%s concerns %s", c.name, name)
				}
			}
		}
		files, inputs = next, nextInputs
	}
}

// The data holds what is published, and no word of a draft.
func TestNoDraftInData(t *testing.T) {
	files, _ := made(t, site(t))
	all := strings.Join(slices.Collect(maps.Values(files)), "")
	if strings.Contains(all, "Құпия") || strings.Contains(all, "/a/3") {
		t.Error("a draft is in the data")
	}
	for _, path := range []string{address.TextData("kk", "a", "2"), address.RedlineData("ru", "a", "2"), address.ComingData("kk", "a", "1"), address.TextData("kk", "b", "1")} {
		if !strings.Contains(all, path+"\n") {
			t.Errorf("%s is missing", path)
		}
	}
	if strings.Contains(all, address.TextData("ru", "b", "1")) || strings.Contains(all, address.RedlineData("kk", "a", "1")) {
		t.Error("there is data of a text that is not")
	}
}

// What is said of the ledger is what its bytes say, and heartbeat.json names the
// instant of the build and the bytes of the two files that a form reads next.
func TestHeartbeat(t *testing.T) {
	w := site(t)
	p := planOf(w)
	last := p.Last[len(p.Last)-1].Group(sums())
	err := last.Make(plan.NewBench(w), func(page plan.Page) error {
		v, ok := page.View.(*api.HeartbeatData)
		if !ok || page.Path != address.Heartbeat {
			t.Fatalf("%s is %T", page.Path, page.View)
		}
		records, sum := ledger.Head(ledgertest.Bytes(w.Records))
		if !v.Built.Equal(w.Now) || v.Ledger != (api.HeadData{Records: records, SHA256: sum}) || !v.NextChange.Equal(w.Now.AddDate(0, 1, 0)) {
			t.Errorf("built %s, ledger %v, next %s", v.Built, v.Ledger, v.NextChange)
		}
		if v.Index.SHA256 != sums()[address.Index] || v.Current.SHA256 != sums()[address.Current] {
			t.Errorf("names %v and %v", v.Index, v.Current)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Each clause says since which edition its words are so.
func TestSince(t *testing.T) {
	w := site(t)
	p := planOf(w)
	got := map[string]string{}
	for _, g := range p.Parts[0].Groups {
		if err := g.Make(plan.NewBench(w), func(page plan.Page) error {
			if v, ok := page.View.(*api.TextData); ok && v.Edition == "2" && v.Language == "kk" {
				for _, c := range v.Clauses {
					got[c.Number] = c.Since
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if want := map[string]string{"1": "1", "2": "2", "3": "2"}; !maps.Equal(got, want) {
		t.Errorf("clauses are since %v, want %v", got, want)
	}
}
