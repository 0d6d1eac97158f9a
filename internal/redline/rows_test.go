package redline

import (
	"fmt"
	"strings"
	"testing"
)

// Rows are found again by their names, and the paragraph that opens a text by its place.
func TestRowsAndOpening(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"a row put between, and the price of the next one",
			"Т\n1. Цена:\n| № | Срок | Тенге\n| 1 | месяц | 12 000\n| 2 | год | 100 000\n2. Год или месяц выбирает гость.",
			"Т\n1. Цена:\n| № | Срок | Тенге\n| 1 | месяц | 12 000\n| 2 | полгода | 55 000\n| 3 | год | 110 000\n2. Год или месяц выбирает гость.",
			"added 4; changed 4>5"},
		{"a row that goes, and figures of the others",
			"Т\n1. Цена:\n| 1 | месяц | 12 000\n| 2 | полгода | 55 000\n| 3 | год | 100 000\n| 4 | два года | 180 000",
			"Т\n1. Цена:\n| 1 | месяц | 14 000\n| 2 | год | 120 000\n| 3 | два года | 190 000",
			"changed 2>2; removed 3; changed 4>3; changed 5>4"},
		{"a row that moved in its table, and its figure",
			"Т\n1. Цена:\n| прокат лодки у пристани | 100\n| охрана вещей на берегу | 200\n| обед для двух гостей | 300\n2. Вид услуги выбирает гость.",
			"Т\n1. Цена:\n| охрана вещей на берегу | 200\n| обед для двух гостей | 300\n| прокат лодки у пристани | 150\n2. Вид услуги выбирает гость.",
			"changed 2>4"},
		{"a short row that moved, with another figure, is another row",
			"Т\n1. Цена:\n| прокат лодки | 100\n| охрана вещей на берегу | 200\n| обед для двух гостей | 300\n2. Вид услуги выбирает гость.",
			"Т\n1. Цена:\n| охрана вещей на берегу | 200\n| обед для двух гостей | 300\n| прокат лодки | 150\n2. Вид услуги выбирает гость.",
			"removed 2; added 4"},
		{"a name that two rows have says nothing",
			"Т\n1. Цена:\n| гость | 100\n| гость | 200",
			"Т\n1. Цена:\n| гость | 100\n| гость | 300",
			"changed 3>3"},
		{"the paragraph that opens a text is stated anew",
			"Т\nОсы Қағидалар барлық келушіге қолданылады.\n# 1. Жалпы\n1.1. Зал ашық.",
			"Т\nБұл құжат залдың қызметкерлері үшін міндетті.\n# 1. Жалпы\n1.1. Зал ашық.",
			"changed 1>1"},
		{"one within a clause went, and another came",
			"Т\n1. Зал открыт.\nГардероб платный.\n2. Споры решает суд.",
			"Т\n1. Зал открыт.\nСобак оставляют снаружи.\n2. Споры решает суд.",
			"removed 2; added 2"},
	} {
		var got []string
		for _, r := range compare(t, parse(c.old), parse(c.new)).Records {
			switch {
			case r.Change == Unchanged:
			case r.Change == Removed:
				got = append(got, fmt.Sprintf("removed %d", r.Old[0].Index))
			case r.Change == Added:
				got = append(got, fmt.Sprintf("added %d", r.New[0].Index))
			default:
				got = append(got, fmt.Sprintf("%s %d>%d", r.Change, r.Old[0].Index, r.New[0].Index))
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
