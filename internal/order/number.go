package order

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/script"
)

// A unit gets another number, one of another form, or none any more:
//
//	пункты 3, 4 и 5 считать соответственно пунктами 4, 5 и 6
//	пункт 1 считать статьей 1; абзац второй пункта 3 считать пунктом 4
//	номера пунктов 1.1 и 1.2 исключить

// renumbered is a label with another number, read by the rules of its text.
func renumbered(l legal.Label, number string, rules *language.Labels) legal.Label {
	text := strings.Replace(l.Text, digits(l), number, 1)
	if label, ok := labelOf(rules, text); ok {
		return label
	}
	return legal.Label{Text: text, Form: l.Form, Path: l.Path}
}

// labelOf reads a text that is a label and no more.
func labelOf(rules *language.Labels, text string) (legal.Label, bool) {
	label, rest, ok := legal.ParseLabel(rules, text+" Z")
	return label, ok && rest == " Z"
}

// digits is a label's number without the word beside it.
func digits(l legal.Label) string {
	switch l.Form {
	case legal.Part, legal.Chapter, legal.Section, legal.Article:
		return l.Decimal()
	}
	return l.Number()
}

// typedLabel is the label of a unit that is called by a word and a number, in the way that
// most texts have it: «Глава 2.», «1-бап.», «§ 3.», «2.1.», «б)». It is empty for other words.
func typedLabel(p Printer, word, number string) string {
	switch word {
	case "part", "clause":
		return number + "."
	case "section":
		return "§ " + number + "."
	case "item":
		return strings.TrimSuffix(number, ")") + ")"
	case "chapter", "article":
		name, err := naming.Numbered(word, number).Name(p, naming.Nominative)
		if err != nil {
			return ""
		}
		r, n := utf8.DecodeRuneInString(name)
		return string(unicode.ToUpper(r)) + name[n:] + "."
	}
	return ""
}

// renumber is the instruction that gives a unit its new number, or takes it away. ok is
// false if no number says the new label.
func (m *maker) renumber(i, j int) (in Instruction, ok bool) {
	u, v := &m.old.Units[i], &m.new.Units[j]
	in = Instruction{Verb: Renumber, Target: Ref{Index: i}, Number: digits(v.Label)}
	from, to := m.names.place(Ref{Index: i}).Word(), naming.Of(m.new.Units, j).Word()
	switch {
	case v.Label.Form == legal.NoLabel:
		return Instruction{Verb: Unnumber, Target: in.Target}, true
	case from == to && u.Label.Form != legal.NoLabel:
		return in, renumbered(u.Label, in.Number, m.rules).Text == v.Label.Text
	}
	in.As, in.Label = to, v.Label.Text
	return in, typedLabel(m.printer, to, in.Number) == in.Label
}

// sayNumber says a new number. Numbers that go stand together at the end, those of one kind
// of units behind each other.
func (m *maker) sayNumber(in Instruction) {
	at := in.Target.Index
	if in.Verb == Unnumber {
		at = len(m.old.Units) + slices.Index(naming.Words, m.names.place(in.Target).Word())
	}
	m.say(in, at)
}

// number notes the new labels first: places are found by them.
func (a *applier) number(in *Instruction) {
	i := in.Target.Index
	switch {
	case i < 0 || a.old.Units[i].Kind == legal.Row || a.blocks[i].fixed || a.recounts(in):
	case in.Verb == Unnumber:
		a.labels[i] = legal.Label{}
	case in.Verb == Renumber && in.Label == "":
		a.labels[i] = renumbered(a.old.Units[i].Label, in.Number, a.rules)
	case in.Verb == Renumber:
		if label, ok := labelOf(a.rules, in.Label); ok {
			a.labels[i] = label
		}
	}
}

// numbered refuses a new number that its unit cannot have, and numbers rows.
func (a *applier) numbered(in *Instruction) {
	i := in.Target.Index
	u := &a.old.Units[i]
	if u.Kind == legal.Row && in.Verb == Renumber && in.Label == "" {
		a.numberRow(in)
		return
	}
	if a.recounts(in) {
		a.ordinals = append(a.ordinals, in)
		return
	}
	_, ok := a.labels[i]
	none := u.Label.Form == legal.NoLabel
	if !ok || none && (in.Label == "" || u.Kind != legal.Paragraph && u.Kind != legal.Heading) {
		delete(a.labels, i)
		a.refuse(diag.OrderPlace, in, nil)
	}
}

// numberRow changes the number in the first cell of a row.
func (a *applier) numberRow(in *Instruction) {
	i := in.Target.Index
	body, cells := a.blocks[i].body, a.old.Units[i].Cells
	from, to, ok := cellIn(body, 1, len(cells))
	old := ""
	if ok && !a.blocks[i].fixed {
		old = strings.TrimPrefix(rowNumberOf(legal.Words(cells[0])), "№")
	}
	if old == "" || !strings.HasPrefix(body[from:to], old) {
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	a.edit(in, i, edit{from, from + len(old), in.Number})
}

// relabel is the head with another label; an empty one leaves none.
func (b *block) relabel(label string) string {
	if b.label == "" {
		return b.head + label + " "
	}
	p := b.prefix()
	rest := b.head[len(p)+len(b.label):]
	if label == "" {
		rest = strings.TrimLeft(rest, " \t")
	}
	return p + label + rest
}

// labelled is quoted text in place of clause or heading i, with the number that the clause has: if the
// text has none, or has the one that another instruction changes.
func (a *applier) labelled(i int, text string) string {
	u := &a.old.Units[i]
	label, renumber := a.labels[i]
	if !renumber {
		label = u.Label
	}
	quoted := strings.TrimLeft(text, "#> ")
	l, rest, ok := legal.ParseLabel(a.rules, quoted)
	switch {
	case renumber && ok && l.Text == u.Label.Text:
		return text[:len(text)-len(quoted)] + strings.TrimLeft(label.Text+rest, " ")
	case ok || label.Text == "":
		return text
	}
	if u.Kind == legal.Heading {
		return label.Text + " " + text
	}
	return a.blocks[i].prefix() + label.Text + " " + text
}

var (
	bracketed = regex.Of(`(\pL)\)`)
	roman     = regex.Of(`(?:^|\s)(` + script.RomanClass + `+)(?:[-\s.]|$)`)
)

// numberIn is the number in a name: of figures, «б» of «подпунктом б)», or Roman; empty
// if there is none.
func numberIn(name string) string {
	if m := bracketed.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	if number := anyNumber.FindString(name); number != "" {
		return number
	}
	if m := roman.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return ""
}

// isRoman reports whether a folded word is a Roman number.
func isRoman(w string) bool {
	return w != "" && strings.Trim(strings.ToUpper(w), strings.Trim(script.RomanClass, "[]")) == ""
}

// numbering is that a unit gets a number, in the words of an order that give it: «пунктом
// 4». ok is false if they do not say what the unit becomes.
func (f *forms) numbering(ref Ref, what, number string) (in Instruction, ok bool) {
	n := f.names
	in = Instruction{Verb: Renumber, Target: ref, Number: number}
	word, old := kindIn(n.words.key(what)), n.place(Ref{Index: ref.Index}).Alone().Word()
	if word == "" || word == old || old == "item" && strings.Contains(what, ")") || n.units[ref.Index].Kind == legal.Row {
		return in, word == "" || word == old || old == "item"
	}
	in.As, in.Label = word, typedLabel(n.printer, word, number)
	return in, in.Label != ""
}

// newPlace is the place of a unit that gets a number, by that number alone.
func (n *names) newPlace(in *Instruction) naming.Place {
	x, number := n.place(in.Target).Alone(), in.Number
	if in.Label != "" {
		x = naming.Numbered(in.As, number)
	}
	if strings.HasSuffix(cmp.Or(in.Label, x.Number()), ")") {
		number += ")"
	}
	return x.Numbered(number)
}
