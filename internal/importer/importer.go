// Package importer makes draft texts of what a lawyer already has: text that
// came out of a PDF, or plain Markdown.
//
//	ПАЙДАЛАНУШЫ КЕЛІСІМІ                       ---
//	                                           title: ПАЙДАЛАНУШЫ КЕЛІСІМІ
//	1. Жалпы ережелер                          ---
//	                                      →
//	1.1. АЖ қолдану Пайдаланушының             ## 1. Жалпы ережелер
//
//	толық келісімін білдіреді.                 1.1. АЖ қолдану Пайдаланушының толық келісімін білдіреді.
//
// # The law
//
// Nothing is lost and nothing is invented: the letters and digits of the drafts
// are those of the source, each once and in order. What counts of a draft is its
// body with the title put in at TitleAt, where it stood in the source; the
// drafts follow each other. An annex's heading line ("… қосымша", "Приложение
// …") usually stands before its title: it is the first paragraph of the annex's
// body, and TitleAt is behind it. Only page numbers are left out, and each one
// that is has a finding. Layout (line ends, spaces, hyphens at line ends,
// Markdown's marks) is not under the law.
//
// What the source leaves open is decided for the safe side: text is rather
// joined than cut, a number rather text than a clause, a hyphen rather kept than
// dropped. The result is a draft for an editor to read.
package importer

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// MaxSize is the largest source in bytes.
const MaxSize = 4 << 20

// Options say what the source itself does not.
type Options struct {
	// Language of the source. Where its letters speak against it, a warning says
	// so. Empty: not known.
	Language legal.Lang
	// Labels are the rules by which numbers at the start of a line are read; nil:
	// those of figures alone.
	Labels *language.Labels
}

// Result is what one source gave: the main text, then its annexes in order. It
// is empty where the findings hold an error.
type Result struct {
	Drafts []Draft
}

// Draft is one text.
type Draft struct {
	// Markdown is front matter and body: valid UTF-8 in NFC, LF, no BOM. Of
	// text, every paragraph is one line between blank lines.
	Markdown []byte
	// Title as in the front matter; empty where none was found.
	Title string
	// Annex reports that the text is an annex of the first draft.
	Annex bool
	// Body is the offset in Markdown behind the front matter.
	Body int
	// TitleAt is the offset in Markdown where the title stood in the source; -1
	// where the source's own front matter held it.
	TitleAt int
}

// Import reads the source called name, whose ending says what it is: .txt (text,
// hard-wrapped or not, with or without blank lines between the lines), .md or
// .markdown. Positions name it. Import never panics; its time grows with the
// size of data alone.
func Import(name string, data []byte, opts Options) (Result, diag.List) {
	var found diag.List
	src, ok := decode(name, data, &found)
	if !ok {
		return Result{}, found
	}
	var drafts []Draft
	if strings.EqualFold(path.Ext(name), ".txt") {
		drafts = importText(name, src, opts.Labels, &found)
	} else {
		drafts = importMarkdown(src, opts.Labels)
	}
	if drafts[0].Title == "" {
		found.Add(diag.ImportNoTitle, diag.Pos{File: name, Line: 1}, nil)
	}
	judgeLanguage(name, src, opts.Language, &found)
	slices.SortStableFunc(found, func(a, b diag.Finding) int { return a.Pos.Compare(b.Pos) })
	return Result{Drafts: drafts}, found
}

// decode returns the source as NFC with LF and without BOM. ok is false where it
// is refused: an error says why.
func decode(name string, data []byte, found *diag.List) (src string, ok bool) {
	ext := strings.ToLower(path.Ext(name))
	whole := diag.Pos{File: name}
	switch {
	case ext != ".txt" && ext != ".md" && ext != ".markdown":
		found.Add(diag.ImportFormat, whole, diag.Args{"format": ext})
		return "", false
	case len(data) > MaxSize:
		found.Add(diag.ImportSize, whole, diag.Args{"limit": MaxSize >> 20})
		return "", false
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		found.AddVariant(diag.ImportEncoding, "utf16", diag.Pos{File: name, Line: 1, Col: 1}, nil)
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	if !judgeCharacters(name, string(data), ext == ".txt", found) {
		return "", false
	}
	if len(bytes.TrimSpace(data)) == 0 {
		found.Add(diag.ImportEmpty, whole, nil)
		return "", false
	}
	return norm.NFC.String(string(data)), true
}

// maxRefused is how many characters are reported before the rest is not looked at.
const maxRefused = 10

// judgeCharacters refuses bytes that are no UTF-8 (the first one) and control
// characters. Text may have form feeds and vertical tabs, as PDFs give them.
func judgeCharacters(name, src string, text bool, found *diag.List) bool {
	line, col, refused := 1, 0, 0
	for i, r := range src {
		col++
		pos := diag.Pos{File: name, Line: line, Col: col}
		switch {
		case r == '\n':
			line, col = line+1, 0
		case r == utf8.RuneError && strings.HasPrefix(src[i:], "\ufffd"):
			// The replacement character itself: valid, and for the editor to see.
		case r == utf8.RuneError:
			found.Add(diag.ImportEncoding, pos, diag.Args{"byte": fmt.Sprintf("0x%02X", src[i])})
			return false
		case r == '\t' || text && (r == '\f' || r == '\v'):
		case r < ' ' || r >= 0x7f && r < 0xa0:
			found.Add(diag.ImportControl, pos, diag.Args{"character": fmt.Sprintf("U+%04X", r)})
			if refused++; refused == maxRefused {
				return false
			}
		}
	}
	return refused == 0
}

// judgeLanguage warns where a longer text has no letters of its own language: a
// Kazakh text has one in seven from ә ғ қ ң ө ұ ү һ і, a Russian one none.
func judgeLanguage(name, src string, lang legal.Lang, found *diag.List) {
	kazakh, cyrillic := 0, 0
	for _, r := range strings.ToLower(src) {
		switch {
		case strings.ContainsRune("әғқңөұүһі", r):
			kazakh, cyrillic = kazakh+1, cyrillic+1
		case r >= 'а' && r <= 'ё':
			cyrillic++
		}
	}
	if cyrillic < 200 {
		return
	}
	if lang == "kk" && kazakh*50 < cyrillic || lang == "ru" && kazakh*50 > cyrillic {
		found.Add(diag.ImportLanguage, diag.Pos{File: name}, diag.Args{"language": lang})
	}
}
