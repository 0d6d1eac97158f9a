package importer

import (
	"regexp"

	"github.com/kelisim/kelisim/internal/legal"
)

// sequence knows which labels are expected next, so that a number at the start
// of a wrapped line is not taken for a clause. The zero value expects a first one.
type sequence struct {
	prev legal.Label         // the last one
	last map[int]legal.Label // the last one of each order that is still open
}

// expects reports whether label is the next sibling of an open one (or a hyphen
// insertion after it), the first child of the last one, or the first of all.
func (s *sequence) expects(label legal.Label) bool {
	if p, ok := s.last[order(label)]; ok && label.Follows(p) {
		return true
	}
	if s.prev.Form == legal.NoLabel {
		return label.First()
	}
	return label.Child(s.prev)
}

// accept takes label as the last one. It ends what is below it; articles go on
// counting through chapters.
func (s *sequence) accept(label legal.Label) {
	if s.last == nil {
		s.last = map[int]legal.Label{}
	}
	for o := range s.last {
		if o > order(label) && o >= int(legal.Decimal)*10 {
			delete(s.last, o)
		}
	}
	s.last[order(label)] = label
	s.prev = label
}

// order is the form of a label, and of a decimal number its count of parts.
func order(l legal.Label) int { return int(l.Form)*10 + min(len(l.Path), 9) }

// citing is the end of a line whose sentence goes on with a number: "… согласно
// пункту", "… ст.".
var citing = regexp.MustCompile(`(?i)(?:^|[\s(])(?:(?:под)?пункт\p{L}{0,3}|раздел\p{L}{0,3}|глав\p{L}{0,3}|стат\p{L}{1,4}|част\p{L}{1,3}|приложени\p{L}{1,2}|(?:п|пп|ст|гл|ч)\.|№|и|или|с|со|в|во|по|к|на|от|до|из|және|немесе|мен)$`)

// cites reports whether the sentence of s goes on with a number.
func cites(s string) bool {
	const enough = 40 // bytes that hold the longest word of citing
	if len(s) > enough {
		s = s[len(s)-enough:]
	}
	return citing.MatchString(s)
}
