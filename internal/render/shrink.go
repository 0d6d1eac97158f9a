package render

import (
	"bytes"
	"strings"
)

// shrink drops what a browser does not need of a stylesheet or a script:
// comments, and white space that parts nothing. Strings and regular expressions
// stay as they are, and so does a line end that may end a statement.
func shrink(src []byte, script bool) []byte {
	s := shrinker{in: bytes.TrimSpace(src), script: script}
	for s.i < len(s.in) {
		s.step()
	}
	return append(bytes.TrimSpace(s.out), '\n')
}

type shrinker struct {
	in, out []byte
	i       int
	script  bool
}

func (s *shrinker) step() {
	rest := s.in[s.i:]
	switch c := rest[0]; {
	case c == '"' || c == '\'' || c == '`' && s.script:
		s.quoted(c)
	case bytes.HasPrefix(rest, []byte("/*")):
		s.skip("*/")
	case s.script && bytes.HasPrefix(rest, []byte("//")):
		s.skip("\n")
	case s.script && c == '/' && strings.IndexByte("(,=:[!&|?{};", s.last()) >= 0:
		s.quoted(c)
	case isSpace(c):
		s.space()
	default:
		if c == '}' && !s.script && s.last() == ';' {
			s.out = s.out[:len(s.out)-1]
		}
		s.out = append(s.out, c)
		s.i++
	}
}

// last is the last byte written; a semicolon at the start.
func (s *shrinker) last() byte {
	if len(s.out) == 0 {
		return ';'
	}
	return s.out[len(s.out)-1]
}

// quoted copies up to the closing mark that is like the opening one.
func (s *shrinker) quoted(mark byte) {
	end := s.i + 1
	for end < len(s.in) && s.in[end] != mark {
		if s.in[end] == '\\' {
			end++
		}
		end++
	}
	end = min(end+1, len(s.in))
	s.out = append(s.out, s.in[s.i:end]...)
	s.i = end
}

// skip goes to the end of a comment; a line end that ends one stays.
func (s *shrinker) skip(end string) {
	n := bytes.Index(s.in[s.i:], []byte(end))
	switch {
	case n < 0:
		s.i = len(s.in)
	case end == "\n":
		s.i += n
	default:
		s.i += n + len(end)
	}
}

// space writes one space, one line end or nothing for a run of white space and
// comments.
func (s *shrinker) space() {
	line := false
	for s.i < len(s.in) {
		if rest := s.in[s.i:]; bytes.HasPrefix(rest, []byte("/*")) {
			s.skip("*/")
		} else if s.script && bytes.HasPrefix(rest, []byte("//")) {
			s.skip("\n")
		} else if isSpace(rest[0]) {
			line = line || rest[0] == '\n'
			s.i++
		} else {
			break
		}
	}
	if s.i == len(s.in) {
		return
	}
	before, after := s.last(), s.in[s.i]
	switch {
	case !s.script:
		if strings.IndexByte("{};,>:", before) < 0 && strings.IndexByte("{};,>", after) < 0 {
			s.out = append(s.out, ' ')
		}
	case line:
		if strings.IndexByte("{;,([?:=", before) < 0 && strings.IndexByte("})]?:.", after) < 0 {
			s.out = append(s.out, '\n')
		}
	case wordByte(before) && wordByte(after) || before == after && (before == '+' || before == '-'):
		s.out = append(s.out, ' ')
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// wordByte reports whether c can be part of a name or number.
func wordByte(c byte) bool {
	return c >= 0x80 || c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
