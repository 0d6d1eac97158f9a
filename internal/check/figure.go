package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/script"
)

// figure is something that a text names in digits, or an address: what must be
// equal in every language.
type figure struct {
	kind     figureKind
	value    string // to compare: "2026-12-01", "10000.50 KZT", "77172235750"
	shown    string // as it was written
	period   string // what it counts of time, if that is said
	counted  string // as it was written, with that
	month    int    // of a day without a year: its month, the word for which ends at end
	end      int
	from, to int // in the passage
}

type figureKind int

const (
	date figureKind = iota
	sum
	share
	identity // BIN, IIN
	phone
	email
	address
	citedNumber // a number of a clause
	number
	kinds
)

func (k figureKind) String() string {
	return [...]string{"date", "sum", "percent", "bin", "phone", "email", "url", "reference", "number"}[k]
}

// figures finds what a passage names. A passage without digits and @ has nothing.
func (p *passage) figures() []figure {
	if p.has&digit == 0 && strings.IndexByte(p.s, '@') < 0 && !strings.Contains(p.s, "://") {
		return nil
	}
	s := scanner{p: p, s: p.s, words: counted{p.lang.Prose()}}
	for s.at < len(s.s) {
		c := s.s[s.at]
		switch {
		case c == '@' || c == ':' && strings.HasPrefix(s.s[s.at:], "://"):
			s.address()
		case c == '+' && s.phone():
		case '0' <= c && c <= '9':
			s.digits()
		default:
			s.at++
		}
	}
	s.years()
	return s.out
}

// years makes dates of days without a year beside a date: they are of its year, as in
// «с 1 февраля по 30 апреля 2027 года» and «2027 жылғы 1 ақпаннан 30 сәуірге дейін».
func (s *scanner) years() {
	beside := func(i, j int) bool {
		if j < 0 || j == len(s.out) || s.out[j].kind != date {
			return false
		}
		a, b := s.out[min(i, j)], s.out[max(i, j)]
		between := s.s[max(a.to, a.end):b.from]
		return len(strings.Fields(between)) <= besideYear && !strings.ContainsAny(between, ".;")
	}
	for i := range s.out {
		f := &s.out[i]
		if f.month == 0 {
			continue
		}
		for _, j := range []int{i + 1, i - 1} {
			if beside(i, j) {
				f.kind, f.value = date, day(s.out[j].value[:4], strconv.Itoa(f.month), f.value)
				f.to, f.shown = f.end, s.s[f.from:f.end]
				break
			}
		}
	}
}

// besideYear is how many words stand between a day without a year and the date beside it.
const besideYear = 2

type scanner struct {
	p     *passage
	s     string
	words counted
	at    int
	out   []figure

	read    bool
	numbers []int // where citations have their numbers, once read
}

func (s *scanner) add(kind figureKind, value string, from, to int) {
	s.out = append(s.out, figure{kind: kind, value: value, shown: s.s[from:to], from: from, to: to})
	s.at = max(to, s.at+1)
}

// address reads the e-mail or web address around a place.
func (s *scanner) address() {
	plain := func(c byte) bool { return c > ' ' && c < 0x7f && !strings.ContainsRune(`<>()[]"',;|`, rune(c)) }
	from, to := s.at, s.at
	for from > 0 && plain(s.s[from-1]) {
		from--
	}
	for to < len(s.s) && plain(s.s[to]) {
		to++
	}
	for to > from && strings.ContainsRune(".:!?", rune(s.s[to-1])) {
		to--
	}
	for len(s.out) > 0 && s.out[len(s.out)-1].from >= from { // digits of the address
		s.out = s.out[:len(s.out)-1]
	}
	switch {
	case s.s[s.at] == '@' && from < s.at && to > s.at+1 && strings.Contains(s.s[s.at:to], "."):
		s.add(email, strings.ToLower(s.s[from:to]), from, to)
	case s.s[s.at] == ':' && from < s.at && to > s.at+3:
		s.add(address, strings.TrimSuffix(s.s[from:to], "/"), from, to)
	default:
		s.at++
	}
}

// phone reads "+7 (7172) 23-57-50" at a place; also "8 (7172) 23-57-50".
func (s *scanner) phone() bool {
	var digits []byte
	at, end := s.at, s.at
	for at < len(s.s) && len(digits) < 16 {
		c := s.s[at]
		switch {
		case '0' <= c && c <= '9':
			digits = append(digits, c)
			end = at + 1
		case c == '+' && at == s.at, c == ' ', c == '(', c == ')', c == '-', c == '.' && at > s.at && len(digits) > 3:
		case strings.HasPrefix(s.s[at:], "\u00a0"):
			at++
		default:
			at = len(s.s)
			continue
		}
		at++
	}
	if len(digits) < 10 || len(digits) > 13 {
		return false
	}
	if len(digits) == 11 && digits[0] == '8' {
		digits[0] = '7'
	}
	s.add(phone, string(digits), s.at, end)
	return true
}

// digits reads the figure that begins with a digit.
func (s *scanner) digits() {
	from := s.at
	run := digitRun(s.s[from:])
	switch {
	case from > 0 && isWordByte(s.s, from): // "A4", "v2", "x86"
		s.at += run
		return
	case run == 12:
		s.add(identity, s.s[from:from+12], from, from+12)
		return
	case s.s[from] == '8' && run == 1 && strings.HasPrefix(s.s[from+1:], " (") && s.phone():
		return
	}
	if value, to := s.date(from, run); to > 0 {
		s.add(date, value, from, to)
		return
	}
	value, to := s.amount(from)
	if i := strings.IndexByte(value, '-'); i > 0 && !s.cited(from, to) { // «5-6» and «5–6» are two numbers
		value, to = value[:i], from+strings.IndexByte(s.s[from:], '-')
	}
	if strings.HasPrefix(s.s[to:], ":") && len(value) == 2 { // 09:00 is 9:00
		value = strings.TrimPrefix(value, "0")
	}
	if to < len(s.s) && isLetterAt(s.s, to) { // "3D", "94V"
		s.at = to
		return
	}
	after := s.words.inWords(strings.TrimLeft(s.p.lower[to:], " \u00a0"))
	if kind, times, unit, end := s.words.measure(after); end > 0 {
		s.add(kind, strings.TrimSpace(scaled(value, times)+" "+unit), from, wordEnd(s.s, len(s.s)-len(after)+end))
		return
	}
	if kind, unit := prefixed(s.s[:from]); unit != "" {
		s.add(kind, value+" "+unit, from, to)
		return
	}
	kind := number
	if s.cited(from, to) {
		kind = citedNumber
	}
	s.add(kind, value, from, to)
	if kind == number {
		s.period(to)
		if last := &s.out[len(s.out)-1]; to == from+run && run <= 2 {
			w, at := nextWord(s.p.lower, to)
			last.month, last.end = s.p.lang.Word(w).MonthOf(), at+len(w)
		}
	}
}

// period notes what the last number counts of time.
func (s *scanner) period(to int) {
	if unit, end := s.words.prose.Period(s.p.lower[to:]); unit != "" {
		last := &s.out[len(s.out)-1]
		last.period, last.counted = unit, s.s[last.from:to+end]
	}
}

func digitRun(s string) (n int) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// isWordByte reports whether a letter stands directly before a place.
func isWordByte(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return script.IsCyrillic(r) || script.IsLatin(r)
}

// wordEnd is where the word ends whose first letters end at a place: a measure is known by
// its stem, and shown as it was written.
func wordEnd(s string, at int) int {
	if isWordByte(s, at) {
		for at < len(s) && isLetterAt(s, at) {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
		}
	}
	return at
}

func isLetterAt(s string, at int) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return script.IsCyrillic(r) || script.IsLatin(r)
}

// date reads the dates of legal prose: 2024 жылғы 15 қаңтар, 2018 жылдың 1
// мамырында, 20 шілде 2026 ж., 15 января 2024 года, 15.01.2024, 2024-01-15.
func (s *scanner) date(from, run int) (string, int) {
	rest := s.p.lower[from:]
	switch {
	case run == 4 && len(rest) >= 10 && rest[4] == '-' && rest[7] == '-' && digitRun(rest[5:]) == 2 && digitRun(rest[8:]) == 2:
		return day(rest[:4], rest[5:7], rest[8:10]), from + 10
	case run == 4: // жылғы 15 қаңтар
		w, at := nextWord(rest, 4)
		if !s.p.lang.Word(w).Is(language.Year) {
			return "", 0
		}
		at += len(w)
		n := strings.TrimLeft(rest[at:], " \u00a0«\"")
		d := digitRun(n)
		if d == 0 || d > 2 {
			return "", 0
		}
		at = len(rest) - len(n) + d
		if span := strings.TrimLeft(rest[at:], "–-"); len(span) < len(rest[at:]) && digitRun(span) > 0 && digitRun(span) <= 2 { // жылғы 1–5 ақпан
			first := from + at - d
			s.out = append(s.out, figure{kind: number, value: n[:d], shown: n[:d], from: first, to: first + d})
			n, d = span, digitRun(span)
			at = len(rest) - len(n) + d
		}
		w, begin := nextWord(rest, at)
		if m := s.p.lang.Word(w).MonthOf(); m > 0 && begin-at <= 4 {
			return day(rest[:4], strconv.Itoa(m), n[:d]), from + begin + len(w)
		}
	case run <= 2:
		if len(rest) > run && rest[run] == '.' { // 15.01.2024
			m := digitRun(rest[run+1:])
			y := run + 1 + m + 1
			if m >= 1 && m <= 2 && y < len(rest) && rest[y-1] == '.' && digitRun(rest[y:]) == 4 {
				return day(rest[y:y+4], rest[run+1:run+1+m], rest[:run]), from + y + 4
			}
			return "", 0
		}
		w, at := nextWord(rest, run)
		m := s.p.lang.Word(w).MonthOf()
		if m == 0 || at-run > 4 {
			return "", 0
		}
		n := strings.TrimLeft(rest[at+len(w):], " \u00a0")
		if digitRun(n) == 4 {
			return day(n[:4], strconv.Itoa(m), rest[:run]), from + len(rest) - len(n) + 4
		}
	}
	return "", 0
}

// nextWord returns the word that follows, over spaces and quotation marks, and
// where it begins.
func nextWord(s string, at int) (string, int) {
	t := strings.TrimLeft(s[at:], " \u00a0»\"")
	at = len(s) - len(t)
	for i, r := range t {
		if !script.IsCyrillic(r) && !script.IsLatin(r) {
			return t[:i], at
		}
	}
	return t, at
}

// day is a date to compare: as civil writes it, or as it was written if the calendar has no such day.
func day(y, m, d string) string {
	s := fmt.Sprintf("%s-%02s-%02s", y, m, d)
	if date, err := civil.ParseDate(s); err == nil {
		return date.String()
	}
	return s
}

// amount reads a number with groups and decimals: 10 000,50 as "10000.50". A
// number of a clause keeps its dots and hyphens: 3.2-1.
func (s *scanner) amount(from int) (value string, to int) {
	var b strings.Builder
	run := digitRun(s.s[from:])
	b.WriteString(s.s[from : from+run])
	at := from + run
	for first := run <= 3; first && s.s[from] != '0'; { // groups
		n := spaceAt(s.s[at:])
		if n == 0 || digitRun(s.s[at+n:]) != 3 {
			break
		}
		b.WriteString(s.s[at+n : at+n+3])
		at += n + 3
	}
	for at+1 < len(s.s) {
		c := s.s[at]
		n := digitRun(s.s[at+1:])
		if n == 0 || c != '.' && c != ',' && c != '-' {
			break
		}
		if c == ',' {
			c = '.'
		}
		b.WriteByte(c)
		b.WriteString(s.s[at+1 : at+1+n])
		at += 1 + n
	}
	return b.String(), at
}

// spaceAt is the length of the space that groups of digits may have.
func spaceAt(s string) int {
	for _, sp := range []string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s, sp) {
			return len(sp)
		}
	}
	return 0
}

// signs are units of measure that are written alike in every language.
var signs = []language.Measure{{Unit: "%", Words: []string{"%"}}, {Unit: "KZT", Words: []string{"₸", "kzt"}}, {Unit: "RUB", Words: []string{"₽", "rub"}},
	{Unit: "USD", Words: []string{"usd"}}, {Unit: "EUR", Words: []string{"€", "eur"}}}

// counted reads what a number counts by the words of a language.
type counted struct{ prose *language.Prose }

// inWords is s behind the brackets that it begins with, if a number is written out in
// them: «1 000 000 (один миллион) тенге».
func (c counted) inWords(s string) string {
	if end := strings.IndexByte(s, ')'); strings.HasPrefix(s, "(") && end > 0 && !strings.ContainsAny(s[:end], "0123456789") {
		if rest := strings.TrimLeft(s[end+1:], " \u00a0"); strings.IndexByte(s[1:end], '(') < 0 {
			if _, _, _, n := c.measure(rest); n > 0 {
				return rest
			}
		}
	}
	return s
}

// measure reads what a number counts, at the start of s in small letters: by how many
// zeros it is multiplied, its unit, and where that ends; 0: it counts nothing known.
func (c counted) measure(s string) (kind figureKind, zeros int, unit string, end int) {
	at := 0
	for _, m := range c.prose.Multiples {
		if hasAny(s, m.Words...) {
			w, _ := nextWord(s, 0)
			rest := c.inWords(strings.TrimLeft(s[len(w):], " .\u00a0"))
			zeros, at = m.Zeros, len(s)-len(rest)
			break
		}
	}
	for _, list := range [...][]language.Measure{signs, c.prose.Measures} {
		for _, m := range list {
			for _, w := range m.Words {
				if strings.HasPrefix(s[at:], w) {
					if kind = sum; m.Unit == "%" {
						kind = share
					}
					return kind, zeros, m.Unit, at + len(w)
				}
			}
		}
	}
	return number, zeros, "", at
}

// scaled is a value with zeros: 1500000 for "1.5" and 6. One that is no number of one
// or two parts has them behind an e.
func scaled(value string, zeros int) string {
	whole, part, _ := strings.Cut(value, ".")
	switch {
	case zeros == 0:
		return value
	case strings.ContainsAny(part, ".-") || len(part) > zeros:
		return value + "e" + strconv.Itoa(zeros)
	}
	return strings.TrimLeft(whole, "0") + part + strings.Repeat("0", zeros-len(part))
}

// prefixed reads a sign of currency before a number.
func prefixed(before string) (figureKind, string) {
	switch {
	case strings.HasSuffix(before, "$"):
		return sum, "USD"
	case strings.HasSuffix(before, "€"):
		return sum, "EUR"
	}
	return 0, ""
}

// cited reports whether the number at a place is one that a citation names.
func (s *scanner) cited(from, to int) bool {
	if !s.read {
		s.read = true
		for _, c := range s.p.cites.Find(s.s) {
			for _, g := range c.Groups {
				for _, m := range g.Members {
					s.numbers = append(s.numbers, m.From)
				}
			}
		}
	}
	return slices.ContainsFunc(s.numbers, func(at int) bool { return from <= at && at < to })
}
