package importer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// MaxSize is the largest source in bytes.
const MaxSize = 4 << 20

// form is the form of a source.
type form uint8

const (
	formText form = iota
	formMarkdown
	formHTML
)

// forms are the endings of names that can be imported.
var forms = map[string]form{".txt": formText, ".md": formMarkdown, ".markdown": formMarkdown, ".html": formHTML, ".htm": formHTML}

// foreign are formats that begin with bytes of their own, whatever the file is called.
var foreign = []struct{ variant, start string }{
	{"rtf", `{\rtf`}, {"pdf", "%PDF-"}, {"doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, {"zip", "PK\x03\x04"},
}

// isWordFile reports whether a source is a Word file, or is called one without being
// anything else.
func isWordFile(name string, data []byte) bool {
	return strings.EqualFold(path.Ext(name), ".docx") && !bytes.HasPrefix(data, []byte(`{\rtf`)) && !bytes.HasPrefix(data, []byte("%PDF-"))
}

// decode returns the source as NFC with LF and without BOM. ok is false if it
// is refused: an error says why.
func decode(name string, data []byte, found *diag.List) (src string, kind form, ok bool) {
	ext := strings.ToLower(path.Ext(name))
	whole := diag.Pos{File: name}
	for _, f := range foreign {
		if bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte(f.start)) {
			variant := f.variant
			if variant == "zip" && bytes.Contains(data[:min(len(data), 200)], []byte("opendocument")) {
				variant = "odt"
			}
			found.AddVariant(diag.ImportFormat, variant, whole, diag.Args{"format": ext})
			return "", 0, false
		}
	}
	kind, known := forms[ext]
	switch {
	case !known:
		found.Add(diag.ImportFormat, whole, diag.Args{"format": ext})
		return "", 0, false
	case len(data) > MaxSize:
		found.Add(diag.ImportSize, whole, diag.Args{"limit": MaxSize >> 20})
		return "", 0, false
	}
	data, ok = toUTF8(name, data, kind, found)
	if !ok {
		return "", 0, false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	if !judgeCharacters(name, string(data), kind != formMarkdown, found) {
		return "", 0, false
	}
	if len(bytes.TrimSpace(data)) == 0 {
		found.Add(diag.ImportEmpty, whole, nil)
		return "", 0, false
	}
	return norm.NFC.String(string(data)), kind, true
}

// toUTF8 converts what Windows writes besides UTF-8: UTF-16 with and without a
// mark, and Windows-1251. A note says so. That code page has no Kazakh letters:
// a text that shows question marks inside its words has lost them, and is refused.
func toUTF8(name string, data []byte, kind form, found *diag.List) ([]byte, bool) {
	pos := diag.Pos{File: name, Line: 1, Col: 1}
	if order := utf16Order(data); order != nil {
		if len(data)%2 != 0 {
			found.AddVariant(diag.ImportEncoding, "utf16", pos, nil)
			return nil, false
		}
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = order.Uint16(data[2*i:])
		}
		found.Add(diag.ImportConverted, pos, diag.Args{"encoding": "UTF-16"})
		return []byte(string(utf16.Decode(units))), true
	}
	if utf8.Valid(data) {
		return data, true
	}
	at := invalid(data)
	line := 1 + bytes.Count(data[:at], []byte{'\n'})
	col := utf8.RuneCount(data[bytes.LastIndexByte(data[:at], '\n')+1:at]) + 1
	if !isWindows1251(data) {
		found.Add(diag.ImportEncoding, diag.Pos{File: name, Line: line, Col: col}, diag.Args{"byte": fmt.Sprintf("0x%02X", data[at])})
		return nil, false
	}
	out, err := charmap.Windows1251.NewDecoder().Bytes(data)
	if err != nil {
		found.Add(diag.ImportEncoding, diag.Pos{File: name, Line: line, Col: col}, diag.Args{"byte": fmt.Sprintf("0x%02X", data[at])})
		return nil, false
	}
	if n := lostLetters(out); n > 2 {
		found.AddVariant(diag.ImportEncoding, "lost", pos, nil)
		return nil, false
	}
	found.Add(diag.ImportConverted, pos, diag.Args{"encoding": "Windows-1251"})
	return out, true
}

func invalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// utf16Order is the order of bytes of UTF-16, nil for other encodings. Without a
// mark the high bytes give it away: they are 0, 4 (Cyrillic) or 0x20 in every other place.
func utf16Order(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return binary.BigEndian
	case len(data) < 8 || len(data)%2 != 0:
		return nil
	}
	var high [2]int
	n := min(len(data), 4096) &^ 1
	for i := range n {
		if b := data[i]; b == 0 || b == 4 {
			high[i%2]++
		}
	}
	switch {
	case high[1]*20 >= n/2*17 && high[0]*10 < n/2:
		return binary.LittleEndian
	case high[0]*20 >= n/2*17 && high[1]*10 < n/2:
		return binary.BigEndian
	}
	return nil
}

// isWindows1251 reports whether bytes that are no UTF-8 are Cyrillic in
// Windows-1251: most of those above ASCII are its letters, small ones before all.
func isWindows1251(data []byte) bool {
	high, letters, small := 0, 0, 0
	for _, b := range data {
		switch {
		case b >= 0xe0 || b == 0xb8 || b == 0xb3 || b == 0xbf:
			high, letters, small = high+1, letters+1, small+1
		case b >= 0xc0 || b == 0xa8 || b == 0xb2:
			high, letters = high+1, letters+1
		case b >= 0x80:
			high++
		}
	}
	return letters >= 3 && letters*10 >= high*8 && (small*2 >= letters || bytes.IndexByte(data, 0x98) < 0 && letters >= 8)
}

// lostLetters counts question marks between Cyrillic letters of one word.
func lostLetters(text []byte) (n int) {
	var a, b rune
	for _, c := range string(text) {
		if b == '?' && script.IsCyrillic(a) && script.IsCyrillic(c) {
			n++
		}
		a, b = b, c
	}
	return n
}

// maxRefused is how many characters are reported before the rest is not looked at.
const maxRefused = 10

// judgeCharacters refuses control characters. Text may have form feeds and
// vertical tabs, as PDFs give them.
func judgeCharacters(name, src string, text bool, found *diag.List) bool {
	line, col, refused := 1, 0, 0
	for _, r := range src {
		col++
		pos := diag.Pos{File: name, Line: line, Col: col}
		switch {
		case r == '\n':
			line, col = line+1, 0
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

// fewestLetters is how many letters tell the language of a text.
const fewestLetters = 40

// Language recognises the language of a text by its letters. It is empty for a text that
// is too short to tell, or of an alphabet that no language has.
func Language(all *language.Set, src string) legal.Lang {
	letters := all.Letters(src)
	if len(letters) == 0 || slices.Max(letters) < fewestLetters {
		return ""
	}
	return legal.Lang(all.Guess(src).Code)
}

// judgeLanguage warns if a longer text has the letters of another language.
func judgeLanguage(name, src string, opts Options, found *diag.List) {
	if letters := opts.Languages.Letters(src); opts.Languages.Of(string(opts.Language)) == nil || slices.Max(letters) < 5*fewestLetters {
		return
	}
	if is := Language(opts.Languages, src); is != opts.Language {
		found.Add(diag.ImportLanguage, diag.Pos{File: name}, diag.Args{"language": opts.Language, "is": is})
	}
}
