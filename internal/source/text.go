package source

import (
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
	src, found := decode(file, data)
	t := &legal.Text{Lang: lang, Path: file, Source: src}
	if unmerged(file, src, &found) {
		t.Source = nil
		return t, found
	}
	front, begun, ended := legal.FrontMatter(src)
	if len(data) == 0 && required {
		found.Add(diag.TextEmpty, diag.Pos{File: file, Line: 1, Col: 1}, nil)
		return t, found
	}
	if !ended {
		if required && (len(src) > 0 || !found.HasErrors()) {
			state := "missing"
			if begun {
				state = "unclosed"
			}
			found.AddVariant(diag.FrontMatter, state, diag.Pos{File: file, Line: 1, Col: 1}, nil)
		}
		return t, found
	}
	o := parseObject(file, src[:front.To], &found)
	o.expect("title", "changes", "reasons")
	if required || o.has("title") {
		o.required("title")
		t.Title = o.shown("title")
	}
	t.Changes = o.shown("changes")
	t.Body = front.Body
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
