package importer

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

const (
	harbourRussian = "ПРАВИЛА ПРИСТАНИ\n\n1. Лодка стоит у причала не дольше суток.\n\n2. Хозяин лодки отвечает за нее – даже ночью.\n"
	harbourKazakh  = "ЖҰМЫС ТӘРТІБІ\n\n1. Қайық айлақта бір тәуліктен артық тұрмайды.\n\n2. Қайық үшін иесі жауап береді, өзен мұзы еріген соң да.\n"
)

// shown gives text as bytes of one code page are shown in another.
func shown(t *testing.T, text string, in *charmap.Charmap) string {
	t.Helper()
	s, err := in.NewDecoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// kazakhBytes writes a text in KZ-1048, letter by letter after the standard.
func kazakhBytes(t *testing.T, text string) string {
	t.Helper()
	own := map[rune]byte{'Қ': 0x8d, 'Һ': 0x8e, 'қ': 0x9d, 'һ': 0x9e, 'Ұ': 0xa1, 'ұ': 0xa2, 'Ә': 0xa3, 'Ө': 0xa5, 'Ғ': 0xaa, 'Ү': 0xaf, 'ө': 0xb4, 'ғ': 0xba, 'ә': 0xbc, 'Ң': 0xbd, 'ң': 0xbe, 'ү': 0xbf}
	var b strings.Builder
	for _, c := range text {
		if own[c] != 0 {
			b.WriteByte(own[c])
			continue
		}
		s, err := charmap.Windows1251.NewEncoder().String(string(c))
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(s)
	}
	return b.String()
}

// TestEncodings: a text comes out of every encoding that it may have been saved in, and
// out of those in which its bytes were shown and saved as shown; a note names them.
func TestEncodings(t *testing.T) {
	encode := func(text string, in *charmap.Charmap) string {
		s, err := in.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(harbourKazakh)
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.ReplaceAll(harbourRussian, "–", "-") // the code pages of other systems lack the dash
	for _, c := range []struct{ name, data, want, encoding string }{
		{"UTF-8", harbourKazakh, harbourKazakh, ""},
		{"UTF-8 with a mark", "\ufeff" + harbourKazakh, harbourKazakh, ""},
		{"UTF-16", wide, harbourKazakh, "UTF-16"},
		{"Windows", encode(harbourRussian, charmap.Windows1251), harbourRussian, "Windows-1251"},
		{"Windows in Kazakhstan", kazakhBytes(t, harbourKazakh), harbourKazakh, "KZ-1048"},
		{"Unix", encode(plain, charmap.KOI8R), plain, "KOI8-R"},
		{"DOS", encode(plain, charmap.CodePage866), plain, "IBM 866"},
		{"old Mac", encode(harbourRussian, charmap.MacintoshCyrillic), harbourRussian, "Mac Cyrillic"},
		{"capitals", encode("ПРАВИЛА", charmap.Windows1251), "ПРАВИЛА", "Windows-1251"},
		{"UTF-8 shown in Windows-1251", shown(t, strings.ReplaceAll(harbourRussian, "И", "Й"), charmap.Windows1251), strings.ReplaceAll(harbourRussian, "И", "Й"), "UTF-8 / Windows-1251"},
		{"KZ-1048 shown in Windows-1251", shown(t, kazakhBytes(t, harbourKazakh), charmap.Windows1251), harbourKazakh, "KZ-1048 / Windows-1251"},
		{"Windows-1251 shown in western Europe", shown(t, encode(harbourRussian, charmap.Windows1251), charmap.Windows1252), harbourRussian, "Windows-1251 / Windows-1252"},
		{"English with marks of Windows", encode("Rules of the “Harbour” – a boat’s owner pays; the café is open to every guest of the pier and to all who wait there.", charmap.Windows1252), "Rules of the “Harbour” – a boat’s owner pays; the café is open to every guest of the pier and to all who wait there.", "Windows-1252"},
		{"French", "Règles générales : l’été à côté, déjà prêté.", "Règles générales : l’été à côté, déjà prêté.", ""},
		{"Ukrainian", "Про її ґанок, з’їзд і є.", "Про її ґанок, з’їзд і є.", ""},
		{"Macedonian", "Ќе се најде ѕвезда.", "Ќе се најде ѕвезда.", ""},
	} {
		var found diag.List
		got, _, ok := decode("a.txt", []byte(c.data), &found)
		if !ok || got != c.want {
			t.Errorf("%s: got %q, %v", c.name, got, found)
		}
		if c.encoding == "" && len(found) > 0 || c.encoding != "" && (len(found) != 1 || found[0].Code != diag.ImportConverted || found[0].Args["encoding"] != c.encoding) {
			t.Errorf("%s: findings %v", c.name, found)
		}
	}
}

// TestWordOldFont: a Word file whose Kazakh letters were those of a font of old days.
func TestWordOldFont(t *testing.T) {
	var body strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(shown(t, kazakhBytes(t, harbourKazakh), charmap.Windows1251)), "\n\n") {
		body.WriteString(`<w:p><w:r><w:t>` + line + `</w:t></w:r></w:p>`)
	}
	res := Import("a.docx", docxtest.File{Body: body.String()}.Pack(t), Options{Language: "kk", Languages: languagetest.Set()})
	_, want, _ := strings.Cut(harbourKazakh, "\n\n")
	if len(res.Drafts) != 1 || !strings.HasSuffix(string(res.Drafts[0].Markdown), want) || len(res.Found) != 1 || res.Found[0].Code != diag.ImportConverted {
		t.Errorf("drafts %v, findings %v", res.Drafts, res.List())
	}
}
