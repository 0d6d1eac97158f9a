package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// forcePair: a clause has the same force in every language (force-differs): a duty is
// no right, a negation or ban stands in all of them, and so do "only" and the working
// or calendar days of a term. A language without words for it is not judged.
func forcePair(p *pair) {
	for _, u := range p.units {
		a, b := u.a.force(), u.b.force()
		if a == nil || b == nil {
			continue
		}
		for _, kind := range []string{"modal", "negation", "only", "days", "limit", "order", "either", "except"} {
			if x, y, differ := compareForce(kind, a, b); differ {
				p.differ(diag.ForceDiffers, kind, u, u.side(x.says(), x.at(), true), u.side(y.says(), y.at(), false))
			}
		}
	}
}

// found is a word of force where it stands.
type found struct {
	says string
	from int
}

type founds []found

func (f founds) says() string {
	if len(f) == 0 {
		return "–"
	}
	var words []string
	for _, x := range f {
		if !slices.Contains(words, x.says) {
			words = append(words, x.says)
		}
	}
	return strings.Join(words, ", ")
}

func (f founds) at() int {
	if len(f) == 0 {
		return -1
	}
	return f[0].from
}

// force is what a passage says of right and duty. Words that may mean it count as Maybe,
// so that nothing is reported beside them.
type force struct {
	duty, right, negation, only, working, calendar founds
	maybeDuty, maybeRight, maybeOnly               bool
	negations                                      int // with those that may be ones
	without                                        int // of them words for "without"
	denied                                         int // rights that are denied
	least, most, until, after                      founds
	either, except, including                      founds
	maybeEither                                    bool
}

// force reads a passage; nil if its language has no words for force.
func (p *wording) force() *force {
	w := &p.lang.Prose().Force
	if len(w.Working) == 0 {
		return nil
	}
	f := &force{working: p.phrases(w.Working), calendar: p.phrases(w.Calendar)}
	f.except, f.including = p.phrases(w.Except), p.phrases(w.Including)
	f.least, f.most = p.phrases(w.Least), p.phrases(w.Most)
	aside := p.phrases(w.Aside)
	for i, x := range p.words {
		s := p.small(x)
		in := found{p.of(x), x.from}
		apart := slices.ContainsFunc(aside, func(a found) bool { return a.from <= x.from && x.from < a.from+len(a.says) })
		switch {
		case apart:
		case w.Negation.Has(s):
			f.negation = append(f.negation, found{p.of(x), x.from})
			f.negations++
		case w.Without.Has(s):
			f.negations++
			f.without++
		case w.MaybeNegation.Has(s):
			f.negations++
		}
		switch {
		case w.Only.Has(s) && !apart:
			f.only = append(f.only, in)
		case w.MaybeOnly.Has(s):
			f.maybeOnly = true
		}
		switch {
		case w.Either.Has(s):
			f.either = append(f.either, in)
		case w.MaybeEither.Has(s):
			f.maybeEither = true
		}
		switch {
		case w.Until.Has(s):
			f.until = append(f.until, in)
		case w.After.Has(s):
			f.after = append(f.after, in)
		}
		switch {
		case w.Duty.Has(s):
			f.duty = append(f.duty, in)
		case w.MaybeDuty.Has(s):
			f.maybeDuty = true
		}
		switch {
		case w.Right.Has(s):
			right := p.denied(in, i, &w.Negation)
			f.right = append(f.right, right)
			count(right.says != in.says, &f.denied)
		case w.MaybeRight.Has(s):
			f.maybeRight = true
		}
	}
	return f
}

// denied is a word of right with the negation beside it: «не вправе», «құқылы емес».
func (p *wording) denied(in found, i int, negation *language.Words) found {
	if i > 0 && negation.Has(p.small(p.words[i-1])) && p.words[i].from-p.words[i-1].to == 1 {
		from := p.words[i-1].from
		return found{p.s[from:p.words[i].to], from}
	}
	if i+1 < len(p.words) && negation.Has(p.small(p.words[i+1])) && p.words[i+1].from-p.words[i].to == 1 {
		return found{p.s[in.from:p.words[i+1].to], in.from}
	}
	return in
}

// phrases are the places where parts stand in a passage, each with its words to the end.
func (p *wording) phrases(parts []string) (out founds) {
	for _, part := range parts {
		for at := 0; ; {
			i := strings.Index(p.lower[at:], part)
			if i < 0 {
				break
			}
			i += at
			at = i + len(part)
			if i > 0 && isWordRune(p.before(i)) {
				continue
			}
			end := at
			for _, w := range p.words {
				if w.from < at && at < w.to {
					end = w.to
				}
			}
			out = append(out, found{p.s[i:end], i})
		}
	}
	return out
}

// compareForce gives the words of one kind in two passages, and whether they differ.
func compareForce(kind string, a, b *force) (x, y founds, differ bool) {
	switch kind {
	case "modal":
		switch {
		case len(a.duty) > 0 && len(b.right) > 0 && len(a.right) == 0 && !a.maybeRight && len(b.duty) == 0 && !b.maybeDuty:
			return a.duty, b.right, true
		case len(a.right) == len(b.right) && a.denied != b.denied:
			return a.right, b.right, true
		case len(a.right) > 0 && len(b.duty) > 0 && len(a.duty) == 0 && !a.maybeDuty && len(b.right) == 0 && !b.maybeRight:
			return a.right, b.duty, true
		}
	case "negation":
		if len(a.right) == len(b.right) && a.denied != b.denied {
			return nil, nil, false // told as a right
		}
		both := min(a.without, b.without) // they say the same
		return a.negation, b.negation, len(a.negation) > b.negations-both || len(b.negation) > a.negations-both
	case "only":
		return a.only, b.only, len(a.only) > 0 && len(b.only) == 0 && !b.maybeOnly || len(b.only) > 0 && len(a.only) == 0 && !a.maybeOnly
	case "days":
		return slices.Concat(a.working, a.calendar), slices.Concat(b.working, b.calendar),
			(len(a.working) > 0) != (len(b.working) > 0) || (len(a.calendar) > 0) != (len(b.calendar) > 0)
	case "limit":
		return opposed(a.least, a.most, b.least, b.most)
	case "order":
		return opposed(a.until, a.after, b.until, b.after)
	case "either":
		return a.either, b.either, len(a.either) > 0 && len(b.either) == 0 && !b.maybeEither || len(b.either) > 0 && len(a.either) == 0 && !a.maybeEither
	case "except":
		return opposed(a.except, a.including, b.except, b.including)
	}
	return nil, nil, false
}

// opposed gives the words of two passages of which one has those of one kind alone, and
// the other those of the other kind alone.
func opposed(a1, a2, b1, b2 founds) (x, y founds, differ bool) {
	switch {
	case len(a1) > 0 && len(a2) == 0 && len(b2) > 0 && len(b1) == 0:
		return a1, b2, true
	case len(a2) > 0 && len(a1) == 0 && len(b1) > 0 && len(b2) == 0:
		return a2, b1, true
	}
	return nil, nil, false
}

func count(yes bool, n *int) {
	if yes {
		*n++
	}
}
