package links

import (
	"bytes"
	"html"
	"strings"
)

// Scan returns the ids of an HTML or SVG document, what its href and src
// attributes hold, in order, and which addresses a browser loads by itself.
func Scan(data []byte) (ids, hrefs, loads []string) {
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return ids, hrefs, loads
		}
		data = data[i+1:]
		switch {
		case bytes.HasPrefix(data, []byte("!--")):
			end := bytes.Index(data, []byte("-->"))
			if end < 0 {
				return ids, hrefs, loads
			}
			data = data[end+3:]
		case len(data) > 0 && isLetter(data[0]):
			var t tag
			t, data = scanTag(data)
			ids, hrefs, loads = append(ids, t.ids...), append(hrefs, t.hrefs...), append(loads, t.loads()...)
			if t.name == "style" {
				end := max(bytes.Index(bytes.ToLower(data), []byte("</style")), 0)
				loads = append(loads, styleLoads(data[:end])...)
			}
		}
	}
}

// tag is what a start tag says.
type tag struct {
	name       string
	rel, style string
	ids, hrefs []string
	other      []attribute // that may load something
}

type attribute struct{ name, value string }

// loads returns the addresses that the tag makes a browser fetch.
func (t *tag) loads() []string {
	var out []string
	for _, a := range t.other {
		if !loading(t.name, a.name, t.rel) {
			continue
		}
		if a.name != "srcset" {
			out = append(out, a.value)
			continue
		}
		for candidate := range strings.SplitSeq(a.value, ",") {
			if f := strings.Fields(candidate); len(f) > 0 {
				out = append(out, f[0])
			}
		}
	}
	return append(out, styleLoads([]byte(t.style))...)
}

// add takes in an attribute.
func (t *tag) add(name, raw []byte) {
	switch string(name) {
	case "id", "rel", "style", "href", "src", "srcset", "poster", "data", "background", "xlink:href":
	default:
		return
	}
	n := string(name)
	switch v := html.UnescapeString(string(raw)); n {
	case "id":
		t.ids = append(t.ids, v)
	case "rel":
		t.rel = v
	case "style":
		t.style = v
	case "href", "src":
		t.hrefs = append(t.hrefs, v)
		fallthrough
	default:
		t.other = append(t.other, attribute{n, v})
	}
}

// scanTag reads the start tag at the start of data, and returns what follows it.
func scanTag(data []byte) (t tag, rest []byte) {
	i := end(data, inTag)
	if i == len(data) {
		return t, nil
	}
	t.name = string(lower(data[:i]))
	data = data[i:]
	for {
		data = data[skip(data, space|slash):]
		if len(data) == 0 {
			return t, nil
		}
		if data[0] == '>' {
			return t, data[1:]
		}
		n := end(data, inTag|equals)
		if n == len(data) {
			return t, nil
		}
		if n == 0 { // a stray "="
			data = data[1:]
			continue
		}
		name := lower(data[:n])
		data = data[n:]
		data = data[skip(data, space):]
		if len(data) == 0 || data[0] != '=' {
			t.add(name, nil)
			continue
		}
		data = data[1:]
		data = data[skip(data, space):]
		value, rest := attributeValue(data)
		t.add(name, value)
		data = rest
	}
}

// Classes of the bytes that part a tag.
const (
	space = 1 << iota
	slash
	closing
	equals
	inTag = space | slash | closing
)

var classes = [256]byte{' ': space, '\t': space, '\r': space, '\n': space, '/': slash, '>': closing, '=': equals}

// skip counts the bytes of classes that data begins with.
func skip(data []byte, class byte) int {
	i := 0
	for i < len(data) && classes[data[i]]&class != 0 {
		i++
	}
	return i
}

// end is the place of the first byte of classes; the length if there is none.
func end(data []byte, class byte) int {
	i := 0
	for i < len(data) && classes[data[i]]&class == 0 {
		i++
	}
	return i
}

// lower is data in small letters; data itself if it has none to change.
func lower(data []byte) []byte {
	for _, c := range data {
		if c >= 'A' && c <= 'Z' || c >= 0x80 {
			return bytes.ToLower(data)
		}
	}
	return data
}

func attributeValue(data []byte) (value, rest []byte) {
	if len(data) > 0 && (data[0] == '"' || data[0] == '\'') {
		end := bytes.IndexByte(data[1:], data[0])
		if end < 0 {
			return data[1:], nil
		}
		return data[1 : end+1], data[end+2:]
	}
	n := end(data, space|closing)
	if n == len(data) {
		return data, nil
	}
	return data[:n], data[n:]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
