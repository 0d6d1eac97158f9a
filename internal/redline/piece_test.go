package redline

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

func TestFormatting(t *testing.T) {
	link := func(dest string) []legal.Unit {
		units := parse("Т\n1. Сайт туралы.")
		units[1].Runs = []legal.Run{{Text: "Сайт "}, {Text: "туралы", Link: &legal.Link{Dest: dest}}}
		return units
	}
	broken := parse("Т\n1. Бір сөз.")
	broken[1].Runs = []legal.Run{{Text: "Бір\nсөз."}}
	row := func(text string, aligns ...legal.Align) []legal.Unit {
		units := parse("Т\n" + text)
		units[1].Aligns = aligns
		return units
	}
	for _, c := range []struct {
		name     string
		old, new []legal.Unit
		want     string
	}{
		{"alignment of a column", row("| Бағасы | он мың |", legal.AlignLeft, legal.AlignLeft), row("| Бағасы | он мың |", legal.AlignLeft, legal.AlignRight),
			"> unchanged formatting: Бағасы | он мың\n"},
		{"a further column", row("| Бағасы | он мың |", legal.AlignLeft, legal.AlignRight), row("| Бағасы | он мың | теңге |", legal.AlignLeft, legal.AlignRight, legal.AlignRight),
			"> changed: Бағасы | он мың{+ | теңге+}\n"},
		{"style", parse("Т\n1. Бір екі үш."), parse("Т\n1. Бір **екі** үш."), "1>1 unchanged formatting: Бір екі үш.\n"},
		{"style beside a change", parse("Т\n1. Бір екі үш төрт бес."), parse("Т\n1. Бір **екі** үш төрт алты."),
			"1>1 changed formatting: Бір екі үш төрт [-бес-]{+алты+}.\n"},
		{"style of what is new alone", parse("Т\n1. Бір екі үш төрт бес."), parse("Т\n1. Бір екі үш төрт **алты**."),
			"1>1 changed: Бір екі үш төрт [-бес-]{+алты+}.\n"},
		{"link target", link("https://a.kz"), link("https://b.kz"), "1>1 unchanged formatting: Сайт туралы\n"},
		{"line break", parse("Т\n1. Бір сөз."), broken, "1>1 unchanged formatting: Бір сөз.\n"},
		{"level of a heading", parse("Т\n# 1. Бір сөз"), parse("Т\n## 1. Бір сөз"), "1>1 unchanged formatting: Бір сөз\n"},
		{"marks of the number", parse("Т\n1. Бір сөз."), parse("Т\n1) Бір сөз."), "1>1 unchanged formatting: Бір сөз.\n"},
		{"paragraph to item", parse("Т\nБір сөз осы жерде тұр."), parse("Т\n- Бір сөз осы жерде тұр."), "> unchanged formatting: Бір сөз осы жерде тұр.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(compare(t, c.old, c.new).Records); got != c.want {
				t.Errorf("got %s want %s", got, c.want)
			}
		})
	}
}

// TestPieces: marks around pieces never cross a run, a cell or a unit.
func TestPieces(t *testing.T) {
	old := parse("Т\n| Бағасы | **он мың** теңге болады |")
	new := parse("Т\n| Құны | **он бес** мың теңге болады |")
	r := compare(t, old, new)
	var b strings.Builder
	for _, p := range r.Records[1].Pieces() {
		style := legal.Style(0)
		if p.New != nil {
			style = p.New.Style
		} else if p.Old != nil {
			style = p.Old.Style
		}
		fmt.Fprintf(&b, "%s %q style %d cells %d %d break %d\n", p.Op, p.Text, style, p.OldCell, p.NewCell, p.Break)
	}
	want := `delete "Бағасы" style 0 cells 0 0 break 0
insert "Құны" style 0 cells 0 0 break 0
equal " | " style 0 cells 1 1 break 2
equal "он" style 1 cells 1 1 break 0
insert " бес" style 1 cells 0 1 break 0
equal " мың" style 0 cells 1 1 break 0
equal " теңге болады" style 0 cells 1 1 break 0
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestSameStart(t *testing.T) {
	r := compare(t, parse("Т\n1. Оператор келісімдерді бүгін сақтайды."), parse("Т\n1. Оператор келісімнің бүгін сақтайды."))
	for _, s := range r.Records[1].Segments {
		if s.Op != Equal && s.Text[:s.Same] != "келісім" {
			t.Errorf("%q: same %q", s.Text, s.Text[:s.Same])
		}
	}
	if del, ins := r.Records[1].WordsChanged(); del != 1 || ins != 1 {
		t.Errorf("words changed: %d, %d", del, ins)
	}
	if c := r.Records[1].Classes(); len(c) != 1 || c[Wording] != 1 {
		t.Errorf("classes: %v", c)
	}
}

func TestJSON(t *testing.T) {
	old, new := parse("Т\n1. Бір <екі> үш төрт.\n2. Бес алты жеті."), parse("Т\n1. Бір <екі> үш бес.")
	d := compare(t, old, new).Document(Side{Path: "a.md"}, Side{Document: "d", Edition: "2", Language: "kk"})
	got, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"schema":"kelisim.redline/1","old":{"path":"a.md"},"new":{"document":"d","edition":"2","language":"kk"},` +
		`"summary":{"unchanged":1,"changed":1,"added":0,"removed":1,"split":0,"merged":0,"moved":0,"renumbered":0,"formatting":0,"typography":0},` +
		`"replacements":[],"clauses":[` +
		`{"change":"unchanged","moved":false,"renumbered":false,"formatting":false,"typography":false,` +
		`"old":[{"index":0,"kind":"title","line":1,"text":"Т"}],"new":[{"index":0,"kind":"title","line":1,"text":"Т"}],"segments":[{"op":"equal","text":"Т"}]},` +
		`{"change":"changed","moved":false,"renumbered":false,"formatting":false,"typography":false,` +
		`"old":[{"index":1,"kind":"clause","number":"1","anchor":"1","line":2,"text":"Бір <екі> үш төрт."}],` +
		`"new":[{"index":1,"kind":"clause","number":"1","anchor":"1","line":2,"text":"Бір <екі> үш бес."}],` +
		`"segments":[{"op":"equal","text":"Бір <екі> үш "},{"op":"delete","text":"төрт","class":"wording"},{"op":"insert","text":"бес","class":"wording"},{"op":"equal","text":"."}]},` +
		`{"change":"removed","moved":false,"renumbered":false,"formatting":false,"typography":false,` +
		`"old":[{"index":2,"kind":"clause","number":"2","anchor":"2","line":3,"text":"Бес алты жеті."}],"new":[],` +
		`"segments":[{"op":"delete","text":"Бес алты жеті.","class":"wording"}]}]}` + "\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !json.Valid(got) {
		t.Error("no JSON")
	}
}

func TestEmpty(t *testing.T) {
	one := parse("Т\n1.\n# 2.")
	for _, c := range [][2][]legal.Unit{{nil, nil}, {nil, one}, {one, nil}, {one, one}} {
		r := compare(t, c[0], c[1])
		if r.Records == nil || r.Replacements == nil {
			t.Error("nil slices")
		}
	}
}
