package order

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/script"
)

// hole stands in a message for an argument when a pattern is made of it.
const hole = "\x01"

// pattern makes a pattern of a message whose arguments are holes, in order: groups
// are what may stand in them. Letters may be capital, spaces and quotes of any form.
func pattern(message string, groups ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?is)^` + expression(message, groups...) + `$`)
}

func expression(message string, groups ...string) string {
	var b strings.Builder
	k := 0
	for _, r := range message {
		switch {
		case r == rune(hole[0]):
			b.WriteString("(" + groups[k] + ")")
			k++
		case r == '\x03':
			b.WriteByte('|')
		case fold(r) == ' ':
			b.WriteString(`\s+`)
		case r == '«':
			b.WriteString(`["“„«]`)
		case r == '»':
			b.WriteString(`["”“»]`)
		case script.PlainClass(r) != "":
			b.WriteString(script.PlainClass(r))
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return b.String()
}

// What may stand in the holes.
const (
	anyText  = `.+?`
	anyMore  = `.+`
	anyPlace = `[^"“”„«»]+?(?:["“„«][^"“”„«»]+["”“»][^"“”„«»]*?)?` // a name in it may be quoted
)

// forms are the patterns of one language.
type forms struct {
	names     *names         // of the text that the order is about
	phrases   []form         // on words, within a clause whose name stands before
	inside    [][]where      // the same behind a name, their first group, in each way of saying it
	whole     []form         // the same in all of the text
	in        []form         // a clause that a name stands behind: «в пункте 3 подпункт 1)»
	into      *regexp.Regexp // what stands before that clause: «в»
	where     []where        // the place that stands within a phrase
	inMany    []form         // the clause that the lines behind speak of
	block     []form         // what is followed by quoted text
	line      []form         // all else
	instructs *regexp.Regexp // a verb of an order
	commands  *regexp.Regexp // a verb, or more words, by which an instruction is known whatever it is
	changes   *regexp.Regexp // «изменения»: the words of what announces instructions
	same      *regexp.Regexp // «той же статьи», its noun a group; nil if nothing is said so
	several   *regexp.Regexp // what stands between the quoted words of two instructions, or of two kinds
	and       string         // between the last two of a list
	lead      *regexp.Regexp // «Стороны договорились»: what may stand before an instruction
	by        *regexp.Regexp // «предложением»: what is added is no unit
	text      string         // «текстом»: what is added is no unit either
	usually   usually        // what is said otherwise
	terms     int            // how many words the messages have
}

// form is a message as a pattern.
type form struct {
	key   string
	text  string                // the expression
	words []*term               // of the message: a line without one of them cannot fit
	expr  func() *regexp.Regexp // made when the first line has the words
	args  []string
}

// term is a word of the messages of a language, folded.
type term struct {
	text string
	at   int // among the terms of the language
}

// newForm is a form without arguments.
func newForm(key, text string, words []*term) form {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b *term) int { return cmp.Compare(len(b.text), len(a.text)) }) // the longest says most
	return form{key: key, text: text, words: words,
		expr: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?is)^` + text + `$`) })}
}

// saying is a line of an order, or a part of one, that forms are tried on.
type saying struct {
	text, folded string
	asked        []answer // of each term, for all parts of a line; nil: nothing is kept
}

// answer says whether a term stands in a line, if that was asked.
type answer uint8

const (
	has answer = iota + 1
	hasNot
)

func newSaying(text string) saying { return saying{text: text, folded: foldName(text)} }

// heard is what is said in a language.
type heard struct {
	forms *forms
	text  string
}

// hear is what a line says in a language, without what may stand before an instruction, in
// the words that the forms know. Lines are heard more than once: what follows a quotation is
// read to find its end.
func (r *reader) hear(f *forms, text string) saying {
	if said, ok := r.heard[heard{f, text}]; ok {
		return said
	}
	said := newSaying(f.usually.usual(f.lead.ReplaceAllString(text, "")))
	said.asked = make([]answer, f.terms)
	r.heard[heard{f, text}] = said
	return said
}

// part is a part of what is said.
func (s saying) part(text string) saying { return saying{text, s.folded, s.asked} }

// has reports whether a term stands in what is said.
func (s saying) has(t *term) bool {
	if s.asked == nil {
		return strings.Contains(s.folded, t.text)
	}
	if s.asked[t.at] == 0 {
		s.asked[t.at] = hasNot
		if strings.Contains(s.folded, t.text) {
			s.asked[t.at] = has
		}
	}
	return s.asked[t.at] == has
}

// wordsOf are the words of a message. Its arguments are holes.
func (p *patterns) wordsOf(message string) (out []*term) {
	for _, w := range strings.FieldsFunc(message, func(r rune) bool { return !unicode.IsLetter(r) }) {
		w = foldName(w)
		t := p.terms[w]
		if t == nil {
			t = &term{w, len(p.terms)}
			p.terms[w] = t
		}
		out = append(out, t)
	}
	return out
}

// maker of forms keeps the first error.
type patterns struct {
	printer Printer
	terms   map[string]*term
	err     error
}

// typed is of for what this package does not say itself: a language may have no such message.
func (p *patterns) typed(key string, args []string, groups ...string) []form {
	if !p.printer.Has(key) {
		return nil
	}
	return p.of(key, args, groups...)
}

// of makes the patterns of a message and of those that say the same otherwise, in
// orders that a person typed: order.exclude, order.exclude.2 and so on.
func (p *patterns) of(key string, args []string, groups ...string) []form {
	out := []form{p.one(key, key, args, groups)}
	for n := 2; p.printer.Has(key + "." + strconv.Itoa(n)); n++ {
		out = append(out, p.one(key, key+"."+strconv.Itoa(n), args, groups))
	}
	return out
}

func (p *patterns) one(key, message string, args, groups []string) form {
	all := map[string]string{}
	for _, a := range args {
		all[a] = "\x02" + a + "\x02"
		for suffix := range caseNames {
			all[a+"_"+suffix] = all[a]
		}
	}
	text, err := p.printer.Text(message, all)
	if err != nil {
		p.err = cmp.Or(p.err, err)
		return form{}
	}
	// The arguments stand in the order of the message.
	var named, ordered []string
	for part := range strings.SplitSeq(text, "\x02") {
		for k, a := range args {
			if part == a {
				named = append(named, a)
				ordered = append(ordered, groups[k])
			}
		}
	}
	for _, a := range args {
		text = strings.ReplaceAll(text, "\x02"+a+"\x02", hole)
	}
	expr := expression(text, ordered...)
	if before, ok := strings.CutSuffix(expr, ":"); ok {
		expr = before + ":?"
	}
	out := newForm(key, expr, p.wordsOf(text))
	out.args = named
	return out
}

// noun is any of the words that say what a quotation is, or two of them: «цифры и слово
// в скобках», «цифр мен сөз».
func (p *patterns) noun(key string) string {
	words := func(key string) string {
		if !p.printer.Has(key) {
			return ""
		}
		list, err := p.printer.Text(key, nil)
		p.err = cmp.Or(p.err, err)
		return "(?:" + expression(strings.NewReplacer(" / ", "\x03", ", ", "\x03").Replace(list)) + ")"
	}
	and, err := p.printer.Text("unit.and", map[string]string{"list": "", "last": ""})
	p.err = cmp.Or(p.err, err)
	one := words(key)
	first := one + expression(and)
	if with := words("order.with"); with != "" { // the first of two keeps the form of order.before
		first += "|" + words("order.before") + `\s+` + with + `\s+`
	}
	before, behind := "", ""
	if within := words("order.brackets"); within != "" {
		before, behind = "(?:"+within+`\s+)?`, `(?:\s+`+within+")?"
	}
	return "(?:(?:" + first + ")?" + before + one + behind + ")"
}

// forms are the patterns of the language with these names.
func (n *names) forms() (*forms, error) {
	f, err := n.printer.forms()
	if err != nil {
		return nil, err
	}
	own := *f
	own.names = n
	return &own, nil
}

// newForms makes the patterns of a language, for no text yet.
func newForms(printer Printer) (*forms, error) {
	f := &forms{}
	p := &patterns{printer: printer, terms: map[string]*term{}}
	before, by, after := p.noun("order.before"), p.noun("order.by"), p.noun("order.after")
	f.by = regexp.MustCompile(`(?is)^(?:` + by + `)$`)
	words := []string{"before", "old", "by", "new", "where"}
	add := func(fs []form) { f.phrases = append(f.phrases, fs...) }
	add(p.of("order.words.each", words, before, quotedList, by, quotedList, anyPlace))
	add(p.typed("order.words.forms", []string{"before", "old", "by", "new"}, before, anyText, by, anyMore))
	if printer.Has("order.ahead") {
		add(p.typed("order.words.swap", []string{"before", "ahead", "old"}, before, p.noun("order.ahead"), quotedList))
		add(p.typed("order.words.before", []string{"ahead", "old", "by", "new"}, p.noun("order.ahead"), anyText, by, anyMore))
	}
	for _, key := range []string{"order.words.behind", "order.words.behind.exclude"} {
		add(p.typed(key, []string{"after", "behind", "before", "old", "by", "new"}, after, anyText, before, anyMore, by, anyMore))
	}
	add(p.of("order.words.append", []string{"by", "new"}, by, anyMore))
	add(p.of("order.words.add", []string{"after", "old", "by", "new", "before", "where"}, after, anyText, by, anyMore, before, anyPlace))
	add(p.of("order.words.replace", []string{"before", "old", "by", "new", "after", "ahead", "where"}, before, anyText, by, anyMore, after, p.noun("order.ahead"), anyPlace))
	add(p.of("order.words.exclude", []string{"before", "old", "where"}, before, anyMore, anyPlace))
	what := []string{"unit", "what"}
	in := p.of("order.in", what, anyText, hole)
	f.in = p.of("order.in", what, anyText, anyMore)
	f.into = leadOf(f.in)
	inAdd := p.of("order.in.add", what, anyText, hole)
	inAll := p.of("order.in.all", what, anyText, hole)
	everywhere := p.of("order.everywhere", what[1:], hole)
	f.places(in, inAll, everywhere)
	for _, x := range f.phrases {
		var ways []where
		if slices.Contains(x.args, "where") {
			f.inside = append(f.inside, nil)
			continue
		}
		adds := verbs[x.key] == AddWords
		for _, outer := range in {
			ways = append(ways, where{around(x, outer), false})
		}
		if adds {
			ways = append(ways, where{around(x, inAdd[0]), false})
		}
		for _, outer := range inAll {
			ways = append(ways, where{around(x, outer), true})
		}
		f.inside = append(f.inside, ways)
		for _, outer := range everywhere {
			if !adds {
				f.whole = append(f.whole, around(x, outer))
			}
		}
	}
	f.inMany = p.of("order.in.many", []string{"unit"}, anyMore)
	for _, fs := range [][]form{
		p.typed("order.footnote", []string{"unit", "after", "before", "old", "what"}, anyText, after, before, anyText, anyText),
		p.of("order.restate.text", nil),
		p.of("order.restate", []string{"unit"}, anyMore),
		p.of("order.add.after", []string{"unit", "what", "other"}, anyText, anyText, anyText),
		p.of("order.add.first", []string{"what"}, anyText),
		p.of("order.add.inside", what, anyText, anyText),
		p.of("order.add", []string{"what"}, anyText),
	} {
		f.block = append(f.block, fs...)
	}
	for _, fs := range [][]form{
		p.typed("order.swap", []string{"unit"}, anyMore),
		p.of("order.renumbers", what, anyText, anyMore),
		p.of("order.unnumbers", []string{"unit"}, anyMore),
		p.of("order.unnumber", []string{"unit"}, anyMore),
		p.of("order.exclude", []string{"unit"}, anyMore),
		p.of("order.number", what, anyText, anyMore),
		p.of("order.move.first", []string{"unit"}, anyMore),
		p.of("order.move", []string{"unit", "other"}, anyText, anyMore),
	} {
		f.line = append(f.line, fs...)
	}
	f.terms = len(p.terms)
	return f, cmp.Or(p.err, f.known(printer, before, by, after))
}

// around is a form with another one around it, in its hole.
func around(x form, outer form) form {
	out := newForm(x.key, strings.Replace(outer.text, "("+hole+")", x.text, 1), slices.Concat(x.words, outer.words))
	out.args = x.args
	return out
}

// leadOf is the pattern of what stands before the first hole of forms; of nothing if that is
// their beginning.
func leadOf(forms []form) *regexp.Regexp {
	var leads []string
	for _, x := range forms {
		if lead, _, ok := strings.Cut(x.text, "("); ok && lead != "" {
			leads = append(leads, lead)
		}
	}
	if len(leads) == 0 {
		return anyWord(nil)
	}
	return regexp.MustCompile(`(?i)^(?:` + strings.Join(leads, "|") + `)`)
}

// known makes the patterns by which parts of a line are known: before, by and after are
// those of the words that say what a quotation is.
func (f *forms) known(printer Printer, before, by, after string) (err error) {
	words := func(key string) []string {
		out, e := list(printer, key)
		err = cmp.Or(err, e)
		return out
	}
	f.lead = regexp.MustCompile(`(?i)^(?:` + strings.Join(words("order.lead"), "|") + `)[,:]?\s+`)
	and, e := printer.Text("unit.and", map[string]string{"list": "", "last": ""})
	f.and = strings.TrimSpace(and)
	text, e3 := printer.Text("order.several.text", nil)
	f.text = foldName(text)
	verbs := strings.Join(words("order.verbs"), "|")
	f.instructs = regexp.MustCompile(`(?i)(?:` + verbs + `)`)
	f.several = regexp.MustCompile(`(?i)["”“»][^"“”„«»]*(?:` + verbs + `|\s(?:` + before + `|` + by + `|` + after + `)\s)[^"“”„«»]*["“„«]`)
	f.commands, f.changes = anyWord(words("order.commands")), anyWord(words("order.changes"))
	if same := words("order.same"); len(same) > 0 {
		f.same = regexp.MustCompile(`(?i)(?:^|\s)(?:` + strings.Join(same, "|") + `)\s+(\pL+)(?:\s|$)`)
	}
	usually, e2 := newUsually(printer)
	f.usually = usually
	return cmp.Or(err, e, e2, e3)
}

// anyWord is the pattern of any of some words; without words it fits nothing.
func anyWord(words []string) *regexp.Regexp {
	if len(words) == 0 {
		return regexp.MustCompile(`[^\x00-\x{10FFFF}]`)
	}
	return regexp.MustCompile(`(?i)(?:^|\PL)(?:` + strings.Join(words, "|") + `)(?:\PL|$)`)
}

// where is a pattern of the place of an instruction on words.
type where struct {
	form
	often bool // wherever the words stand there; without a unit: in all of the text
}

// places makes the patterns of places of those that stand before an instruction.
func (f *forms) places(in, all, everywhere []form) {
	add := func(from []form, often bool) {
		for _, x := range from {
			text := strings.NewReplacer(`\s+(`+hole+`)`, "", `(`+hole+`)\s+`, "").Replace(x.text)
			out := newForm(x.key, text, x.words)
			out.args = slices.DeleteFunc(slices.Clone(x.args), func(a string) bool { return a == "what" })
			f.where = append(f.where, where{out, often})
		}
	}
	add(everywhere, true)
	add(all, true)
	add(in, false)
}

// quotedList is one quotation or more.
const quotedList = `["“„«].+?["”“»](?:,\s*["“„«].+?["”“»]|\s+\pL+\s+["“„«].+?["”“»])*`

// mayFit reports whether a line has the words of a form.
func (f form) mayFit(said saying) bool {
	for _, w := range f.words {
		if !said.has(w) {
			return false
		}
	}
	return true
}

// find gives what stands in the groups of a form; nil if it does not fit.
func (f form) find(said saying) []string {
	if !f.mayFit(said) {
		return nil
	}
	m := f.expr().FindStringSubmatch(said.text)
	if m == nil {
		return nil
	}
	return m[1:]
}

// match gives the arguments of a form in a line.
func (f form) match(said saying) (map[string]string, bool) {
	m := f.find(said)
	if m == nil {
		return nil, false
	}
	return f.values(m), true
}

// values are arguments by their names, in the order of the message.
func (f form) values(values []string) map[string]string {
	args := map[string]string{}
	for k, a := range f.args {
		args[a] = values[k]
	}
	return args
}

// refuse is a finding about a line of an order.
func refuse(found *diag.List, code diag.Code, line int, args diag.Args) {
	if text, ok := args["text"].(string); ok {
		args["text"] = asTyped(text)
	}
	found.Add(code, diag.Pos{Line: line, Col: 1}, args)
}
