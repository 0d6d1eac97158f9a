package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
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
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
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
// goldmark drops the rest of a document where no parser takes a line.
type indented struct{ parser.BlockParser }

func (indented) CanAcceptIndentedLine() bool { return true }

// emphasis is goldmark's, but leaves alone the stars and underscores that
// legal texts mean as such (see literal).
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, delimiters{})
	after, _ := utf8.DecodeRune(line[node.OriginalLength:])
	if literal(node, before, after) {
		node.CanOpen, node.CanClose = false, false
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// literal reports whether a run of stars or underscores is meant as typed: a
// product 5*6*7, a note mark (*), a place to write in: «__» ____ 20__ ж., ___(қолы)___.
func literal(d *parser.Delimiter, before, after rune) bool {
	switch {
	case isWord(before) && isWord(after):
		return true
	case strings.ContainsRune("(«\"„“'[", before) && strings.ContainsRune(")»\"”“'].,:;", after):
		return true
	case d.Char == '_':
		return d.OriginalLength > 2 || unicode.IsDigit(before) || unicode.IsDigit(after)
	}
	return d.OriginalLength > 3
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

type delimiters struct{}

func (delimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (delimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
