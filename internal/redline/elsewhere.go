package redline

// A clause that is out of its place, and changed, is known again by its words. Among
// clauses of boilerplate that is not enough: two of them differ in words that stand
// in others, since all are put together of the same ones. An edit leaves words that
// the other text has nowhere. And one that is twice as alike as any other, or has all
// words of the other and more, is the same clause.

const (
	resembles    = 150 // the keen similarity of rivals up to which a unit resembles no other
	tellingWords = 6   // that two units must share to be known by them
	fewWords     = 4   // if they resemble no others
	strange      = 300 // the least share of what differs that the other text has nowhere
	behind       = 100 // by how much rivals may be more alike then
	stranger     = 500 // the share with which rivals that have partners are none
	farBehind    = 300 // by how much they may be more alike
	nearly       = 150 // how much less alike the clause that stands in its place is than one elsewhere that it is not
	twice        = 2   // as how many times a rival's similarity that of a sure pair is enough
)

// knownAgain reports whether units out of their places are the same clause. rival is
// the keen similarity of the best rival, free that of the best one without a partner.
func (m *aligner) knownAgain(c candidate, rival, free int) bool {
	a, b := &m.x.units[c.i], &m.y.units[c.j]
	if c.sim < possible || c.keen < keenAlike || a.group != b.group {
		return false
	}
	gone, goneNowhere := m.differ(a, b, &m.y)
	come, comeNowhere := m.differ(b, a, &m.x)
	shared := 0
	for _, w := range a.bag {
		shared += int(w.n)
	}
	for _, w := range without(a.bag, b.bag) {
		shared -= int(w.n)
	}
	if shared >= tellingWords && c.sim >= sure && (c.keen >= twice*rival || (gone == 0 || come == 0) && c.keen-rival >= margin) {
		return true
	}
	if rival < resembles && c.keen-rival >= margin {
		if a.group == headings { // words were put into a heading, or taken out
			return shared >= 2 && (gone == 0 || come == 0)
		}
		return shared >= tellingWords || shared >= fewWords && 1000*(goneNowhere+comeNowhere) >= strange*(gone+come)
	}
	if gone > 0 && come > 0 && 3*shared < 2*min(a.words, b.words) && 2*(goneNowhere+comeNowhere) < gone+come {
		return false // they share the frame of their sentence, and what they say in it others say, too
	}
	nowhere := 1000 * (goneNowhere + comeNowhere)
	// Of clauses that differ in a name and a figure those that did not change are paired.
	// What differs in the one that did, those do not have either.
	return shared >= tellingWords && (c.keen-rival >= -behind && nowhere >= strange*(gone+come) ||
		c.keen-rival >= -farBehind && c.keen >= free && nowhere >= stranger*(gone+come))
}

// staying gives the units of both sides that have candidates in their place, under their
// number, which begin with the same word, how alike these are: who is nearly as alike
// elsewhere did not move there.
func (m *aligner) staying(all []candidate) (stays struct{ x, y map[int]int }) {
	stays.x, stays.y = map[int]int{}, map[int]int{}
	for _, c := range all {
		a, b := &m.x.units[c.i], &m.y.units[c.j]
		if c.sim >= inPlace && m.free(c) && m.inGap(c.i, c.j) && a.number != "" && a.number == b.number && a.group == b.group &&
			firstWord(a) == firstWord(b) {
			stays.x[c.i], stays.y[c.j] = c.sim, c.sim
		}
	}
	return stays
}

// firstWord is the word that a unit begins with; -1 if it has none.
func firstWord(u *unit) int32 {
	for _, t := range u.tokens {
		if t.word >= 0 {
			return t.word
		}
	}
	return -1
}

// differ weighs the words of a unit that another one lacks, and those of them, other
// than figures, that the other side has nowhere.
func (m *aligner) differ(a, b *unit, other *side) (all, nowhere int) {
	for _, w := range without(a.bag, b.bag) {
		n := int(w.n) * int(m.weights[w.word])
		all += n
		if len(other.index.units[w.word]) == 0 && !isDigit(rune(m.words[w.word][0])) {
			nowhere += n
		}
	}
	return all, nowhere
}
