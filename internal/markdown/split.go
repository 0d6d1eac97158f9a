package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/kelisim/kelisim/internal/diag"
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
	labels map[ast.Node]legal.Label
	starts map[ast.Node]int // where the labelled paragraphs begin
	open   []legal.Label // the labels that the next one may follow, outermost first
	found  diag.List
	pos    func(offset int) diag.Pos
}

// enter makes label the innermost open one.
func (s *splitState) enter(label legal.Label) {
	for n := len(s.open); n > 0 && !label.Below(s.open[n-1]); n-- {
		s.open = s.open[:n-1]
	}
	s.open = append(s.open, label)
}

// expects reports whether label may stand on the line directly after the
// innermost clause: its first child, its next sibling or insertion, or the next
// sibling of a clause around it.
func (s *splitState) expects(label legal.Label) bool {
	if n := len(s.open); n > 0 && label.Child(s.open[n-1]) {
		return true
	}
	for _, p := range s.open {
		if label.Follows(p) {
			return true
		}
	}
	return false
}

// headingParser takes the label off an ATX heading.
type headingParser struct{ parser.BlockParser }

func (h headingParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := h.BlockParser.Open(parent, reader, pc)
	if node == nil || node.Lines().Len() == 0 || parent.Kind() != ast.KindDocument {
		return node, state
	}
	s := pc.Get(splitKey).(*splitState)
	seg := node.Lines().At(0)
	if label, body, ok := cut(&seg, reader.Source()); ok {
		s.labels[node] = label
		s.enter(label)
		seg = body
	}
	node.Lines().Set(0, seg)
	return node, state
}

// cut takes the label off a line. Where a backslash makes the label plain text,
// it moves line past the backslash.
func cut(line *text.Segment, src []byte) (legal.Label, text.Segment, bool) {
	s := string(line.Value(src))
	if len(s) > 1 && s[0] == '\\' {
		if _, _, ok := legal.ParseLabel(s[1:]); ok {
			line.Start++
		}
		return legal.Label{}, *line, false
	}
	label, rest, ok := legal.ParseLabel(s)
	if !ok {
		return legal.Label{}, *line, false
	}
	body := line.WithStart(line.Stop - len(rest))
	return label, trimSpace(body, src), true
}

// trimSpace drops white space at the start, no-break spaces too.
func trimSpace(seg text.Segment, src []byte) text.Segment {
	v := seg.Value(src)
	return seg.WithStart(seg.Stop - len(trimLeft(v)))
}

// splitter is the paragraph transformer that makes clauses of paragraphs.
type splitter struct{}

func (splitter) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	parent := node.Parent()
	if parent.Kind() != ast.KindDocument {
		return // in quotations and lists labels are plain text
	}
	s := pc.Get(splitKey).(*splitState)
	src := reader.Source()
	lines := node.Lines().Sliced(0, node.Lines().Len())
	current, clause := node, false
	own := text.NewSegments()
	for i, line := range lines {
		line = line.TrimLeftSpace(src)
		start := line.Start
		label, body, ok := cut(&line, src)
		switch {
		case ok && i == 0:
			clause = true
			s.labels[node], s.starts[node] = label, start
			s.enter(label)
			line = body
		case ok && clause && s.expects(label):
			next := ast.NewParagraph()
			parent.InsertAfter(parent, current, next)
			finish(current, own, src)
			own = text.NewSegments()
			current = next
			s.labels[next], s.starts[next] = label, start
			s.enter(label)
			line = body
		case ok:
			s.found.Error("number-ambiguous", s.pos(start), diag.Args{"number": label.Text})
		}
		own.Append(line)
	}
	finish(current, own, src)
}

// finish gives a paragraph its lines, the last one without its end.
func finish(p *ast.Paragraph, lines *text.Segments, src []byte) {
	if n := lines.Len(); n > 0 {
		last := lines.At(n - 1)
		lines.Set(n-1, last.TrimRightSpace(src))
	}
	p.SetLines(lines)
}
