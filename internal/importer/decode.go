package importer

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// maxSize is the largest source in bytes.
const maxSize = 4 << 20

// form is the form of a source.
type form uint8

const (
	formText form = iota
	formMarkdown
	formHTML
	formMail   // the plain text of a mail
	formFlowed // one whose lines say where paragraphs end
)

// forms are the endings of names that can be imported.
var forms = map[string]form{".txt": formText, ".md": formMarkdown, ".markdown": formMarkdown, ".html": formHTML, ".htm": formHTML}

// pageNames are further endings under which web pages are saved; a text may be one, too.
var pageNames = map[string]bool{".mht": true, ".mhtml": true, ".doc": true, ".html": true, ".htm": true, ".txt": true}

// foreign are formats that begin with bytes of their own, whatever the file is called.
var foreign = []struct{ variant, start string }{
	{"rtf", `{\rtf`}, {"pdf", "%PDF-"}, {"doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, {"zip", "PK\x03\x04"},
	{"picture", "\xff\xd8\xff"}, {"picture", "\x89PNG"}, {"picture", "GIF8"}, {"picture", "II*\x00"}, {"picture", "MM\x00*"}, {"picture", "AT&TFORM"},
}

// packed are the formats of one archive by a name in it. Those of Office say what is in them.
var packed = []struct{ variant, name string }{{"sheet", "xl/workbook.xml"}, {"sheet", "opendocument.spreadsheet"}, {"odt", "opendocument"}, {"pages", ".iwa"}}

// foreignFormat is the format of a source that is not read, "" if it may be.
func foreignFormat(ext string, data []byte) string {
	for _, f := range foreign {
		if !bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte(f.start)) {
			continue
		}
		switch {
		case f.variant == "doc" && (ext == ".msg" || bytes.Contains(data, []byte(messagePart))):
			return "msg"
		case f.variant == "zip" && !bytes.Contains(data, []byte("word/")):
			for _, p := range packed {
				if bytes.Contains(data, []byte(p.name)) {
					return p.variant
				}
			}
		}
		return f.variant
	}
	return ""
}

// messagePart is the name of the parts of a message of Outlook, in UTF-16.
const messagePart = "_\x00_\x00s\x00u\x00b\x00s\x00t\x00g\x00"

// isWordFile reports whether a source is a Word file, or is called one without being
// anything else.
func isWordFile(name string, data []byte) bool {
	is := strings.EqualFold(path.Ext(name), ".docx")
	if is {
		switch foreignFormat(".docx", data) {
		case "", "zip", "doc": // package docx says more of what is damaged or encrypted
		default:
			return false
		}
	}
	return is
}

// decode returns the source as NFC with LF and without BOM. ok is false if it
// is refused: an error says why.
func decode(name string, data []byte, found *diag.List) (src string, kind form, ok bool) {
	ext := strings.ToLower(path.Ext(name))
	whole := diag.Pos{File: name}
	if variant := foreignFormat(ext, data); variant != "" {
		found.AddVariant(diag.ImportFormat, variant, whole, diag.Args{"format": ext})
		return "", 0, false
	}
	kind, known := forms[ext]
	if wordXML.Match(data[:min(len(data), beginningSize)]) {
		found.AddVariant(diag.ImportFormat, "doc", whole, diag.Args{"format": ext})
		return "", 0, false
	}
	if l := readLetter(data); l != nil && isMail(name) {
		if l.attached != "" {
			found.AddVariant(diag.ImportFormat, "mail", whole, diag.Args{"format": l.attached})
			return "", 0, false
		}
		found.AddVariant(diag.ImportEdge, "mail", diag.Pos{File: name, Line: 1}, diag.Args{"words": excerpt(l.subject)})
		data, kind, known = l.plain, formMail, true
		switch {
		case l.page != nil:
			data, kind = l.page, formHTML
		case l.flowed:
			kind = formFlowed
		}
	}
	if page := archivedPage(data); page != nil && pageNames[ext] {
		data, kind, known = page, formHTML, true
	} else if isPage(data) && pageNames[ext] {
		kind, known = formHTML, true
	}
	switch {
	case !known:
		found.Add(diag.ImportFormat, whole, diag.Args{"format": ext})
		return "", 0, false
	case len(data) > maxSize:
		found.Add(diag.ImportSize, whole, diag.Args{"limit": maxSize >> 20})
		return "", 0, false
	}
	data, ok = toUTF8(name, data, found)
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

// wordXML is what a document of Word 2003 in XML says in its first bytes, and one of later versions in one XML file.
var wordXML = regex.Of(`progid="Word\.Document"|<w:wordDocument|<pkg:package`)

const beginningSize = 2000

func isMail(name string) bool { return strings.EqualFold(path.Ext(name), ".eml") }

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

// surelyLetters is how many speak against the language that was asked for.
const surelyLetters = 2 * fewestLetters

// Language recognises the language of a text by its letters. It is empty for a text that
// is too short to tell, or of an alphabet that no language has.
func Language(all *language.Set, src string) legal.Lang {
	letters := all.Letters(src)
	if len(letters) == 0 || slices.Max(letters) < fewestLetters {
		return ""
	}
	return legal.Lang(all.Guess(src).Code)
}

// judgeLanguage warns if a text has the letters of another language than its draft: a
// longer one if its language was asked for.
func judgeLanguage(name, src string, opts Options, found *diag.List) {
	is, of := Language(opts.Languages, src), opts.of(src)
	if is == "" || is == of || opts.Languages.Of(string(of)) == nil || opts.Language != "" && slices.Max(opts.Languages.Letters(src)) < surelyLetters {
		return
	}
	found.Add(diag.ImportLanguage, diag.Pos{File: name}, diag.Args{"language": of, "is": is})
}
