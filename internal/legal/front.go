package legal

import "bytes"

// Front is where the front matter of a text's file stands, as the file lies:
//
//	---
//	title: Құпиялық саясаты
//	---
//
//	1.1. …
type Front struct {
	From, To int // of the YAML between the two lines, half-open
	Body     int // where the body begins
}

// FrontMatter finds the front matter. begun reports whether the file begins with its
// first line, ended whether the second one follows: only then there is front matter.
func FrontMatter(raw []byte) (f Front, begun, ended bool) {
	for at := 0; at < len(raw); at = f.Body {
		f.Body = len(raw)
		if n := bytes.IndexByte(raw[at:], '\n'); n >= 0 {
			f.Body = at + n + 1
		}
		line := raw[at:f.Body]
		if at == 0 {
			line = bytes.TrimPrefix(line, []byte(bom))
		}
		marked := string(bytes.TrimRight(line, " \t\r\n")) == "---"
		switch {
		case at > 0 && marked:
			f.To = at
			return f, true, true
		case at == 0 && !marked:
			return Front{}, false, false
		case at == 0:
			f.From = f.Body
		}
	}
	return Front{}, len(raw) > 0, false
}
