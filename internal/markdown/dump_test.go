package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// parse reads a body without front matter.
func parse(body string) ([]legal.Unit, diag.List) {
	return Parse(Input{Path: "kk.md", Source: []byte(body), Title: "T", At: diag.Pos{File: "kk.md"}, Language: languagetest.Of("kk")})
}

// dump writes the units but the title, one a line, and then the findings:
//
//	3:1 clause 2.1. #2.1 <2 depth=1 "text with *emphasis*, **strong**, `code` and [links](dest)"
func dump(units []legal.Unit, found diag.List) string {
	var b bytes.Buffer
	for _, u := range units[1:] {
		fmt.Fprintf(&b, "%d:%d %s", u.Pos.Line, u.Pos.Col, u.Kind)
		if u.Level > 0 {
			fmt.Fprintf(&b, "%d", u.Level)
		}
		if u.Label.Text != "" {
			fmt.Fprintf(&b, " %q", u.Label.Text)
		}
		fmt.Fprintf(&b, " #%s", u.Anchor)
		if u.Parent >= 0 {
			fmt.Fprintf(&b, " in #%s", units[u.Parent].Anchor)
		}
		if u.List > 0 {
			fmt.Fprintf(&b, " list=%d", u.List)
		}
		if u.Quote > 0 {
			fmt.Fprintf(&b, " quote=%d", u.Quote)
		}
		if u.Table > 0 {
			fmt.Fprintf(&b, " table=%d%s", u.Table, strings.ReplaceAll(fmt.Sprint(u.Aligns), " ", ""))
		}
		for i, set := range []bool{u.Head, u.Rule, u.Verbatim} {
			if set {
				b.WriteString([]string{" head", " rule", " verbatim"}[i])
			}
		}
		b.WriteByte('\n')
		if u.Kind != legal.Row {
			fmt.Fprintf(&b, "\t%s\n", runs(u.Runs))
		}
		for _, c := range u.Cells {
			fmt.Fprintf(&b, "\t| %s\n", runs(c))
		}
	}
	for _, f := range found {
		fmt.Fprintf(&b, "%s %s %s %v\n", f.Pos, f.Severity, f.Key(), f.Args)
	}
	return b.String()
}

// runs writes runs so that every style and link can be seen.
func runs(rs []legal.Run) string {
	var b strings.Builder
	for _, r := range rs {
		s := strings.ReplaceAll(r.Text, "\n", "⏎")
		if r.Style&legal.CodeSpan != 0 {
			s = "‹code " + s + "›"
		}
		if r.Style&legal.Emphasis != 0 {
			s = "‹em " + s + "›"
		}
		if r.Style&legal.Strong != 0 {
			s = "‹strong " + s + "›"
		}
		if l := r.Link; l != nil {
			dest := l.Dest
			switch l.Kind {
			case legal.LinkClause:
				dest = "#" + l.Anchor
			case legal.LinkAct:
				dest = l.Names[0] + "#" + l.Anchor
			}
			s = "‹" + dest + " " + s + "›"
		}
		b.WriteString(s)
	}
	return b.String()
}
