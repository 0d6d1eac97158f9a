package render

import (
	"bytes"
	"testing"
	"text/template/parse"

	"github.com/kelisim/kelisim/internal/plan"
)

// Pages with folded messages are those without, to the byte; and most are folded.
func TestFold(t *testing.T) {
	folded, plain := newRenderer(t), newRenderer(t)
	for _, s := range plain.speakers {
		s.folded.Do(func() {})
	}
	for _, views := range []map[string]any{fullViews(), emptyViews()} {
		for name, view := range views {
			page := plan.Page{Path: name, Lang: "kk", View: view}
			got, err := folded.Page(page)
			if err != nil {
				t.Fatal(err)
			}
			want, err := plain.Page(page)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s: folded\n%s\nnot\n%s", name, got, want)
			}
		}
	}
	left := func(r *Renderer) (n int) {
		for _, x := range r.speakers["kk"].templates.Templates() {
			if x.Tree != nil {
				walk(x.Tree.Root, func(node parse.Node) {
					if _, ok := r.speakers["kk"].constant(node); ok {
						n++
					}
				})
			}
		}
		return n
	}
	if n, of := left(folded), left(plain); n > 0 || of < 50 {
		t.Errorf("%d of %d constant messages are not folded", n, of)
	}
}
