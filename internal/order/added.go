package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// placedAnew says what is added and moved, behind the unit that stands before it.
func (m *maker) placedAnew() error {
	a := &applier{old: m.old, blocks: m.oldBlocks, rules: m.rules, labels: map[int]legal.Label{}}
	for _, p := range m.list {
		a.number(&p.in)
	}
	m.labels = a.labels
	at := -1
	for j := 0; j < len(m.from); {
		switch i := m.from[j]; {
		case i < 0:
			if in, ok := m.noted[j]; ok {
				m.comes(in, in.Target.Index, j, j+1)
				for j++; m.continues(j); j++ {
				}
				continue
			}
			end := j + 1
			for end < len(m.from) && m.from[end] < 0 && m.noted[end].Verb != AddFootnote {
				end++
			}
			for j < end {
				cut := m.headingWithin(j, end)
				if err := m.add(j, cut, at); err != nil {
					return err
				}
				j = cut
			}
		case m.stays[i]:
			at = i
			j++
		default:
			r := Ref{Index: i}
			_, end := r.span(m.old.Units)
			for k := i; k < end; k++ {
				if m.to[k] != j+k-i || m.stays[k] {
					r, end = m.own(i), i+1
				}
			}
			m.comes(Instruction{Verb: Move, Target: r, After: m.behind(at, j)}, at, j, j+end-i)
			j += end - i
		}
	}
	return nil
}

// headingWithin is the next new unit of [j+1, end) that is a heading of the first one's
// level, or of a higher one: it is added by an instruction of its own. Else it is end.
func (m *maker) headingWithin(j, end int) int {
	for k := j + 1; k < end; k++ {
		if u, first := &m.new.Units[k], &m.new.Units[j]; u.Kind == legal.Heading && (first.Kind != legal.Heading || u.Level <= first.Level) {
			return k
		}
	}
	return end
}

// behind names the place behind old unit at, for new unit j: the outermost clause
// that ends there and does not hold what comes.
func (m *maker) behind(at, j int) Ref {
	if at < 0 {
		return Ref{Index: -1}
	}
	best := m.own(at)
	for a := at; a >= 0; a = m.old.Units[a].Parent {
		if _, doubt := doubtful(m.old.Units, a); doubt && a != at {
			break
		}
		_, end := Ref{Index: a}.span(m.old.Units)
		if end <= at { // an item of a closed list
			continue
		}
		if !m.empty(at+1, end) || m.old.Units[a].Label.Form == legal.NoLabel && a != at {
			break
		}
		if a != at && (m.old.Units[a].Label.Form == legal.NoLabel || m.new.Units[j].Label.Form == legal.NoLabel ||
			m.new.Units[j].Label.Below(m.old.Units[a].Label)) {
			break
		}
		best = Ref{Index: a}
	}
	return best
}

// empty reports whether none of the old units [from, to) keeps its place.
func (m *maker) empty(from, to int) bool {
	return from >= to || !slices.Contains(m.stays[from:to], true)
}

// add says that new units [j, end) stand behind old unit at.
func (m *maker) add(j, end, at int) error {
	var chunks []chunk
	for k := j; k < end; k++ {
		c := chunk{unit: -1, row: -1, text: m.text(k)}
		if u := &m.new.Units[k]; u.Kind == legal.Row {
			c.row = u.Table
		}
		chunks = append(chunks, c)
	}
	text := (&writer{}).join(chunks)
	what, err := m.what(j, end)
	if err != nil {
		return err
	}
	in := m.unsaid(Instruction{Verb: Add, Text: text[:len(text)-1], What: what, After: m.behind(at, j)}, j, at)
	if u := &m.new.Units[j]; u.Kind == legal.Heading {
		m.bare(&in, u)
	}
	m.comes(in, at, j, end)
	return nil
}

// bare leaves out the number signs of an addition that begins with heading u, if reading
// puts them back.
func (m *maker) bare(in *Instruction, u *legal.Unit) {
	units, text := m.old.Units, withoutSigns(in.Text)
	if u.Label.Form != legal.NoLabel {
		if headed(units, m.rules, text, true) == in.Text {
			in.Heading, in.typed = true, text
		}
		return
	}
	_, end := in.After.span(units)
	first, rest, more := strings.Cut(text, "\n")
	if more {
		rest = "\n" + headed(units, m.rules, rest, false)
	}
	if levelBehind(units, end-1) == u.Level && numberSigns(u.Level)+first+rest == in.Text {
		if _, ok := headingLabel(m.rules, first); !ok {
			in.Level, in.typed = u.Level, text
		}
	}
}

// unsaid leaves out the place of an addition if its number says it.
func (m *maker) unsaid(in Instruction, j, at int) Instruction {
	label := m.new.Units[j].Label
	if label.Form == legal.NoLabel || m.new.Units[j].List+m.new.Units[j].Quote > 0 || m.new.Units[j].Rule {
		return in
	}
	fits := func(from, to int) bool {
		after, ok, unknown := place(m.old.Units, m.labels, label, from, to)
		if _, doubt := trailing(m.old.Units, max(after, 0)); doubt && label.Form != legal.Decimal {
			return false
		}
		return ok && !unknown && (after == at || after > at && m.empty(at+1, after+1) || after < at && m.empty(after+1, at+1))
	}
	switch p := m.new.Units[j].Parent; {
	case label.Form == legal.Decimal && fits(0, len(m.old.Units)):
		in.Free = true
	case (label.Form == legal.Paren || label.Form == legal.Letter) && p >= 0 && m.from[p] >= 0:
		parent := Ref{Index: m.from[p]}
		from, to := parent.span(m.old.Units)
		_, others, _ := place(m.old.Units, m.labels, label, from+1, to)
		if fits(from+1, to) || !others && at == from {
			in.Inside, in.After = true, parent
		}
	}
	return in
}

// what names new units [j, end) as what a text is supplemented by.
func (m *maker) what(j, end int) (string, error) {
	first := naming.Of(m.new.Units, j)
	word := first.Word()
	places := []naming.Place{first.Alone()}
	for k := subtreeEnd(m.new.Units, j); k < end; k = subtreeEnd(m.new.Units, k) {
		p := naming.Of(m.new.Units, k)
		if p.Word() != word {
			word = "text"
		}
		places = append(places, p.Alone())
	}
	u := &m.new.Units[j]
	if word == "heading" && j+1 < end { // «заголовком и абзацами»
		heading, err := m.printer.Text("order.one.heading", nil)
		if err != nil {
			return "", err
		}
		rest, err := m.what(j+1, end)
		if err != nil {
			return "", err
		}
		return naming.And(m.printer, []string{heading, rest})
	}
	switch {
	case u.Kind == legal.Row && u.Head:
		return m.printer.Text("order.several.table", nil)
	case word == "annex":
		if subtreeEnd(m.new.Units, j) < end {
			return m.printer.Text("order.several.text", nil)
		}
		return first.Name(m.printer, naming.Instrumental)
	case subtreeEnd(m.new.Units, j) >= end && u.Label.Form != legal.NoLabel:
		return first.Alone().Name(m.printer, naming.Instrumental)
	}
	key := "order.several." + word
	if j+1 == end {
		key = "order.one." + word
	}
	if word == "text" || key == "order.one.text" {
		return m.printer.Text("order.several.text", nil)
	}
	if u.Label.Form == legal.NoLabel {
		return m.printer.Text(key, nil)
	}
	name, ok, err := naming.Several(m.printer, places, naming.Instrumental, false)
	if err == nil && !ok {
		return m.printer.Text("order.several.text", nil)
	}
	return name, err
}
