package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
)

// joiner joins lines. Whether a hyphen at a line's end belongs to the word, the
// rest of the source tells: "іс-" and "шара" keep it where "іс-шара" or nothing
// stands elsewhere, "жүйе-" and "лер" lose it where "жүйелер" does.
type joiner struct {
	name  string
	lines []line
	found *diag.List
	words map[string]bool // of the source, in small letters; nil before it is needed
	noted map[string]bool // words that have a finding
}

// join returns lines from start up to end as one.
func (j *joiner) join(start, end int) string {
	var b strings.Builder
	for i := start; i < end; i++ {
		text := strings.TrimSuffix(j.lines[i].text, softHyphen)
		if i+1 == end {
			b.WriteString(text)
			break
		}
		b.WriteString(j.seam(i, text))
	}
	return norm.NFC.String(b.String())
}

// seam returns text, which is that of line i, so that the next line can be
// written right behind it.
func (j *joiner) seam(i int, text string) string {
	next := j.lines[i+1].text
	switch {
	case text != j.lines[i].text: // a soft hyphen
		return text
	case brokenWord(text, next):
		if j.dropsHyphen(i, text, next) {
			_, size := utf8.DecodeLastRuneInString(text)
			return text[:len(text)-size]
		}
		return text
	case slashed(text) && isWord(firstRune(next)):
		return text
	}
	return text + " "
}

// dropsHyphen reports whether the hyphen at the end of left only breaks the word.
func (j *joiner) dropsHyphen(i int, left, right string) bool {
	left = strings.TrimRight(left, "-‐")
	left = left[lastWord(left):]
	right = right[:firstWord(right)]
	r, _ := utf8.DecodeLastRuneInString(left)
	if !unicode.IsLower(r) || !unicode.IsLower(firstRune(right)) {
		return false // АЖ-да, 2024-2025, Алматы-Астана
	}
	if j.words == nil {
		j.words, j.noted = wordsOf(j.lines), map[string]bool{}
	}
	left, right = strings.ToLower(left), strings.ToLower(right)
	if j.words[left+"-"+right] {
		return false
	}
	if j.words[left+right] {
		return true
	}
	if word := left + "-" + right; !j.noted[word] {
		j.noted[word] = true
		j.found.Add(diag.ImportHyphen, diag.Pos{File: j.name, Line: j.lines[i].n}, diag.Args{"word": word})
	}
	return false
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

// notWord tells what stands between words; a hyphen is part of one.
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
