package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/regex"
)

// joiner joins lines. Whether a hyphen at a line's end belongs to the word, the
// rest of the source tells: "іс-" and "шара" keep it where "іс-шара" stands
// elsewhere, "жүйе-" and "лер" lose it where "жүйелер" does. If neither does,
// the lexicon of the language may know the word, and else a source that breaks words
// elsewhere breaks this one, too, unless its first part is one that joins words by a hyphen.
type joiner struct {
	signs    *signs
	language *language.Language // whose lexicon tells words
	lines    []line
	printed  bool            // the source shows its pages: a program broke its lines
	words    map[string]bool // of the source, in small letters; nil before it is needed
	breaks   bool            // the source breaks words at the ends of lines
	noted    map[string]bool // words that have a finding
}

// join returns lines from start up to end as one. tell is called with every word
// whose hyphen nothing decides, as it was written, and the line at which it begins.
func (j *joiner) join(start, end int, tell func(word string, line int)) string {
	var b strings.Builder
	for i := start; i < end; i++ {
		text := strings.TrimSuffix(j.lines[i].text, softHyphen)
		if i+1 == end {
			b.WriteString(text)
			break
		}
		b.WriteString(j.seam(i, text, tell))
	}
	return norm.NFC.String(b.String())
}

// seam returns text, which is that of line i, so that the next line can be
// written right behind it.
func (j *joiner) seam(i int, text string, tell func(string, int)) string {
	next := j.lines[i+1].text
	switch {
	case text != j.lines[i].text: // a soft hyphen
		return text
	case brokenWord(text, next):
		if j.dropsHyphen(i, text, next, tell) {
			_, size := utf8.DecodeLastRuneInString(text)
			return text[:len(text)-size]
		}
		return text
	case slashed(text) && isWord(firstRune(next)), spanOpen.MatchString(text) && unicode.IsDigit(firstRune(next)):
		return text
	case dashed(text) && unicode.IsLower(firstRune(next)):
		return j.dashSeam(i, text, next, tell)
	}
	return text + " "
}

// spanOpen is the beginning of a span of figures: «2026–» above «2028 годы».
var spanOpen = regex.Of(`[^ –—-][0-9][–—]$`)

// dropsHyphen reports whether the hyphen at the end of left only breaks the word.
func (j *joiner) dropsHyphen(i int, left, right string, tell func(string, int)) bool {
	left, right, ok := brokenParts(left, right)
	if !ok {
		return false // АЖ-да, 2024-2025, Алматы-Астана
	}
	if j.words == nil {
		j.learn()
	}
	switch {
	case left == right || j.words[left+"-"+right]:
		return false
	case j.words[left+right] || j.oneWord(left, right):
		return true
	}
	drop := (j.breaks || j.printed && j.language != nil && !j.language.Knows(right)) && !j.signs.first[left] && !latin(left) && !j.signs.paired(left, right)
	word := left + "-" + right
	if drop {
		word = left + right
	}
	if !j.noted[word] {
		j.noted[word] = true
		tell(word, i)
	}
	return drop
}

// oneWord reports whether the lexicon has a word of two parts, one of which is none.
func (j *joiner) oneWord(left, right string) bool {
	l := j.language
	return l != nil && !j.signs.first[left] && l.Knows(left+right) && !(l.Knows(left) && l.Knows(right))
}

// brokenParts returns the parts of a word that is broken between two lines, in
// small letters; ok is false if the hyphen is the word's own for sure.
func brokenParts(left, right string) (a, b string, ok bool) {
	left = strings.TrimRight(left, "-‐")
	left = left[lastWord(left):]
	right = right[:firstWord(right)]
	r, _ := utf8.DecodeLastRuneInString(left)
	if !unicode.IsLower(r) || !unicode.IsLower(firstRune(right)) {
		return "", "", false
	}
	return strings.ToLower(left), strings.ToLower(right), true
}

// learn collects the words of the source, and whether it breaks any.
func (j *joiner) learn() {
	j.words, j.noted = wordsOf(j.lines), map[string]bool{}
	for i := 1; i < len(j.lines) && !j.breaks; i++ {
		if !brokenWord(j.lines[i-1].text, j.lines[i].text) {
			continue
		}
		a, b, ok := brokenParts(j.lines[i-1].text, j.lines[i].text)
		j.breaks = ok && (j.words[a+b] || j.oneWord(a, b))
	}
}

// paired reports whether left and right make a word with a hyphen.
func (s *signs) paired(left, right string) bool {
	return slices.ContainsFunc(s.pairs, func(p string) bool { return strings.HasPrefix(left+"-"+right, p) })
}

// dashed reports whether a line ends with a dash that stands right behind a letter, as one that
// was read off paper has it for a hyphen; an English dash stands so between words.
func dashed(s string) bool {
	stem := strings.TrimRight(s, "–—")
	r, _ := utf8.DecodeLastRuneInString(stem)
	return stem != s && unicode.IsLower(r) && r > utf8.RuneSelf
}

// dashSeam is the line above another, the dash at its end taken off if both halves make a word.
func (j *joiner) dashSeam(i int, text, next string, tell func(string, int)) string {
	stem := strings.TrimRight(text, "–—")
	left, right, ok := brokenParts(stem, next)
	if j.words == nil {
		j.learn()
	}
	switch {
	case ok && (j.words[left+right] || j.oneWord(left, right)):
		tell(left+right, i)
		return stem
	case !j.noted[left+"-"+right]:
		j.noted[left+"-"+right] = true
		tell(left+"-"+right, i)
	}
	return text + " "
}

func latin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < utf8.RuneSelf
}

// brokenWord reports whether a word goes on from the end of left to right.
func brokenWord(left, right string) bool {
	if strings.HasSuffix(left, softHyphen) {
		return true
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(left, "-"), "‐")
	r, _ := utf8.DecodeLastRuneInString(stem)
	return stem != left && isWord(r) && isWord(firstRune(right))
}

func slashed(s string) bool {
	stem := strings.TrimSuffix(s, "/")
	r, _ := utf8.DecodeLastRuneInString(stem)
	return stem != s && isWord(r)
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// notWord reports whether r stands between words; a hyphen is part of one.
func notWord(r rune) bool { return r != '-' && !isWord(r) }

// lastWord is the offset of the last word of s, firstWord the length of the first.
func lastWord(s string) int {
	i := strings.LastIndexFunc(s, notWord)
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}

func firstWord(s string) int {
	if i := strings.IndexFunc(s, notWord); i >= 0 {
		return i
	}
	return len(s)
}

// wordsOf returns the words of the lines in small letters.
func wordsOf(lines []line) map[string]bool {
	words := map[string]bool{}
	for _, l := range lines {
		for _, w := range strings.FieldsFunc(strings.ToLower(l.text), notWord) {
			words[strings.Trim(w, "-")] = true
		}
	}
	return words
}
