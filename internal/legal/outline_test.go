package legal

import (
	"strings"
	"testing"
)

// outline builds units from lines: "# " starts a heading by its level, "- " an
// item, else a label makes a clause; the rest are paragraphs.
func outline(lines ...string) ([]Unit, []int) {
	units := []Unit{{Kind: Title}}
	for _, s := range lines {
		u := Unit{Kind: Paragraph}
		if rest := strings.TrimLeft(s, "#"); rest != s {
			u.Kind, u.Level, s = Heading, len(s)-len(rest), rest[1:]
		}
		if rest := strings.TrimLeft(s, "-"); rest != s && strings.HasPrefix(rest, " ") {
			u.Kind, u.List = Item, len(s)-len(rest)
		} else if l, _, ok := ParseLabel(rules, s); ok {
			if u.Label = l; u.Kind == Paragraph {
				u.Kind = Clause
			}
		}
		units = append(units, u)
	}
	return units, Outline(units)
}

func TestAnchors(t *testing.T) {
	for name, c := range map[string]struct{ lines, want []string }{
		"decimals": {
			[]string{"## 2. Деректер", "2.1. а", "1) б", "2) в", "2-1) г", "2.2. д", "3-1. е", "text"},
			[]string{"2", "2.1", "2.1_1", "2.1_2", "2.1_2-1", "2.2", "3-1", "3-1_p1"},
		},
		"chapters and articles": {
			[]string{"# Глава 1. Общие", "## Статья 1. Предмет", "1. а", "1) б", "а) в", "2. г", "## Статья 2. Термины", "1. д", "1.1. е", "# Глава 2.", "## Статья 2-1. Ж"},
			[]string{"ch1", "ch1_art1", "ch1_art1_1", "ch1_art1_1_1", "ch1_art1_1_1_l1", "ch1_art1_2", "ch1_art2", "ch1_art2_1", "ch1_art2_1.1", "ch2", "ch2_art2-1"},
		},
		"parts, Romans, section signs": {
			[]string{"# Раздел 1.", "## II. А", "### § 2", "1. б", "1. в"},
			[]string{"pt1", "pt1_r2", "pt1_r2_s2", "pt1_r2_s2_1", "pt1_r2_s2_1~2"},
		},
		"numbers anew in chapters": {
			[]string{"# Глава 1. Общее", "1. а", "2. б", "1) в", "# Глава 2. Иное", "1. г", "1.1. д"},
			[]string{"ch1", "ch1_1", "ch1_2", "ch1_2_1", "ch2", "ch2_1", "ch2_1.1"},
		},
		"numbers anew in parts alone": {
			[]string{"# Раздел 1.", "## Глава 1. А", "1. а", "## Глава 2. Б", "2. б", "# Раздел 2.", "## Глава 3. В", "1. в", "## Глава 4. Г", "2. г"},
			[]string{"pt1", "pt1_ch1", "pt1_1", "pt1_ch2", "pt1_2", "pt2", "pt2_ch3", "pt2_1", "pt2_ch4", "pt2_2"},
		},
		"sections apart": {
			[]string{"## 1. Общее", "1. а", "2. б", "## 2. Задачи", "3. в", "3.1. г", "## 3. Порядок", "4. д"},
			[]string{"ch1", "1", "2", "ch2", "3", "3.1", "ch3", "4"},
		},
		"sections anew": {
			[]string{"## 1. Общее", "1. а", "2. б", "## 2. Задачи", "1. в", "1) г", "## 3. Порядок", "2. д"},
			[]string{"ch1", "ch1_1", "ch1_2", "ch2", "ch2_1", "ch2_1_1", "ch3", "ch3_2"},
		},
		"a number twice by mistake": {
			[]string{"# Глава 1. Общее", "1. а", "2. б", "# Глава 2. Иное", "2. в", "3. г"},
			[]string{"ch1", "1", "2", "ch2", "2~2", "3"},
		},
		"letters by place": {
			[]string{"1. А", "а) б", "ә) в", "ә-1) г", "б) д", "2. Е", "а) ж"},
			[]string{"1", "1_l1", "1_l2", "1_l2-1", "1_l3", "2", "2_l1"},
		},
		"blocks and items": {
			[]string{"text", "- a", "-- b", "-- c", "- d", "1. e", "- f", "text", "## heading", "text"},
			[]string{"p1", "p2", "p2_p1", "p2_p2", "p3", "1", "1_p1", "1_p2", "p4", "p4_p1"},
		},
		"headings without a label": {
			[]string{"## а", "1. б", "### в", "1.1. г", "## д", "2. е"},
			[]string{"p1", "1", "p1_p1", "1.1", "p2", "2"},
		},
		"repeats": {
			[]string{"1. а", "а) б", "1. в", "а) г", "1. д"},
			[]string{"1", "1_l1", "1~2", "1~2_l1", "1~3"},
		},
	} {
		units, repeated := outline(c.lines...)
		for i, u := range units[1:] {
			if u.Anchor != c.want[i] {
				t.Errorf("%s: %q: got #%s, want #%s", name, c.lines[i], u.Anchor, c.want[i])
			}
			if want := -1; u.Parent >= 0 {
				want = units[u.Parent].Depth
				if u.Depth != want+1 {
					t.Errorf("%s: %q: depth %d below %d", name, c.lines[i], u.Depth, want)
				}
			}
		}
		tildes := strings.Count(strings.Join(c.want, " ")+" ", "~2 ") + strings.Count(strings.Join(c.want, " ")+" ", "~3 ")
		if len(repeated) != tildes {
			t.Errorf("%s: %d repeated, want %d", name, len(repeated), tildes)
		}
	}
}

func TestAnchorsAreEqualInBothLanguages(t *testing.T) {
	kk, _ := outline("# 1-тарау. А", "## 5-бап. Б", "1. в", "а) г", "ә) ғ", "б) д", "2. е", "1) ж", "## 5-1-бап. З", "§ 2", "1-параграф.")
	ru, _ := outline("# Глава 1. А", "## Статья 5. Б", "1. в", "а) г", "б) д", "в) е", "2. ж", "1) з", "## Статья 5-1. И", "§ 2", "§ 1.")
	for i := range kk {
		if kk[i].Anchor != ru[i].Anchor || kk[i].Depth != ru[i].Depth {
			t.Errorf("%q #%s, %q #%s", kk[i].Label.Text, kk[i].Anchor, ru[i].Label.Text, ru[i].Anchor)
		}
	}
}
