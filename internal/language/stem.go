package language

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/script"
)

// Stems are the tables by which the forms of a word lead to one stem: «хранения»
// and «хранение» to «хранен». The program indexes by them and the browser searches
// by them, so they are plain data, and all that is done with them is [Stems.Stem]
// here and the function stem of layouts/find.js there.
//
// A rule is an ending that goes, or "ENDING=OTHER" that becomes another one. A step
// is "LEAST RULE RULE CLASS: RULE …": LEAST letters must stay, a vowel among them,
// and behind the name of a class stand rules for what that class of letters comes
// before. ":" ends a class. "!:" is for rules too bold for any word: they apply only
// if they lead to a known stem.
type Stems struct {
	Letters string            `json:"letters"` // letters written for others: "ё=е"
	Alike   string            `json:"alike"`   // letters of other alphabets that look the same: "a=а"
	Typed   string            `json:"typed"`   // what is typed on a keyboard that lacks the letters: "қ=к"
	Vowels  string            `json:"vowels"`
	Classes map[string]string `json:"classes"` // letters by the name of the class
	Known   string            `json:"known"`   // stems that are taken no further
	Words   string            `json:"words"`   // words and stems with a stem of their own: "дней=ден"
	Skip    string            `json:"skip"`    // words that nobody searches for
	Steps   []string          `json:"steps"`
	rules   *stemRules
}

type stemRules struct {
	letters, alike map[rune]string
	known          map[string]bool
	words          map[string]string
	steps          []stemStep
}

type stemStep struct {
	least int
	rules []stemRule
}

type stemRule struct {
	after       string // letters of the class; empty: any
	bold        bool   // only to a known stem
	ending, put string
}

// read prepares the tables. It returns the first mistake.
func (s *Stems) read() error {
	r := &stemRules{letters: map[rune]string{}, alike: map[rune]string{}, known: map[string]bool{}, words: map[string]string{}}
	for _, t := range []struct {
		from string
		to   map[rune]string
	}{{s.Letters, r.letters}, {s.Alike, r.alike}} {
		for p := range strings.FieldsSeq(t.from) {
			a, b, ok := strings.Cut(p, "=")
			letter, n := utf8.DecodeRuneInString(a)
			if !ok || n != len(a) {
				return fmt.Errorf("stems: %q is no pair of letters", p)
			}
			t.to[letter] = b
		}
	}
	for w := range strings.FieldsSeq(s.Known) {
		r.known[w] = true
	}
	for p := range strings.FieldsSeq(s.Words) {
		w, to, _ := strings.Cut(p, "=")
		r.words[w] = to
	}
	for _, line := range s.Steps {
		step, err := s.step(line)
		if err != nil {
			return err
		}
		r.steps = append(r.steps, step)
	}
	s.rules = r
	return nil
}

func (s *Stems) step(line string) (stemStep, error) {
	f := strings.Fields(line)
	var step stemStep
	if len(f) == 0 {
		return step, fmt.Errorf("stems: a step is empty")
	}
	var err error
	if step.least, err = strconv.Atoi(f[0]); err != nil {
		return step, fmt.Errorf("stems: the step %q does not begin with a number", line)
	}
	now := stemRule{}
	for _, x := range f[1:] {
		if name, ok := strings.CutSuffix(x, ":"); ok {
			now = stemRule{after: s.Classes[name], bold: name == "!"}
			if name != "" && name != "!" && now.after == "" {
				return step, fmt.Errorf("stems: no class %q", name)
			}
			continue
		}
		now.ending, now.put, _ = strings.Cut(x, "=")
		step.rules = append(step.rules, now)
	}
	return step, nil
}

// Stem returns the stem of a word as [Stems.Fold] returns it.
func (s *Stems) Stem(word string) string {
	if s == nil {
		return word
	}
	if to, ok := s.rules.words[word]; ok {
		return to
	}
	for _, step := range s.rules.steps {
		if s.rules.known[word] {
			break
		}
		word = s.apply(step, word)
	}
	if to, ok := s.rules.words[word]; ok {
		return to
	}
	return word
}

// apply applies the best rule of a step: one that leads to a known stem, of several
// the longest one, of equal ones the first.
func (s *Stems) apply(step stemStep, word string) string {
	best, most, known := word, -1, false
	for _, r := range step.rules {
		rest, ok := strings.CutSuffix(word, r.ending)
		if !ok {
			continue
		}
		to := rest + r.put
		k := s.rules.known[to]
		if !k && !s.allowed(step.least, r, rest) || known && !k || known == k && len(r.ending) <= most {
			continue
		}
		best, most, known = to, len(r.ending), k
	}
	return best
}

func (s *Stems) allowed(least int, r stemRule, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(rest)
	return !r.bold && utf8.RuneCountInString(rest) >= least && (r.after == "" || strings.ContainsRune(r.after, last)) &&
		strings.ContainsAny(rest+r.put, s.Vowels)
}

// Fold is a word in the one form in which words are compared: small letters, the
// letters of Letters as those that they are written for. Look-alikes of other
// alphabets are the language's own letters if the word has such a letter besides,
// or nothing but look-alikes.
func (s *Stems) Fold(word string) string {
	word = script.Lower(word)
	if s == nil {
		return word
	}
	own, others := false, false
	for _, r := range word {
		switch _, alike := s.rules.alike[r]; {
		case alike:
		case r < utf8.RuneSelf:
			others = true
		default:
			own = true
		}
	}
	return s.letters(strings.Map(func(r rune) rune {
		if to, ok := s.rules.alike[r]; ok && (own || !others) {
			r, _ = utf8.DecodeRuneInString(to)
		}
		return r
	}, word))
}

// letters is a word with the letters of Letters as those that they are written for.
func (s *Stems) letters(word string) string {
	if s == nil || len(s.rules.letters) == 0 {
		return word
	}
	var b strings.Builder
	for _, r := range word {
		if to, ok := s.rules.letters[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Skipped are the folded words that nobody searches for.
func (s *Stems) Skipped() map[string]bool {
	out := map[string]bool{}
	if s != nil {
		for w := range strings.FieldsSeq(s.Skip) {
			out[s.Fold(w)] = true
		}
	}
	return out
}

// Terms are the stems by which a word of a text is found: its own and, if it has
// hyphens, those of the word without them and of its parts («АЖ-ны»: аж, ажны).
func (s *Stems) Terms(word string) []string {
	whole := s.Fold(word)
	parts := strings.FieldsFunc(whole, isHyphen)
	if len(parts) < 2 {
		return []string{s.Stem(whole)}
	}
	out := []string{s.Stem(strings.Join(parts, ""))}
	for _, p := range parts {
		if t := s.Stem(p); utf8.RuneCountInString(p) > 1 && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }
