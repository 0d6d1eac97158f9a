package standing_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/standing/standingtest"
	"github.com/kelisim/kelisim/internal/timeline"
)

var now = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

// content is document "a" with editions in languages.
func content(editions map[string][]legal.Lang, ids ...string) *legal.Document {
	d := ledgertest.Document("a")
	for _, id := range ids {
		d.Editions = append(d.Editions, ledgertest.Edition("a", id, editions[id]...))
	}
	return d
}

// book is a ledger in the making.
type book struct {
	t       *testing.T
	records []ledger.Record
}

func (b *book) add(records []ledger.Record, found interface{ HasErrors() bool }) {
	b.t.Helper()
	if found.HasErrors() {
		b.t.Fatal(found)
	}
	b.records = append(b.records, records...)
}

func (b *book) publish(d *legal.Document, id string, effective time.Time) {
	b.t.Helper()
	for _, e := range d.Editions {
		if e.ID == id {
			e := *e
			material := true
			e.Effective, e.Material = effective, &material
			records, found := ledger.Publish(b.records, now, []ledger.Publication{{Document: d, Edition: &e}})
			b.add(records, found)
		}
	}
}

func both() []legal.Lang { return []legal.Lang{"kk", "ru"} }

// withdrawn is editions 1 published, 2 published and withdrawn, 3 a draft.
func withdrawn(t *testing.T) (*legal.Document, []ledger.Record) {
	d := content(map[string][]legal.Lang{"1": both(), "2": both(), "3": both()}, "1", "2", "3")
	b := &book{t: t}
	b.publish(d, "1", time.Time{})
	b.publish(d, "2", now.AddDate(0, 1, 0))
	records, found := ledger.Withdraw(b.records, now, "a", "2")
	b.add(records, found)
	return d, b.records
}

// A draft behind a withdrawn edition continues the edition before that.
func TestBeforeSkipsWithdrawn(t *testing.T) {
	d, records := withdrawn(t)
	s := standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: records, At: now})
	for _, view := range []*standing.Site{s, s.View(true)} {
		doc := view.Document("a")
		draft := doc.Edition("3")
		if e := draft.Before("kk"); e == nil || e.ID != "1" {
			t.Errorf("before 3 stands %v", e)
		}
		if e := draft.Previous(); e == nil || e.ID != "1" {
			t.Errorf("previous of 3 is %v", e)
		}
		if doc.Shown.ID != "1" {
			t.Errorf("shown is %s", doc.Shown.ID)
		}
		if later := doc.Edition("1").Later(); len(later) != 1 || later[0].ID != "3" {
			t.Errorf("after 1 stand %v", later)
		}
	}
	doc := s.Document("a")
	for id, want := range map[string]timeline.State{"1": timeline.InForce, "2": timeline.Withdrawn, "3": standing.Draft} {
		if got := doc.Edition(id).State(); got != want {
			t.Errorf("edition %s is %s, not %s", id, got, want)
		}
	}
	if e := s.View(false).Document("a").Edition("3"); e != nil {
		t.Error("a view without drafts has the draft")
	}
}

// Documents stand in a view in their order, those of one order by their ids, whatever order
// they are read in; a document that has no edition to show is in none.
func TestViewInOrder(t *testing.T) {
	var all []*legal.Document
	for _, d := range []struct {
		id    string
		order int
	}{{"c", 1}, {"d", 3}, {"b", 2}, {"a", 2}} {
		document := ledgertest.Document(d.id)
		document.Order = d.order
		document.Editions = []*legal.Edition{ledgertest.Edition(d.id, "1", both()...)}
		all = append(all, document)
	}
	s := standing.Of(standing.Input{Documents: append(all, ledgertest.Document("e")), At: now})
	got := ""
	for _, d := range s.View(true).Documents {
		got += d.ID
	}
	if got != "cabd" {
		t.Errorf("in the order %s, not cabd", got)
	}
	if n := len(s.View(false).Documents); n != 0 {
		t.Errorf("%d documents in a view without drafts", n)
	}
}

// A published text is read by the rules that its record names, a draft by the newest.
func TestReadingOfRecord(t *testing.T) {
	d := content(map[string][]legal.Lang{"1": both(), "2": both()}, "1", "2")
	b := &book{t: t}
	b.publish(d, "1", time.Time{})
	for _, want := range []int{language.FirstReading + 1, language.NewestReading} {
		b.records[0].Reading = want
		doc := standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: b.records, At: now}).Document("a")
		if got := doc.Edition("1").Reading("kk"); got != want {
			t.Errorf("a text recorded with reading %d is read by %d", want, got)
		}
		if got := doc.Edition("2").Reading("kk"); got != language.NewestReading {
			t.Errorf("a draft is read by %d", got)
		}
	}
}

// A document is called by its latest title in the asked language, else by its latest in
// any; a text without a title is passed over.
func TestTitle(t *testing.T) {
	d := content(map[string][]legal.Lang{"1": both(), "2": {"kk"}, "3": {"kk"}}, "1", "2", "3")
	for i, titles := range [][]string{{"Ескі", "Старое"}, {"Жаңа"}, {""}} {
		for k, title := range titles {
			d.Editions[i].Texts[k].Title = title
		}
	}
	doc := standing.Of(standing.Input{Documents: []*legal.Document{d}, At: now}).Document("a")
	for lang, want := range map[legal.Lang]string{"kk": "Жаңа", "ru": "Старое", "en": "Жаңа"} {
		if got := doc.Title(lang); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
	none := content(nil, "1")
	if got := standing.Of(standing.Input{Documents: []*legal.Document{none}, At: now}).Document("a").Title("kk"); got != "" {
		t.Errorf("without texts: got %q", got)
	}
}

// The next edition is copied from the last one that was not withdrawn.
func TestLatest(t *testing.T) {
	d, records := withdrawn(t)
	d.Editions = d.Editions[:2]
	s := standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: records, At: now})
	if e := s.Document("a").Latest(); e == nil || e.ID != "1" {
		t.Errorf("latest is %v", e)
	}
}

// Each language has its own edition before.
func TestBeforeByLanguage(t *testing.T) {
	d := content(map[string][]legal.Lang{"1": both(), "2": {"kk"}, "3": both()}, "1", "2", "3")
	b := &book{t: t}
	b.publish(d, "1", time.Time{})
	b.publish(d, "2", now.AddDate(0, 1, 0))
	s := standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: b.records, At: now})
	e := s.Document("a").Edition("3")
	if kk, ru := e.Before("kk"), e.Before("ru"); kk.ID != "2" || ru.ID != "1" {
		t.Errorf("before 3 stand kk %s, ru %s", kk.ID, ru.ID)
	}
	if got := e.Before("kk").Missing(); len(got) != 1 || got[0] != "ru" {
		t.Errorf("edition 2 lacks %v", got)
	}
}

// Where the ledger cannot be read nothing is called a draft or published.
func TestBroken(t *testing.T) {
	d, records := withdrawn(t)
	s := standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: records[:1], Broken: true, At: now})
	doc := s.Document("a")
	if state, since := doc.State(); state != standing.Unknown || !since.IsZero() {
		t.Errorf("the document is %s since %s", state, since)
	}
	if len(doc.Editions) != 3 {
		t.Errorf("%d editions", len(doc.Editions))
	}
	for _, e := range doc.Editions {
		if e.State() != standing.Unknown {
			t.Errorf("edition %s is %s", e.ID, e.State())
		}
	}
}

// What a record says only later than the instant does not exist, and is no draft.
func TestLater(t *testing.T) {
	d, records := withdrawn(t)
	s := standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: records, At: now.Add(-time.Hour)})
	doc := s.Document("a")
	if len(doc.Editions) != 1 || doc.Editions[0].ID != "3" || doc.Line != nil {
		t.Errorf("before everything stand %d editions", len(doc.Editions))
	}
	first := s.Edition(d.Editions[0])
	if first.State() != timeline.None || first.Draft() || !first.Recorded("kk") {
		t.Errorf("edition 1 is %q", first.State())
	}
}

func TestSubject(t *testing.T) {
	d, records := withdrawn(t)
	fresh := ledgertest.Document("b")
	fresh.Editions = append(fresh.Editions, ledgertest.Edition("b", "1", "kk"))
	s := standing.Of(standing.Input{Documents: []*legal.Document{d, fresh}, Records: records, At: now})
	for _, test := range []struct {
		file, document, edition string
		lang                    legal.Lang
		fixed, draft            bool
	}{
		{"content/site.yaml", "", "", "", false, false},
		{"content/ledger.jsonl", "", "", "", false, false},
		{"content/c/1/kk.md", "", "", "", false, false},
		{"content/a", "a", "", "", false, false},
		{"content/a/document.yaml", "a", "", "", false, false},
		{"content/a/x.txt", "a", "", "", false, false},
		{"content/a/9/kk.md", "a", "", "", false, false},
		{"content/a/1", "a", "1", "", false, false},
		{"content/a/1/edition.yaml", "a", "1", "", true, false},
		{"content/a/1/order.pdf", "a", "1", "", true, false},
		{"content/a/1/kk.md", "a", "1", "kk", true, false},
		{"content/a/1/en.md", "a", "1", "en", false, false}, // no language of the document: it should not be there
		{"content/a/3", "a", "3", "", false, true},
		{"content/a/3/kk.md", "a", "3", "kk", false, true},
		{"content/b/document.yaml", "b", "", "", false, true},
		{"content/b/1/ru.md", "b", "1", "ru", false, true},
	} {
		x := s.Subject(test.file)
		document, edition := "", ""
		if x.Document != nil {
			document = x.Document.ID
		}
		if x.Edition != nil {
			edition = x.Edition.ID
		}
		if document != test.document || edition != test.edition || x.Lang != test.lang {
			t.Errorf("%s belongs to %q, %q, %q", test.file, document, edition, x.Lang)
		}
		if x.Fixed() != test.fixed || x.Draft() != test.draft {
			t.Errorf("%s: fixed %v, draft %v", test.file, x.Fixed(), x.Draft())
		}
	}
}

// At every instant of every history: an edition is published, a draft or not
// there; what is published says what its timeline says; what answers for a
// document, and what an edition is compared with, was not withdrawn.
func TestStandingLaw(t *testing.T) {
	zone, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		records, found := ledgertest.History(t, zone)
		at := time.Date(2025, 12, 31, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 6*48).Draw(t, "half hours")) * 30 * time.Minute)
		documents := map[string]*legal.Document{}
		var list []*legal.Document
		for _, f := range found {
			d := documents[f.Document]
			if d == nil {
				d = ledgertest.Document(f.Document)
				documents[f.Document], list = d, append(list, d)
			}
			var languages []legal.Lang
			for _, x := range f.Texts {
				languages = append(languages, x.Language)
			}
			d.Editions = append(d.Editions, ledgertest.Edition(f.Document, f.Edition, languages...))
		}
		s := standing.Of(standing.Input{Documents: list, Records: records, At: at})
		for _, view := range []*standing.Site{s, s.View(true), s.View(false)} {
			for _, d := range view.Documents {
				if d.Shown != nil && d.Shown.Withdrawn() {
					t.Fatalf("%s shows withdrawn edition %s", d.ID, d.Shown.ID)
				}
				if d.Line != nil && d.Line.InForce(at) != nil && d.Line.InForce(at) != d.Shown.Record {
					t.Fatalf("%s shows %s", d.ID, d.Shown.ID)
				}
				last := 0
				for _, e := range d.Editions {
					switch {
					case e.Record == nil && e.State() != standing.Draft:
						t.Fatalf("%s %s without a record is %s", d.ID, e.ID, e.State())
					case e.Record != nil && (e.Draft() || e.Record.Seq <= last || e.State() != e.Record.State(at)):
						t.Fatalf("%s %s is %s, seq %d after %d", d.ID, e.ID, e.State(), e.Record.Seq, last)
					case e.Record != nil:
						last = e.Record.Seq
					}
					for _, text := range e.Texts {
						if b := e.Before(text.Lang); b != nil {
							compared++
							if b.Withdrawn() || b.Text(text.Lang) == nil {
								t.Fatalf("%s %s is compared with %s in %s", d.ID, e.ID, b.ID, text.Lang)
							}
						}
					}
				}
			}
		}
	})
	if compared == 0 {
		t.Error("no edition had one before it")
	}
}

// A citation of an act that is a document of the site leads to its clause in the
// edition that is in force when the citing one takes effect; one that the document
// lacks is told. What names no document, or its own, or one of two, leads nowhere.
func TestCitedDocument(t *testing.T) {
	w := standingtest.New(t)
	edition := func(doc, id, title string, clauses ...string) {
		e := w.Edition(doc, id, map[legal.Lang][]string{"ru": clauses})
		e.Texts[0].Index.Name = citation.NameOf(w.Language("ru"), title)
	}
	edition("privacy", "1", "Положение о персональных данных", "2.1. Первое.")
	w.Publish("privacy", "1", time.Time{})
	edition("privacy", "2", "Положение о персональных данных", "2.1. Второе.", "2.2. Новое.")
	w.Publish("privacy", "2", w.Now.AddDate(0, 1, 0))
	edition("rules", "1", "Правила доступа", "1.1. Правила.")
	edition("others", "1", "Правила доступа", "1.1. Другие.")
	for _, test := range []struct {
		sentence, edition, anchor, problem string
		months                             int // after which the citing edition takes effect
	}{
		{"пунктом 2.1 Положения о персональных данных", "1", "2.1", "", 0},
		{"пунктом 2.1 Положения о персональных данных", "2", "2.1", "", 2},
		{"пунктом 2.2 Положения о персональных данных", "", "", "cited", 0},
		{"пунктом 2.2 Положения о персональных данных", "2", "2.2", "", 2},
		{"пунктом 2.1 Положения о коммерческой тайне", "", "", "", 0},
		{"пунктом 1.1 Правил доступа", "", "", "", 0},
	} {
		e := w.Edition("a", "1", map[legal.Lang][]string{"ru": {"1. Порядок установлен " + test.sentence + "."}})
		e.Effective = w.Now.AddDate(0, test.months, 0)
		view := w.Standing().View(true)
		links := e.Texts[0].Index.Links
		if len(links) != 1 {
			t.Fatalf("%s: %d links", test.sentence, len(links))
		}
		to, problem := view.Target(view.Document("a").Edition("1"), links[0], "ru")
		got := ""
		if to.Edition != nil {
			got = to.Edition.ID
		}
		if got != test.edition || to.Anchor != test.anchor || problem != test.problem {
			t.Errorf("%s: edition %q, anchor %q, problem %q", test.sentence, got, to.Anchor, problem)
		}
		told := len(view.CheckLinks())
		if (test.problem != "") != (told == 1) {
			t.Errorf("%s: %d findings", test.sentence, told)
		}
	}
}
