package order

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// Parse reads an order about a text, in any of the languages of the printers: one
// that this package wrote, or one that a person typed. The positions of the findings
// hold lines of the order, and no file.
func Parse(printers []Printer, data []byte, old *legal.Text) (*Order, diag.List, error) {
	var all []*forms
	for _, p := range printers {
		n, err := newNames(p, old.Units)
		if err != nil {
			return nil, nil, err
		}
		f, err := n.forms()
		if err != nil {
			return nil, nil, err
		}
		all = append(all, f)
	}
	o, found := parse(all, data)
	return o, found, nil
}

// parse is Parse with the patterns of each language.
func parse(all []*forms, data []byte) (*Order, diag.List) {
	r := &reader{forms: all, order: &Order{}, heard: map[heard]saying{}}
	for text := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n") {
		r.lines = append(r.lines, line{text: text, number: len(r.lines) + 1})
	}
	for r.at < len(r.lines) {
		r.next()
	}
	return r.order, r.found
}

type reader struct {
	forms  []*forms
	lines  []line
	at     int
	in     []context    // the clauses of «в пункте 3:», each within the one before
	lost   *lost        // what the lines behind speak of is not in the text
	spoken *Instruction // the one that was read last; nil: the last one was not understood
	leans  bool         // names may lean on what spoken names, see contexts
	begun  bool         // an instruction was read
	heard  map[heard]saying
	order  *Order
	found  diag.List
}

// line is a line of an order, or what stands on one behind the end of an instruction.
type line struct {
	text   string
	number int  // in the order, from 1
	leans  bool // it goes on behind an instruction, on what that one names
}

// context is a clause that the lines behind speak of: «в пункте 3:». An instruction
// that is numbered in the same way ends it.
type context struct {
	ref   Ref
	style byte // of its number: ')', '.', letter, or 0 for none
}

// letter is the style of «а)».
const letter = 'a'

// openingMarks open a quotation.
const openingMarks = `"“„«`

var (
	numbered  = regex.Of(`^\s*\d+(?:[.-]\d+)*([.)])\s+`)
	lettered  = regex.Of(`^\s*\pL\)\s+`)
	dash      = regex.Of(`^\s*[-–—•]\s+`)
	opening   = regex.Of(`^\s*["“„«]`)
	closing   = regex.Of(`["”“»]\s*[;.,]?\s*$`)
	colon     = regex.Of(`:?\s*["“„«]`)
	anyNumber = regex.Of(`\d+(?:[.-]\d+)*`)
	goesOn    = regex.Of(`^[.-]?\d`)
	item      = regex.Of(`^(?:\d+(?:-\d+)?|\pL)\)\s`)
)

// unnumbered is a line without its number, or the dash before it.
func unnumbered(line string) string {
	return strings.TrimSpace(dash.ReplaceAllString(numbered.ReplaceAllString(line, ""), ""))
}

// trimmed is a line without its last mark.
func (s saying) trimmed() saying { return s.part(trimmed(s.text)) }

func trimmed(text string) string { return strings.TrimRight(text, " \t;.,") }

// styleOf is the mark behind a line's number; 0 for none.
func styleOf(line string) byte {
	if m := numbered.FindStringSubmatch(line); m != nil {
		return m[1][0]
	}
	return 0
}

// next reads the instruction that begins at the next line.
func (r *reader) next() {
	line := strings.TrimSpace(r.lines[r.at].text)
	if line == "" {
		r.at++
		return
	}
	said, style, in := unnumbered(line), styleOf(line), r.in
	if r.leans = r.lines[r.at].leans; r.leans {
		said, style = line, 0
	}
	if k := slices.IndexFunc(in, func(c context) bool { return c.style == style }); style != 0 && k >= 0 {
		r.in = slices.Clone(in[:k])
	}
	if r.lost != nil && style != 0 && (style == r.lost.style || len(r.in) < len(in)) {
		r.lost = nil
	}
	if r.lost != nil {
		r.withinLost(said)
		return
	}
	if r.instruction(said, style) {
		return
	}
	if style != 0 { // «1) тармақша алып тасталсын»: the number is the unit's
		popped := r.in
		if r.in = in; r.instruction(line, 0) {
			return
		}
		r.in = popped
	}
	if m := lettered.FindString(line); m != "" && r.lettered(line[len(m):]) {
		return
	}
	if r.cut() {
		return
	}
	if name := r.lostContext(said); name != nil {
		r.lost, r.begun = &lost{name, style}, true
		r.withinLost(said)
		return
	}
	r.unread(said)
}

// lettered reads an instruction behind its letter, «а) в подпункте 1) …», within the clause
// that lines without letters named last.
func (r *reader) lettered(line string) bool {
	in := r.in
	if k := slices.IndexFunc(in, func(c context) bool { return c.style == letter }); k >= 0 {
		r.in = slices.Clone(in[:k])
	}
	if r.instruction(line, letter) {
		return true
	}
	r.in = in
	return false
}

// instruction reads the instruction at the next line, whose words are text without its
// number. It is false if that is none, or names a unit that is not there.
func (r *reader) instruction(text string, style byte) bool {
	for _, f := range r.forms {
		said := r.hear(f, text)
		list, _ := r.phrases(f, said.trimmed())
		if list == nil {
			if ref, ok := r.context(f, said); ok {
				r.in, r.begun = append(slices.Clone(r.in), context{ref: ref, style: style}), true
				r.at++
				return true
			}
			if h, ok := r.header(f, said); ok && h.missing == nil {
				r.block(f, h)
				return true
			}
			list, _ = r.line(f, said.trimmed())
		}
		if list != nil {
			for _, in := range list {
				in.Line = r.lines[r.at].number
				r.take(in)
			}
			r.at++
			return true
		}
	}
	return false
}

// unread says why the next line is no instruction, if it should be one.
func (r *reader) unread(text string) {
	at := r.lines[r.at].number
	r.spoken = nil
	var missing *unfound
	for _, f := range r.forms {
		said := r.hear(f, text)
		if h, ok := r.header(f, said); ok {
			if r.behind(&h) {
				r.quoted(h.rest, true)
			}
			r.none(h.missing, at)
			return
		}
		for _, read := range []func(*forms, saying) ([]Instruction, *unfound){r.phrases, r.line} {
			if _, u := read(f, said.trimmed()); u != nil && missing == nil {
				missing = u
			}
		}
	}
	switch {
	case missing != nil:
		r.none(missing, at)
	case r.begun || !r.preamble():
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": trimmed(text)})
	}
	r.at++
}

// context is the clause that a line introduces.
func (r *reader) context(f *forms, said saying) (Ref, bool) {
	if !strings.HasSuffix(said.text, ":") {
		return Ref{}, false
	}
	for _, x := range f.inMany {
		if args, ok := x.match(said); ok {
			name := strings.TrimSuffix(args["unit"], ":")
			if refs := r.resolve(f, name); len(refs) == 1 {
				return refs[0], true
			}
			if refs := r.tables(f, name); len(refs) == 1 {
				return refs[0], true
			}
		}
	}
	return Ref{}, false
}

// preamble reports whether a line may stand before the first instruction: it ends
// as the introduction of what follows does and names no clause, or something
// numbered follows.
func (r *reader) preamble() bool {
	text := strings.TrimSpace(r.lines[r.at].text)
	if strings.HasSuffix(text, ":") {
		return !slices.ContainsFunc(r.forms, func(f *forms) bool {
			return f.names.words.names(f.names.withoutTitle(strings.TrimSuffix(unnumbered(text), ":")))
		})
	}
	if numbered.MatchString(text) {
		return false
	}
	return slices.ContainsFunc(r.lines[r.at+1:], func(l line) bool {
		return numbered.MatchString(l.text) || strings.HasSuffix(strings.TrimSpace(l.text), ":")
	})
}

func (r *reader) take(in Instruction) {
	r.begun, r.spoken = true, &in
	r.order.Instructions = append(r.order.Instructions, in)
}

var verbs = map[string]Verb{"order.words.replace": ReplaceWords, "order.words.swap": ReplaceWords, "order.words.behind": ReplaceWords, "order.words.behind.exclude": ExcludeWords, "order.words.forms": ReplaceWords, "order.words.each": Everywhere, "order.words.exclude": ExcludeWords,
	"order.words.add": AddWords, "order.words.before": AddWords, "order.words.append": AddWords, "order.restate": Restate, "order.restate.text": RestateText,
	"order.add": Add, "order.add.after": Add, "order.add.inside": Add, "order.add.first": Add, "order.exclude": Exclude,
	"order.number": Renumber, "order.renumbers": Renumber, "order.unnumber": Unnumber, "order.unnumbers": Unnumber, "order.swap": Swap, "order.footnote": AddFootnote, "order.move": Move, "order.move.first": Move}

// line reads an instruction without quoted text: on one unit, or on several. If it
// reads none, missing may be the unit that is not there.
func (r *reader) line(f *forms, said saying) (list []Instruction, missing *unfound) {
	for _, x := range f.line {
		args, ok := x.match(said)
		if !ok {
			continue
		}
		list, u := r.lineOf(f, x, args)
		if list != nil {
			return list, nil
		}
		if missing == nil {
			missing = u
		}
	}
	return nil, missing
}

// lineOf is what the arguments of a line say.
func (r *reader) lineOf(f *forms, x form, args map[string]string) (list []Instruction, missing *unfound) {
	verb := verbs[x.key]
	switch x.key {
	case "order.move":
		for _, cut := range spaces(args["unit"] + " " + args["other"]) {
			refs, ok, _ := r.resolveAll(f, cut[0])
			after := r.resolve(f, cut[1])
			if ok && len(after) == 1 {
				for _, ref := range refs {
					list = append(list, Instruction{Verb: verb, Target: ref, After: after[0]})
				}
				return list, nil
			}
		}
		return nil, &unfound{name: args["unit"] + " " + args["other"]}
	case "order.number":
		for _, cut := range spaces(args["unit"] + " " + args["what"]) {
			refs := r.resolve(f, cut[0])
			number := numberIn(cut[1])
			if n := f.names.words.paragraph(cut[1]); number == "" && n > 0 {
				number = strconv.Itoa(n)
			}
			if len(refs) == 0 || number == "" || strings.Count(cut[1], " ") > 2 || strings.ContainsAny(cut[1], openingMarks) {
				continue
			}
			if len(refs) > 1 {
				return nil, &unfound{cut[0], len(refs)}
			}
			if in, ok := f.numbering(refs[0], cut[1], number); ok {
				return []Instruction{in}, nil
			}
		}
		return nil, nil
	}
	if verb == Swap {
		return r.swaps(f, args["unit"])
	}
	if x.key == "order.renumbers" {
		return r.renumbers(f, args["unit"], args["what"])
	}
	refs, ok, missing := r.resolveAll(f, args["unit"])
	if !ok {
		return nil, missing
	}
	for _, ref := range refs {
		in := Instruction{Verb: verb, Target: ref, Footnote: verb == Exclude && f.names.says(args["unit"], "§footnote")}
		if x.key == "order.move.first" {
			in.After = Ref{Index: -1}
		}
		list = append(list, in)
	}
	return list, nil
}

// renumbers gives units their new numbers. Where the names of both stand behind each other
// the pattern may have parted them in the wrong place.
func (r *reader) renumbers(f *forms, unit, what string) (list []Instruction, missing *unfound) {
	cuts := [][2]string{{unit, what}}
	if names := unit + " " + what; len(strings.Fields(names)) <= longestList {
		cuts = append(cuts, spaces(names)...)
	}
	for _, cut := range cuts {
		numbers, ok := f.numbersOf(cut[1])
		if !ok {
			continue
		}
		refs, ok, u := r.resolveAll(f, cut[0])
		if !ok || len(refs) != len(numbers) {
			if missing == nil && f.names.words.names(cut[0]) {
				missing = u
			}
			continue
		}
		for k, ref := range refs {
			in, ok := f.numbering(ref, cut[1], numbers[k])
			if !ok {
				return nil, nil
			}
			list = append(list, in)
		}
		return list, nil
	}
	return nil, missing
}

// spaces are the ways to cut words in two.
func spaces(words string) (out [][2]string) {
	for i, c := range words {
		if c == ' ' {
			out = append(out, [2]string{words[:i], words[i+1:]})
		}
	}
	return out
}

// unfound is a name that means no unit, or count of them.
type unfound struct {
	name  string
	count int
}

func (r *reader) none(u *unfound, at int) {
	if u.count == 0 {
		refuse(&r.found, diag.OrderUnit, at, diag.Args{"text": u.name})
	} else {
		refuse(&r.found, diag.OrderUnitOften, at, diag.Args{"text": u.name, "count": u.count})
	}
}

// starts reports whether an instruction, or nothing, begins at line k.
func (r *reader) starts(k int) bool {
	for k < len(r.lines) && strings.TrimSpace(r.lines[k].text) == "" {
		k++
	}
	if k == len(r.lines) {
		return true
	}
	line := strings.TrimSpace(r.lines[k].text)
	return slices.ContainsFunc(slices.Compact([]string{unnumbered(line), line}), r.reads)
}

// reads reports whether words are an instruction, or one on a unit that is not there.
func (r *reader) reads(text string) bool {
	for _, f := range r.forms {
		said := r.hear(f, text)
		if list, u := r.phrases(f, said.trimmed()); list != nil || u != nil {
			return true
		}
		if _, ok := r.context(f, said); ok {
			return true
		}
		if _, ok := r.header(f, said); ok {
			return true
		}
		if list, u := r.line(f, said.trimmed()); list != nil || u != nil && (u.count > 0 || f.names.words.names(u.name)) {
			return true
		}
	}
	return false
}
