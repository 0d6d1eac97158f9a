package order

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// header is a line that quoted text follows.
type header struct {
	form
	refs    []Ref
	missing *unfound // a unit that the line names and that is not there
	what    string   // what is added, in words
	old     string   // the words behind which a footnote is marked
	said    string
	rest    string // what stands behind it on the line
}

// header reads a line that quoted text follows.
func (r *reader) header(f *forms, said saying) (header, bool) {
	ends := []int{len(said.text)}
	for _, m := range colon.FindAllStringIndex(said.text, -1) {
		end := m[0]
		if said.text[end] == ':' {
			end++
		}
		ends = append(ends, end)
	}
	var unfound header
	for _, end := range ends {
		for _, x := range f.block {
			before := said.part(said.text[:end])
			args, ok := x.match(before)
			if !ok || x.key == "order.footnote" && (strings.ContainsAny(args["unit"]+args["old"], openingMarks) || !f.names.says(args["what"], "§footnote")) {
				continue
			}
			if r.commands(args["unit"]+" "+args["what"]+" "+args["other"]) || strings.ContainsAny(args["what"], openingMarks) ||
				f.by.MatchString(args["what"]) && strings.ContainsAny(args["unit"], openingMarks) {
				continue // the form took quoted words, or another instruction, for a name
			}
			h := header{form: x, what: strings.TrimSpace(args["what"]), old: strings.TrimSpace(args["old"]), said: before.trimmed().text, rest: strings.TrimSpace(said.text[end:])}
			name, named := args["unit"]
			other, within := args["other"]
			switch {
			case within: // «пункт 3 после подпункта 2) дополнить …»
				h.refs, h.missing = r.within(f, name, other)
			case named:
				h.refs, h.missing = r.named(f, name, &h.what)
				if refs := r.tables(f, name); h.missing != nil && x.key == "order.add.inside" && len(refs) == 1 {
					h.refs, h.missing = refs, nil // «таблицу пункта 3.2 дополнить строкой»
				}
			}
			if h.missing == nil && verbs[x.key] == Add && !f.addable(h.what) {
				continue
			}
			if h.missing == nil {
				return h, true
			}
			if unfound.missing == nil {
				unfound = h
			}
		}
	}
	return unfound, unfound.missing != nil
}

// addable reports whether words say what a text can be supplemented by: units, text, a
// sentence.
func (f *forms) addable(what string) bool {
	_, column := f.names.words.isColumn(what)
	return column || f.names.words.isSentence(what) || strings.Contains(f.names.words.key(what), "§") || f.by.MatchString(what) || f.text == foldName(what)
}

// within gives the unit of a clause that a name means there.
func (r *reader) within(f *forms, clause, name string) ([]Ref, *unfound) {
	owner, ok, missing := r.resolveAll(f, clause)
	if tables := r.tables(f, clause); !ok && len(tables) == 1 { // «таблицу пункта 3 после строки 1»
		owner, ok = tables, true
	}
	if !ok || len(owner) != 1 {
		return nil, cmp.Or(missing, &unfound{name: clause})
	}
	if refs := f.names.within(owner[0], name); len(refs) == 1 {
		return refs, nil
	}
	if last, ok := f.names.lastRow(owner[0]); ok && f.names.words.key(name) == "§table" {
		return []Ref{{Index: last}}, nil
	}
	if rest, n, ok := f.names.words.sentence(name); ok && rest == "" { // «после первого предложения»
		return []Ref{{Index: owner[0].Index, Own: owner[0].Own, Sentence: n}}, nil
	}
	return nil, &unfound{name, len(f.names.within(owner[0], name))}
}

// named gives the units of a name. A pattern may have cut it short: what it took for
// the words behind it, which what holds, may begin with the rest of it.
func (r *reader) named(f *forms, name string, what *string) ([]Ref, *unfound) {
	refs, ok, missing := r.resolveAll(f, name)
	if ok || *what == "" {
		return refs, missing
	}
	for _, cut := range spaces(name + " " + *what) {
		if len(cut[0]) < len(name) {
			continue
		}
		if refs, ok, _ := r.resolveAll(f, cut[0]); ok {
			*what = cut[1]
			return refs, nil
		}
	}
	return nil, missing
}

// behind finds the quoted text that follows a header, on its line or on the next that
// is not blank: it is where r.at stands then, and h.rest begins it.
func (r *reader) behind(h *header) bool {
	if h.rest != "" {
		return true
	}
	r.at++
	for r.at < len(r.lines) && strings.TrimSpace(r.lines[r.at].text) == "" {
		r.at++
	}
	if r.at == len(r.lines) || !opening.MatchString(r.lines[r.at].text) {
		return r.unquoted(h)
	}
	h.rest = r.lines[r.at].text
	return true
}

// unquoted finds the text of a header behind which no quotes stand, as some orders have
// it: a clause that begins with the number that the header names, with its items if it
// introduces some. Another instruction or nothing must follow: further text may be that
// of the clause or of the order. What it found stands in quotes then.
func (r *reader) unquoted(h *header) bool {
	if r.at == len(r.lines) || !beginsWith(strings.TrimSpace(r.lines[r.at].text), r.numberOf(h)) || r.starts(r.at) {
		return false
	}
	first, last := r.at, r.at
	for k := r.at + 1; k < len(r.lines); k++ {
		if line := strings.TrimSpace(r.lines[k].text); line == "" {
			continue
		} else if !strings.HasSuffix(strings.TrimSpace(r.lines[first].text), ":") || !item.MatchString(line) || r.starts(k) {
			break
		}
		last = k
	}
	text := r.text(first, last+1)
	if !r.starts(last+1) || slices.ContainsFunc(r.forms, func(f *forms) bool { return f.instructs.MatchString(text) }) {
		return false
	}
	r.lines[last].text = strings.TrimRight(r.lines[last].text, " \t") + "»"
	h.rest = "«" + strings.TrimLeft(r.lines[first].text, " \t")
	return true
}

// beginsWith reports whether a line begins with a number, and not with one of which that
// is a part, as 1.3 is of 1.30.
func beginsWith(line, number string) bool {
	rest, ok := strings.CutPrefix(line, number)
	return ok && number != "" && !goesOn.MatchString(rest)
}

// numberOf is the number with which the text of a header begins; empty if it has none.
func (r *reader) numberOf(h *header) string {
	switch {
	case verbs[h.key] == Restate && len(h.refs) == 1:
		if l := r.forms[0].names.units[h.refs[0].Index].Label; l.Form != legal.NoLabel && !h.refs[0].Own {
			return l.Text
		}
	case verbs[h.key] == Add:
		return anyNumber.FindString(h.what)
	}
	return ""
}

// block takes an instruction with the quoted text behind it.
func (r *reader) block(f *forms, h header) {
	at := r.lines[r.at].number
	if !r.behind(&h) {
		r.spoken = nil
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
		return
	}
	if len(h.refs) > 0 { // what stands behind the quotation may lean on it
		r.spoken = &Instruction{Target: h.refs[0]}
	}
	text, sure := r.quoted(h.rest, verbs[h.key] != RestateText)
	switch verb := verbs[h.key]; {
	case !sure:
		r.spoken = nil
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
	case verb == Restate && len(h.refs) == 1 && (f.names.says(h.said, "§note") || f.names.says(h.said, "§footnote")):
		if text, sure = f.names.renoted(h.refs[0].Index, text); !sure {
			refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
			return
		}
		r.restate(h.refs, text, at)
	case verb == Restate:
		r.restate(h.refs, text, at)
	case verb == AddFootnote:
		r.footnote(h, text, at)
	case verb == Add && !f.isFootnote(h.what, text) && (f.by.MatchString(h.what) || f.names.words.isSentence(h.what)): // «дополнить предложением»
		refs := h.refs
		if len(refs) == 0 {
			refs = r.here()
		}
		if len(refs) != 1 || h.key != "order.add.inside" && h.key != "order.add" && refs[0].Sentence == 0 {
			refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
			return
		}
		in := Instruction{Verb: AddWords, Target: refs[0], Words: []Words{{"", text}}, Line: at}
		if _, n, _ := f.names.words.sentence(h.what); n > 0 && in.Target.Sentence == 0 { // «третьим предложением»
			in.Target.Sentence, in.Before = max(n-1, 1), n == 1
		}
		r.take(in)
	case verb == Add:
		if _, ok := f.names.words.isColumn(h.what); ok {
			r.addColumn(f, h, text, at)
			return
		}
		r.add(f, h, text, at)
	default:
		r.take(Instruction{Verb: verb, Text: text, Line: at})
	}
}

// restate takes units that follow each other and are restated together: the first
// one is, the others go.
func (r *reader) restate(refs []Ref, text string, at int) {
	units := r.forms[0].names.units
	first, _, _ := strings.Cut(text, "\n")
	if len(refs) > 0 && r.losesTitle(refs[0], first) {
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": first}) // without its title nobody knows which of its parts that is
		return
	}
	for k, ref := range refs {
		if u := &units[ref.Index]; k == 0 && u.Kind == legal.Row && ref.Cell == 0 {
			var ok bool
			if text, ok = asRows(text, len(u.Cells)); !ok {
				refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": text})
				return
			}
		}
		if k == 0 {
			r.take(Instruction{Verb: Restate, Target: ref, Text: text, Line: at})
			continue
		}
		_, end := refs[k-1].span(units)
		if ref.Index != end {
			r.order.Instructions = r.order.Instructions[:len(r.order.Instructions)-k]
			refuse(&r.found, diag.OrderPlace, at, nil)
			return
		}
		r.take(Instruction{Verb: Exclude, Target: ref, Line: at})
	}
}

// add takes an addition: behind a unit, within one, or where its number says.
func (r *reader) add(f *forms, h header, text string, at int) {
	kind := kindIn(f.names.words.key(h.what))
	if kind == "row" {
		refs, columns := h.refs, 0
		if len(refs) == 0 {
			refs = r.here()
		}
		if len(refs) > 0 {
			columns = f.names.columns(refs[len(refs)-1])
		}
		var ok bool
		if text, ok = asRows(text, columns); !ok {
			refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
			return
		}
	}
	if _, ok := f.names.words.beginsNote(text); kind == "footnote" || kind == "note" && !ok { // nobody says behind which word it is marked, or how it begins
		refuse(&r.found, diag.OrderUnread, at, diag.Args{"text": h.said})
		return
	}
	in := Instruction{Verb: Add, Text: text, Line: at, Heading: kind == "part"}
	inside, refs := h.key == "order.add.inside", h.refs
	if owner, ok := r.owner(f, h.what); ok && h.key == "order.add" && kind != "annex" {
		inside, refs = true, []Ref{owner}
	}
	switch {
	case h.key == "order.add" && kind == "annex" && len(refs) == 0:
		in.After = Ref{Index: len(f.names.units) - 1}
	case h.key == "order.add.first":
		in.After = Ref{Index: -1}
	case len(refs) == 0:
		in.Free = true
	case len(refs) > 1:
		if inside {
			refuse(&r.found, diag.OrderPlace, at, nil)
			return
		}
		in.After = refs[len(refs)-1]
	default:
		in.After, in.Inside = refs[0], inside
		if n := f.names.words.paragraph(h.what); inside && n > 0 { // «дополнить абзацем вторым»
			behind, ok := f.names.nthParagraph(refs[0], n-1)
			if !ok || f.names.portioned(Ref{Index: refs[0].Index, Own: true}, h.what) {
				refuse(&r.found, diag.OrderPlace, at, nil)
				return
			}
			in.After, in.Inside, in.Nth = behind, false, n
		}
	}
	if kind == "heading" || kind == "annex" {
		_, end := in.After.span(f.names.units)
		in.Level = levelBehind(f.names.units, end-1)
	}
	r.take(in)
}

// paragraph is the ordinal of «абзацем вторым»; 0 if something else is meant.
func (v *vocabulary) paragraph(what string) int {
	key := strings.ReplaceAll(v.key(what), ",", " ")
	if !strings.Contains(key, "§paragraph") {
		return 0
	}
	for _, w := range strings.Fields(key) {
		if n := number(strings.TrimPrefix(w, "#")); n > 0 {
			return n
		}
	}
	return 0
}

// nthParagraph is the n-th paragraph of a clause, as names count them.
func (n *names) nthParagraph(r Ref, nth int) (Ref, bool) {
	if nth == 1 && n.units[r.Index].Label.Form != legal.NoLabel && n.units[r.Index].Kind != legal.Heading {
		return Ref{Index: r.Index, Own: true}, true
	}
	_, end := Ref{Index: r.Index}.reach(n.units)
	for i := r.Index + 1; i < end; i++ {
		u := &n.units[i]
		if u.Label.Form == legal.NoLabel && u.Kind != legal.Row && u.Nth == nth && numberedParent(n.units, i) == r.Index {
			return Ref{Index: i}, true
		}
	}
	return Ref{}, false
}

// numberedParent is the nearest unit above i with a number.
func numberedParent(units []legal.Unit, i int) int {
	for i = units[i].Parent; i >= 0 && units[i].Label.Form == legal.NoLabel && units[i].Kind != legal.Heading; {
		i = units[i].Parent
	}
	return i
}

// quoted reads the quoted text that begins with the words first of the line at hand:
// up to the mark that closes it, behind which another instruction or nothing follows,
// on its line, which ends says to look for, or on the next one. sure is false if something
// else follows that may be the order's: then nobody knows where the quotation ends.
func (r *reader) quoted(first string, ends bool) (text string, sure bool) {
	last := -1
	for k := r.at; k < len(r.lines); k++ {
		line := r.lines[k].text
		if k == r.at {
			line = first
		}
		if !closing.MatchString(line) || k == r.at && closing.FindStringIndex(line)[0] == 0 {
			continue
		}
		if r.starts(k+1) || ends && closes(first+"\n"+r.text(r.at+1, k+1)) {
			last = k
			break
		}
	}
	if last < 0 {
		last = r.at
		for last+1 < len(r.lines) && !closing.MatchString(r.lines[last].text) {
			last++
		}
	}
	text = first
	if last > r.at {
		text += "\n" + r.text(r.at+1, last+1)
	}
	if own, rest := r.goesOn(text); own != "" && ends {
		if rest == "" {
			r.at = last + 1
			return "", false
		}
		text = own
		last = r.at + strings.Count(own, "\n")
		r.lines = slices.Insert(r.lines, last+1, line{text: rest, number: r.lines[last].number, leans: true})
	}
	text = text[opening.FindStringIndex(text)[1]:]
	if m := closing.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	r.at = last + 1
	return text, true
}

// closes reports whether a quotation ends where a text does, by its marks: each that opens
// one has its other one.
func closes(text string) bool {
	q := quotations(text + ".")
	return len(q) == 2 && q[0].quoted && strings.Trim(q[1].text, " \t\n\u00a0;.,") == ""
}

// text is lines [from, to).
func (r *reader) text(from, to int) string {
	var b strings.Builder
	for k := from; k < to; k++ {
		if k > from {
			b.WriteByte('\n')
		}
		b.WriteString(r.lines[k].text)
	}
	return b.String()
}
