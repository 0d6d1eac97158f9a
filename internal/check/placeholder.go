package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
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
			if at, s := p.placeholder(); s != "" {
				e.found.Add(diag.Placeholder, p.pos(at), diag.Args{"text": s})
			}
		}
	}
}

func (p *passage) placeholder() (int, string) {
	for _, w := range p.lang.Prose().Unfilled {
		if i := strings.Index(p.s, w); i >= 0 && !isWordRune(p.after(i+len(w))) && (i == 0 || !isWordRune(p.before(i))) {
			return i, w
		} else if i >= 0 && strings.Trim(w, "XХ") == "" { // XXXX
			end := i + len(p.s[i:]) - len(strings.TrimLeft(p.s[i:], w))
			if !isWordRune(p.after(end)) && (i == 0 || !isWordRune(p.before(i))) {
				return i, p.s[i:end]
			}
		}
	}
	for at := 0; ; {
		i := strings.IndexByte(p.s[at:], '[')
		if i < 0 {
			break
		}
		i += at
		end := strings.IndexByte(p.s[i:], ']')
		if end < 0 {
			break
		}
		if inside := p.lower[i+1 : i+end]; hasAny(inside, p.lang.Prose().Blanks...) && end < 60 {
			return i, p.s[i : i+end+1]
		}
		at = i + end
	}
	if i, s := p.noteToSelf(); s != "" {
		return i, s
	}
	if i := strings.Index(p.s, "___"); i >= 0 && !p.signature() {
		return i, p.s[i : len(p.s)-len(strings.TrimLeft(p.s[i:], "_"))]
	}
	return 0, ""
}

// longestNote is how many bytes a note to oneself has.
const longestNote = 160

// noteToSelf is what stands in round brackets and begins or ends as a reminder does:
// «(уточнить у бухгалтерии)».
func (p *passage) noteToSelf() (int, string) {
	for at := 0; ; {
		i := strings.IndexByte(p.s[at:], '(')
		if i < 0 {
			return 0, ""
		}
		i += at
		end := strings.IndexByte(p.s[i:], ')')
		if end < 0 {
			return 0, ""
		}
		inside := p.lower[i+1 : i+end]
		for _, note := range p.lang.Prose().Notes {
			if end < longestNote && (inside == note || strings.HasPrefix(inside, note+" ") || strings.HasSuffix(inside, " "+note)) {
				return i, p.s[i : i+end+1]
			}
		}
		at = i + end
	}
}

// signature reports whether a passage is one to be signed or dated by hand.
func (p *passage) signature() bool {
	return containsAny(p.lower, "20__", "20 __") || containsAny(p.lower, p.lang.Prose().Signature...)
}
