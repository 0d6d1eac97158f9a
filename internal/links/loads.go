package links

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Foreign returns what the files would load from other hosts when they are shown,
// by file and address: styles, scripts, pictures, fonts. A link that a reader
// follows is no load.
func (c *Checker) Foreign() []Dead {
	var out []Dead
	for _, s := range c.sets {
		out = append(out, s.foreign...)
	}
	slices.SortFunc(out, Dead.compare)
	return slices.Compact(out)
}

// loading reports whether a browser fetches the address of an attribute by
// itself. rel is the value of the tag's own rel, for the tag link alone.
func loading(tag, attribute, rel string) bool {
	switch attribute {
	case "src", "srcset", "poster", "data", "background":
		return true
	case "href", "xlink:href":
		switch tag {
		case "image", "use", "feimage":
			return true
		case "link":
			return rel != "" && !quiet(rel)
		}
	}
	return false
}

// quiet reports whether no browser loads what a link element of this rel names
// (HTML, 4.6.7: link types).
func quiet(rel string) bool {
	for t := range strings.FieldsSeq(strings.ToLower(rel)) {
		switch t {
		case "alternate", "author", "canonical", "help", "license", "next", "prev", "privacy-policy", "search", "service-desc", "terms-of-service":
		default:
			return false
		}
	}
	return true
}

// isForeign reports whether an address leads to a host, as a browser reads it: a stray "%"
// spoils nothing, "\" is "/", and tabs and line ends are passed over (URL Standard, 4.4).
func isForeign(address string) bool {
	a := browsers.Replace(strings.TrimSpace(address))
	i := strings.Index(a, "//")
	return i == 0 || i > 0 && a[i-1] == ':' && !strings.ContainsAny(a[:i-1], ":/?#")
}

var browsers = strings.NewReplacer(`\`, "/", "\t", "", "\n", "", "\r", "")

// styleLoads returns the addresses that a stylesheet names: those of url(), of
// @import (CSS Syntax 3, sections 4.3.4 and 4.3.6) and of image-set() (CSS Images 4,
// section 2.4), in whatever way their letters are escaped. Comments are passed over.
func styleLoads(css []byte) []string {
	css = cssEscape.ReplaceAllFunc(css, unescaped)
	var out []string
	names := false // a string is an address: from @import or image-set( to the end of the declaration
	for i := 0; i < len(css); {
		rest := css[i:]
		switch c := rest[0]; {
		case bytes.HasPrefix(rest, []byte("/*")):
			end := bytes.Index(rest, []byte("*/"))
			if end < 0 {
				return out
			}
			i += end + 2
		case c == '"' || c == '\'':
			value, n := quoted(rest)
			if names {
				out = append(out, value)
			}
			i += n
		case hasFold(rest, "url("):
			value, n := urlToken(rest[len("url("):])
			out = append(out, value)
			i += len("url(") + n
		case hasFold(rest, "@import"), hasFold(rest, "image-set("):
			names = true
			i++
		default:
			names = names && c != ';' && c != '}'
			i++
		}
	}
	return out
}

// cssEscape is an escape of a stylesheet (CSS Syntax 3, section 4.3.7).
var cssEscape = regexp.MustCompile(`\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|[^0-9a-fA-F\r\n\f])`)

// unescaped is what an escape stands for; of a character that would begin or end something
// else if it stood by itself, a sign that does not.
func unescaped(escape []byte) []byte {
	said := string(escape[1:])
	if n, err := strconv.ParseUint(strings.TrimRight(said, " \t\r\n\f"), 16, 32); err == nil {
		said = string(rune(n))
	}
	if strings.ContainsAny(said, "\"'\\*;{}()\r\n\f") {
		return []byte("_")
	}
	return []byte(said)
}

// hasFold reports whether data begins with an ASCII word, in whatever case.
func hasFold(data []byte, word string) bool {
	return len(data) >= len(word) && strings.EqualFold(string(data[:len(word)]), word)
}

// quoted reads the string at the start of data: its value and how many bytes it takes.
func quoted(data []byte) (string, int) {
	for i := 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case data[0], '\n':
			return string(data[1:i]), i + 1
		}
	}
	return string(data[1:]), len(data)
}

// urlToken reads what stands after "url(": the address and how many bytes it takes.
func urlToken(data []byte) (string, int) {
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	skipped := len(data) - len(trimmed)
	if len(trimmed) > 0 && (trimmed[0] == '"' || trimmed[0] == '\'') {
		value, n := quoted(trimmed)
		return value, skipped + n
	}
	end := bytes.IndexByte(trimmed, ')')
	if end < 0 {
		end = len(trimmed)
	}
	return string(bytes.TrimSpace(trimmed[:end])), skipped + end
}
