package merge

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/order"
)

// kind is what becomes of a piece of the new draft.
type kind uint8

const (
	kept    kind = iota // a unit of the draft as it lies
	changed             // a unit of the draft in another wording
	added               // a unit of theirs
	removed
)

// piece is a unit of the new draft.
type piece struct {
	kind  kind
	unit  int    // of the draft; -1: added
	their int    // the unit of theirs that it reads as; -1: text is made of both
	text  string // of a changed or added one: its Markdown
	moved bool
}

// pieces decides what becomes of each unit of the draft.
func (m *merger) pieces() {
	m.at = make([]*piece, len(m.ours.Units))
	for i := range m.ours.Units {
		m.at[i] = &piece{unit: i, their: -1}
	}
	for b := range m.base.Units {
		i, j := m.toOurs[b], m.toTheirs[b]
		was := &m.base.Units[b]
		switch {
		case j >= 0 && order.SameUnit(was, &m.theirs.Units[j]):
		case j < 0 && i < 0:
		case j < 0 && order.SameUnit(was, &m.ours.Units[i]):
			m.at[i].kind = removed
		case j < 0:
			m.contradiction("removed", i, m.wording(m.ours, i), "")
		case i < 0:
			m.lost(j)
		case order.SameUnit(&m.ours.Units[i], &m.theirs.Units[j]):
		case order.SameUnit(was, &m.ours.Units[i]):
			*m.at[i] = piece{kind: changed, unit: i, their: j, text: m.wordings[j].Text}
		default:
			m.joined(b, i, j)
		}
	}
}

// apart tells in what the draft and the file differ besides the tracked changes of the
// file: nobody knows which of the two was changed.
func (m *merger) apart() {
	for b, i := range m.toOurs {
		switch {
		case i < 0 && m.toTheirs[b] >= 0:
			m.found.AddVariant(diag.MergeConflict, "apart-file", diag.Pos{File: m.in.Draft.Path, Line: 1},
				diag.Args{"unit": naming.Of(m.base.Units, b), "ours": "", "theirs": m.wording(m.base, b)})
		case i < 0 || order.SameUnit(&m.base.Units[b], &m.ours.Units[i]):
		case unstyled(&m.base.Units[b], &m.ours.Units[i]) && said(&m.base.Units[b]) == said(&m.ours.Units[i]):
		default:
			m.contradiction("apart", i, m.wording(m.ours, i), m.wording(m.base, b))
		}
	}
	used := map[int]bool{}
	for i, b := range m.fromOurs {
		if b < 0 && !m.added(i, used) {
			m.contradiction("apart-draft", i, m.wording(m.ours, i), "")
		}
	}
}

// added reports whether their tracked changes add unit i of the draft, too.
func (m *merger) added(i int, used map[int]bool) bool {
	for j, b := range m.fromBase {
		if b < 0 && !used[j] && order.SameUnit(&m.ours.Units[i], &m.theirs.Units[j]) {
			used[j] = true
			return true
		}
	}
	return false
}

// joined takes in what they changed of a unit that we changed, too.
func (m *merger) joined(b, i, j int) {
	if text, ok := both(m.cut(m.base)[b].Text, m.images[i].Text, m.wordings[j].Text); ok && !m.blocks[i].Fixed {
		*m.at[i] = piece{kind: changed, unit: i, their: -1, text: text}
		return
	}
	m.contradiction("", i, m.wording(m.ours, i), m.wording(m.theirs, j))
}

// wording is a unit as a finding quotes it.
func (m *merger) wording(t *legal.Text, i int) string {
	return strings.TrimSpace(t.Units[i].Label.Text + " " + t.Units[i].Plain())
}

func (m *merger) contradiction(variant string, i int, ours, theirs string) {
	m.found.AddVariant(diag.MergeConflict, variant, m.in.Draft.Units[i].Pos,
		diag.Args{"unit": naming.Of(m.in.Draft.Units, i), "ours": ours, "theirs": theirs})
}

// lost reports a unit that they changed and that the draft no longer has.
func (m *merger) lost(j int) {
	m.found.AddVariant(diag.MergeConflict, "gone", diag.Pos{File: m.in.Draft.Path, Line: 1},
		diag.Args{"unit": naming.Of(m.theirs.Units, j), "ours": "", "theirs": m.wording(m.theirs, j)})
}

// place puts the pieces in order: ours, with what they added and moved behind what
// stands before it in theirs.
func (m *merger) place() {
	m.all = slices.Clone(m.at)
	if len(m.all) > 0 && m.in.Draft.Units[0].Kind != legal.Title {
		m.all = slices.Insert(m.all, 0, &piece{unit: -1, kind: removed}) // the beginning
	}
	stays := order.InOrder(m.fromBase, len(m.base.Units))
	used := map[int]bool{}
	prev := m.all[0]
	behind := func(p *piece) {
		m.all = slices.Insert(m.all, slices.Index(m.all, prev)+1, p)
		prev = p
	}
	for j := range m.theirs.Units {
		b := m.fromBase[j]
		if b < 0 {
			if i := m.already(j, used); i >= 0 {
				prev = m.at[i]
				continue
			}
			m.twice(j)
			behind(&piece{kind: added, unit: -1, their: j, text: m.wordings[j].Text})
			continue
		}
		i := m.toOurs[b]
		if i < 0 || m.theirs.Units[j].Kind == legal.Title {
			continue
		}
		p := m.at[i]
		if !stays[b] {
			at := slices.Index(m.all, p)
			m.all = slices.Delete(m.all, at, at+1)
			p.moved = true
			behind(p)
			continue
		}
		prev = p
	}
	m.taken = 0
	for _, p := range m.all {
		if p.unit >= 0 && (p.kind != kept || p.moved) || p.kind == added {
			m.taken++
		}
	}
}

// already is the unit that we added as they did; -1 for none.
func (m *merger) already(j int, used map[int]bool) int {
	for i, b := range m.fromOurs {
		if b < 0 && !used[i] && order.SameUnit(&m.ours.Units[i], &m.theirs.Units[j]) {
			used[i] = true
			return i
		}
	}
	return -1
}

// twice reports a number that we and they gave to different new clauses.
func (m *merger) twice(j int) {
	u := &m.theirs.Units[j]
	if u.Label.Form != legal.Decimal || m.whole {
		return
	}
	for i, b := range m.fromOurs {
		if b < 0 && m.ours.Units[i].Label.Text == u.Label.Text && m.ours.Units[i].Kind == u.Kind {
			m.contradiction("number", i, m.wording(m.ours, i), m.wording(m.theirs, j))
		}
	}
}
