package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// importText makes drafts of text. src holds something else than white space.
func importText(name, src string, rules *language.Labels, found *diag.List) []Draft {
	lines := readLines(src)
	if len(lines) == 0 { // soft hyphens alone
		return []Draft{draft(nil, false)}
	}
	paras := paragraphs(name, dropPageNumbers(name, lines, found), rules, found)
	var drafts []Draft
	start := 0
	for i := 1; i+1 < len(paras); i++ {
		if paras[i].marker() && !paras[i+1].marker() && i > start+1 {
			drafts = append(drafts, draft(paras[start:i], start > 0))
			start = i
		}
	}
	return append(drafts, draft(paras[start:], start > 0))
}

// draft writes paragraphs as a text with its title, sections and clauses.
func draft(paras []para, annex bool) Draft {
	d := Draft{Annex: annex}
	at := titleIndex(paras)
	if at >= 0 {
		d.Title = paras[at].whole
	}
	var b strings.Builder
	b.WriteString("---\ntitle: " + yamlString(d.Title) + "\n---\n")
	d.Body = b.Len()
	d.TitleAt = d.Body
	for i, p := range paras {
		if i == at {
			d.TitleAt = b.Len()
			continue
		}
		b.WriteByte('\n')
		if level := headingLevel(paras, i); level > 0 {
			b.WriteString(strings.Repeat("#", level) + " ")
		}
		b.WriteString(p.markdown())
		b.WriteByte('\n')
	}
	d.Markdown = []byte(b.String())
	return d
}

// maxHeading is the longest title or heading, in characters.
const maxHeading = 250

// headingLike reports whether s can be a title or a heading: short, and not a sentence.
func headingLike(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= maxHeading && !stopped(s, ".,;:!?…")
}

// titleIndex finds the title: the first paragraph, unless that is an annex's
// heading line or an approval; then what stands in capitals soon after it, else
// the next paragraph. -1 where there is none.
func titleIndex(paras []para) int {
	const soon = 6
	opening := len(paras) > 1 && (paras[0].marker() || paras[0].approval())
	from := 0
	if opening {
		from = 1
		for i, p := range paras[:min(len(paras), soon)] {
			if p.label.Form != legal.NoLabel {
				break
			}
			if isCaps(p.whole) && !p.marker() && !p.approval() && headingLike(p.whole) {
				return i
			}
		}
	}
	switch {
	case from < len(paras) && paras[from].label.Form == legal.NoLabel && headingLike(paras[from].whole):
		return from
	case opening && paras[0].marker() && headingLike(paras[0].whole):
		return 0
	}
	return -1
}

// headingLevel is the level of heading of paragraph i, 0 for none: a part or
// chapter; an article or Roman number with a short text; a number whose first
// child follows; a line in capitals.
func headingLevel(paras []para, i int) int {
	p := paras[i]
	if !headingLike(p.text) {
		return 0
	}
	switch p.label.Form {
	case legal.Part, legal.Chapter, legal.Roman:
		return 2
	case legal.Article, legal.Section:
		return 3
	case legal.Decimal:
		opens := i+1 < len(paras) && paras[i+1].label.Form == legal.Decimal && paras[i+1].label.Child(p.label)
		if opens || isCaps(p.text) {
			return min(1+len(p.label.Path), 6)
		}
	case legal.NoLabel:
		if isCaps(p.text) && !p.marker() && !p.approval() {
			return 2
		}
	}
	return 0
}

// The heading line of an annex: «Пайдаланушы келісіміне қосымша», «Келісімге
// 1-қосымша», «№ 1 қосымша», «Приложение № 1 к Пользовательскому соглашению».
var (
	annexKazakh  = regexp.MustCompile(`^(?i)(?:\S+ ){0,11}(?:[0-9]{1,2}-)?қосымша(?: ?№? ?[0-9]{1,2})?$`)
	annexRussian = regexp.MustCompile(`^(?:Приложение|ПРИЛОЖЕНИЕ)(?: ?(?:№ ?)?(?:[0-9]{1,2}|[А-Я]))?(?: (?i:к) \S.{1,150})?$`)
	annexTail    = regexp.MustCompile(`^(?i)(?:(?:№ ?)?[0-9]{1,2}[- ])?қосымша(?: ?№? ?[0-9]{1,2})?$`)
	approvalLine = regexp.MustCompile(`^(?i)(?:утвержд|согласован|бекіт|келісілд)`)
)

// isMarker reports whether s is the heading line of an annex.
func isMarker(s string) bool {
	if len(s) > 500 || startsLower(s) || stopped(s, ".,;:!?…") {
		return false
	}
	s = strings.Join(strings.Fields(s), " ")
	return annexKazakh.MatchString(s) || annexRussian.MatchString(s)
}

// markerTail reports whether a line is the end of an annex's heading line.
func markerTail(s string) bool { return annexTail.MatchString(s) }

func (p para) marker() bool { return p.label.Form == legal.NoLabel && isMarker(p.whole) }

// approval reports whether p opens the block above a title that says who
// approved the text.
func (p para) approval() bool { return approvalLine.MatchString(p.whole) }

// plainScalar is a title that YAML reads as it stands.
var plainScalar = regexp.MustCompile(`^[\p{L}«][\p{L}\p{N} «»().,/№–—-]*$`)

// yamlString writes s as a YAML string.
func yamlString(s string) string {
	words := []string{"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
	if plainScalar.MatchString(s) && !slices.Contains(words, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == '"' || r == '\\' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
