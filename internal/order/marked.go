package order

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/regex"
)

// A person who types an order reads pages and paper: she quotes words without the marks of
// Markdown among them. What stands here finds such words where they do not stand letter by
// letter, and changes them so that no mark is lost or left alone.

// markAt is a mark at the beginning of a text: an escaped character (its backslash), the mark of
// a footnote, the end of a link, its beginning, stars.
var markAt = regex.Of("^(?:(\\\\)[!-/:-@\\[-`{-~]|(\\[\\^[^\\]\\s]+\\])|(\\]\\([^()\\s]*\\))|(\\[)[^\\[\\]]*\\]\\(|(\\*+))")

// beginMarks are the characters with which a mark can begin.
const beginMarks = "\\[]*"

// marks are the bytes of a body that its readers do not see; nil if they see all.
func marks(body string) []bool {
	var hidden []bool
	for i := 0; i < len(body); {
		next := strings.IndexAny(body[i:], beginMarks)
		if next < 0 {
			break
		}
		i += next
		n := markSize(body[i:])
		if n == 0 {
			i++
			continue
		}
		if hidden == nil {
			hidden = make([]bool, len(body))
		}
		for k := range n {
			hidden[i+k] = true
		}
		if i += n; body[i-1] == '\\' { // what is escaped is no mark
			_, size := utf8.DecodeRuneInString(body[i:])
			i += size
		}
	}
	return hidden
}

// markSize is the length of the mark that a text begins with; 0: none.
func markSize(text string) (n int) {
	m := markAt.FindStringSubmatchIndex(text)
	for g := 2; g < len(m); g += 2 {
		n = max(n, m[g+1]-max(m[g], 0))
	}
	return n
}

// seen is a body as its readers see it; at gives for each byte of it the byte of the body.
func seen(body string, hidden []bool) (string, []int) {
	var b strings.Builder
	var at []int
	for i := range len(body) {
		if !hidden[i] {
			b.WriteByte(body[i])
			at = append(at, i)
		}
	}
	return b.String(), at
}

// spots are where the words of an instruction stand in a body, right behind others if it
// says so: as they are typed there, and if that is more often, as readers see them. fixed
// counts the places that cannot be changed so that the marks among the words stay whole.
func (in *Instruction) spots(body string) (spots [][2]int, fixed int) {
	spots = in.plainSpots(body)
	if marked, not := in.markedSpots(body); len(marked)+not > len(spots) {
		return marked, not
	}
	return spots, 0
}

// markedSpots are where the words that in names stand in what readers see of a body that has
// marks, if the edit there leaves every mark whole; fixed counts the others. A spot of words that
// are excluded, or beside which others are added, reaches over the marks around them.
func (in *Instruction) markedSpots(body string) (spots [][2]int, fixed int) {
	if !strings.ContainsAny(body, `*[\`) {
		return nil, 0
	}
	hidden := marks(body)
	if hidden == nil {
		return nil, 0
	}
	plain, at := seen(body, hidden)
	for _, s := range in.plainSpots(plain) {
		if s[0] == s[1] {
			continue
		}
		spot := in.whole(body, hidden, [2]int{at[s[0]], at[s[1]-1] + 1})
		if spot[0] < 0 {
			fixed++
			continue
		}
		spots = append(spots, spot)
	}
	return spots, fixed
}

// whole is the spot that an edit can change; negative for none.
func (in *Instruction) whole(body string, hidden []bool, s [2]int) [2]int {
	wide := s
	for wide[0] > 0 && hidden[wide[0]-1] {
		wide[0]--
	}
	for wide[1] < len(body) && hidden[wide[1]] {
		wide[1]++
	}
	switch in.Verb {
	case AddWords, AddFootnote:
		return wide
	case ExcludeWords:
	default:
		if _, ok := in.amongMarks(body, hidden, s); !ok {
			return [2]int{-1, -1}
		}
		return s
	}
	for _, x := range [][2]int{wide, {wide[0], s[1]}, {s[0], wide[1]}, s} {
		around := marksAlone(body[:x[0]], hidden[:x[0]]) + marksAlone(body[x[1]:], hidden[x[1]:])
		if balanced(strings.ReplaceAll(around, footnoteAlone, "")) && balanced(marksAlone(body[x[0]:x[1]], hidden[x[0]:x[1]])) {
			return x
		}
	}
	return [2]int{-1, -1}
}

// narrowed is the part of a spot that the new words change, and what becomes of it: the words
// that begin and end both stay with their marks, as do the marks beside the part.
func (in *Instruction) narrowed(body string, hidden []bool, s [2]int) (from, to int, text string) {
	text = in.Words[0].New
	from, to = s[0], s[1]
	step := func(i int) bool { return i >= s[0] && i < s[1] && hidden[i] }
	begin, kept := from, 0 // behind the last whole word that both begin with
	for i, n := from, 0; ; {
		for step(i) {
			i++
		}
		if i >= to || n >= len(text) || body[i] != text[n] {
			break
		}
		i, n = i+1, n+1
		if n == len(text) || !isWordRune(firstRune(text[n:])) {
			if rest := strings.TrimLeft(body[i:to], "*[]"); rest == "" || !isWordRune(firstRune(rest)) {
				begin, kept = i, n
			}
		}
	}
	from, text = begin, text[kept:]
	end, left := to, len(text)
	for i, n := to, len(text); ; {
		for step(i - 1) {
			i--
		}
		if i <= from || n <= 0 || body[i-1] != text[n-1] {
			break
		}
		i, n = i-1, n-1
		if utf8.RuneStart(body[i]) && (n == 0 || !isWordRune(lastRune(text[:n]))) && !isWordRune(lastRune(strings.TrimRight(body[from:i], "*["))) {
			end, left = i, n
		}
	}
	to, text = end, text[:left]
	for from < to && step(from) {
		from++
	}
	for from < to && step(to-1) {
		to--
	}
	return from, to, text
}

// footnoteAlone is a footnote among marksAlone.
const footnoteAlone = "f"

// marksAlone are the marks of a part of a body: a letter for the beginning of a link, one for its end,
// one for a footnote, and a star for stars.
func marksAlone(part string, hidden []bool) string {
	var b strings.Builder
	for i := 0; i < len(part); i++ {
		switch {
		case !hidden[i]:
		case strings.HasPrefix(part[i:], "[^"):
			b.WriteString(footnoteAlone)
			for i+1 < len(part) && hidden[i] && part[i] != ']' {
				i++
			}
		case part[i] == '[':
			b.WriteByte('a')
		case part[i] == ']':
			b.WriteByte('z')
			for i+1 < len(part) && hidden[i] && part[i] != ')' {
				i++
			}
		case part[i] == '*':
			b.WriteByte('*')
			for i+1 < len(part) && part[i+1] == '*' {
				i++
			}
		}
	}
	return b.String()
}

// balanced reports whether marks are whole among themselves, and none is a footnote's.
func balanced(marks string) bool {
	depth := 0
	for _, m := range marks {
		switch m {
		case 'f':
			return false
		case 'a':
			depth++
		case 'z':
			depth--
		}
		if depth < 0 || depth > 1 {
			return false
		}
	}
	return depth == 0 && strings.Count(marks, "*")%2 == 0
}
