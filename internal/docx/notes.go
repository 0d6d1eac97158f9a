package docx

// Word counts notes through the whole text or anew in each section or on each page, in a format and
// from a number on (ECMA-376, part 1, 17.11). What a section says of it goes before the settings.
// A note with a mark of the author's own is not counted.

// counting is how notes of one kind are counted in a section.
type counting struct {
	form  level // its format alone
	skip  int   // numbers before the first one
	anew  string
	place int // which section it is
}

// The values of w:numRestart.
const (
	eachSection = "eachSect"
	eachPage    = "eachPage"
)

// readCounting reads the properties of notes over those of the settings.
func readCounting(n *node, c counting) counting {
	if f := n.kid("w:numFmt"); f.attr("w:val") != "" {
		c.form = level{format: f.attr("w:val"), pattern: f.attr("w:format")}
	}
	if v, ok := n.number("w:numStart"); ok && v > 0 {
		c.skip = v - 1
	}
	if v := n.val("w:numRestart"); v != "" {
		c.anew = v
	}
	return c
}

// noteKinds are the properties of footnotes and of endnotes, and the format that they have without them.
var noteKinds = map[bool]struct{ props, format string }{false: {"w:footnotePr", "decimal"}, true: {"w:endnotePr", "lowerRoman"}}

// endSection says how the notes are counted that stand in the section which ends here with some properties.
func (r *reader) endSection(props *node) {
	for ; r.counted < len(r.doc.Notes); r.counted++ {
		note := &r.doc.Notes[r.counted]
		kind := noteKinds[note.End]
		whole := readCounting(r.settings.kid(kind.props), counting{form: level{format: kind.format}})
		note.count = readCounting(props.kid(kind.props), whole)
		note.count.place = r.section
	}
	r.section++
}

// countNotes gives the notes of a reading of a document the marks that Word shows.
func (d *Document) countNotes() {
	counts, sections := map[bool]int{}, map[bool]int{}
	for i := range d.Notes {
		n := &d.Notes[i]
		if n.Mark != "" {
			n.shown = n.Mark
			continue
		}
		if n.count.anew == eachSection && n.count.place != sections[n.End] {
			counts[n.End] = 0
		}
		sections[n.End] = n.count.place
		counts[n.End]++
		text, known := n.count.form.spell(counts[n.End] + n.count.skip)
		switch n.shown = text; {
		case !known:
			n.unknown = n.count.form.format
		case n.count.anew == eachPage && counts[n.End] > 1:
			n.unknown = eachPage // where its pages end only Word knows
		}
	}
}

// NoteMark is what Word shows in the text for a note of a document without tracked changes, by its index from 1.
func (d *Document) NoteMark(index int) string { return d.Notes[index-1].shown }
