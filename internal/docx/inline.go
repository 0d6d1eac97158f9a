package docx

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
)

// inline reads what stands in a paragraph.
type inline struct {
	*reader
	p     *Paragraph
	style *style // of the paragraph; may be nil
	// oldStyle is its style before a tracked change of it, else the same.
	oldStyle *style
	face     Face // of the present run; hidden text has the bit hidden
	capped   bool // its letters are shown as capitals
	old      *Face
	by       *Mark
	m        mark
	link     string
	marked   int // the note whose own mark follows in this run, by its index from 1
}

// maxMark is how many bytes an author's own mark of a note may have.
const maxMark = 20

// maxOpen is how many comments at once are told with the words they are about.
const maxOpen = 100

// read reads an element inside a paragraph.
func (in *inline) read(n *node, m mark, link string) {
	switch n.name {
	case "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "m:ctrlPr":
		return
	case "w:r":
		in.run(n, m, link)
		return
	case "w:hyperlink":
		link = in.links[n.attr("r:id")]
		if anchor := n.attr("w:anchor"); anchor != "" {
			link += "#" + anchor
		}
	case "w:fldSimple":
		in.simpleField(n, m, link)
		return
	case "m:oMath":
		var b strings.Builder
		words(n, &b)
		in.found.Add(diag.DocxFormula, in.at(), diag.Args{"text": excerpt(b.String())})
	case "m:t": // a run of a formula may lack a run of Word around it
		in.m, in.link, in.face, in.old, in.by, in.capped = m, link, 0, nil, nil, false
		in.add(string(n.text))
		return
	case "w:moveFromRangeStart", "w:moveToRangeStart":
		in.move = n.attr("w:name")
		return
	case "w:commentRangeStart":
		c := &Comment{Place: in.place}
		in.anchors[n.attr("w:id")] = c
		if len(in.reader.open) < maxOpen {
			in.reader.open = append(in.reader.open, c)
		}
		return
	case "w:commentRangeEnd":
		c := in.anchors[n.attr("w:id")]
		in.reader.open = slices.DeleteFunc(in.reader.open, func(o *Comment) bool { return o == c })
		return
	case "w:p", "w:tbl": // no paragraph may stand here
		in.boxes = append(in.boxes, in.blocks(n, m)...)
		return
	}
	m = in.with(m, n)
	for _, k := range n.kids {
		in.read(k, m, link)
	}
}

// run reads a run.
func (in *inline) run(n *node, m mark, link string) {
	props := n.kid("w:rPr")
	in.m, in.link = in.marks(m, props), link
	in.face = in.styles.runFace(props, in.style)
	in.capped = in.face&capped != 0
	in.face &^= capped
	in.old, in.by = nil, nil
	before := props
	if change := props.kid("w:rPrChange"); change != nil {
		before, in.by = change.kid("w:rPr"), in.readMark(change)
	}
	// If the paragraph had another style, so had its runs.
	if old := in.styles.runFace(before, in.oldStyle) &^ (hidden | capped); old != in.face&^hidden {
		in.old = &old
	} else {
		in.by = nil
	}
	for _, k := range n.kids {
		in.piece(k, m)
	}
	in.marked = 0
}

// piece reads an element of a run.
func (in *inline) piece(n *node, m mark) {
	switch n.name {
	case "w:t", "w:delText", "m:t":
		text := string(n.text)
		if n.attr("xml:space") != "preserve" && n.name != "m:t" {
			text = strings.Trim(text, " \t\r\n")
		}
		in.add(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\f", " ", "\v", " ").Replace(text))
	case "w:instrText", "w:delInstrText":
		if k := len(in.fields); k > 0 {
			in.fields[k-1].code.Write(n.text)
		}
	case "w:tab", "w:ptab":
		in.add("\t")
	case "w:cr":
		in.add("\n")
	case "w:br":
		if t := n.attr("w:type"); t == "page" || t == "column" {
			in.add("\f")
		} else {
			in.add("\n")
		}
	case "w:noBreakHyphen":
		in.add("\u2011")
	case "w:softHyphen":
		in.add("\u00ad")
	case "w:sym":
		in.symbol(n)
	case "w:fldChar":
		in.fieldChar(n)
	case "w:footnoteReference", "w:endnoteReference":
		if in.shown() {
			note := in.note(strings.TrimSuffix(n.name, "Reference"), n.attr("w:id"))
			in.p.Runs = append(in.p.Runs, Run{Note: note, Ins: in.m.ins, Del: in.m.del})
			if own := n.attr("w:customMarkFollows"); own != "" && isOn(own) {
				in.marked = note
			}
		}
	case "w:commentReference":
		if in.anchors[n.attr("w:id")] == nil {
			in.anchors[n.attr("w:id")] = &Comment{Place: in.place}
		}
	case "w:drawing", "w:pict", "w:object":
		in.drawing(n, m)
	case "w:pgNum":
		in.found.Add(diag.DocxField, in.at(), diag.Args{"code": "PAGE"})
	case "w:ruby":
		if base := n.kid("w:rubyBase"); base != nil {
			for _, k := range base.kids {
				in.read(k, m, in.link)
			}
		}
	case "w:rPr":
	default:
		for _, k := range n.kids {
			in.piece(k, m)
		}
	}
}

// shown reports whether text that stands here is shown: not that of a field's instruction.
func (in *inline) shown() bool { return in.unshown == 0 }

// add adds text in the present run's face.
func (in *inline) add(text string) {
	if text == "" || !in.shown() {
		return
	}
	if in.face&hidden != 0 {
		in.found.Add(diag.DocxHidden, in.at(), diag.Args{"text": excerpt(text)})
		return
	}
	if words := strings.TrimSpace(text); in.marked > 0 && words != "" && len(words) <= maxMark {
		in.doc.Notes[in.marked-1].Mark, in.marked = words, 0
		return
	}
	if !in.capped && strings.TrimSpace(text) != "" {
		in.p.Capitals = false
	}
	if in.face&Struck != 0 {
		in.found.Add(diag.DocxStruck, in.at(), diag.Args{"text": excerpt(text)})
	}
	link := in.link
	if k := len(in.fields); k > 0 && link == "" {
		link = in.fields[k-1].link
	}
	in.reader.open = slices.DeleteFunc(in.reader.open, func(c *Comment) bool {
		c.Anchor += text
		return len(c.Anchor) >= 4*excerptLength
	})
	in.p.Runs = append(in.p.Runs, Run{Text: text, Face: in.face, Link: link, Ins: in.m.ins, Del: in.m.del, Old: in.old, By: in.by})
}

// joinRuns makes one of runs of which only the text differs.
func joinRuns(runs []Run) []Run {
	var out []Run
	for i := 0; i < len(runs); {
		end := i + 1
		for end < len(runs) && runs[i].joins(runs[end]) {
			end++
		}
		r := runs[i]
		if end > i+1 {
			var b strings.Builder
			for _, o := range runs[i:end] {
				b.WriteString(o.Text)
			}
			r.Text = b.String()
		}
		out = append(out, r)
		i = end
	}
	return out
}

// joins reports whether only the text of two runs differs.
func (r Run) joins(o Run) bool {
	face := func(a, b *Face) bool { return a == b || a != nil && b != nil && *a == *b }
	return r.Note == 0 && o.Note == 0 && r.Face == o.Face && r.Link == o.Link && r.Ins.equal(o.Ins) && r.Del.equal(o.Del) && face(r.Old, o.Old)
}

func (m *Mark) equal(o *Mark) bool { return m == o || m != nil && o != nil && *m == *o }

// fieldChar reads the begin, the separator or the end of a field.
func (in *inline) fieldChar(n *node) {
	k := len(in.fields) - 1
	switch n.attr("w:fldCharType") {
	case "begin":
		f := &field{place: in.at()}
		if box := n.kid("w:ffData").kid("w:checkBox"); box != nil {
			on, ok := box.toggle("w:checked")
			if !ok {
				on, _ = box.toggle("w:default")
			}
			f.box = "☐"
			if on {
				f.box = "☒"
			}
		}
		if k >= 0 {
			f.link, f.contents = in.fields[k].link, in.fields[k].contents
		}
		in.fields = append(in.fields, f)
		in.unshown++
	case "separate":
		if k >= 0 && !in.fields[k].result {
			in.fields[k].separate()
			in.unshown--
		}
	case "end":
		if k < 0 {
			return
		}
		f := in.fields[k]
		in.fields = in.fields[:k]
		if !f.result {
			in.unshown--
		}
		switch kind := fieldKind(f.code.String()); {
		case f.box != "":
			in.add(f.box)
		case !f.result && in.shown() && !silent[kind]:
			in.found.Add(diag.DocxField, f.place, diag.Args{"code": excerpt(f.code.String())})
		}
	}
}

// separate ends the instruction of a field.
func (f *field) separate() {
	f.result = true
	if link := fieldLink(f.code.String()); link != "" {
		f.link = link
	}
	f.contents = f.contents || fieldKind(f.code.String()) == "TOC"
}

// simpleField reads a field that is one element.
func (in *inline) simpleField(n *node, m mark, link string) {
	code := n.attr("w:instr")
	if l := fieldLink(code); l != "" {
		link = l
	}
	for _, k := range n.kids {
		in.read(k, m, link)
	}
	if len(n.kids) == 0 && in.shown() && !silent[fieldKind(code)] {
		in.found.Add(diag.DocxField, in.at(), diag.Args{"code": excerpt(code)})
	}
}

// silent are the fields that show nothing.
var silent = map[string]bool{"": true, "TC": true, "XE": true, "RD": true, "TA": true, "SET": true, "ASK": true, "PRIVATE": true, "BOOKMARK": true, "NOTEREF": true}

// fieldKind is the first word of a field's instruction, in capitals.
func fieldKind(code string) string {
	words := strings.Fields(code)
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0])
}

// fieldLink is the address of a HYPERLINK instruction; empty if it is none.
func fieldLink(code string) string {
	if fieldKind(code) != "HYPERLINK" {
		return ""
	}
	var quoted []string
	for i, s := range strings.Split(code, `"`) {
		if i%2 == 1 {
			quoted = append(quoted, s)
		}
	}
	local := strings.Contains(code, `\l`)
	switch {
	case len(quoted) == 0:
		return ""
	case local && len(quoted) == 1:
		return "#" + quoted[0]
	case local:
		return quoted[0] + "#" + quoted[1]
	}
	return quoted[0]
}

// symbol reads a character of a symbol font.
func (in *inline) symbol(n *node) {
	code, err := strconv.ParseUint(n.attr("w:char"), 16, 32)
	if err != nil {
		return
	}
	r := rune(code)
	if known := symbolOf(n.attr("w:font"), r); known != 0 {
		in.add(string(known))
		return
	}
	if r >= 0xe000 && r <= 0xf8ff || r < ' ' || !utf8.ValidRune(r) {
		in.found.Add(diag.DocxSymbol, in.at(), diag.Args{"font": n.attr("w:font"), "code": n.attr("w:char")})
		in.add("\ufffd")
		return
	}
	in.add(string(r))
}

// drawing reads the text boxes of a drawing, or a line across the page, and reports a picture.
func (in *inline) drawing(n *node, m mark) {
	var walk func(n *node) bool
	walk = func(n *node) (found bool) {
		for _, k := range n.kids {
			if k.name == "w:txbxContent" {
				in.box(k, m)
				found = true
				continue
			}
			found = walk(k) || found
		}
		return found
	}
	if walk(n) || !in.shown() {
		return
	}
	if line := n.find("v:rect").attr("o:hr"); line == "t" || line == "true" {
		if len(in.p.Runs) == 0 {
			in.p.Style = Rule
		}
		return
	}
	props := n.find("wp:docPr")
	alt := props.attr("descr")
	if alt == "" {
		alt = props.attr("name")
	}
	in.found.Add(diag.DocxPicture, in.at(), diag.Args{"text": excerpt(alt)})
}

// box reads a text box.
func (in *inline) box(n *node, m mark) {
	fields, unshown := in.fields, in.unshown // the box has its own
	in.reader.fields, in.reader.unshown = nil, 0
	place := in.at()
	var blocks []Block
	for _, k := range n.kids {
		blocks = append(blocks, in.blocks(k, m)...)
	}
	in.reader.fields, in.reader.unshown = fields, unshown
	var b strings.Builder
	for _, p := range Paragraphs(blocks) {
		b.WriteString(p.Text() + " ")
	}
	in.found.Add(diag.DocxTextBox, place, diag.Args{"text": excerpt(b.String())})
	in.boxes = append(in.boxes, &Box{blocks})
}
