package legal_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/legal"
)

// inside are the nodes that may stand directly in a node of each kind; in the
// text itself stands what may stand in a quotation.
var inside = map[legal.NodeKind][]legal.NodeKind{
	legal.NodeQuotation: {legal.NodeQuotation, legal.NodeList, legal.NodeTable, legal.NodeRule, legal.NodeBlock},
	legal.NodeList:      {legal.NodeItem},
	legal.NodeItem:      {legal.NodeQuotation, legal.NodeList, legal.NodeTable, legal.NodeRule, legal.NodeBlock},
	legal.NodeTable:     {legal.NodeHead, legal.NodeBody},
	legal.NodeHead:      {legal.NodeRow},
	legal.NodeBody:      {legal.NodeRow},
	legal.NodeRow:       {legal.NodeCell},
}

// witness checks the nesting and notes whose words it was told.
type witness struct {
	open  []legal.NodeKind
	words []string
	wrong string
}

func (w *witness) Enter(n *legal.Node) {
	around := legal.NodeQuotation
	if len(w.open) > 0 {
		around = w.open[len(w.open)-1]
	}
	if !strings.Contains(fmt.Sprint(inside[around]), fmt.Sprint(n.Kind)) {
		w.wrong = fmt.Sprintf("%d in %v", n.Kind, w.open)
	}
	w.open = append(w.open, n.Kind)
	quotes := 0
	for _, k := range w.open {
		if k == legal.NodeQuotation {
			quotes++
		}
	}
	if n.Unit != nil && n.Kind == legal.NodeBlock && quotes != n.Unit.Quote {
		w.wrong = fmt.Sprintf("quotation of depth %d in %v", n.Unit.Quote, w.open)
	}
}

func (w *witness) Words(n *legal.Node, runs []legal.Run) {
	if last := w.open[len(w.open)-1]; last != n.Kind {
		w.wrong = fmt.Sprintf("words of %d in %v", n.Kind, w.open)
	}
	for _, r := range runs {
		w.words = append(w.words, r.Text)
	}
}

func (w *witness) Leave(n *legal.Node) {
	if last := w.open[len(w.open)-1]; last != n.Kind {
		w.wrong = fmt.Sprintf("leaves %d of %v", n.Kind, w.open)
	}
	w.open = w.open[:len(w.open)-1]
}

// Whatever the units say of their depth, and even if they are of two texts mixed,
// every node stands where it may, is left as it was entered, and the words of
// every unit are told once, in order.
func TestWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := []legal.UnitKind{legal.Heading, legal.Clause, legal.Paragraph, legal.Item, legal.Item, legal.Row, legal.Row, legal.Quote, legal.Code}
		var units []legal.Unit
		var want []string
		for i := range rapid.IntRange(0, 12).Draw(t, "units") {
			u := legal.Unit{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Parent: -1, List: rapid.IntRange(0, 2).Draw(t, "list"),
				Quote: rapid.IntRange(0, 2).Draw(t, "quote"), Level: 1, Rule: rapid.Bool().Draw(t, "rule"), Verbatim: rapid.Bool().Draw(t, "verbatim")}
			text := []legal.Run{{Text: fmt.Sprint(i)}}
			if u.Kind == legal.Row {
				u.Table, u.Head = rapid.IntRange(1, 2).Draw(t, "table"), rapid.Bool().Draw(t, "head")
				u.Cells = [][]legal.Run{text, text}
				want = append(want, fmt.Sprint(i))
			} else {
				u.Runs = text
			}
			units, want = append(units, u), append(want, fmt.Sprint(i))
		}
		w := &witness{}
		legal.Walk(units, w)
		if w.wrong != "" || len(w.open) > 0 {
			t.Fatalf("%s; open at the end: %v", w.wrong, w.open)
		}
		if got := strings.Join(w.words, " "); got != strings.Join(want, " ") {
			t.Fatalf("words %s, want %s", got, strings.Join(want, " "))
		}
	})
}
