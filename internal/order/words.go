package order

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diff"
)

// edit replaces bytes [from, to) of a body.
type edit struct {
	from, to int
	text     string
}

// What stands within a number, between its figures: «4.1», «0,1», «10:30», «3-1»; and
// the spaces of «13 000».
const (
	numberMarks = ".,:/-"
	blanks      = " \u00a0\u202f"
)

// tokens cuts a text into words and numbers, and all other characters one by one.
func tokens(s string) []string {
	var out []string
	for s != "" {
		n := tokenEnd(s)
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

// tokenEnd is where the first token of a text ends.
func tokenEnd(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case isWordRune(r):
		case n == 0:
			return size
		case !unicode.IsDigit(lastRune(s[:n])):
			return n
		case strings.ContainsRune(numberMarks, r) && unicode.IsDigit(firstRune(s[n+size:])):
		case strings.ContainsRune(blanks, r) && thousands(s[n+size:]) && strings.Trim(s[:n], "0123456789"+blanks) == "" && n-strings.LastIndexAny(s[:n], blanks) <= 4:
		default:
			return n
		}
		n += size
	}
	return n
}

// thousands reports whether a text begins with three figures and no more.
func thousands(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3 && !isWordRune(firstRune(s[n:]))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// sentences counts the sentences of a text, at least one.
func sentences(s string) int {
	n := 1
	for i := range s {
		if strings.HasPrefix(s[i:], ". ") && unicode.IsUpper(firstRune(s[i+2:])) {
			n++
		}
	}
	return n
}

// isLetter reports whether words are one letter.
func isLetter(s string) bool {
	return unicode.IsLetter(firstRune(s)) && utf8.RuneLen(firstRune(s)) == len(s)
}

// isSentence reports whether words are a sentence, or several.
func isSentence(s string) bool {
	return unicode.IsUpper(firstRune(s)) && strings.Contains(s, " ") && ends(s)
}

// ends reports whether a text ends as a sentence does.
func ends(s string) bool { return s != "" && strings.ContainsRune(".!?", lastRune(s)) }

// change is some tokens of the old words and those in their place, half-open.
type change struct{ a0, a1, b0, b1 int }

// tokenWork is the work of comparing two long bodies, per token: beyond it they have
// so little in common that the clause is said anew.
const tokenWork = 64

// changes compares the words of two bodies. Changes that no word stands between are
// one.
func changes(a, b []string) []change {
	weight := func(t string) int {
		if isWordRune(firstRune(t)) {
			return 4
		}
		return 1
	}
	var out []change
	for _, e := range diff.Edits(a, b, diff.Cost[string]{Weight: weight, Gap: 3, Work: tokenWork * (len(a) + len(b))}) {
		c := change{e.A0, e.A1, e.B0, e.B1}
		if n := len(out); n > 0 && !hasWord(a[out[n-1].a1:c.a0]) {
			out[n-1].a1, out[n-1].b1 = c.a1, c.b1
			continue
		}
		out = append(out, c)
	}
	return out
}

func hasWord(tokens []string) bool {
	for _, t := range tokens {
		if isWordRune(firstRune(t)) {
			return true
		}
	}
	return false
}

// mostInstructions is in how many places of one clause words are amended; with more
// of them it is said anew.
const mostInstructions = 12

// amended is a body, what becomes of it, and the changes between them.
type amended struct {
	old, new string
	a, b     []string // their tokens
	changes  []change
	joined   []change // those that are quoted as one joined; nil: not asked yet
}

// quoted are the changes as an order quotes them.
func (x *amended) quoted() []change {
	if x.joined == nil {
		x.joined = together(x.a, x.b, x.changes)
	}
	return x.joined
}

func newAmended(old, new string) *amended {
	a, b := tokens(old), tokens(new)
	return &amended{old, new, a, b, changes(a, b), nil}
}

// words are the words of a change.
func (x *amended) words(c change) Words {
	return Words{strings.Join(x.a[c.a0:c.a1], ""), strings.Join(x.b[c.b0:c.b1], "")}
}

// instruct says the changes of a body in words that stand once in scope, those that are
// quoted as one together if that can be said; ok is false if they cannot be said so, or
// not shorter than all of it. What is replaced everywhere is not said again.
func (x *amended) instruct(scope string, everywhere []Words) (list []Instruction, ok bool) {
	covered := func(c change) bool { return slices.Contains(everywhere, x.words(c)) }
	if !slices.ContainsFunc(x.changes, covered) {
		if list, ok = x.say(slices.Clone(x.quoted()), scope, nil, covered); ok {
			return list, true
		}
	}
	return x.say(slices.Clone(x.changes), scope, everywhere, covered)
}

// say is instruct for some changes; covered ones are replaced everywhere.
func (x *amended) say(all []change, scope string, everywhere []Words, covered func(change) bool) (list []Instruction, ok bool) {
	old, new, a, b := x.old, x.new, x.a, x.b
	for i := 0; i < len(all); i++ {
		if covered(all[i]) {
			continue
		}
		low, high := 0, len(a)
		if i > 0 {
			low = all[i-1].a1
		}
		if i+1 < len(all) {
			high = all[i+1].a0
		}
		in, fits := phrase(a, b, all[i], low, high, scope)
		if !fits && i+1 < len(all) && !covered(all[i+1]) { // together with the next one
			all[i].a1, all[i].b1 = all[i+1].a1, all[i+1].b1
			all = append(all[:i+1], all[i+2:]...)
			i--
			continue
		}
		if !fits {
			return nil, false
		}
		if list = append(list, in); len(list) > mostInstructions {
			return nil, false
		}
	}
	length := 0
	var edits []edit
	for _, in := range list {
		length += len(in.Words[0].Old) + len(in.Words[0].New)
		e, n := locate(in, old)
		if n != 1 {
			return nil, false
		}
		edits = append(edits, e)
	}
	for _, w := range everywhere {
		for _, s := range find(old, w.Old) {
			edits = append(edits, edit{s[0], s[1], w.New})
		}
	}
	got, fits := splice(old, edits)
	return list, fits && got == new && (length < len(new) || length < 60)
}

// phrase says one change, whose words may be widened within tokens [low, high).
func phrase(a, b []string, c change, low, high int, scope string) (Instruction, bool) {
	for left := true; ; left = !left {
		before, after := strings.Join(a[c.a0:c.a1], ""), strings.Join(b[c.b0:c.b1], "")
		if in, ok := say(a, c, before, after, low, scope); ok {
			return in, true
		}
		canLeft, canRight := c.a0 > low, c.a1 < high
		switch {
		case canLeft && (left || !canRight):
			c.a0, c.b0 = c.a0-1, c.b0-1
			for c.a0 > low && !isWordRune(firstRune(a[c.a0])) {
				c.a0, c.b0 = c.a0-1, c.b0-1
			}
		case canRight:
			c.a1, c.b1 = c.a1+1, c.b1+1
			for c.a1 < high && !isWordRune(firstRune(a[c.a1-1])) {
				c.a1, c.b1 = c.a1+1, c.b1+1
			}
		default:
			return Instruction{}, false
		}
	}
}

// say chooses the verb for a change whose words stand once.
func say(a []string, c change, before, after string, low int, scope string) (Instruction, bool) {
	works := func(in Instruction) bool {
		w := in.Words[0]
		if w.Old != "" && (occurrences(scope, w.Old) != 1 || !clean(w.Old)) || w.New != "" && !clean(w.New) {
			return false
		}
		text := strings.Join(a, "")
		e, n := locate(in, text)
		if n != 1 {
			return false
		}
		from := len(strings.Join(a[:c.a0], ""))
		want := text[:from] + after + text[from+len(before):]
		got, ok := splice(text, []edit{e})
		return ok && got == want
	}
	inWord := c.a0 > 0 && isWordRune(firstRune(before)) && (a[c.a0-1] == "-" || // «8.1-|тармақ»
		c.a0 > 1 && strings.Contains(".@/_", a[c.a0-1]) && isWordRune(lastRune(a[c.a0-2]))) // «info@a.|kz»
	if kindOf(before) == figures != (kindOf(after) == figures) && (isLetter(before) || isLetter(after)) || inWord {
		return Instruction{}, false // the letter or figure of an item needs the word beside it
	}
	if c.a1 < len(a) && unicode.IsDigit(firstRune(a[c.a1])) && (signs(before) || signs(after)) {
		return Instruction{}, false // the sign of a figure needs that: «−5»
	}
	try := func(v Verb, old, new string) (Instruction, bool) {
		in := Instruction{Verb: v, Words: []Words{{old, new}}}
		return in, works(in)
	}
	switch {
	case strings.TrimSpace(before) == "" && strings.TrimSpace(after) != "":
		if text := strings.Join(a, ""); scope == text && c.a0 == len(a) && ends(text) && isSentence(strings.TrimSpace(after)) {
			if in, ok := try(AddWords, "", strings.TrimSpace(after)); ok {
				return in, true
			}
		}
		// Behind as few words as stand once.
		for from := c.a0 - 1; from >= low; from-- {
			if !isWordRune(firstRune(a[from])) {
				continue
			}
			anchor := strings.TrimSpace(strings.Join(a[from:c.a0], ""))
			if in, ok := try(AddWords, anchor, strings.TrimSpace(after)); ok {
				return in, true
			}
			if c.a0-from > 16 {
				break
			}
		}
	case strings.TrimSpace(after) == "" && strings.TrimSpace(before) != "":
		if in, ok := try(ExcludeWords, strings.TrimSpace(before), ""); ok {
			return in, true
		}
	}
	sign := strings.Trim(before, punctuation) == "" && strings.Trim(after, punctuation) == ""
	if before == "" || after == "" || !hasWord([]string{firstWordy(before)}) && !sign {
		return Instruction{}, false
	}
	return try(ReplaceWords, before, after)
}

// signs reports whether words end with a sign that changes the figure behind it.
func signs(words string) bool {
	return words != "" && strings.ContainsRune("−±<>≤≥", lastRune(words))
}

// firstWordy is the text from its first word on.
func firstWordy(s string) string {
	if i := strings.IndexFunc(s, isWordRune); i >= 0 {
		return s[i:]
	}
	return s
}

// clean reports whether words can be quoted: no break, no space at an end.
func clean(s string) bool {
	return s != "" && s == strings.TrimSpace(s) && !strings.Contains(s, "\n")
}

// locate finds where an instruction about words acts on a body, and in how many
// places its words stand.
func locate(in Instruction, body string) (edit, int) {
	w := in.Words[0]
	if in.Verb == AddWords && w.Old == "" { // at the end
		return edit{len(body), len(body), " " + w.New}, 1
	}
	spots, fixed := in.spots(body)
	switch {
	case len(spots) == 0:
		return edit{}, 0
	case len(spots)+fixed > 1:
		return edit{}, len(spots) + fixed
	}
	return editAt(in, body, spots[0]), 1
}

// plainSpots are where the words of an instruction stand as they are typed.
func (in *Instruction) plainSpots(body string) [][2]int {
	old := in.Words[0].Old
	if in.Behind == "" {
		return find(body, old)
	}
	var out [][2]int
	for _, s := range find(body, in.Behind+" "+old) {
		if own := find(body[s[0]:s[1]], old); len(own) > 0 {
			last := own[len(own)-1]
			out = append(out, [2]int{s[0] + last[0], s[0] + last[1]})
		}
	}
	return out
}

// editAt is what an instruction about words does where they stand.
func editAt(in Instruction, body string, spot [2]int) edit {
	w := in.Words[0]
	from, to := spot[0], spot[1]
	switch in.Verb {
	case AddFootnote:
		return edit{to, to, footnoteMark(in.Number)}
	case AddWords:
		text := w.New
		if in.Before {
			return edit{from, from, text + " "}
		}
		if !strings.ContainsRune(",.;:!?)»”", firstRune(text)) {
			text = " " + text
		}
		return edit{to, to, text}
	case ExcludeWords:
		hidden := marks(body)
		if from > 0 && to < len(body) && hidden != nil && hidden[from-1] && hidden[to] { // all that the marks are around
			if s := in.whole(body, hidden, spot); s[0] >= 0 {
				from, to = s[0], s[1]
			}
		}
		// A space goes with the words.
		switch {
		case from > 0 && body[from-1] == ' ' && (to == len(body) || !isWordRune(firstRune(body[to:]))):
			from--
		case to < len(body) && body[to] == ' ' && (from == 0 || body[from-1] == ' ' || hidden != nil && hidden[from-1]):
			to++
		}
		return edit{from, to, ""}
	}
	if hidden := marks(body); hidden != nil && slices.Contains(hidden[from:to], true) && body[from:to] != w.Old {
		e, _ := in.amongMarks(body, hidden, spot)
		return e
	}
	return edit{from, to, w.New}
}

// occurrences counts in how many places words stand in a text.
func occurrences(text, words string) int { return len(find(text, words)) }

// find gives the places of words in a text, as whole words: letter by letter, else
// with other quotes, dashes and spaces.
func find(text, words string) [][2]int {
	if words == "" {
		return nil
	}
	if spots := findExact(text, words); spots != nil {
		return spots
	}
	folded, at := foldWords(text)
	words, _ = foldWords(words)
	spots := findExact(folded, words)
	for i, s := range spots {
		spots[i] = [2]int{at[s[0]], at[s[1]]}
	}
	return spots
}

func findExact(text, words string) (spots [][2]int) {
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return spots
		}
		i += from
		end := i + len(words)
		cutsLeft := i > 0 && isWordRune(firstRune(words)) && isWordRune(lastRune(text[:i]))
		cutsRight := end < len(text) && isWordRune(lastRune(words)) && isWordRune(firstRune(text[end:]))
		if !cutsLeft && !cutsRight && !cutsNumber(text, i) && !cutsNumber(text, end) {
			spots = append(spots, [2]int{i, end})
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		from = i + n
	}
}

// cutsNumber reports whether a place is within a number: 7 of «7.4» is no number.
func cutsNumber(text string, at int) bool {
	digit := func(s string) bool { return unicode.IsDigit(firstRune(s)) }
	within := func(r rune) bool { return strings.ContainsRune(".,:/", r) }
	before, after := text[:at], text[at:]
	switch {
	case before == "" || after == "":
		return false
	case within(lastRune(before)) && digit(after):
		return unicode.IsDigit(lastRune(before[:len(before)-1]))
	case within(firstRune(after)) && unicode.IsDigit(lastRune(before)):
		return digit(after[1:])
	}
	return false
}

// foldWords folds the characters of a text; at gives for each byte of it, and its
// end, the byte of the text.
func foldWords(s string) (string, []int) {
	var b strings.Builder
	var at []int
	for i, r := range s {
		f := fold(r)
		if f == ' ' && strings.HasSuffix(b.String(), " ") {
			continue
		}
		if unicode.Is(unicode.Cf, r) {
			continue
		}
		for range utf8.RuneLen(f) {
			at = append(at, i)
		}
		b.WriteRune(f)
	}
	return b.String(), append(at, len(s))
}

// splice makes edits of a body; ok is false if two of them meet.
func splice(body string, edits []edit) (string, bool) {
	var out strings.Builder
	at := 0
	for _, e := range sorted(edits) {
		if e.from < at {
			return "", false
		}
		out.WriteString(body[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.WriteString(body[at:])
	return out.String(), true
}
