package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
)

// namesPair: names that are written alike in both languages are the same in a clause
// (names-differ): words in Latin letters, and what stands in «…» in letters that only the
// other language has.
func namesPair(p *pair) {
	for _, u := range p.units {
		a, b := u.a.latinNames(), u.b.latinNames()
		x, y := without(a, u.b), without(b, u.a)
		if len(x) > 0 && len(y) > 0 {
			p.differ(diag.NamesDiffer, "", u, u.side(x.says(), x.at(), true), u.side(y.says(), y.at(), false))
			continue
		}
		x, y = without(u.a.quotedNames(), u.b), without(u.b.quotedNames(), u.a)
		foreign := func(n found) bool { return strange(u.b.lang, n.says) != 0 }
		alien := func(n found) bool { return strange(u.a.lang, n.says) != 0 }
		if len(x) == 1 && len(y) == 1 && (foreign(y[0]) || alien(x[0])) {
			p.differ(diag.NamesDiffer, "", u, u.side(x.says(), x.at(), true), u.side(y.says(), y.at(), false))
		}
	}
}

// latinNames are the words of a passage in Latin letters, but for addresses.
func (p *passage) latinNames() (out founds) {
	for _, w := range p.words {
		s := p.of(w)
		if utf8.RuneCountInString(s) < 3 || !ascii(s) || strings.ContainsRune("@.:/-_", p.before(w.from)) && w.from > 0 || strings.HasPrefix(p.s[w.to:], "@") || strings.HasPrefix(p.s[w.to:], "://") ||
			strings.HasPrefix(p.s[w.to:], ".") && len(p.s) > w.to+1 && isWordRune(p.after(w.to+1)) || p.linked(w.from) != nil {
			continue
		}
		out = append(out, found{s, w.from})
	}
	return out
}

// quotedNames are what stands in «…», innermost.
func (p *wording) quotedNames() (out founds) {
	for at := 0; ; {
		i := strings.Index(p.s[at:], "«")
		if i < 0 {
			return out
		}
		at += i + len("«")
		end := strings.IndexAny(p.s[at:], "«»")
		if end > 0 && strings.HasPrefix(p.s[at+end:], "»") {
			out = append(out, found{p.s[at : at+end], at})
		}
	}
}

// without are the names that another passage does not have.
func without(list founds, other *passage) founds {
	return slices.DeleteFunc(slices.Clone(list), func(n found) bool { return strings.Contains(other.lower, strings.ToLower(n.says)) })
}
