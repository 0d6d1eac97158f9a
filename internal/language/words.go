package language

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Words are patterns for a word in small letters: «не» is the word itself, «запре*»
// one that begins so, «*майды» one that ends so and has letters before,
// «*кы*» one that has it anywhere. A pattern of force may be one of two words with a
// space between: «*нан басқа». The zero value matches nothing.
type Words struct {
	whole map[string]bool
	begin map[rune][]string // by the first letter
	end   []string
	parts []string
}

// Has reports whether one of the patterns fits a word.
func (w *Words) Has(word string) bool {
	if w.whole[word] {
		return true
	}
	first, _ := utf8.DecodeRuneInString(word)
	for _, b := range w.begin[first] {
		if strings.HasPrefix(word, b) {
			return true
		}
	}
	for _, e := range w.end {
		if len(word) > len(e) && strings.HasSuffix(word, e) {
			return true
		}
	}
	for _, p := range w.parts {
		if strings.Contains(word, p) {
			return true
		}
	}
	return false
}

// Empty reports whether there are no patterns.
func (w *Words) Empty() bool {
	return len(w.whole)+len(w.begin)+len(w.end)+len(w.parts) == 0
}

// UnmarshalYAML reads a list of patterns.
func (w *Words) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*w = WordsOf(list...)
	return nil
}

// WordsOf makes patterns of a list.
func WordsOf(list ...string) Words {
	w := Words{whole: map[string]bool{}, begin: map[rune][]string{}}
	for _, s := range list {
		if b, ok := strings.CutSuffix(s, "*"); ok && strings.HasPrefix(b, "*") {
			w.parts = append(w.parts, b[1:])
		} else if ok {
			first, _ := utf8.DecodeRuneInString(b)
			w.begin[first] = append(w.begin[first], b)
		} else if e, ok := strings.CutPrefix(s, "*"); ok {
			w.end = append(w.end, e)
		} else {
			w.whole[s] = true
		}
	}
	return w
}
