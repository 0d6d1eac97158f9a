package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/language"
)

// boundDiffers: one text bounds a number or a term, «не позднее 5 числа», «кемінде 30 күн
// бұрын», and the other one names it without a bound. Words that may say the same in another
// way bound it, too: «до 5 числа», «5 күн ішінде».
func boundDiffers(a, b *force) (x, y founds, differ bool) {
	if a.lead != nil || b.lead != nil || a.behind || b.behind {
		return nil, nil, false // the other words may stand elsewhere in the list
	}
	loose := func(f, other *force) bool { return len(f.bounds()) > len(other.bounds())+other.beyond(f) }
	return a.bounds(), b.bounds(), loose(a, b) || loose(b, a)
}

// bounds are the words of a passage that bound a number or a term.
func (f *force) bounds() founds {
	return slices.Concat(f.least, f.most, f.earliest, f.latest, f.above, f.below).once()
}

// beyond counts what may set a bound in a passage and has no fellow in the other one. Where
// that says «не менее», «бұрын» alone sets none.
func (f *force) beyond(other *force) int {
	more := func(k language.Sense) int { return max(0, len(f.said[k])-len(other.said[k])) }
	n := more(language.Limit)
	if len(other.least) == len(other.bounds()) {
		n = -n
	}
	for _, k := range []language.Sense{language.MaybeBound, language.Until, language.After, language.Negation, language.MaybeNegation} {
		n += more(k)
	}
	return max(0, n)
}
