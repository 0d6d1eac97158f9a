package order

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// An order that a person typed says some things in words for which this package has one
// form. usual puts them into that form, outside quoted words:
//
//	точку заменить точкой с запятой   знак «.» заменить знаком «;»
//	строку, порядковый номер 3,       строку №3
//	«Мерзім» деген бағанында          a quoted name of a column, which quotes no words

// These stand around the name of a column in place of its quotes.
const inHead, outHead = "\x04", "\x05"

// usually are the patterns of one language.
type usually struct {
	before, behind *regexp.Regexp    // of a column's name: the words that stand before it and behind it
	numbers        *regexp.Regexp    // «порядковый номер 3»; nil if rows are named otherwise
	marks          *regexp.Regexp    // «точкой с запятой»; nil if marks are only quoted
	said           map[string]string // the words for a mark: what is said usually
}

// markNames are the marks that orders call by words, in the order of the messages.
var markNames = []string{".", ",", ";", ":"}

// newUsually makes the patterns from the messages of a language.
func newUsually(p Printer) (usually, error) {
	u := usually{said: map[string]string{}}
	columns, err := list(p, "order.unit.column")
	called, e := list(p, "order.called")
	err = cmp.Or(err, e)
	if len(columns) > 0 {
		word := `(?:` + strings.Join(columns, "|") + `)`
		if len(called) == 0 {
			u.before = regexp.MustCompile(`(?i)(?:^|[\s,])` + word + `\s+$`)
		} else {
			u.behind = regexp.MustCompile(`(?i)^` + calledBy(called) + `\s+` + word + `(?:[\s,]|$)`)
		}
	}
	numbers, e := list(p, "order.row.number")
	err = cmp.Or(err, e)
	if len(numbers) > 0 {
		and, e := p.Text("unit.and", map[string]string{"list": "", "last": ""})
		err = cmp.Or(err, e)
		n := anyNumber.String()
		u.numbers = regexp.MustCompile(`(?i)(^|[\s,]+)(?:` + strings.Join(numbers, "|") + `)\s+(` + n + `(?:(?:,\s*|\s*[–—]\s*|` +
			strings.ReplaceAll(regexp.QuoteMeta(and), " ", `\s+`) + `)` + n + `)*),?`)
	}
	var words []string
	for _, as := range []string{"before", "by", "after"} {
		names, e := list(p, "order.marks."+as)
		err = cmp.Or(err, e)
		for k, name := range names {
			text, e := p.Text("order.mark."+as, map[string]string{"text": markNames[min(k, len(markNames)-1)]})
			err = cmp.Or(err, e)
			u.said[foldName(name)] = text
			words = append(words, strings.ReplaceAll(regexp.QuoteMeta(name), " ", `\s+`))
		}
	}
	if len(words) > 0 {
		slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
		u.marks = regexp.MustCompile(`(?i)(^|\s)(` + strings.Join(words, "|") + `)([\s.,;]|$)`)
	}
	return u, err
}

// calledBy is the pattern of the words that may stand between a quoted name and the noun
// behind it, «Мерзім» деген бағанда. A language without such words has the noun first:
// графе «Срок».
func calledBy(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return `(?:\s+(?:` + strings.Join(words, "|") + `))?`
}

// usual is a line in the words that the patterns know.
func (u *usually) usual(line string) string {
	parts := quotations(line)
	var b strings.Builder
	for k, x := range parts {
		switch {
		case !x.quoted:
			b.WriteString(u.unquoted(x.text))
		case u.before != nil && k > 0 && u.before.MatchString(parts[k-1].text),
			u.behind != nil && k+1 < len(parts) && u.behind.MatchString(parts[k+1].text):
			first, last := firstRune(x.text), lastRune(x.text)
			b.WriteString(inHead + strings.TrimSuffix(strings.TrimPrefix(x.text, string(first)), string(last)) + outHead)
		default:
			b.WriteString(x.text)
		}
	}
	return b.String()
}

func (u *usually) unquoted(text string) string {
	if u.numbers != nil {
		text = u.numbers.ReplaceAllStringFunc(text, func(s string) string {
			list := u.numbers.FindStringSubmatch(s)[2]
			return " " + anyNumber.ReplaceAllString(list, "№$0")
		})
	}
	if u.marks == nil {
		return text
	}
	var b strings.Builder
	for {
		m := u.marks.FindStringSubmatchIndex(text)
		if m == nil {
			return b.String() + text
		}
		b.WriteString(text[:m[4]] + u.said[foldName(text[m[4]:m[5]])])
		text = text[m[5]:]
	}
}

// asTyped is a name of an order with the quotes that usual took away.
func asTyped(name string) string {
	return strings.NewReplacer(inHead, "«", outHead, "»").Replace(name)
}

// quotation is a part of a line: words in quotes, with them, or what stands between such.
type quotation struct {
	text   string
	quoted bool
}

// quotations cuts a line at its outermost quotes. Words whose quotes are not closed are
// quoted up to the end of the line.
func quotations(line string) (out []quotation) {
	at, depth := 0, 0
	for i, r := range line {
		opens, closes := false, false
		switch r {
		case '"': // opens before a word; closes behind one
			opens = depth == 0 || beginsWord(line[:i], line[i+1:])
			closes = !opens
		case '«', '„':
			opens = true
		case '»', '”':
			closes = true
		case '“': // closes what „ opened, and opens by itself
			closes = depth > 0
			opens = !closes
		}
		switch {
		case opens:
			if depth == 0 && i > at {
				out = append(out, quotation{line[at:i], false})
				at = i
			}
			depth++
		case closes && depth > 0:
			if depth--; depth == 0 {
				end := i + len(string(r))
				out = append(out, quotation{line[at:end], true})
				at = end
			}
		}
	}
	if at < len(line) {
		out = append(out, quotation{line[at:], depth > 0})
	}
	return out
}

// beginsWord reports whether a mark between two parts of a line stands before a word and
// behind none.
func beginsWord(before, after string) bool {
	first, last := firstRune(after), lastRune(before)
	return after != "" && (unicode.IsLetter(first) || unicode.IsDigit(first)) &&
		(before == "" || unicode.IsSpace(last) || strings.ContainsRune("([«„“\"-–—", last))
}

// rowNumberOf is the number that stands in the first cell of a row, as names have it:
// «№3»; empty if something else stands there.
func rowNumberOf(cell string) string {
	cell = strings.TrimSuffix(strings.TrimSpace(cell), ".")
	if m := anyNumber.FindString(cell); m != "" && m == cell {
		return "№" + m
	}
	return ""
}

// compareNumbers orders «2», «2-1» and «3» as rows are.
func compareNumbers(a, b string) int {
	parts := func(s string) (out []int) {
		for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("№-.", r) }) {
			n, _ := strconv.Atoi(p)
			out = append(out, n)
		}
		return out
	}
	return slices.Compare(parts(a), parts(b))
}
