package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
)

// Where the lines of a text are full tells how they were broken: by a count of
// characters, as in a letter, or by their width in type, as in a PDF.

// fullLine is a line whose sentence goes on in the next one.
type fullLine struct{ left, right *line }

// typeset tells whether the lines were broken by their width in type: then the widths
// of the full lines, each with the next word and without it, part better than the
// counts of their characters do, in a source of pages as well as those.
func (s *shape) typeset(full []fullLine, paged bool) {
	const enough = 6
	if len(full) < enough {
		return
	}
	_, wrong := edge(full, inCharacters)
	width, less := edge(full, inType)
	if less > wrong || less == wrong && !paged {
		return
	}
	var needs []float64
	for _, f := range full {
		needs = append(needs, needOf(f.left, f.right.text, inType))
	}
	slices.Sort(needs)
	s.set, s.width = true, width
	s.stop = 0.98
	s.line = min(max(needs[len(needs)*3/100]/width-0.01, shortLine), s.stop)
}

// edge is the width that parts the full lines best: they are not wider, but with the
// next word they would be. wrong counts those that it does not part.
func edge(full []fullLine, of func(string) float64) (width float64, wrong int) {
	var widths, needs []float64
	for _, f := range full {
		widths = append(widths, of(f.left.text))
		needs = append(needs, needOf(f.left, f.right.text, of))
	}
	slices.Sort(widths)
	slices.Sort(needs)
	wrong, short := len(full)+1, 0
	for i, w := range widths {
		for short < len(needs) && needs[short] <= w {
			short++
		}
		if n := len(widths) - 1 - i + short; n <= wrong {
			width, wrong = w, n
		}
	}
	return width, wrong
}

// needOf is the width of a line with the first word of the next one.
func needOf(left *line, right string, of func(string) float64) float64 {
	return of(left.text) + of(" ") + of(firstField(right))
}

func inCharacters(s string) float64 { return float64(utf8.RuneCountInString(s)) }

// Widths of letters in type, as serif faces have them, in halves of an em; those that
// are not here are as wide as "n".
var typeWidths = func() map[rune]float64 {
	widths := map[rune]float64{}
	for _, c := range []struct {
		letters string
		width   float64
	}{
		{"iljtfі.,;:!'|()[]/ \u00a0-", 0.58},
		{"acerszгезстэя", 0.88},
		{"EFJLPSБЕЗЛПРСЭыфъ", 1.3},
		{"mwжюмшщABCDGHKNOQRTUVXYZАВГДИЙКНОТУХЦЧЬЯӘҒҚҢӨҰҮ", 1.42},
		{"MWЖМФШЩЫЮЪ—№%", 1.85},
	} {
		for _, r := range c.letters {
			widths[r] = c.width
		}
	}
	return widths
}()

// inType is about how wide s is in type.
func inType(s string) (sum float64) {
	for _, r := range s {
		if w, ok := typeWidths[r]; ok {
			sum += w
		} else {
			sum++
		}
	}
	return sum
}

// short reports whether line left had room, to a part of the full width, for the
// first word of line right.
func (s shape) short(left *line, right string, part float64) bool {
	if !s.set {
		return needOf(left, right, inCharacters) <= part*s.width
	}
	need := needOf(left, right, inType)
	for w := inType(left.text); w > doubled*s.width; w -= s.width {
		need -= s.width // pdftotext joins the lines that a hyphen parts
	}
	return need <= part*s.width
}

// doubled is how much wider than a full line one is that is two or more.
const doubled = 1.2

// typesetter mends what setting in type and pdftotext did to lines of the given shape.
type typesetter struct {
	*file
	shape shape
}

// joinShattered joins the words of a line that was stretched to both margins so much that
// pdftotext took each for a line: together they fill one in the middle of a sentence.
func (t typesetter) joinShattered() bool {
	if !t.shape.set {
		if !t.src.Paged || !t.shape.wraps || len(t.lines) < fewFull {
			return false
		}
		t.shape.width, t.shape.line = 0, shortLine // a short text: its widest line is a full one
		for i := range t.lines {
			if l := &t.lines[i]; !l.whole() && l.table == 0 && !l.wide() {
				t.shape.width = max(t.shape.width, inType(l.text))
			}
		}
	}
	out := t.lines[:0]
	joined := false
	for i := 0; i < len(t.lines); {
		one, n := t.shattered(i)
		for k := i + 1; k < i+n; k++ {
			if stopped(t.lines[k-1].text, ":;") {
				t.tell(diag.ImportJoined, "doubted", &t.lines[k], nil, diag.Args{"words": excerpt(t.lines[k].text)})
				break
			}
		}
		out = append(out, one)
		joined = joined || n > 1
		i += n
	}
	t.lines = out
	return joined
}

// fewFull is the least number of lines of a text whose widest one tells how wide a full one is.
const fewFull = 10

// shattered is the line that begins with line i and how many lines it was.
func (t typesetter) shattered(i int) (line, int) {
	const most, few, many = 2, 3, 4 // words of a piece, pieces of a line, and of one that begins a sentence
	l := t.lines[i]
	if i == 0 || t.lines[i-1].whole() {
		return l, 1
	}
	begins := stopped(t.lines[i-1].text, ".:;!?…")
	if c, ok := readLabel(t.rules, t.lines[i-1].text); ok && c.rest == "" {
		begins = false // the first words of a clause
	}
	piece := func(j int) bool {
		p := &t.lines[j]
		return !p.whole() && p.table == 0 && p.group == 0 && p.gap == 0 && !p.top && !p.seam && !p.wide() &&
			len(strings.Fields(p.text)) <= most && firstMark(p.text) == "" && !t.numbered(j)
	}
	text, end, small := l.text, i, false // a word that stands on no line of a list alone
	for end < len(t.lines) && piece(end) {
		if end > i && stopped(t.lines[end-1].text, ".:;!?…") && (end == i+1 || strings.Contains(t.lines[end-1].text, " ")) {
			return l, 1
		}
		if begins && strings.Contains(t.lines[end].text, " ") || end > i && strings.Contains(t.lines[end-1].text, " ") && startsUpper(t.lines[end].text) {
			break // the last words of a paragraph above another
		}
		small = small || len([]rune(t.lines[end].text)) <= 2
		if more := text + " " + t.lines[end].text; end == i || inType(more) <= t.shape.width {
			if end > i {
				text = more
			}
			end++
			continue
		}
		break
	}
	if begins && (end-i < many || !small) || end-i < few || end == len(t.lines) || inType(text+" "+firstField(t.lines[end].text)) <= t.shape.line*t.shape.width {
		return l, 1
	}
	l.text, l.cells, l.width = text, []string{text}, utf8.RuneCountInString(text)
	return l, end - i
}

func firstField(s string) string { word, _, _ := strings.Cut(s, " "); return word }

// tellLostHyphens tells of the lines that are as wide as two: pdftotext takes out the
// hyphen between them, be it the word's own.
func (t typesetter) tellLostHyphens() {
	var all []*line
	for i := range t.lines {
		l := &t.lines[i]
		width := inCharacters(l.text)
		if t.shape.set {
			width = inType(l.text)
		}
		if (t.shape.set || t.src.Paged && t.shape.wraps) && !l.whole() && l.table == 0 && !l.wide() && width > 1.5*t.shape.width {
			all = append(all, l)
		}
	}
	if len(all) == 0 {
		return
	}
	variant := "lost"
	var lines []string
	for _, l := range all[1:] {
		lines, variant = append(lines, strconv.Itoa(l.Place.Line)), "more"
	}
	t.tell(diag.ImportHyphen, variant, all[0], nil, diag.Args{"word": excerpt(all[0].text), "lines": strings.Join(lines, ", ")})
}
