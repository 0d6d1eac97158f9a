package internal_test

import (
	"go/ast"
	"path"
	"strings"
	"testing"
)

// walk is the way of one thing through the code: each function that takes it, in
// whatever form, and hands it on. What only looks at it, or decides from it, is no part
// of the walk. A function behind "by" is called by what stands before "by", which is not
// ours or chooses among several.
type walk struct {
	functions, forms int // at the most
	way              string
	as               string // the forms in which the thing stands on the way
}

var walks = map[string]walk{
	"a clause from kk.md to the page of changes": {67, 9, `
		pipeline.store.know source.Tree.Read pipeline.parseText source.ParseText source.decode
		markdown.Parse markdown.read goldmark by markdown.splitter.Transform markdown.splitState.cut
		markdown.walker.blocks markdown.walker.block markdown.walker.add markdown.walker.inline markdown.runBuilder.spans
		markdown.runBuilder.add markdown.runBuilder.flush markdown.references markdown.linker.link
		plan.Bench by plan.Bench.Strands strand.Of plan.Bench.Text pipeline.store.Text strand.Strand.compare
		plan.Bench.Compare pipeline.store.Compare redline.Prepare legal.Flatten redline.vocabulary.tokenize redline.scanCells redline.scan
		redline.Prepared.Compare redline.newComparison redline.vocabulary.take redline.comparison.segments redline.comparison.stream redline.segments redline.writer.kept
		redline.writer.equal redline.writer.change redline.writer.flush redline.writer.add redline.unitsOf
		site.documentPages by site.documentPages.redlines site.documentPages.against strand.Strand.Against site.spot.body
		plan by render.Renderer.Page render.speaker.execute template by render.speaker.redline render.redliner.group render.redliner.cells
		redline/marks.Of redline.Record.Pieces render.redliner.record redline/marks.Record.Units redline/marks.deal
		redline/marks.Walker.Marked legal.Walker.Unit redline/marks.words.Words redline/marks.Places render.writer.Marked
		render.writer.marked render.inliner.place render.inliner.text render.markup.escape render.clean render.Renderer.unbroken`,
		"bytes, goldmark's tree, legal.Unit, legal.Flat, stream, Segment, Piece, marks.Unit, HTML"},
	"effective from edition.yaml to index.json": {22, 6, `
		source by source.loader.edition source.loader.editionYAML source.loader.readEdition source.object.instant source.object.text
		civil.ParseInstant pipeline by ledger.Publish ledger.maker.publish ledger.maker.stamp ledger by ledger.Record.Line ledger.wire.encode
		pipeline by pipeline.Project.parseLedger ledger.Parse ledger.parser.line ledger.decode ledger.wire.record pipeline by standing.Of timeline.Of timeline.Timeline.add
		api by api.planner.index render by render.Renderer.machine render.canonical`,
		"text, legal.Edition, ledger.Record, its line, timeline.Edition, api.EditionSpan"},
}

// function is one of the code: where it is, and which names stand in it.
type function struct {
	at    string
	lines int
	names map[string]bool
}

// code reads the functions of the product, by package and receiver, and counts the
// methods of its types.
func code(t *testing.T) (functions map[string]function, methods map[string]int) {
	t.Helper()
	functions, methods = map[string]function{}, map[string]int{}
	sources(t, func(file string) {
		if strings.HasPrefix(file, "internal/lab/") || strings.HasPrefix(file, "internal/docx/docxtest/") {
			return // tools of the makers, and of tests
		}
		set, tree := parsed(t, file)
		for _, d := range tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := strings.TrimPrefix(path.Dir(file), "internal/") + "."
			if f.Recv != nil {
				name += receiver(f.Recv.List[0].Type)
				methods[name]++
				name += "."
			}
			x := function{set.Position(f.Pos()).String(), set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1, map[string]bool{}}
			ast.Inspect(f, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					x.names[id.Name] = true
				}
				return true
			})
			functions[name+f.Name.Name] = x
		}
	})
	return functions, methods
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// Each function of a walk is called by one before it, and the walk is no longer than it
// was.
func TestWalks(t *testing.T) {
	functions, _ := code(t)
	for name, w := range walks {
		known := map[string]bool{} // names that stand in the functions so far
		n, by := 0, false
		for _, f := range strings.Fields(w.way) {
			x, ok := functions[f]
			switch {
			case f == "by":
				by = true
				continue
			case !ok && !by && strings.Contains(w.way, f+" by "):
				continue // what stands before "by"
			case !ok:
				t.Errorf("%s: there is no %s", name, f)
				continue
			}
			if short := f[strings.LastIndex(f, ".")+1:]; n > 0 && !by && !known[short] {
				t.Errorf("%s: nothing before it calls %s", name, f)
			}
			for id := range x.names {
				known[id] = true
			}
			n, by = n+1, false
		}
		if forms := len(strings.Split(w.as, ",")); n > w.functions || forms > w.forms {
			t.Errorf("%s: %d functions and %d forms, wanted at most %d and %d", name, n, forms, w.functions, w.forms)
		}
		t.Logf("%s: %d functions, %d forms", name, n, len(strings.Split(w.as, ",")))
	}
}

const (
	longest = 80  // lines of a function: a screen
	widest  = 60  // methods of a type
	tallest = 500 // lines of a file
)

// No function is longer than a screen, no file longer than somebody reads at once, and no
// type answers everything.
func TestSizes(t *testing.T) {
	functions, methods := code(t)
	if len(functions) < 1000 || len(methods) < 100 {
		t.Fatalf("%d functions, %d types with methods", len(functions), len(methods))
	}
	for name, f := range functions {
		if f.lines > longest {
			t.Errorf("%s: %s has %d lines, wanted at most %d", f.at, name, f.lines, longest)
		}
	}
	for name, n := range methods {
		if n > widest {
			t.Errorf("%s has %d methods, wanted at most %d", name, n, widest)
		}
	}
	sources(t, func(file string) {
		set, tree := parsed(t, file)
		if n := set.Position(tree.FileEnd).Line - 1; n > tallest {
			t.Errorf("%s has %d lines, wanted at most %d", file, n, tallest)
		}
	})
}
