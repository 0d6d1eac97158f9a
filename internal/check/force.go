package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// forcePair: a clause has the same force in every language (force-differs): a duty is
// no right, a negation or ban stands in all of them, and so do "only", "or", "except",
// "free of charge" and the working or calendar days of a term. An item without words of
// right or duty has those of the words that its list begins with. A language without
// words for it is not judged.
func forcePair(p *pair) {
	first, second, leads := p.forces(func(u both) *passage { return u.a }), p.forces(func(u both) *passage { return u.b }), map[*passage]bool{}
	for _, u := range p.units {
		a, b := first[u.a.at], second[u.b.at]
		if a == nil || b == nil {
			continue
		}
		for _, c := range forceKinds {
			x, y, differ := c.compare(a, b)
			if !differ {
				continue
			}
			there, here := u.side(x.says(), x.at(), true), u.side(y.says(), y.at(), false)
			if c.kind == "modal" { // the words may be those of the lead
				there, here = a.side(x, there), b.side(y, here)
				if a.lead != nil && there.p == a.lead || b.lead != nil && here.p == b.lead {
					if leads[here.p] {
						continue
					}
					leads[here.p] = true
				}
			}
			p.differ(diag.ForceDiffers, c.kind, u, there, here)
		}
	}
}

// forces reads what the units of one text say, by their index, with what items have from
// the words before their list.
func (p *pair) forces(of func(both) *passage) map[int]*force {
	all, said := map[int]*force{}, map[int]*passage{}
	for _, u := range p.units {
		x := of(u)
		f := x.force()
		if f == nil {
			continue
		}
		all[x.at], said[x.at] = f, x
		lead := all[x.unit.Parent]
		if lead == nil || !strings.HasSuffix(strings.TrimRight(said[x.unit.Parent].s, " "), ":") || len(f.said[duty])+len(f.said[maybeDuty])+len(f.said[right])+len(f.said[maybeRight]) > 0 {
			continue
		}
		f.lead = said[x.unit.Parent]
		for _, k := range []sort{duty, maybeDuty, right, maybeRight, may} {
			f.said[k] = lead.said[k]
		}
		f.denied = lead.denied
	}
	return all
}

// side is where words stand: in the lead, if the item has them from there.
func (f *force) side(words founds, s side) side {
	if f.lead == nil || len(words) == 0 {
		return s
	}
	return side{f.lead, words.says(), words.at()}
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

// sort is one sort of the words of force. Of those that may mean it nothing is reported,
// and nothing is missed beside them.
type sort int

const (
	duty sort = iota
	maybeDuty
	right
	maybeRight
	may
	negation
	withoutWord
	maybeNegation
	bare
	onlyWord
	maybeOnly
	until
	after
	either
	maybeEither
	except
	maybeExcept
	free
	maybeFree
	sorts
)

// words are those of each sort in the prose of a language.
func words(w *language.Force) [sorts]*language.Words {
	return [sorts]*language.Words{&w.Duty, &w.MaybeDuty, &w.Right, &w.MaybeRight, &w.May, &w.Negation, &w.Without, &w.MaybeNegation, &w.Bare,
		&w.Only, &w.MaybeOnly, &w.Until, &w.After, &w.Either, &w.MaybeEither, &w.Except, &w.MaybeExcept, &w.Free, &w.MaybeFree}
}

// asideFrom are the sorts that phrases such as «не позднее» have no part in.
var asideFrom = [sorts]bool{negation: true, maybeNegation: true, withoutWord: true, bare: true, onlyWord: true, maybeOnly: true, except: true, free: true}

// force is what a passage says of right and duty.
type force struct {
	said                          [sorts]founds
	working, calendar, including  founds
	least, most, earliest, latest founds
	denied                        int      // rights that are denied
	lead                          *passage // from which right and duty come; nil: its own
}

// force reads a passage; nil if its language has no words for force.
func (p *wording) force() *force {
	w := &p.lang.Prose().Force
	if len(w.Working) == 0 {
		return nil
	}
	f := &force{working: p.phrases(w.Working), calendar: p.phrases(w.Calendar), including: p.phrases(w.Including), least: p.phrases(w.Least), most: p.phrases(w.Most),
		earliest: p.phrases(w.Earliest), latest: p.phrases(w.Latest)}
	aside, lists := p.phrases(w.Aside), words(w)
	for i, x := range p.words {
		in := found{p.of(x), x.from}
		apart := slices.ContainsFunc(aside, func(a found) bool { return a.from <= x.from && x.from < a.from+len(a.says) })
		denies := false
		for k, list := range lists {
			if !p.says(list, i) || apart && asideFrom[k] || denies && (sort(k) == withoutWord || sort(k) == maybeNegation) {
				continue
			}
			denies = denies || sort(k) == negation || sort(k) == withoutWord || p.says(lists[except], i)
			said := in
			if sort(k) == right {
				said = p.denied(in, i, &w.Negation)
				count(said.says != in.says, &f.denied)
			}
			f.said[k] = append(f.said[k], said)
		}
	}
	return f
}

// says reports whether word i, alone or with the one before it, is one of a list:
// «басқа» says less than «бұдан басқа».
func (p *wording) says(list *language.Words, i int) bool {
	s := p.small(p.words[i])
	return list.Has(s) || i > 0 && p.words[i].from-p.words[i-1].to == 1 && list.HasPair(p.small(p.words[i-1]), s)
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

// forceKinds are the ways in which the force of two passages differs: each gives the
// words of either that say so.
var forceKinds = []struct {
	kind    string
	compare func(a, b *force) (x, y founds, differ bool)
}{
	{"modal", modalDiffers},
	{"negation", negationDiffers},
	{"only", lacks(onlyWord, maybeOnly)},
	{"days", func(a, b *force) (x, y founds, differ bool) {
		return slices.Concat(a.working, a.calendar), slices.Concat(b.working, b.calendar),
			(len(a.working) > 0) != (len(b.working) > 0) || (len(a.calendar) > 0) != (len(b.calendar) > 0)
	}},
	{"limit", func(a, b *force) (x, y founds, differ bool) {
		if x, y, differ = opposed(a.least, a.most, b.least, b.most); differ {
			return x, y, differ
		}
		return opposed(a.earliest, a.latest, b.earliest, b.latest)
	}},
	{"order", func(a, b *force) (x, y founds, differ bool) {
		return opposed(a.said[until], a.said[after], b.said[until], b.said[after])
	}},
	{"either", lacks(either, maybeEither)},
	{"except", func(a, b *force) (x, y founds, differ bool) {
		if x, y, differ = opposed(a.said[except], a.including, b.said[except], b.including); differ {
			return x, y, differ
		}
		return lacks(except, maybeExcept)(a, b)
	}},
	{"free", lacks(free, maybeFree)},
}

// lacks compares words that one passage has and the other lacks, with those that may
// mean the same.
func lacks(k, maybe sort) func(a, b *force) (x, y founds, differ bool) {
	missing := func(a, b *force) bool { return len(a.said[k]) > 0 && len(b.said[k]) == 0 && len(b.said[maybe]) == 0 }
	return func(a, b *force) (x, y founds, differ bool) {
		return a.said[k], b.said[k], missing(a, b) || missing(b, a)
	}
}

// modalDiffers: a duty is a right in the other text, or it is denied there.
func modalDiffers(a, b *force) (x, y founds, differ bool) {
	bound := func(f *force) bool { return len(f.said[duty]) > 0 && len(f.said[right]) == 0 }
	switch {
	case bound(a) && len(a.said[maybeRight]) == 0 && b.freed():
		return a.said[duty], b.rights(), true
	case bound(b) && len(b.said[maybeRight]) == 0 && a.freed():
		return a.rights(), b.said[duty], true
	case len(a.said[right]) == len(b.said[right]) && a.denied != b.denied:
		return a.said[right], b.said[right], true
	}
	return nil, nil, false
}

// freed reports whether a passage gives a right, or says what may be, and no duty.
func (f *force) freed() bool {
	return len(f.rights()) > 0 && len(f.said[duty]) == 0 && len(f.said[maybeDuty]) == 0
}

func (f *force) rights() founds { return slices.Concat(f.said[right], f.said[may]) }

// negationDiffers: a negation or ban of one text has no word in the other that may be one.
func negationDiffers(a, b *force) (x, y founds, differ bool) {
	if len(a.said[right]) == len(b.said[right]) && a.denied != b.denied {
		return nil, nil, false // told as a right
	}
	all := func(f *force) int {
		return len(f.said[negation]) + len(f.said[maybeNegation]) + len(f.said[withoutWord])
	}
	alone := func(f, other *force) bool {
		return len(f.said[bare]) > 0 && len(other.said[withoutWord]) == 0 && all(other) < len(f.said[negation])+len(f.said[bare])
	}
	if alone(a, b) || alone(b, a) {
		return a.said[bare], b.said[bare], true
	}
	same := func(k sort) int { return min(len(a.said[k]), len(b.said[k])) } // what both have says the same
	both := same(withoutWord) + same(maybeNegation)
	return a.said[negation], b.said[negation], len(a.said[negation]) > all(b)-both || len(b.said[negation]) > all(a)-both
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
