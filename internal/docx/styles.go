package docx

import "strings"

// maxBases is how many styles one style may rest on, one below the other. Word
// has no more than ten; a circle has no end.
const maxBases = 64

// style is a style of styles.xml: what it says itself, and what it rests on.
type style struct {
	id, name, kind string
	base           *style

	num     *Num // its level is -1 if it says none, its ID is empty if it names no list
	outline int  // from 0; -1 for none
	align   string
	indent  indent
	face    toggles
}

// styles are the styles of a document by id.
type styles struct {
	byID      map[string]*style
	paragraph *style  // the default one of paragraphs; may be nil
	face      toggles // of the document's defaults
}

func readStyles(root *node) *styles {
	s := &styles{byID: map[string]*style{}}
	if root == nil {
		return s
	}
	s.face = readToggles(root.kid("w:docDefaults").kid("w:rPrDefault").kid("w:rPr"))
	var order []*style
	based := map[*style]string{}
	for _, n := range root.kids {
		if id := n.attr("w:styleId"); n.name != "w:style" || s.byID[id] != nil {
			continue
		}
		st := readStyle(n)
		s.byID[st.id], based[st] = st, n.val("w:basedOn")
		order = append(order, st)
		if d := n.attr("w:default"); st.kind == "paragraph" && (d == "1" || d == "true" || d == "on") && s.paragraph == nil {
			s.paragraph = st
		}
	}
	for _, st := range order {
		st.base = s.byID[based[st]]
	}
	for _, st := range order {
		bases := 0
		for b := st.base; b != nil && bases <= maxBases; b = b.base {
			bases++
		}
		if bases > maxBases {
			st.base = nil
		}
	}
	return s
}

func readStyle(n *node) *style {
	props := n.kid("w:pPr")
	st := &style{
		id: n.attr("w:styleId"), name: strings.ToLower(n.val("w:name")), kind: n.attr("w:type"),
		num: readNum(props), outline: readOutline(props), align: props.val("w:jc"),
		indent: readIndent(props.kid("w:ind")), face: readToggles(n.kid("w:rPr")),
	}
	if level, is := strings.CutPrefix(st.name, "heading "); is && st.outline < 0 && len(level) == 1 && level[0] >= '1' && level[0] <= '9' {
		st.outline = int(level[0] - '1') // Word knows its own styles by their names
	}
	return st
}

// of returns the paragraph style of an id, else the default one; it may be nil.
func (s *styles) of(id string) *style {
	if st := s.byID[id]; st != nil && st.kind != "character" && st.kind != "table" {
		return st
	}
	return s.paragraph
}

// format reads paragraph properties: what props says, else what its style says.
func (s *styles) format(props *node, lists *numbering) Format {
	st := s.of(props.val("w:pStyle"))
	f := Format{Num: s.num(readNum(props), st, lists)}
	outline, align, own := readOutline(props), props.val("w:jc"), readIndent(props.kid("w:ind"))
	if st != nil {
		f.Style = st.name
	}
	var styled indent
	for b := st; b != nil; b = b.base {
		if outline < 0 {
			outline = b.outline
		}
		if align == "" {
			align = b.align
		}
		styled = styled.or(b.indent)
	}
	if outline >= 0 && outline < 9 {
		f.Outline = outline + 1
	}
	switch align {
	case "center":
		f.Align = AlignCenter
	case "right", "end":
		f.Align = AlignRight
	case "both", "distribute":
		f.Align = AlignBoth
	}
	if l := lists.level(f.Num); l != nil { // a list's indent wins over that of the style
		own = own.or(l.indent)
	}
	own = own.or(styled)
	f.Left, f.Hanging = own.left, own.hanging
	f.PageBreak, _ = props.toggle("w:pageBreakBefore")
	f.Contents = strings.HasPrefix(f.Style, "toc ")
	return f
}

// num is the automatic number of a paragraph with its own number (nil: none)
// and the style st. The style of a numbered paragraph does not say the level:
// the level whose w:pStyle names the style does (ECMA-376 part 1, 17.9.23).
func (s *styles) num(own *Num, st *style, lists *numbering) Num {
	num := Num{Level: -1}
	if own != nil {
		num = *own
	}
	for b := st; b != nil && num.ID == ""; b = b.base {
		if b.num == nil {
			continue
		}
		num.ID = b.num.ID
		if num.Level < 0 && num.ID != "" {
			num.Level = lists.styleLevel(num.ID, st, b)
		}
		if num.Level < 0 {
			num.Level = b.num.Level
		}
	}
	num.Level = max(num.Level, 0)
	if lists.level(num) == nil { // "0" takes the number of the style away
		return Num{}
	}
	return num
}

// readNum reads the w:numPr of paragraph properties; nil if there is none.
func readNum(props *node) *Num {
	n := props.kid("w:numPr")
	if n == nil {
		return nil
	}
	num := &Num{ID: n.val("w:numId"), Level: -1}
	if v, ok := n.number("w:ilvl"); ok && v >= 0 && v <= maxLevel {
		num.Level = v
	}
	return num
}

// readOutline reads the outline level of paragraph properties, from 0; -1 if
// there is none. Level 9 is that of text.
func readOutline(props *node) int {
	if v, ok := props.number("w:outlineLvl"); ok && v >= 0 && v <= 9 {
		return v
	}
	return -1
}

// indent is a w:ind.
type indent struct {
	left, hanging       int
	hasLeft, hasHanging bool
}

func readIndent(n *node) (i indent) {
	for _, a := range n.attributes() {
		v, ok := twips(a.value)
		switch {
		case !ok:
		case a.name == "w:left" || a.name == "w:start":
			i.left, i.hasLeft = v, true
		case a.name == "w:hanging":
			i.hanging, i.hasHanging = v, true
		case a.name == "w:firstLine" && !i.hasHanging:
			i.hanging, i.hasHanging = -v, true
		}
	}
	return i
}

// or returns i, and what it does not say from o.
func (i indent) or(o indent) indent {
	if !i.hasLeft {
		i.left, i.hasLeft = o.left, o.hasLeft
	}
	if !i.hasHanging {
		i.hanging, i.hasHanging = o.hanging, o.hasHanging
	}
	return i
}

// Faces that no run of a document has: that of hidden text, and of letters that are
// shown as capitals.
const (
	hidden Face = 1 << 7
	capped Face = 1 << 6
)

// toggles are what run properties say of a face: which of its bits, and what.
type toggles struct{ says, on Face }

func readToggles(props *node) (t toggles) {
	if props == nil {
		return t
	}
	say := func(f Face, on bool) {
		t.says |= f
		if on {
			t.on |= f
		}
	}
	for _, k := range props.kids {
		on := k.on()
		switch k.name {
		case "w:b":
			say(Bold, on)
		case "w:i":
			say(Italic, on)
		case "w:strike", "w:dstrike":
			say(Struck, on)
		case "w:caps", "w:smallCaps":
			say(capped, on)
		case "w:vanish":
			say(hidden, on)
		case "w:vertAlign":
			say(Raised, k.attr("w:val") == "superscript")
		}
	}
	return t
}

// or returns what t says, and what it does not say from o.
func (t toggles) or(o toggles) toggles {
	return toggles{t.says | o.says, t.on | o.on&^t.says}
}

// toggles is the face of st and its bases.
func (st *style) toggles() (t toggles) {
	for ; st != nil; st = st.base {
		t = t.or(st.face)
	}
	return t
}

// face is the face of a run with the properties props (nil: none) in a
// paragraph of style st: what they say, else the styles and the defaults. Where
// the style of the paragraph and that of the run both are bold, the run is not.
func (s *styles) runFace(props *node, st *style) Face {
	own := readToggles(props)
	style := s.byID[props.val("w:rStyle")]
	char := style.toggles()
	if style != nil && style.name == "html code" {
		own.says, own.on = own.says|Code, own.on|Code
	}
	styled := st.toggles().on ^ char.on
	if char.says&Raised != 0 { // a place on the line, no toggle
		styled = styled&^Raised | char.on&Raised
	}
	return own.on | (styled|s.face.on)&^own.says
}
