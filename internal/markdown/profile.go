package markdown

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/kelisim/kelisim/internal/language"
)

// profile is the Markdown that texts are written in. It is safe for concurrent use.
var profile = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(triggered{parser.NewThematicBreakParser(), "-*"}, 200),
		util.Prioritized(triggered{parser.NewListParser(), "-*"}, 300),
		util.Prioritized(triggered{parser.NewListItemParser(), "-*"}, 400),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(indented{parser.NewParagraphParser()}, 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(emphasis{}, 500),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
		util.Prioritized(splitter{}, 300),
	),
)

// triggered limits a block parser to some first bytes: lists are never ordered,
// ______ is a line to sign on, not a rule, and "+ 5" a sum that was wrapped.
type triggered struct {
	parser.BlockParser
	bytes string
}

func (t triggered) Trigger() []byte { return []byte(t.bytes) }

// indented takes lines of any indentation: there is no indented code, and
// goldmark drops the rest of a document if no parser takes a line.
type indented struct{ parser.BlockParser }

func (indented) CanAcceptIndentedLine() bool { return true }

// tables are those whose row of dashes has a bar: a lone "-" or "--" below a line of
// words makes no table of it. In the first version of the rules of reading it did.
type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if pc.Get(splitKey).(*splitState).reading > language.FirstReading {
		barred := false
		for i := 1; i < node.Lines().Len() && !barred; i++ {
			line := node.Lines().At(i)
			barred = isDelimiter(bytes.TrimRight(line.Value(reader.Source()), "\n"))
		}
		if !barred {
			return
		}
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}

// isWord reports whether r is a letter or a number: what must never be lost.
func isWord(r rune) bool {
	switch {
	case r < 0x80:
		return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	case 0x400 <= r && r < 0x530: // Cyrillic, without its sign and marks
		return r < 0x482 || r > 0x489
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}
