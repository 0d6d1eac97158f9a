package source

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// decode returns a text file's bytes as they are hashed: without a BOM at the
// start and with LF for CRLF. It reports, with positions, whatever a text must
// not hold: bytes that are not UTF-8, control characters, bidi controls
// (CVE-2021-42574), characters that nobody sees, that stand for a lost one or that
// mean something in one font alone; and as a note, that the text is not in NFC. Bytes
// that are not UTF-8 are replaced by U+FFFD in the result; the first is reported, for in
// a file of another encoding every letter is one. The result is empty for UTF-16.
func decode(file string, data []byte) ([]byte, diag.List) {
	var found diag.List
	if isUTF16(data) {
		found.AddVariant(diag.Encoding, "utf16", diag.Pos{File: file, Line: 1, Col: 1}, nil)
		return nil, found
	}
	data = legal.Canonical(data)
	line, col := 1, 1
	broken := false
	for i := 0; i < len(data); {
		c := data[i]
		if c >= 0x20 && c < 0x7f {
			i, col = i+1, col+1
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		pos := diag.Pos{File: file, Line: line, Col: col}
		switch kind := refused(r, size); {
		case kind == "utf8" && broken:
		case kind == "utf8":
			broken = true
			found.AddVariant(diag.Encoding, kind, pos, diag.Args{"code": fmt.Sprintf("0x%02X", c)})
		case kind != "":
			found.AddVariant(diag.Encoding, kind, pos, diag.Args{"code": fmt.Sprintf("U+%04X", r)})
		}
		i, col = i+size, col+1
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	if broken {
		return []byte(string([]rune(string(data)))), found // one U+FFFD a byte: columns stay
	}
	if !legal.IsNFC(string(data)) {
		found.AddVariant(diag.Encoding, "nfd", positionOf(file, data, norm.NFC.QuickSpan(data)), nil)
	}
	return data, found
}

// unmerged reports the marks that Git leaves where two changes of one place met, if
// data has one of them: it is no text until somebody has chosen.
func unmerged(file string, data []byte, found *diag.List) bool {
	at := 0
	for line := range bytes.Lines(data) {
		at++
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) || bytes.HasPrefix(line, []byte(">>>>>>> ")) {
			found.Add(diag.MergeMarks, diag.Pos{File: file, Line: at, Col: 1}, nil)
			return true
		}
	}
	return false
}

// isUTF16 reports it by the mark at the start, else by its zero bytes.
func isUTF16(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return true
	}
	head := data[:min(len(data), 16)]
	return len(head) >= 4 && bytes.Count(head, []byte{0}) >= len(head)/4
}

func positionOf(file string, data []byte, offset int) diag.Pos {
	line := bytes.Count(data[:offset], []byte("\n")) + 1
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	return diag.Pos{File: file, Line: line, Col: utf8.RuneCount(data[start:offset]) + 1}
}

// refused names why a character may not stand in a text, or "". Each names a
// variant of the finding encoding.
func refused(r rune, size int) string {
	switch {
	case r == utf8.RuneError && size == 1:
		return "utf8"
	case r == '\n' || r == '\t':
		return ""
	case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029:
		return "control"
	case r < 0xa0, 0x400 <= r && r < 0x530: // Cyrillic
		return ""
	case unicode.Is(unicode.Bidi_Control, r):
		return "bidi"
	case r == utf8.RuneError, r == 0xfffc: // a letter or an object that another program lost
		return "replacement"
	case unicode.Is(unicode.Co, r):
		return "private"
	case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point),
		r >= 0xe0000 && r <= 0xe0fff, r >= 0xfff0 && r <= 0xfff8, // ignorable where they are assigned (Unicode, 5.21)
		r == 0x2800: // a braille cell without dots
		return "invisible"
	}
	return ""
}
