package address

import (
	"path"
	"strings"
	"testing"
)

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"kk/a/3/index.html", "kk/a/3/index.html", "./"},
		{"kk/a/3/index.html", "kk/a/index.html", "../"},
		{"kk/a/3/index.html", "kk/a/3/text.md", "text.md"},
		{"kk/a/3/index.html", "kk/a/3/changes/table/index.html", "changes/table/"},
		{"kk/a/3/index.html", "ru/a/3/index.html", "../../../ru/a/3/"},
		{"kk/a/3/index.html", "files/a/3/order.pdf", "../../../files/a/3/order.pdf"},
		{"index.html", "kk/index.html", "kk/"},
		{"kk/index.html", "index.html", "../"},
		{"index.html", "index.html", "./"},
		{"kk/a/index.html", "kk/ab/index.html", "../ab/"},
	} {
		if got := Relative(c.from, c.to); got != c.want {
			t.Errorf("Relative(%q, %q) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// From any page, the address leads to the file.
func FuzzRelative(f *testing.F) {
	f.Add("kk/a/3/index.html", "ru/b/index.html")
	f.Fuzz(func(t *testing.T, from, to string) {
		clean := func(s string) bool {
			return s != "" && s == path.Clean(s) && !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "..") && s != "." && strings.Trim(s, "abcdefgh/.") == ""
		}
		if !clean(from) || !clean(to) {
			return
		}
		got := path.Join(path.Dir(from), Relative(from, to))
		if want := path.Clean(strings.TrimSuffix(to, "index.html")); got != want && got != path.Clean(to) {
			t.Errorf("from %q to %q: %q leads to %q", from, to, Relative(from, to), got)
		}
	})
}

// Of finds the document and the edition again of which a page's address was made.
func TestOf(t *testing.T) {
	for page, want := range map[string][2]string{
		Root:                            {},
		List("kk"):                      {},
		Document("kk", "a"):             {"a"},
		History("kk", "a"):              {"a"},
		Chooser("kk", "a"):              {"a"},
		Since("kk", "a", "1"):           {"a"},
		Coming("kk", "a", "1"):          {"a"},
		Edition("kk", "a", "2.1"):       {"a", "2.1"},
		Bilingual("kk", "a", "2", "ru"): {"a", "2"},
		Table("kk", "a", "2026-12-01"):  {"a", "2026-12-01"},
	} {
		if document, edition := Of(page); document != want[0] || edition != want[1] {
			t.Errorf("%s is about %q, %q", page, document, edition)
		}
	}
}
