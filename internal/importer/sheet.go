package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sheet is what the style elements of a page say of the things that a text is read by:
// numbers and bullets that the browser makes, words that it strikes or sets
// apart. Of selectors it knows elements, classes and ids, inside one another or as
// children.
type sheet struct {
	rules map[string][]rule // by the id, the class or the element that a selector ends with
	order int
	// unread reports that a rule that counts has a selector which is not known, or that a
	// number is shown in signs which are not.
	unread bool
}

// rule gives declarations to the elements at the end of a path.
type rule struct {
	path   []step
	before bool // to what stands before their words
	weight int
	order  int
	set    declarations
}

// declarations are values by property.
type declarations map[string]string

// step is an element of a selector.
type step struct {
	tag, id string
	classes []string
	child   bool // a child of the element before it, else anywhere in it
}

// readProperties are those that matter.
var readProperties = map[string]bool{"counter-reset": true, "counter-increment": true, "counter-set": true, "content": true, "list-style": true, "list-style-type": true,
	"text-decoration": true, "text-decoration-line": true, "text-align": true, "font-weight": true, "display": true, "text-transform": true, "float": true}

// maxRules is how many rules of a page are kept; those of a text are some tens.
const maxRules = 5000

func readSheet(root *html.Node) *sheet {
	s := &sheet{rules: map[string][]rule{}}
	for d := range root.Descendants() {
		if d.DataAtom == atom.Style && d.FirstChild != nil {
			s.read(cssComment.ReplaceAllString(d.FirstChild.Data, " "))
		}
	}
	return s
}

var cssComment = regexp.MustCompile(`(?s)/\*.*?\*/|<!--|-->`)

// read reads the rules of one style element. What stands in a block of its own, such as
// @media, is for other papers and screens.
func (s *sheet) read(src string) {
	for src != "" {
		at := outside(src, "{;")
		if at < 0 {
			return
		}
		prelude := strings.TrimSpace(src[:at])
		if src[at] == ';' { // @import
			src = src[at+1:]
			continue
		}
		end := closing(src, at)
		if body := src[at+1 : end]; !strings.HasPrefix(prelude, "@") {
			s.add(prelude, declare(body))
		}
		src = src[min(end+1, len(src)):]
	}
}

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

// closing is the index of the brace that closes the one at a place.
func closing(src string, at int) int {
	depth := 0
	for i := at; i < len(src); {
		next := outside(src[i:], "{}")
		if next < 0 {
			break
		}
		i += next
		if src[i] == '{' {
			depth++
		} else if depth--; depth == 0 {
			return i
		}
		i++
	}
	return len(src)
}

// declare reads declarations and keeps those that matter.
func declare(src string) declarations {
	var out declarations
	for src != "" {
		at := outside(src, ";")
		if at < 0 {
			at = len(src)
		}
		key, value, ok := strings.Cut(src[:at], ":")
		src = src[min(at+1, len(src)):]
		if key = strings.ToLower(strings.TrimSpace(key)); !ok || !readProperties[key] {
			continue
		}
		if out == nil {
			out = declarations{}
		}
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		if key == "list-style" {
			key, value = "list-style-type", listStyleOf(value)
		}
		out[key] = value
	}
	return out
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

// add adds a rule for each of the selectors that share it.
func (s *sheet) add(selectors string, set declarations) {
	if len(set) == 0 {
		return
	}
	for _, selector := range strings.Split(selectors, ",") {
		r, ok := readSelector(selector)
		if !ok {
			s.unread = s.unread || strings.Contains(set["content"], "counter")
			continue
		}
		if s.order++; s.order > maxRules {
			return
		}
		r.set, r.order = set, s.order
		last := r.path[len(r.path)-1]
		key := last.tag
		if len(last.classes) > 0 {
			key = "." + last.classes[0]
		}
		if last.id != "" {
			key = "#" + last.id
		}
		s.rules[key] = append(s.rules[key], r)
	}
}

var (
	pseudoElement = regexp.MustCompile(`::?(before|marker|after)$`)
	compound      = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9]*|\*)?((?:[.#][\p{L}_-][\p{L}\p{N}_-]*)*)$`)
	simple        = regexp.MustCompile(`[.#][^.#]+`)
)

// readSelector reads a selector; ok is false if it is not known.
func readSelector(selector string) (r rule, ok bool) {
	selector = strings.TrimSpace(selector)
	if m := pseudoElement.FindStringSubmatch(selector); m != nil {
		if m[1] == "after" {
			return r, false
		}
		r.before = true
		selector = strings.TrimSuffix(selector, m[0])
	}
	child := false
	for _, word := range strings.Fields(strings.ReplaceAll(selector, ">", " > ")) {
		if word == ">" {
			child = true
			continue
		}
		m := compound.FindStringSubmatch(word)
		if m == nil {
			return r, false
		}
		st := step{tag: strings.Trim(strings.ToLower(m[1]), "*"), child: child}
		if st.tag != "" {
			r.weight++
		}
		for _, part := range simple.FindAllString(m[2], -1) {
			if part[0] == '#' {
				st.id = part[1:]
				r.weight += 10000
				continue
			}
			st.classes = append(st.classes, part[1:])
			r.weight += 100
		}
		r.path, child = append(r.path, st), false
	}
	return r, len(r.path) > 0
}

// of are the declarations of an element, or of what stands before its words.
func (s *sheet) of(n *html.Node, before bool) declarations {
	var rules []rule
	keys := []string{"", n.Data}
	for _, c := range strings.Fields(attribute(n, "class")) {
		keys = append(keys, "."+c)
	}
	if id := attribute(n, "id"); id != "" {
		keys = append(keys, "#"+id)
	}
	for _, k := range keys {
		for _, r := range s.rules[k] {
			if r.before == before && r.reaches(n) {
				rules = append(rules, r)
			}
		}
	}
	own := declarations(nil)
	if !before {
		own = declare(attribute(n, "style"))
	}
	if len(rules) == 0 {
		return own
	}
	slices.SortStableFunc(rules, func(a, b rule) int { return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.order, b.order)) })
	out := declarations{}
	for _, r := range rules {
		for k, v := range r.set {
			out[k] = v
		}
	}
	for k, v := range own {
		out[k] = v
	}
	return out
}

// reaches reports whether the path ends with an element. Of several that could hold it
// the nearest counts.
func (r *rule) reaches(n *html.Node) bool {
	last := len(r.path) - 1
	if !r.path[last].is(n) {
		return false
	}
	child := r.path[last].child
	for i := last - 1; i >= 0; i-- {
		for n = n.Parent; n != nil && !child && !r.path[i].is(n); n = n.Parent {
		}
		if n == nil || !r.path[i].is(n) {
			return false
		}
		child = r.path[i].child
	}
	return true
}

// is reports whether an element is one of this step.
func (st *step) is(n *html.Node) bool {
	if n.Type != html.ElementNode || st.tag != "" && st.tag != n.Data || st.id != "" && st.id != attribute(n, "id") {
		return false
	}
	if len(st.classes) == 0 {
		return true
	}
	has := strings.Fields(attribute(n, "class"))
	return !slices.ContainsFunc(st.classes, func(c string) bool { return !slices.Contains(has, c) })
}
