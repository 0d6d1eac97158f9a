package order

import (
	"regexp"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Parse reads an order about a text, in any of the languages of the printers: one
// that this package wrote, or one that a person typed. The positions of the findings
// hold lines of the order, and no file.
func Parse(printers []Printer, data []byte, old *legal.Text) (*Order, diag.List, error) {
	var all []*names
	for _, p := range printers {
		n, err := newNames(p, old.Units)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, n)
	}
	return parse(all, data)
}

// parse is Parse with the names of the text's units in each language.
func parse(all []*names, data []byte) (*Order, diag.List, error) {
	r := &reader{order: &Order{}, lines: strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n")}
	for _, n := range all {
		f, err := newForms(n)
		if err != nil {
			return nil, nil, err
		}
		r.forms = append(r.forms, f)
	}
	for r.at = 0; r.at < len(r.lines); {
		r.next()
	}
	return r.order, r.found, nil
}

type reader struct {
	forms []*forms
	lines []string
	at    int
	in    *Ref // the clause of "in clause 3.3:"
	begun bool // an instruction was read
	order *Order
	found diag.List
}

var (
	numbered  = regexp.MustCompile(`^\s*\d+(?:[.-]\d+)*[.)]\s+`)
	opening   = regexp.MustCompile(`^\s*["“„«]`)
	closing   = regexp.MustCompile(`["”“»]\s*[;.,]?\s*$`)
	colon     = regexp.MustCompile(`:\s*["“„«]`)
	anyNumber = regexp.MustCompile(`\d+(?:[.-]\d+)*`)
	bracketed = regexp.MustCompile(`(\pL)\)`)
)

// statement is a line without its number and its last mark.
func statement(line string) string {
	line = strings.TrimSpace(numbered.ReplaceAllString(line, ""))
	return strings.TrimRight(line, " \t;.,")
}

// next reads the instruction that begins at the next line.
func (r *reader) next() {
	line, at := r.lines[r.at], r.at+1
	if strings.TrimSpace(line) == "" {
		r.at++
		return
	}
	said := statement(line)
	if numbered.MatchString(line) {
		r.in = nil
	}
	for _, f := range r.forms {
		if in, ok := r.phrase(f, said); ok {
			in.Line = at
			r.take(in)
			r.at++
			return
		}
		if m := f.inMany.FindStringSubmatch(said); m != nil {
			if refs := f.names.find(m[1]); len(refs) == 1 {
				r.in, r.begun = &refs[0], true
				r.at++
				return
			}
		}
		if r.blockAt(f) || r.severalAt(f, said, at) || r.lineAt(f, said, at) {
			r.in = nil
			return
		}
	}
	if r.begun || numbered.MatchString(line) || !r.preamble() {
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": said})
	}
	r.at++
}

// preamble reports whether a line may stand before the first instruction: it ends
// as the introduction of what follows does, or something numbered follows.
func (r *reader) preamble() bool {
	if strings.HasSuffix(strings.TrimSpace(r.lines[r.at]), ":") {
		return true
	}
	for _, line := range r.lines[r.at+1:] {
		if numbered.MatchString(line) {
			return true
		}
	}
	return false
}

func (r *reader) take(in Instruction) {
	r.begun = true
	r.order.Instructions = append(r.order.Instructions, in)
}

var verbs = map[string]Verb{"order.words.replace": ReplaceWords, "order.words.each": Everywhere, "order.words.exclude": ExcludeWords,
	"order.words.add": AddWords, "order.restate": Restate, "order.restate.text": RestateText, "order.add": Add, "order.add.after": Add,
	"order.add.inside": Add, "order.add.first": Add, "order.exclude": Exclude, "order.excludes": Exclude, "order.number": Renumber, "order.renumbers": Renumber,
	"order.move": Move, "order.move.first": Move}

// phrase reads an instruction on words, in all of the text, in the clause that it
// names or in the one that was named before.
func (r *reader) phrase(f *forms, said string) (Instruction, bool) {
	for _, p := range f.whole {
		if m := p.expr.FindStringSubmatch(said); m != nil {
			if in, ok := onWords(p, m[1:]); ok {
				in.Verb = Everywhere
				return in, true
			}
		}
	}
	for k, p := range f.phrases {
		if m := p.expr.FindStringSubmatch(said); m != nil && r.in != nil {
			if in, ok := onWords(p, m[1:]); ok {
				in.Target = *r.in
				return in, true
			}
		}
		for _, way := range f.inside[k] {
			m := way.expr.FindStringSubmatch(said)
			if m == nil {
				continue
			}
			in, ok := onWords(p, m[2:])
			if refs := f.names.find(m[1]); ok && len(refs) == 1 {
				in.Target = refs[0]
				return in, true
			}
		}
	}
	return Instruction{}, false
}

// onWords is a phrase whose groups are values.
func onWords(p form, values []string) (Instruction, bool) {
	args := map[string]string{}
	for k, a := range p.args {
		args[a] = values[k]
	}
	in := Instruction{Verb: verbs[p.key]}
	if p.key != "order.words.each" {
		in.Words = []Words{{strings.TrimSpace(args["old"]), strings.TrimSpace(args["new"])}}
		return in, true
	}
	old, new := unquote(args["old"]), unquote(args["new"])
	if len(old) != len(new) {
		return in, false
	}
	for k := range old {
		in.Words = append(in.Words, Words{old[k], new[k]})
	}
	return in, true
}

var betweenQuotes = regexp.MustCompile(`["”“»],\s*["“„«]`)

// unquote parts a list of quotations.
func unquote(list string) []string {
	list = strings.TrimSpace(list)
	list = list[len(string(firstRune(list))) : len(list)-len(string(lastRune(list)))]
	return betweenQuotes.Split(list, -1)
}

// lineAt reads an instruction without quoted text.
func (r *reader) lineAt(f *forms, said string, at int) bool {
	for _, x := range f.line {
		args, ok := x.match(said)
		if !ok {
			continue
		}
		in := Instruction{Verb: verbs[x.key], Line: at}
		refs := f.names.find(args["unit"])
		second := args["other"] + args["what"]
		if len(x.args) > 1 {
			in, refs, ok = r.two(f, in, args["unit"]+" "+second, x.key == "order.move")
			if !ok && x.key == "order.number" {
				continue
			}
		} else if x.key == "order.move.first" {
			in.After = Ref{Index: -1}
		}
		if in.Target, ok = r.only(refs, args["unit"], at); ok {
			r.take(in)
		}
		r.at++
		return true
	}
	return false
}

// two parts the words of two names, wherever one ends and the other begins.
func (r *reader) two(f *forms, in Instruction, both string, places bool) (Instruction, []Ref, bool) {
	for i, c := range both {
		if c != ' ' {
			continue
		}
		refs, rest := f.names.find(both[:i]), both[i+1:]
		if len(refs) == 0 {
			continue
		}
		if places {
			if after := f.names.find(rest); len(after) == 1 {
				in.After = after[0]
				return in, refs, true
			}
			continue
		}
		if m := bracketed.FindStringSubmatch(rest); m != nil {
			in.Number = m[1]
		} else if in.Number = anyNumber.FindString(rest); in.Number == "" {
			continue
		}
		if strings.Count(rest, " ") < 3 {
			return in, refs, true
		}
	}
	return in, nil, false
}

// only is the one unit that a name means; else there is a finding.
func (r *reader) only(refs []Ref, name string, at int) (Ref, bool) {
	switch len(refs) {
	case 0:
		refuse(&r.found, diag.OrderUnit, at, diag.Args{"text": name})
	case 1:
		return refs[0], true
	default:
		refuse(&r.found, diag.OrderUnitOften, at, diag.Args{"text": name, "count": len(refs)})
	}
	return Ref{}, false
}

// header is the form of the line that quoted text follows, and what stands behind
// it on the line.
func header(f *forms, line string) (form, map[string]string, string, bool) {
	line = strings.TrimSpace(numbered.ReplaceAllString(line, ""))
	ends := []int{len(line)}
	for _, m := range colon.FindAllStringIndex(line, -1) {
		ends = append(ends, m[0]+1)
	}
	for _, end := range ends {
		for _, x := range f.block {
			if args, ok := x.match(line[:end]); ok {
				return x, args, strings.TrimSpace(line[end:]), true
			}
		}
	}
	return form{}, nil, "", false
}

// blockAt reads an instruction with quoted text behind it.
func (r *reader) blockAt(f *forms) bool {
	x, args, rest, ok := header(f, r.lines[r.at])
	if !ok {
		return false
	}
	at := r.at + 1
	if rest == "" {
		r.at++
		for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at]) == "" {
			r.at++
		}
		if r.at == len(r.lines) || !opening.MatchString(r.lines[r.at]) {
			refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": statement(r.lines[at-1])})
			return true
		}
		rest = r.lines[r.at]
	}
	in := Instruction{Verb: verbs[x.key], Line: at, Text: r.quoted(rest)}
	name, named := args["unit"]
	switch {
	case named:
		ref, ok := r.only(f.names.find(name), name, at)
		if !ok {
			return true
		}
		in.Target, in.After = ref, ref
		in.Inside = x.key == "order.add.inside"
	case x.key == "order.add":
		in.Free = true
	case x.key == "order.add.first":
		in.After = Ref{Index: -1}
	}
	r.take(in)
	return true
}

// quoted reads the quoted text that begins with the words first of the line at hand:
// up to the mark that closes it, behind which another instruction or nothing follows.
func (r *reader) quoted(first string) string {
	last := -1
	for k := r.at; k < len(r.lines); k++ {
		line := r.lines[k]
		if k == r.at {
			line = first
		}
		if !closing.MatchString(line) || k == r.at && closing.FindStringIndex(line)[0] == 0 {
			continue
		}
		if r.starts(k + 1) {
			last = k
			break
		}
	}
	if last < 0 {
		last = r.at
		for last+1 < len(r.lines) && !closing.MatchString(r.lines[last]) {
			last++
		}
	}
	lines := append([]string{first}, r.lines[r.at+1:last+1]...)
	text := strings.Join(lines, "\n")
	text = text[opening.FindStringIndex(text)[1]:]
	if m := closing.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	r.at = last + 1
	return text
}

// starts reports whether an instruction, or nothing, begins at line k.
func (r *reader) starts(k int) bool {
	for k < len(r.lines) && strings.TrimSpace(r.lines[k]) == "" {
		k++
	}
	if k == len(r.lines) {
		return true
	}
	line := r.lines[k]
	said := statement(line)
	for _, f := range r.forms {
		if _, ok := r.phrase(f, said); ok {
			return true
		}
		if _, _, _, ok := header(f, line); ok {
			return true
		}
		if m := f.inMany.FindStringSubmatch(said); m != nil && len(f.names.find(m[1])) == 1 {
			return true
		}
		for _, x := range f.several {
			if _, ok := x.match(said); ok {
				return true
			}
		}
		for _, x := range f.line {
			if args, ok := x.match(said); ok && (len(x.args) > 1 || len(f.names.find(args["unit"])) > 0) {
				return true
			}
		}
	}
	return false
}
