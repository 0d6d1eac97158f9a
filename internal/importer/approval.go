package importer

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Who approved a text stands above its title: «Утверждено приказом директора от
// 15 декабря 2026 года № 47», «Директордың 2026 жылғы 15 желтоқсандағы № 47
// бұйрығымен бекітілді». What names act, number and date becomes "approved".

var (
	approvalLine  = regexp.MustCompile(`^(?i:утвержд|согласован[оаы]?(?:\P{L}|$)|бекіт|келісілді|«?бекітемін)`)
	approvedBy    = regexp.MustCompile(`(?i)бекітіл(?:ді|ген)»?$`)
	approvalActs  = regexp.MustCompile(`(?i)(приказ|решени|постановлени|протокол|бұйры[қғ]|шешім|қаулы|хаттама)\p{L}*`)
	approvalDate  = regexp.MustCompile(`(?i)(?:([0-9]{1,2})[ \x{00a0}](\p{L}{3,9})[ \x{00a0}]([12][0-9]{3})|([12][0-9]{3})[ \x{00a0}]жылғы[ \x{00a0}]([0-9]{1,2})[ \x{00a0}](\p{L}{3,16})|([0-9]{2})\.([0-9]{2})\.([12][0-9]{3}))(?:[ \x{00a0}]?(?:года|г\.|ж\.))?`)
	approvalNo    = regexp.MustCompile(`№[ \x{00a0}]?([0-9][0-9\p{L}/-]*)`)
	approvalExtra = regexp.MustCompile(`(?i)утвержд\p{L}*|бекіт\p{L}*|(?:^|\s)от(?:\s|$)|(?:^|\s)года?(?:\s|$)|[\s«».,№]`)
	actNames      = map[string]string{"приказ": "order", "бұйрық": "order", "бұйрығ": "order", "решени": "decision", "шешім": "decision",
		"постановлени": "resolution", "қаулы": "resolution", "протокол": "protocol", "хаттама": "protocol"}
)

func isApproval(s string) bool {
	return hasAny(s, "тверж", "ТВЕРЖ", "огласован", "ОГЛАСОВАН", "екіт", "ЕКІТ", "елісілді", "ЕЛІСІЛДІ") && (approvalLine.MatchString(s) || approvedBy.MatchString(s))
}

// approvalReads reports whether s names an act, its number and its date.
func approvalReads(words *language.Language, s string) bool {
	_, _, ok := readApproval(words, s)
	return ok
}

// readApproval reads who approved a text. whole reports that s says nothing else,
// so that no word is lost with it.
func readApproval(words *language.Language, s string) (a legal.Approval, whole, ok bool) {
	act, date, no := approvalActs.FindStringSubmatchIndex(s), approvalDate.FindStringSubmatchIndex(s), approvalNo.FindStringSubmatchIndex(s)
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
		m = monthOf(words, month)
	}
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	parsed, err := civil.ParseDate(civil.Date{Year: y, Month: time.Month(m), Day: d}.String())
	if err != nil {
		return a, false, false
	}
	a = legal.Approval{Act: actNames[strings.ToLower(s[act[2]:act[3]])], Number: s[no[2]:no[3]], Date: parsed}
	left := []byte(s)
	for _, x := range [][]int{act, date, no} {
		for i := x[0]; i < x[1]; i++ {
			left[i] = ' '
		}
	}
	return a, strings.TrimSpace(approvalExtra.ReplaceAllString(approvalExtra.ReplaceAllString(string(left), " "), "")) == "", true
}

// monthOf is the number of a month in any of its forms, 0 for no month.
func monthOf(words *language.Language, word string) int {
	if w := words.Word(word); w != nil {
		return w.Month
	}
	return 0
}
