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
// Whoever orders «подпункт 2) исключить» means the item alone here: the list is one sentence,
// which the item closes. So «пункт 2 дополнить подпунктом 3)» means an item before that
// paragraph. Where the items are sentences themselves the paragraph may be the item's: orders
// say «абзац первый подпункта 2)» then, or «после абзаца второго подпункта 2)».

// trails is the first of the paragraphs that stand behind an item and may be those of the
// clause that has the list: the item is the last one and closed by a full stop.
func trails(units []legal.Unit, i int) (first int, ok bool) {
	u := &units[i]
	if u.Label.Form != legal.Paren && u.Label.Form != legal.Letter || u.Parent < 0 {
		return 0, false
	}
	end := subtreeEnd(units, i)
	if end < len(units) && units[end].Parent == u.Parent {
		return 0, false
	}
	first = end
	for first-1 > i && units[first-1].Kind == legal.Paragraph && units[first-1].Label.Form == legal.NoLabel {
		first--
	}
	return first, first < end && strings.HasSuffix(strings.TrimSpace(units[first-1].Plain()), ".") && !unicode.IsLower(firstRune(units[first].Plain()))
}

// oneSentence reports whether the list that ends with item i is one sentence: a colon leads in two
// items or more, semicolons or commas part them, and no full stop stands within. The item ends
// before unit first.
func oneSentence(units []legal.Unit, i, first int) bool {
	start, list := i, units[i].Parent
	for k := i - 1; k > list && (units[k].Parent != list || units[k].Label.Form == units[i].Label.Form); k-- {
		if units[k].Parent == list {
			start = k
		}
	}
	ends := func(k int, marks string) bool {
		return strings.ContainsRune(marks, lastRune(strings.TrimSpace(units[k].Plain())))
	}
	for k := start; k < first; k++ {
		if units[k].Label.Form == legal.NoLabel || sentences(units[k].Plain()) > 1 || k+1 < first && units[k+1].Parent == list && !ends(k, ";,") {
			return false
		}
	}
	return start < i && ends(start-1, ":")
}

// doubtful is trails where nobody knows whose the paragraphs are.
func doubtful(units []legal.Unit, i int) (first int, ok bool) {
	first, ok = trails(units, i)
	return first, ok && !oneSentence(units, i, first)
}

// trailing is trails for the items that end with unit k.
func trailing(units []legal.Unit, k int) (first int, ok bool) {
	for i := k; i >= 0; i = units[i].Parent {
		if subtreeEnd(units, i) != k+1 {
			break
		}
		if first, ok = doubtful(units, i); ok {
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
	case in.Verb == Exclude, in.Verb == Restate:
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
		if first, ok = trails(a.old.Units, r.Index); !ok {
			continue
		}
		doubt := !oneSentence(a.old.Units, r.Index, first)
		if in.Verb == Restate && a.trailed(in.Text) {
			doubt = !doubt // it says those paragraphs anew, too
		}
		if doubt {
			return first, true
		}
	}
	return 0, false
}

// trailed reports whether quoted text ends with a paragraph behind an item.
func (a *applier) trailed(text string) bool {
	k := strings.LastIndex(strings.TrimRight(text, " \n"), "\n\n")
	if k < 0 {
		return false
	}
	last := strings.TrimLeft(text[k:], " \n")
	_, _, numbered := legal.ParseLabel(a.rules, last)
	return !numbered && !strings.ContainsRune("-*|#>", firstRune(last))
}

// doubted refuses an instruction because of such a paragraph.
func (a *applier) doubted(in *Instruction, first int) {
	a.refuse(diag.OrderBehind, in, diag.Args{"text": a.old.Units[first].Plain()})
}
