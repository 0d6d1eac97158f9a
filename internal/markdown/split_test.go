package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestSplit: which lines become clauses. Every unit is written as kind, label,
// text; "!" marks the findings.
func TestSplit(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"every form after a blank line": {
			"1. а\n\n1.1. б\n\n1.1.1 В\n\n3-1. г\n\n2-1) д\n\n1) е\n\nа) ж\n\n(а) з\n\nI. и\n\n1-тарау. й\n\nГлава 2. к\n\n5-бап. л\n\nСтатья 6. м\n\n§ 2 н",
			"1.:а 1.1.:б 1.1.1:В 3-1.:г 2-1):д 1):е а):ж (а):з I.:и 1-тарау.:й Глава 2.:к 5-бап.:л Статья 6.:м § 2:н",
		},
		"indented, tab, no-break space": {"    2.1. а\n\n\t2.2. б\n\n2.3.\u00a0в\n\n2.4.\tг", "2.1.:а 2.2.:б 2.3.:в 2.4.:г"},
		"next siblings":                 {"2.1. а\n2.2. б\n2.3. в", "2.1.:а 2.2.:б 2.3.:в"},
		"first child":                   {"2. а\n2.1. б\n1) в\nа) г\nә) ғ\nб) д\n2) е\n2.2. ж", "2.:а 2.1.:б 1):в а):г ә):ғ б):д 2):е 2.2.:ж"},
		"sibling of an ancestor":        {"2. А\n\n2.9. а\n1) б\n2) в\n2.10. г\n3. д", "2.:А 2.9.:а 1):б 2):в 2.10.:г 3.:д"},
		"hyphen insertion":              {"3. а\n3-1. б\n3-2. в\n4. г", "3.:а 3-1.:б 3-2.:в 4.:г"},
		"hard-wrapped":                  {"2.1. а\nб\n  в\n2.2. г\nд", "2.1.:а б в 2.2.:г д"},
		"wrapped figures":               {"2.1. а\n2026. б", "2.1.:а 2026. б"},
		"dates, amounts":                {"1. а\n01.12.2026 б\n10 000 в\n1.5 млн г", "1.:а 01.12.2026 б 10 000 в 1.5 млн г"},
		"not expected":                  {"2.1. а\n15. Бап", "2.1.:а 15. Бап !15."},
		"child that is not the first":   {"2.1. а\n2) б", "2.1.:а 2) б !2)"},
		"in a plain paragraph":          {"а\n1. б", ":а 1. б !1."},
		"a backslash":                   {"\\1. а\n\n2. б\n\\3. в\n\n\\(а) г\n\n\\5-бап. д\n\n\\§ 2", ":1. а 2.:б 3. в :(а) г :5-бап. д :§ 2"},
		"CommonMark's own backslash":    {"1\\. а\n\n1\\) б", ":1. а :1) б"},
		"no text":                       {"1.1.\n\n1.2.\nа\n\n1.3.  \n1.4.\n1.5. б", "1.1.: 1.2.:а 1.3.: 1.4.: 1.5.:б"},
		"no text, last":                 {"1.1.", "1.1.:"},
		"headings":                      {"## 2. А ##\n2.1. б\n## \\3. в\n#\n# 4.", "2.:А 2.1.:б :3. в :# 4.:"},
		"after a heading":               {"# А\n2.1. б\n2.2. в", ":А 2.1.:б 2.2.:в"},
		"in a list and a quotation":     {"- 1. а\n- 2. б\n\n> 3. в\n>\n> 4. г", ":1. а :2. б :3. в :4. г"},
		"hidden in a list":              {"2.1. а:\n- б\n2.2. в", "2.1.:а: :б 2.2. в !2.2."},
		"hidden in a quotation":         {"> а\n2.2. б", ":а 2.2. б !2.2."},
		"a backslash in a list":         {"- а\n  \\1. б", ":а 1. б"},
		"years and initials":            {"1. а\nА. Иванов\nТ.А. Ким", "1.:а А. Иванов Т.А. Ким"},
		"act in a sentence":             {"1. а\n5-бап бойынша\nСтатья 5 Закона", "1.:а 5-бап бойынша Статья 5 Закона"},
		"renumbering":                   {"1. а\n\n3. б\n\n7. в", "1.:а 3.:б 7.:в"},
		"1) then 2.":                    {"1) а\n\n2. б", "1):а 2.:б"},
		"before a table":                {"1. а\n| б | в |\n|---|---|\n| г | д |\n\n2. е", "1.:а :б | в :г | д 2.:е"},
	} {
		units, found := parse(c.body)
		var got []string
		for _, u := range units[1:] {
			got = append(got, u.Label.Text+":"+u.Plain())
			if (u.Kind == legal.Clause || u.Kind == legal.Heading && u.Label.Text != "") != (u.Label.Form != legal.NoLabel) {
				t.Errorf("%s: %s with label %q", name, u.Kind, u.Label.Text)
			}
		}
		for _, f := range found {
			if f.Code != diag.NumberAmbiguous {
				t.Errorf("%s: %v", name, f)
			}
			got = append(got, fmt.Sprint("!", f.Args["number"]))
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: got  %s\nwant %s", name, got, c.want)
		}
	}
}

func TestAmbiguousPosition(t *testing.T) {
	_, found := parse("2.1. Мәтін\nтағы\n  15. Бап")
	if len(found) != 1 || fmt.Sprint(found[0].Pos) != "kk.md:3:3" || found[0].Args["number"] != "15." {
		t.Errorf("got %v", found)
	}
}
