package description

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// Row is a row of the comparative table as it is filed: one clause to which
// something happened, or all those of which nothing but the number changed.
type Row struct {
	marks.Change        // its Record is nil in the row of numbers
	Name         string // of the clause; of the row of numbers: what it is about
	What         string // what happened to the clause, in words; never empty but in the row of numbers
	// Reason is that of the clause; of one without, the summary of all changes; empty:
	// none is given. Span is the number of rows, this one the first, beside which it
	// stands, once; 0: it stands beside a row above.
	Reason string
	Span   int
	// Old and New are the lines of the row of numbers: what was Old[i] is New[i].
	Old, New []string
}

// Table gives the rows of the comparative table, in order, the row of numbers last.
// new gives the reasons.
func Table(p Printer, r *redline.Redline, new *legal.Text) ([]Row, error) {
	var out []Row
	var renumbered []*redline.Record
	for c := range marks.Changes(r) {
		if IsRenumbered(c.Record) {
			renumbered = append(renumbered, c.Record)
			continue
		}
		row := Row{Change: c}
		var err error
		if row.Name, err = Name(p, c.Record); err != nil {
			return nil, err
		}
		if row.What, err = What(p, c.Record); row.What == "" && err == nil {
			row.What, err = moved(p, c.Record) // carried along; but a row is read by itself
		}
		if err != nil {
			return nil, err
		}
		row.Reason = reasonOf(new, c.Record)
		out = append(out, row)
	}
	if len(renumbered) > 0 {
		row, err := numbersRow(p, renumbered)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	reasons := make([]*Row, len(out))
	for i := range out {
		reasons[i] = &out[i]
	}
	Spread(reasons, new.Changes)
	return out, nil
}

// mostRows is how many rows a cell of HTML can span.
const mostRows = 65534

// Spread gives each run of rows whose clauses have no reason of their own the summary
// of all changes, once, in one cell that spans them.
func Spread(rows []*Row, changes string) {
	var run *Row
	for _, r := range rows {
		switch {
		case r.Reason != "":
			r.Span, run = 1, nil
		case run != nil && run.Span < mostRows:
			run.Span++
		default:
			r.Span, run = 1, r
		}
	}
	for _, r := range rows {
		if r.Reason == "" {
			r.Reason = changes
		}
	}
}

// IsRenumbered reports whether nothing of a record changed but its number.
func IsRenumbered(r *redline.Record) bool {
	return r.Renumbered && r.Change == redline.Unchanged && !r.Moved && !r.Formatting && r.Old[0].Number != ""
}

// reasonOf is the reason that a text gives for what happened to a record.
func reasonOf(new *legal.Text, r *redline.Record) string {
	units := r.New
	if len(units) == 0 {
		units = r.Old
	}
	return new.Reason(units[0].Source, units[0].Index)
}

// numbersRow is the row of clauses of which nothing but the number changed. Those
// that follow each other stand in one line: «3.2–3.5».
func numbersRow(p Printer, records []*redline.Record) (Row, error) {
	row := Row{}
	var err error
	if row.Name, err = p.Text("table.renumbered", nil); err != nil {
		return row, err
	}
	line := func(of func(*redline.Record) *redline.Unit, from, to int) (string, error) {
		first, err := numberOf(p, of(records[from]))
		if err != nil || to == from+1 {
			return first, err
		}
		last, err := numberOf(p, of(records[to-1]))
		return first + "–" + last, err
	}
	old := func(r *redline.Record) *redline.Unit { return &r.Old[0] }
	new := func(r *redline.Record) *redline.Unit { return &r.New[0] }
	for i := 0; i < len(records); {
		end := i + 1
		for end < len(records) && follows(old(records[end-1]), old(records[end])) && follows(new(records[end-1]), new(records[end])) {
			end++
		}
		was, err := line(old, i, end)
		if err != nil {
			return row, err
		}
		is, err := line(new, i, end)
		if err != nil {
			return row, err
		}
		row.Old, row.New = append(row.Old, was), append(row.New, is)
		i = end
	}
	return row, nil
}

// numberOf is a decimal number, which is found by itself, or the name of a clause
// with any other.
func numberOf(p Printer, u *redline.Unit) (string, error) {
	if label := u.Source[u.Index].Label; label.Form == legal.Decimal && u.Kind != legal.Heading {
		return u.Number, nil
	}
	return naming.Unit(p, u.Source, u.Index, naming.Nominative)
}

// follows reports whether a clause's decimal number is the next one of its level:
// 3.3 after 3.2.
func follows(a, b *redline.Unit) bool {
	x, y := a.Source[a.Index].Label, b.Source[b.Index].Label
	n := len(x.Path)
	if x.Form != legal.Decimal || y.Form != legal.Decimal || a.Kind == legal.Heading || b.Kind == legal.Heading || n == 0 || len(y.Path) != n {
		return false
	}
	for i := range n - 1 {
		if !slices.Equal(x.Path[i], y.Path[i]) {
			return false
		}
	}
	last, next := x.Path[n-1], y.Path[n-1]
	return len(last) == 1 && len(next) == 1 && next[0] == last[0]+1
}
