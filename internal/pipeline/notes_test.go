package pipeline

import (
	"reflect"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/memo"
)

// What a load without notes leaves out of a published edition, its Notes give, as often as
// they are asked for; of a draft, and after a load with notes, there is nothing to add.
func TestNotes(t *testing.T) {
	w := newWorld(t)
	w.write("b/1/ru.md", "---\ntitle: б\n---\n\n1. Пользователь обязан обязан платить.\n\n2. Пользователь может обратиться  в суд.\n")
	if !w.publish("a/1", "b/1", "c/1") {
		t.Fatal("not published")
	}
	load := func(mendable bool) *Project {
		p, err := Load(Config{Root: w.files, Languages: languagetest.Set(), Mendable: mendable, Memo: memo.New(1 << 20),
			AsOf: func(zone *time.Location) (time.Time, error) { return w.now.In(zone), nil }})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	whole, without := load(false), load(true)
	notes := 0
	for _, d := range without.Standing.Documents {
		for _, e := range d.Editions {
			var want diag.List
			for _, f := range whole.Findings {
				if x := whole.Standing.Subject(f.Pos.File); x.Fixed() && f.Severity == diag.Note && x.Edition.Content.Dir == e.Content.Dir {
					want = append(want, f)
				}
			}
			notes += len(want)
			for range 2 {
				if got, err := without.Notes(e); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s/%s: %v, %v\nwant %v", d.ID, e.ID, got, err, want)
				}
			}
			if got, err := whole.Notes(whole.Standing.Edition(e.Content)); err != nil || len(got) > 0 {
				t.Errorf("%s/%s: after a load with notes %v, %v", d.ID, e.ID, got, err)
			}
		}
	}
	if notes == 0 {
		t.Error("nothing had a note")
	}
}
