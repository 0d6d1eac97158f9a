package order

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// A new footnote has a mark behind a word, and its text below:
//
//	пункт 1 после слова «вещи» дополнить сноской 2 следующего содержания: «Велосипеды и лодки.»
//	1-тармақ «затты» деген сөзден кейін мынадай мазмұндағы 2-сілтемемен толықтырылсын: «Велосипедті.»

// footnoteNumber is the number of a footnote, or its stars; empty if a unit is none.
func footnoteNumber(u *legal.Unit) string {
	if u.Kind != legal.Paragraph && u.Kind != legal.Quote || u.Label.Form != legal.NoLabel || u.Quote == 0 {
		return ""
	}
	if m := noteMark.FindStringSubmatch(u.Plain()); m != nil {
		return m[1]
	}
	return ""
}

// footnoteMark is the mark of a footnote as Markdown.
func footnoteMark(number string) string { return `\[` + strings.ReplaceAll(number, "*", `\*`) + `]` }

// cutMark cuts the mark of a footnote off its Markdown; the number is empty if it has none.
func cutMark(text string) (number, rest string) {
	m := noteMark.FindStringSubmatch(strings.ReplaceAll(text, `\`, ""))
	if m == nil {
		return "", text
	}
	_, rest, _ = strings.Cut(text, "]")
	return m[1], rest
}

// isFootnote reports whether words say that a footnote is added: in Kazakh they may say a
// reference, too, which is no sentence. Nobody says where it is marked then.
func (f *forms) isFootnote(what, text string) bool {
	return ends(strings.TrimSpace(text)) && f.names.says(what, "§footnote")
}

// footnote takes a footnote behind words. Its number stands in the line, or before its text.
func (r *reader) footnote(h header, text string, at int) {
	refs := h.refs
	if len(refs) == 0 {
		refs = r.here()
	}
	own, text := cutMark(strings.TrimLeft(text, "> "))
	number := cmp.Or(anyNumber.FindString(h.what), stars.FindString(h.what), own)
	if number == "" || own != "" && own != number || len(refs) != 1 {
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
		return
	}
	r.take(Instruction{Verb: AddFootnote, Target: refs[0], Words: []Words{{h.old, ""}}, Number: number, Text: strings.TrimSpace(text), Line: at})
}

// stars are the number of a footnote in its name: «сноской **».
var stars = regex.Of(`\*+`)

// footnote is a new one: its number, or its stars, and its lines.
type footnote struct{ number, text string }

// compareFootnotes orders them by their numbers, and by how many stars they have.
func compareFootnotes(a, b string) int { return cmp.Or(compareNumbers(a, b), len(a)-len(b)) }

// footnote puts a mark behind words that stand once, and the text of the footnote behind the
// last of those with smaller numbers that stand below, else behind the paragraph or table.
func (a *applier) footnote(in *Instruction) {
	units := a.old.Units
	for k := range units {
		if footnoteNumber(&units[k]) == in.Number && !a.claims.excludes(k) {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
	}
	for _, list := range a.notes {
		if slices.ContainsFunc(list, func(n footnote) bool { return n.number == in.Number }) {
			a.twice(in)
			return
		}
	}
	i, e, ok := a.once(in)
	if !ok || !a.together(func() { a.edit(in, i, e) }) {
		return
	}
	after := i
	if units[i].Kind == legal.Row {
		after = slices.Max(tableRows(units, i))
	}
	for k := i + 1; k < len(units); k++ {
		if n := footnoteNumber(&units[k]); n != "" && compareFootnotes(n, in.Number) < 0 {
			after = k
		}
	}
	lines := strings.Split(footnoteMark(in.Number)+" "+in.Text, "\n")
	for k, line := range lines {
		lines[k] = strings.TrimRight("> "+strings.TrimLeft(line, "> "), " ")
	}
	a.notes[after] = append(a.notes[after], footnote{in.Number, strings.Join(lines, "\n")})
	slices.SortFunc(a.notes[after], func(x, y footnote) int { return compareFootnotes(x.number, y.number) })
}

// footnotes finds the new footnotes that can be said as such: their number the old text has
// not, and one mark of them stands in words of an old unit. Of a longer one the paragraphs are quoted together.
func (m *maker) footnotes() {
	m.noted, m.bodies = map[int]Instruction{}, map[int]string{}
	if m.general || !m.printer.Has("order.footnote") {
		return
	}
	for j := range m.new.Units {
		number, b := footnoteNumber(&m.new.Units[j]), &m.newBlocks[j]
		if number == "" || m.from[j] >= 0 || b.fixed || m.new.Units[j].Quote != 1 || slices.ContainsFunc(m.old.Units, func(u legal.Unit) bool { return footnoteNumber(&u) == number }) {
			continue
		}
		mark := footnoteMark(number)
		at, count := -1, 0
		for k := range m.newBlocks {
			if n := strings.Count(m.body(k), mark); n > 0 && k != j {
				at, count = k, count+n
			}
		}
		text, ok := strings.CutPrefix(b.body, mark+" ")
		if count != 1 || !ok || m.from[at] < 0 || m.restate[m.from[at]] || m.newBlocks[at].fixed || (m.new.Units[at].Kind == legal.Row) != (m.old.Units[m.from[at]].Kind == legal.Row) {
			continue
		}
		if in, ok := m.marked(at, mark); ok {
			in.Number, in.Text = number, text
			for k := j + 1; m.continues(k); k++ {
				in.Text += "\n\n" + m.newBlocks[k].body
			}
			m.noted[j] = in
		}
	}
}

// continues reports whether new unit j is a further paragraph of the footnote before it.
func (m *maker) continues(j int) bool {
	if j >= len(m.new.Units) || m.from[j] >= 0 || m.newBlocks[j].fixed {
		return false
	}
	u := &m.new.Units[j]
	return (u.Kind == legal.Paragraph || u.Kind == legal.Quote) && u.Quote == 1 && u.Label.Form == legal.NoLabel && footnoteNumber(u) == ""
}

// marked is the instruction that puts a mark into new unit j: behind words that stand once
// in the old unit. The body of the new unit has no mark then.
func (m *maker) marked(j int, mark string) (in Instruction, ok bool) {
	i := m.from[j]
	before, behind, _ := strings.Cut(m.body(j), mark)
	words := tokens(before)
	scope := m.oldBlocks[i].body
	in = Instruction{Verb: AddFootnote, Target: m.own(i)}
	for from := len(words) - 1; from >= 0 && len(words)-from <= 16; from-- {
		anchor := strings.Join(words[from:], "")
		if isWordRune(firstRune(anchor)) && clean(anchor) && !strings.Contains(anchor, "|") && occurrences(scope, anchor) == 1 {
			in.Words = []Words{{anchor, ""}}
			m.bodies[j] = before + behind
			delete(m.compared, i)
			return in, true
		}
	}
	return in, false
}

// body is the body of new unit j without the marks of footnotes that are said as such.
func (m *maker) body(j int) string {
	if body, ok := m.bodies[j]; ok {
		return body
	}
	return m.newBlocks[j].body
}

// unmark says the footnotes of a unit that is stated anew in another way: its mark stands in
// the words.
func (m *maker) unmark(i, j int) {
	if _, ok := m.bodies[j]; !ok {
		return
	}
	delete(m.bodies, j)
	delete(m.compared, i)
	for k, in := range m.noted {
		if in.Target.Index == i {
			delete(m.noted, k)
		}
	}
}
