package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// unseen takes out the characters that nobody sees and that no text may have, and makes spaces of
// separators of lines and paragraphs.
var unseen = strings.NewReplacer("\u2028", " ", "\u2029", " ", "\ufeff", "", "\u200b", "", "\u2060", "")

// lostHyphen is the sign that programs write for a soft hyphen at a line's end: «ме¬».
var lostHyphen = regex.Of(`(\p{L})¬[ \x{00a0}\r]*$`)

// keycap is a figure in a box, by which messengers number: «1️⃣ Текст».
var keycap = regex.Of(`^([0-9]{1,2})\x{fe0f}?\x{20e3}[ \x{00a0}]*`)

// lineSigns are what ends a line besides its end: a form feed, which stays before what follows, and the breaks
// that Word and others put inside of a paragraph.
var lineSigns = strings.NewReplacer("\f", "\n\f", "\v", "\n", "\u2028", "\n", "\u2029", "\n")

// readText gives every line that holds words as a block. A form feed begins a
// page, a break inside of a paragraph a line; what is blank around it tells nothing.
func readText(src string) blocks.Source {
	out := blocks.Source{Paged: strings.Contains(src, "\f")}
	gap, page := 0, false
	for i, raw := range strings.Split(src, "\n") {
		for _, part := range strings.Split(lineSigns.Replace(raw), "\n") {
			form := strings.HasPrefix(part, "\f")
			page = page || form
			if tidy(part) == "" {
				if !form {
					gap++
				}
				continue
			}
			if page {
				gap = 0
			}
			b := lineBlock(lostHyphen.ReplaceAllString(unseen.Replace(part), "$1"+softHyphen), i+1, gap)
			b.Page = page
			out.Blocks = append(out.Blocks, b)
			gap, page = 0, false
		}
	}
	return out
}

// cutRight drops the white space at the end of a line but the tabs, behind which empty
// cells of a table stand.
func cutRight(s string) string {
	words := strings.TrimRight(s, " \t\u00a0\r\v")
	return words + strings.Repeat("\t", strings.Count(s[len(words):], "\t"))
}

// columns is the width of white space, with a stop every eight columns.
func columns(s string) (n int) {
	for _, r := range s {
		if r == '\t' {
			n += 8 - n%8
		} else {
			n++
		}
	}
	return n
}

const softHyphen = "\u00ad"

// tidy folds white space and drops the soft hyphens that break nothing. A soft
// hyphen stays at the end alone, where it tells how to join.
func tidy(s string) string {
	s = strings.TrimSpace(legal.FoldSpace(s))
	if !strings.Contains(s, softHyphen) {
		return s
	}
	broken := strings.HasSuffix(s, softHyphen)
	if s = strings.TrimSpace(strings.ReplaceAll(s, softHyphen, "")); s != "" && broken {
		s += softHyphen
	}
	return norm.NFC.String(s)
}

// unmarked is a line without the marks by which messengers and mails set all of it in bold or italic type: «*Правила*».
func unmarked(s string) string {
	words := cutRight(s)
	for _, mark := range []string{"**", "__", "*", "_"} {
		in, opens := strings.CutPrefix(words, mark)
		in, closes := strings.CutSuffix(in, mark)
		if first, last := firstRune(in), lastLetter(in); opens && closes && !strings.Contains(in, mark[:1]) && (unicode.IsLetter(first) || unicode.IsDigit(first) || first == '«') && !unicode.IsSpace(last) {
			return in
		}
	}
	return s
}

func lastLetter(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// lineBlock is a line of a text with words in it.
func lineBlock(text string, at, gap int) blocks.Block {
	body := strings.TrimLeft(text, " \t\u00a0")
	words := keycap.ReplaceAllString(unmarked(body), "$1. ")
	return blocks.Block{
		Kind: blocks.Line, Gap: gap, Indent: columns(text[:len(text)-len(body)]),
		Place: blocks.Place{Line: at}, Runs: []blocks.Run{{Text: cutRight(words)}},
	}
}
