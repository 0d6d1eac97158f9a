package importer

import (
	"testing"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestTyped: every word of a source is a line's, notes too; marks of Markdown stand within quotation
// marks alone, and those around rows outside of the bars.
func TestTyped(t *testing.T) {
	plain := func(s string) []blocks.Run { return []blocks.Run{{Text: s}} }
	cell := func(s string) blocks.Cell { return blocks.Cell{Paragraphs: []blocks.Block{{Runs: plain(s)}}} }
	got := typed(&blocks.Source{
		Blocks: []blocks.Block{
			{Label: "1)", Place: blocks.Place{Line: 3}, Runs: []blocks.Run{{Text: "в "}, {Text: "пункте 1 слова «не", Style: legal.Strong}, {Text: "1", Note: 1}, {Text: " более» исключить"}}},
			{Kind: blocks.Table, Place: blocks.Place{Line: 4}, Rows: []blocks.Row{{Cells: []blocks.Cell{cell("«Двор"), cell("300»;")}}}},
		},
		Notes: []blocks.Note{{Blocks: []blocks.Block{{Runs: plain("Сноска."), Place: blocks.Place{Line: 9}}}}},
	})
	want := "1) в пункте 1 слова «**не**\\[1] более» исключить\n\n«| Двор | 300 |»;\n\nСноска.\n"
	if string(got.Text) != want {
		t.Errorf("%q, not %q", got.Text, want)
	}
	if got.Line(1) != 3 || got.Line(3) != 4 || got.Line(5) != 9 || (Typed{}).Line(7) != 7 {
		t.Errorf("lines %v", got.places)
	}
}
