package check

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// labelFormRule: what looks like a number at the start of a paragraph or heading
// is one, or the finding names the nearest form (label-form): "1.1.Text" lacks a
// space, "2.1 text" a dot, "**2.5.** text" is bold, "1.2A." is no number at all.
// A backslash before it says that it is meant as words. A number without its dot among
// many that have it, and «З)» behind «2)», are numbers as they are typed, and slips.
func labelFormRule(e *Edition) {
	for k := range e.Edition.Texts {
		undotted := e.undotted(e.read[k])
		for j := range e.read[k] {
			if p := &e.read[k][j]; p.near != nil {
				n := p.near
				warn(&e.found, diag.LabelForm, n.variant, p.pos(0), diag.Args{"label": n.Text, "nearest": n.Nearest.Text})
			}
			p := &e.read[k][j]
			if p.unit == nil {
				continue
			}
			label := p.unit.Label.Text
			switch variant := p.loose(); {
			case variant != "":
				warn(&e.found, diag.LabelForm, variant, p.sourcePos(p.body()-len(label)), diag.Args{"label": label, "nearest": label + closing[variant]})
			case undotted[p.at]:
				warn(&e.found, diag.LabelForm, "undotted", p.sourcePos(p.body()-len(label)), diag.Args{"label": label, "nearest": label + "."})
			case p.figureTwin() != "":
				warn(&e.found, diag.LabelForm, "letter", p.sourcePos(p.body()-len(label)), diag.Args{"label": label, "nearest": p.figureTwin()})
			}
		}
	}
}

// fewestDotted is how many numbers with a dot say that the others lack it.
const fewestDotted = 6

// undotted are the units whose number of several parts has no dot where nearly all have.
func (e *Edition) undotted(read []passage) map[int]bool {
	dotted, without := 0, map[int]bool{}
	for j := range read {
		if u := read[j].unit; u != nil && u.Label.Form == legal.Decimal && len(u.Label.Path) > 1 {
			if strings.HasSuffix(u.Label.Text, ".") {
				dotted++
			} else {
				without[read[j].at] = true
			}
		}
	}
	if dotted < fewestDotted || len(without)*5 > dotted {
		return nil
	}
	return without
}

// figureTwin is the label that a letter was typed for: «3)» for «З)» behind «2)».
func (p *passage) figureTwin() string {
	u := p.unit
	letter, size := utf8.DecodeRuneInString(u.Label.Text)
	figure := script.Digit(letter)
	if figure == 0 || u.Label.Text[size:] != ")" || u.Parent < 0 || p.text.Units[u.Parent].Label.Text != string(figure-1)+")" {
		return ""
	}
	return string(figure) + ")"
}

// near is what looks like a label and is none, with the variant of its finding.
type near struct {
	legal.Near
	variant string
}

// findNear looks for near labels in the passages of a text. A number without its
// dot counts if it is the one that comes next there; so does a letter with a dot.
func findNear(read []passage, rules *language.Labels) {
	if rules == nil {
		return
	}
	open := map[int]legal.Label{} // the last number of each order
	var last legal.Label
	expects := func(l legal.Label) bool {
		if p, ok := open[order(l)]; ok && l.Follows(p) {
			return true
		}
		return last.Form == legal.NoLabel && l.First() || last.Form != legal.NoLabel && l.Child(last)
	}
	for i := range read {
		p := &read[i]
		if p.unit == nil || p.unit.List > 0 || p.unit.Quote > 0 {
			continue
		}
		l := p.unit.Label
		if l.Form == legal.NoLabel && (p.unit.Kind == legal.Paragraph || p.unit.Kind == legal.Heading) && !p.escaped() {
			if p.near = nearOf(p, rules, expects); p.near != nil {
				l = p.near.Nearest
			}
		}
		if l.Form != legal.NoLabel {
			for o := range open {
				if o > order(l) && l.Form >= legal.Article {
					delete(open, o)
				}
			}
			open[order(l)], last = l, l
		}
	}
}

func order(l legal.Label) int { return int(l.Form)*10 + min(len(l.Path), 9) }

// escaped reports whether a backslash stands where the passage begins.
func (o *origin) escaped() bool {
	at := o.body()
	return bytes.IndexByte(o.text.Source[at:min(at+12, o.unit.End)], '\\') >= 0
}

func nearOf(p *passage, rules *language.Labels, expects func(legal.Label) bool) *near {
	if label, rest, ok := legal.ParseLabel(rules, p.s); ok {
		// The parser would have read it, were there no marks around it.
		if runs := p.unit.Runs; len(runs) > 0 && runs[0].Style&legal.Strong != 0 {
			return &near{legal.Near{Text: label.Text, Rest: strings.TrimSpace(rest), Nearest: label}, "bold"}
		}
		return nil
	}
	n, ok := legal.NearLabel(rules, p.s)
	switch {
	case ok && n.Miss == legal.MissForm && n.Nearest.Form == legal.NoLabel:
		return &near{n, "none"}
	case ok && n.Miss == legal.MissForm:
		return &near{n, "odd"}
	case ok && n.Miss == legal.MissSpace:
		if expects(n.Nearest) {
			return &near{n, "space"}
		}
		return nil
	case ok && (n.Nearest.Form < legal.Decimal || expects(n.Nearest) && !citation.Begins(p.lang, p.s)):
		return &near{n, "dot"}
	case ok:
		return nil
	}
	if n, ok := legal.LetterDot(rules, p.s); ok && expects(n.Nearest) {
		return &near{n, "odd"}
	}
	return nil
}

// closing is what a loose label lacks, by the variant of its finding.
var closing = map[string]string{"read": "."}

// loose says what the label of a unit lacks: "space", its space («1.1.Текст»); "read",
// its dot before a small letter, as an amount has none («2.3 сбор»); else nothing.
func (p *passage) loose() string {
	if p.unit == nil || p.unit.Label.Form == legal.NoLabel {
		return ""
	}
	words := string(p.text.Source[p.body():p.unit.End])
	r, _ := utf8.DecodeRuneInString(words)
	if words != "" && !unicode.IsSpace(r) {
		return "space"
	}
	if p.lang != nil && len(p.unit.Label.Path) == 2 {
		if _, _, ok := legal.LooseNumber(p.lang.Labels(), p.unit.Label.Text+words); ok {
			return "read"
		}
	}
	return ""
}

// sourcePos is the position of an offset of the source.
func (o *origin) sourcePos(at int) diag.Pos {
	src := o.text.Source
	start := bytes.LastIndexByte(src[:at], '\n') + 1
	return diag.Pos{File: o.text.Path, Line: bytes.Count(src[:at], []byte{'\n'}) + 1, Col: utf8.RuneCount(src[start:at]) + 1}
}

// nearLen is how much of the passage a near label takes.
func (p *passage) nearLen() int {
	if p.near == nil {
		return 0
	}
	return len(p.near.Text)
}

// FixLabels returns the source of a text in which what looks like a number and is
// none has become one, if one answer is right: a space behind it, its dot, no
// marks around it. The text must have its units.
func FixLabels(t *legal.Text, lang *language.Language) []byte {
	var edits []edit
	for _, p := range passages(lang, t) {
		if e, ok := p.mendLabel(); ok {
			edits = append(edits, e)
		}
		if variant := p.loose(); variant != "" {
			edits = append(edits, edit{p.body(), p.body(), cmp.Or(closing[variant], " ")})
		}
	}
	return apply(t.Source, edits)
}

// mendLabel is the edit that makes a number of a near label, if one answer is right:
// its dot, a space behind it, or no marks around it.
func (p *passage) mendLabel() (edit, bool) {
	if p.near == nil || p.near.Nearest.Text == "" {
		return edit{}, false
	}
	at, n := p.body(), p.near
	src := p.text.Source[at:p.unit.End]
	switch {
	case n.variant == "dot" && bytes.HasPrefix(src, []byte(n.Text)):
		return edit{at, at + len(n.Text), n.Nearest.Text}, true
	case n.variant == "space" && bytes.HasPrefix(src, []byte(n.Text)):
		return edit{at + len(n.Text), at + len(n.Text), " "}, true
	case n.variant == "bold":
		for _, mark := range []string{"**", "__"} {
			whole := mark + n.Text + mark
			if bytes.HasPrefix(src, []byte(whole+" ")) {
				return edit{at, at + len(whole), n.Text}, true
			}
		}
	}
	return edit{}, false
}
