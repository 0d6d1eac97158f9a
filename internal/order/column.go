package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// A column of a table is added and excluded by one instruction; its cells are quoted as a
// table of that column alone, or each on a line:
//
//	таблицу пункта 3.2 дополнить графой 3 следующего содержания: «| Срок | …»
//	графу 3 таблицы пункта 3.2 исключить

// columnOf is the column of the one table that a name may mean: «графу 3 таблицы пункта
// 3.2», or within the table that was named before.
func (r *reader) columnOf(f *forms, name string) []Ref {
	rest, c, ok := f.names.words.column(name)
	if !ok {
		return nil
	}
	owners := f.names.tables(rest)
	if here := r.here(); rest == "" && here != nil {
		owners = here
	}
	if len(owners) != 1 {
		return nil
	}
	first, ok := f.names.firstRow(owners[0])
	if n := 0; ok {
		if n = f.names.cell(first, c); n > 0 {
			return []Ref{{Index: first, Cell: n, Table: true}}
		}
	}
	return nil
}

// firstRow is the first row of the one table of a unit.
func (n *names) firstRow(r Ref) (first int, ok bool) {
	last, ok := n.lastRow(r)
	if !ok {
		return 0, false
	}
	return tableRows(n.units, last)[0], true
}

// tableRows are the rows of the table to which row i belongs; they follow each other.
func tableRows(units []legal.Unit, i int) (rows []int) {
	same := func(k int) bool { return units[k].Kind == legal.Row && units[k].Table == units[i].Table }
	for i > 0 && same(i-1) {
		i--
	}
	for ; i < len(units) && same(i); i++ {
		rows = append(rows, i)
	}
	return rows
}

// isColumn reports whether words say a column, and which: «графой 3»; 0: the last one.
func (v *vocabulary) isColumn(what string) (n int, ok bool) {
	if _, c, ok := v.column(what); ok {
		return c.number, c.number > 0
	}
	return 0, v.columnWords[foldName(what)]
}

// addColumn takes an addition of a column.
func (r *reader) addColumn(f *forms, h header, text string, at int) {
	refs := h.refs
	if len(refs) == 0 {
		refs = r.here()
	}
	n, _ := f.names.words.isColumn(h.what)
	if len(refs) == 1 {
		if first, ok := f.names.firstRow(refs[0]); ok {
			columns := len(f.names.units[first].Cells)
			if n == 0 {
				n = columns + 1
			}
			if n <= columns+1 {
				r.take(Instruction{Verb: AddColumn, Target: Ref{Index: first, Cell: n, Table: true}, Text: text, Line: at})
				return
			}
		}
	}
	refuse(&r.found, diag.OrderPlace, at, nil)
}

// columnCells are the cells of a quoted column, the head first, and how it is aligned.
func columnCells(text string) (cells []string, align string) {
	align = "---"
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		inner := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"))
		switch {
		case line == "":
		case strings.HasPrefix(line, "|") && len(cells) == 1 && strings.Trim(inner, ":-") == "" && strings.Contains(inner, "-"):
			align = inner
		case strings.HasPrefix(line, "|"):
			cells = append(cells, inner)
		default:
			cells = append(cells, inCell(line))
		}
	}
	return cells, align
}

// column changes a column of a table: all of it, or words in it.
func (a *applier) column(in *Instruction) {
	rows, n := tableRows(a.old.Units, in.Target.Index), in.Target.Cell
	cells, align := columnCells(in.Text)
	switch {
	case in.Verb == Exclude && a.fewer[rows[0]] >= len(a.old.Units[rows[0]].Cells): // no column would stay
		a.refuse(diag.OrderPlace, in, nil)
		return
	case in.Verb == Exclude:
		cells = make([]string, len(rows))
	case in.Verb == AddColumn && len(cells) == len(rows):
	case in.Verb <= ExcludeWords:
		a.wordsInColumn(in, rows)
		return
	default:
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	edits, tails := make([]edit, len(rows)), map[int]edit{}
	twice := -1 // a row that another instruction changes there
	for k, i := range rows {
		e, ok := a.columnEdit(in, i, a.blocks[i].body, cells[k])
		edits[k] = e
		if tail := a.blocks[i].tail; ok && tail != "" {
			var dashes edit
			if dashes, ok = a.columnEdit(in, i, tail, align); !strings.Contains(tail, " ") {
				dashes.text = strings.ReplaceAll(dashes.text, " ", "")
			}
			tails[i] = dashes
		}
		if !ok {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		if overlaps(a.edits[i], e) || overlaps(a.tails[i], tails[i]) {
			twice = i
		}
	}
	if twice >= 0 { // without this edit its row would have another number of cells
		cells := a.old.Units[twice].Cells
		a.refuse(diag.OrderTwice, in, diag.Args{"text": legal.Words(cells[min(n, len(cells))-1])})
		return
	}
	for k, i := range rows {
		a.edits[i] = append(a.edits[i], edits[k])
	}
	for i, e := range tails {
		a.tails[i] = append(a.tails[i], e)
	}
}

// countColumns counts the columns that an instruction adds to a table or takes out of it: of
// a table that loses all of them nothing would stay but bars.
func (a *applier) countColumns(in *Instruction) {
	if in.Target.Table {
		switch first := tableRows(a.old.Units, in.Target.Index)[0]; in.Verb {
		case Exclude:
			a.fewer[first]++
		case AddColumn:
			a.fewer[first]--
		}
	}
}

// columnEdit puts a cell into a line of row i, or takes one out; the line may be the row of
// dashes behind the head. ok is false if it has other cells than the row.
func (a *applier) columnEdit(in *Instruction, i int, line, text string) (e edit, ok bool) {
	row, count := strings.TrimLeft(line, "\n"), len(a.old.Units[i].Cells)
	bounds := cellsIn(row)
	switch {
	case a.blocks[i].fixed || a.claims.restates(i) || len(bounds) != count || in.Verb == Exclude && count == 1:
		return e, false
	case in.Verb == Exclude:
		e = withoutCell(row, bounds, in.Target.Cell)
	default:
		e = withCell(row, bounds, in.Target.Cell, text)
	}
	lead := len(line) - len(row)
	return edit{lead + e.from, lead + e.to, e.text}, true
}

// withCell puts a cell in as the n-th one of a row.
func withCell(row string, bounds [][2]int, n int, text string) edit {
	at := bounds[0][0]
	if n > 1 {
		if at = bounds[n-2][1]; at == len(row) { // no bar closes the row
			return edit{at, at, " | " + text}
		}
		at++
	}
	return edit{at, at, " " + text + " |"}
}

// withoutCell takes the n-th cell out of a row of several, with a bar.
func withoutCell(row string, bounds [][2]int, n int) edit {
	from, to := bounds[n-1][0], bounds[n-1][1]
	if to < len(row) {
		return edit{from, to + 1, ""}
	}
	return edit{from - 1, to, ""}
}

// wordsInColumn notes an edit of words that stand once in a column, or wherever they do.
func (a *applier) wordsInColumn(in *Instruction, rows []int) {
	var at []int
	for _, i := range rows {
		from, to, ok := cellIn(a.blocks[i].body, in.Target.Cell, len(a.old.Units[i].Cells))
		if spots, _ := in.spots(a.blocks[i].body[from:to]); ok && len(spots) > 0 {
			at = append(at, i)
		}
	}
	switch {
	case len(at) == 0:
		a.refuse(diag.OrderWords, in, diag.Args{"text": in.Words[0].Old})
	case len(at) > 1 && !in.Often:
		a.refuse(diag.OrderWordsOften, in, diag.Args{"text": in.Words[0].Old, "count": len(at)})
	default:
		for _, i := range at {
			one := *in
			one.Target = Ref{Index: i, Cell: in.Target.Cell}
			a.cell(&one)
		}
	}
}

// columnChange is that a table has one column more, or less: the n-th one of the new table,
// or of the old one.
type columnChange struct {
	n    int
	more bool
}

// columns finds the old tables, by a row of them, that have a column more or less and are
// else the same rows.
func (m *maker) columns() map[int]columnChange {
	out := map[int]columnChange{}
	for i := range m.old.Units {
		if u := &m.old.Units[i]; u.Kind == legal.Row && u.Head && m.printer.Has("order.cell.loc") {
			if c, ok := m.columnOf(tableRows(m.old.Units, i)); ok {
				out[u.Table] = c
			}
		}
	}
	return out
}

// columnOf compares the rows of an old table with those in their place.
func (m *maker) columnOf(rows []int) (c columnChange, ok bool) {
	for _, i := range rows {
		j := m.to[i]
		if j < 0 || m.restate[i] || !m.stays[i] || m.new.Units[j].Kind != legal.Row || m.new.Units[j].Table != m.new.Units[m.to[rows[0]]].Table ||
			m.old.Units[i].Head != m.new.Units[j].Head {
			return c, false
		}
	}
	for n := 1; ; n++ {
		fewer, more, all := m.withColumn(rows, n)
		if !all {
			return c, false
		}
		if fewer || more {
			return columnChange{n, more}, true
		}
	}
}

// withColumn reports whether rows become the new ones without their n-th cell, or are the
// new ones without theirs; all is false if no row can have such a cell.
func (m *maker) withColumn(rows []int, n int) (fewer, more, all bool) {
	fewer, more, all = true, true, true
	for _, i := range rows {
		a, b := m.oldBlocks[i].body, m.newBlocks[m.to[i]].body
		x, y := cellsIn(a), cellsIn(b)
		if d := len(y) - len(x); d != 1 && d != -1 || n > max(len(x), len(y)) || len(x) != len(m.old.Units[i].Cells) || len(y) != len(m.new.Units[m.to[i]].Cells) {
			return false, false, false
		}
		fewer = fewer && len(x) > len(y) && slices.Equal(slices.Delete(cellTexts(a, x), n-1, n), cellTexts(b, y))
		more = more && len(y) > len(x) && slices.Equal(cellTexts(a, x), slices.Delete(cellTexts(b, y), n-1, n))
	}
	return fewer, more, all
}

// cellTexts is what stands in the cells of a row.
func cellTexts(row string, bounds [][2]int) (out []string) {
	for _, b := range bounds {
		out = append(out, strings.TrimSpace(row[b[0]:b[1]]))
	}
	return out
}

// sayColumn says the change of a column of the table that begins with row i.
func (m *maker) sayColumn(i int, c columnChange) {
	target := Ref{Index: i, Cell: c.n, Table: true}
	if !c.more {
		m.say(Instruction{Verb: Exclude, Target: target}, i)
		return
	}
	var lines []string
	for _, k := range tableRows(m.old.Units, i) {
		b := &m.newBlocks[m.to[k]]
		lines = append(lines, "| "+cellTexts(b.body, cellsIn(b.body))[c.n-1]+" |")
		if dashes := strings.TrimLeft(b.tail, "\n"); dashes != "" && len(cellsIn(dashes)) >= c.n {
			lines = append(lines, "|"+cellTexts(dashes, cellsIn(dashes))[c.n-1]+"|")
		}
	}
	m.say(Instruction{Verb: AddColumn, Target: target, Text: strings.Join(lines, "\n")}, i)
}
