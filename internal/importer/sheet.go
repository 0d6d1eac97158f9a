package importer

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/regex"
)

// sheet is what the style sheets of a page say of the things that a text is read by:
// numbers and bullets that the browser makes, words that it strikes, sets
// apart or does not show. selector.go says which selectors it knows.
type sheet struct {
	saved    *saved
	rules    map[string][]rule // by the id, the class or the element that a selector ends with
	vague    map[string][]rule // likewise: that count, with selectors which are known in part
	styles   map[string]counterStyle
	elements elements
	present  map[string]bool // elements, classes and ids of the page, as selectors name them
	sets     map[target]declarations
	opened   map[*html.Node]bool // parts that are hidden until a reader opens them
	opens    map[*html.Node]bool // what opens them without saying so
	order    int
	narrow   bool // what is read now is for screens of a certain kind
	// unread reports that a rule that counts has a selector which is not known, or that a
	// number is shown in signs which are not.
	unread bool
	// absent reports that the page links a style sheet that was not saved with it.
	absent bool
}

// rule gives declarations to the elements at the end of a path.
type rule struct {
	path   []step
	around names // that the element stands in
	side   side  // to what stands beside their words
	weight int
	order  int
	narrow bool // counts on screens of a certain kind
	set    declarations
}

// side is where what a rule is about stands: it is an element, or before or behind its words.
type side uint8

const (
	itself side = iota
	before
	behind
)

// sides are the pseudo-elements that hold words.
var sides = map[string]side{"before": before, "marker": before, "after": behind}

// declarations are values by property.
type declarations map[string]string

// readProperties are those that matter.
var readProperties = map[string]bool{"counter-reset": true, "counter-increment": true, "counter-set": true, "content": true, "list-style": true, "list-style-type": true,
	"text-decoration": true, "text-decoration-line": true, "text-align": true, "font-weight": true, "display": true, "text-transform": true, "float": true,
	"position": true, "clip": true, "clip-path": true, "flex-direction": true, "grid-template-columns": true, "grid-column": true}

// maxRules is how many rules of a page are kept; those of a text are some tens, those of a
// site some thousands.
const maxRules = 20000

// readSheet reads the style sheets of a page: those in it, and those that it links and
// that were saved with it.
func readSheet(root *html.Node, files *saved) *sheet {
	s := &sheet{saved: files, rules: map[string][]rule{}, vague: map[string][]rule{}, styles: map[string]counterStyle{}, elements: elements{}, present: map[string]bool{}, sets: map[target]declarations{}, opened: map[*html.Node]bool{}, opens: map[*html.Node]bool{}}
	for d := range root.Descendants() {
		if d.Type == html.ElementNode {
			s.present[d.Data], s.present["#"+attribute(d, "id")] = true, true
			for _, c := range s.elements.of(d).classes {
				s.present["."+c] = true
			}
		}
	}
	for d := range root.Descendants() {
		switch {
		case !onScreen(attribute(d, "media")):
		case d.DataAtom == atom.Style && d.FirstChild != nil:
			s.read(d.FirstChild.Data, s.saved.page())
		case d.DataAtom == atom.Link && slices.Contains(strings.Fields(strings.ToLower(attribute(d, "rel"))), "stylesheet"):
			s.load(attribute(d, "href"), s.saved.page())
		}
	}
	s.open(root)
	return s
}

// load reads the style sheet at an address, as the file at base writes it.
func (s *sheet) load(href string, base *url.URL) {
	if css, at, ok := s.saved.read(href, base); ok {
		s.read(css, at)
		return
	}
	s.absent = true
}

var (
	cssComment = regex.Of(`(?s)/\*.*?\*/|<!--|-->`)
	cssImport  = regex.Of(`(?s)^@import\s+(?:url\(\s*)?["']?([^"')\s]+)["']?\s*\)?\s*(.*)$`)
)

// read reads the rules of one style sheet that stands at an address. What stands in a block
// of its own, such as @media, is for other papers and screens unless it says that it is not.
func (s *sheet) read(src string, at *url.URL) {
	open := 0 // blocks that are read as what stands outside of them
	defer func(narrow bool) { s.narrow = narrow }(s.narrow)
	for src = cssComment.ReplaceAllString(src, " "); src != ""; {
		ends := "{;"
		if open > 0 {
			ends = "{;}"
		}
		end := outside(src, ends)
		if end < 0 {
			return
		}
		prelude, next := strings.TrimSpace(src[:end]), end+1
		switch {
		case src[end] == '}':
			if open--; open == 0 {
				s.narrow = false
			}
		case src[end] == ';':
			if m := cssImport.FindStringSubmatch(prelude); m != nil && onScreen(m[2]) {
				s.load(m[1], at)
			}
		case isShown(prelude):
			open++
			s.narrow = s.narrow || asksSize(prelude)
		default:
			end = closing(src, end, "{}")
			s.block(prelude, src[next:end])
			next = min(end+1, len(src))
		}
		src = src[next:]
	}
}

// isShown reports whether the rules in a block of its own are for the screen.
func isShown(prelude string) bool {
	name, rest := identifier(strings.TrimPrefix(prelude, "@"))
	switch {
	case prelude == "" || prelude[0] != '@':
		return false
	case name == "media":
		return onScreen(rest)
	case name == "supports": // by a browser of today
		return !strings.HasPrefix(strings.TrimSpace(rest), "not")
	case name == "container": // as wide as the window
		rest = strings.ToLower(strings.TrimSpace(rest))
		if called, behind := identifier(rest); called != "not" {
			rest = behind
		}
		return conditionHolds(rest, maxConditions)
	}
	return name == "layer"
}

// asksSize reports whether a block is for screens of a certain kind.
func asksSize(prelude string) bool {
	return strings.HasPrefix(prelude, "@media") || strings.HasPrefix(prelude, "@container")
}

// block reads what stands in braces behind a prelude.
func (s *sheet) block(prelude, body string) {
	name, rest, _ := strings.Cut(prelude, " ")
	switch {
	case !strings.HasPrefix(prelude, "@"):
		s.style(prelude, body, maxInner)
	case name == "@counter-style":
		set, _ := declare(body, counterProperties)
		s.styles[strings.TrimSpace(rest)] = styleOfCounter(set)
	}
}

// Rules may stand inside of one another (CSS Nesting 1), so deep, and as many selectors of so many
// characters may come of it.
const (
	maxInner     = 8
	maxSelectors = 64
	longSelector = 2000
)

// style reads the declarations of a rule, and the rules that stand among them.
func (s *sheet) style(selectors, body string, depth int) {
	own, inner := nested(body)
	set, urgent := declare(own, readProperties)
	s.add(selectors, set, 0)
	s.add(selectors, urgent, importance)
	for _, in := range inner {
		switch {
		case depth == 0:
		case !strings.HasPrefix(in.prelude, "@"):
			s.style(within(selectors, in.prelude), in.body, depth-1)
		case isShown(in.prelude):
			narrow := s.narrow
			s.narrow = narrow || asksSize(in.prelude)
			s.style(selectors, in.body, depth-1)
			s.narrow = narrow
		}
	}
}

// inner is a block that stands among the declarations of a rule.
type inner struct{ prelude, body string }

// nested takes such blocks out of declarations.
func nested(body string) (own string, all []inner) {
	if !strings.Contains(body, "{") {
		return body, nil
	}
	var b strings.Builder
	for body != "" {
		end := outside(body, "{;")
		if end < 0 {
			b.WriteString(body)
			break
		}
		next := end + 1
		if body[end] == ';' {
			b.WriteString(body[:next])
		} else {
			end = closing(body, end, "{}")
			all = append(all, inner{strings.TrimSpace(body[:next-1]), body[next:max(end, next)]})
			next = min(end+1, len(body))
		}
		body = body[next:]
	}
	return b.String(), all
}

// within are the selectors of a rule that stands in another: "&" means what that one does, and one without it is in
// those elements.
func within(selectors, in string) string {
	var out []string
	outer, names := splitSelectors(selectors), splitSelectors(in)
	if len(outer)*len(names) > maxSelectors {
		return ""
	}
	for _, name := range names {
		for _, o := range outer {
			o = strings.TrimSpace(o)
			if len(name)+len(o)*(1+strings.Count(name, "&")) > longSelector {
				continue
			}
			if one := strings.ReplaceAll(name, "&", o); one != name {
				out = append(out, one)
			} else {
				out = append(out, o+" "+name)
			}
		}
	}
	return strings.Join(out, ",")
}

// importance is the weight of a declaration that is marked as important.
const importance = 1 << 30

// outside is the index of the first of some characters that stands in no quotes, -1 for none.
func outside(src, chars string) int {
	var quote byte
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.IndexByte(chars, c) >= 0:
			return i
		}
	}
	return -1
}

// closing is the index of the bracket of a pair that closes the one at a place.
func closing(src string, at int, pair string) int {
	depth := 0
	for i := at; i < len(src); {
		next := outside(src[i:], pair)
		if next < 0 {
			break
		}
		i += next
		if src[i] == pair[0] {
			depth++
		} else if depth--; depth == 0 {
			return i
		}
		i++
	}
	return len(src)
}

// declare reads declarations and keeps those of some properties; urgent are those that are
// marked as important.
func declare(src string, keep map[string]bool) (set, urgent declarations) {
	set, urgent = declarations{}, declarations{}
	for src != "" {
		at := outside(src, ";")
		if at < 0 {
			at = len(src)
		}
		key, value, ok := strings.Cut(src[:at], ":")
		src = src[min(at+1, len(src)):]
		if key = strings.ToLower(strings.TrimSpace(key)); !ok || !keep[key] {
			continue
		}
		value = strings.TrimSpace(value)
		into := set
		if plain, important := strings.CutSuffix(value, "!important"); important {
			value, into = strings.TrimSpace(plain), urgent
		}
		if key == "list-style" {
			key, value = "list-style-type", listStyleOf(value)
		}
		into[key] = value
	}
	return set, urgent
}

// listStyleOf is the kind of marks that the short form list-style names.
func listStyleOf(value string) string {
	for _, word := range strings.Fields(value) {
		if word != "inside" && word != "outside" && !strings.HasPrefix(word, "url(") {
			return word
		}
	}
	return ""
}

// target is an element, or what stands beside its words.
type target struct {
	*html.Node
	side side
}

// of are the declarations of an element, or of what stands beside its words. An element keeps
// those that it has by the kind that is written, whatever it is taken for.
func (s *sheet) of(n *html.Node, at side) declarations {
	if _, known := s.sets[target{n, itself}]; !known {
		s.cascade(n)
	}
	return s.sets[target{n, at}]
}

// each calls a function for the rules that reach an element until it says that it is enough.
func (s *sheet) each(rules map[string][]rule, n *html.Node, enough func(*rule) bool) bool {
	if n.Type != html.ElementNode {
		return false
	}
	e := s.elements.of(n)
	keys := []string{"", n.Data}
	for _, c := range e.classes {
		keys = append(keys, "."+c)
	}
	if e.id != "" {
		keys = append(keys, "#"+e.id)
	}
	for _, k := range keys {
		for i := range rules[k] {
			if r := &rules[k][i]; r.reaches(e) && enough(r) {
				return true
			}
		}
	}
	return false
}

// byScreen stands among declarations if the kind of screen decides whether an element is shown.
const byScreen = "@media"

// cascade keeps the declarations of the rules that reach an element, and what stands beside its words.
func (s *sheet) cascade(n *html.Node) {
	var rules [behind + 1][]*rule
	s.each(s.rules, n, func(r *rule) bool {
		rules[r.side] = append(rules[r.side], r)
		return false
	})
	if style := attribute(n, "style"); style != "" {
		set, urgent := declare(style, readProperties)
		rules[itself] = append(rules[itself], &rule{weight: importance - 1, set: set}, &rule{weight: 2*importance - 1, set: urgent})
	}
	s.sets[target{n, itself}] = merged(rules[itself])
	for _, at := range []side{before, behind} {
		if set := merged(rules[at]); set != nil {
			s.sets[target{n, at}] = set
		}
	}
}

// merged are the declarations of rules, those of the weightiest last; nil for none.
func merged(rules []*rule) declarations {
	if len(rules) == 0 {
		return nil
	}
	slices.SortStableFunc(rules, func(a, b *rule) int { return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.order, b.order)) })
	out := declarations{}
	for _, r := range rules {
		if maps.Copy(out, r.set); r.set["display"] != "" {
			delete(out, byScreen)
			if r.narrow {
				out[byScreen] = "yes"
			}
		}
	}
	return out
}
