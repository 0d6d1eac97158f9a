package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Settings are what a written file says besides its text.
type Settings struct {
	Title    string
	Author   string
	Language string    // of the proofing tools, as Word names it: "kk-KZ"
	Created  time.Time // zero: not said
	// Head is the title block of the first page. It stands in the page's header,
	// so that it is no part of the text.
	Head []string
	// Landscape lays the paper on its side.
	Landscape bool
	// Attached is text that travels with the file as a custom XML part: Word keeps it
	// when it saves the file and does not show it.
	Attached string
}

// Write writes a document with its tracked changes as a .docx file: A4, pages
// numbered at the foot. The same document gives the same bytes. Styles are those
// of the table below, by name; paragraphs of other styles, notes and comments
// are not written. Num{ID: Bullet} is the one list there is.
func Write(d *Document, s Settings) ([]byte, error) {
	w := &writer{targets: map[string]string{}, width: pageWidth(s.Landscape) - sideMargins}
	w.blocks(d.Blocks)
	if n := len(d.Blocks); n == 0 || !endsPlain(d.Blocks[n-1]) {
		w.paragraph(&Paragraph{}) // Word keeps the last paragraph whatever becomes of the changes
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range w.parts(s) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(p.data)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// epoch is the time of all parts of a package: the first that ZIP knows.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// endsPlain reports whether a document can end with b: a paragraph whose mark is
// not tracked.
func endsPlain(b Block) bool {
	p, ok := b.(*Paragraph)
	return ok && p.Ins == nil && p.Del == nil
}

// writer writes w:body.
type writer struct {
	b       strings.Builder
	id      int               // of the last tracked change
	links   []string          // targets of relationships, in order
	targets map[string]string // relationship by target
	width   int               // of the text, in twentieths of a point
	below   bool              // a table ends where the next paragraph begins
}

// escaped is XML text.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;").Replace

func (w *writer) write(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// blocks writes blocks. Word joins tables that follow each other, so an empty
// paragraph parts them. It goes and comes with them: it is there only if both are.
func (w *writer) blocks(blocks []Block) {
	var before *Table
	for _, b := range blocks {
		table, _ := b.(*Table)
		switch b := b.(type) {
		case *Paragraph:
			w.moved(b)
		case *Table:
			if before != nil {
				p := &Paragraph{}
				for _, t := range []*Table{before, b} {
					ins, del := t.marks()
					if ins != nil {
						p.Ins = ins
					}
					if del != nil {
						p.Del = del
					}
				}
				w.paragraph(p)
			}
			w.table(b)
		case *Box:
			w.blocks(b.Blocks)
		}
		before = table
	}
}

// marks are those of a table that was inserted or deleted as a whole; nil: it was not.
func (t *Table) marks() (ins, del *Mark) {
	whole := func(of func(*Row) *Mark) *Mark {
		for i := range t.Rows {
			if of(&t.Rows[i]) == nil {
				return nil
			}
		}
		if len(t.Rows) == 0 {
			return nil
		}
		return of(&t.Rows[0])
	}
	return whole(func(r *Row) *Mark { return r.Ins }), whole(func(r *Row) *Mark { return r.Del })
}

// attrs are the attributes of a tracked change; nil is one of nobody.
func (w *writer) attrs(m *Mark) string {
	w.id++
	if m == nil {
		m = &Mark{}
	}
	s := fmt.Sprintf(` w:id="%d" w:author="%s"`, w.id, escaped(m.Author))
	if !m.Date.IsZero() {
		s += ` w:date="` + m.Date.UTC().Format("2006-01-02T15:04:05Z") + `"`
	}
	return s
}

// moved writes a paragraph, within the marks of a move if it was moved.
func (w *writer) moved(p *Paragraph) {
	m, kind := p.Ins, "To"
	if p.Del != nil {
		m, kind = p.Del, "From"
	}
	if m == nil || m.Move == "" {
		w.paragraph(p)
		return
	}
	attrs := w.attrs(m)
	w.write("<w:move", kind, "RangeStart", attrs, ` w:name="`, escaped(m.Move), `"/>`)
	id := w.id
	w.paragraph(p)
	w.write("<w:move", kind, fmt.Sprintf(`RangeEnd w:id="%d"/>`, id))
}

// change opens the element of a tracked change and returns how it is closed.
func (w *writer) change(m *Mark, tag, move string) (end string) {
	if m == nil {
		return ""
	}
	if m.Move != "" {
		tag = move
	}
	w.write("<", tag, w.attrs(m), ">")
	return "</" + tag + ">"
}

// empty writes a tracked change that holds nothing.
func (w *writer) empty(m *Mark, tag, move string) {
	if m == nil {
		return
	}
	if m.Move != "" {
		tag = move
	}
	w.write("<", tag, w.attrs(m), "/>")
}

func (w *writer) paragraph(p *Paragraph) {
	w.write("<w:p><w:pPr>")
	w.format(p.Format, w.below)
	w.below = false
	if p.Ins != nil || p.Del != nil {
		w.write("<w:rPr>")
		w.empty(p.Ins, "w:ins", "w:moveTo")
		w.empty(p.Del, "w:del", "w:moveFrom")
		w.write("</w:rPr>")
	}
	if p.Old != nil {
		w.write("<w:pPrChange", w.attrs(p.By), "><w:pPr>")
		w.format(*p.Old, false)
		w.write("</w:pPr></w:pPrChange>")
	}
	w.write("</w:pPr>")
	for i := 0; i < len(p.Runs); {
		link, end := p.Runs[i].Link, i+1
		for end < len(p.Runs) && p.Runs[end].Link == link && link != "" {
			end++
		}
		close := w.link(link)
		for _, r := range p.Runs[i:end] {
			w.run(r)
		}
		w.write(close)
		i = end
	}
	w.write("</w:p>")
}

// format writes what a paragraph says of its form. One below a table, but no heading, keeps off from it.
func (w *writer) format(f Format, below bool) {
	if id := styleIDs[f.Style]; id != "" {
		w.write(`<w:pStyle w:val="`, id, `"/>`)
	}
	if f.PageBreak {
		w.write("<w:pageBreakBefore/>")
	}
	if f.Num.ID != "" {
		w.write(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%s"/></w:numPr>`, f.Num.Level, escaped(f.Num.ID)))
	}
	if below && !strings.HasPrefix(f.Style, "heading") {
		w.write(`<w:spacing w:before="120"/>`)
	}
	if f.Left != 0 || f.Hanging != 0 {
		side := fmt.Sprintf(`w:hanging="%d"`, f.Hanging)
		if f.Hanging < 0 {
			side = fmt.Sprintf(`w:firstLine="%d"`, -f.Hanging)
		}
		w.write(fmt.Sprintf(`<w:ind w:left="%d" %s/>`, f.Left, side))
	}
	if f.Align != AlignLeft {
		w.write(`<w:jc w:val="`, string(f.Align), `"/>`)
	}
}

// link opens a hyperlink and returns how it is closed.
func (w *writer) link(target string) (end string) {
	switch {
	case target == "":
		return ""
	case strings.HasPrefix(target, "#"):
		w.write(`<w:hyperlink w:anchor="`, escaped(target[1:]), `">`)
	default:
		if w.targets[target] == "" {
			w.links = append(w.links, target)
			w.targets[target] = fmt.Sprintf("link%d", len(w.links))
		}
		w.write(`<w:hyperlink r:id="`, w.targets[target], `">`)
	}
	return "</w:hyperlink>"
}

func (w *writer) run(r Run) {
	ins := w.change(r.Ins, "w:ins", "w:moveTo")
	del := w.change(r.Del, "w:del", "w:moveFrom")
	w.write("<w:r>")
	if props := w.face(r); props != "" {
		w.write("<w:rPr>", props, "</w:rPr>")
	}
	tag := "w:t"
	if r.Del != nil && r.Del.Move == "" {
		tag = "w:delText"
	}
	for text := r.Text; text != ""; {
		n := strings.IndexAny(text, "\t\n\f")
		if n != 0 {
			if n < 0 {
				n = len(text)
			}
			w.write("<", tag, ` xml:space="preserve">`, escaped(text[:n]), "</", tag, ">")
			text = text[n:]
			continue
		}
		w.write(map[byte]string{'\t': "<w:tab/>", '\n': "<w:br/>", '\f': `<w:br w:type="page"/>`}[text[0]])
		text = text[1:]
	}
	w.write("</w:r>", del, ins)
}

// face are the properties of a run.
func (w *writer) face(r Run) string {
	s := faceXML(r.Face, r.Link != "")
	if r.Old != nil && r.By != nil {
		s += "<w:rPrChange" + w.attrs(r.By) + "><w:rPr>" + faceXML(*r.Old, r.Link != "") + "</w:rPr></w:rPrChange>"
	}
	return s
}

func faceXML(f Face, link bool) (s string) {
	switch {
	case f&Code != 0:
		s += `<w:rStyle w:val="HTMLCode"/>`
	case link:
		s += `<w:rStyle w:val="Hyperlink"/>`
	}
	if f&Bold != 0 {
		s += "<w:b/>"
	}
	if f&Italic != 0 {
		s += "<w:i/>"
	}
	if f&Struck != 0 {
		s += "<w:strike/>"
	}
	if f&Raised != 0 {
		s += `<w:vertAlign w:val="superscript"/>`
	}
	return s
}

func (w *writer) table(t *Table) {
	widths := w.columns(t)
	w.write(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		w.write(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, width))
	}
	w.write("</w:tblGrid>")
	for _, r := range t.Rows {
		w.write("<w:tr><w:trPr>")
		if r.Head {
			w.write("<w:tblHeader/>")
		}
		w.empty(r.Ins, "w:ins", "w:ins")
		w.empty(r.Del, "w:del", "w:del")
		w.write("</w:trPr>")
		column := 0
		for _, c := range r.Cells {
			width := 0
			for _, part := range widths[column : column+c.Span] {
				width += part
			}
			column += c.Span
			w.write(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width))
			if c.Span > 1 {
				w.write(fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.Span))
			}
			switch {
			case c.Merged:
				w.write(`<w:vMerge w:val="restart"/>`)
			case c.Below:
				w.write("<w:vMerge/>")
			}
			w.write("</w:tcPr>")
			w.below = false
			w.blocks(c.Blocks)
			if n := len(c.Blocks); n == 0 || !endsPlain(c.Blocks[n-1]) && r.Ins == nil && r.Del == nil {
				w.paragraph(&Paragraph{}) // a cell ends with a paragraph
			}
			w.write("</w:tc>")
		}
		w.write("</w:tr>")
	}
	w.write("</w:tbl>")
	w.below = true
}
