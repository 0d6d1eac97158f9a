package word

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
)

// Unproved is the error of a document that is not handed out.
type Unproved struct {
	Accepted  bool   // the accepted text is wrong, else the rejected one
	Want, Got string // the first paragraphs that differ
}

func (u *Unproved) Error() string {
	which := "rejected"
	if u.Accepted {
		which = "accepted"
	}
	return fmt.Sprintf("the %s text is not what it must be: %q in the place of %q", which, u.Got, u.Want)
}

// Pack writes a document and proves it: the bytes are read back, and with all
// changes accepted they must hold the units of new, with all rejected those of
// old. For a clean text both are the same. The error is an *Unproved, or one of
// writing.
func Pack(d *docx.Document, old, new []legal.Unit, s docx.Settings) ([]byte, error) {
	data, back, err := written(d, s)
	if err != nil {
		return nil, err
	}
	for _, side := range []struct {
		units    []legal.Unit
		got      *docx.Document
		accepted bool
	}{{new, back.Accept(), true}, {old, back.Reject(), false}} {
		if err := prove(side.got, side.units, s); err != nil {
			err.Accepted = side.accepted
			return nil, err
		}
	}
	return data, nil
}

// packed writes a document of no text, such as a table of changes, and proves that
// its paragraphs come back as they are.
func packed(d *docx.Document, s docx.Settings) ([]byte, error) {
	data, back, err := written(d, s)
	if err != nil {
		return nil, err
	}
	if err := unsaid(paragraphs(d.Blocks), back.Accept()); err != nil {
		err.Accepted = true
		return nil, err
	}
	return data, nil
}

// written is a document's file and what is read back of it.
func written(d *docx.Document, s docx.Settings) (data []byte, back *docx.Document, err error) {
	if data, err = docx.Write(d, s); err != nil {
		return nil, nil, err
	}
	back, found := docx.Read("", data)
	if back == nil {
		return nil, nil, fmt.Errorf("what was written cannot be read: %v", found)
	}
	return data, back, nil
}

// unsaid is the first paragraph of a document that says something else than it
// should; nil if none does.
func unsaid(want []string, got *docx.Document) *Unproved {
	have := paragraphs(got.Blocks)
	for i := range max(len(want), len(have)) {
		if a, b := at(want, i), at(have, i); a != b {
			return &Unproved{Want: a, Got: b}
		}
	}
	return nil
}

// prove compares what was read with the units, and with the clean document of
// the units as it is read.
func prove(got *docx.Document, units []legal.Unit, s docx.Settings) *Unproved {
	if err := unsaid(textLines(units), got); err != nil {
		return err
	}
	data, err := docx.Write(Text(units), s)
	if err != nil {
		return &Unproved{Got: err.Error()}
	}
	clean, _ := docx.Read("", data)
	want, have := normal(clean.Accept().Blocks), normal(got.Blocks)
	for i := range max(len(want), len(have)) {
		var a, b docx.Block
		if i < len(want) {
			a = want[i]
		}
		if i < len(have) {
			b = have[i]
		}
		if !reflect.DeepEqual(a, b) {
			return &Unproved{Want: describe(a), Got: describe(b)}
		}
	}
	return nil
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// textLines are what the paragraphs of a text's document say, numbers included, with
// white space folded: the cells of a row each by itself. Empty ones are left out.
func textLines(units []legal.Unit) (out []string) {
	add := func(s string) {
		if s = squeeze(s); s != "" {
			out = append(out, s)
		}
	}
	for i := range units {
		u := units[i]
		if !isRow(&u) {
			label := u.Label.Text
			if u.Verbatim {
				label = ""
			}
			u.Kind = legal.Paragraph // Plain joins the cells of a row only
			add(label + " " + u.Plain())
			continue
		}
		for _, c := range u.Cells {
			add((&legal.Unit{Kind: legal.Paragraph, Runs: c}).Plain())
		}
	}
	return out
}

func squeeze(s string) string {
	return legal.NFC(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }), " "))
}

// paragraphs are what the paragraphs of a document say, without empty ones.
func paragraphs(blocks []docx.Block) (out []string) {
	for _, p := range docx.Paragraphs(blocks) {
		text := p.Text()
		if p.Label.Text != "" && !p.Label.Bullet {
			text = p.Label.Text + " " + text
		}
		if text = squeeze(text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// normal leaves out what tells two readings of one text apart: the places of
// paragraphs, and an empty one that only ends a document or a cell.
func normal(blocks []docx.Block) (out []docx.Block) {
	if n := len(blocks); n > 0 {
		if p, ok := blocks[n-1].(*docx.Paragraph); ok && len(p.Runs) == 0 && p.Style == "normal" {
			blocks = blocks[:n-1]
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case *docx.Paragraph:
			p := *b
			p.Place = 0
			out = append(out, &p)
		case *docx.Table:
			t := &docx.Table{}
			for _, r := range b.Rows {
				row := docx.Row{Head: r.Head}
				for _, c := range r.Cells {
					c.Blocks = normal(c.Blocks)
					row.Cells = append(row.Cells, c)
				}
				t.Rows = append(t.Rows, row)
			}
			out = append(out, t)
		}
	}
	return out
}

func describe(b docx.Block) string {
	switch b := b.(type) {
	case *docx.Paragraph:
		return fmt.Sprintf("%+v %+v", b.Format, b.Runs)
	case *docx.Table:
		var rows []string
		for _, r := range b.Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, fmt.Sprint(paragraphs(c.Blocks)))
			}
			rows = append(rows, strings.Join(cells, "|"))
		}
		return strings.Join(rows, "\n")
	}
	return "nothing"
}
