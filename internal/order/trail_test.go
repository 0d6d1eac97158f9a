package order_test

import (
	"strings"
	"testing"
)

// What stands behind a list that is one sentence is no part of its last item; where the items
// are sentences the order names their paragraphs.
func TestBehindLists(t *testing.T) {
	const closed = "1. Дают:\n\n1) шлем;\n\n2) фонарь:\n\nа) новый;\n\nб) старый.\n\nЭто – бесплатно.\n\n2. Споры решает суд.\n"
	const open = "1. Порядок таков.\n\n1) Вещи дают.\n\n2) Вещи берут.\n\nЭто – бесплатно.\n\n2. Споры решает суд.\n"
	for _, c := range []struct {
		old   string
		pairs []string
		said  string
	}{
		{closed, []string{"2) фонарь:\n\nа) новый;\n\nб) старый.\n\n", ""}, "1) подпункт 2) пункта 1 исключить."},
		{closed, []string{"\n\nб) старый.", ""}, "1) подпункт б) подпункта 2) пункта 1 исключить."},
		{closed, []string{"старый.", "старый;\n\nв) ничей."}, "1) в подпункте б) подпункта 2) пункта 1 знак препинания «.» заменить знаком препинания «;»;\n\n2) подпункт 2) пункта 1 дополнить подпунктом в) следующего содержания:\n\n«в) ничей.»."},
		{closed, []string{"\n\nб) старый.\n\nЭто – бесплатно.", "\n\nб) любой иной, какой найдется.\n\nЭто – бесплатно."}, "1) подпункт б) подпункта 2) пункта 1 изложить в следующей редакции:\n\n«б) любой иной, какой найдется.»."},
		{closed, []string{"б) старый.\n\nЭто – бесплатно.", "б) старый."}, "1) абзац второй подпункта б) подпункта 2) пункта 1 исключить."},
		{open, []string{"2) Вещи берут.\n\n", ""}, "1) абзац первый подпункта 2) пункта 1 исключить."},
	} {
		new := strings.NewReplacer(c.pairs...).Replace(c.old)
		if _, said := made(t, "ru", read("ru", c.old), read("ru", new)); !strings.HasSuffix(said, "\n\n"+c.said+"\n") {
			t.Errorf("want %s\n%s", c.said, said)
		}
	}
}
