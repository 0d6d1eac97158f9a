package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// counterStyle is a kind of numbers that a page defines (CSS Counter Styles 3), such as the letters of an
// alphabet that browsers do not count by themselves: @counter-style kk { symbols: а ә б }.
type counterStyle struct {
	system  string
	symbols []string
	first   int               // of the system fixed
	affixes map[string]string // the prefix and the suffix, if it says them
	extends string            // the kind that it takes the rest from
}

var (
	counterProperties = map[string]bool{"system": true, "symbols": true, "prefix": true, "suffix": true}
	counterSymbol     = regex.Of(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\S+`)
)

// defaultSuffix stands behind a number of a list.
const defaultSuffix = ". "

func styleOfCounter(set declarations) counterStyle {
	list := func(key string) (out []string) {
		for _, m := range counterSymbol.FindAllString(set[key], -1) {
			out = append(out, unescapeCSS(strings.Trim(m, `"'`)))
		}
		return out
	}
	c := counterStyle{system: "symbolic", symbols: list("symbols"), first: 1, affixes: map[string]string{}}
	for _, key := range []string{"prefix", "suffix"} {
		if _, said := set[key]; said {
			c.affixes[key] = strings.Join(list(key), "")
		}
	}
	if words := strings.Fields(set["system"]); len(words) > 0 {
		if c.system = words[0]; len(words) > 1 {
			if c.extends = words[1]; c.system == "fixed" {
				c.first, _ = strconv.Atoi(words[1])
			}
		}
	}
	return c
}

// maxExtended is how many kinds may extend one another; those that do it in a ring have no end.
const maxExtended = 16

// lineage is a kind and those that it extends; the last one has the signs.
func (s *sheet) lineage(kind string) []string {
	line := []string{kind}
	for own := s.styles[kind]; own.system == "extends" && len(line) < maxExtended; own = s.styles[own.extends] {
		line = append(line, own.extends)
	}
	return line
}

// write writes a number. ok is false if the kind has no sign for it.
func (c *counterStyle) write(n int) (text string, ok bool) {
	k := len(c.symbols)
	switch {
	case k == 0 || n < 1 && c.system != "numeric" && c.system != "fixed":
		return "", false
	case c.system == "alphabetic" && k > 1:
		return lettered(n, k, func(i int) string { return c.symbols[i] }), true
	case c.system == "numeric" && n >= 0 && k > 1:
		digits := c.symbols[n%k]
		for n /= k; n > 0; n /= k {
			digits = c.symbols[n%k] + digits
		}
		return digits, true
	case c.system == "cyclic":
		return c.symbols[(n-1)%k], true
	case c.system == "fixed" && n >= c.first && n < c.first+k:
		return c.symbols[n-c.first], true
	case c.system == "symbolic" && (n-1)/k < maxRepeated:
		return strings.Repeat(c.symbols[(n-1)%k], (n-1)/k+1), true
	}
	return "", false
}

// maxRepeated is how often a sign may stand in one number: "†††".
const maxRepeated = 20

// lettered writes a number in letters: "z" is followed by "aa".
func lettered(n, letters int, letter func(int) string) (text string) {
	for ; n > 0; n = (n - 1) / letters {
		text = letter((n-1)%letters) + text
	}
	return text
}

// spelled writes a number as a list of a kind shows it: the value of list-style-type, or
// of the attribute type. known is false for a number that is written in plain figures here
// although a browser shows other signs, such as Greek letters.
func (s *sheet) spelled(kind string, n int) (text string, known bool) {
	line := s.lineage(kind)
	kind = line[len(line)-1]
	if own, ok := s.styles[kind]; ok {
		if text, ok := own.write(n); ok {
			return text, true
		}
	}
	decimal := strconv.Itoa(n)
	small := strings.ToLower(kind)
	switch {
	case small == "decimal" || small == "1" || small == "":
		return decimal, true
	case small == "decimal-leading-zero":
		return fmt.Sprintf("%02d", n), true
	case n >= 1 && (kind == "a" || small == "lower-alpha" || small == "lower-latin"):
		return lettered(n, 26, func(i int) string { return string(rune('a' + i)) }), true
	case n >= 1 && (kind == "A" || small == "upper-alpha" || small == "upper-latin"):
		return lettered(n, 26, func(i int) string { return string(rune('A' + i)) }), true
	case (kind == "i" || small == "lower-roman") && n >= 1 && n <= 39:
		return strings.ToLower(legal.Romans(n)), true
	case (kind == "I" || small == "upper-roman") && n >= 1 && n <= 39:
		return legal.Romans(n), true
	}
	return decimal, false
}

// around is what stands before and behind the number of an item of a list.
func (s *sheet) around(kind string) (prefix, suffix string) {
	affix := func(key, otherwise string) string {
		for _, k := range s.lineage(kind) {
			if said, ok := s.styles[k].affixes[key]; ok {
				return said
			}
		}
		return otherwise
	}
	return affix("prefix", ""), affix("suffix", defaultSuffix)
}

// isBullet reports whether a kind of marks is none of numbers.
func (s *sheet) isBullet(kind string) bool {
	line := s.lineage(kind)
	kind = line[len(line)-1]
	if own, ok := s.styles[kind]; ok {
		return own.system == "cyclic" && !slices.ContainsFunc(own.symbols, func(s string) bool { return strings.ContainsFunc(s, isWord) })
	}
	return kind == "disc" || kind == "circle" || kind == "square" || strings.HasPrefix(kind, "disclosure") || strings.ContainsAny(kind, `"'`)
}
