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

// doubt is the first of such paragraphs behind an item that an instruction speaks of as a
// whole, or of its end.
func (a *applier) doubt(in *Instruction) (first int, ok bool) {
	var refs []Ref
	switch {
	case in.Verb == Exclude, in.Verb == Restate && !strings.Contains(in.Text, "\n"):
		refs = []Ref{in.Target}
	case in.Verb == Swap:
		refs = []Ref{in.Target, in.After}
	case in.Verb == Add && !in.Inside && !in.Free:
		refs = []Ref{in.After}
	}
	for _, r := range refs {
		if r.Index < 0 || r.Own || r.Cell > 0 || r.Sentence != 0 {
			continue
		}
		if first, ok = trails(a.old.Units, r.Index); ok {
			return first, true
		}
	}
	return 0, false
}

// doubted refuses an instruction because of such a paragraph.
func (a *applier) doubted(in *Instruction, first int) {
	a.refuse(diag.OrderBehind, in, diag.Args{"text": a.old.Units[first].Plain()})
}
