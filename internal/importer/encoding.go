package importer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/script"
)

// codePage is an encoding of one byte a character that Cyrillic text has been saved in.
type codePage struct {
	name   string
	decode func([]byte) string
}

// codePages in the order in which they are preferred: most bytes of Windows-1251 read the
// same in the Kazakh code page.
var codePages = []codePage{
	{"Windows-1251", decodeBy(charmap.Windows1251)},
	{kazakhPage, func(data []byte) string { return kazakhLetters.Replace(decodeBy(charmap.Windows1251)(data)) }},
	{"KOI8-R", decodeBy(charmap.KOI8R)},
	{"IBM 866", decodeBy(charmap.CodePage866)},
	{"Mac Cyrillic", decodeBy(charmap.MacintoshCyrillic)},
}

func decodeBy(page *charmap.Charmap) func([]byte) string {
	return func(data []byte) string {
		text, _ := page.NewDecoder().String(string(data)) // any byte is a character or U+FFFD
		return text
	}
}

// kazakhPage is the code page of STRK1048-2002: Windows-1251 with the letters of Kazakh
// in the places of those of other languages.
const kazakhPage = "KZ-1048"

// kazakhLetters writes the letters of KZ-1048 in the place of those that Windows-1251
// shows for them.
var kazakhLetters = strings.NewReplacer("Ќ", "Қ", "ќ", "қ", "Ћ", "Һ", "ћ", "һ", "Ў", "Ұ", "ў", "ұ", "Ј", "Ә", "ј", "ә", "Ґ", "Ө", "ґ", "ө",
	"Є", "Ғ", "є", "ғ", "Ї", "Ү", "ї", "ү", "Ѕ", "Ң", "ѕ", "ң")

// mistakenKazakh reports whether a text was in KZ-1048 and is shown in Windows-1251, as
// fonts of old days showed it: "Ќазаќстан". Қ is in every Kazakh text, and ќ in no
// text of another language beside the letters of the rest and none of Kazakh.
func mistakenKazakh(src string) bool {
	return strings.Count(src, "ќ")+strings.Count(src, "Ќ") > 1 && strings.ContainsAny(src, "ўјґєїѕћЎЈҐЄЇЅЋ") && !strings.ContainsAny(src, "қғұүәөңһҚҒҰҮӘӨҢҺ") &&
		cyrillic(kazakhLetters.Replace(src)) > letterCount(src)/4
}

// toUTF8 converts what other programs write besides UTF-8: UTF-16 with and without a
// mark, and code pages of Cyrillic. A note says so. Windows-1251 has no Kazakh letters:
// a text that shows question marks inside its words has lost them, and is refused.
func toUTF8(name string, data []byte, found *diag.List) ([]byte, bool) {
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
		return fromMistaken(data, pos, found), true
	}
	page, text, sure := guessPage(data)
	if western := westernText(data); western != "" {
		page, text, sure = "Windows-1252", western, true
	}
	if !sure {
		at := invalid(data)
		pos.Line = 1 + bytes.Count(data[:at], []byte{'\n'})
		pos.Col = utf8.RuneCount(data[bytes.LastIndexByte(data[:at], '\n')+1:at]) + 1
		found.Add(diag.ImportEncoding, pos, diag.Args{"byte": fmt.Sprintf("0x%02X", data[at])})
		return nil, false
	}
	if lostLetters(text) {
		found.AddVariant(diag.ImportEncoding, "lost", pos, nil)
		return nil, false
	}
	found.Add(diag.ImportConverted, pos, diag.Args{"encoding": page})
	return []byte(text), true
}

// fromMistaken undoes that bytes were shown in another code page and saved as shown.
func fromMistaken(data []byte, pos diag.Pos, found *diag.List) []byte {
	src := string(data)
	page, text := mistaken(src)
	if text == "" {
		return data
	}
	found.Add(diag.ImportConverted, pos, diag.Args{"encoding": page})
	return []byte(text)
}

// mistaken is what a text says whose bytes were shown in another code page than their own,
// and their own: UTF-8 in Windows-1251 ("РџСЂР°РІРёР»Р°"), which hardly any other text is
// by chance, a Cyrillic page in that of western Europe ("Ïðàâèëà", as a PDF gives it whose
// fonts do not say what their characters are), KZ-1048 in Windows-1251. Empty for any other text.
func mistaken(src string) (page, text string) {
	all, western := letterCount(src), 0
	for _, c := range src {
		if c >= 0xc0 && c <= 0xff {
			western++
		}
	}
	switch {
	case strings.Count(src, "Р")+strings.Count(src, "С") > all/4:
		if once, err := charmap.Windows1251.NewEncoder().String(strings.TrimPrefix(src, "\ufeff")); err == nil && utf8.ValidString(once) && once != src {
			return "UTF-8 / Windows-1251", once
		}
	case western > all/2:
		if bytes, err := charmap.Windows1252.NewEncoder().String(src); err == nil {
			page, text, _ := guessPage([]byte(bytes))
			return page + " / Windows-1252", text
		}
	}
	if mistakenKazakh(src) {
		return kazakhPage + " / Windows-1251", kazakhLetters.Replace(src)
	}
	return "", ""
}

func letterCount(s string) (n int) {
	for _, c := range s {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n
}

// guessPage finds the code page in which bytes make the likeliest Cyrillic text. sure is
// false if they make none in any, or if most of them are UTF-8, which is then damaged.
func guessPage(data []byte) (page, text string, sure bool) {
	high, whole := 0, 0
	for rest := data; len(rest) > 0; {
		c, size := utf8.DecodeRune(rest)
		if size > 1 {
			whole += size
		}
		if c >= utf8.RuneSelf {
			high += size
		}
		rest = rest[size:]
	}
	if whole*2 > high {
		return "", "", false
	}
	best := max(high/4, 2) // a real text has about two thirds
	for _, p := range codePages {
		s := p.decode(data)
		if score := cyrillic(s); score > best {
			page, text, sure, best = p.name, s, true, score
		}
	}
	return page, text, sure
}

// westernText is a text in Latin letters that was saved by Windows: its bytes above ASCII are
// marks such as quotation marks and dashes, which Windows-1252 and Windows-1251 have in
// the same places, or letters that stand alone between those of ASCII, as in "café". Letters of Cyrillic stand
// beside each other. Empty for any other text, such as one with few words.
func westernText(data []byte) string {
	const least = 8 // letters of ASCII for each byte that is none
	letters, high := 0, 0
	for i, b := range data {
		switch {
		case b < utf8.RuneSelf && unicode.IsLetter(rune(b)):
			letters++
		case b < utf8.RuneSelf:
		case sameInWindows[b]:
			high++
		case b < 0xc0 || i == 0 || !unicode.IsLetter(rune(data[i-1])) || data[i-1] >= utf8.RuneSelf || i+1 < len(data) && data[i+1] >= 0xc0:
			return ""
		default:
			high++
		}
	}
	if letters < least*high {
		return ""
	}
	return decodeBy(charmap.Windows1252)(data)
}

// sameInWindows are the bytes for marks that Windows-1251 and Windows-1252 show as the same.
var sameInWindows = func() (same [256]bool) {
	for b := utf8.RuneSelf; b < len(same); b++ {
		c := charmap.Windows1252.DecodeByte(byte(b))
		same[b] = c == charmap.Windows1251.DecodeByte(byte(b)) && c != utf8.RuneError
	}
	return same
}()

// frequent are the letters that make up most of a Russian or Kazakh text, and those that
// only Kazakh has.
const frequent = "оеаинтсрвлыдқғұүәөңһі"

// cyrillic weighs how much a text is one in Russian or Kazakh: by its frequent letters,
// against capital letters and drawn lines behind small ones. Names of a page, such as "MsoNormal", say nothing.
func cyrillic(s string) (score int) {
	var before rune
	for _, c := range s {
		if c >= utf8.RuneSelf && strings.ContainsRune(frequent, unicode.ToLower(c)) {
			score++
		}
		if before >= utf8.RuneSelf && unicode.IsLower(before) && (unicode.IsUpper(c) || unicode.Is(unicode.So, c)) {
			score -= 2
		}
		before = c
	}
	return score
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

// lostLetters reports whether a question mark stands between two Cyrillic letters.
func lostLetters(text string) bool {
	var a, b rune
	for _, c := range text {
		if b == '?' && script.IsCyrillic(a) && script.IsCyrillic(c) {
			return true
		}
		a, b = b, c
	}
	return false
}
