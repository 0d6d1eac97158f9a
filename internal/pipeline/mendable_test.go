package pipeline

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/shelf"
)

// sentences of which rules of a text, of two languages and of the site have something to say.
var sentences = []string{
	"Согласие даётся АБВГ и ОБЩЕСТВО обязано обязано его хранить.",
	"Акционерное общество «А» (далее – Общество) утвердило настоящее Соглашение (далее – Соглашение).",
	"По приложению № 7 к настоящему Соглашению оператор не вправе взимать 15 (двадцать) процентов.",
	"Настоящее Соглашение вступает в силу 31 февраля 2026 года.",
	"Пользователь может обратиться в течение 5 рабочих дней.",
	"Клиент обращается к Обществу по ссылке.",
}

// Without notes, loading finds what it finds with them, but for what is about published
// texts, whether or not something is known from another run.
func TestMendable(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 1))
	w := newWorld(t)
	base, notes, drafts := t.TempDir(), 0, 0
	load := func(mendable bool, on *shelf.Shelf) diag.List {
		p, err := Load(Config{Root: w.files, Languages: languagetest.Set(), Mendable: mendable, Shelf: on, AsOf: func(zone *time.Location) (time.Time, error) { return w.now.In(zone), nil }})
		if err != nil {
			t.Fatal(err)
		}
		if mendable {
			return p.Findings
		}
		var want diag.List
		for _, f := range p.Findings {
			if !p.Standing.Subject(f.Pos.File).Fixed() || f.Severity > diag.Note {
				want = append(want, f)
			}
		}
		if len(p.Findings) > len(want) {
			notes++
		}
		if len(want) > 0 {
			drafts++
		}
		return want
	}
	for step := range 60 {
		what := w.change(rnd)
		for _, doc := range []string{"a", "b", "c"} {
			ids := w.editions(doc)
			last := ids[len(ids)-1]
			if e := w.load().Standing.Document(doc).Edition(last); e == nil || !e.Draft() {
				continue
			}
			text := fmt.Sprintf("---\ntitle: %s\nchanges: Правки.\n---\n\n", doc)
			for i := range 3 {
				text += fmt.Sprintf("%d. %s\n\n", i+1, sentences[rnd.IntN(len(sentences))])
			}
			w.write(doc+"/"+last+"/ru.md", text)
		}
		want := load(false, nil)
		on := []*shelf.Shelf{nil, shelf.Open(base, "site", "p")}[step%2]
		if step%3 == 0 {
			load(false, on)
		}
		if got := load(true, on); !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d, %s: without notes\n%v\nwant\n%v", step, what, got, want)
		}
	}
	if notes == 0 || drafts == 0 {
		t.Fatalf("%d loads found notes, %d found something about drafts", notes, drafts)
	}
}
