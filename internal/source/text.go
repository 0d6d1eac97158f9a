package source

import (
	"bytes"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// ParseText reads a text file into a Text: its bytes without BOM and CRLF, and
// the front matter. Units stay empty. If the front matter is absent the whole
// file is body; required makes that a finding. Positions is nil if it could
// not be read.
//
//	---
//	title: Құпиялық саясаты
//	changes: 3.2-тармақ қосылды.
//	reasons:
//	  3.2: Заңның талабы.
//	---
//
//	1.1. …
func ParseText(file string, lang legal.Lang, data []byte, required bool) (*legal.Text, diag.List) {
	src, found := Decode(file, data)
	t := &legal.Text{Lang: lang, Path: file, Source: src}
	if unmerged(file, src, &found) {
		t.Source = nil
		return t, found
	}
	end, body, state := splitFrontMatter(src)
	if len(data) == 0 && required {
		found.Add(diag.TextEmpty, diag.Pos{File: file, Line: 1, Col: 1}, nil)
		return t, found
	}
	if state != "" {
		if required && (len(src) > 0 || !found.HasErrors()) {
			found.AddVariant(diag.FrontMatter, state, diag.Pos{File: file, Line: 1, Col: 1}, nil)
		}
		return t, found
	}
	o := parseObject(file, src[:end], &found)
	o.expect("title", "changes", "reasons")
	if required || o.has("title") {
		o.required("title")
		t.Title = o.shown("title")
	}
	t.Changes = o.shown("changes")
	t.Body = body
	if !o.broken {
		t.Positions = o.positions()
	}
	if sub := o.object("reasons"); sub != nil {
		t.Reasons = map[string]string{}
		for _, number := range sub.order {
			t.Reasons[legal.NFC(number)] = sub.shown(number)
			if t.Positions != nil {
				t.Positions["reasons."+number] = sub.pos(number)
			}
		}
	}
	return t, found
}

// clean makes one line of a value: NFC, every run of white space one space.
func clean(s string) string { return legal.FoldSpace(legal.NFC(s)) }

// splitFrontMatter finds the end of the front matter's YAML and the begin of
// the body. state is "missing" or "unclosed" if there is none.
func splitFrontMatter(src []byte) (end, body int, state string) {
	line := func(at int) ([]byte, int) {
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			return src[at : at+i], at + i + 1
		}
		return src[at:], len(src)
	}
	first, at := line(0)
	if string(bytes.TrimRight(first, " \t")) != "---" {
		return 0, 0, "missing"
	}
	for at < len(src) {
		l, next := line(at)
		if string(bytes.TrimRight(l, " \t")) == "---" {
			return at, next, ""
		}
		at = next
	}
	return 0, 0, "unclosed"
}
