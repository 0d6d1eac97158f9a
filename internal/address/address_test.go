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

// Read finds again what an address was made of.
func TestRead(t *testing.T) {
	for name, want := range map[string]Place{
		Root:                                     {},
		NotFound:                                 {},
		Ledger:                                   {},
		Guide:                                    {},
		Current:                                  {},
		Schema("text.json"):                      {},
		Element:                                  {},
		Asset("style", ".css", nil):              {},
		Proof("a", "2", ""):                      {},
		File("a", "2", "order.pdf"):              {},
		List("kk"):                               {Kind: ListPage, Lang: "kk"},
		Search("kk"):                             {Kind: SearchPage, Lang: "kk"},
		SearchIndex("kk"):                        {Kind: SearchData, Lang: "kk"},
		SearchPart("kk", "a"):                    {Kind: SearchData, Lang: "kk", Document: "a"},
		Document("kk", "a"):                      {DocumentPage, "kk", "a", ""},
		History("kk", "a"):                       {HistoryPage, "kk", "a", ""},
		Terms("kk", "a"):                         {TermsPage, "kk", "a", ""},
		Chooser("kk", "a"):                       {ChooserPage, "kk", "a", ""},
		Since("kk", "a", "1"):                    {SincePage, "kk", "a", "1"},
		Coming("kk", "a", "1"):                   {ComingPage, "kk", "a", "1"},
		Edition("kk", "a", "2.1"):                {EditionPage, "kk", "a", "2.1"},
		Bilingual("kk", "a", "2", ""):            {BilingualPage, "kk", "a", "2"},
		Bilingual("kk", "a", "2", "ru"):          {BilingualPage, "kk", "a", "2"},
		Changes("kk", "a", "2"):                  {ChangesPage, "kk", "a", "2"},
		Table("kk", "a", "2026-12-01"):           {TablePage, "kk", "a", "2026-12-01"},
		Order("kk", "a", "2"):                    {OrderPage, "kk", "a", "2"},
		BilingualChanges("kk", "a", "2", ""):     {BilingualChangesPage, "kk", "a", "2"},
		BilingualChanges("kk", "a", "2", "en"):   {BilingualChangesPage, "kk", "a", "2"},
		Source("kk", "a", "2"):                   {TextFile, "kk", "a", "2"},
		Plain("kk", "a", "2"):                    {TextFile, "kk", "a", "2"},
		Embed("kk", "a", "2"):                    {EmbedFile, "kk", "a", "2"},
		Pointer("kk", "a"):                       {EmbedPointer, "kk", "a", ""},
		DocumentData("a"):                        {DocumentFile, "", "a", ""},
		TextData("kk", "a", "2"):                 {TextDataFile, "kk", "a", "2"},
		RedlineData("kk", "a", "2"):              {RedlineDataFile, "kk", "a", "2"},
		SinceData("kk", "a", "2"):                {SinceDataFile, "kk", "a", "2"},
		ComingData("kk", "a", "2"):               {ComingDataFile, "kk", "a", "2"},
		Feed("kk"):                               {FeedFile, "kk", "", ""},
		DocumentFeed("kk", "a"):                  {FeedFile, "kk", "a", ""},
		FeedArchive(DocumentFeed("kk", "a"), 12): {FeedFile, "kk", "a", ""},
		Calendar("kk"):                           {CalendarFile, "kk", "", ""},
		"kk/a/2/order/index.html":                {Other, "kk", "a", "2"},
		"kk/a/appendix/index.html":               {Other, "kk", "a", ""},
		"kk/a/2/changes/x/index.html":            {Other, "kk", "a", "2"},
	} {
		if got := Read(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
