package strand_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/standing/standingtest"
	"github.com/kelisim/kelisim/internal/strand"
)

var languages = []legal.Lang{"kk", "ru"}

// reader prepares each text for each comparison.
type reader struct{ *standingtest.World }

func (r reader) Compare(old, new *legal.Text) *redline.Redline {
	return r.World.Compare(old, new, func(t *legal.Text) *redline.Prepared { return redline.Prepare(r.Language(t.Lang), t.Units) })
}

// drawn is a document with random editions: some lack a language, some are scheduled,
// some of these withdrawn, the last ones may be drafts.
func drawn(t *rapid.T, outer *testing.T) *standingtest.World {
	w := standingtest.New(outer)
	words := []string{"Мекеме деректерді сақтайды", "Пайдаланушы келісім береді", "Төлем үш күнде жасалады", "Шарт жойылуы мүмкін"}
	n := rapid.IntRange(1, 5).Draw(t, "editions")
	drafts := rapid.IntRange(0, 2).Draw(t, "drafts")
	for i := range n {
		id, texts := fmt.Sprint(i+1), map[legal.Lang][]string{}
		for _, lang := range languages {
			if lang == "ru" && rapid.IntRange(0, 3).Draw(t, "lacks") == 0 {
				continue
			}
			var clauses []string
			for c := range rapid.IntRange(1, 4).Draw(t, "clauses") {
				clauses = append(clauses, fmt.Sprintf("%d. %s %s.", c+1, rapid.SampledFrom(words).Draw(t, "words"), rapid.SampledFrom([]string{"бүгін", "ертең"}).Draw(t, "day")))
			}
			texts[lang] = clauses
		}
		w.Edition("a", id, texts)
		if i >= n-drafts {
			continue
		}
		w.Publish("a", id, w.Now.AddDate(0, i, 0))
		if i > 0 && rapid.IntRange(0, 3).Draw(t, "withdrawn") == 0 {
			w.Withdraw("a", id)
		}
	}
	w.Now = w.Now.AddDate(0, rapid.IntRange(0, n).Draw(t, "later"), 0)
	return w
}

// A strand has the editions of its language in the order of the document. Each is
// compared with the one that standing says, every text is read and every pair compared
// once. A unit has its wording since the edition in which Origin finds the same words,
// and its trace goes back to where it was added.
func TestStrandLaws(t *testing.T) {
	compared, traced := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		w := drawn(r, t)
		for _, d := range w.Standing().View(true).Documents {
			for _, lang := range languages {
				s, err := strand.Of(d, lang, reader{w})
				if err != nil {
					r.Fatal(err)
				}
				var want []*standing.Edition
				for _, e := range d.Editions {
					if e.Text(lang) != nil {
						want = append(want, e)
					}
				}
				if !slices.Equal(s.Editions, want) {
					r.Fatalf("%s: %d editions, not %d", lang, len(s.Editions), len(want))
				}
				for i, e := range s.Editions {
					if s.Before[i] != s.Index(e.Before(lang)) || (s.Redlines[i] == nil) != (s.Before[i] < 0) {
						r.Fatalf("%s %s is compared with %d", e.ID, lang, s.Before[i])
					}
					if b := s.Before[i]; b >= 0 {
						compared++
						if s.Against(b, i) != s.Redlines[i] {
							r.Fatal("a comparison that is known is made again")
						}
					}
					for u := range s.Texts[i].Units {
						traced += len(traces(r, s, i, u))
					}
				}
			}
		}
		for what, n := range w.Read {
			if n != 1 {
				r.Fatalf("%s was read %d times", what, n)
			}
		}
		for what, n := range w.Compared {
			if n != 1 {
				r.Fatalf("%s was compared %d times", what, n)
			}
		}
	})
	if compared == 0 || traced == 0 {
		t.Errorf("%d comparisons, %d wordings", compared, traced)
	}
}

// traces holds the laws of one unit and returns its trace.
func traces(r *rapid.T, s *strand.Strand, i, u int) []strand.Place {
	at := s.Origin(i, u)
	if at.Edition != s.Since(i, u) || s.Since(at.Edition, at.Unit) != at.Edition {
		r.Fatalf("unit %d of %d is since %d, its origin is in %d", u, i, s.Since(i, u), at.Edition)
	}
	if is, was := s.Texts[i].Units[u].Plain(), s.Texts[at.Edition].Units[at.Unit].Plain(); is != was {
		r.Fatalf("%q is called unchanged since %q", is, was)
	}
	trace := s.Trace(i, u)
	if trace[0] != at {
		r.Fatalf("the trace begins at %v, not %v", trace[0], at)
	}
	for k := 1; k < len(trace); k++ {
		if trace[k].Edition >= trace[k-1].Edition {
			r.Fatalf("the trace goes from edition %d to %d", trace[k-1].Edition, trace[k].Edition)
		}
	}
	if last := trace[len(trace)-1]; s.Was(last.Edition, last.Unit) != -1 {
		r.Fatal("the trace ends before the unit was added")
	}
	if s.Before[i] >= 0 {
		if rec := s.Record(i, u); !slices.ContainsFunc(rec.New, func(n redline.Unit) bool { return n.Index == u }) {
			r.Fatalf("the record of unit %d is another one", u)
		}
	}
	return trace
}

// Earlier lists what a reader may have accepted before an edition: what was published
// and not withdrawn, and nothing of a draft.
func TestEarlier(t *testing.T) {
	w := standingtest.New(t)
	text := map[legal.Lang][]string{"kk": {"1. Мәтін."}}
	for i, id := range []string{"1", "2", "3", "4"} {
		w.Edition("a", id, text)
		if id != "4" {
			w.Publish("a", id, w.Now.AddDate(0, i, 0))
		}
	}
	w.Withdraw("a", "2")
	d := w.Standing().View(true).Document("a")
	s, err := strand.Of(d, "kk", reader{w})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{"1": nil, "3": {"1"}, "4": nil} {
		var got []string
		for _, i := range s.Earlier(d.Edition(id)) {
			got = append(got, s.Editions[i].ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("before %s: %v, not %v", id, got, want)
		}
	}
	if s, err := strand.Of(d, "ru", reader{w}); err != nil || s.Earlier(d.Edition("3")) != nil {
		t.Errorf("a strand without editions has %v, %v", s, err)
	}
}

// broken is a reader whose disk fails.
type broken struct{ reader }

var errDisk = errors.New("disk")

func (broken) Text(*legal.Text) (*legal.Text, error) { return nil, errDisk }

// A text that cannot be read is an error, not a strand without it.
func TestUnreadable(t *testing.T) {
	w := standingtest.New(t)
	w.Edition("a", "1", map[legal.Lang][]string{"ru": {"1. Текст."}})
	if _, err := strand.Of(w.Standing().View(true).Document("a"), "ru", broken{reader{w}}); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
}

// A clause that two were merged into goes on from the first of them.
func TestMerged(t *testing.T) {
	w := standingtest.New(t)
	one, two := "Пользователь обязан хранить пароль в надежном месте.", "Учреждение вправе приостановить доступ при нарушении правил."
	w.Edition("a", "1", map[legal.Lang][]string{"ru": {"1. " + one, "2. " + two}})
	w.Edition("a", "2", map[legal.Lang][]string{"ru": {"1. " + one + " " + two}})
	s, err := strand.Of(w.Standing().View(true).Document("a"), "ru", reader{w})
	if err != nil {
		t.Fatal(err)
	}
	if r := s.Record(1, 1); r == nil || r.Change != redline.Merged || s.Was(1, 1) != 1 {
		t.Errorf("%+v, it was unit %d", r, s.Was(1, 1))
	}
}
