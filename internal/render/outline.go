package render

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// outline is the order in which a redline's records are shown.
type outline struct {
	records []redline.Record
	parts   []part
	ids     []string // of each record, unique; its anchor in the new text if it has one
	steps   []string // ids of the changes that the reader walks through
	whole   []int    // for a quiet heading without a change below it, where its section ends; else 0
}

// part is one changed record, a list or table with changes, or a run of records
// without any.
type part struct {
	records []int
	changed []int // those with marks; none in a run
	fold    bool  // the run is long enough to be folded
	gone    bool  // the record stands elsewhere: this is the line at its old place
}

// Texts and runs shorter than this, in bytes, are not folded. Longer ones are,
// however little changed: the less did, the more would stand around it.
const (
	foldText = 5000
	foldRun  = 500
)

// outlineOf arranges a redline; units are those of the new text.
func outlineOf(r *redline.Redline, units []legal.Unit) *outline {
	o := &outline{records: r.Records, ids: make([]string, len(r.Records))}
	o.identify()
	o.sections(units)
	gone := o.gone()
	size := 0
	for i := range r.Records {
		size += recordSize(&r.Records[i])
	}
	var run part
	length := 0
	flush := func() {
		if len(run.records) > 0 {
			run.fold = size > foldText && (length > foldRun || len(run.records) > 2)
			o.parts = append(o.parts, run)
		}
		run, length = part{}, 0
	}
	leave := func(after int) { // the lines of what was moved away from behind a record
		if list := gone[after]; len(list) > 0 {
			flush()
			for _, k := range list {
				o.parts = append(o.parts, part{records: []int{k}, gone: true})
			}
		}
	}
	leave(-1)
	for i := 0; i < len(r.Records); {
		p := o.next(i)
		if len(p.changed) > 0 {
			flush()
			o.parts = append(o.parts, p)
			o.steps = append(o.steps, o.ids[p.changed[0]])
			for _, k := range p.records {
				leave(k)
			}
		} else {
			for _, k := range p.records {
				switch rec := &r.Records[k]; {
				case rec.New[0].Kind == legal.Heading && o.whole[k] == 0: // stays in sight above a change
					flush()
					o.parts = append(o.parts, part{records: []int{k}})
				default:
					run.records = append(run.records, k)
					length += recordSize(rec)
				}
				leave(k)
			}
		}
		i += len(p.records)
	}
	flush()
	return o
}

// gone lists the records that were moved, what moved with them left out, by the
// record that stands before their old place: the one nearest before it in the old
// text that stayed; -1 for none.
func (o *outline) gone() map[int][]int {
	stayed := map[int]int{} // by index in the old text
	last := -1
	for i := range o.records {
		if r := &o.records[i]; len(r.Old) > 0 && !r.Moved {
			for _, u := range r.Old {
				stayed[u.Index] = i
				last = max(last, u.Index)
			}
		}
	}
	var moved []int
	for i := range o.records {
		if r := &o.records[i]; r.Moved && !r.Carried && len(r.New) == 1 && kindOfRecord(r) != legal.Row {
			moved = append(moved, i)
		}
	}
	slices.SortFunc(moved, func(a, b int) int { return o.records[a].Old[0].Index - o.records[b].Old[0].Index })
	out := map[int][]int{}
	for _, i := range moved {
		before := -1
		for at := min(o.records[i].Old[0].Index-1, last); at >= 0; at-- {
			if k, ok := stayed[at]; ok {
				before = k
				break
			}
		}
		out[before] = append(out[before], i)
	}
	return out
}

// next is the part that begins with record i: alone, or all neighbours in the
// same table or list, or a clause that moved with all that moved below it.
func (o *outline) next(i int) part {
	p := part{records: []int{i}}
	if r := &o.records[i]; r.Moved && !r.Carried {
		p.changed = []int{i}
		for j := i + 1; j < len(o.records) && o.records[j].Carried && sameWords(&o.records[j]); j++ {
			p.records = append(p.records, j)
		}
		return p
	}
	box := o.box(i)
	if box != "" {
		for j := i + 1; j < len(o.records) && o.box(j) == box; j++ {
			p.records = append(p.records, j)
		}
	}
	for _, k := range p.records {
		if !isPlain(&o.records[k]) {
			p.changed = append(p.changed, k)
		}
	}
	return p
}

// box names the table or list that a record stands in; empty for none.
func (o *outline) box(i int) string {
	r := &o.records[i]
	switch kindOfRecord(r) {
	case legal.Row:
		return "rows"
	case legal.Item:
		return "items"
	}
	return ""
}

// identify gives each record an id: its clause's anchor, one of its own if it
// was removed.
func (o *outline) identify() {
	used := map[string]bool{}
	for i := range o.records {
		for _, u := range o.records[i].New {
			if u.Anchor != "" && !used[u.Anchor] {
				used[u.Anchor] = true
				if o.ids[i] == "" {
					o.ids[i] = u.Anchor
				}
			}
		}
	}
	for i := range o.records {
		if o.ids[i] != "" {
			continue
		}
		if r := &o.records[i]; len(r.Old) > 0 && r.Old[0].Anchor != "" {
			o.ids[i] = "old-" + r.Old[0].Anchor
		}
		if o.ids[i] == "" || used[o.ids[i]] {
			o.ids[i] = "change-" + strconv.Itoa(i)
		}
		used[o.ids[i]] = true
	}
}

// sections finds the quiet headings with nothing but quiet records below them.
func (o *outline) sections(units []legal.Unit) {
	o.whole = make([]int, len(o.records))
	type open struct{ at, level int }
	var stack []open
	close := func(level, end int) {
		for len(stack) > 0 && stack[len(stack)-1].level >= level {
			o.whole[stack[len(stack)-1].at] = end
			stack = stack[:len(stack)-1]
		}
	}
	for i := range o.records {
		r := &o.records[i]
		if isHeading(r) {
			close(units[r.New[0].Index].Level, i)
		}
		if !isPlain(r) {
			stack = stack[:0] // none of the sections around it is whole
		} else if isHeading(r) {
			stack = append(stack, open{i, units[r.New[0].Index].Level})
		}
	}
	close(0, len(o.records))
}

func isHeading(r *redline.Record) bool { return len(r.New) > 0 && r.New[0].Kind == legal.Heading }

// isPlain reports whether a record is shown without marks: nothing but its number changed.
func isPlain(r *redline.Record) bool {
	return r.Change == redline.Unchanged && !r.Moved && !r.Formatting
}

// isQuiet reports whether a record's wording is the same.
func isQuiet(r *redline.Record) bool {
	if r.Moved || r.Change != redline.Unchanged && r.Change != redline.Changed {
		return false
	}
	return r.Classes()[redline.Wording] == 0
}

// isSimple reports whether the old clause is the merged one without its
// insertions.
func isSimple(r *redline.Record) bool {
	if len(r.Old) == 0 || len(r.New) == 0 {
		return true
	}
	return len(r.Old) == 1 && len(r.New) == 1 && r.Old[0].Number == r.New[0].Number && r.Old[0].Kind == r.New[0].Kind && !r.Formatting
}

// sameWords reports whether no word has a mark.
func sameWords(r *redline.Record) bool { return r.Change == redline.Unchanged }

// isWhole reports whether so little is common that the old text is read better
// whole before the new one.
func isWhole(r *redline.Record) bool { return r.Rewritten() }

func kindOfRecord(r *redline.Record) legal.UnitKind {
	if len(r.New) > 0 {
		return r.New[0].Kind
	}
	return r.Old[0].Kind
}

func recordSize(r *redline.Record) int {
	n := 0
	for _, u := range r.New {
		n += len(u.Text)
	}
	return n
}

// sameLabel says which clauses a folded run holds: «Өзгеріссіз: 2-бөлім, 3.1–3.4».
func (m *redliner) sameLabel(p part) (string, error) {
	names, err := m.sameNames(p)
	if err != nil {
		return "", err
	}
	var label string
	if len(names) == 0 || len(names) > 8 {
		label, err = m.words.Count("redline.same.blocks", len(p.records), nil)
	} else {
		label, err = m.words.Text("redline.same", map[string]string{"names": strings.Join(names, ", ")})
	}
	renumbered := 0
	for _, i := range p.records {
		if m.view.Redline.Records[i].Renumbered {
			renumbered++
		}
	}
	if err != nil || renumbered == 0 {
		return label, err
	}
	more, err := m.words.Count("change.count.renumbered", renumbered, nil)
	return label + "; " + more, err
}

// sameNames names the sections of a run that are whole, and the clauses outside
// them as ranges of numbers.
func (m *redliner) sameNames(p part) ([]string, error) {
	var names numbersOf
	end := 0 // of the section that was named
	for _, i := range p.records {
		r := &m.view.Redline.Records[i]
		u := r.New[0]
		switch {
		case i < end:
		case isHeading(r):
			names.flush()
			name, err := m.sectionName(r)
			if err != nil {
				return nil, err
			}
			if name != "" {
				names.list = append(names.list, name)
				end = m.plan.whole[i]
			}
		case u.Number != "" && (u.Number == u.Anchor || names.first == "" && !strings.Contains(u.Anchor, "_")):
			names.number(u.Number)
		}
	}
	names.flush()
	return names.list, nil
}

// sectionName names a section in a list; empty if its heading is too long for one.
func (m *redliner) sectionName(r *redline.Record) (string, error) {
	u := r.New[0]
	switch {
	case u.Number != "":
		return description.Name(m.words, r)
	case utf8.RuneCountInString(u.Text) > 50:
		return "", nil
	}
	return "«" + u.Text + "»", nil
}

// numbersOf gathers names and joins numbers that follow each other to a range.
type numbersOf struct {
	list        []string
	first, last string // of the open range
}

func (n *numbersOf) number(s string) {
	if n.first == "" {
		n.first = s
	}
	n.last = s
}

// flush closes the open range.
func (n *numbersOf) flush() {
	switch {
	case n.first == "":
	case n.first == n.last:
		n.list = append(n.list, n.first)
	default:
		n.list = append(n.list, n.first+"–"+n.last)
	}
	n.first, n.last = "", ""
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
