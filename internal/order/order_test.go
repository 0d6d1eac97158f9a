package order_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
)

// speeches are those of the languages of orders; what they keep is made once.
var speeches = sync.OnceValues(func() (map[string]*order.Speech, error) {
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		return nil, err
	}
	all := map[string]*order.Speech{}
	for _, lang := range []string{"kk", "ru"} {
		p, err := catalog.Printer(lang)
		if err != nil {
			return nil, err
		}
		all[lang] = order.NewSpeech(p)
	}
	return all, nil
})

func printer(t testing.TB, lang string) *order.Speech {
	t.Helper()
	all, err := speeches()
	if err != nil {
		t.Fatal(err)
	}
	return all[lang]
}

func read(lang, text string) *legal.Text {
	t, _ := order.Read("t.md", legal.Lang(lang), []byte(text), languagetest.Of(lang))
	return t
}

// made is the order between two texts, applied by what it says.
func made(t testing.TB, lang string, old, new *legal.Text) (*order.Order, string) {
	t.Helper()
	p, l := printer(t, lang), languagetest.Of(lang)
	o, err := order.Make(p, redline.Compare(l, old.Units, new.Units), old, new, l)
	if err != nil {
		t.Fatal(err)
	}
	said, err := order.Text(p, o, old)
	if err != nil {
		t.Fatal(err)
	}
	back, found, err := order.Parse([]order.Printer{p}, said, old)
	if err != nil || len(found) > 0 {
		t.Fatalf("%v %v\n%s", found, err, said)
	}
	draft, found := order.Apply(back, old, l)
	if len(found) > 0 {
		t.Fatalf("%v\n%s", found, said)
	}
	got, _ := order.Read(new.Path, new.Lang, draft, l)
	if !slices.EqualFunc(got.Units, new.Units, func(a, b legal.Unit) bool { return order.SameUnit(&a, &b) && a.Table == b.Table }) {
		t.Fatalf("the order does not give the new text:\n%s\n---\n%s", said, draft)
	}
	return o, string(said)
}

// shownUnits are the units of a quoted line.
func shownUnits(quoted string) []legal.Unit {
	_, units, _ := order.Shown{}.Quoted(&order.Line{Parts: []order.Part{{Text: quoted, Markdown: true}}})
	return units
}

// The marks around what a line quotes are told from it, whatever stands between them.
func TestQuotedMarks(t *testing.T) {
	l := &order.Line{Parts: []order.Part{{Text: "«"}, {Text: "2.1. Первый", Markdown: true}, {Text: "»"}, {Text: ";"}}}
	if before, units, after := (order.Shown{}).Quoted(l); before != "«" || after != "»;" || len(units) != 1 || units[0].Plain() != "Первый" || units[0].Label.Text != "2.1." {
		t.Errorf("%q, %d units, %q", before, len(units), after)
	}
}

// Rows that are quoted without the head of their table are shown as rows, cell by cell.
func TestBlocksOfRows(t *testing.T) {
	units := shownUnits("| Отзыв \\| иное | три |\n| Еще | 4 |")
	if len(units) != 2 || units[0].Kind != legal.Row || units[0].Head || len(units[0].Cells) != 2 || units[0].Cells[0][0].Text != "Отзыв | иное" || units[1].Plain() != "Еще | 4" {
		t.Errorf("%+v", units)
	}
	for _, other := range []string{"| А | Б |\n|---|---|\n| 1 | 2 |", "| не строка", "2.1. Текст | с чертой"} {
		if units := shownUnits(other); len(units) == 0 || units[0].Kind == legal.Row && !units[0].Head {
			t.Errorf("%q: %+v", other, units)
		}
	}
}

// A link to a document is called by its title, with the edition and clause that its address
// names; an address of which nothing is known is shown itself, and no two read alike.
func TestShownLinks(t *testing.T) {
	cited := map[string]order.Cited{
		"doc:policy": {Title: "Политика"}, "doc:policy#3": {Title: "Политика", Clause: "3"},
		"doc:policy@2": {Title: "Политика", Edition: "2"}, "doc:policy@2#3": {Title: "Политика", Edition: "2", Clause: "3"}, "doc:other": {},
	}
	s := order.Shown{Printer: printer(t, "ru"), Language: languagetest.Of("ru"), Cited: cited}
	seen := map[string]bool{}
	for dest, want := range map[string]string{
		"doc:policy": "политикой (Политика)", "doc:policy#3": "политикой (Политика, 3)", "doc:policy@2": "политикой (Политика, редакция 2)",
		"doc:policy@2#3": "политикой (Политика, редакция 2, 3)", "doc:other": "политикой (doc:other)", "#2.1": "политикой (#2.1)",
	} {
		got := ""
		for _, r := range s.Inline(order.Part{Text: "[политикой](" + dest + ")", Links: true}) {
			got += r.Text
		}
		if got != want || seen[got] {
			t.Errorf("%s: %q, want %q", dest, got, want)
		}
		seen[got] = true
	}
}

// TestMost: an order of very many instructions restates the text, and still gives it.
func TestMost(t *testing.T) {
	var old, new strings.Builder
	for k := range 2001 {
		fmt.Fprintf(&old, "%d. Срок – %d дней.\n\n", k+1, k+2)
		fmt.Fprintf(&new, "%d. Срок – %d дней.\n\n", k+1, 5000+k*3)
	}
	first, second := read("ru", old.String()), read("ru", new.String())
	o, _ := made(t, "ru", first, second)
	if len(o.Instructions) != 1 || o.Instructions[0].Verb != order.RestateText {
		t.Errorf("%d instructions, want one that restates the text", len(o.Instructions))
	}
}
