package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Of selectors (CSS Selectors 4) a sheet knows elements, classes, ids, attributes and the
// place among siblings, inside one another or as children. What depends on the reader's
// pointer or keyboard says nothing of a text.

// step is an element of a selector.
type step struct {
	tag, id string
	classes []string
	which   []func(*html.Node) bool // what else it has to be
	child   bool                    // a child of the element before it, else anywhere in it
}

// classes are the classes of elements that were asked for.
type classes map[*html.Node][]string

func (c classes) of(n *html.Node) []string {
	all, known := c[n]
	if !known {
		all = strings.Fields(attribute(n, "class"))
		c[n] = all
	}
	return all
}

// reach says how much of a selector is known.
type reach uint8

const (
	exact  reach = iota
	vague        // the path is that of elements which the selector may mean
	beyond       // it means no element of a page that nobody touches, or nothing of it is known
)

// add adds a rule for each of the selectors that share it.
func (s *sheet) add(selectors string, set declarations, weight int) {
	if len(set) == 0 {
		return
	}
	for selectors != "" {
		selector := selectors
		if at := outside(selectors, ","); at >= 0 {
			selector, selectors = selectors[:at], selectors[at+1:]
		} else {
			selectors = ""
		}
		r, is := readSelector(selector)
		if is == beyond {
			continue
		}
		if s.order++; s.order > maxRules {
			return
		}
		r.set, r.order, r.weight = set, s.order, r.weight+weight
		if is == vague {
			if strings.Contains(set["content"], "counter") {
				s.vague = append(s.vague, r)
			}
			continue
		}
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
	pseudoElement = regexp.MustCompile(`::?(before|marker|after|first-letter|first-line|placeholder|selection|backdrop)$`)
	combinators   = regexp.MustCompile(`\s*([>+~])\s*`)
	simple        = regexp.MustCompile(`^(?:[.#](?:[\p{L}_-][\p{L}\p{N}_-]*)|\[\s*([\p{L}_-]+)\s*(?:([~^]?=)\s*["']?([^"'\]]*)["']?\s*)?\]|:([a-z-]+)(?:\(([^()]*)\))?)`)
	tagName       = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9]*|\*)`)
)

// readSelector reads a selector.
func readSelector(selector string) (r rule, is reach) {
	selector = strings.TrimSpace(selector)
	if m := pseudoElement.FindStringSubmatch(selector); m != nil {
		if m[1] != "before" && m[1] != "marker" {
			return r, beyond
		}
		r.before = true
		selector = strings.TrimSuffix(selector, m[0])
	}
	child := false
	for _, word := range strings.Fields(combinators.ReplaceAllString(selector, " $1 ")) {
		switch word {
		case ">":
			child = true
			continue
		case "+", "~": // the element before it is not looked for
			r.path, is = nil, vague
			continue
		}
		st, weight, has := readStep(word)
		if has == beyond {
			return r, beyond
		}
		is = max(is, has)
		st.child = child && len(r.path) > 0
		r.path, r.weight, child = append(r.path, st), r.weight+weight, false
	}
	if len(r.path) == 0 {
		return r, beyond
	}
	return r, is
}

// readStep reads a selector of one element.
func readStep(word string) (st step, weight int, is reach) {
	if tag := tagName.FindString(word); tag != "" {
		word = word[len(tag):]
		if st.tag = strings.Trim(strings.ToLower(tag), "*"); st.tag != "" {
			weight = 1
		}
	}
	for word != "" {
		m := simple.FindStringSubmatch(word)
		if m == nil {
			return st, 0, beyond
		}
		word = word[len(m[0]):]
		switch {
		case m[0][0] == '#':
			st.id = m[0][1:]
			weight += 10000
			continue
		case m[0][0] == '.':
			st.classes = append(st.classes, m[0][1:])
		case m[0][0] == '[':
			st.which = append(st.which, hasValue(m[1], m[2], m[3]))
		default:
			which, has := pseudoClass(m[4], m[5])
			if is = max(is, has); which != nil {
				st.which = append(st.which, which)
			}
		}
		weight += 100
	}
	return st, weight, is
}

// hasValue asks for an attribute: of any value, of one, with one among its words, or with one at its
// beginning.
func hasValue(key, how, value string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		v := attribute(n, key)
		switch how {
		case "=":
			return v == value && hasAttribute(n, key)
		case "~=":
			return slices.Contains(strings.Fields(v), value)
		case "^=":
			return value != "" && strings.HasPrefix(v, value)
		}
		return hasAttribute(n, key)
	}
}

// pseudoClass reads the name of a place among siblings, or a negation.
func pseudoClass(name, args string) (which func(*html.Node) bool, is reach) {
	switch name {
	case "hover", "focus", "active", "visited", "target", "checked", "disabled", "focus-within", "focus-visible", "open":
		return nil, beyond
	case "first-child":
		return func(n *html.Node) bool { return countBefore(n, true, 1) == 0 }, exact
	case "last-child":
		return func(n *html.Node) bool { return countBefore(n, false, 1) == 0 }, exact
	case "nth-child":
		if k, err := strconv.Atoi(args); err == nil && k < 100 {
			return func(n *html.Node) bool { return countBefore(n, true, k) == k-1 }, exact
		}
	case "not":
		if r, has := readSelector(args); has == exact && len(r.path) == 1 && !r.before {
			return func(n *html.Node) bool { return !r.path[0].is(n, classes{}) }, exact
		}
	}
	return nil, vague
}

// countBefore counts the elements beside one, before it or behind it, up to some.
func countBefore(n *html.Node, before bool, most int) (count int) {
	next := func(n *html.Node) *html.Node {
		if before {
			return n.PrevSibling
		}
		return n.NextSibling
	}
	for n = next(n); n != nil && count < most; n = next(n) {
		if n.Type == html.ElementNode {
			count++
		}
	}
	return count
}

// reaches reports whether the path ends with an element. Of several that could hold it
// the nearest counts.
func (r *rule) reaches(n *html.Node, all classes) bool {
	last := len(r.path) - 1
	if !r.path[last].is(n, all) {
		return false
	}
	child := r.path[last].child
	for i := last - 1; i >= 0; i-- {
		for n = n.Parent; n != nil && !child && !r.path[i].is(n, all); n = n.Parent {
		}
		if n == nil || !r.path[i].is(n, all) {
			return false
		}
		child = r.path[i].child
	}
	return true
}

// is reports whether an element is one of this step.
func (st *step) is(n *html.Node, all classes) bool {
	if n.Type != html.ElementNode || st.tag != "" && st.tag != n.Data || st.id != "" && st.id != attribute(n, "id") {
		return false
	}
	for _, which := range st.which {
		if !which(n) {
			return false
		}
	}
	return len(st.classes) == 0 || contains(all.of(n), st.classes)
}
