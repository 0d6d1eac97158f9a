package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
)

// listed finds the terms of a text's lists of definitions: «оператор – лицо, …». Such
// a list stands below a heading like «Термины и определения», or behind words like «в
// Правилах используются следующие понятия:», and ends with the section, or with the
// first unit that defines nothing. The words are those of the prose.
func listed(read []passage) []definition {
	var out []definition
	section := 0    // level of the heading whose section is being read; 0: none
	list := -1      // the unit whose list is being read; -1: none
	begins := false // it is the unit before
	nested := false // the entries stand below it
	for j := range read {
		p := &read[j]
		if p.unit == nil {
			continue
		}
		if p.unit.Kind == legal.Heading {
			list = -1
			if section == 0 || p.unit.Level <= section {
				section = 0
				if len(p.words) <= longestHeading && p.speaksOfTerms() {
					section = p.unit.Level
				}
			}
			continue
		}
		d, ok := p.entry()
		switch {
		case strings.HasSuffix(strings.TrimRight(p.s, " \u00a0"), ":") && p.speaksOfTerms():
			list, begins = p.at, true
			continue
		case list >= 0 && begins:
			if nested = p.below(list); !ok {
				list = -1
			}
		case list >= 0 && nested && !p.below(list) || !nested && !ok:
			list = -1
		}
		if begins = false; ok && (section > 0 || list >= 0) {
			out = append(out, d)
		}
	}
	return out
}

// longestHeading is how many words the heading of a list of definitions may have.
const longestHeading = 9

func (p *wording) speaksOfTerms() bool { return containsAny(p.lower, p.lang.Prose().Glossary...) }

// below reports whether the passage's unit stands below unit i.
func (o *origin) below(i int) bool {
	for at := o.unit.Parent; at >= 0; at = o.text.Units[at].Parent {
		if at == i {
			return true
		}
	}
	return false
}

// entry reads an entry of a list of definitions: the term stands before the first
// dash, in a table in the first of two cells. What stands in brackets behind it is
// no part of it.
func (p *passage) entry() (definition, bool) {
	end := p.entryEnd()
	if end < 0 {
		return definition{}, false
	}
	head := p.s[:end]
	if i := strings.IndexByte(head, '('); i >= 0 {
		head = head[:i]
	}
	const marks = " \u00a0«»\"“”„"
	from := len(head) - len(strings.TrimLeft(head, marks))
	term := strings.Trim(head, marks)
	first, _ := utf8.DecodeRuneInString(term)
	if !unicode.IsLetter(first) || utf8.RuneCountInString(term) > longestTerm || len(strings.Fields(term)) > 5 || strings.ContainsAny(term, ",;:.!?)/«»\"\uFFFC") {
		return definition{}, false
	}
	return definition{term: term, p: p, from: from, to: from + len(term), listed: true}, true
}

// cellMark stands between the cells of a row in its words.
const cellMark = " | "

// entryEnd is where the dash stands behind what an entry defines; -1: nowhere.
func (p *passage) entryEnd() int {
	if p.unit.Kind == legal.Row {
		if p.unit.Head || len(p.unit.Cells) != 2 {
			return -1
		}
		return strings.Index(p.s, cellMark)
	}
	for i, r := range outside(p.s) {
		if strings.ContainsRune("–—-", r) && isSpace(p.before(i)) && isSpace(p.after(i+utf8.RuneLen(r))) {
			return i
		}
	}
	return -1
}
