package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/regex"
)

// A line may hold several instructions, of which the later ones lean on what the one
// before them names:
//
//	подпункт 2) пункта 3.4 исключить; подпункт 3) считать подпунктом 2)
//	в пункте 3.4: слова «…» исключить, дополнить подпунктом 4) следующего содержания: «…»
//	3.4-тармақтың 2) тармақшасы алып тасталсын, 3) тармақша 2) тармақша деп есептелсін

// betweenInstructions is what may stand between two instructions.
var betweenInstructions = regex.Of(`[;.,:]\s+`)

// cut cuts the next line, which is no instruction as a whole, behind the first of those
// that it holds. It is false if it does not hold several.
func (r *reader) cut() bool {
	first, rest := r.cutAt(r.lines[r.at].text)
	if rest == "" {
		return false
	}
	number := r.lines[r.at].number
	r.lines[r.at].text = first
	r.lines = slices.Insert(r.lines, r.at+1, line{text: rest, number: number, leans: true})
	r.one(first)
	return true
}

// cutAt parts the first instruction of a line, or the clause of «в пункте 3:», from those
// behind it. rest is empty if the line holds no more than one.
func (r *reader) cutAt(text string) (first, rest string) {
	at := 0
	for _, p := range quotations(text) {
		if !p.quoted {
			for _, m := range betweenInstructions.FindAllStringIndex(p.text, -1) {
				end := at + m[0]
				if p.text[m[0]] == ':' {
					end++
				}
				first, rest = text[:end], text[at+m[1]:]
				if opening.MatchString(rest) && p.text[m[0]] == ':' {
					continue // what is quoted belongs to the words before it
				}
				if r.commands(rest) && (r.commands(first) || r.introduces(first)) {
					return first, rest
				}
			}
		}
		at += len(p.text)
	}
	return text, ""
}

// one reads a line that was cut off: an instruction, or the clause of those behind it on
// the line, which is not that of the lines below.
func (r *reader) one(first string) {
	for _, f := range r.forms {
		if ref, ok := r.context(f, r.hear(f, unnumbered(first))); ok {
			r.spoken = &Instruction{Target: ref}
			r.at++
			return
		}
	}
	if r.announces(first) {
		r.spoken = nil
		r.at++
		return
	}
	r.next()
}

// commands reports whether words outside quotes say what is to be done.
func (r *reader) commands(text string) bool {
	return slices.ContainsFunc(r.forms, func(f *forms) bool { return f.commanded(text) })
}

// commanded is commands in one language.
func (f *forms) commanded(text string) bool {
	return f.commands.MatchString(text) && slices.ContainsFunc(quotations(text), func(q quotation) bool {
		return !q.quoted && f.commands.MatchString(q.text)
	})
}

// announces reports whether words say that changes follow, «внести следующие изменения:»,
// and name no clause.
func (r *reader) announces(text string) bool {
	return strings.HasSuffix(text, ":") && !strings.ContainsAny(text, openingMarks) && slices.ContainsFunc(r.forms, func(f *forms) bool {
		return f.changes.MatchString(text) && !f.names.words.names(f.names.withoutTitle(strings.TrimSuffix(unnumbered(text), ":")))
	})
}

// introduces reports whether words name the clause of what stands behind them, or say
// that changes follow.
func (r *reader) introduces(text string) bool {
	return r.announces(text) || slices.ContainsFunc(r.forms, func(f *forms) bool {
		_, ok := r.context(f, r.hear(f, unnumbered(text)))
		return ok
	})
}

// contexts are the clauses within which a name may stand, the nearest one last: those
// of «в пункте 3:», and what the instruction before on the line names, with what it
// belongs to up to its heading.
func (r *reader) contexts() []context {
	if !r.leans || r.spoken == nil {
		return r.in
	}
	return append(slices.Clone(r.in), r.above()...)
}

// here is the unit that was named last: who names none means it. nil if there is none.
func (r *reader) here() []Ref {
	if in := r.contexts(); len(in) > 0 {
		return []Ref{in[len(in)-1].ref}
	}
	return nil
}

// above is the unit of the instruction that was read last, and those it belongs to up
// to its heading: the outermost first.
func (r *reader) above() (out []context) {
	if r.spoken == nil || r.spoken.Verb == Everywhere || r.spoken.Verb == RestateText {
		return nil
	}
	ref := r.spoken.Target
	if r.spoken.Verb == Add {
		if r.spoken.Free {
			return nil
		}
		ref = r.spoken.After
	}
	units := r.forms[0].names.units
	if ref.Index < 0 {
		return nil
	}
	out = append(out, context{ref: ref})
	if whole := (Ref{Index: ref.Index}); ref != whole {
		out = append(out, context{ref: whole})
	}
	for i := ref.Index; units[i].Kind != legal.Heading && units[i].Parent >= 0; {
		i = units[i].Parent
		out = append(out, context{ref: Ref{Index: i}})
	}
	slices.Reverse(out)
	return out
}

// throughout reports whether the instruction before on the line is about all of the text.
func (r *reader) throughout() bool { return r.leans && r.spoken != nil && r.spoken.Verb == Everywhere }

// owner is the clause that an addition without a place belongs to: that of «в пункте 3:»,
// or behind another instruction on the line, the nearest one that is of another kind
// than what is added: «дополнить пунктом 6» is no longer within clause 3. A number of several levels, 2.1-1, says its place itself there.
func (r *reader) owner(f *forms, what string) (Ref, bool) {
	in := r.contexts()
	levels := strings.Contains(anyNumber.FindString(what), ".")
	if levels {
		in = r.in
	}
	for k := len(in) - 1; k >= 0; k-- {
		if levels || f.names.kind(in[k].ref) != kindIn(f.names.words.key(what)) {
			return in[k].ref, true
		}
	}
	return Ref{}, false
}

// kind is the word for a unit, as keys have it.
func (n *names) kind(r Ref) string {
	name, err := n.place(r).Alone().Name(n.printer, naming.Nominative)
	if err != nil {
		return ""
	}
	return kindIn(n.words.key(name))
}

// kindIn is the first word for a unit in the key of a name, of several units as of one.
func kindIn(key string) string {
	for w := range strings.FieldsSeq(key) {
		if strings.HasPrefix(w, "§") {
			return strings.TrimLeft(w, "§")
		}
	}
	return ""
}

// same gives the units of a name with «той же статьи» in it, which means what the
// instruction before belongs to. ok is false if a name has no such words.
func (r *reader) same(f *forms, name string) (refs []Ref, ok bool) {
	if f.same == nil {
		return nil, false
	}
	m := f.names.words.samesIn.Of(name, f.same.FindStringSubmatchIndex)
	if m == nil {
		return nil, false
	}
	noun, known := f.names.words.word(foldName(name[m[2]:m[3]]))
	if !known {
		return nil, false
	}
	rest := strings.TrimSpace(name[:m[0]] + " " + name[m[1]:])
	for _, c := range slices.Backward(r.above()) {
		switch {
		case f.names.kind(c.ref) != strings.TrimLeft(noun, "§"):
		case rest == "":
			return []Ref{c.ref}, true
		default:
			return f.names.within(c.ref, rest), true
		}
	}
	return nil, true
}

// goesOn parts quoted text from the instructions that stand behind it on its last line.
// own is empty if none do; rest is empty if something does that may be the order's and is
// not understood.
func (r *reader) goesOn(text string) (own, rest string) {
	q := quotations(text)
	if len(q) == 1 { // its marks do not match: it may end at any that another instruction follows
		for _, m := range insideClosing.FindAllStringIndex(text, -1) {
			if r.commands(text[m[1]:]) {
				return text, ""
			}
		}
		return "", ""
	}
	own, rest = q[0].text, text[len(q[0].text):]
	behind := strings.TrimLeft(rest, ";.,")
	marks := len(rest) - len(behind)
	line, _, _ := strings.Cut(strings.TrimLeft(behind, " \t\u00a0"), "\n")
	if marks == 0 || len(line) == len(behind) || !r.commands(line) {
		return "", ""
	}
	leans := r.leans
	r.leans = true
	defer func() { r.leans = leans }()
	if first, more := r.cutAt(line); r.reads(line) || more != "" && (r.reads(first) || r.introduces(first)) {
		return own + rest[:marks], line
	}
	return own, ""
}

// insideClosing is a mark that may close a quotation before more of the order.
var insideClosing = regex.Of(`["”“»][;.,]+\s+`)
