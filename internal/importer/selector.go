package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Of selectors (CSS Selectors 4) a sheet knows elements, classes, ids, attributes and the
// place among siblings, inside one another, as children or behind one another. What depends on
// the reader's pointer or keyboard says nothing of a text.

// step is an element of a selector.
type step struct {
	tag, id string
	classes []string
	which   []func(*element) bool // what else it has to be
	own     names                 // its element, id and classes
	join    byte                  // how it stands to the element before it: in it (' '), '>', '+' or '~'
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
	for _, selector := range splitSelectors(selectors) {
		r, is := readSelector(selector)
		if is == beyond || !s.holds(r.path) {
			continue
		}
		if s.order++; s.order > maxRules {
			return
		}
		r.set, r.order, r.weight, r.narrow, r.around = set, s.order, r.weight+weight, s.narrow, namesAround(r.path)
		last := r.path[len(r.path)-1]
		key := last.tag
		if len(last.classes) > 0 {
			key = "." + last.classes[0]
		}
		if last.id != "" {
			key = "#" + last.id
		}
		if is == exact {
			s.rules[key] = append(s.rules[key], r)
		} else if strings.Contains(set["content"], "counter") {
			s.vague[key] = append(s.vague[key], r)
		}
	}
}

// holds reports whether the page has what each step of a selector names: most rules of a site are for
// other pages.
func (s *sheet) holds(path []step) bool {
	return !slices.ContainsFunc(path, func(st step) bool {
		return st.tag != "" && !s.present[st.tag] || st.id != "" && !s.present["#"+st.id] ||
			slices.ContainsFunc(st.classes, func(c string) bool { return !s.present["."+c] })
	})
}

// splitSelectors splits at the commas outside of quotes and brackets.
func splitSelectors(src string) (out []string) {
	depth, begin := 0, 0
	for i := 0; i < len(src); {
		next := outside(src[i:], ",()[]")
		if next < 0 {
			break
		}
		i += next
		switch src[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		default:
			if depth <= 0 {
				out, begin = append(out, src[begin:i]), i+1
			}
		}
		i++
	}
	return append(out, src[begin:])
}

// readSelector reads a selector.
func readSelector(src string) (r rule, is reach) {
	join := byte(' ')
	for src = strings.TrimSpace(src); src != ""; {
		if strings.IndexByte(">+~", src[0]) >= 0 {
			join, src = src[0], strings.TrimLeft(src[1:], cssSpace)
			continue
		}
		if r.side != itself { // nothing stands in what stands beside words
			return r, beyond
		}
		st := step{join: join}
		weight, has := 0, exact
		if st, weight, src, has = readStep(st, src, &r.side); has == beyond {
			return r, beyond
		}
		is = max(is, has)
		st.own.add(st.tag, st.id, st.classes)
		r.path, r.weight = append(r.path, st), r.weight+weight
		join, src = ' ', strings.TrimLeft(src, cssSpace)
	}
	if len(r.path) == 0 || join != ' ' {
		return r, beyond
	}
	return r, is
}

const cssSpace = " \t\r\n\f"

// readStep reads the selector of one element at the start of src. at becomes the side that it
// means if it is what stands beside the words of the element.
func readStep(st step, src string, at *side) (step, int, string, reach) {
	weight, is, all := 0, exact, src
	if src[0] == '*' {
		src = src[1:]
	} else if name, rest := identifier(src); name != "" {
		st.tag, src, weight = strings.ToLower(name), rest, 1
	}
	for src != "" && strings.IndexByte(cssSpace+">+~", src[0]) < 0 {
		kind := src[0]
		name, rest := identifier(src[1:])
		switch {
		case kind == '[':
			end := outside(src, "]")
			which := attributeTest(src[1:max(end, 1)])
			if end < 0 || which == nil {
				return st, 0, "", beyond
			}
			st.which, src = append(st.which, which), src[end+1:]
		case kind == ':':
			args, has := "", exact
			if name, args, src = pseudo(src); sides[name] != itself {
				*at = sides[name]
				continue
			}
			which, has := pseudoClass(name, args)
			if has == beyond {
				return st, 0, "", beyond
			}
			if is = max(is, has); which != nil {
				st.which = append(st.which, which)
			}
		case name == "":
			return st, 0, "", beyond
		case kind == '#':
			st.id, src = name, rest
			weight += 9900
		case kind == '.':
			st.classes, src = append(st.classes, name), rest
		default:
			return st, 0, "", beyond
		}
		weight += 100
	}
	if len(src) == len(all) {
		return st, 0, "", beyond
	}
	return st, weight, src, is
}

// identifier cuts a name off the start of src, and resolves what a backslash stands before.
func identifier(src string) (name, rest string) {
	end, escaped := 0, false
	for end < len(src) {
		c, size := utf8.DecodeRuneInString(src[end:])
		if c == '\\' && end+1 < len(src) {
			_, next := utf8.DecodeRuneInString(src[end+1:])
			end, escaped = end+1+next, true
			if strings.IndexByte(hexDigits, src[end-1]) >= 0 && next == 1 {
				for n := 1; n < 6 && end < len(src) && strings.IndexByte(hexDigits, src[end]) >= 0; n++ {
					end++
				}
				if end < len(src) && src[end] == ' ' {
					end++
				}
			}
			continue
		}
		if c != '-' && c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			break
		}
		end += size
	}
	if name = src[:end]; escaped {
		name = unescapeCSS(name)
	}
	return name, src[end:]
}

const hexDigits = "0123456789abcdefABCDEF"

// pseudo cuts a pseudo-class or a pseudo-element off the start of src, with what stands in
// brackets behind it.
func pseudo(src string) (name, args, rest string) {
	name, rest = identifier(strings.TrimLeft(src, ":"))
	if strings.HasPrefix(rest, "(") {
		end := closing(rest, 0, "()")
		args, rest = rest[1:max(1, min(end, len(rest)))], rest[min(end+1, len(rest)):]
	}
	return strings.ToLower(name), args, rest
}

// attributeTest asks for an attribute as it stands in brackets: of any value, of one, with one
// among its words, at its beginning, at its end or in it.
func attributeTest(src string) func(*element) bool {
	key, rest := identifier(strings.TrimSpace(src))
	rest = strings.TrimLeft(rest, cssSpace)
	at := strings.IndexByte(rest, '=')
	if key == "" || at < 0 && rest != "" || at > 1 {
		return nil
	}
	if at < 0 {
		return func(n *element) bool { return hasAttribute(n.Node, key) }
	}
	how, value := rest[:at], strings.TrimSpace(rest[at+1:])
	if value != "" && (value[0] == '"' || value[0] == '\'') {
		value, _, _ = strings.Cut(value[1:], value[:1])
	} else {
		value, _, _ = strings.Cut(value, " ") // a sign of how to compare stands behind it
	}
	value = unescapeCSS(value)
	return func(n *element) bool {
		v := attribute(n.Node, key)
		switch how {
		case "":
			return v == value && hasAttribute(n.Node, key)
		case "~":
			return slices.Contains(strings.Fields(v), value)
		case "|":
			return v == value && hasAttribute(n.Node, key) || strings.HasPrefix(v, value+"-")
		case "^":
			return value != "" && strings.HasPrefix(v, value)
		case "$":
			return value != "" && strings.HasSuffix(v, value)
		}
		return how == "*" && value != "" && strings.Contains(v, value)
	}
}

// pseudoClass reads the name of a place among siblings, a negation or a choice. It means no
// element if it is one that only a reader brings about, or another pseudo-element.
func pseudoClass(name, args string) (which func(*element) bool, is reach) {
	switch name {
	case "hover", "focus", "active", "visited", "target", "checked", "disabled", "focus-within", "focus-visible", "open",
		"first-letter", "first-line", "placeholder", "selection", "backdrop", "":
		return nil, beyond
	case "first-child", "last-child":
		return func(n *element) bool { return countBefore(n.Node, name == "first-child", 1, false) == 0 }, exact
	case "first-of-type", "last-of-type":
		return func(n *element) bool { return countBefore(n.Node, name == "first-of-type", 1, true) == 0 }, exact
	case "only-child":
		return func(n *element) bool {
			return countBefore(n.Node, true, 1, false)+countBefore(n.Node, false, 1, false) == 0
		}, exact
	case "empty":
		return func(n *element) bool { return n.FirstChild == nil }, exact
	case "root":
		return func(n *element) bool { return n.Data == "html" }, exact
	case "link", "any-link":
		return func(n *element) bool { return hasAttribute(n.Node, "href") }, exact
	case "nth-child", "nth-of-type", "nth-last-child":
		if every, first, ok := nth(args); ok {
			return func(n *element) bool {
				k := countBefore(n.Node, name != "nth-last-child", maxSiblings, name == "nth-of-type") + 1 - first
				return k == 0 || every != 0 && k%every == 0 && k/every > 0
			}, exact
		}
	case "not", "is", "where", "matches", "-webkit-any", "-moz-any":
		var any []step
		for _, selector := range splitSelectors(args) {
			r, has := readSelector(selector)
			if has != exact || len(r.path) != 1 || r.side != itself {
				return nil, vague
			}
			any = append(any, r.path[0])
		}
		return func(n *element) bool {
			return slices.ContainsFunc(any, func(st step) bool { return st.is(n) }) == (name != "not")
		}, exact
	}
	return nil, vague
}

// maxSiblings is how many elements beside one are counted.
const maxSiblings = 300

// nth reads which of siblings are meant: "3", "odd", "2n+1".
func nth(args string) (every, first int, ok bool) {
	switch args = strings.ReplaceAll(strings.ToLower(args), " ", ""); args {
	case "odd":
		return 2, 1, true
	case "even":
		return 2, 2, true
	}
	number := func(s string) (int, bool) {
		switch s {
		case "", "+":
			return 1, true
		case "-":
			return -1, true
		}
		v, err := strconv.Atoi(s)
		return v, err == nil
	}
	before, behind, has := strings.Cut(args, "n")
	if !has {
		first, err := strconv.Atoi(args)
		return 0, first, err == nil
	}
	every, ok = number(before)
	if behind != "" && ok {
		first, ok = number(behind)
	}
	return every, first, ok
}

// countBefore counts the elements beside one, before it or behind it, up to some: all, or those of its
// kind.
func countBefore(n *html.Node, before bool, most int, kind bool) (count int) {
	of := n.Data
	for n = beside(n, before); n != nil && count < most; n = beside(n, before) {
		if !kind || n.Data == of {
			count++
		}
	}
	return count
}

// beside is the element next to a node, before it or behind it.
func beside(n *html.Node, before bool) *html.Node {
	for {
		if before {
			n = n.PrevSibling
		} else {
			n = n.NextSibling
		}
		if n == nil || n.Type == html.ElementNode {
			return n
		}
	}
}

// namesAround are the names of the elements that the last one of a path has to stand in.
func namesAround(path []step) (all names) {
	for i := range path[:len(path)-1] {
		if next := path[i+1].join; next == ' ' || next == '>' {
			all.add(path[i].tag, path[i].id, path[i].classes)
		}
	}
	return all
}

// reaches reports whether the path ends with an element.
func (r *rule) reaches(n *element) bool {
	last := len(r.path) - 1
	if !n.within.mayHold(&r.around) || !r.path[last].is(n) {
		return false
	}
	tries := maxTries
	return r.leads(last, n, &tries)
}

// maxTries is how many elements are looked at for one that a rule may reach.
const maxTries = 2000

// leads reports whether the steps before step i lead to an element. Of several that could hold it
// or stand before it the nearest counts, unless that one has to be in a certain place itself.
func (r *rule) leads(i int, n *element, tries *int) bool {
	if i == 0 {
		return true
	}
	join, before := r.path[i].join, &r.path[i-1]
	aside := join == '+' || join == '~'
	if aside && !n.behind.mayHold(&before.own) || !aside && !n.within.mayHold(&before.own) {
		return false
	}
	next := func(n *element) *element {
		if aside {
			return n.before
		}
		return n.parent
	}
	for n = next(n); n != nil && *tries > 0; n = next(n) {
		*tries--
		if before.is(n) {
			if r.leads(i-1, n, tries) {
				return true
			}
			if i == 1 || before.join == ' ' {
				return false
			}
		}
		if join == '>' || join == '+' {
			return false
		}
	}
	return false
}

// is reports whether an element is one of this step.
func (st *step) is(n *element) bool {
	if st.tag != "" && st.tag != n.Data || st.id != "" && st.id != n.id || len(st.classes) > 0 && !contains(n.classes, st.classes) {
		return false
	}
	for _, which := range st.which {
		if !which(n) {
			return false
		}
	}
	return true
}
