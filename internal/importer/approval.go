package importer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// Who approved a text stands above its title or below it: «Утверждено приказом директора от
// 15 декабря 2026 года № 47», «Директордың 2026 жылғы 15 желтоқсандағы № 47
// бұйрығымен бекітілді». What names act, number and date becomes "approved".

var approvalNo = regex.Of(`№[ \x{00a0}]?([0-9][0-9\p{L}/-]*)`)

// isApproval reports whether s names who approved a text.
func (s *signs) isApproval(line string) bool {
	return s.speaksOfApproval(line) && (s.approvalBegins.MatchString(line) || s.approvalEnds.MatchString(line))
}

// speaksOfApproval reports whether s has a word of approval.
func (s *signs) speaksOfApproval(line string) bool {
	small := strings.ToLower(line) // regular expressions take longer
	return slices.ContainsFunc(s.approvalWords, func(w string) bool { return strings.Contains(small, w) })
}

// approvalReads reports whether s names an act, its number and its date.
func (f *file) approvalReads(s string) bool {
	_, _, ok := f.readApproval(s)
	return ok
}

// readApproval reads who approved a text. whole reports that s says nothing else,
// so that no word is lost with it.
func (f *file) readApproval(s string) (a legal.Approval, whole, ok bool) {
	date := f.signs.approvalDate.FindStringSubmatchIndex(s)
	no := numberNear(s, date)
	act := f.actOf(s, no)
	if act == nil || date == nil || no == nil || len(s) > 1000 {
		return a, false, false
	}
	part := func(i int) string {
		if date[2*i] < 0 {
			return ""
		}
		return s[date[2*i]:date[2*i+1]]
	}
	day, month, year := part(1)+part(5)+part(7), part(2)+part(6), part(3)+part(4)+part(9)
	m, _ := strconv.Atoi(part(8))
	if month != "" {
		m = monthOf(f.words, month)
	}
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	parsed, err := civil.ParseDate(civil.Date{Year: y, Month: time.Month(m), Day: d}.String())
	if err != nil {
		return a, false, false
	}
	kind := 0
	for act[2*kind+2] < 0 {
		kind++
	}
	act[0] = act[2*kind+2]
	a = legal.Approval{Act: f.signs.actKinds[kind], Number: s[no[2]:no[3]], Date: parsed}
	left := []byte(s)
	for _, x := range [][]int{act, date, no} {
		for i := x[0]; i < x[1]; i++ {
			left[i] = ' '
		}
	}
	return a, strings.TrimSpace(f.signs.approvalExtra.ReplaceAllString(f.signs.approvalExtra.ReplaceAllString(string(left), " "), "")) == "", true
}

// numberNear is the number of an act that stands nearest to its date: another one may be part
// of a name, as in «№ 12 орта мектеп» КММ директорының … № 215 бұйрығы.
func numberNear(s string, date []int) (no []int) {
	if date == nil {
		return nil
	}
	away := func(x []int) int { return max(date[0]-x[1], x[0]-date[1]) }
	for _, x := range approvalNo.FindAllStringSubmatchIndex(s, -1) {
		if no == nil || away(x) < away(no) {
			no = x
		}
	}
	return no
}

// actOf is the act of a number: the first one that s names, unless another stands right beside
// the number: «решением общего собрания, протокол № 1 от …».
func (f *file) actOf(s string, no []int) (act []int) {
	for _, x := range f.signs.approvalAct.FindAllStringSubmatchIndex(s, -1) {
		switch {
		case act == nil:
			act = x
		case no == nil:
		case x[1] <= no[0] && strings.TrimSpace(s[x[1]:no[0]]) == "", f.words != nil && f.words.Final && x[0] >= no[1] && strings.TrimSpace(s[no[1]:x[0]]) == "":
			act = x
		}
	}
	return act
}

// endsDated reports whether a line ends with a year and a short word for it, whose dot ends no
// sentence: «от «05» июня 2026 г.».
func (s *signs) endsDated(line string) bool { return s.dated.MatchString(line) }

// monthOf is the number of a month in any of its forms, 0 for no month.
func monthOf(words *language.Language, word string) int {
	if w := words.Word(word); w != nil {
		return w.Month
	}
	return 0
}
