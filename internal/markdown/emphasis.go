package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/kelisim/kelisim/internal/language"
)

// emphasis reads runs of stars and underscores. goldmark pairs them; which of them
// may open and which may close is decided here. CommonMark's rule, by which a mark
// between a quotation mark and a letter closes nothing, fails in languages that put
// endings behind a quoted term: «**«Келісім»**ге».
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, delimiters{})
	after := rune('\n')
	if len(line) > node.OriginalLength {
		after, _ = utf8.DecodeRune(line[node.OriginalLength:])
	}
	switch {
	case pc.Get(splitKey).(*splitState).reading == language.FirstReading:
		if literalFirst(node, before, after) {
			node.CanOpen, node.CanClose = false, false
		}
	case literal(node, before, after):
		node.CanOpen, node.CanClose = false, false
	default:
		node.CanOpen, node.CanClose = opens(node, before, after), closes(node, before)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

const opening, closing = "(«\"„“'[", ")»\"”“'].,:;"

// literal reports whether a run of stars or underscores is meant as typed: a product
// 5*6*7 or м*с, a note mark (*), a place to write in: «__» ____ 20__ ж., __.__.20__.
func literal(d *parser.Delimiter, before, after rune) bool {
	switch {
	case strings.ContainsRune(opening, before) && strings.ContainsRune(closing, after):
		return true
	case d.Char == '_':
		return d.OriginalLength > 2 || unicode.IsDigit(before) || isWord(before) && isWord(after)
	case isWord(before) && isWord(after):
		return d.OriginalLength == 1 || unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return d.OriginalLength > 3
}

// opens reports whether emphasis may begin with d: words follow it directly. Behind
// a letter only two stars may, or what CommonMark lets.
func opens(d *parser.Delimiter, before, after rune) bool {
	switch {
	case util.IsSpaceRune(after) || strings.ContainsRune(").,:;»", after):
		return false
	case isWord(before):
		return d.Char == '*' && d.OriginalLength > 1 || d.CanOpen
	case isWord(after) || strings.ContainsRune(opening, after):
		return true
	}
	return d.CanOpen
}

// closes reports whether emphasis may end with d: words, or what closes them, stand
// directly before it, and what stands behind it may be an ending of theirs.
func closes(d *parser.Delimiter, before rune) bool {
	switch {
	case util.IsSpaceRune(before) || strings.ContainsRune("(«„", before):
		return false
	case isWord(before) || strings.ContainsRune(closing+"!?%…", before):
		return true
	}
	return d.CanClose
}

// literalFirst is literal in the first version of the rules of reading.
func literalFirst(d *parser.Delimiter, before, after rune) bool {
	switch {
	case isWord(before) && isWord(after):
		return true
	case strings.ContainsRune(opening, before) && strings.ContainsRune(closing, after):
		return true
	case d.Char == '_':
		return d.OriginalLength > 2 || unicode.IsDigit(before) || unicode.IsDigit(after)
	}
	return d.OriginalLength > 3
}

type delimiters struct{}

func (delimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (delimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
