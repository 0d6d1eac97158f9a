package marks_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

func parse(t *testing.T, source string) []legal.Unit {
	t.Helper()
	units, _ := markdown.Parse(markdown.Input{Path: "t.md", Source: []byte(source), Title: "Т"})
	return units
}

const oldText = `1.1. Пользователь обязан хранить пароль. Оператор вправе приостановить доступ на **десять** дней.

1.2. Оператор отвечает [на жалобы](https://a.kz) в течение пяти дней.

1.3. Срок хранения – год.

| Услуга | Цена |
|---|---|
| Доступ | 100 тенге |

- первое
- второе
`

const newText = `1.1. Пользователь обязан хранить пароль.

1.2. Оператор вправе приостановить доступ на *десять* дней.

1.3. Оператор отвечает [на жалобы и вопросы](https://a.kz) в течение трех дней.

| Услуга | Цена |
|---|---|
| Доступ | 200 тенге |

- первое
- второе и третье
`

// joined is what a view shows without one operation: units in paragraphs, cells
// with bars between them.
func joined(units []marks.Unit, text []legal.Unit, without redline.Op) string {
	var out []string
	for _, u := range units {
		if u.Cells == nil {
			out = append(out, text[u.Index].Plain())
			continue
		}
		var cells []string
		for _, cell := range u.Cells {
			var b strings.Builder
			for _, p := range marks.Places(cell) {
				for _, piece := range p.Pieces {
					if piece.Op != without {
						b.WriteString(piece.Text)
					}
				}
			}
			cells = append(cells, b.String())
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return strings.Join(out, "\n\n")
}

// The views of a record have its old and its new words, every one once; a whole
// side is marked from end to end.
func TestViews(t *testing.T) {
	old, new := parse(t, oldText), parse(t, newText)
	r := redline.Compare(languagetest.Of("ru"), old, new)
	changed := 0
	for i := range r.Records {
		rec := &r.Records[i]
		var was, is []string
		for _, u := range rec.Old {
			was = append(was, u.Text)
		}
		for _, u := range rec.New {
			is = append(is, u.Text)
		}
		of := marks.Of(rec)
		for _, c := range []struct {
			view    marks.View
			text    []legal.Unit
			without redline.Op
			want    []string
		}{
			{marks.OldSide, old, redline.Insert, was}, {marks.OldWhole, old, redline.Insert, was},
			{marks.NewSide, new, redline.Delete, is}, {marks.NewWhole, new, redline.Delete, is},
		} {
			if got, want := joined(of.Units(c.view), c.text, c.without), strings.Join(c.want, "\n\n"); got != want {
				t.Errorf("record %d, view %d: %q, want %q", i, c.view, got, want)
			}
		}
		if len(rec.New) > 0 {
			if got, want := joined(of.Units(marks.Merged), new, redline.Delete), strings.Join(is, "\n\n"); got != want {
				t.Errorf("record %d, merged: %q, want %q", i, got, want)
			}
		}
		for _, u := range of.Units(marks.OldWhole) {
			for _, cell := range u.Cells {
				for _, p := range marks.Places(cell) {
					if p.Mark.Op != redline.Delete {
						t.Errorf("record %d: %v in a text that is removed as a whole", i, p.Mark)
					}
				}
			}
		}
		if rec.Change != redline.Unchanged {
			changed++
		}
	}
	if changed < 4 || r.Summary.Split != 1 {
		t.Fatalf("the texts do not test enough: %+v", r.Summary)
	}
}

// script notes what a visitor is told.
type script struct{ strings.Builder }

func (s *script) Enter(n *legal.Node) { fmt.Fprintf(s, "(%d", n.Kind) }
func (s *script) Leave(n *legal.Node) { s.WriteString(")") }
func (s *script) Words(n *legal.Node, runs []legal.Run) {
	for _, r := range runs {
		s.WriteString(" " + r.Text)
	}
}
func (s *script) Marked(n *legal.Node, places []marks.Place) {
	for _, p := range places {
		fmt.Fprintf(s, " %s:", p.Mark.Op)
		for _, piece := range p.Pieces {
			s.WriteString("<" + piece.Text + ">")
		}
	}
}

// A walker tells of units of both texts as of one: the removed item stands in the
// list of the new text, and words without a mark come as their own runs.
func TestWalker(t *testing.T) {
	old, new := parse(t, "- а\n- б\n"), parse(t, "- а и в\n")
	r := redline.Compare(languagetest.Of("ru"), old, new)
	s := &script{}
	w := marks.NewWalker(s)
	for i := range r.Records {
		for _, u := range marks.Of(&r.Records[i]).Units(marks.Merged) {
			text := new
			if u.Side == marks.Old {
				text = old
			}
			if text[u.Index].Kind != legal.Title {
				w.Marked(text, u)
			}
		}
	}
	w.End()
	const want = "(2(3 :<а> insert:< и в>)(3 delete:<б>))"
	if s.String() != want {
		t.Errorf("got %s, want %s", s.String(), want)
	}
}
