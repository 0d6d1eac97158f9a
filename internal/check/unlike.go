package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
)

// shortestUnlike is how many letters a word has that is judged by the letters beside each other.
const shortestUnlike = 5

// unlike gives letters of a word that stand beside each other in no word of the language
// (word-misspelt.letters). A word that the lexicon knows is right, and so is one whose letters
// another word of the text has: both are of a word that is not known. "" stands for none.
func (x *spelling) unlike(p *passage, small string) string {
	if utf8.RuneCountInString(small) < shortestUnlike || p.lang.Prose().Alike.Has(small) || !x.unknown(p, small) {
		return ""
	}
	letters := p.lang.Unlike(small)
	if letters == "" || x.compound(p, small) || x.e != nil && (x.typed || p.lacksLetters(x.e.Languages) || x.abroad(p, small)) {
		return ""
	}
	for s := range x.count {
		if s != small && strings.Contains(s, letters) && p.lang.Unlike(s) == letters {
			return ""
		}
	}
	return letters
}

// stammer is a word of the lexicon that a word is but for some letters that stand twice in a
// row, «оқырмандардарға»; empty for none.
func (x *spelling) stammer(p *passage, small string) string {
	r := []rune(small)
	for n := 2; n <= mostStammer; n++ {
		for i := 0; i+2*n <= len(r); i++ {
			if !slices.Equal(r[i:i+n], r[i+n:i+2*n]) {
				continue
			}
			if right := string(r[:i]) + string(r[i+n:]); len(r)-n >= shortestNear && p.lang.Lexicon().Has(right) {
				return right
			}
		}
	}
	return ""
}

// mostStammer is how many letters are typed twice in a row.
const mostStammer = 4

// shortestKeys is how many letters a word has that is typed with another layout.
const shortestKeys = 4

// layout is the word that the keys of a word give in the language's own layout, if that is one
// of its words, «jcvjnh»; and how it is typed. Empty for none.
func (x *spelling) layout(p *passage, w word) (as, right string) {
	if p.s[w.from] >= utf8.RuneSelf || p.lang.Prose().Spelling.Keys == "" || w.from > 0 && !isSpace(p.before(w.from)) {
		return "", ""
	}
	as, _, _ = strings.Cut(p.s[w.from:], " ")
	keys := p.lang.Prose().Keys()
	for ; len(as) >= shortestKeys; as = as[:len(as)-1] {
		if right = keys.Replace(strings.ToLower(as)); utf8.RuneCountInString(right) == len(as) && p.lang.Lexicon().Has(right) {
			return as, right
		}
	}
	return "", ""
}

// abroad reports whether a word is one of another language of the document: it is right, and
// has its finding if it stands in the wrong text.
func (x *spelling) abroad(p *passage, small string) bool {
	return slices.ContainsFunc(x.e.Edition.Texts, func(t *legal.Text) bool {
		return t != p.text && x.e.Languages.Of(string(t.Lang)).Knows(small)
	})
}

// compound reports whether a word is two that may stand together, and each is like others.
func (x *spelling) compound(p *passage, small string) bool {
	for i := range small {
		if a, b := small[:i], small[i:]; i > 0 && p.lang.Prose().Spelling.Link.Has(a) && p.lang.Unlike(b) == "" {
			return true
		}
	}
	return false
}
