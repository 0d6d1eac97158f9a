package order

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/script"
)

// vocabulary knows the words of names in all forms.
type vocabulary struct {
	nouns   map[string]string // a form of a unit's word: its key
	several map[string]string // the same of several units
	counts  map[string]int    // a form of an ordinal: its number
	this    map[string]bool   // «настоящего»
	last    map[string]bool   // «последнее»
	parts   map[string]bool   // «часть»: a paragraph that is no item of a list

	columnWords        map[string]bool // «графой»
	columns, sentences *regexp.Regexp  // «графе 3», «второе предложение»: see column and sentence

	// Of names, which are the same ones in all texts.
	keys        memo.Words[string]
	columnsIn   memo.Words[columnNamed]
	sentencesIn memo.Words[sentenceNamed]
	samesIn     memo.Words[[]int] // where forms.same stands
}

func newVocabulary(p Printer) (*vocabulary, error) {
	v := &vocabulary{nouns: map[string]string{}, several: map[string]string{}, counts: map[string]int{}, this: map[string]bool{},
		last: map[string]bool{}, parts: map[string]bool{}}
	for _, word := range naming.Words {
		one, several, err := naming.Forms(p, word)
		if err != nil {
			return nil, err
		}
		more, err := list(p, "order.unit."+word)
		if err != nil {
			return nil, err
		}
		for _, w := range append(one, more...) {
			v.nouns[foldName(w)] = word
		}
		if more, err = list(p, "order.units."+word); err != nil {
			return nil, err
		}
		for _, w := range append(several, more...) {
			v.several[foldName(w)] = word
		}
	}
	for n := 1; n <= 99; n++ {
		for c := naming.Nominative; c < naming.CaseCount; c++ {
			word, err := naming.Ordinal(p, n, c)
			if err != nil {
				return nil, err
			}
			if word != "" {
				v.counts[foldName(word)] = n
			}
		}
	}
	for _, key := range []string{"order.counts", "order.counts.2", "order.counts.3", "order.counts.4"} {
		words, err := list(p, key)
		if err != nil {
			return nil, err
		}
		for k, w := range words {
			v.counts[foldName(w)] = k + 1
		}
	}
	for key, set := range map[string]map[string]bool{"order.this": v.this, "order.last": v.last, "order.unit.portion": v.parts} {
		words, err := list(p, key)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			set[foldName(w)] = true
		}
	}
	for w := range v.parts {
		v.nouns[w] = "paragraph"
	}
	for _, word := range []string{"preamble", "note", "footnote"} {
		words, err := list(p, "order.unit."+word)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			v.nouns[foldName(w)] = word
		}
		if words, err = list(p, "order.units."+word); err != nil {
			return nil, err
		}
		for _, w := range words {
			v.several[foldName(w)] = word
		}
	}
	columns, err := list(p, "order.unit.column")
	called, e := list(p, "order.called")
	sentences, e2 := list(p, "order.unit.sentence")
	v.columnWords = map[string]bool{}
	for _, w := range columns {
		v.columnWords[foldName(w)] = true
	}
	v.columns, v.sentences = columnsOf(columns, called), sentencesOf(sentences)
	return v, cmp.Or(err, e, e2)
}

// list is a message that lists words; none if there is no such message.
func list(p Printer, key string) ([]string, error) {
	if !p.Has(key) {
		return nil, nil
	}
	s, err := p.Text(key, nil)
	return strings.Split(s, ", "), err
}

// key is what a name has in common in all cases and ways of writing it: the units'
// words in one form, ordinals as figures behind them, no brackets.
func (v *vocabulary) key(name string) string {
	return v.keys.Of(name, v.keyOf)
}

func (v *vocabulary) keyOf(name string) string {
	words := v.split(name)
	for i := 0; i < len(words); i++ {
		// Words of two: «двадцать первый», «бас жол».
		if i+1 < len(words) {
			two := words[i] + " " + words[i+1]
			if w, ok := v.word(two); ok {
				words[i] = w
				words = append(words[:i+1], words[i+2:]...)
				continue
			}
		}
		if w, ok := v.word(words[i]); ok {
			words[i] = w
		}
	}
	for i := 1; i < len(words); i++ {
		switch {
		case words[i] != "§paragraph":
		case strings.HasPrefix(words[i-1], "#"):
			words[i-1], words[i] = words[i], words[i-1]
		case i+1 < len(words) && number(words[i+1]) > 0:
			words[i+1] = "#" + words[i+1]
		}
	}
	if len(words) > 1 && words[0] == "§paragraph" && number(words[1]) > 0 {
		words[1] = "#" + words[1]
	}
	return strings.Join(words, " ")
}

func (v *vocabulary) word(w string) (string, bool) {
	if key, ok := v.nouns[w]; ok {
		return "§" + key, true
	}
	if key, ok := v.several[w]; ok {
		return "§§" + key, true
	}
	if n, ok := v.counts[w]; ok {
		return "#" + strconv.Itoa(n), true
	}
	return "", false
}

// split cuts a name into words; the number of «3.1-тармақ» is one by itself.
func (v *vocabulary) split(name string) []string {
	var out []string
	for _, w := range strings.Fields(foldName(name)) {
		for i, r := range w {
			if r != '-' && r != '.' || i == 0 || i+1 == len(w) {
				continue
			}
			_, noun := v.word(w[i+1:])
			_, short := v.word(w[:i+1])
			if r == '-' && noun {
				if before := w[:i]; v.nouns[w[i+1:]] == "paragraph" && number(before) > 0 {
					out = append(out, "#"+before) // «2-абзац»
				} else {
					out = append(out, before)
				}
				w = w[i+1:]
				break
			}
			if r == '.' && short { // «п.3.1»
				out = append(out, w[:i+1])
				w = w[i+1:]
				break
			}
		}
		if _, ok := v.word(w); !ok {
			w = strings.TrimRight(w, ".")
		}
		out = append(out, w)
	}
	return out
}

// foldName makes names comparable that differ in capitals, quotes, spaces or the
// bracket of an item.
func foldName(s string) string {
	var b strings.Builder
	for _, r := range legal.NFC(s) {
		switch r = fold(unicode.ToLower(r)); {
		case r == '"', r == ')', r == '(', r == '.' && strings.HasSuffix(b.String(), " "):
		case r == ' ' && (b.Len() == 0 || strings.HasSuffix(b.String(), " ")):
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// fold gives one form to characters that are typed in several.
func fold(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	return script.Plain(script.Mark(r))
}
