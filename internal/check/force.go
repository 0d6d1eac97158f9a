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
	lists := p.lists(first, second)
	for _, u := range p.units {
		a, b := first[u.a.at], second[u.b.at]
		if a == nil || b == nil {
			continue
		}
		for _, c := range forceKinds {
			x, y, differ := c.compare(a, b)
			if list := lists[u.b.at]; c.kind == "negation" && differ && list != nil {
				_, _, differ = c.compare(&list.whole[0], &list.whole[1]) // a ban behind the last item is that of the lead
				differ = differ && !list.spread()
			}
			if !differ {
				continue
			}
			there, here := u.side(x.says(), a.place(x), true), u.side(y.says(), b.place(y), false)
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
	open := -1 // the last lead of a list, whose sentence may go on behind it
	for _, u := range p.units {
		x := of(u)
		f := x.force()
		if f == nil {
			continue
		}
		switch {
		case strings.HasSuffix(strings.TrimRight(x.s, " "), ":"):
			open = x.at
		case open >= 0 && continues(x):
			all[open].take(f)
			continue
		}
		all[x.at], said[x.at] = f, x
		lead := all[x.unit.Parent]
		if lead == nil || !strings.HasSuffix(strings.TrimRight(said[x.unit.Parent].s, " "), ":") || len(f.said[language.Duty])+len(f.said[language.MaybeDuty])+len(f.said[language.Right])+len(f.said[language.MaybeRight]) > 0 {
			continue
		}
		f.lead = said[x.unit.Parent]
		for _, k := range []language.Sense{language.Duty, language.MaybeDuty, language.Right, language.MaybeRight, language.May} {
			f.said[k] = lead.said[k]
		}
		f.denied = lead.denied
	}
	return all
}

// lists gives for the lead and the items of each list what the whole of it says in either
// text, by their index in the second one.
func (p *pair) lists(first, second map[int]*force) map[int]*forceList {
	all, leads := map[int]*forceList{}, map[int]*forceList{}
	for _, u := range p.units {
		a, b := first[u.a.at], second[u.b.at]
		if a == nil || b == nil {
			continue
		}
		list := leads[u.b.unit.Parent]
		if isLead := func(p *passage) bool { return strings.HasSuffix(strings.TrimRight(p.s, " "), ":") }; isLead(u.a) && isLead(u.b) {
			list = &forceList{}
			leads[u.b.at] = list
		}
		if list != nil {
			list.whole[0].take(a)
			list.whole[1].take(b)
			list.more = append(list.more, len(b.said[language.Negation])-len(a.said[language.Negation]))
			all[u.b.at] = list
		}
	}
	return all
}

// forceList is what a list says in either text.
type forceList struct {
	whole [2]force
	more  []int // negations that the second text has more, of the lead and of each item
}

// spread reports whether a negation of the lead stands in each item of the other text:
// «не должны:» and «кірмеуге; ұстамауға тиіс».
func (l *forceList) spread() bool {
	return len(l.more) > 2 && l.more[0] != 0 && !slices.ContainsFunc(l.more[1:], func(n int) bool { return n != -l.more[0] })
}

// take adds what the end of a sentence says behind a list to what its lead says.
func (f *force) take(end *force) {
	for k := range f.said {
		f.said[k] = append(f.said[k], end.said[k]...)
	}
	f.denied, f.coupled = f.denied+end.denied, f.coupled+end.coupled
	f.behind = true
}

// place is where words stand in the passage; -1 if that may be elsewhere.
func (f *force) place(words founds) int {
	if f.behind {
		return -1
	}
	return words.at()
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

// once leaves out what was found at the same place by a shorter phrase: «аспай» in «аспайды».
func (f founds) once() founds {
	slices.SortStableFunc(f, func(a, b found) int { return a.from - b.from })
	return slices.CompactFunc(f, func(a, b found) bool { return a.from == b.from })
}

// hold reports whether one of the phrases holds a word.
func (f founds) hold(x word) bool {
	return slices.ContainsFunc(f, func(a found) bool { return a.from <= x.from && x.from < a.from+len(a.says) })
}

func (f founds) at() int {
	if len(f) == 0 {
		return -1
	}
	return f[0].from
}

// asideFrom are the senses that phrases such as «не позднее» have no part in.
var asideFrom = [language.Senses]bool{language.MaybeDuty: true, language.Negation: true, language.MaybeNegation: true, language.Without: true, language.Bare: true, language.Only: true, language.MaybeOnly: true, language.Except: true, language.Free: true}

// force is what a passage says of right and duty.
type force struct {
	said                          [language.Senses]founds
	aside                         founds // what has no part in asideFrom
	working, calendar, including  founds
	least, most, earliest, latest founds
	above, below                  founds   // a number is the most or the least that is left out
	opposites                     []founds // as [language.Force.Opposed] has them
	denied                        int      // rights that are denied
	forbidden                     int      // of MaybeRight, those that allow nothing: «не допускается»
	coupled                       int      // negations that "and" or "or" joins to the one before
	behind                        bool     // some of the words stand behind the list that it leads
	lead                          *passage // from which right and duty come; nil: its own
}

// force reads a passage; nil if its language has no words for force.
func (p *wording) force() *force {
	w := &p.lang.Prose().Force
	if len(w.Working) == 0 {
		return nil
	}
	f := &force{}
	lists := [...]*founds{&f.aside, &f.working, &f.calendar, &f.least, &f.most, &f.earliest, &f.latest, &f.including}
	p.phrases(w.Phrases(), func(list int, at found, _ int) {
		if !w.Done.Empty() && w.Done.Has(p.directlyBefore(slices.IndexFunc(p.words, func(x word) bool { return x.from == at.from }))) {
			return
		}
		*lists[list] = append(*lists[list], at)
	})
	f.least, f.most = f.least.once(), f.most.once()
	names, opposed := w.Opposed()
	f.opposites = make([]founds, 2*len(names))
	p.phrases(opposed, func(list int, at found, _ int) { f.opposites[list] = append(f.opposites[list], at) })
	f.aside = slices.Concat(f.aside, f.least, f.most, f.earliest, f.latest, p.limits(w, f)) // a limit forbids nothing
	for i, x := range p.words {
		means := w.Means(p.directlyBefore(i), p.small(x))
		if means == 0 || p.named(i) {
			continue
		}
		in := found{p.of(x), x.from}
		apart := f.aside.hold(x)
		denies := false
		for k := range language.Senses {
			if !means.Has(k) || apart && asideFrom[k] || denies && (k == language.Without || k == language.MaybeNegation) {
				continue
			}
			denies = denies || k == language.Negation || k == language.Without || means.Has(language.Except)
			said := in
			switch k {
			case language.Right:
				said = p.denied(in, i, &w.Negation)
				count(said.says != in.says, &f.denied)
			case language.May:
				if p.denied(in, i, &w.Negation).says != in.says {
					continue // «не может» allows nothing
				}
			case language.MaybeRight:
				count(p.denied(in, i, &w.Negation).says != in.says, &f.forbidden)
			}
			count(k == language.Negation && i > 1 && p.joined(i-1) && p.joined(i-2) && p.lang.Prose().And.Has(p.small(p.words[i-1])) && f.said[k].hold(p.words[i-2]), &f.coupled)
			f.said[k] = append(f.said[k], said)
		}
	}
	return f
}

// named reports whether word i is a name by its capital, such as the town of «Семей»: no
// sentence begins with it.
func (p *wording) named(i int) bool {
	s := p.of(p.words[i])
	return i > 0 && isCapital(s) && !isAbbreviation(s) && !p.begins(p.words[i].from)
}

// directlyBefore is the word before word i, in small letters, if only a space or the like
// stands between; else "".
func (p *wording) directlyBefore(i int) string {
	if i == 0 || p.words[i].from-p.words[i-1].to != 1 {
		return ""
	}
	return p.small(p.words[i-1])
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

// phrases calls yes with each place where a phrase stands in a passage: its list, its words
// to the end, and its own length.
func (p *wording) phrases(of *language.PhraseIndex, yes func(list int, at found, size int)) {
	for i, w := range p.words {
		if w.from > 0 && isWordRune(p.before(w.from)) {
			continue
		}
		of.Each(p.lower[w.from:], func(list, size int) {
			end := w.from + size
			for _, x := range p.words[i:] {
				if x.from >= end {
					break
				}
				end = max(end, x.to)
			}
			yes(list, found{p.s[w.from:end], w.from}, size)
		})
	}
}

// forceKinds are the ways in which the force of two passages differs: each gives the
// words of either that say so.
var forceKinds = []struct {
	kind    string
	compare func(a, b *force) (x, y founds, differ bool)
}{
	{"modal", modalDiffers},
	{"negation", negationDiffers},
	{"only", lacks(language.Only, language.MaybeOnly)},
	{"days", func(a, b *force) (x, y founds, differ bool) {
		return slices.Concat(a.working, a.calendar), slices.Concat(b.working, b.calendar),
			(len(a.working) > 0) != (len(b.working) > 0) || (len(a.calendar) > 0) != (len(b.calendar) > 0)
	}},
	{"limit", func(a, b *force) (x, y founds, differ bool) {
		up, down := func(f *force) founds { return slices.Concat(f.least, f.above) }, func(f *force) founds { return slices.Concat(f.most, f.below) }
		if x, y, differ = turned(up(a), down(a), up(b), down(b)); differ {
			return x, y, differ
		}
		return turned(a.earliest, a.latest, b.earliest, b.latest)
	}},
	{"bound", boundDiffers},
	{"order", func(a, b *force) (x, y founds, differ bool) {
		return turned(a.said[language.Until], a.said[language.After], b.said[language.Until], b.said[language.After])
	}},
	{"either", func(a, b *force) (x, y founds, differ bool) {
		if x, y, differ = lacks(language.EitherWord, language.MaybeEither)(a, b); differ {
			return x, y, differ
		}
		return turned(a.said[language.EitherWord], a.said[language.Both], b.said[language.EitherWord], b.said[language.Both])
	}},
	{"except", func(a, b *force) (x, y founds, differ bool) {
		if x, y, differ = opposed(a.said[language.Except], a.including, b.said[language.Except], b.including); differ {
			return x, y, differ
		}
		return a.said[language.Except], b.said[language.Except], a.excepts(b) || b.excepts(a)
	}},
	{"free", lacks(language.Free, language.MaybeFree)},
	{"opposite", func(a, b *force) (x, y founds, differ bool) {
		for i := 0; i+1 < min(len(a.opposites), len(b.opposites)); i += 2 {
			if x, y, differ = turned(a.opposites[i], a.opposites[i+1], b.opposites[i], b.opposites[i+1]); differ {
				return x, y, differ
			}
		}
		return nil, nil, false
	}},
}

// lacks compares words that one passage has and the other lacks, with those that may
// mean the same.
func lacks(k, maybe language.Sense) func(a, b *force) (x, y founds, differ bool) {
	missing := func(a, b *force) bool { return len(a.said[k]) > 0 && len(b.said[k]) == 0 && len(b.said[maybe]) == 0 }
	return func(a, b *force) (x, y founds, differ bool) {
		return a.said[k], b.said[k], missing(a, b) || missing(b, a)
	}
}

// excepts reports whether a passage has an exception of which the other one says nothing: no
// word for one, and no word that may mean one beyond those that the first has besides.
func (f *force) excepts(other *force) bool {
	if len(f.said[language.Except]) == 0 || len(other.said[language.Except]) > 0 {
		return false
	}
	return len(other.said[language.MaybeExcept]) == 0 || other.denials() <= f.denials()
}

// denials counts the words, but for those of an exception, that deny or may except something.
func (f *force) denials() int {
	all := slices.Concat(f.said[language.Negation], f.said[language.MaybeNegation], f.said[language.Without], f.said[language.MaybeExcept])
	return len(slices.DeleteFunc(all.once(), func(x found) bool {
		return slices.ContainsFunc(f.said[language.Except], func(y found) bool { return x.from == y.from })
	}))
}

// modalDiffers: a duty is a right in the other text, or it is denied there.
func modalDiffers(a, b *force) (x, y founds, differ bool) {
	bound := func(f *force) bool { return len(f.said[language.Duty]) > 0 && len(f.said[language.Right]) == 0 }
	switch {
	case bound(a) && len(a.said[language.MaybeRight]) == a.forbidden && b.freed():
		return a.said[language.Duty], b.rights(), true
	case bound(b) && len(b.said[language.MaybeRight]) == b.forbidden && a.freed():
		return a.rights(), b.said[language.Duty], true
	case len(a.said[language.Right]) == len(b.said[language.Right]) && a.denied != b.denied:
		return a.said[language.Right], b.said[language.Right], true
	}
	return nil, nil, false
}

// freed reports whether a passage gives a right, or says what may be, and no duty.
func (f *force) freed() bool {
	return len(f.rights()) > 0 && len(f.said[language.Duty]) == 0 && len(f.said[language.MaybeDuty]) == 0
}

func (f *force) rights() founds { return slices.Concat(f.said[language.Right], f.said[language.May]) }

// negationDiffers: a negation or ban of one text has no word in the other that may be one.
// Of those that «және» joins one may stand for all: «не подлежит возврату и обмену».
func negationDiffers(a, b *force) (x, y founds, differ bool) {
	if len(a.said[language.Right]) == len(b.said[language.Right]) && a.denied != b.denied {
		return nil, nil, false // told as a right
	}
	all := func(f *force) int {
		return len(f.said[language.Negation]) + len(f.said[language.MaybeNegation]) + len(f.said[language.Without])
	}
	alone := func(f, other *force) bool {
		return len(f.said[language.Bare]) > 0 && len(other.said[language.Without]) == 0 && all(other) < len(f.said[language.Negation])+len(f.said[language.Bare])
	}
	if alone(a, b) || alone(b, a) {
		return a.said[language.Bare], b.said[language.Bare], true
	}
	same := func(k language.Sense) int { return min(len(a.said[k]), len(b.said[k])) } // what both have says the same
	both := same(language.Without) + same(language.MaybeNegation)
	return a.said[language.Negation], b.said[language.Negation], len(a.said[language.Negation])-a.coupled > all(b)-both || len(b.said[language.Negation])-b.coupled > all(a)-both
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

// turned gives the words of two passages if one has more of one kind and less of its
// opposite than the other.
func turned(a1, a2, b1, b2 founds) (x, y founds, differ bool) {
	switch {
	case len(a1) > len(b1) && len(a2) < len(b2):
		return a1, b2, true
	case len(a1) < len(b1) && len(a2) > len(b2):
		return a2, b1, true
	}
	return nil, nil, false
}

func count(yes bool, n *int) {
	if yes {
		*n++
	}
}
