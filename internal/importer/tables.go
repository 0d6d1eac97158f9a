package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

const (
	maxColumns  = 12 // of a table in a text
	tolerance   = 2  // characters by which the cells of one column may be set apart
	columnWords = 28 // characters of a line that is a column of running text
)

// tabler finds tables that are set by tabs or spaces.
type tabler struct{ *file }

// findTables marks lines that make a table: two or more, one below the other,
// whose parts are set by tabs or stand in the same columns.
func (t tabler) findTables() {
	t.findSpread()
	for i := 0; i < len(t.lines); {
		n := t.tableAt(i)
		if n < 2 {
			i++
			continue
		}
		for k := range n {
			t.lines[i+k].table = -1
		}
		t.lines[i].table = n
		i += n
	}
}

// findSpread marks the lines, one below the other, of as many cells each, between which several tabs stand: as
// many as it takes to reach the same column. Beside a row of a table with a cell for each tab they are rows, too.
func (t tabler) findSpread() {
	tabbed := func(i int) bool {
		return i >= 0 && i < len(t.lines) && !t.lines[i].whole() && innerTabs(&t.lines[i]) > 0
	}
	several := func(i int) bool {
		return tabbed(i) && strings.Contains(strings.Trim(t.lines[i].Text(), "\t "), "\t\t")
	}
	for i := 0; i < len(t.lines); i++ {
		end := i
		for several(end) && len(t.lines[end].cells) == len(t.lines[i].cells) && (end == i || t.lines[end].gap == 0) {
			end++
		}
		if end-i < 2 || tabbed(i-1) && t.lines[i].gap == 0 || tabbed(end) && t.lines[end].gap == 0 {
			i = max(i, end-1)
			continue
		}
		for k := i; k < end; k++ {
			t.lines[k].spread = true
		}
		i = end - 1
	}
}

// tableAt counts the lines of the table that begins with line i.
func (t tabler) tableAt(i int) int {
	head := &t.lines[i]
	if head.whole() {
		return t.typedRows(i)
	}
	if !head.wide() || len(head.cells) > maxColumns {
		return 0
	}
	tabs, n, narrow := innerTabs(head), 1, 0
	for j := i + 1; j < len(t.lines); j++ {
		l := &t.lines[j]
		if l.whole() || l.top || l.gap > 1 || l.gap > t.lines[min(i+1, len(t.lines)-1)].gap {
			break
		}
		if cells, at := below(head, l); tabs == 0 && cells != nil {
			l.cells, l.at = cells, at
		}
		if !sameTabs(head, l) && (!aligned(head, l) && !(tabs == 0 && fillsFirst(head, &t.lines[j-1], l)) || tabs > 0 && t.numbered(j)) {
			break
		}
		if len(l.cells) == 1 && !startsLower(l.text) && !(sameTabs(head, l) && strings.HasSuffix(l.Text(), "\t")) {
			narrow++
		} else {
			n, narrow = j-i+1, 0
		}
		if narrow > 2 {
			break
		}
	}
	return n
}

// typedRows counts the paragraphs from line i on that are rows of a table typed with tabs, as in Word: three and
// more, each of as many cells, and at least three. Two cells may be who signs and where.
func (t tabler) typedRows(i int) (n int) {
	const fewTabs, fewRows = 2, 3
	for ; i+n < len(t.lines); n++ {
		l := &t.lines[i+n]
		text := strings.TrimSpace(l.Text())
		if !l.whole() || l.Kind == blocks.Table || l.Label != "" || l.Heading > 0 || l.top || innerTabs(l) < fewTabs || innerTabs(l) != innerTabs(&t.lines[i]) || strings.Contains(text, "\t\t") ||
			strings.HasPrefix(l.Text(), "\t") || strings.Contains(text, "__") {
			break
		}
	}
	if n < fewRows {
		return 0
	}
	return n
}

// innerTabs counts the tabs between the words of a line.
func innerTabs(l *line) int {
	if l.spread {
		return len(l.cells) - 1
	}
	return strings.Count(strings.TrimRight(l.Text(), "\t"), "\t")
}

// sameTabs reports whether as many tabs part the cells of two lines, whether or not those
// behind the last words are counted: some programs leave them out.
func sameTabs(head, l *line) bool {
	return innerTabs(head) > 0 && (innerTabs(l) == innerTabs(head) || strings.Count(l.Text(), "\t") == strings.Count(head.Text(), "\t"))
}

// aligned reports whether the cells of l stand below those of head: every one in
// a column of head's, and not all words in the first.
func aligned(head, l *line) bool {
	if len(l.cells) > len(head.cells) || len(l.cells) == 1 && l.at[0] < head.at[1]-tolerance {
		return false
	}
	for _, at := range l.at {
		if column(head, at) < 0 {
			return false
		}
	}
	return true
}

// fillsFirst reports whether a line goes on with the first cell of the row above: in its place, in small letters, and no
// wider than the column is.
func fillsFirst(head, above, l *line) bool {
	return above.wide() && len(l.cells) == 1 && l.gap == 0 && column(head, l.at[0]) == 0 && startsLower(l.text) && !stopped(above.cells[0], ".:;!?…") && column(head, above.at[0]) == 0 &&
		l.at[0]+l.width < head.at[1]
}

// below cuts a line where the columns of head begin, if two spaces stand before each, or
// before one of them and one space in just the place of the rest: words that fill a column
// leave no more. What has parts of its own between is no such line.
func below(head, l *line) (cells []string, at []int) {
	raw := []rune(strings.TrimRight(l.Text(), " \u00a0"))
	ends, apart := []int{0}, false
	for _, x := range head.at[1:] {
		k := cutNear(raw, x-l.Indent)
		if k <= ends[len(ends)-1] {
			return nil, nil
		}
		ends, apart = append(ends, k), apart || raw[k-2] == ' '
	}
	if !apart {
		return nil, nil
	}
	for i, start := range ends {
		end := len(raw)
		if i+1 < len(ends) {
			end = ends[i+1]
		}
		piece := string(raw[start:end])
		if wideGap.MatchString(strings.TrimSpace(piece)) {
			return nil, nil
		}
		cells, at = append(cells, tidy(piece)), append(at, l.Indent+start)
	}
	return cells, at
}

// cutNear is where a word begins behind two spaces at most tolerance from x, or behind one
// at x; 0 if none does.
func cutNear(raw []rune, x int) int {
	for _, k := range []int{x, x - 1, x + 1, x - 2, x + 2} {
		if k > 1 && k < len(raw) && raw[k] != ' ' && raw[k-1] == ' ' && (k == x || raw[k-2] == ' ') {
			return k
		}
	}
	return 0
}

// column is the index of the column of head that begins at the given place, -1 for none.
func column(head *line, at int) int {
	for c, x := range head.at {
		if at >= x-tolerance && at <= x+tolerance {
			return c
		}
	}
	return -1
}

// rows reads the table that begins with line i. A line that has nothing in its
// first column, or goes on there in small letters, goes on with the cells above it.
func (t tabler) rows(i int, p *para) []blocks.Row {
	head := &t.lines[i]
	n := head.table
	columns := len(head.cells)
	tabs := 0
	for k := i; k < i+n; k++ {
		if l := &t.lines[k]; sameTabs(head, l) {
			tabs = max(tabs, innerTabs(l))
		}
	}
	if tabs > 0 {
		columns = min(tabs+1, maxColumns)
	}
	var rows []blocks.Row
	how, running := "spaces", t.columned(i, n)
	for k := i; k < i+n; k++ {
		l := &t.lines[k]
		cells := make([]string, columns)
		if tabs < maxColumns && sameTabs(head, l) {
			how = "tabs"
			typed := l.cells
			if !l.spread {
				typed = strings.Split(strings.TrimRight(l.Text(), "\t"), "\t")
			}
			for c, s := range typed {
				cells[c] = tidy(s)
			}
		} else {
			for c, s := range l.cells {
				at := min(c, columns-1)
				if tabs == 0 {
					at = max(column(head, l.at[c]), 0)
				}
				cells[at] = strings.TrimSpace(cells[at] + " " + s)
				if next := at + 1; tabs == 0 && next < columns && l.at[c]+utf8.RuneCountInString(s) > head.at[next]+tolerance {
					how = "wrapped" // it reaches into the next column
				}
			}
		}
		if len(rows) > 0 && (cells[0] == "" && !sumsUp(rows[len(rows)-1].Cells, cells) || tabs == 0 && goesOnInCells(rows[len(rows)-1].Cells, cells)) {
			last := rows[len(rows)-1].Cells
			for c, s := range cells {
				if s != "" {
					last[c] = cell(strings.TrimSpace(last[c].Text() + " " + s))
				}
			}
			how = "wrapped"
			continue
		}
		row := blocks.Row{Head: k == i}
		for _, s := range cells {
			row.Cells = append(row.Cells, cell(s))
		}
		rows = append(rows, row)
	}
	args := diag.Args{"words": excerpt(head.text)}
	switch {
	case tabs == 0 && running:
		t.tell(diag.ImportCells, "columns", head, p, args)
	case how == "wrapped":
		t.tell(diag.ImportCells, "", head, p, args)
	default:
		t.tell(diag.ImportTable, how, head, p, args)
	}
	return rows
}

// figures is a cell that is an amount: "212 000", "1,5".
var figures = regex.Of(`^[1-9][0-9 \x{00a0}]*(?:[.,][0-9]+)?$`)

// sumsUp reports whether cells without a first one are a row of their own: words that begin with a capital
// letter and an amount below another, as in «Итого».
func sumsUp(above []blocks.Cell, cells []string) bool {
	words, amounts := false, false
	for c, s := range cells {
		words = words || s != "" && unicode.IsUpper(opening(s))
		if figures.MatchString(s) {
			if !figures.MatchString(above[c].Text()) {
				return false
			}
			amounts = true
		}
	}
	return words && amounts
}

// columned reports whether n lines from i on may be no rows of a table: a cell ends where none does; or, of two cells each, in several of them both cells go on
// in small letters with full lines that stand above them, or in one both have a number, each its own.
func (t tabler) columned(i, n int) bool {
	const several = 2
	var widest [2]int
	for _, l := range t.lines[i : i+n] {
		for k := range min(len(l.cells), 2) {
			widest[k] = max(widest[k], utf8.RuneCountInString(l.cells[k]))
		}
	}
	running := 0
	for j := i; j < i+n; j++ {
		l := &t.lines[j]
		if j > i && t.cutOff(&t.lines[j-1], l) {
			return true
		}
		if len(l.cells) != 2 {
			continue
		}
		var labels [2]string
		going := 0
		for k, s := range l.cells {
			if c, ok := readLabel(t.rules, s); ok && c.how == plain && c.label.Form == legal.Decimal && len(c.label.Path) > 1 {
				labels[k] = c.label.Text
			}
			if j == i || k >= len(t.lines[j-1].cells) {
				continue
			}
			over := t.lines[j-1].cells[k]
			full := utf8.RuneCountInString(over+" "+firstField(s)) >= widest[k]
			if startsLower(s) && !stopped(over, ".:;!?…") && widest[k] >= columnWords/2 && full {
				going++
			}
		}
		if labels[0] != "" && labels[1] != "" && labels[0] != labels[1] {
			return true
		}
		if going == 2 {
			running++
		}
	}
	return running >= several
}

// cutOff reports whether a cell of a row ends where none does, and the row below has as many cells, one for each: «ТОО
// «Терем», г.» above «Тараз, ул. Абая, 5».
func (t tabler) cutOff(above, l *line) bool {
	if len(above.cells) != len(l.cells) || len(l.cells) < 2 {
		return false
	}
	return slices.ContainsFunc(above.cells, func(s string) bool {
		return strings.Contains(s, " ") && (t.signs.isClipped(s) || stopped(s, ",–(") || t.signs.amounts[s[strings.LastIndexByte(s, ' ')+1:]])
	})
}

// goesOnInCells reports whether the cells of a line go on with those of the row above: the
// first one in small letters below a capital one, and not all of them.
func goesOnInCells(above []blocks.Cell, cells []string) bool {
	empty := slices.Contains(cells, "")
	return empty && startsLower(cells[0]) && !startsLower(above[0].Text()) && above[0].Text() != "" && !stopped(above[0].Text(), ".")
}

// tellBeside reports the line right above or below a table that is no sentence: it may be
// one of its rows, with cells that no wide gap parts. Beside a table that is set by tabs only
// a line with parts may be one, such as a row whose first cell is empty.
func (r *recognizer) tellBeside(i, end int, p *para) {
	if strings.Contains(r.lines[i].Text(), "\t") {
		if i > 0 && r.lines[i].gap == 0 && r.lines[i-1].wide() && r.lines[i-1].table == 0 {
			r.tell(diag.ImportCells, "beside", &r.lines[i-1], r.above, diag.Args{"words": excerpt(r.lines[i-1].text)})
		}
		if end < len(r.lines) && r.lines[end].gap == 0 && r.lines[end].wide() && r.lines[end].table == 0 {
			r.tell(diag.ImportCells, "beside", &r.lines[end], p, diag.Args{"words": excerpt(r.lines[end].text)})
		}
		return
	}
	if i > 0 && r.lines[i].gap == 0 && r.above != nil && r.above.kind == prose && headingLike(r.lines[i-1].text) && !isCaps(r.lines[i-1].text) && r.lines[i-1].group == 0 && r.above.label.Form == legal.NoLabel &&
		len(strings.Fields(r.lines[i-1].text)) >= len(r.lines[i].cells) {
		r.tell(diag.ImportCells, "beside", &r.lines[i-1], r.above, diag.Args{"words": excerpt(r.lines[i-1].text)})
	}
	if end == len(r.lines) {
		return
	}
	l := &r.lines[end]
	words := !r.has[end] && !r.bulleted(end) && !isCaps(l.text) && (strings.Contains(l.text, "__") || headingLike(l.text))
	if l.gap == 0 && !l.whole() && l.group == 0 && !l.top && (words || len(l.cells) > len(r.lines[i].cells)) {
		r.tell(diag.ImportCells, "beside", l, p, diag.Args{"words": excerpt(l.text)})
	}
}

func cell(s string) blocks.Cell {
	return blocks.Cell{Paragraphs: []blocks.Block{{Runs: []blocks.Run{{Text: s}}}}}
}

// columns reports whether a text is set in two columns, and from which line on:
// many lines have two parts of running text that begin in the same place, and
// those on the right go on with one another.
func (t tabler) columns() (at *line, yes bool) {
	places := map[int]int{}
	goes := map[int]int{}
	firsts := map[int]*line{}
	for i := range t.lines {
		l := &t.lines[i]
		if l.whole() || len(l.cells) != 2 || len([]rune(l.cells[1])) < columnWords || len([]rune(l.cells[0])) < columnWords/2 {
			continue
		}
		x := l.at[1] / 4
		if firsts[x] == nil {
			firsts[x] = l
		}
		places[x]++
		if startsLower(l.cells[1]) || startsLower(l.cells[0]) {
			goes[x]++
		}
	}
	for i := range t.lines {
		if l := &t.lines[i]; len(l.at) == 2 {
			if x := l.at[1] / 4; firsts[x] == l && places[x] >= 8 && goes[x]*3 >= places[x] {
				return l, true
			}
		}
	}
	return t.sideBySide()
}

// sideBySide reports whether most words of a text stand in two columns, each in a language
// of its own or with clauses of its own, and from which line on. Two wordings of a clause that
// are compared have the same number.
func (t tabler) sideBySide() (at *line, yes bool) {
	var halves [2]strings.Builder
	all, counts, same := 0, [2]int{}, false
	for i := range t.lines {
		l := &t.lines[i]
		all += len(l.text)
		if l.whole() || len(l.cells) != 2 {
			continue
		}
		if at == nil {
			at = l
		}
		var labels [2]string
		for k := range halves {
			halves[k].WriteString(l.cells[k] + " ")
			if c, ok := readLabel(t.rules, l.cells[k]); ok && (c.how == plain || c.how == spaced) && c.label.Form == legal.Decimal {
				labels[k] = c.label.Text
				counts[k]++
			}
		}
		same = same || labels[0] != "" && labels[0] == labels[1]
	}
	if min(counts[0], counts[1]) > 1 && !same && (halves[0].Len()+halves[1].Len())*columnPart >= all {
		return at, true // the numbers of one column go on in the other
	}
	var is [2]*language.Language
	for k := range halves {
		letters := t.all.Letters(halves[k].String())
		if len(letters) == 0 || slices.Max(letters) < tongue {
			return nil, false
		}
		is[k] = t.all.Tell(letters, strange)
	}
	return at, is[0] != is[1] && (halves[0].Len()+halves[1].Len())*columnPart >= all
}
