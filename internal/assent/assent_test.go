package assent_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/assent"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/standing/standingtest"
)

// draft is an edition of a consent as its editor thinks of it: the words of each clause by
// language, purpose by purpose, and last those that belong to no purpose.
type draft struct {
	words     map[legal.Lang][4]string
	purposes  []legal.Purpose
	material  bool
	named     []string // material for these alone
	withdrawn bool
}

func (d draft) purpose(id string) *legal.Purpose {
	if i := slices.IndexFunc(d.purposes, func(p legal.Purpose) bool { return p.ID == id }); i >= 0 {
		return &d.purposes[i]
	}
	return nil
}

var all = []legal.Purpose{{ID: "account", Clauses: []string{"1"}}, {ID: "news", Clauses: []string{"2"}, Optional: true}, {ID: "study", Clauses: []string{"3"}}}

// lives draws the editions of a consent. Words are few, so that they often come back.
func lives() *rapid.Generator[[]draft] {
	return rapid.Custom(func(t *rapid.T) []draft {
		out := make([]draft, rapid.IntRange(1, 7).Draw(t, "editions"))
		word := rapid.SampledFrom([]string{"аты", "аты-жөні", "телефоны", "аты, телефоны"})
		before := map[legal.Lang][4]string{}
		for _, lang := range []legal.Lang{"kk", "ru"} {
			before[lang] = [4]string{"аты", "аты", "аты", "аты"}
		}
		for i := range out {
			d := draft{words: map[legal.Lang][4]string{}, material: rapid.Bool().Draw(t, "material"), withdrawn: rapid.IntRange(0, 3).Draw(t, "withdrawn") == 0}
			for _, lang := range rapid.SampledFrom([][]legal.Lang{{"kk", "ru"}, {"kk", "ru"}, {"kk"}, {"ru"}}).Draw(t, "languages") {
				words := before[lang]
				for n := range rapid.IntRange(0, 2).Draw(t, "changes") {
					words[rapid.IntRange(0, 3).Draw(t, fmt.Sprint("clause", n))] = word.Draw(t, "words")
				}
				d.words[lang], before[lang] = words, words
			}
			for _, p := range all {
				if rapid.IntRange(0, 5).Draw(t, p.ID) > 0 || p.ID == "account" {
					d.purposes = append(d.purposes, p)
				}
			}
			if i > 0 && d.material {
				for _, p := range d.purposes {
					if rapid.IntRange(0, 4).Draw(t, "named") == 0 {
						d.named = append(d.named, p.ID)
					}
				}
			}
			out[i] = d
		}
		return out
	})
}

// holds is the second implementation: a person gave a purpose of edition from, and reads each
// edition after it up to the one at to, as it is published.
func holds(life []draft, purpose string, from, to int) bool {
	if life[from].withdrawn || life[to].withdrawn || life[from].purpose(purpose) == nil {
		return false
	}
	last := from
	for i := from + 1; i <= to; i++ {
		now, was := life[i], life[last]
		if now.withdrawn {
			continue
		}
		if now.purpose(purpose) == nil {
			return false
		}
		switch {
		case len(now.named) > 0 && slices.Contains(now.named, purpose):
			return false
		case len(now.named) == 0 && now.material && !alike(was, now, purpose):
			return false
		}
		last = i
	}
	return true
}

// alike reports whether two editions say the same of a purpose, and beside all purposes of
// each, in every language that both have, of which there is one.
func alike(was, now draft, purpose string) bool {
	common := false
	for lang, a := range was.words {
		if b, ok := now.words[lang]; ok {
			common = true
			if said(was, a, purpose) != said(now, b, purpose) || said(was, a, "") != said(now, b, "") {
				return false
			}
		}
	}
	return common
}

// said are the words of a purpose, or those of none.
func said(d draft, words [4]string, purpose string) string {
	var out []string
	for i, w := range words {
		own := ""
		if i < len(all) && d.purpose(all[i].ID) != nil {
			own = all[i].ID
		}
		if own == purpose {
			out = append(out, w)
		}
	}
	return strings.Join(out, "\n")
}

// publish makes the site of a life.
func publish(t *testing.T, life []draft) *standing.Site {
	w := standingtest.New(t)
	d := w.Document("letters")
	d.Kind = legal.Consent
	begin := w.Now
	for i, x := range life {
		id := fmt.Sprint(i + 1)
		texts := map[legal.Lang][]string{}
		for lang, words := range x.words {
			for n, s := range words {
				texts[lang] = append(texts[lang], fmt.Sprintf("%d. %s", n+1, s))
			}
		}
		e := w.Edition("letters", id, texts)
		e.Material, e.Purposes = &x.material, x.named
		d.Purposes = x.purposes
		w.Now = begin.Add(time.Duration(i) * time.Hour)
		w.Publish("letters", id, begin.Add(time.Duration(100+i)*time.Hour))
	}
	for i, x := range life {
		if x.withdrawn {
			w.Withdraw("letters", fmt.Sprint(i+1))
		}
	}
	w.Now = begin.Add(1000 * time.Hour)
	return w.Standing()
}

func text(t *legal.Text) (*legal.Text, error) { return t, nil }

// Giving a purpose holds as long as a person who reads every edition would say that she was
// not asked for anything else; and who is due is who must read on.
func TestLives(t *testing.T) {
	tried := 0
	rapid.Check(t, func(r *rapid.T) {
		life := lives().Draw(r, "life")
		site := publish(t, life)
		for to, e := range site.Document("letters").Editions {
			purposes, err := assent.Purposes(e, text)
			if err != nil {
				r.Fatal(err)
			}
			for _, p := range purposes {
				want := []string{}
				for from := range to + 1 {
					if tried++; holds(life, p.ID, from, to) {
						want = append(want, fmt.Sprint(from+1))
					}
				}
				if !slices.Equal(p.Suffices, want) {
					r.Fatalf("%s of edition %s holds in %v, want %v", p.ID, e.ID, p.Suffices, want)
				}
			}
			if life[to].withdrawn {
				continue
			}
			items, err := assent.Items(site, map[string]string{"letters": e.ID}, text)
			if err != nil {
				r.Fatal(err)
			}
			for from := range to + 1 {
				want := false
				for _, p := range life[to].purposes {
					want = want || !p.Optional && !holds(life, p.ID, from, to)
				}
				if got := len(assent.Due(items, map[string]string{"letters": fmt.Sprint(from + 1)})) > 0; got != want {
					r.Fatalf("who accepted edition %d is due for %s: %v, want %v", from+1, e.ID, got, want)
				}
			}
		}
	})
	if tried == 0 {
		t.Error("no edition was tried")
	}
}

// The words that are shown of a purpose are those of its clauses with their numbers.
func TestWords(t *testing.T) {
	life := []draft{{words: map[legal.Lang][4]string{"kk": {"аты", "хат", "жауап", "соңы"}, "ru": {"имя", "письмо", "ответ", "конец"}}, purposes: all, material: true}}
	e := publish(t, life).Document("letters").Editions[0]
	purposes, err := assent.Purposes(e, text)
	if err != nil {
		t.Fatal(err)
	}
	if want := map[legal.Lang]string{"kk": "2. хат", "ru": "2. письмо"}; !maps.Equal(purposes[1].Words, want) || purposes[1].Since != "1" {
		t.Errorf("%+v", purposes[1])
	}
}
