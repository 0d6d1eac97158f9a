package legal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// PlainFormat names the plain form that Plain writes. It is recorded beside
// every plain hash, so that a later form can never be taken for this one.
const PlainFormat = "kelisim.plain/1"

// Plain returns the text in the form kelisim.plain/1, which docs/plain.md
// specifies byte for byte: the title, then every unit after a blank line (rows
// of one table without), each with its literal number; UTF-8, NFC, LF.
func (t *Text) Plain() []byte {
	var b strings.Builder
	for i := range t.Units {
		u := &t.Units[i]
		if i > 0 {
			b.WriteByte('\n')
			if prev := &t.Units[i-1]; u.Table == 0 || prev.Table != u.Table {
				b.WriteByte('\n')
			}
		}
		u.writePlain(&b)
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

func (u *Unit) writePlain(b *strings.Builder) {
	b.WriteString(strings.Repeat("> ", u.Quote))
	if u.Kind == Item {
		b.WriteString("- ")
	}
	if u.Kind == Code {
		lines := strings.TrimSuffix(u.Runs[0].Text, "\n")
		b.WriteString(strings.ReplaceAll(lines, "\n", "\n"+strings.Repeat("> ", u.Quote)))
		return
	}
	text := u.Plain()
	b.WriteString(u.Label.Text)
	if u.Label.Text != "" && text != "" {
		b.WriteByte(' ')
	}
	b.WriteString(text)
}

// Canonical gives a text file's bytes as they are hashed: without a BOM at the
// start and with LF for CRLF, so that neither an editor on Windows nor Git's
// conversion of line ends changes what was published. It may return data itself.
func Canonical(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte(bom))
	if bytes.Contains(data, []byte("\r\n")) {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	return data
}

// Forms gives the hashes of the other forms of a text file's bytes that a record
// may hold because programs before this one hashed the file as it lay: as it lies,
// and with all of its line ends LF or CRLF, each with and without a BOM.
func Forms(data []byte) []string {
	lf := Canonical(data)
	crlf := bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n"))
	forms := []string{SHA256(data), SHA256(crlf)}
	for _, form := range [][]byte{lf, crlf} {
		forms = append(forms, SHA256(append([]byte(bom), form...)))
	}
	return forms
}

const bom = "\xef\xbb\xbf"

// SHA256 is the hash of data in lower-case hex.
func SHA256(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
