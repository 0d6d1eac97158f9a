package order

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
)

// A sentence is named by its place in a paragraph, which no unit is:
//
//	второе предложение пункта 3.1 исключить
//	3.1-тармақтың соңғы сөйлемі мынадай редакцияда жазылсын: «…»

// lastSentence is the number of the last sentence of a paragraph.
const lastSentence = -1

// sentencesOf is the pattern of sentences in a name, in each form of their word.
func sentencesOf(forms []string) *regexp.Regexp {
	if len(forms) == 0 {
		return nil
	}
	word := `(?:` + strings.Join(forms, "|") + `)`
	return regexp.MustCompile(`(?i)(?:^|\s)(?:(\pL+)\s+` + word + `|` + word + `\s+(\pL+))(?:\s|$)`)
}

// sentence takes the sentence out of a name. ok is false if it names none.
func (v *vocabulary) sentence(name string) (rest string, number int, ok bool) {
	found := v.sentencesIn.Of(name, v.sentenceOf)
	return found.rest, found.number, found.number != 0
}

// sentenceNamed is the sentence of a name, 0 for none, and what is left of the name without it.
type sentenceNamed struct {
	rest   string
	number int
}

func (v *vocabulary) sentenceOf(name string) (found sentenceNamed) {
	if v.sentences == nil {
		return found
	}
	m := v.sentences.FindStringSubmatchIndex(name)
	if m == nil {
		return found
	}
	word := ""
	for _, g := range []int{2, 4} {
		if m[g] >= 0 {
			word += name[m[g]:m[g+1]]
		}
	}
	switch word = foldName(word); {
	case v.counts[word] > 0:
		found.number = v.counts[word]
	case v.last[word]:
		found.number = lastSentence
	default:
		return found
	}
	found.rest = strings.TrimSpace(name[:m[0]] + " " + name[m[1]:])
	return found
}

// isSentence reports whether words say one sentence by its place, «третьим предложением».
func (v *vocabulary) isSentence(what string) bool {
	rest, _, ok := v.sentence(what)
	return ok && rest == ""
}

// sentencesIn gives the sentences of the paragraphs that a name may mean. Without one
// it means the clause that was named last.
func (r *reader) sentencesIn(f *forms, name string) (out []Ref) {
	rest, number, ok := f.names.words.sentence(name)
	if !ok {
		return nil
	}
	refs := r.units(f, rest)
	if here := r.here(); rest == "" && here != nil {
		refs = here
	}
	for _, ref := range refs {
		if ref.Cell == 0 {
			ref.Sentence = number
			out = append(out, ref)
		}
	}
	return out
}

// sentenceIn is where a sentence stands in a body, with the space before it, or behind
// the first one. ok is false if there is none, or a full stop may be that of an
// abbreviation.
func sentenceIn(body string, number int) (from, to int, ok bool) {
	starts := []int{0}
	for at := 0; at < len(body); {
		r, n := utf8.DecodeRuneInString(body[at:])
		at += n
		if !strings.ContainsRune(".!?", r) {
			continue
		}
		end := at
		for end < len(body) && strings.ContainsRune("»”\")", firstRune(body[end:])) {
			end += utf8.RuneLen(firstRune(body[end:]))
		}
		next := strings.TrimLeft(body[end:], " \u00a0\n")
		if len(next) == len(body[end:]) || next == "" {
			continue // within a word, or at the end
		}
		word := body[strings.LastIndexAny(body[:at-n], " \u00a0\n(«")+1 : at-n]
		short := r == '.' && (utf8.RuneCountInString(word) <= 3 || strings.Contains(word, "."))
		switch upper := !unicode.IsLower(firstRune(next)); {
		case upper && short:
			return 0, 0, false
		case upper:
			starts = append(starts, end)
		}
	}
	if number == lastSentence {
		number = len(starts)
	}
	if number > len(starts) {
		return 0, 0, false
	}
	from, to = starts[number-1], len(body)
	if number < len(starts) {
		to = starts[number]
	}
	if from == 0 && to < len(body) {
		to += len(body[to:]) - len(strings.TrimLeft(body[to:], " \u00a0\n"))
	}
	return from, to, true
}

// sentence changes the words of a sentence, excludes it or states it anew.
func (a *applier) sentence(in *Instruction) {
	i := in.Target.Index
	_, end := in.Target.span(a.old.Units)
	body := a.blocks[i].body
	from, to, ok := sentenceIn(body, in.Target.Sentence)
	whole := from == 0 && to == len(body) // the clause would be left without words
	if !ok || a.blocks[i].fixed || end > i+1 || in.Verb > Restate && (in.Verb != Exclude || whole) {
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	if in.Verb == AddWords && in.Words[0].Old == "" {
		if in.Before {
			a.edit(in, i, edit{from, from, strings.TrimSpace(in.Words[0].New) + " "})
			return
		}
		a.atEnd(in, i, from, to)
		return
	}
	if in.Verb < Restate {
		a.wordsIn(in, i, from, to)
		return
	}
	text := ""
	if in.Verb == Restate { // the spaces around it stay
		from, to = trimmedSpan(body, from, to)
		text = strings.TrimSpace(in.Text)
	}
	a.edit(in, i, edit{from, to, text})
}

// trimmedSpan is a part of a body without the spaces around it.
func trimmedSpan(body string, from, to int) (int, int) {
	from += len(body[from:to]) - len(strings.TrimLeft(body[from:to], " \u00a0\n"))
	to -= len(body[from:to]) - len(strings.TrimRight(body[from:to], " \u00a0\n"))
	return from, to
}
