package importer

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/script"
)

// reading is how a label can be read off the start of a line.
type reading uint8

const (
	plain   reading = iota // as the profile has it
	spaced                 // a space has to be put behind it: "1.1.Текст"
	closed                 // its final dot has to be added: "2.1.1 сбор"
	bare                   // a number and a capital letter: "2 Заключительные"
	odd                    // of no form of the profile: "ж1)"
	dotted                 // a small letter with a dot: "а. текст"
	figured                // a letter that looks like the figure of a number of one part: "З. Цена"
)

// candidate is what looks like a label at the start of a line.
type candidate struct {
	how   reading
	typed string      // as it stands in the source
	label legal.Label // the label; of an odd one the nearest, or none
	rest  string      // the words behind it
}

// readLabel reads a candidate off a line.
func readLabel(rules *language.Labels, s string) (candidate, bool) {
	if label, rest, ok := legal.ParseLabel(rules, s); ok {
		words := strings.TrimLeftFunc(rest, unicode.IsSpace)
		if words == rest && rest != "" {
			if c, ok := mistypedFigure(rules, label, rest); ok {
				return c, true
			}
			return candidate{spaced, label.Text, label, rest}, true
		}
		return candidate{plain, label.Text, label, words}, true
	}
	if n, ok := legal.NearLabel(rules, s); ok {
		how := map[legal.Miss]reading{legal.MissDot: closed, legal.MissSpace: spaced, legal.MissForm: odd}[n.Miss]
		if strings.HasSuffix(n.Text, " "+n.Nearest.Text[max(len(n.Nearest.Text)-1, 0):]) {
			how = plain // "1 . Вода"
		}
		return candidate{how, n.Text, n.Nearest, n.Rest}, true
	}
	if n, ok := legal.BareNumber(rules, s); ok {
		return candidate{bare, n.Text, n.Nearest, n.Rest}, true
	}
	if n, ok := legal.LetterDot(rules, s); ok {
		return candidate{dotted, n.Text, n.Nearest, n.Rest}, true
	}
	return figureAlone(rules, s)
}

// letterAlone is a letter with a dot before a word with a capital letter.
var letterAlone = regex.Of(`^(\p{L})\.[ \t\x{00a0}]+[«"“(]?\p{Lu}`)

// figureAlone reads "З." for "3." and "l." for "1.". Only its neighbours can tell that from the first
// letter of a name.
func figureAlone(rules *language.Labels, s string) (candidate, bool) {
	m := letterAlone.FindStringSubmatch(s)
	if m == nil {
		return candidate{}, false
	}
	figure := script.Digit(firstRune(m[1]))
	if figure == 0 || figure == '0' {
		return candidate{}, false
	}
	nearest, _, _ := legal.ParseLabel(rules, string(figure)+". Q")
	typed := m[1] + "."
	return candidate{figured, typed, nearest, strings.TrimLeft(s[len(typed):], " \t\u00a0")}, true
}

// mistyped is the rest of a number behind its first figures: a letter that looks like one.
var mistyped = regex.Of(`^\p{L}(?:\.[0-9]{1,3})*\.(?:[ \t\x{00a0}]|$)`)

// mistypedFigure reads "1.З." for "1.3.": a letter stands for a later figure of a number.
func mistypedFigure(rules *language.Labels, label legal.Label, rest string) (candidate, bool) {
	m := strings.TrimSpace(mistyped.FindString(rest))
	figure := script.Digit(firstRune(m))
	if label.Form != legal.Decimal || m == "" || figure == 0 || figure == '0' {
		return candidate{}, false
	}
	behind := m[len(string(firstRune(m))):]
	nearest, _, _ := legal.ParseLabel(rules, label.Text+string(figure)+behind+" Q")
	return candidate{odd, label.Text + m, nearest, strings.TrimSpace(rest[len(m):])}, true
}

// shown is the label as the draft writes it: its nearest form where only a space,
// a dot, a hyphen or a bracket makes it one, else nothing, for a number that is
// cited in another way is not changed.
func (c candidate) shown(rules *language.Labels) (label legal.Label, ok bool) {
	switch c.how {
	case odd, figured:
		return legal.Label{}, false
	case closed, bare: // the profile may read it without the dot
		if l, rest, parsed := legal.ParseLabel(rules, c.typed+" "+c.rest); parsed && strings.TrimSpace(rest) == c.rest {
			return l, true
		}
	}
	return c.label, true
}

// sequence knows which labels are expected next. The zero value expects a first one.
type sequence struct {
	prev legal.Label         // the last one
	last map[int]legal.Label // the last one of each order that is still open
}

// expects reports whether label is the next sibling of an open one (or a hyphen
// insertion after it), the first child of the last one, or the first of all.
func (s *sequence) expects(label legal.Label) bool {
	return label.Form != legal.NoLabel && (s.follows(label) || s.begins(label))
}

// follows reports whether label is the next sibling of an open one.
func (s *sequence) follows(label legal.Label) bool {
	p, ok := s.last[order(label)]
	return ok && label.Follows(p)
}

// begins reports whether label is the first child of the last one, or the first of all.
func (s *sequence) begins(label legal.Label) bool {
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

// successors knows for every line the next one that can carry a given label, so
// that a number is judged by what comes of it.
type successors map[string][]int

// key names a label for the search: its form and its number.
func key(l legal.Label) string { return string(rune('a'+l.Form)) + l.Decimal() }

// note records that line i may begin with label.
func (s successors) note(i int, label legal.Label) {
	if label.Form != legal.NoLabel {
		s[key(label)] = append(s[key(label)], i)
	}
}

// after reports whether a line behind i, but before the same label comes again,
// carries the number after label, or its first child.
func (s successors) after(i int, label legal.Label) bool {
	next, child := label, label
	n := len(label.Path) - 1
	last := append([]int(nil), label.Path[n]...)
	last[len(last)-1]++
	next.Path = append(append([][]int(nil), label.Path[:n]...), last)
	child.Path = append(append([][]int(nil), label.Path...), []int{1})
	again := first(s[key(label)], i)
	for _, l := range []legal.Label{next, child} {
		if at := first(s[key(l)], i); at > 0 && (again == 0 || at < again) {
			return true
		}
	}
	return false
}

// first is the first of the sorted places behind i, 0 for none.
func first(places []int, i int) int {
	lo, hi := 0, len(places)
	for lo < hi {
		if m := (lo + hi) / 2; places[m] <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(places) {
		return 0
	}
	return places[lo]
}
