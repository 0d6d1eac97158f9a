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
	p := plain{}
	Walk(t.Units, &p)
	return []byte(strings.TrimRight(p.String(), "\n") + "\n")
}

// plain writes the plain form. It is a Visitor.
type plain struct {
	strings.Builder
	begun   bool // behind the first unit, which may be empty
	inTable bool // behind a row of the open table
}

// Enter begins the line of a unit.
func (p *plain) Enter(n *Node) {
	switch n.Kind {
	case NodeTable:
		p.inTable = false
	case NodeBlock, NodeRow:
		p.begin(n.Unit)
	case NodeItem:
		if n.Unit != nil {
			p.begin(n.Unit)
		}
	}
}

func (p *plain) begin(u *Unit) {
	if p.begun {
		p.WriteByte('\n')
		if u.Kind != Row || !p.inTable {
			p.WriteByte('\n')
		}
	}
	p.WriteString(strings.Repeat("> ", u.Quote))
	if u.Kind == Item {
		p.WriteString("- ")
	}
	p.begun, p.inTable = true, true
}

// Words writes a unit's number and text, or one cell of a row.
func (p *plain) Words(n *Node, runs []Run) {
	u := n.Unit
	switch {
	case n.Kind == NodeCell && n.Cell > 0:
		p.WriteString(CellBreak)
	case u.Kind == Code:
		lines := strings.TrimSuffix(runs[0].Text, "\n")
		p.WriteString(strings.ReplaceAll(lines, "\n", "\n"+strings.Repeat("> ", u.Quote)))
		return
	}
	text := plainRuns(runs)
	if n.Kind != NodeCell {
		p.WriteString(u.Label.Text)
		if u.Label.Text != "" && text != "" {
			p.WriteByte(' ')
		}
	}
	p.WriteString(text)
}

// Leave does nothing: what ends a unit is the beginning of the next.
func (p *plain) Leave(*Node) {}

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

// InForm gives a text file's bytes in the form that has a hash, one of those of
// [Forms]; nil if none has.
func InForm(data []byte, hash string) []byte {
	lf := Canonical(data)
	crlf := bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n"))
	for _, form := range [][]byte{lf, data, crlf, append([]byte(bom), lf...), append([]byte(bom), crlf...)} {
		if SHA256(form) == hash {
			return form
		}
	}
	return nil
}
