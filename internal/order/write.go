package order

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/regex"
)

// Line is a paragraph of an order.
type Line struct {
	Number int    // of the instruction that begins here, from 1; 0: none does
	Parts  []Part // what it says, in order
	// Quoted: the line is Markdown blocks between an opening mark and a closing one.
	Quoted bool

	typed string // what the text form has for it, if it is not what Text gives
}

// Part is words of an order, or Markdown that it quotes.
type Part struct {
	Text     string
	Markdown bool // of some words; of a quoted line: of whole blocks
	Links    bool // what its links lead to is to be shown: the words are those that stood there before
}

// Text is what the line says, with the Markdown as it is typed.
func (l *Line) Text() string {
	var b strings.Builder
	for _, p := range l.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Speaks reports whether orders are said in the language of a printer.
func Speaks(p Printer) bool { return p.Has("order.title") }

// Text writes an order as plain text: its paragraphs, a blank line between them.
func Text(p Printer, o *Order, old *legal.Text) ([]byte, error) {
	lines, err := Lines(p, o, old)
	if err != nil {
		return nil, err
	}
	return join(lines), nil
}

// join puts the lines of an order together.
func join(lines []Line) []byte {
	var b bytes.Buffer
	for k, l := range lines {
		if k > 0 {
			b.WriteByte('\n')
		}
		if l.Number > 0 {
			b.WriteString(strconv.Itoa(l.Number) + ") ")
		}
		b.WriteString(cmp.Or(l.typed, l.Text()) + "\n")
	}
	return b.Bytes()
}

// Lines writes an order in words, the title of the text first.
func Lines(p Printer, o *Order, old *legal.Text) ([]Line, error) {
	if o.said != nil && o.by == speechOf(p).Printer {
		return o.said, nil
	}
	n, err := newNames(p, old.Units)
	if err != nil {
		return nil, err
	}
	return n.lines(o)
}

// lines writes an order about the text that has these names.
func (n *names) lines(o *Order) ([]Line, error) {
	w := &speaker{Printer: n.printer.Printer, names: n}
	key := "order.title"
	if o.Title == "" {
		key = "order.untitled"
	}
	lines := []Line{w.line(w.text(key, "text", o.Title))}
	number := 0
	for i := 0; i < len(o.Instructions); {
		end := i + 1
		for end < len(o.Instructions) && n.together(o.Instructions[i:end+1]) {
			end++
		}
		number++
		said, typed := w.instructions(o.Instructions[i:end]), o.Instructions[i].typed
		i = end
		mark := ";"
		if i == len(o.Instructions) {
			mark = "."
		}
		said[len(said)-1] += mark
		for k, text := range said {
			l := w.line(text)
			if k == 0 {
				l.Number = number
			}
			if l.Quoted && typed != "" {
				l.typed = "«" + typed + "»" + mark
			}
			lines = append(lines, l)
		}
	}
	return lines, w.err
}

// together reports whether the last of some instructions is said with those before
// it: on words of one clause, or the same on its neighbour.
func (n *names) together(list []Instruction) bool {
	a, b := &list[len(list)-2], &list[len(list)-1]
	return a.Verb <= AddWords && b.Verb <= AddWords && a.Target == b.Target || n.gathered(list)
}

// These stand around quoted Markdown while a line is put together: around words, and
// around blocks. No text has them.
const (
	outWords, inWords   = "\x0e", "\x0f"
	outBlocks, inBlocks = "\x1d", "\x1e"
	linked              = "\x10" // before Markdown whose links lead elsewhere than those of the same words
)

// line parts what was put together.
func (w *speaker) line(text string) Line {
	var l Line
	for text != "" {
		k := strings.IndexAny(text, outWords+inWords+outBlocks+inBlocks)
		if k < 0 {
			k = len(text)
		}
		ends := k < len(text) && (text[k] == inWords[0] || text[k] == inBlocks[0])
		l.Quoted = l.Quoted || k < len(text) && text[k] == inBlocks[0]
		if k > 0 {
			part, links := strings.CutPrefix(text[:k], linked)
			l.Parts = append(l.Parts, Part{part, ends, links})
		}
		text = text[min(k+1, len(text)):]
	}
	return l
}

// speaker says messages and keeps the first error.
type speaker struct {
	Printer
	names *names
	err   error
}

func (w *speaker) text(key string, args ...string) string {
	m := map[string]string{}
	for i := 0; i < len(args); i += 2 {
		m[args[i]] = args[i+1]
	}
	s, err := w.Text(key, m)
	if err != nil && w.err == nil {
		w.err = err
	}
	return s
}

// about says a message that names a unit in some case.
func (w *speaker) about(key string, r Ref, args ...string) string {
	return w.text(key, append(args, w.cases("unit", r)...)...)
}

var caseNames = map[string]naming.Case{"nom": naming.Nominative, "gen": naming.Genitive, "loc": naming.Locative,
	"acc": naming.Accusative, "ins": naming.Instrumental, "abl": naming.Ablative}

// nameOfCase is a case as messages have it: loc.
func nameOfCase(c naming.Case) string {
	for name, x := range caseNames { // any order: each case has one name
		if x == c {
			return name
		}
	}
	return ""
}

// cases are the arguments that name a unit: unit_loc and the others.
func (w *speaker) cases(arg string, r Ref) []string {
	var args []string
	for suffix, c := range caseNames {
		name := ""
		if r.Index >= 0 {
			var err error
			if name, err = w.names.say(r, c); err != nil && w.err == nil {
				w.err = err
			}
		}
		args = append(args, arg+"_"+suffix, name)
	}
	return args
}

// instructions are the lines of instructions that are said in one.
func (w *speaker) instructions(list []Instruction) []string {
	in := &list[0]
	if len(list) > 1 && in.Verb > AddWords {
		return []string{w.gather(list)}
	}
	switch in.Verb {
	case ReplaceWords, ExcludeWords, AddWords:
		if len(list) == 1 {
			key := "order.in"
			if in.Verb == AddWords { // «пункт 3.3 после слова «…» дополнить …»
				key = "order.in.add"
			}
			return []string{w.about(key, in.Target, "what", w.words(in))}
		}
		lines := []string{w.about("order.in.many", in.Target)}
		for k := range list {
			text := w.words(&list[k])
			if k+1 < len(list) {
				text += ";"
			}
			lines = append(lines, text)
		}
		return lines
	case Everywhere:
		return []string{w.text("order.everywhere", "what", w.words(in))}
	case Restate:
		if in.Target.Index >= 0 && w.names.units[in.Target.Index].Kind == legal.Title {
			return []string{w.about("order.restate", in.Target), "«" + in.Text + "»"} // no Markdown
		}
		text := in.Text
		if from, to := in.Target.span(w.names.units); to == from+1 && strings.HasSuffix(marksOff.Replace(unlinked(text)), w.names.units[from].Plain()) {
			text = linked + text
		}
		return w.quoting(w.about("order.restate", in.Target), text)
	case RestateText:
		return w.quoting(w.text("order.restate.text"), in.Text)
	case Add:
		key := "order.add.after"
		switch {
		case in.Free:
			key = "order.add"
		case in.Inside:
			key = "order.add.inside"
		case in.After.Index < 0:
			key = "order.add.first"
		}
		return w.quoting(w.about(key, in.After, "what", in.What), in.Text)
	case AddColumn:
		return w.column(in)
	case AddFootnote:
		old := outWords + in.Words[0].Old + inWords
		return w.quoting(w.about("order.footnote", in.Target, "after", w.noun("order.after", in.Words[0].Old), "old", old, "what", w.text("order.one.footnote", "n", in.Number)), in.Text)
	case Exclude:
		return []string{w.about("order.exclude", in.Target)}
	case Renumber:
		return []string{w.about("order.number", in.Target, w.number(in)...)}
	case Unnumber:
		return []string{w.about("order.unnumber", in.Target)}
	}
	if in.After.Index < 0 {
		return []string{w.about("order.move.first", in.Target)}
	}
	return []string{w.about("order.move", in.Target, w.cases("other", in.After)...)}
}

// column says a column that a table gets: «таблицу пункта 3.2 дополнить графой 3».
func (w *speaker) column(in *Instruction) []string {
	table, args := w.names.place(Ref{Index: in.Target.Index}).Owner(), []string(nil)
	for suffix, c := range caseNames {
		name, err := table.Name(w.Printer, c)
		if err != nil && w.err == nil {
			w.err = err
		}
		args = append(args, "unit_"+suffix, name)
	}
	what := w.text("order.column", "n", strconv.Itoa(in.Target.Cell))
	return w.quoting(w.text("order.add.inside", append(args, "what", what)...), in.Text)
}

// number names a unit by its new number.
func (w *speaker) number(in *Instruction) []string {
	place := w.names.newPlace(in)
	var args []string
	for suffix, c := range caseNames {
		name, err := place.Name(w.Printer, c)
		if err != nil && w.err == nil {
			w.err = err
		}
		args = append(args, "what_"+suffix, name)
	}
	return args
}

func (w *speaker) quoting(text, quoted string) []string {
	return []string{text, "«" + outBlocks + quoted + inBlocks + "»"}
}

// words says what happens to words.
func (w *speaker) words(in *Instruction) string {
	first := in.Words[0]
	old, new := inQuotes(first)
	switch {
	case in.Verb == ExcludeWords:
		return w.text("order.words.exclude", "before", w.noun("order.before", first.Old), "old", old)
	case in.Verb == AddWords && first.Old == "":
		return w.text("order.words.append", "by", w.form("order.by", aSentence+min(1, sentences(first.New)-1)), "new", new)
	case in.Verb == AddWords:
		return w.text("order.words.add", "after", w.noun("order.after", first.Old), "old", old,
			"by", w.noun("order.by", first.New), "new", new)
	case len(in.Words) == 1:
		return w.text("order.words.replace", "before", w.noun("order.before", first.Old), "old", old,
			"by", w.noun("order.by", first.New), "new", new)
	}
	var olds, news []string
	for _, x := range in.Words {
		old, new := inQuotes(x)
		olds, news = append(olds, "«"+old+"»"), append(news, "«"+new+"»")
	}
	return w.text("order.words.each", "before", w.form("order.before", severalWords), "old", strings.Join(olds, ", "),
		"by", w.form("order.by", severalWords), "new", strings.Join(news, ", "))
}

// inQuotes are the words of an instruction as its line quotes them.
func inQuotes(x Words) (old, new string) {
	mark := ""
	if unlinked(x.Old) == unlinked(x.New) {
		mark = linked
	}
	return outWords + mark + x.Old + inWords, outWords + mark + x.New + inWords
}

// unlinked is Markdown without what its links lead to.
func unlinked(text string) string { return linkTo.ReplaceAllString(text, "$1") }

// marksOff takes the marks of emphasis and the escapes out of Markdown.
var marksOff = strings.NewReplacer(`\`, "", "*", "")

var linkTo = regex.Of(`\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)`)

// What a quotation is called, in the order of the forms of order.before.
const (
	aWord = iota
	severalWords
	figures
	aSign
	severalSigns
	aPunctuation
	severalPunctuations
	aSentence
)

// noun says what a quotation is: a word, words, figures, signs or punctuation.
func (w *speaker) noun(key, quoted string) string { return w.form(key, kindOf(quoted)) }

func (w *speaker) form(key string, form int) string {
	said, _, _ := strings.Cut(w.text(key), " / ")
	return strings.Split(said, ", ")[form]
}

// punctuation are the marks that part sentences and their parts.
const punctuation = ".,;:!?"

func kindOf(quoted string) int {
	words, signs := 0, 0
	letters := false
	for _, t := range tokens(quoted) {
		switch {
		case isWordRune(firstRune(t)):
			words++
			letters = letters || strings.Trim(t, "0123456789"+numberMarks+blanks) != ""
		case strings.TrimSpace(t) != "":
			signs++
		}
	}
	switch {
	case words == 0 && strings.Trim(quoted, punctuation+" ") == "":
		return aPunctuation + min(1, signs-1)
	case words == 0:
		return aSign + min(1, signs-1)
	case !letters:
		return figures
	case words == 1 && !strings.Contains(quoted, " "):
		return aWord
	}
	return severalWords
}
