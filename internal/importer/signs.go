package importer

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// signs are what lines of a paper document are known by: the words of the languages
// in the forms that lines of a kind have. In a language whose noun stands last the
// number of an annex and the name of a place stand before it, in another behind it.
type signs struct {
	annexWords []string       // beginnings in small letters, one of which a head of an annex has
	annexHead  *regexp.Regexp // the head of an annex, its lines joined
	annexTail  *regexp.Regexp // the last line of such a head
	annexTitle *regexp.Regexp // a head of an annex and its title on one line: a group each
	annexWord  *regexp.Regexp // a line that begins with the word for an annex

	pageNumber *regexp.Regexp // a line that can be nothing but a page's number, which is its group
	saysPage   *regexp.Regexp // a line that says that it is a page's number, wherever it stands
	contents   *regexp.Regexp // the head of a list of contents
	form       *regexp.Regexp // a line that says only that a form follows
	place      *regexp.Regexp // a line that begins with a place
	placeAlone *regexp.Regexp // a line that is nothing but the name of a place
	year       *regexp.Regexp // the word behind a year
	remark     *regexp.Regexp // the first line of a note to an article
	stamp      *regexp.Regexp // a line that is a place for a stamp

	act      *regexp.Regexp // a line by which an act names itself
	owned    *regexp.Regexp // a line in capitals that does so by whose it is: «АУДАН ӘКІМІНІҢ ШЕШІМІ»
	law      *regexp.Regexp // a line by which a law names itself
	subject  *regexp.Regexp // a title that says what an act is about
	subjects *regexp.Regexp // a line whose end says so
	enacts   *regexp.Regexp // a line that is the last word of an order's preamble
	kinds    []kindWords    // in the order in which they are looked for

	approvalBegins *regexp.Regexp // the first line about an approval
	approvalEnds   *regexp.Regexp // the last line about an approval
	approvalAlone  *regexp.Regexp // a line that holds the word of approval alone
	approvalWords  []string       // beginnings in small letters, one of which such lines have
	approvalAct    *regexp.Regexp // the act that approves, a group for each kind
	actKinds       []string       // the kinds of these groups
	approvalDate   *regexp.Regexp // its date
	dated          *regexp.Regexp // a line that ends with a year and the word for it
	approvalExtra  *regexp.Regexp // words beside act, date and number that say nothing more
	signed         *regexp.Regexp // a line on which an office signs

	clipped  *regexp.Regexp  // a line that ends with a short word and its dot: «ул.»
	amounts  map[string]bool // words behind which a sentence goes on with a number
	measures map[string]bool // units whose powers are no marks of footnotes
	first    map[string]bool // first parts of words with a hyphen
	pairs    []string        // words with a hyphen
}

// kindWords are the words of titles for one kind of document.
type kindWords struct {
	kind  legal.Kind
	words *regexp.Regexp
}

const (
	number   = `[1-9][0-9]{0,3}`
	space    = `[ \x{00a0}]`
	wordEnd  = `(?:\P{L}|$)`
	wordHead = `(?:^|\P{L})`
)

// isClipped reports whether a line ends with a short form that no sentence ends with: «по
// адресу: г. Алматы, ул.».
func (s *signs) isClipped(line string) bool { return s.clipped.MatchString(line) }

// never matches nothing: no language has words for such a line.
var never = regex.Of(`[^\s\S]`)

// anyOf is a pattern for one of several; no pattern is none of them.
func anyOf(patterns []string) *regexp.Regexp {
	patterns = slices.DeleteFunc(patterns, func(s string) bool { return s == "" })
	if len(patterns) == 0 {
		return never.Regexp()
	}
	return regexp.MustCompile(strings.Join(patterns, "|"))
}

// gather makes a sign of the phrases of all languages: around puts the pattern of one
// language's phrases into the form of the line.
func gather(among []*language.Language, of func(*language.Language) language.Phrases, around func(l *language.Language, words string) string) *regexp.Regexp {
	var out []string
	for _, l := range among {
		if words := of(l).Pattern(); words != "" {
			out = append(out, around(l, words))
		}
	}
	return anyOf(out)
}

// signsOf makes the signs of the words of a language and of the others of its set.
func signsOf(words *language.Language) *signs {
	among := words.Among()
	s := &signs{amounts: map[string]bool{}, measures: map[string]bool{}, first: map[string]bool{}}
	line := func(before, after string) func(*language.Language, string) string {
		return func(_ *language.Language, words string) string { return before + words + after }
	}
	s.pages(among)
	s.annexes(among)
	s.approvals(among)
	s.titles(among)
	s.contents = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Contents }, line(`^`, `:?$`))
	s.form = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Form }, line(`^`, `[.:]?$`))
	s.remark = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Remark }, line(`^`, `(?:[.:!]| [–—-] | \p{Lu}{2}| №? ?[0-9]{1,2}[.:)]|$)`))
	s.clipped = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Clipped }, line(`(?:^|[^0-9])[ \x{00a0}(«]`, `$`))
	s.stamp = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Stamp }, line(`^`, `$`))
	s.place = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Place }, func(l *language.Language, words string) string {
		if l.Final {
			return `^\p{Lu}[\p{L}-]+ ` + words + `(?:[ ,]|$)`
		}
		return `^` + words + space + `?\p{Lu}`
	})
	s.placeAlone = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Place }, func(l *language.Language, words string) string {
		if l.Final {
			return `^\p{Lu}[\p{L}-]+ ` + words + `$`
		}
		return `^` + words + space + `?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?$`
	})
	s.year = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Year }, line(`^`, `$`))
	for _, l := range among {
		for _, w := range l.Paper().Amount {
			s.amounts[w] = true
		}
		for _, w := range l.Paper().Measures {
			s.measures[w] = true
		}
		for _, w := range l.Paper().Hyphened {
			if strings.Contains(w, "-") {
				s.pairs = append(s.pairs, w)
			} else {
				s.first[w] = true
			}
		}
	}
	return s
}

// pages makes the signs of pages' numbers: "3", "- 3 -", «стр. 3», «3-бет», «3 из 10».
func (s *signs) pages(among []*language.Language) {
	var page, behind, of language.Phrases
	for _, l := range among {
		page, of = append(page, l.Paper().Page...), append(of, l.Paper().Of...)
		if l.Final {
			behind = append(behind, l.Paper().Page...)
		}
	}
	part := func(p language.Phrases, before, after string) string {
		if words := p.Pattern(); words != "" {
			return before + words + after
		}
		return ""
	}
	total := part(of, ` `, ` `)
	tail := strings.Join(slices.DeleteFunc([]string{` ?/ ?`, total}, func(s string) bool { return s == "" }), "|")
	head := part(page, `(?:`, space+`?)?`)
	end := part(behind, `-?`+space+`?`, ``)
	s.pageNumber = regexp.MustCompile(`^` + head + `[-–—]? ?(` + number + `) ?[-–—]?(?:` + end + `|(?:` + tail + `)[0-9]{1,4})?$`)
	says := []string{`[-–—] ?` + number + ` ?[-–—]`}
	if words := page.Pattern(); words != "" {
		says = append(says, words+space+`?`+number+`(?:`+tail+`)?[0-9]{0,4}`)
	}
	if end != "" {
		says = append(says, number+end)
	}
	if total != "" {
		says = append(says, number+total+number)
	}
	s.saysPage = regexp.MustCompile(`^(?:` + strings.Join(says, "|") + `)$`)
}

// annexes makes the signs of an annex's head: «Пайдаланушы келісіміне қосымша»,
// «Келісімге 1-қосымша», «№ 47 бұйрыққа 2-қосымша», «Приложение № 1 к Пользовательскому
// соглашению», «Приложение А».
func (s *signs) annexes(among []*language.Language) {
	of := func(l *language.Language) language.Phrases { return l.Paper().Annex }
	const before, behind = `(?:(?:№ ?)?[0-9]{1,2}[-– ]{1,2})?`, `(?: ?№? ?[0-9]{1,2})?`
	s.annexHead = gather(among, of, func(l *language.Language, words string) string {
		if l.Final {
			to := ""
			if leads := l.Paper().AnnexTo.Pattern(); leads != "" {
				to = `\S*` + leads + `[»"]? `
			}
			return `^(?:(?:\S+ ){0,30}` + to + `)?` + before + words + behind + `$|^(?:\S+ ){0,30}(?:№ ?)?[0-9]{1,2}[-– ]{1,2}` + words + `$`
		}
		to := ""
		if leads := l.Paper().AnnexTo.Pattern(); leads != "" {
			to = `(?:,? ` + leads + ` \S.{1,250})?`
		}
		return `^` + words + `(?: ?(?:№ ?|N ?)?(?:[0-9]{1,2}|\p{Lu}))?` + to + `$`
	})
	s.annexTail = gather(among, of, func(l *language.Language, words string) string {
		if l.Final {
			return `^` + before + words + behind + `$`
		}
		return ""
	})
	s.annexTitle = gather(among, of, func(l *language.Language, words string) string {
		if l.Final {
			return `(?:№ ?)?[0-9]{1,2}-` + words
		}
		return words + ` ?(?:№ ?|N ?)?(?:[0-9]{1,2}|\p{Lu})`
	})
	s.annexTitle = regexp.MustCompile(`^(` + s.annexTitle.String() + `)[ .:–—-]+([«"]?\p{Lu}.*)$`)
	s.annexWord = gather(among, of, func(_ *language.Language, words string) string { return `^` + words + `(?:[ .:]|$)` })
	for _, l := range among {
		s.annexWords = append(s.annexWords, l.Paper().Annex...)
	}
}

// titles makes the signs of titles and of lines by which acts name themselves: «ПРИКАЗ»,
// «Закон Республики Казахстан от 4 декабря 2009 года № 214-IV», «Қазақстан
// Республикасының 2013 жылғы 21 мамырдағы № 94-V Заңы».
func (s *signs) titles(among []*language.Language) {
	s.act = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Acts }, func(l *language.Language, words string) string {
		if l.Final {
			return `^` + words + `(?: ?№.*)?$`
		}
		from := ""
		if dated := l.Paper().Dated.Pattern(); dated != "" {
			from = `(?: ?` + dated + ` .{6,40})?`
		}
		return `^` + words + `(?:` + space + `+\p{L}+){0,7}(?: ?№ ?\S{1,12})?` + from + `(?: ?№.{1,20})?$`
	})
	owned := gather(among, func(l *language.Language) language.Phrases { return l.Paper().Owned }, func(l *language.Language, words string) string {
		return `^.{0,150}(?:` + l.Paper().YearOf.Pattern() + `.{0,60}№.{0,20}` + words + `| ` + words + ` [12][0-9]{3}` + space + l.Paper().YearOf.Pattern() + `.{0,60}№.{0,20})$`
	})
	s.act = anyOf([]string{s.act.String(), owned.String()})
	s.owned = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Owned }, func(_ *language.Language, words string) string {
		return `^(?:\S+ ){1,6}` + words + `$`
	})
	s.law = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Laws }, func(l *language.Language, words string) string {
		if l.Final {
			return wordHead + words + `(?:$|` + space + `[12][0-9]{3}` + space + `)`
		}
		return `^` + words
	})
	subject := func(l *language.Language) language.Phrases { return l.Paper().Subject }
	s.subject = gather(among, subject, func(l *language.Language, words string) string {
		if l.Final {
			return words + `$`
		}
		return `^` + words + ` \p{L}`
	})
	s.enacts = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Enacts }, func(_ *language.Language, words string) string {
		return `^` + words + `:$`
	})
	s.subjects = gather(among, subject, func(l *language.Language, words string) string {
		if l.Final {
			return ` ` + words + `$`
		}
		return ""
	})
	// A consent speaks of an agreement in its language's words, too: it comes first.
	for _, k := range []struct {
		kind legal.Kind
		of   func(*language.Language) language.Phrases
	}{
		{legal.Consent, func(l *language.Language) language.Phrases { return l.Paper().Kinds.Consent }},
		{legal.Policy, func(l *language.Language) language.Phrases { return l.Paper().Kinds.Policy }},
		{legal.Rules, func(l *language.Language) language.Phrases { return l.Paper().Kinds.Rules }},
		{legal.Agreement, func(l *language.Language) language.Phrases { return l.Paper().Kinds.Agreement }},
	} {
		s.kinds = append(s.kinds, kindWords{k.kind, gather(among, k.of, func(_ *language.Language, words string) string {
			return wordHead + words + wordEnd
		})})
	}
}

// approvals makes the signs of who approved a text.
func (s *signs) approvals(among []*language.Language) {
	s.approvalBegins = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Approved.Begins }, func(_ *language.Language, words string) string {
		return `^\(?` + words + wordEnd
	})
	s.approvalEnds = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Approved.Ends }, func(_ *language.Language, words string) string {
		return words + `»?\)?$`
	})
	s.approvalAlone = gather(among, func(l *language.Language) language.Phrases { return l.Paper().Approved.Alone }, func(_ *language.Language, words string) string {
		return `^«?` + words + `»?[.:]?$`
	})
	s.approvalDates(among)
	var acts []string
	stems := map[string][]string{}
	for _, l := range among {
		for kind, words := range l.Prose().Acts {
			for _, w := range words {
				stems[kind] = append(stems[kind], regexp.QuoteMeta(language.ActStem(w)))
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(stems)) {
		s.actKinds = append(s.actKinds, kind)
		acts = append(acts, `(`+strings.Join(stems[kind], "|")+`)`)
	}
	s.approvalAct = never.Regexp()
	if len(acts) > 0 {
		s.approvalAct = regexp.MustCompile(wordHead + `(?i:` + strings.Join(acts, "|") + `)\p{L}*`)
	}
}

// approvalDates makes the signs of dates, and of what else may stand in a line about an
// approval without saying more.
func (s *signs) approvalDates(among []*language.Language) {
	var year, yearOf language.Phrases
	var extra []string
	for _, l := range among {
		year, yearOf = append(year, l.Paper().Year...), append(yearOf, l.Paper().YearOf...)
		if w := l.Paper().Approved.Words.Pattern(); w != "" {
			extra = append(extra, w)
			for _, phrase := range l.Paper().Approved.Words {
				s.approvalWords = append(s.approvalWords, strings.TrimSuffix(phrase, "*"))
			}
		}
		for _, list := range []language.Phrases{l.Paper().Dated, l.Paper().Year} {
			if w := list.Pattern(); w != "" {
				extra = append(extra, `(?:^|\s)`+w+`(?:\s|$)`)
			}
		}
	}
	s.approvalExtra = anyOf(append(extra, `[\s«».,№()]`))
	const day, of4 = `[«"]?([0-9]{1,2})[»"]?`, `([12][0-9]{3})`
	dates := []string{day + space + `(\p{L}{3,9})` + space + of4}
	if w := yearOf.Pattern(); w != "" {
		dates = append(dates, of4+space+w+space+day+space+`(\p{L}{3,16})`)
	} else {
		dates = append(dates, `([^\s\S])()()`)
	}
	dates = append(dates, `([0-9]{2})\.([0-9]{2})\.`+of4)
	end := ""
	if w := year.Pattern(); w != "" {
		end = `(?:` + space + `?` + w + `)?`
	}
	s.approvalDate = regexp.MustCompile(`(?:` + strings.Join(dates, "|") + `)` + end)
	s.dated = never.Regexp()
	if end != "" {
		s.dated = regexp.MustCompile(`[12][0-9]{3}` + strings.TrimSuffix(end, "?") + `$`)
	}
	last := `[0-9]{4}`
	if w := year.Pattern(); w != "" {
		last += `|` + w
	}
	s.signed = regexp.MustCompile(`_{2,}|(?:^|` + space + `)\p{Lu}\.` + space + `?(?:\p{Lu}\.)?` + space + `?\p{Lu}\p{Ll}+$|\p{Lu}\p{Ll}+` + space + `\p{Lu}\.` + space + `?(?:\p{Lu}\.)?$|^«[ \x{00a0}_0-9]*».*(?:` + last + `)$`)
}
