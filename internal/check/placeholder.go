package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/script"
)

// placeholderRule: nothing waits to be filled in (placeholder): [дата], XXXX, ___,
// the words under unfilled of the language. A place to sign on is none.
func placeholderRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.has&(other|bracket) == 0 && !containsAny(p.s, p.lang.Prose().Unfilled...) {
				continue
			}
			if at, s := (gaps{&p.wording}).first(); s != "" {
				e.found.Add(diag.Placeholder, p.pos(at), diag.Args{"text": s})
			}
		}
	}
}

// gaps finds in words what waits to be filled in.
type gaps struct{ *wording }

// first is the first gap of the first kind that there is; "": none.
func (g gaps) first() (int, string) {
	for _, w := range g.lang.Prose().Unfilled {
		if i := strings.Index(g.s, w); i >= 0 && !isWordRune(g.after(i+len(w))) && (i == 0 || !isWordRune(g.before(i)) || !strings.ContainsFunc(w, isWordRune)) {
			return i, w
		} else if i >= 0 && !strings.ContainsFunc(w, func(r rune) bool { return script.Roman(r) != 'X' }) { // XXXX
			end := i + len(g.s[i:]) - len(strings.TrimLeft(g.s[i:], w))
			if !isWordRune(g.after(end)) && (i == 0 || !isWordRune(g.before(i))) {
				return i, g.s[i:end]
			}
		}
	}
	for at := 0; ; {
		i := strings.IndexByte(g.s[at:], '[')
		if i < 0 {
			break
		}
		i += at
		end := strings.IndexByte(g.s[i:], ']')
		if end < 0 {
			break
		}
		if inside := g.lower[i+1 : i+end]; hasAny(inside, g.lang.Prose().Blanks...) && end < 60 {
			return i, g.s[i : i+end+1]
		}
		at = i + end
	}
	if i, s := g.noteToSelf(); s != "" {
		return i, s
	}
	if i := strings.Index(g.s, "___"); i >= 0 && !g.signature() {
		return i, g.s[i : len(g.s)-len(strings.TrimLeft(g.s[i:], "_"))]
	}
	return 0, ""
}

// longestNote is how many bytes a note to oneself has.
const longestNote = 160

// noteToSelf is what stands in round brackets and begins or ends as a reminder does:
// «(уточнить у бухгалтерии)».
func (g gaps) noteToSelf() (int, string) {
	for at := 0; ; {
		i := strings.IndexByte(g.s[at:], '(')
		if i < 0 {
			return 0, ""
		}
		i += at
		end := strings.IndexByte(g.s[i:], ')')
		if end < 0 {
			return 0, ""
		}
		inside := strings.Trim(g.lower[i+1:i+end], " .,;:!?\u00a0")
		for _, note := range g.lang.Prose().Notes {
			if end < longestNote && (inside == note || strings.HasPrefix(inside, note+" ") || strings.HasSuffix(inside, " "+note)) {
				return i, g.s[i : i+end+1]
			}
		}
		at = i + end
	}
}

// signature reports whether a passage is one to be signed or dated by hand.
func (g gaps) signature() bool {
	return containsAny(g.lower, "20__", "20 __") || containsAny(g.lower, g.lang.Prose().Signature...)
}
