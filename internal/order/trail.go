package order

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// A paragraph behind the last item of a list belongs to that item, as units have it:
//
//	2. Прокатчик вправе:
//	1) отказать;
//	2) требовать залог.
//	Иные права – по закону.
//
// Whoever orders «подпункт 2) исключить» may mean the item alone, and «пункт 2 дополнить
// подпунктом 3)» an item before that paragraph. Orders say «абзац первый подпункта 2)»
// then, or «после абзаца второго подпункта 2)».

// trails is the first of the paragraphs that stand behind an item and may be those of the
// clause that has the list: the item is the last one and closed by a full stop.
func trails(units []legal.Unit, i int) (first int, ok bool) {
	u, end := &units[i], subtreeEnd(units, i)
	if u.Label.Form != legal.Paren && u.Label.Form != legal.Letter || u.Parent < 0 || end < len(units) && units[end].Parent == u.Parent {
		return 0, false
	}
	first = end
	for first-1 > i && units[first-1].Kind == legal.Paragraph && units[first-1].Label.Form == legal.NoLabel {
		first--
	}
	return first, first < end && strings.HasSuffix(strings.TrimSpace(units[first-1].Plain()), ".") && !unicode.IsLower(firstRune(units[first].Plain()))
}

// trailing is trails for the items that end with unit k.
func trailing(units []legal.Unit, k int) (first int, ok bool) {
	for i := k; i >= 0; i = units[i].Parent {
		if subtreeEnd(units, i) != k+1 {
			break
		}
		if first, ok = trails(units, i); ok {
			return first, true
		}
	}
	return 0, false
}

// trailed refuses an instruction on an item with such paragraphs, or on what stands behind one.
func (a *applier) trailed(in *Instruction, r Ref) bool {
	if r.Index < 0 || r.Own || r.Cell > 0 || r.Sentence != 0 {
		return false
	}
	first, ok := trails(a.old.Units, r.Index)
	if ok {
		a.refuse(diag.OrderBehind, in, diag.Args{"text": a.old.Units[first].Plain()})
	}
	return ok
}
