package docx

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxLevel is the deepest level of a list; Word has nine.
const maxLevel = 8

// numbering are the lists of a document.
type numbering struct {
	lists map[string]*list // by the id that paragraphs name
}

// list is one w:num: a definition, which other lists may share, and what this
// one says differently.
type list struct {
	def    *definition
	levels [maxLevel + 1]*level
	starts [maxLevel + 1]*int // begin anew here when the list is first used
}

// definition is one w:abstractNum. Lists that share it count on together.
type definition struct {
	levels [maxLevel + 1]*level
	link   string // style whose list has the levels
}

// level is how one level of a list counts and looks.
type level struct {
	start   int
	format  string // "decimal", "russianLower", ...
	pattern string // of the format "custom": "001, 002, 003, ..."
	text    string // "%1.%2." or the character of a bullet
	suffix  string // what stands between number and text
	legal   bool   // numbers of all levels are shown as decimal ones
	restart int    // the level begins anew after one of the levels before this; 0: never
	style   string // paragraph style that stands for the level
	hidden  bool
	indent  indent
}

// readNumbering reads numbering.xml. root may be nil.
func readNumbering(root *node, st *styles) *numbering {
	n := &numbering{lists: map[string]*list{}}
	if root == nil {
		return n
	}
	defs := map[string]*definition{}
	for _, k := range root.kids {
		if k.name != "w:abstractNum" {
			continue
		}
		d := &definition{link: k.val("w:numStyleLink")}
		for _, l := range k.kids {
			if i, ok := levelIndex(l, "w:lvl"); ok {
				d.levels[i] = readLevel(l, i)
			}
		}
		defs[k.attr("w:abstractNumId")] = d
	}
	for _, k := range root.kids {
		if k.name != "w:num" {
			continue
		}
		def := defs[k.val("w:abstractNumId")]
		if def == nil {
			continue
		}
		l := &list{def: def}
		for _, o := range k.kids {
			i, ok := levelIndex(o, "w:lvlOverride")
			if !ok {
				continue
			}
			if v, ok := o.number("w:startOverride"); ok {
				l.starts[i] = &v
			}
			if own := o.kid("w:lvl"); own != nil {
				l.levels[i] = readLevel(own, i)
			}
		}
		n.lists[k.attr("w:numId")] = l
	}
	n.follow(st)
	return n
}

// follow gives the definitions that only name a style the levels of that
// style's list, which then count together with it.
func (n *numbering) follow(st *styles) {
	for _, id := range slices.Sorted(maps.Keys(n.lists)) {
		l := n.lists[id]
		for seen := 0; l.def.link != "" && seen < maxLevel; seen++ {
			s := st.byID[l.def.link]
			if s == nil || s.num == nil {
				break
			}
			next := n.lists[s.num.ID]
			if next == nil || next.def == l.def {
				break
			}
			l.def = next.def
		}
	}
	for _, l := range n.lists {
		for i := range l.levels {
			if l.levels[i] == nil {
				l.levels[i] = l.def.levels[i]
			}
		}
	}
}

func levelIndex(n *node, name string) (int, bool) {
	i, err := strconv.Atoi(n.attr("w:ilvl"))
	return i, err == nil && n.name == name && i >= 0 && i <= maxLevel
}

func readLevel(n *node, index int) *level {
	l := &level{
		format: n.val("w:numFmt"), pattern: n.kid("w:numFmt").attr("w:format"),
		text: n.val("w:lvlText"), style: n.val("w:pStyle"), suffix: "\t", restart: index,
		indent: readIndent(n.kid("w:pPr").kid("w:ind")),
	}
	if l.format == "" {
		l.format = "decimal"
	}
	l.start, _ = n.number("w:start")
	l.legal, _ = n.toggle("w:isLgl")
	l.hidden, _ = n.kid("w:rPr").toggle("w:vanish")
	switch n.val("w:suff") {
	case "space":
		l.suffix = " "
	case "nothing":
		l.suffix = ""
	}
	if v, ok := n.number("w:lvlRestart"); ok && v >= 0 && v < index {
		l.restart = v
	}
	return l
}

// level returns the level that num names; nil if there is none.
func (n *numbering) level(num Num) *level {
	if l := n.lists[num.ID]; l != nil && num.Level >= 0 && num.Level <= maxLevel {
		return l.levels[num.Level]
	}
	return nil
}

// styleLevel is the level of a list that stands for the style st, or for the
// style holder, a base of st that names the list; -1 if there is none.
func (n *numbering) styleLevel(id string, st, holder *style) int {
	l := n.lists[id]
	if l == nil {
		return -1
	}
	for _, s := range []*style{st, holder} {
		for i, lvl := range l.levels {
			if lvl != nil && lvl.style == s.id {
				return i
			}
		}
	}
	return -1
}

// Label is what Word shows before a paragraph.
type Label struct {
	Text   string // "2.1.", "Статья 5.", "а)", "•"; empty for none
	Suffix string // what parts it from the text: a tab, a space or nothing
	Bullet bool
	// Unknown is the number format that this package cannot tell; Text is then
	// made with decimal numbers. Empty: all is well.
	Unknown string
}

// counter counts the paragraphs of a document.
type counter struct {
	lists *numbering
	state map[*definition]*counts
	begun map[*list]*[maxLevel + 1]bool // levels of a list that have used their own start
}

// counts are the present numbers of lists that count together.
type counts struct {
	value [maxLevel + 1]int
	used  [maxLevel + 1]bool // since the level began anew
}

// number sets the labels of paragraphs, which are all of a document in order.
func (n *numbering) number(paragraphs []*Paragraph) {
	c := &counter{lists: n, state: map[*definition]*counts{}, begun: map[*list]*[maxLevel + 1]bool{}}
	for _, p := range paragraphs {
		// The end of a section alone is no paragraph to Word: it is not counted.
		if !p.section || len(p.Runs) > 0 {
			p.Label = c.next(p.Num)
		}
	}
}

// next counts a paragraph of num and returns its label.
func (c *counter) next(num Num) Label {
	own := c.lists.level(num)
	if own == nil {
		return Label{}
	}
	l := c.lists.lists[num.ID]
	s, begun := c.state[l.def], c.begun[l]
	if s == nil {
		s = &counts{}
		c.state[l.def] = s
	}
	if begun == nil {
		begun = &[maxLevel + 1]bool{}
		c.begun[l] = begun
	}
	for i := range num.Level { // a level that was skipped counts as if its first number had stood there
		if !s.used[i] {
			s.value[i], s.used[i] = l.start(i), true
		}
	}
	i := num.Level
	if anew := l.starts[i] != nil && !begun[i]; anew || !s.used[i] {
		s.value[i] = l.start(i)
	} else {
		s.value[i]++
	}
	s.used[i], begun[i] = true, true
	s.begin(l, i)
	return l.label(s, i)
}

// begin lets the levels below one that was counted begin anew.
func (s *counts) begin(l *list, counted int) {
	for i := counted + 1; i <= maxLevel; i++ {
		restart := i
		if l.levels[i] != nil {
			restart = l.levels[i].restart
		}
		if counted < restart {
			s.used[i] = false
		}
	}
}

func (l *list) start(i int) int {
	switch {
	case l.starts[i] != nil:
		return *l.starts[i]
	case l.levels[i] == nil:
		return 1
	}
	return l.levels[i].start
}

// label is what level i of a list shows.
func (l *list) label(s *counts, i int) Label {
	own := l.levels[i]
	if own.hidden {
		return Label{}
	}
	label := Label{Suffix: own.suffix}
	if own.format == "bullet" {
		label.Text, label.Bullet = bullet(own.text), own.text != ""
		return label
	}
	var b strings.Builder
	for text := own.text; text != ""; {
		before, after, found := strings.Cut(text, "%")
		b.WriteString(before)
		text = after
		if !found {
			break
		}
		if after == "" || after[0] < '1' || after[0] > '9' {
			b.WriteByte('%')
			continue
		}
		text = after[1:]
		shown, known := l.shown(s, int(after[0]-'1'), own.legal)
		b.WriteString(shown)
		if !known {
			label.Unknown = l.levels[after[0]-'1'].format
		}
	}
	if label.Text = b.String(); label.Text == "" {
		label.Suffix = ""
	}
	return label
}

// shown is the number of level i.
func (l *list) shown(s *counts, i int, legal bool) (text string, known bool) {
	lvl := l.levels[i]
	if lvl == nil {
		return "", true
	}
	if legal && lvl.format != "none" && lvl.format != "bullet" {
		return strconv.Itoa(s.value[i]), true
	}
	return lvl.spell(s.value[i])
}
