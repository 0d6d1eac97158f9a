package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/redline"
)

// respelt reports whether all that changed in a clause is the spelling of one word: it was
// misspelt, or has been mended. Its spelling has a finding then, and no other language has
// to follow.
func respelt(lang *language.Language, rec *redline.Record) bool {
	var was, is []string
	for _, s := range rec.Segments {
		switch {
		case s.Op == redline.Equal || s.Class != redline.Wording:
		case s.Op == redline.Delete:
			was = append(was, s.Text)
		default:
			is = append(is, s.Text)
		}
	}
	if len(was) != 1 || len(is) != 1 {
		return false
	}
	a, b := wordsOf(lang, was[0]), wordsOf(lang, is[0])
	if len(a.words) != 1 || len(b.words) != 1 || strings.Trim(a.s, " ,.;") != a.of(a.words[0]) || strings.Trim(b.s, " ,.;") != b.of(b.words[0]) {
		return false
	}
	old, now := a.small(a.words[0]), b.small(b.words[0])
	return slipOf(lang, now, old) || slipOf(lang, old, now)
}

// slipOf reports whether a word that stands once has a finding that says that another one
// was meant.
func slipOf(lang *language.Language, word, meant string) bool {
	x := spelling{count: map[string]int{word: 1}}
	p := &passage{wording: wording{lang: lang}}
	if _, right := x.misspelt(p, word); right == meant || right == "" && x.unlike(p, word) != "" && lang.Unlike(meant) == "" {
		return true
	}
	mended := false
	lang.Prose().EndSlips().Each(word, func(i int) {
		m := lang.Prose().Misspelt[i]
		mended = mended || strings.TrimSuffix(word, m.Is)+m.Right == meant
	})
	typed := lang.Typed()
	return mended || typed != nil && x.foreign(p, word) && lang.Lexicon().Typed(typed.Fold(word)) == meant
}
