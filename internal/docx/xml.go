package docx

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// node is an XML element. WordprocessingML has no mixed content: an element has
// either text or others inside.
type node struct {
	name  string // prefix of the table below and local name: "w:p"
	attrs []attr
	kids  []*node
	text  []byte // of an element that holds text: w:t, m:t, w:instrText and the like
}

type attr struct{ name, value string }

// prefixes name the namespaces that matter, of both conformance classes.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w:",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       "w:",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r:",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                "r:",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m:",
	"http://purl.oclc.org/ooxml/officeDocument/math":                         "m:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc:",
	"http://schemas.microsoft.com/office/word/2010/wordml":                   "w14:",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             "wp:",
	"urn:schemas-microsoft-com:vml":                                          "v:",
	"urn:schemas-microsoft-com:office:office":                                "o:",
	"http://www.w3.org/XML/1998/namespace":                                   "xml:",
	"xml":                                                                    "xml:",
	"":                                                                       "",
	attachedNS:                                                               "k:",
	"http://schemas.openxmlformats.org/package/2006/relationships":           "",
}

// nameOf is the name of an element or attribute; those of other namespaces
// begin with "?:" and match nothing.
func nameOf(n xml.Name) string {
	prefix, ok := prefixes[n.Space]
	if !ok {
		prefix = "?:"
	}
	return prefix + n.Local
}

var errDeclaration = errors.New("has a document type declaration, which the format forbids")

// parseXML reads a part. left is how many elements may still be made.
func parseXML(data []byte, left *int) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(utf8Of(data)))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // utf8Of has decoded
	top := &node{}
	open := []*node{top}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, errDeclaration
		case xml.StartElement:
			if *left--; *left < 0 || len(open) > maxDepth {
				return nil, errLimit
			}
			n := &node{name: nameOf(t.Name)}
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					n.attrs = append(n.attrs, attr{nameOf(a.Name), a.Value})
				}
			}
			last.kids = append(last.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
			if last.name == "mc:AlternateContent" {
				parent := open[len(open)-1]
				parent.kids = append(parent.kids[:len(parent.kids)-1], last.alternative()...)
			}
		case xml.CharData:
			if holdsText(last.name) {
				last.text = append(last.text, t...)
			}
		}
	}
	if len(top.kids) != 1 {
		return nil, io.ErrUnexpectedEOF
	}
	return top.kids[0], nil
}

func holdsText(name string) bool {
	switch name {
	case "w:t", "w:delText", "m:t", "w:instrText", "w:delInstrText", "k:text":
		return true
	}
	return false
}

// alternative returns what stands in the first choice, which is what Word of
// today shows, else in the fallback.
func (n *node) alternative() []*node {
	for _, k := range n.kids {
		if k.name == "mc:Choice" {
			return k.kids
		}
	}
	for _, k := range n.kids {
		if k.name == "mc:Fallback" {
			return k.kids
		}
	}
	return nil
}

// utf8Of decodes UTF-16 with a byte order mark; Word writes UTF-8, which stays.
func utf8Of(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// kid returns the first element of a name inside n; nil if there is none or n is nil.
func (n *node) kid(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// find returns the first element of a name anywhere inside n; nil if there is none.
func (n *node) find(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
		if f := k.find(name); f != nil {
			return f
		}
	}
	return nil
}

// attr returns the value of an attribute; empty if there is none or n is nil.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// val is the attribute w:val of the element of a name inside n.
func (n *node) val(name string) string { return n.kid(name).attr("w:val") }

// number is the attribute w:val of the element of a name inside n as a number.
func (n *node) number(name string) (value int, ok bool) {
	value, err := strconv.Atoi(strings.TrimSpace(n.val(name)))
	return value, err == nil
}

// toggle is the value of an on-off element of a name inside n; ok reports
// whether it is there.
func (n *node) toggle(name string) (on, ok bool) {
	k := n.kid(name)
	return k.on(), k != nil
}

// on is the value of an on-off element; false for nil.
func (n *node) on() bool {
	return n != nil && isOn(n.attr("w:val"))
}

// isOn is what the value of an on-off attribute says; that of one which is not there is on.
func isOn(value string) bool { return value != "0" && value != "false" && value != "off" }

// attributes are those of n; none if n is nil.
func (n *node) attributes() []attr {
	if n == nil {
		return nil
	}
	return n.attrs
}
