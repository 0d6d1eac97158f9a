package order

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// Units of which the same is said are named in one instruction:
//
//	пункты 3.1–3.4 исключить
//	подпункты а), б) и в) пункта 4.1 исключить
//	пункты 5.2 и 5.3 считать соответственно пунктами 5.1 и 5.2

// gathered reports whether instructions are said in one: the same on neighbours of
// one kind, and numbers of one kind that are new or go.
func (n *names) gathered(list []Instruction) bool {
	last := len(list) - 1
	a, b := &list[last-1], &list[last]
	numbers := a.Verb == Renumber || a.Verb == Unnumber
	if a.Verb != b.Verb || a.Verb != Exclude && !numbers || a.Target.Own || b.Target.Own || a.Target.Table || b.Target.Table || a.As != b.As {
		return false
	}
	if _, end := a.Target.span(n.units); !numbers && (end != b.Target.Index || n.units[a.Target.Index].Kind == legal.Heading) {
		return false
	}
	if !n.alone(a.Target) || !n.alone(b.Target) { // a name that others have, too, says more
		return false
	}
	if a.Verb == Renumber && naturalNumber(a.Number) != naturalNumber(b.Number) {
		return false
	}
	_, ok, err := naming.Several(n.printer, n.places(list[last-1:]), naming.Nominative, false)
	return ok && err == nil
}

// naturalNumber reports whether a number is of figures: 3.1, not б.
func naturalNumber(number string) bool { return number != "" && unicode.IsDigit(firstRune(number)) }

func (n *names) places(list []Instruction) []naming.Place {
	out := make([]naming.Place, len(list))
	for i := range list {
		out[i] = n.place(list[i].Target)
	}
	return out
}

// rangedFrom is how many numbers that follow each other are said as a range.
const rangedFrom = 4

// ranged reports whether numbers are many and each is the next one of its level.
func ranged(numbers []string) bool {
	for i := 1; i < len(numbers); i++ {
		if next(numbers[i-1]) != numbers[i] {
			return false
		}
	}
	return len(numbers) >= rangedFrom
}

// next is the next number of a level, 3.3 after 3.2; empty if there is none: 3-1 has none.
func next(number string) string {
	i := strings.LastIndexByte(number, '.') + 1
	n, err := strconv.Atoi(number[i:])
	if err != nil {
		return ""
	}
	return number[:i] + strconv.Itoa(n+1)
}

// gather says what is done to several units.
func (w *speaker) gather(list []Instruction) string {
	places := w.names.places(list)
	key, args := "order.exclude", w.several("unit", places)
	switch list[0].Verb {
	case Unnumber:
		key = "order.unnumbers"
	case Renumber:
		for i := range places {
			places[i] = w.names.newPlace(&list[i])
		}
		key, args = "order.renumbers", append(args, w.several("what", places)...)
	}
	return w.text(key, args...)
}

// several are the arguments that name units together: unit_loc and the others.
func (w *speaker) several(arg string, places []naming.Place) []string {
	var numbers, args []string
	for _, x := range places {
		numbers = append(numbers, strings.TrimSuffix(x.Number(), ")"))
	}
	for suffix, c := range caseNames {
		name, _, err := naming.Several(w.Printer, places, c, ranged(numbers))
		if err != nil && w.err == nil {
			w.err = err
		}
		args = append(args, arg+"_"+suffix, name)
	}
	return args
}

// resolve gives the units, or cells of rows, that a name may mean.
func (r *reader) resolve(f *forms, name string) []Ref {
	if refs := r.units(f, name); len(refs) > 0 {
		return refs
	}
	if refs := r.cells(f, name); len(refs) > 0 {
		return refs
	}
	if refs := r.columnOf(f, name); len(refs) > 0 {
		return refs
	}
	return r.sentencesIn(f, name)
}

// units gives the units that a name may mean: in the clause that was named last, else
// in one that was named before, else in the text.
func (r *reader) units(f *forms, name string) []Ref {
	if refs, ok := r.same(f, name); ok {
		return refs
	}
	refs := f.names.find(name)
	for _, c := range r.contexts() { // the nearest one last
		if within := f.names.within(c.ref, name); len(within) > 0 {
			refs = within
		}
	}
	return slices.DeleteFunc(slices.Clone(refs), func(ref Ref) bool { return f.names.portioned(ref, name) })
}

// inside gives the units of «в пункте 1.2 подпункт 1)»: those of a name within the
// clause before it. So «пункте 1.2 в подпункте 1)» behind a «в» that was read.
func (r *reader) inside(f *forms, name string) []Ref {
	said := []string{name}
	for _, x := range f.in {
		if args, ok := x.match(newSaying(name)); ok {
			said = append(said, args["unit"]+" "+args["what"])
		}
	}
	for k, words := range said {
		for _, cut := range spaces(words) {
			rest := f.into.ReplaceAllLiteralString(cut[1], "")
			if k == 0 && rest == cut[1] {
				continue
			}
			cut[1] = rest
			owner := r.units(f, cut[0])
			if len(owner) == 0 {
				owner = f.names.tables(cut[0])
			}
			if len(owner) != 1 {
				continue
			}
			in, leans := r.in, r.leans
			r.in, r.leans = []context{{ref: owner[0]}}, false
			refs, ok, _ := r.resolveAll(f, cut[1])
			r.in, r.leans = in, leans
			from, to := Ref{Index: owner[0].Index}.reach(f.names.units)
			if ok && !slices.ContainsFunc(refs, func(x Ref) bool { return x.Index < from || x.Index >= to }) {
				return refs
			}
		}
	}
	return nil
}

// resolveAll gives the units that a name means, one or several: «подпункты б) и в)
// пункта 4.1». ok is false if one of them cannot be found; missing says which.
func (r *reader) resolveAll(f *forms, name string) (refs []Ref, ok bool, missing *unfound) {
	return r.resolveList(f, name, map[string][]Ref{})
}

// resolveList is resolveAll for a name, or a part of one, of whose parts tried has those
// that were looked up as lists of names.
func (r *reader) resolveList(f *forms, name string, tried map[string][]Ref) (refs []Ref, ok bool, missing *unfound) {
	if refs = r.resolve(f, name); len(refs) == 1 {
		return refs, true, nil
	} else if len(refs) > 1 {
		return nil, false, &unfound{name, len(refs)}
	}
	if refs := r.inside(f, name); len(refs) > 0 {
		return refs, true, nil
	}
	before, values, after := f.parts(name)
	if len(values) < 2 {
		refs, known := tried[name]
		if !known {
			refs = r.joined(f, name, tried)
			tried[name] = refs
		}
		if refs != nil {
			return refs, true, nil
		}
		return nil, false, &unfound{name: name}
	}
	one := func(v string) (Ref, bool) {
		name := strings.TrimSpace(before + " " + v + " " + after)
		found := r.resolve(f, name)
		if len(found) != 1 {
			missing = &unfound{v, len(found)}
			return Ref{}, false
		}
		return found[0], true
	}
	units := f.names.units
	for k, v := range values {
		ref, ok := one(v.text)
		if !ok {
			return nil, false, missing
		}
		if v.through && len(refs) > 0 {
			from := refs[len(refs)-1]
			if units[from.Index].Parent != units[ref.Index].Parent || from.Index > ref.Index {
				more, ok := r.through(values[k-1].text, v.text, from, ref, one)
				if !ok {
					return nil, false, &unfound{name: name}
				}
				refs = append(append(refs, more...), ref)
				continue
			}
			for _, end := from.span(units); end < ref.Index; {
				refs = append(refs, Ref{Index: end})
				_, end = refs[len(refs)-1].span(units)
			}
		}
		refs = append(refs, ref)
	}
	return refs, true, nil
}

// through gives the units between two of a range that do not belong together, «пункты
// 7–14» of several sections: one finds each by its number. ok is false if a unit of that
// form stands between them that has no such number.
func (r *reader) through(first, last string, from, to Ref, one func(string) (Ref, bool)) (refs []Ref, ok bool) {
	for number := next(first); number != last; number = next(number) {
		ref, ok := one(number)
		if number == "" || !ok || ref.Index <= from.Index || ref.Index >= to.Index {
			return nil, false
		}
		refs = append(refs, ref)
	}
	count := 0
	units := r.forms[0].names.units
	for i := from.Index + 1; i < to.Index; i++ {
		if a, b := &units[i].Label, &units[from.Index].Label; a.Form == b.Form && len(a.Path) == len(b.Path) {
			count++
		}
	}
	return refs, count == len(refs) && from.Index < to.Index
}

// longestList is how many words a list of names may have. A line of prose may begin or
// end with an order's verb, and every part of it would be looked up.
const longestList = 40

// joined gives the units of names that a list joins: «пункте 2 статьи 2 и пункте 3 статьи
// 3». What the first of two belongs to may stand with the second one alone, and the
// reverse: «абзаце первом и подпункте 3) пункта 2». It is nil if a name is not found, or
// may mean another unit with that.
func (r *reader) joined(f *forms, name string, tried map[string][]Ref) []Ref {
	if len(strings.Fields(name)) > longestList {
		return nil
	}
	for _, sep := range []string{", ", " " + f.and + " "} {
		for at := 0; ; {
			k := strings.Index(name[at:], sep)
			if k < 0 {
				break
			}
			k += at
			at = k + len(sep)
			first, second := name[:k], name[at:]
			a, ok := r.shared(f, first, second, true, tried)
			if !ok {
				continue
			}
			if b, ok := r.shared(f, second, first, false, tried); ok {
				return slices.Concat(a, b)
			}
		}
	}
	return nil
}

// shared gives the units of one of two joined names, which may need some words of the
// other: its last ones behind it, or its first ones before it.
func (r *reader) shared(f *forms, name, other string, first bool, tried map[string][]Ref) ([]Ref, bool) {
	found, ok, _ := r.resolveList(f, name, tried)
	if !ok {
		found = nil
	}
	for _, cut := range spaces(other) {
		whole := name + " " + cut[1]
		if !first {
			whole = cut[0] + " " + name
		}
		refs := r.resolve(f, whole)
		switch {
		case len(refs) != 1 || slices.Equal(refs, found):
		case found != nil && f.names.units[found[0].Index].Label.Form != legal.NoLabel: // a paragraph never stands alone
			return nil, false
		default:
			found = refs
		}
	}
	return found, found != nil
}

// value is a number of a list; through: it ends a range that the one before begins.
type value struct {
	text    string
	through bool
}

// parts cuts a name into what stands before a list of numbers, the list, and what
// stands behind it, the words of several units as those of one.
func (f *forms) parts(name string) (before string, values []value, after string) {
	v := f.names.words
	words := v.split(strings.NewReplacer(",", " , ", "–", " … ", "—", " … ").Replace(name))
	isValue := func(w string) bool {
		_, ordinal := v.counts[w]
		return ordinal || w != "" && unicode.IsDigit(firstRune(strings.TrimPrefix(w, "№"))) || utf8.RuneCountInString(w) == 1 && unicode.IsLetter(firstRune(w)) || isRoman(w)
	}
	at := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	take := func(i int) (string, int) {
		if two := at(i) + " " + at(i+1); isValue(two) {
			if _, ok := v.counts[two]; ok {
				return two, i + 2
			}
		}
		if isValue(at(i)) {
			return at(i), i + 1
		}
		return "", i
	}
	for from := range words {
		var list []value
		text, i := take(from)
		if text == "" {
			continue
		}
		list = append(list, value{text: text})
		for {
			sep := at(i)
			if sep != "," && sep != "…" && sep != "-" && sep != f.and {
				break
			}
			text, end := take(i + 1)
			if text == "" {
				break
			}
			list, i = append(list, value{text, sep == "…" || sep == "-"}), end
		}
		if len(list) > 1 {
			return v.single(words[:from]), list, v.single(words[i:])
		}
	}
	return "", nil, ""
}

// single are words in which those of several units are those of one, as keys have them.
func (v *vocabulary) single(words []string) string {
	words = slices.Clone(words)
	for i, w := range words {
		if key, ok := v.several[w]; ok {
			words[i] = "§" + key
		}
	}
	return strings.Join(words, " ")
}

// numbersOf are the numbers of a list; a range has all between its ends. Beside them
// stands a word for units and nothing else: more words are another instruction's.
func (f *forms) numbersOf(name string) (out []string, ok bool) {
	before, values, after := f.parts(name)
	for w := range strings.FieldsSeq(before + " " + after) {
		if _, known := f.names.words.nouns[w]; !known && !strings.HasPrefix(w, "§") {
			return nil, false
		}
	}
	number := func(text string) string {
		if isRoman(text) {
			return strings.ToUpper(text)
		}
		if n := f.names.words.counts[text]; n > 0 { // «абзацами вторым и третьим»
			return strconv.Itoa(n)
		}
		return strings.TrimPrefix(text, "№")
	}
	for _, v := range values {
		if !v.through {
			out = append(out, number(v.text))
			continue
		}
		for n := next(out[len(out)-1]); n != number(v.text); n = next(n) {
			if n == "" || len(out) > 9999 {
				return nil, false
			}
			out = append(out, n)
		}
		out = append(out, number(v.text))
	}
	return out, len(out) > 1
}

// number is a number of figures; 0 for other words.
func number(w string) int {
	n, _ := strconv.Atoi(w)
	return n
}

// names reports whether words end with the name of a unit that has a number.
func (v *vocabulary) names(words string) bool {
	w := v.split(words)
	is := func(i int) (noun, number bool) {
		if i < 0 || i >= len(w) || w[i] == "" {
			return false, false
		}
		_, noun = v.nouns[w[i]]
		_, several := v.several[w[i]]
		_, ordinal := v.counts[w[i]]
		return noun || several, ordinal || unicode.IsDigit(firstRune(w[i])) || utf8.RuneCountInString(w[i]) == 1
	}
	last, number := is(len(w) - 1)
	if last {
		_, before := is(len(w) - 2)
		return before
	}
	for i := len(w) - 1; i >= 0; i-- {
		if noun, _ := is(i); noun {
			return number && len(w)-i < 8
		}
	}
	return false
}
