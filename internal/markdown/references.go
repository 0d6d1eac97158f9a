package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// References in running text become links to the clause they name:
// «2.1-тармақта», «2.1 және 2.2-тармақтары», «пунктом 2.1», «пп. 2.1 и 2.2»,
// «5-бап», «статьи 5». A reference to another act is left alone: in Kazakh the
// act stands before the number, in the genitive and without «осы» («Заңның
// 8-бабы»), in Russian behind it («статьи 8 Закона»). When in doubt there is no link.

const refNumber = `[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})*(?:\.[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})*)*`

var (
	kkRef  = regexp.MustCompile(`(` + refNumber + `)-((?i:тарма[қғ]|бөлім|тарау|ба[пб])\p{L}*)`)
	kkMore = regexp.MustCompile(`(` + refNumber + `)(?:, ?| және | мен | немесе |–)$`)
	ruRef  = regexp.MustCompile(`((?i:пп?\.|ст\.|пункт\p{L}*|стать\p{L}*|раздел\p{L}*|глав\p{L}*))[ \x{00a0}](` + refNumber + `)`)
	ruMore = regexp.MustCompile(`^(?:, ?| и | или |–)(` + refNumber + `)`)
	// ruChain continues a reference from small to big: «п. 2 ст. 8 Закона».
	ruChain = regexp.MustCompile(`^\)?[ \x{00a0}](?i:пп?\.|ст\.|пункт\p{L}*|стать\p{L}*|раздел\p{L}*|глав\p{L}*)[ \x{00a0}]` + refNumber)
)

// refForms are the forms of label that a word of reference can mean, by the
// word's beginning.
var refForms = []struct {
	word  string
	forms []legal.Form
}{
	{"тармақша", nil}, {"тармағ", decimals}, {"тармақ", decimals}, {"п", decimals},
	{"бап", articles}, {"баб", articles}, {"ст", articles},
	{"тарау", chapters}, {"глав", chapters},
	{"бөлім", parts}, {"раздел", parts},
}

var (
	decimals = []legal.Form{legal.Decimal}
	articles = []legal.Form{legal.Article}
	chapters = []legal.Form{legal.Chapter, legal.Roman}
	parts    = []legal.Form{legal.Part, legal.Decimal}
)

// refKey names a label by form and number.
type refKey struct {
	form   legal.Form
	number string
}

// references links the references of all units.
func references(units []legal.Unit) {
	targets := map[refKey]string{} // anchor; empty where the number is not unique
	for i := range units {
		if l := units[i].Label; l.Form != legal.NoLabel {
			key := refKey{l.Form, l.Decimal()}
			if _, twice := targets[key]; twice {
				targets[key] = ""
			} else {
				targets[key] = units[i].Anchor
			}
		}
	}
	if len(targets) == 0 {
		return
	}
	for i := range units {
		u := &units[i]
		if u.Verbatim || u.Kind == legal.Code || u.Kind == legal.Title {
			continue
		}
		u.Runs = linkRuns(u.Runs, targets)
		for c := range u.Cells {
			u.Cells[c] = linkRuns(u.Cells[c], targets)
		}
	}
}

// span is a half-open range of bytes of a block's text, and where it links to.
type span struct {
	from, to int
	anchor   string
}

func linkRuns(runs []legal.Run, targets map[refKey]string) []legal.Run {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	text := b.String()
	if !strings.ContainsAny(text, "123456789") {
		return runs
	}
	resolve := func(word, number string) string {
		word = strings.ToLower(word)
		for _, f := range refForms {
			if strings.HasPrefix(word, f.word) {
				for _, form := range f.forms {
					if a := targets[refKey{form, number}]; a != "" {
						return a
					}
				}
				return ""
			}
		}
		return ""
	}
	var spans []span
	add := func(from, to int, word, number string) {
		if a := resolve(word, number); a != "" {
			spans = append(spans, span{from, to, a})
		}
	}
	for _, m := range kkRef.FindAllStringSubmatchIndex(text, -1) {
		word := text[m[4]:m[5]]
		if !wordStart(text, m[0]) || kkForeign(text[:m[0]]) {
			continue
		}
		add(m[0], m[1], word, text[m[2]:m[3]])
		for at := m[0]; ; {
			p := kkMore.FindStringSubmatchIndex(text[:at])
			if p == nil || !wordStart(text, p[0]) {
				break
			}
			add(p[2], p[3], word, text[p[2]:p[3]])
			at = p[0]
		}
	}
	for _, m := range ruRef.FindAllStringSubmatchIndex(text, -1) {
		word := text[m[2]:m[3]]
		end, more := m[1], [][2]int{}
		for {
			p := ruMore.FindStringSubmatchIndex(text[end:])
			if p == nil {
				break
			}
			more = append(more, [2]int{end + p[2], end + p[3]})
			end += p[1]
		}
		if !wordStart(text, m[0]) || !numberEnd(text, end) || ruForeign(text[end:]) {
			continue
		}
		add(m[0], m[1], word, text[m[4]:m[5]])
		for _, p := range more {
			add(p[0], p[1], word, text[p[0]:p[1]])
		}
	}
	for _, s := range spans {
		runs = setLink(runs, s)
	}
	return runs
}

// wordStart reports whether no letter, digit or joining mark stands directly
// before offset at.
func wordStart(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return at == 0 || !isWord(r) && r != '-' && r != '.' && r != '/'
}

// numberEnd reports whether the number that ends at offset at is whole: "2.1)"
// after a number is a label of another form, "2.1-тармақ" is Kazakh.
func numberEnd(s string, at int) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return at == len(s) || !isWord(r) && r != '-' && r != '/'
}

// kkForeign reports whether the words before a Kazakh reference name another act.
func kkForeign(before string) bool {
	words := strings.Fields(before)
	for len(words) > 0 && unicode.IsDigit([]rune(words[len(words)-1])[0]) {
		words = words[:len(words)-1] // «Заңның 8-бабының 2-тармағы»
	}
	if len(words) == 0 {
		return false
	}
	last := strings.Trim(words[len(words)-1], `«»"“”()`)
	genitive := false
	for _, suffix := range []string{"ның", "нің", "дың", "дің", "тың", "тің"} {
		genitive = genitive || strings.HasSuffix(last, suffix)
	}
	if !genitive {
		return false
	}
	for _, w := range words[max(0, len(words)-4):] {
		if strings.EqualFold(strings.Trim(w, `«»"“”()`), "осы") {
			return false
		}
	}
	return true
}

// ruForeign reports whether the words behind a Russian reference name another act.
func ruForeign(after string) bool {
	for {
		m := ruChain.FindString(after)
		if m == "" {
			break
		}
		after = after[len(m):]
	}
	word := strings.TrimLeft(after, " \u00a0")
	if word == after {
		return false // punctuation or the end
	}
	r, _ := utf8.DecodeRuneInString(word)
	if unicode.IsUpper(r) || r == '«' {
		return !strings.HasPrefix(word, "Настоящ")
	}
	for _, act := range []string{"закон", "кодекс", "указ", "приказ", "постановлен", "договор"} {
		if strings.HasPrefix(word, act) {
			return true
		}
	}
	return false
}

// setLink links the range of the runs' text, unless a part of it is linked or
// code already.
func setLink(runs []legal.Run, s span) []legal.Run {
	link := &legal.Link{Kind: legal.LinkClause, Anchor: s.anchor}
	var out []legal.Run
	at := 0
	for _, r := range runs {
		from, to := max(s.from-at, 0), min(s.to-at, len(r.Text))
		at += len(r.Text)
		if from >= to {
			out = append(out, r)
			continue
		}
		if r.Link != nil || r.Style&legal.CodeSpan != 0 {
			return runs
		}
		for _, part := range []legal.Run{
			{Text: r.Text[:from], Style: r.Style},
			{Text: r.Text[from:to], Style: r.Style, Link: link},
			{Text: r.Text[to:], Style: r.Style},
		} {
			if part.Text != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// anchors checks the links into the text itself.
func (w *walker) anchors() {
	var known map[string]bool
	check := func(runs []legal.Run) {
		for i, r := range runs {
			if r.Link == nil || r.Link.Kind != legal.LinkAnchor || i > 0 && runs[i-1].Link == r.Link {
				continue
			}
			if known == nil {
				known = map[string]bool{}
				for _, u := range w.units {
					known[u.Anchor] = true
				}
			}
			if r.Link.Anchor == "" || !known[r.Link.Anchor] {
				w.found.Error("anchor-missing", r.Link.Pos, diag.Args{"anchor": r.Link.Anchor})
			}
		}
	}
	for _, u := range w.units {
		check(u.Runs)
		for _, c := range u.Cells {
			check(c)
		}
	}
}
