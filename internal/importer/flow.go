package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// flow decides where the words of a paragraph go on in the next line and where they end.
type flow struct {
	*numbering
	shape shape
	habit habit
	open  *para // the paragraph that is being read
	above *para // the one before it
}

// parted reports whether the source itself parts line i from the one before:
// by a mark of paragraphs, or by more blank lines than stand between wrapped ones.
func (f *flow) parted(i int) bool {
	return i == 0 || f.lines[i].whole() || f.lines[i-1].whole() || f.lines[i].gap > f.shape.wrap
}

// goesOn reports whether the paragraph p that begins with line start goes on in line i.
func (f *flow) goesOn(start, i int, p *para) bool {
	prev, l := &f.lines[i-1], &f.lines[i]
	switch {
	case l.table != 0 || l.group != 0:
		return false
	case l.whole() || prev.whole():
		return start == i-1 && f.standsBeside(start) || l.Page && f.brokenOff(i)
	case brokenWord(prev.text, l.text):
		return true
	case f.seq.prev.Form == legal.NoLabel && (f.apart(prev, l) || start == i-1 && f.saysWhere(start)):
		return false
	case p.label.Form == legal.NoLabel && start == i-1 && f.labelAlone(start):
		return f.fillsLabel(i)
	case f.enacts(start, i):
		return !f.parted(i)
	case f.parted(i):
		return l.seam && l.gap == 0 && continues(prev.text, l.text)
	case f.signs.remark.MatchString(l.text) || f.quoted[i] != f.quoted[i-1]:
		return false
	case f.has[i] && f.begins(i):
		return false
	case f.bulleted(i) || f.nextOfList(start, i):
		return false
	case start == i-1 && f.standsOut(start, l) || f.open.kind == item && f.hangs(start, i):
		return true
	case strings.HasSuffix(prev.text, "__") && blankField.MatchString(l.text):
		return false
	case blankDay.MatchString(prev.text) && strings.HasPrefix(l.text, "_"):
		return true
	case prev.wide() || l.wide():
		return startsLower(l.text) && !prev.wide() && !stopped(prev.text, ".:;") && l.cells[0] == l.text
	case f.quotesClause(prev.text, l.text):
		return false
	case opensMiddle(prev.text, l.text) && !f.has[i] || f.unclosed(start, i) && (!stopped(prev.text, ".:;!?…") || initial.MatchString(prev.text)):
		return true
	case i-1 == start && formula.MatchString(prev.text) && !stopped(prev.text, "–-+*/×"):
		return false
	case f.signs.place.MatchString(l.text) && startsLower(l.text) && (!f.shape.wraps || f.shape.short(prev, l.text, f.shape.line)):
		return false
	case f.fieldBelow(prev, l) || start == i-1 && !f.has[start] && f.callsSigner(prev, l) || f.signs.isField(prev.text) && signedLine.MatchString(l.text) && strings.HasPrefix(l.text, "_"):
		return false
	case signedLine.MatchString(prev.text) && strings.Contains(l.text, "__") && startsUpper(l.text):
		return false
	case f.closesList(start, i) || f.endsItems(i):
		return false
	case continues(prev.text, l.text) || sumGoesOn(prev.text, l.text) ||
		f.has[start] && amount.MatchString(l.text) && !stopped(prev.text, ".:;!?…"):
		return true
	case f.shape.firstLine(l, prev) && !(isCaps(prev.text) && isCaps(l.text) && (prev.Indent > f.shape.margin || f.seq.prev.Form == legal.NoLabel)):
		return false
	case isCaps(prev.text) && f.allCaps(start, i):
		return isCaps(l.text) && l.gap == 0 && (!stopped(prev.text, ".:;") || f.shape.set && !f.shape.short(prev, l.text, f.shape.stop))
	case isCaps(l.text) && startsUpper(l.text):
		return f.inCapitals(start, i)
	case f.has[start] && wordy(f.cands[start].label.Form) && startsUpper(l.text) && !stopped(prev.text, ",–—-(«/") && f.sentenceAhead(i):
		return false
	case i-start > 0 && isCaps(f.lines[start].text) && startsUpper(l.text) && !stopped(prev.text, ",–—-(«/") && f.sentenceAhead(i):
		return false // below a title that goes on in small letters
	case stopped(prev.text, ".") && f.signs.signed.MatchString(l.text) && (l.width < 60 || !strings.HasSuffix(l.text, ".") && !strings.HasSuffix(l.text, ",") && (i+1 == len(f.lines) || !startsLower(f.lines[i+1].text))):
		return false
	case initial.MatchString(prev.text) && secondInitial.MatchString(l.text):
		return true
	case initial.MatchString(prev.text) && startsUpper(l.text) && !f.has[i]:
		return !f.signs.signed.MatchString(prev.text)
	case !f.shape.wraps:
		return f.awaits(prev.text, l.text) && !stopped(prev.text, ":;!?…") || i-start > 1 && !stopped(prev.text, ".:;!?…") && !headingLike(f.lines[start].text) // one that is wrapped
	case f.shape.gapped && !l.seam && !l.top:
		return true
	case stopped(prev.text, ".!?…") && !f.signs.isClipped(prev.text):
		apart, _ := f.habit.parts(f.has[start])
		return !apart && !f.shape.short(prev, l.text, f.shape.stop) && !f.alone(i)
	case stopped(prev.text, ":;"):
		return !f.shape.short(prev, l.text, f.shape.line) && (startsLower(l.text) || stopped(prev.text, ":") && f.signs.place.MatchString(l.text) && prev.width > fullText)
	case f.awaits(prev.text, l.text) || stopped(prev.text, ",–—-(«/"):
		return true
	}
	return !f.shape.short(prev, l.text, f.shape.line)
}

// inCapitals reports whether a paragraph goes on in line i, which is in capitals: a sentence
// that is, or the one word that ends with a colon.
func (f *flow) inCapitals(start, i int) bool {
	prev, l := &f.lines[i-1], &f.lines[i]
	if !f.shape.wraps || stopped(prev.text, ".:;!?…") || f.shape.short(prev, l.text, f.shape.line) {
		return false
	}
	last := prev.text[lastWord(prev.text):]
	return f.shape.set && i > start+1 || utf8.RuneCountInString(last) > 1 && last == strings.ToUpper(last) || stopped(l.text, ":") && !strings.Contains(l.text, " ")
}

// closesList reports whether line i stands below the items of a list that end without a mark,
// and goes on with the sentence that they are part of: the last item had room for it.
func (f *flow) closesList(start, i int) bool {
	const marks = ".,:;!?…–—-("
	prev, l := &f.lines[i-1], &f.lines[i]
	return start == i-1 && f.open.kind == item && f.above != nil && f.above.kind == item && startsLower(l.text) &&
		!stopped(f.above.text, marks) && !stopped(prev.text, marks) && (!f.shape.wraps || f.shape.short(prev, l.text, shortLine))
}

// standsOut reports whether line i is the first of a clause and stands in, and l below it does not: a sentence that is
// not at its end goes on there.
func (f *flow) standsOut(i int, l *line) bool {
	const long, deepest = 45, 12 // characters of a line that was broken, columns of a first line
	first := &f.lines[i]
	if wordy(f.cands[i].label.Form) && startsUpper(l.text) {
		return false // a heading that stands in the middle
	}
	return f.has[i] && f.cands[i].how == plain && l.gap == 0 && l.Indent+indented <= first.Indent && first.Indent <= deepest && first.width >= long &&
		!stopped(first.text, ".:;!?…") && !isCaps(first.text) && !f.has[l.no]
}

// endsItems reports whether line i stands below the last item of a list: the item ends with a full stop, and
// the one above it with a semicolon.
func (f *flow) endsItems(i int) bool {
	return f.open.kind == item && f.above != nil && f.above.kind == item && stopped(f.above.text, ";") && stopped(f.lines[i-1].text, ".") &&
		!f.signs.isClipped(f.lines[i-1].text) && startsUpper(f.lines[i].text) && !initial.MatchString(f.lines[i-1].text)
}

// enacts reports whether line i is the last word of a preamble that begins with line
// start: «ПРИКАЗЫВАЮ:» behind an unfinished sentence. What only says what an order is about
// («О режиме работы»), or an act by its name, has no such end.
func (f *flow) enacts(start, i int) bool {
	first, prev := f.lines[start].text, f.lines[i-1].text
	return (f.signs.isEnacting(f.lines[i].text) || f.signs.endsEnacting(prev, f.lines[i].text)) && !f.has[start] && !stopped(prev, ".:;!?…") && !isCaps(prev) &&
		!f.signs.subject.MatchString(first) && !f.signs.subjects.MatchString(prev) && !f.signs.isActLine(prev) && !f.signs.datedPlace(prev)
}

// letterspaced is a word whose letters are set apart: «П Р И К А З Ы В А Ю:».
var letterspaced = regex.Of(`^(?:\p{L} ){4,}\p{L} ?:$`)

// isEnacting reports whether a line is the last word of an order's preamble.
func (s *signs) isEnacting(line string) bool {
	if letterspaced.MatchString(line) {
		line = strings.ReplaceAll(line, " ", "")
	}
	return s.enacts.MatchString(line)
}

// endsEnacting reports whether a line of few words ends with the last word of a preamble that the long line above
// it began: «… с Трудовым кодексом» and «Республики Казахстан ПРИКАЗЫВАЮ:».
func (s *signs) endsEnacting(above, line string) bool {
	const few = 4
	n := strings.Count(line, " ")
	return n > 0 && n <= few && s.isEnacting(line[strings.LastIndexByte(line, ' ')+1:]) && utf8.RuneCountInString(above) > fullText
}

// alone reports whether line i is a paragraph of its own that ends without a full stop,
// as a heading does, be it a question: it begins with a capital letter and is short, and
// so does the next.
func (f *flow) alone(i int) bool {
	l := &f.lines[i]
	if !startsUpper(l.text) || stopped(l.text, ".,:;!…") || l.wide() {
		return false
	}
	if i+1 == len(f.lines) {
		return unicode.IsUpper(firstRune(l.text)) && headingLike(l.text) // who signs
	}
	next := &f.lines[i+1]
	return next.gap > f.shape.wrap || startsUpper(next.text) && f.shape.short(l, next.text, f.shape.line)
}

// initial is a line that ends with the first letter of a name: «информатика мұғалімі Г.».
var initial = regex.Of(`[ \x{00a0}.(]\p{Lu}\.$`)

// secondInitial is a line that goes on with a name whose first letter ends the line above, in a
// sentence: «Жуков А. / П. и представитель».
var secondInitial = regex.Of(`^\p{Lu}\.,? \p{Ll}`)

// signedLine is a line with a place to sign and the name of who signs behind it.
var signedLine = regex.Of(`_{2,}.*\p{Lu}\.[ \x{00a0}]?(?:\p{Lu}\.[ \x{00a0}]?)?\p{Lu}\p{Ll}+$`)

// blankDay is a line that ends with the day of a date to write in, whose month follows: «___» __________ 20__ г.
var blankDay = regex.Of(`[«"]_+[»"]$`)

// blankField is a line that names what to write on the rest of it: «проживающего по адресу: ________».
var blankField = regex.Of(`^\p{L}[^_:]{2,60}: ?_{5,}$`)

// definition is a line that says what a term means: «Оператор (далее – Школа) – лицо, …».
var definition = regex.Of(`^[«"]?\p{L}[^.;:–—(]{0,80}(?:\([^)]{0,60}\) ?)?[–—] \p{L}`)

// nextOfList reports whether line i is the next part of a list without marks: a term
// below another or below a colon, or what stands behind a semicolon.
func (f *flow) nextOfList(start, i int) bool {
	prev, l := &f.lines[i-1], &f.lines[i]
	if f.has[start] && definition.MatchString(l.text) && startsUpper(l.text) && headingLike(prev.text) && prev.width < fullText {
		return true // below a heading
	}
	if first := start + 1; f.has[start] && i > first && !(i == first+1 && f.labelAlone(start)) {
		return false
	}
	if definition.MatchString(l.text) && (stopped(prev.text, ":") || stopped(prev.text, ".;") && definition.MatchString(f.lines[start].text)) {
		return true
	}
	if stopped(prev.text, ":") && startsLower(l.text) {
		for _, next := range f.lines[i:min(i+4, len(f.lines))] {
			if stopped(next.text, ";.") {
				return stopped(next.text, ";")
			}
		}
	}
	return stopped(prev.text, ";") && f.above != nil && f.open.kind == prose && !f.has[start] && stopped(f.above.text, ":;")
}

// field is a line of a name and a value: «тел. 8 701 555 11 22», «куәлік № 012345678»,
// «почта: a@example.kz».
var field = regex.Of(`^\p{L}[\p{L}./-]*(?:(?: \p{L}[\p{L}./-]*){0,2}: ?\S|:? ?№ ?[0-9]| [+(]?[0-9][0-9 ()\x{00a0}+-]{4}| [A-Z]{2}[0-9]{2}| [A-Z]{8}(?:[A-Z0-9]{3})?$)|(?:^|[ ,])[0-9]{6}(?:,|$)|^\S+@\S+|^(?:https?://|www\.)\S+$`)

// isField reports whether a line is one of a name and a value, such as those below each
// other in a party's address.
func (s *signs) isField(line string) bool {
	return !stopped(line, ",;:") && (field.MatchString(line) || s.place.MatchString(line)) && (strings.ContainsAny(line, "0123456789@") || webAddress.MatchString(line) || bankCode.MatchString(line))
}

// webAddress is a line that is one: «www.klub.example».
var webAddress = regex.Of(`^(?:https?://|www\.)\S+$`)

// bankCode is a line that ends with the code of a bank (ISO 9362): «БИК CASPKZKA».
var bankCode = regex.Of(` [A-Z]{8}(?:[A-Z0-9]{3})?$`)

// fieldBelow reports whether a line is a field below another. A place is one only if the
// line above had room for more.
func (f *flow) fieldBelow(prev, l *line) bool {
	if !f.signs.isField(prev.text) || !f.signs.isField(l.text) {
		return false
	}
	if f.shape.wraps && !(field.MatchString(prev.text) && field.MatchString(l.text)) {
		return f.shape.short(prev, l.text, shortLine)
	}
	return prev.width <= shortField && l.width <= shortField
}

// callsSigner reports whether a line is a field below the name of who signs: «Исп. А. Серик»
// and «тел. 55-55-55». The name fills no line.
func (f *flow) callsSigner(prev, l *line) bool {
	return f.signs.signed.MatchString(prev.text) && field.MatchString(l.text) && f.signs.isField(l.text) && !f.signs.isDate(l.text) &&
		prev.width <= shortField && l.width <= shortField && (!f.shape.wraps || f.shape.short(prev, l.text, shortLine))
}

// shortField is the most characters of a line that is a field alone.
const shortField = 80

// opensMiddle reports whether a line goes on with words in brackets, or in quotes behind a
// colon, which may hold together so that the line above is short.
func opensMiddle(left, right string) bool {
	return strings.HasPrefix(right, "(") && !stopped(left, ".:;!?…") || strings.HasPrefix(right, "/") && strings.HasSuffix(left, "_") ||
		strings.HasPrefix(right, "«") && strings.HasSuffix(left, ":") && !organization.MatchString(right)
}

// quotesClause reports whether a line below a colon is the new wording of a clause, in quotes:
// «изложить в следующей редакции:» and ««2.1. Оклад составляет …».».
func (f *flow) quotesClause(left, right string) bool {
	words := strings.TrimLeft(right, quoteSigns)
	if words == right || !stopped(left, ":") {
		return false
	}
	c, ok := readLabel(f.rules, words)
	return ok && (c.how == plain || c.how == spaced || c.how == closed)
}

// unclosed reports whether a bracket is open where line i begins. One that is never
// closed opens nothing behind the end of its sentence.
func (f *flow) unclosed(start, i int) bool {
	open := 0
	for _, l := range f.lines[max(start, i-2):i] { // what is in brackets is short
		for _, c := range l.text {
			switch {
			case c == '(':
				open++
			case c == ')' && open > 0:
				open--
			}
		}
	}
	return open > 0 || opened(f.lines[i-1].text) && closesFirst(f.lines[i].text)
}

// closesFirst reports whether the first quote of a line is one that closes.
func closesFirst(s string) bool {
	end, next := strings.Index(s, "»"), strings.Index(s, "«")
	return end >= 0 && (next < 0 || end < next)
}

// sentenceAhead reports whether the lines from i on, up to the next number or blank
// line, are a sentence: so they are no part of the heading above them.
func (f *flow) sentenceAhead(i int) bool {
	for j := i; j < len(f.lines) && j < i+groupLines; j++ {
		if j > i && (f.parted(j) || f.has[j] || startsUpper(f.lines[j].text) && f.shape.short(&f.lines[j-1], f.lines[j].text, f.shape.line)) {
			return false
		}
		if stopped(f.lines[j].text, ".:;") {
			return true
		}
	}
	return false
}

// allCaps reports whether the lines of a paragraph are all in capitals: a heading.
func (f *flow) allCaps(start, end int) bool {
	for _, l := range f.lines[start:end] {
		if !isCaps(l.text) {
			return false
		}
	}
	return true
}

// fillsLabel reports whether line i is the text of the number that stands alone on
// the line before: words of a clause or of a heading, never a label of its own.
func (f *flow) fillsLabel(i int) bool {
	l := &f.lines[i]
	switch {
	case f.has[i] && (f.cands[i].how != bare && f.cands[i].how != dotted):
		return false
	case f.bulleted(i) || l.wide():
		return false
	case wordy(f.cands[i-1].label.Form):
		return l.gap == 0 && headingLike(l.text) && (i+1 == len(f.lines) || f.lines[i+1].gap > 0 || f.has[i+1] || f.headsBelow(i))
	}
	return l.gap <= max(f.shape.wrap, 0)
}

// headsBelow reports whether line i, below a label, is a few words above the beginning of a sentence: so it is the
// heading that the label has.
func (f *flow) headsBelow(i int) bool {
	l, next := &f.lines[i], &f.lines[i+1]
	return startsUpper(l.text) && startsUpper(next.text) && l.width <= fullText && (!f.shape.wraps || f.shape.short(l, next.text, shortLine)) &&
		(stopped(next.text, ".:;") && next.width > l.width || f.sentenceAhead(i+1))
}

// brokenOff reports whether a whole paragraph ends in the middle of a sentence that the next
// one, i, goes on with: nothing else parts the two, and the line above is too long for one
// of a form.
func (f *flow) brokenOff(i int) bool {
	l, prev := &f.lines[i], &f.lines[i-1]
	plain := func(l *line) bool {
		return l.Kind == blocks.Paragraph && l.Label == "" && l.List == 0 && l.Heading == 0 && !l.Centered && !l.Apart && !l.Code && !l.Quote && l.group == 0
	}
	return plain(prev) && plain(l) && !f.has[i] && !f.bulleted(i) && prev.width > ofText && !strings.HasPrefix(l.text, "(") &&
		continues(prev.text, l.text) && !stopped(prev.text, ",") && !strings.Contains(prev.text, "__") && !isCaps(prev.text)
}

// standsBeside reports whether the paragraph i is nothing but a typed number of a clause,
// and the next one its words: pages set the two side by side.
func (f *flow) standsBeside(i int) bool {
	l, next := &f.lines[i], &f.lines[i+1]
	return f.src.Web && l.whole() && next.whole() && f.labelAlone(i) && !wordy(f.cands[i].label.Form) && l.Label == "" && next.Label == "" && next.List == 0 &&
		next.Kind != blocks.Table && l.Heading == next.Heading && l.Centered == next.Centered && next.gap <= 0 && !next.Page && !f.has[i+1] && !f.bulleted(i+1)
}

// begins reports whether line i begins with a label that is one although nothing
// in the source parts the line from the one before.
func (f *flow) begins(i int) bool {
	prev, c := &f.lines[i-1], f.cands[i]
	ended := stopped(prev.text, ".;:!?…") || f.labelAlone(i-1) || !f.shape.wraps || f.shape.short(prev, f.lines[i].text, f.shape.line)
	expected := f.seq.expects(c.label)
	upper := startsUpper(c.rest) || c.rest == ""
	if expected && upper && c.how == plain && len(c.label.Path) > 1 && c.label.Child(f.seq.prev) && f.labelsAbove(i) && f.shape.short(prev, f.lines[i].text, f.shape.line) {
		return true // «1. Общая часть» and «1.1. …»
	}
	if f.cites(prev.text) && !(wordy(c.label.Form) && startsUpper(f.lines[i].text)) || c.label.Form == legal.NoLabel {
		return c.how == odd && ended && !f.cites(prev.text)
	}
	switch c.how {
	case bare, figured:
		return ended && f.bareCounts(i)
	case dotted:
		return ended && f.lettersCount(i)
	case closed:
		return expected && (ended || upper && wordy(c.label.Form))
	case odd, spaced:
		return ended || expected && upper
	}
	if expected {
		return ended || upper
	}
	return ended && upper && (stopped(prev.text, ".;:!?…") || f.later.after(i, c.label))
}

// labelsAbove reports whether the line above line i begins with the number that was read last.
func (f *flow) labelsAbove(i int) bool {
	return f.has[i-1] && f.open != nil && f.open.first == &f.lines[i-1] && headingLike(f.lines[i-1].text)
}

// bulleted reports whether line i is an item of a bulleted list. A dash begins
// one after a colon or beside another item; a letter that serves as a bullet
// only beside one.
func (f *flow) bulleted(i int) bool {
	l := &f.lines[i]
	if l.table != 0 || l.group != 0 || l.Kind == blocks.Table {
		return false
	}
	if l.Label != "" {
		return isBullet(l.Label)
	}
	mark, _ := cutBullet(l.text)
	switch {
	case mark == "":
		return l.List > 0 && l.whole() && !f.has[i]
	case isSureBullet(mark):
		return true
	}
	beside := func(j int) bool {
		if j < 0 || j >= len(f.lines) {
			return false
		}
		other, _ := cutBullet(f.lines[j].text)
		return other != "" && (other == mark || isSureBullet(other) || isOddBullet(other) && isOddBullet(mark))
	}
	if beside(i-1) || beside(i+1) {
		return true
	}
	if isOddBullet(mark) {
		return false
	}
	after := i > 0 && (stopped(f.lines[i-1].text, ":") || f.open.kind == item)
	return after || f.parted(i) && i > 0 && mark != "*" // a star alone marks a remark
}
