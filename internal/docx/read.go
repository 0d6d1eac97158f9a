package docx

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
)

// Read reads the file called name. Findings name its paragraphs by their
// ordinal, as lines. The document is nil if the findings hold an error.
func Read(name string, data []byte) (*Document, diag.List) {
	r := &reader{name: name, doc: &Document{}, anchors: map[string]*Comment{}}
	if err := r.prepare(data); err != nil {
		r.refuse(err)
		return nil, r.found
	}
	for _, n := range r.body.kids {
		r.doc.Blocks = append(r.doc.Blocks, r.blocks(n, mark{})...)
	}
	for _, f := range r.fields {
		if !f.result {
			r.found.Add(diag.DocxField, f.place, diag.Args{"code": excerpt(f.code.String())})
		}
	}
	r.fields, r.unshown = nil, 0
	r.endSection(r.body.kid("w:sectPr"))
	r.readNotes()
	r.endSection(nil)
	r.readComments()
	return r.doc, r.found
}

// reader reads one document.
type reader struct {
	name  string
	found diag.List
	doc   *Document

	pack      *pack
	styles    *styles
	body      *node
	links     map[string]string // addresses by relationship
	notes     map[string]*node  // "w:footnote 2": its element
	noteIndex map[string]int    // the same: its index in doc.Notes from 1
	noteBody  []*node           // of doc.Notes; nil if it is missing
	settings  *node
	section   int // ordinal of the present section
	counted   int // notes whose section is known
	comments  *node

	place   int                 // ordinal of the present paragraph
	fields  []*field            // complex fields that are open, outermost first
	unshown int                 // open fields whose instruction is being read
	boxes   []Block             // of text boxes in the present paragraph
	anchors map[string]*Comment // where comments begin and what they are about, by id
	open    []*Comment          // comments whose words are being read
	move    string              // name of the last move that began
	table   int                 // tables around the present paragraph
}

// field is a complex field. Its result is shown, its instruction is not.
type field struct {
	code   strings.Builder
	result bool   // the separator was met
	link   string // of a HYPERLINK, or of the field around it
	box    string // state of a check box
	// contents: it is a table of contents, or stands in one
	contents bool
	place    diag.Pos // where it begins
}

// mark is who inserted and deleted what is being read.
type mark struct{ ins, del *Mark }

// prepare reads what the body needs.
func (r *reader) prepare(data []byte) error {
	p, err := openPack(data)
	if err != nil {
		return err
	}
	r.pack = p
	top, err := p.relations("")
	if err != nil {
		return err
	}
	main := find(top, "officeDocument")
	if main == "" {
		return &partError{"word/document.xml", errMissing}
	}
	root, err := p.read(main)
	if err != nil {
		return err
	}
	if r.body = root.kid("w:body"); root.name != "w:document" || r.body == nil {
		return &partError{main, errMissing}
	}
	rels, err := p.relations(main)
	if err != nil {
		return err
	}
	r.links = map[string]string{}
	for _, rel := range rels {
		if rel.kind == "hyperlink" {
			r.links[rel.id] = rel.target
		}
	}
	styles, err := p.optional(rels, "styles")
	if err != nil {
		return err
	}
	r.styles = readStyles(styles)
	lists, err := p.optional(rels, "numbering")
	if err != nil {
		return err
	}
	r.doc.numbering = readNumbering(lists, r.styles)
	r.notes, r.noteIndex = map[string]*node{}, map[string]int{}
	for _, kind := range []string{"footnote", "endnote"} {
		notes, err := p.optional(rels, kind+"s")
		if err != nil {
			return err
		}
		if notes != nil {
			for _, n := range notes.kids {
				r.notes[n.name+" "+n.attr("w:id")] = n
			}
		}
	}
	r.settings, _ = p.optional(rels, "settings") // a file without them can be read, too
	if r.comments, err = p.optional(rels, "comments"); err != nil {
		return err
	}
	r.doc.Attached = p.attached(rels)
	return r.readHeads(rels)
}

// refuse turns an error of the package into a finding.
func (r *reader) refuse(err error) {
	at := diag.Pos{File: r.name}
	var part *partError
	switch {
	case errors.Is(err, errEncrypted):
		r.found.Add(diag.DocxEncrypted, at, nil)
	case errors.Is(err, errLimit):
		r.found.Add(diag.DocxSize, at, nil)
	case errors.As(err, &part):
		variant := ""
		if errors.Is(err, errMissing) {
			variant = "missing"
		}
		r.found.AddVariant(diag.DocxDamaged, variant, at, diag.Args{"part": part.part})
	default:
		r.found.Add(diag.DocxDamaged, at, diag.Args{"part": "ZIP"})
	}
}

// at is the place of the present paragraph.
func (r *reader) at() diag.Pos { return diag.Pos{File: r.name, Line: max(r.place, 1)} }

// readHeads reports the words of running heads and feet, which are not read.
func (r *reader) readHeads(rels []relation) error {
	told := map[string]bool{}
	for _, rel := range rels {
		if rel.kind != "header" && rel.kind != "footer" {
			continue
		}
		root, err := r.pack.read(rel.target)
		if err != nil {
			return err
		}
		var b strings.Builder
		words(root, &b)
		text := excerpt(b.String())
		if text != "" && !told[text] {
			told[text] = true
			r.found.Add(diag.DocxRunningHead, diag.Pos{File: r.name}, diag.Args{"text": text})
		}
	}
	return nil
}

// words writes the text inside n, a space between paragraphs.
func words(n *node, b *strings.Builder) {
	switch n.name {
	case "w:t", "m:t":
		b.Write(n.text)
	case "w:tab", "w:br", "w:p":
		b.WriteByte(' ')
	}
	for _, k := range n.kids {
		words(k, b)
	}
}

// excerptLength is how many characters of a text a message holds.
const excerptLength = 80

// excerpt is s with single spaces, cut to a length that a message can hold.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > excerptLength {
		return strings.TrimSpace(string(runes[:excerptLength-1])) + "…"
	}
	return s
}

// readMark reads the author and date of a tracked change.
func (r *reader) readMark(n *node) *Mark {
	m := &Mark{Author: n.attr("w:author"), Date: readDate(n.attr("w:date"))}
	if n.name == "w:moveFrom" || n.name == "w:moveTo" {
		if m.Move = r.move; m.Move == "" {
			m.Move = "move"
		}
	}
	return m
}

// readDate reads a date as Word writes it: local time that says to be UTC.
func readDate(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// with returns m with the tracked change that n is, if it is one.
func (r *reader) with(m mark, n *node) mark {
	switch n.name {
	case "w:ins", "w:moveTo":
		m.ins = r.readMark(n)
	case "w:del", "w:moveFrom":
		m.del = r.readMark(n)
	}
	return m
}

// marks returns m with the tracked changes among the elements of props.
func (r *reader) marks(m mark, props *node) mark {
	if props != nil {
		for _, k := range props.kids {
			m = r.with(m, k)
		}
	}
	return m
}

// twips reads a length: twentieths of a point, or a number with a unit.
func twips(s string) (int, bool) {
	s = strings.TrimSpace(s)
	per := 1.0
	for unit, twips := range map[string]float64{"pt": 20, "in": 1440, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240, "pi": 240} {
		if rest, ok := strings.CutSuffix(s, unit); ok {
			s, per = rest, twips
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v*per) > 1e6 {
		return 0, false
	}
	return int(math.Round(v * per)), true
}
