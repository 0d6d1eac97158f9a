package order

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
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
		case fold(r) == 'е' || fold(r) == 'Е':
			b.WriteString(`[её]`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return b.String()
}

// What may stand in the holes.
const (
	anyText = `.+?`
	anyMore = `.+`
)

// forms are the patterns of one language.
type forms struct {
	names   *names
	phrases []form   // on words, within a clause whose name stands before
	inside  [][]form // the same behind a name, their first group, in each way of saying it
	whole   []form   // the same in all of the text
	inMany  *regexp.Regexp
	block   []form // what is followed by quoted text
	several []form // on several clauses
	line    []form // all else
	and     string // between the last two of a list
}

// form is a message as a pattern.
type form struct {
	key  string
	expr *regexp.Regexp
	text string // the expression alone
	args []string
}

// newForms makes the patterns of a language.
func newForms(n *names) (*forms, error) {
	f := &forms{names: n}
	var err error
	take := func(key string, args []string, groups ...string) form {
		all := map[string]string{}
		for _, a := range args {
			all[a] = "\x02" + a + "\x02"
			for suffix := range caseNames {
				all[a+"_"+suffix] = all[a]
			}
		}
		text, e := n.printer.Text(key, all)
		if e != nil {
			err = e
			return form{}
		}
		// The arguments stand in the order of the message.
		out := form{key: key}
		var ordered []string
		for part := range strings.SplitSeq(text, "\x02") {
			for k, a := range args {
				if part == a {
					out.args = append(out.args, a)
					ordered = append(ordered, groups[k])
				}
			}
		}
		for _, a := range args {
			text = strings.ReplaceAll(text, "\x02"+a+"\x02", hole)
		}
		out.text = expression(text, ordered...)
		out.expr = regexp.MustCompile(`(?is)^` + out.text + `$`)
		return out
	}
	// noun is any of the words that say what a quotation is.
	noun := func(key string) string {
		list, e := n.printer.Text(key, nil)
		err = cmp.Or(err, e)
		return expression(strings.NewReplacer(" / ", "\x03", ", ", "\x03").Replace(list))
	}
	before, by, after := noun("order.before"), noun("order.by"), noun("order.after")
	words := []string{"before", "old", "by", "new"}
	f.phrases = []form{
		take("order.words.each", words, before, quotedList, by, quotedList),
		take("order.words.add", []string{"after", "old", "by", "new"}, after, anyText, by, anyMore),
		take("order.words.replace", words, before, anyText, by, anyMore),
		take("order.words.exclude", []string{"before", "old"}, before, anyMore),
	}
	in := take("order.in", []string{"unit", "what"}, anyText, hole).text
	inAdd := take("order.in.add", []string{"unit", "what"}, anyText, hole).text
	everywhere := take("order.everywhere", []string{"what"}, hole).text
	around := func(p form, outer string) form {
		p.expr = regexp.MustCompile(`(?is)^` + strings.Replace(outer, "("+hole+")", p.text, 1) + `$`)
		return p
	}
	for _, p := range f.phrases {
		ways := []form{around(p, in)}
		if p.key == "order.words.add" {
			ways = append(ways, around(p, inAdd))
		}
		f.inside = append(f.inside, ways)
		if p.key != "order.words.add" {
			f.whole = append(f.whole, around(p, everywhere))
		}
	}
	f.inMany = take("order.in.many", []string{"unit"}, anyMore).expr
	f.block = []form{
		take("order.restate.text", nil),
		take("order.restate", []string{"unit"}, anyMore),
		take("order.add.after", []string{"unit", "what"}, anyText, anyText),
		take("order.add.first", []string{"what"}, anyText),
		take("order.add", []string{"what"}, anyText),
		take("order.add.inside", []string{"unit", "what"}, anyText, anyText),
	}
	f.several = []form{
		take("order.renumbers", []string{"numbers", "new"}, someNumbers, someNumbers),
		take("order.excludes", []string{"numbers"}, someNumbers),
	}
	and, e := n.printer.Text("order.and", nil)
	f.and, err = and, cmp.Or(err, e)
	f.line = []form{
		take("order.exclude", []string{"unit"}, anyMore),
		take("order.number", []string{"unit", "what"}, anyText, anyMore),
		take("order.move.first", []string{"unit"}, anyMore),
		take("order.move", []string{"unit", "other"}, anyText, anyMore),
	}
	return f, err
}

// quotedList is one quotation or more.
const quotedList = `["“„«].+?["”“»](?:,\s*["“„«].+?["”“»])*`

// match gives the arguments of a form in a line.
func (f form) match(line string) (map[string]string, bool) {
	m := f.expr.FindStringSubmatch(line)
	if m == nil {
		return nil, false
	}
	args := map[string]string{}
	for k, a := range f.args {
		args[a] = m[k+1]
	}
	return args, true
}

// refuse is a finding about a line of an order.
func refuse(found *diag.List, code diag.Code, line int, args diag.Args) {
	found.Add(code, diag.Pos{Line: line, Col: 1}, args)
}
