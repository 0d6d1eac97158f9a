package order

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// Neighbours of which the same is said are named in one instruction:
//
//	пункты 3.1–3.4 исключить
//	пункты 5.2 и 5.3 считать соответственно пунктами 5.1 и 5.2

// gathered reports whether two instructions on clauses that follow each other are
// said in one.
func (n *names) gathered(a, b *Instruction) bool {
	if a.Verb != b.Verb || a.Verb != Exclude && a.Verb != Renumber || !n.plain(a.Target) || !n.plain(b.Target) ||
		subtreeEnd(n.units, a.Target.Index) != b.Target.Index || !follows(n.number(a.Target), n.number(b.Target)) {
		return false
	}
	return a.Verb == Exclude || follows(a.Number, b.Number)
}

// plain reports whether a reference is to a whole clause that its decimal number
// alone names.
func (n *names) plain(r Ref) bool {
	if r.Index < 0 || r.Own || n.units[r.Index].Label.Form != legal.Decimal || n.units[r.Index].Kind == legal.Heading {
		return false
	}
	name, err := n.say(r, naming.Nominative)
	alone, e := naming.Of(n.units, r.Index).Alone().Name(n.printer, naming.Nominative)
	return err == nil && e == nil && name == alone
}

func (n *names) number(r Ref) string { return n.units[r.Index].Label.Number() }

// follows reports whether a decimal number is the next one of its level: 3.3 after 3.2.
func follows(a, b string) bool { return b != "" && next(a) == b }

// next is the next number of a level; empty if there is none: 3-1 has none.
func next(number string) string {
	i := strings.LastIndexByte(number, '.') + 1
	n, err := strconv.Atoi(number[i:])
	if err != nil {
		return ""
	}
	return number[:i] + strconv.Itoa(n+1)
}

// several names numbers that follow each other.
func (w *speaker) several(numbers []string) string {
	if len(numbers) == 2 {
		return numbers[0] + w.text("order.and") + numbers[1]
	}
	return numbers[0] + "–" + numbers[len(numbers)-1]
}

// gather says what is done to several clauses.
func (w *speaker) gather(list []Instruction) string {
	var old, new []string
	for i := range list {
		old, new = append(old, w.names.number(list[i].Target)), append(new, list[i].Number)
	}
	if list[0].Verb == Exclude {
		return w.text("order.excludes", "numbers", w.several(old))
	}
	return w.text("order.renumbers", "numbers", w.several(old), "new", w.several(new))
}

// someNumbers are numbers in a list or range, as several writes it or a lawyer types it.
const someNumbers = `\d[\d.\-]*(?:\s*[–—]\s*\d[\d.\-]*|\s*,\s*\d[\d.\-]*|\s+\pL+\s+\d[\d.\-]*)+`

var numberRange = regexp.MustCompile(`^(\S+?)\s*[–—]\s*(\S+)$`)

// severalAt reads an instruction on several clauses.
func (r *reader) severalAt(f *forms, said string, at int) bool {
	for _, x := range f.several {
		args, ok := x.match(said)
		if !ok {
			continue
		}
		refs, ok := r.clauses(f, args["numbers"], at)
		numbers := slices.Repeat([]string{""}, len(refs))
		if ok && x.key == "order.renumbers" {
			if numbers, ok = f.numbers(args["new"]); ok && len(numbers) != len(refs) {
				ok = false
			}
			if !ok {
				refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": said})
			}
		}
		for i := range refs {
			if ok {
				r.take(Instruction{Verb: verbs[x.key], Target: refs[i], Number: numbers[i], Line: at})
			}
		}
		r.at++
		return true
	}
	return false
}

// numbers are those of a list; a range has all between its ends.
func (f *forms) numbers(list string) (out []string, ok bool) {
	for part := range strings.SplitSeq(strings.ReplaceAll(list, f.and, ","), ",") {
		part = strings.TrimSpace(part)
		m := numberRange.FindStringSubmatch(part)
		if m == nil {
			out = append(out, part)
			continue
		}
		n := m[1]
		for n != m[2] {
			out = append(out, n)
			if n = next(n); n == "" || len(out) > 9999 {
				return nil, false
			}
		}
		out = append(out, m[2])
	}
	return out, true
}

// clauses are those that a list of numbers names. Between the ends of a range stand
// all clauses of the text that do, inserted ones too.
func (r *reader) clauses(f *forms, list string, at int) (refs []Ref, ok bool) {
	clause := func(number string) (Ref, bool) {
		var found []Ref
		for i := range f.names.units {
			if u := &f.names.units[i]; u.Label.Form == legal.Decimal && u.Kind != legal.Heading && u.Label.Number() == number {
				found = append(found, Ref{Index: i})
			}
		}
		return r.only(found, number, at)
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(list, f.and, ","), ",") {
		part = strings.TrimSpace(part)
		m := numberRange.FindStringSubmatch(part)
		if m == nil {
			m = []string{part, part, part}
		}
		first, ok := clause(m[1])
		last := first
		if ok && m[2] != m[1] {
			last, ok = clause(m[2])
		}
		if !ok {
			return nil, false
		}
		for i := first.Index; i <= last.Index; i = subtreeEnd(f.names.units, i) {
			refs = append(refs, Ref{Index: i})
		}
	}
	return refs, true
}
