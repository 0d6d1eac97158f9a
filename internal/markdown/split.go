package markdown

import (
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// The splitter finds labels where blocks begin. A label at the start of a
// paragraph or heading always starts a clause. On a later line of a paragraph
// it does so only directly after a clause and only if it is the number that is
// expected there; anywhere else it is the error number-ambiguous, because no
// program can know whether "15. Бап" is a clause or the end of a sentence. A
// backslash before a label at the start of a line makes it plain text.

var splitKey = parser.NewContextKey()

// splitState is what the splitter knows of one text.
type splitState struct {
	marks map[ast.Node]mark
	open  []legal.Label // the labels that the next one may follow, outermost first
	found diag.List
	text  string // the source
	pos   func(offset int) diag.Pos
	rules *language.Labels
	cites func(words string) bool // whether they begin with a citation

	reading int // the version of the rules of reading
}

// mark is a label where it stands in the source.
type mark struct {
	label      legal.Label
	start, end int
}

// enter gives a block its label and makes that the innermost open one.
func (s *splitState) enter(n ast.Node, m mark) {
	s.marks[n] = m
	for n := len(s.open); n > 0 && !m.label.Below(s.open[n-1]); n-- {
		s.open = s.open[:n-1]
	}
	s.open = append(s.open, m.label)
}

// expects reports whether label may stand on the line directly after the
// innermost clause: its first child, its next sibling or insertion, or the next
// sibling of a clause around it.
func (s *splitState) expects(label legal.Label) bool {
	if n := len(s.open); n > 0 && label.Child(s.open[n-1]) {
		return true
	}
	return slices.ContainsFunc(s.open, label.Follows)
}

// headingParser takes the label off an ATX heading. Number signs without a text
// are no heading.
type headingParser struct{ parser.BlockParser }

func (h headingParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, pos := reader.Position()
	node, state := h.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	if node.Lines().Len() == 0 {
		reader.SetPosition(line, pos)
		return nil, parser.NoChildren
	}
	if parent.Kind() == ast.KindDocument {
		s := pc.Get(splitKey).(*splitState)
		text := node.Lines().At(0)
		if m, body, ok := s.cut(&text, true); ok {
			s.enter(node, m)
			text = body
		}
		node.Lines().Set(0, text)
	}
	return node, state
}

// cut takes the label off a line, the first of its block or a later one. If a
// backslash makes the label plain text, it moves line past the backslash.
func (s *splitState) cut(line *text.Segment, first bool) (m mark, body text.Segment, ok bool) {
	words := s.text[line.Start:line.Stop]
	if len(words) > 1 && words[0] == '\\' {
		if legal.MayLabel(s.rules, words[1:]) {
			line.Start++
		}
		return mark{}, *line, false
	}
	label, rest, ok := legal.ParseLabel(s.rules, words)
	if !ok && first {
		// With three parts it is no amount; with two it must be the next number.
		label, rest, ok = legal.LooseNumber(s.rules, words)
		ok = ok && (len(label.Path) > 2 || s.expects(label)) && !s.cites(words)
	}
	if !ok {
		return mark{}, *line, false
	}
	m = mark{label, line.Start, line.Stop - len(rest)}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	return m, line.WithStart(line.Stop - len(rest)), true
}

// splitter is the paragraph transformer that makes clauses of paragraphs. In
// quotations and lists a label is plain text, but may not hide in a paragraph:
// a line that was meant as the next clause can end up there.
type splitter struct{}

func (splitter) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	s := pc.Get(splitKey).(*splitState)
	src := reader.Source()
	parent := node.Parent()
	top := parent.Kind() == ast.KindDocument
	lines := node.Lines().Sliced(0, node.Lines().Len())
	current, clause := node, false
	own := make([]text.Segment, 0, len(lines))
	for i, line := range lines {
		line = line.TrimLeftSpace(src)
		m, body, ok := s.cut(&line, i == 0 && top)
		switch {
		case !ok || i == 0 && !top:
		case i == 0:
			clause = true
			s.enter(node, m)
			line = body
		case clause && s.expects(m.label):
			next := ast.NewParagraph()
			parent.InsertAfter(parent, current, next)
			setLines(current, own, src)
			current, own = next, nil
			s.enter(next, m)
			line = body
		default:
			s.found.Add(diag.NumberAmbiguous, s.pos(m.start), diag.Args{"number": m.label.Text})
		}
		own = append(own, line)
	}
	setLines(current, own, src)
}

// setLines gives a paragraph its lines, the last one without its end. A label
// that has the first line to itself leaves that line empty; goldmark's inline
// parser takes no empty lines but a lone one.
func setLines(p *ast.Paragraph, lines []text.Segment, src []byte) {
	if len(lines) > 1 && lines[0].IsEmpty() {
		lines = lines[1:]
	}
	segments := text.NewSegments()
	segments.AppendAll(lines)
	n := len(lines) - 1
	segments.Set(n, lines[n].TrimRightSpace(src))
	p.SetLines(segments)
}
