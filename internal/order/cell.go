package order

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// A cell of a table is named by its column, which no unit is:
//
//	в графе 3 строки 2 таблицы пункта 3.2 слово «…» заменить словом «…»
//	графу «Срок» строки 2 таблицы пункта 3.2 изложить в следующей редакции: «…»
//
// A name without its column names the row. Within a clause a row is named by its number
// alone, too.

// column is a column of a table as a name has it.
type column struct {
	number int    // from 1; 0: it is named by its head
	head   string // what stands in the head of the table
}

// columnsOf is the pattern of columns in a name, in each form of their words.
func columnsOf(forms, called []string) *regexp.Regexp {
	if len(forms) == 0 {
		return nil
	}
	word, quoted := `(?:`+strings.Join(forms, "|")+`)`, inHead+`([^`+outHead+`]+)`+outHead
	return regexp.MustCompile(`(?i)(^|\s)(?:(\d+)-` + word + `|` + word + `\s+(\d+)|` + word + `\s+` + quoted + `|` + quoted + calledBy(called) + `\s+` + word +
		`|(\pL+)\s+` + word + `)(\s|$)`)
}

// column takes the column out of a name. ok is false if it names none.
func (v *vocabulary) column(name string) (rest string, c column, ok bool) {
	found := v.columnsIn.Of(name, v.columnOf)
	return found.rest, found.column, found.ok
}

// columnNamed is the column of a name, and what is left of the name without it.
type columnNamed struct {
	rest   string
	column column
	ok     bool
}

func (v *vocabulary) columnOf(name string) (found columnNamed) {
	if v.columns == nil {
		return found
	}
	for _, m := range v.columns.FindAllStringSubmatchIndex(name, -1) {
		group := func(k int) string {
			if m[2*k] < 0 {
				return ""
			}
			return name[m[2*k]:m[2*k+1]]
		}
		c := column{number(group(2) + group(3)), group(4) + group(5)}
		if w := group(6); w != "" {
			c.number = v.counts[foldName(w)]
		}
		if c.number > 0 || c.head != "" {
			return columnNamed{strings.TrimSpace(name[:m[0]] + " " + name[m[1]:]), c, true}
		}
	}
	return found
}

// cells gives the cells of the rows that a name may mean with a column.
func (r *reader) cells(f *forms, name string) (out []Ref) {
	rest, c, ok := f.names.words.column(name)
	if !ok {
		return nil
	}
	rows := r.units(f, rest)
	if rest == "" { // «в строке 2 в графе 3»
		rows = r.here()
	}
	for _, ref := range rows {
		if n := f.names.cell(ref.Index, c); n > 0 {
			ref.Cell = n
			out = append(out, ref)
		}
	}
	return out
}

// tables gives the clauses with one table or several that a name may mean: «таблице
// пункта 3.2».
func (n *names) tables(name string) (out []Ref) {
	key, ok := strings.CutSuffix(" "+n.words.key(name)+" ", " §table ")
	if !ok {
		key, ok = strings.CutPrefix(" "+n.words.key(name)+" ", " §table ")
	}
	if !ok {
		return nil
	}
	for _, r := range n.refs[strings.TrimSpace(key)] {
		if from, to := r.reach(n.units); slices.ContainsFunc(n.units[from:to], func(u legal.Unit) bool { return u.Kind == legal.Row }) {
			out = append(out, r)
		}
	}
	return out
}

// tables are those that a name means: «таблицу» alone is that of the clause named last.
func (r *reader) tables(f *forms, name string) []Ref {
	if f.names.words.key(name) != "§table" {
		return f.names.tables(name)
	}
	for _, c := range slices.Backward(r.contexts()) {
		from, to := c.ref.reach(f.names.units)
		if f.names.units[from].Kind != legal.Row && slices.ContainsFunc(f.names.units[from:to], func(u legal.Unit) bool { return u.Kind == legal.Row }) {
			return []Ref{c.ref}
		}
	}
	return nil
}

// cell is the number of a row's cell in a column; 0 if it has none there, or several.
func (n *names) cell(i int, c column) int {
	u := &n.units[i]
	if u.Kind != legal.Row || c.number > len(u.Cells) {
		return 0
	}
	if c.number > 0 {
		return c.number
	}
	found := 0
	for k := range n.units {
		if h := &n.units[k]; h.Kind == legal.Row && h.Head && h.Table == u.Table {
			for at, cell := range h.Cells {
				if foldName(legal.Words(cell)) == foldName(c.head) && at < len(u.Cells) {
					if found > 0 {
						return 0
					}
					found = at + 1
				}
			}
		}
	}
	return found
}

// hasBar reports whether words hold the bar between two cells, which nobody reads aloud.
func hasBar(in Instruction) bool {
	w := in.Words[0]
	return strings.Contains(w.Old, "|") || strings.Contains(w.New, "|")
}

// inCells says the changes of a row cell by cell. ok is false if it has more cells, or
// less: then it is stated anew.
func (m *maker) inCells(i, j int) (list []Instruction, ok bool) {
	a, b, n := m.oldBlocks[i].body, m.newBlocks[j].body, len(m.old.Units[i].Cells)
	if len(m.new.Units[j].Cells) != n || !m.printer.Has("order.cell.loc") {
		return nil, false
	}
	for k := 1; k <= n; k++ {
		from, to, ok := cellIn(a, k, n)
		from2, to2, ok2 := cellIn(b, k, n)
		old, new := a[from:to], b[from2:to2]
		if !ok || !ok2 {
			return nil, false
		}
		if old == new {
			continue
		}
		said, ok := newAmended(old, new).instruct(old, nil)
		if !ok || slices.ContainsFunc(said, unseen) {
			said = []Instruction{{Verb: Restate, Text: strings.TrimSpace(new)}}
		}
		for _, in := range said {
			in.Target = Ref{Index: i, Cell: k}
			list = append(list, in)
		}
	}
	return list, len(list) > 0
}

// cellsIn is where the cells of a row stand in its body, between the bars.
func cellsIn(body string) (cells [][2]int) {
	at := 0
	if strings.HasPrefix(body, "|") {
		at = 1
	}
	for k := at; k <= len(body); k++ {
		if k < len(body) && (body[k] != '|' || k > 0 && body[k-1] == '\\') {
			continue
		}
		if k < len(body) || strings.TrimSpace(body[at:]) != "" {
			cells = append(cells, [2]int{at, k})
		}
		at = k + 1
	}
	return cells
}

// cellIn is where the n-th cell of a row of so many stands in its body, without the
// spaces around it unless it is empty; ok is false if the body has not as many.
func cellIn(body string, n, count int) (from, to int, ok bool) {
	cells := cellsIn(body)
	if n < 1 || n > len(cells) || len(cells) != count {
		return 0, 0, false
	}
	from, to = cells[n-1][0], cells[n-1][1]
	cell := body[from:to]
	if strings.TrimSpace(cell) == "" {
		return from, to, true
	}
	from += len(cell) - len(strings.TrimLeft(cell, " \t"))
	return from, from + len(strings.TrimSpace(cell)), true
}

// inCell is quoted text as it stands in a cell: on one line, its bars escaped.
func inCell(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.ReplaceAll(strings.ReplaceAll(text, `\|`, "|"), "|", `\|`)
}

// asRows is quoted text as rows of a table with so many columns: cells that a person
// parted by tabs stand between bars. ok is false if the text is no such rows.
func asRows(text string, columns int) (rows string, ok bool) {
	if strings.Contains(text, "|") {
		return text, true
	}
	var out []string
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(strings.Trim(line, "\n"), "\t")
		if len(cells) != columns {
			return "", false
		}
		for k, cell := range cells {
			cells[k] = inCell(cell)
		}
		out = append(out, "| "+strings.Join(cells, " | ")+" |")
	}
	return strings.Join(out, "\n"), len(out) > 0
}

// lastRow is the last row of the one table of a unit; ok is false if it has none, or several
// tables.
func (n *names) lastRow(r Ref) (last int, ok bool) {
	last = -1
	for i := r.Index; i >= 0 && i < subtreeEnd(n.units, r.Index); i++ {
		u := &n.units[i]
		if u.Kind != legal.Row {
			continue
		}
		if last >= 0 && u.Table != n.units[last].Table {
			return 0, false
		}
		last = i
	}
	return last, last >= 0
}

// columns is how many cells the rows of the one table of a unit have; 0 if it has none,
// or several tables.
func (n *names) columns(r Ref) int {
	if last, ok := n.lastRow(r); ok {
		return len(n.units[last].Cells)
	}
	return 0
}

// cell changes a cell of a row: its words, or all that stands in it.
func (a *applier) cell(in *Instruction) {
	i := in.Target.Index
	from, to, ok := cellIn(a.blocks[i].body, in.Target.Cell, len(a.old.Units[i].Cells))
	if !ok || a.blocks[i].fixed {
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	if in.Verb == Restate {
		text := inCell(in.Text)
		if strings.TrimSpace(a.blocks[i].body[from:to]) == "" {
			text = " " + text + " "
		}
		a.edit(in, i, edit{from, to, text})
		return
	}
	one := *in
	one.Words = []Words{{in.Words[0].Old, inCell(in.Words[0].New)}}
	if in.Verb == AddWords && in.Words[0].Old == "" {
		a.atEnd(&one, i, from, to)
		return
	}
	a.wordsIn(&one, i, from, to)
}

// wordsIn notes an edit of words that stand once in a part of a unit.
func (a *applier) wordsIn(in *Instruction, i, from, to int) {
	switch e, n := locate(*in, a.blocks[i].body[from:to]); n {
	case 0:
		a.refuse(diag.OrderWords, in, diag.Args{"text": in.Words[0].Old})
	case 1:
		a.edit(in, i, edit{from + e.from, from + e.to, e.text})
	default:
		a.refuse(diag.OrderWordsOften, in, diag.Args{"text": in.Words[0].Old, "count": n})
	}
}

// rowPlace is the unit behind which new rows stand in the one table of units [from, to):
// behind the row with the greatest number below theirs, if the rows have numbers, else
// at its end.
func (a *applier) rowPlace(text string, from, to int) (after int, ok bool) {
	first, _, _ := strings.Cut(strings.TrimLeft(text, " >|"), "|")
	number := rowNumberOf(first)
	table, numbered := -1, -1
	for i := from; i < to; i++ {
		u := &a.old.Units[i]
		if u.Kind != legal.Row {
			continue
		}
		if table >= 0 && u.Table != table {
			return 0, false
		}
		table, after = u.Table, i
		if len(u.Cells) == 0 || u.Head || number == "" {
			continue
		}
		if n := rowNumberOf(legal.Words(u.Cells[0])); n != "" && compareNumbers(n, number) < 0 {
			numbered = i
		}
	}
	if numbered >= 0 {
		after = numbered
	}
	return after, table >= 0
}
