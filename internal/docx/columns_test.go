package docx

import (
	"slices"
	"strings"
	"testing"
)

// TestColumns: a table has columns as wide as its words need, and none breaks a word if there is room.
func TestColumns(t *testing.T) {
	row := func(cells ...string) (r Row) {
		for _, s := range cells {
			r.Cells = append(r.Cells, Cell{Span: 1, Blocks: []Block{&Paragraph{Runs: []Run{{Text: s}}}}})
		}
		return r
	}
	long := strings.Repeat("весло ", 20)
	for _, c := range []struct {
		table Table
		want  []int
	}{
		{Table{Rows: []Row{row("№", "Лодка"), row("1", long)}}, []int{428, 8643}},
		{Table{Rows: []Row{row("Весло", "Лодка")}}, []int{4536, 4536}},
		{Table{Rows: []Row{row("№", "Лодка")}, Widths: []int{1, 2}}, []int{3024, 6048}},
		{Table{Rows: []Row{row(long, "удостоверение", long)}}, []int{3593, 1885, 3593}},
		{Table{Rows: []Row{{Cells: []Cell{{Span: 2, Blocks: row(long).Cells[0].Blocks}}}, row("а", "б")}}, []int{4536, 4536}},
		{Table{Rows: []Row{row(strings.Repeat("в", 100), strings.Repeat("в", 100))}}, []int{4536, 4536}},
		{Table{}, []int{9072}},
	} {
		if got := (&writer{width: 9072}).columns(&c.table); !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.table, got, c.want)
		}
	}
	w := &writer{width: 9072}
	w.blocks([]Block{&Table{Rows: []Row{row("№", "Лодка")}}, &Paragraph{Runs: []Run{{Text: "2."}}}, &Paragraph{Runs: []Run{{Text: "3."}}}})
	if got := w.b.String(); strings.Count(got, "w:spacing") != 1 || strings.Index(got, "w:spacing") < strings.Index(got, "</w:tbl>") || strings.Index(got, "w:spacing") > strings.Index(got, "2.") {
		t.Errorf("got %s", got)
	}
}
