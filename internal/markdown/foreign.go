package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kkActs and ruActs are the beginnings of words for other acts.
var (
	kkActs = []string{"заң", "кодекс", "бұйры", "қаулы", "жарлы", "конституц"}
	ruActs = []string{"закон", "кодекс", "приказ", "постановлени", "положени", "правил", "регламент", "конвенци",
		"директив", "приложени", "договор", "устав", "указанн", "вышеуказанн"}
	ruDecree = []string{"указ", "указа", "указу", "указом", "указе"}
)

func beginsWith(word string, beginnings []string) bool {
	return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(word, b) })
}

// kkForeign reports whether the words before a Kazakh reference name another act:
// by a noun, an abbreviation, or anything in the genitive without «осы».
func kkForeign(before string) bool {
	last, before := lastWord(before)
	lower := strings.ToLower(last)
	first, size := utf8.DecodeRuneInString(last)
	genitive := slices.ContainsFunc([]string{"ның", "нің", "дың", "дің", "тың", "тің"},
		func(s string) bool { return strings.HasSuffix(lower, s) })
	if !genitive && !beginsWith(lower, kkActs) && !(len(last) > size && unicode.IsUpper(first) && strings.ToUpper(last) == last) {
		return false
	}
	for range 3 {
		last, before = lastWord(before)
		if strings.HasSuffix(last, ",") || several.joins(last) {
			break
		}
		if strings.EqualFold(last, "осы") {
			return false
		}
	}
	return true
}

// lastWord cuts the last word off s, without quotation marks and brackets.
func lastWord(s string) (word, before string) {
	between := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`«»"“”(`, r) }
	s = strings.TrimRightFunc(s[max(0, len(s)-200):], between)
	i := strings.LastIndexFunc(s, between)
	if i < 0 {
		return s, ""
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:], s[:i]
}

// ruForeign reports whether the words behind a Russian reference name another act.
func ruForeign(after string) bool {
	after = after[:min(len(after), 120)]
	if after == trimLeft(after) {
		return false // punctuation or the end
	}
	if i := strings.IndexAny(after, ",.;:()"); i >= 0 {
		after = after[:i]
	}
	words := strings.Fields(after)
	for _, w := range words[:min(3, len(words))] {
		lower := strings.ToLower(w)
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case strings.HasPrefix(lower, "настоящ"):
			return false
		case unicode.IsUpper(first), first == '«', beginsWith(lower, ruActs), slices.Contains(ruDecree, lower):
			return true
		}
	}
	return false
}

func trimLeft(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }
