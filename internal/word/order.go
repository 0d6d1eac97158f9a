package word

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
)

// orderDocument is the amending order between two texts, which has proved itself. What it
// quotes stands as the text does: numbers, marks, tables.
func orderDocument(p order.Printer, pair Pair) (*docx.Document, error) {
	o, err := order.Make(p, pair.Redline, pair.Old.Text, pair.New.Text, pair.Language)
	if err != nil {
		return nil, err
	}
	lines, err := order.Lines(p, o, pair.Old.Text)
	if err != nil {
		return nil, err
	}
	title, err := p.Text("order.heading", map[string]string{"text": o.Title})
	if err != nil {
		return nil, err
	}
	b := &builder{}
	shown := order.Shown{Printer: p, Language: pair.Language, Cited: pair.Cited}
	b.paragraph(&docx.Paragraph{Format: docx.Format{Style: "title", Align: docx.AlignCenter}, Runs: []docx.Run{{Text: title}}})
	for _, l := range lines {
		b.said(&l, shown)
	}
	return b.document(), nil
}

// said adds a paragraph of an order.
func (b *builder) said(l *order.Line, shown order.Shown) {
	if l.Quoted {
		b.quoted(l, shown)
		return
	}
	p := &docx.Paragraph{Format: docx.Format{Style: "normal", Left: step}}
	if l.Number > 0 {
		p.Hanging = step
		p.Runs = []docx.Run{{Text: strconv.Itoa(l.Number) + ")\t"}}
	}
	for _, part := range l.Parts {
		if !part.Markdown {
			p.Runs = append(p.Runs, docx.Run{Text: part.Text})
			continue
		}
		p.Runs = append(p.Runs, words(&legal.Unit{Kind: legal.Paragraph, Runs: shown.Inline(part)})[0]...)
	}
	b.paragraph(p)
}

// quoted adds quoted blocks, the marks around them in their first and last words.
func (b *builder) quoted(l *order.Line, shown order.Shown) {
	before, units, after := shown.Quoted(l)
	from := len(b.blocks)
	for i := range units {
		b.whole(units, i, stays, nil, tableKey{new: units[i].Table})
	}
	all := docx.Paragraphs(b.blocks[from:])
	if len(all) == 0 { // nothing is quoted
		b.paragraph(&docx.Paragraph{Format: docx.Format{Style: "normal", Left: step}, Runs: []docx.Run{{Text: before + after}}})
		return
	}
	for _, p := range all {
		if p.Style != "title" {
			p.Left += step
		}
		if n := len(p.Runs); n > 0 && p.Hanging > 0 && p.Num.ID == "" { // the opening mark takes the place of the number
			p.Runs[0].Text = strings.Replace(p.Runs[0].Text, "\t", " ", 1)
			p.Left, p.Hanging = p.Left-p.Hanging, 0
		}
	}
	first, last := all[0], all[len(all)-1]
	first.Runs = append([]docx.Run{{Text: before}}, first.Runs...)
	last.Runs = append(last.Runs, docx.Run{Text: after})
}
