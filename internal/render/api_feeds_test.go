package render_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	htmlatom "golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/legal"
)

// words is what of a text must never be lost: its letters and digits.
func words(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// htmlText is the text of an HTML fragment, and its elements.
func htmlText(t testing.TB, fragment string) (text string, elements []*html.Node) {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: htmlatom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode {
			elements = append(elements, n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return b.String(), elements
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// index is index.json as the tests read it.
func (o output) index(t testing.TB) (v api.IndexData) {
	t.Helper()
	if err := json.Unmarshal(o["api/v1/index.json"], &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// documents are the documents/ID.json of a site, in the order of lists.
func (o output) documents(t testing.TB) (all []api.DocumentData) {
	t.Helper()
	for _, line := range o.index(t).Documents {
		var d api.DocumentData
		if err := json.Unmarshal(o[line.Path], &d); err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

func (o output) base(t testing.TB) string { return o.index(t).Site.BaseURL }

// file is the file that an absolute address of the site leads to, and whether
// there is one, with its fragment.
func (o output) file(t testing.TB, address string) string {
	t.Helper()
	rest, ok := strings.CutPrefix(address, o.base(t))
	if !ok {
		t.Errorf("%q is not below %q", address, o.base(t))
		return ""
	}
	name, fragment, _ := strings.Cut(unescaped(rest), "#")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if o[name] == nil {
		t.Errorf("%q leads to no file", address)
		return ""
	}
	if fragment != "" && !bytes.Contains(o[name], []byte(` id="`+fragment+`"`)) {
		t.Errorf("%q leads to no id", address)
	}
	return name
}

type atom struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      []string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []string   `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		Raw        string     `xml:",innerxml"`
		ID         []string   `xml:"http://www.w3.org/2005/Atom id"`
		Title      []string   `xml:"http://www.w3.org/2005/Atom title"`
		Published  []string   `xml:"http://www.w3.org/2005/Atom published"`
		Updated    []string   `xml:"http://www.w3.org/2005/Atom updated"`
		Links      []atomLink `xml:"http://www.w3.org/2005/Atom link"`
		Categories []struct {
			Term string `xml:"term,attr"`
		} `xml:"http://www.w3.org/2005/Atom category"`
		Summary []string `xml:"http://www.w3.org/2005/Atom summary"`
		Content []struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr"`
	Hreflang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

func parseAtom(t testing.TB, data []byte) (f atom) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&f); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err != io.EOF {
		if x, _ := d.Token(); x != nil {
			t.Error("something behind the feed")
		}
	}
	return f
}

var tagURI = regexp.MustCompile(`^tag:[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*,[0-9]{4}(-[0-9]{2}){0,2}:[a-z0-9./-]+$`)

func TestAtom(t *testing.T) {
	for site, out := range outputs(t) {
		feeds := slices.DeleteFunc(out.names(""), func(s string) bool { return !strings.HasSuffix(s, "feed.xml") })
		if site == "no-base" || site == "empty" {
			if len(feeds) > 0 {
				t.Errorf("%s: %v", site, feeds)
			}
			continue
		}
		docs := len(out.index(t).Documents)
		if len(feeds) != 2+2*docs {
			t.Errorf("%s: %d feeds of %d documents", site, len(feeds), docs)
		}
		for _, name := range feeds {
			checkFeed(t, out, name, parseAtom(t, out[name]))
		}
	}
}

func checkFeed(t *testing.T, out output, name string, f atom) {
	t.Helper()
	lang := name[:2]
	if f.Lang != lang || len(f.ID) != 1 || !tagURI.MatchString(f.ID[0]) || len(f.Title) != 1 || f.Title[0] == "" || len(f.Updated) != 1 || len(f.Author) != 1 || f.Author[0] == "" {
		t.Errorf("%s: head: %q %q %q %q", name, f.Lang, f.ID, f.Title, f.Author)
	}
	self := slices.IndexFunc(f.Links, func(l atomLink) bool { return l.Rel == "self" })
	if self < 0 || out.file(t, f.Links[self].Href) != name || f.Links[self].Type != "application/atom+xml" {
		t.Errorf("%s: links %v", name, f.Links)
	}
	for _, l := range f.Links {
		out.file(t, l.Href)
	}
	if len(f.Entries) == 0 || len(f.Entries) > 50 {
		t.Fatalf("%s: %d entries", name, len(f.Entries))
	}
	seen := map[string]bool{}
	last := ""
	for i, e := range f.Entries {
		if len(e.ID) != 1 || len(e.Title) != 1 || len(e.Updated) != 1 || len(e.Published) != 1 || len(e.Content) != 1 || len(e.Summary) > 1 || len(e.Categories) < 2 {
			t.Fatalf("%s: entry %d: %+v", name, i, e)
		}
		id := e.ID[0]
		if !tagURI.MatchString(id) || seen[id] {
			t.Errorf("%s: id %q", name, id)
		}
		seen[id] = true
		when, err := time.Parse(time.RFC3339, e.Updated[0])
		if err != nil || i > 0 && when.UTC().Format(time.RFC3339) > last {
			t.Errorf("%s: %s: %v after %s", name, id, e.Updated, last)
		}
		if last = when.UTC().Format(time.RFC3339); i == 0 && f.Updated[0] != e.Updated[0] {
			t.Errorf("%s: updated %v", name, f.Updated)
		}
		for _, l := range e.Links {
			out.file(t, l.Href)
		}
		c := e.Content[0]
		if c.Type != "html" || strings.Contains(c.Text, "\n") {
			t.Errorf("%s: %s: content of type %q", name, id, c.Type)
		}
		text, elements := htmlText(t, c.Text)
		for _, n := range elements {
			if !strings.Contains(" p strong b ul li h3 del ins br a ", " "+n.Data+" ") {
				t.Errorf("%s: %s: <%s>", name, id, n.Data)
			}
			if href := attribute(n, "href"); href != "" {
				out.file(t, href)
			}
		}
		// tag:SITE,2026:DOCUMENT/EDITION/LANGUAGE/EVENT
		_, rest, _ := strings.Cut(id, ",2026:")
		parts := strings.Split(rest, "/")
		if len(parts) != 4 || parts[2] != lang || parts[3] != e.Categories[0].Term || parts[0] != e.Categories[1].Term {
			t.Errorf("%s: id %q, categories %v", name, id, e.Categories)
		}
		if data := out["api/v1/redlines/"+parts[0]+"/"+parts[1]+"/"+lang+".json"]; data != nil && (parts[3] == "published" || parts[3] == "effective") {
			wordings(t, id, data, words(text))
		}
	}
}

// A feed and its archives hold every event once, or twice at the seam; each archive is
// full and linked with its neighbours (RFC 5005), and what must be accepted again says so.
func TestArchives(t *testing.T) {
	out := outputs(t)["synthetic"]
	want := map[string]bool{}
	for _, d := range out.documents(t) {
		for i, e := range d.Editions {
			id := d.ID + "/" + e.ID + "/kk/published"
			want[id] = i > 0 && e.Material
			if e.From.After(e.Published) {
				want[strings.Replace(id, "published", "effective", 1)] = i > 0 && e.Material
			}
		}
	}
	link := func(f atom, rel string) string {
		if i := slices.IndexFunc(f.Links, func(l atomLink) bool { return l.Rel == rel }); i >= 0 {
			return out.file(t, f.Links[i].Href)
		}
		return ""
	}
	next, pages, got := "", 0, map[string]bool{}
	for name := "kk/feed.xml"; name != ""; pages++ {
		f := parseAtom(t, out[name])
		archive := bytes.Contains(out[name], []byte("<fh:archive></fh:archive>"))
		if archive != (pages > 0) || len(f.Entries) != 50 || pages > 0 && link(f, "current") != "kk/feed.xml" || link(f, "next-archive") != next {
			t.Errorf("%s: archive %v, %d entries, links %v", name, archive, len(f.Entries), f.Links)
		}
		for _, e := range f.Entries {
			_, id, _ := strings.Cut(e.ID[0], ",2026:")
			again := slices.ContainsFunc(e.Categories, func(c struct {
				Term string `xml:"term,attr"`
			}) bool {
				return c.Term == "accept-again"
			})
			if w, ok := want[id]; !ok || w != again {
				t.Errorf("%s: %s: accept again %v, %v", name, id, again, ok)
			}
			got[id] = true
		}
		if pages > 0 {
			next = name
		}
		name = link(f, "prev-archive")
	}
	if len(got) != len(want) || pages < 3 {
		t.Errorf("%d events on %d pages, want %d", len(got), pages, len(want))
	}
}

// wordings: every clause that changed stands in the text, old and new, whole.
func wordings(t *testing.T, id string, redline []byte, text string) {
	t.Helper()
	var r struct {
		Clauses []struct {
			Change   string
			Old, New []struct{ Text string }
		}
	}
	if err := json.Unmarshal(redline, &r); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Clauses {
		if c.Change == "unchanged" {
			continue
		}
		for _, u := range append(slices.Clone(c.Old), c.New...) {
			if !strings.Contains(text, words(u.Text)) {
				t.Errorf("%s: the content lacks %q", id, u.Text)
			}
		}
	}
}

// The events of the example, each told once, in both feeds.
func TestEvents(t *testing.T) {
	out := fates(t, "base_url: "+baseURL+"\n").build(at(t, fatesNow), false)
	all := parseAtom(t, out["ru/feed.xml"])
	var got []string
	for _, e := range all.Entries {
		_, id, _ := strings.Cut(e.ID[0], ",2026:")
		got = append(got, e.Updated[0][:10]+" "+id)
	}
	slices.Sort(got)
	want := strings.Split(strings.TrimSpace(`
2026-01-01 letters/1/ru/published
2026-01-01 privacy/1/ru/published
2026-01-01 rules/1/ru/published
2026-01-01 terms/1/ru/published
2026-02-01 terms/1/ru/text
2026-03-01 terms/2/ru/published
2026-04-01 terms/2/ru/effective
2026-04-10 terms/3/ru/published
2026-04-15 rules/record-8/ru/repeal
2026-04-20 terms/3/ru/withdrawn
2026-05-01 rules/record-8/ru/repealed
2026-05-01 terms/4/ru/published
2026-05-15 terms/4/ru/effective
2026-06-01 terms/5/ru/published
2026-06-15 rules/2/ru/published
2026-07-01 terms/5/ru/effective
2026-07-15 privacy/2/ru/published
2026-08-01 privacy/2/ru/effective
2026-08-10 letters/record-14/ru/repeal
2026-08-15 rules/2/ru/effective
2026-08-20 letters/record-14/ru/repealed
2026-08-25 privacy/3/ru/published
2026-09-01 privacy/3/ru/effective
2026-09-01 rules/3/ru/published
2026-09-10 rules/3/ru/withdrawn
2026-09-20 rules/4/ru/published
2026-10-01 consent/1/ru/published
2026-10-15 cookies/1/ru/published
2026-10-15 mail/1/ru/published
2026-10-20 rules/4/ru/effective
2026-11-01 consent/2/ru/published
2026-11-01 consent/3/ru/published
2026-11-01 terms/6/ru/published`), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	for _, e := range all.Entries { // the ru text was added later: the first notice is of the kk text alone
		if strings.HasSuffix(e.ID[0], "terms/1/ru/published") && !strings.Contains(e.Title[0], "Құжат") {
			t.Errorf("%q", e.Title)
		}
	}
}

// component is a part of an iCalendar file.
type component struct {
	name  string
	lines []property
	parts []*component
}

type property struct{ name, params, value string }

// parseCalendar is a small reader of RFC 5545 that is strict where the writer
// could be wrong.
func parseCalendar(t testing.TB, data []byte) *component {
	t.Helper()
	if !bytes.HasSuffix(data, []byte("\r\n")) {
		t.Fatal("the last line has no end")
	}
	var lines []string
	for physical := range strings.SplitSeq(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		if strings.ContainsAny(physical, "\r\n") || len(physical) > 75 || !utf8.ValidString(physical) || physical == "" {
			t.Errorf("bad line of %d octets: %q", len(physical), physical)
		}
		if rest, folded := strings.CutPrefix(physical, " "); folded {
			lines[len(lines)-1] += rest
		} else {
			lines = append(lines, physical)
		}
	}
	root := &component{}
	stack := []*component{root}
	form := regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)$`)
	for _, line := range lines {
		m := form.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("no content line: %q", line)
		}
		top := stack[len(stack)-1]
		switch m[1] {
		case "BEGIN":
			c := &component{name: m[3]}
			top.parts = append(top.parts, c)
			stack = append(stack, c)
		case "END":
			if top.name != m[3] {
				t.Fatalf("END:%s in %s", m[3], top.name)
			}
			stack = stack[:len(stack)-1]
		default:
			top.lines = append(top.lines, property{m[1], m[2], m[3]})
		}
	}
	if len(stack) != 1 || len(root.parts) != 1 || root.parts[0].name != "VCALENDAR" {
		t.Fatal("not one calendar")
	}
	return root.parts[0]
}

func (c *component) get(t testing.TB, name string) property {
	t.Helper()
	var found []property
	for _, p := range c.lines {
		if p.name == name {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s has %d %s", c.name, len(found), name)
	}
	return found[0]
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(s)
}

func TestCalendar(t *testing.T) {
	for site, out := range outputs(t) {
		index := out.index(t)
		for _, lang := range []string{"kk", "ru"} {
			data := out[lang+"/calendar.ics"]
			if site == "empty" {
				if data != nil {
					t.Error("a calendar of nothing")
				}
				continue
			}
			c := parseCalendar(t, data)
			if c.get(t, "VERSION").value != "2.0" || c.get(t, "PRODID").value == "" {
				t.Errorf("%s: head", site)
			}
			events := map[string]*component{}
			for _, e := range c.parts {
				uid := e.get(t, "UID").value
				if e.name != "VEVENT" || events[uid] != nil || !strings.HasSuffix(uid, "@"+index.Site.ID) {
					t.Errorf("%s: event %q", site, uid)
				}
				events[uid] = e
				if _, err := time.Parse("20060102T150405Z", e.get(t, "DTSTAMP").value); err != nil {
					t.Error(err)
				}
			}
			n := 0
			for _, d := range out.documents(t) {
				for _, ed := range d.Editions {
					n++
					checkEvent(t, out, events[d.ID+"."+ed.ID+"."+lang+"@"+index.Site.ID], d.ID, ed)
					if ed.Repealed {
						n++
					}
				}
			}
			if n != len(events) {
				t.Errorf("%s: %d events, want %d", site, len(events), n)
			}
		}
	}
}

// An event that says something else than in an earlier build has a greater SEQUENCE and
// a later DTSTAMP; one that does not has the same.
func TestCalendarRevised(t *testing.T) {
	s := fates(t, "")
	seen, revised := map[string]*component{}, 0
	for _, r := range s.load(at(t, fatesNow)).Records {
		if out := s.build(r.Recorded, false); out != nil {
			for _, lang := range []string{"kk", "ru"} {
				for _, e := range parseCalendar(t, out[lang+"/calendar.ics"]).parts {
					uid := e.get(t, "UID").value
					was := seen[uid]
					seen[uid] = e
					if was == nil {
						if e.sequence() != 0 {
							t.Errorf("%s: begins with %d", uid, e.sequence())
						}
						continue
					}
					same := was.get(t, "SUMMARY") == e.get(t, "SUMMARY") && was.get(t, "STATUS") == e.get(t, "STATUS")
					later := e.sequence() > was.sequence() && e.get(t, "DTSTAMP").value > was.get(t, "DTSTAMP").value
					if !same {
						revised++
					}
					if same && (e.sequence() != was.sequence() || e.get(t, "DTSTAMP") != was.get(t, "DTSTAMP")) || !same && !later {
						t.Errorf("%s as of %s: %v, before %v", uid, r.Recorded, e.lines, was.lines)
					}
				}
			}
		}
	}
	if revised < 4 {
		t.Errorf("only %d events were revised", revised)
	}
}

// sequence is that of an event; absent it is 0.
func (c *component) sequence() int {
	for _, p := range c.lines {
		if p.name == "SEQUENCE" {
			n, _ := strconv.Atoi(p.value)
			return n
		}
	}
	return 0
}

func checkEvent(t *testing.T, out output, e *component, doc string, ed api.EditionFacts) {
	t.Helper()
	if e == nil {
		t.Errorf("no event of %s/%s", doc, ed.ID)
		return
	}
	start := e.get(t, "DTSTART")
	local := ed.From.Format("20060102T150405")
	if day, ok := strings.CutSuffix(local, "T000000"); ok {
		if start.params != ";VALUE=DATE" || start.value != day {
			t.Errorf("%s/%s: %v, want the day %s", doc, ed.ID, start, day)
		}
	} else if start.params != "" || start.value != ed.From.UTC().Format("20060102T150405Z") {
		t.Errorf("%s/%s: %v, want %v", doc, ed.ID, start, ed.From)
	}
	status := "CONFIRMED"
	if !ed.Withdrawn.IsZero() {
		status = "CANCELLED"
	}
	if e.get(t, "STATUS").value != status {
		t.Errorf("%s/%s: %v", doc, ed.ID, e.get(t, "STATUS"))
	}
	if !slices.ContainsFunc(slices.Collect(maps.Values(ed.Texts)), func(x api.TextFacts) bool {
		return strings.Contains(unescape(e.get(t, "SUMMARY").value), x.Title)
	}) {
		t.Errorf("%s/%s: %q", doc, ed.ID, e.get(t, "SUMMARY").value)
	}
	lang := strings.TrimPrefix(e.get(t, "SUMMARY").params, ";LANGUAGE=")
	if x, ok := ed.Texts[legal.Lang(lang)]; ok {
		if !strings.Contains(unescape(e.get(t, "DESCRIPTION").value), x.Changes) {
			t.Errorf("%s/%s: %q lacks %q", doc, ed.ID, e.get(t, "DESCRIPTION").value, x.Changes)
		}
	}
	if base := out.base(t); base != "" {
		out.file(t, e.get(t, "URL").value)
	}
}

func TestSitemap(t *testing.T) {
	for site, out := range outputs(t) {
		base := out.base(t)
		if base == "" {
			if out["sitemap.xml"] != nil || out["robots.txt"] != nil {
				t.Errorf("%s: a sitemap without base_url", site)
			}
			continue
		}
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		if want := "User-agent: *\nDisallow: " + u.Path + "embed/\n\nSitemap: " + base + "sitemap.xml\n"; string(out["robots.txt"]) != want {
			t.Errorf("%s: %s", site, out["robots.txt"])
		}
		type link struct {
			Rel  string `xml:"rel,attr"`
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		}
		var m struct {
			XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			URLs    []struct {
				Loc   string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
				Links []link `xml:"http://www.w3.org/1999/xhtml link"`
			} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
		}
		if err := xml.Unmarshal(out["sitemap.xml"], &m); err != nil {
			t.Fatal(err)
		}
		links := map[string][]link{}
		for _, x := range m.URLs {
			if links[x.Loc] != nil {
				t.Errorf("%s: %s twice", site, x.Loc)
			}
			links[x.Loc] = append(x.Links, link{})
		}
		if len(links) < 10 {
			t.Fatalf("%s: %d addresses", site, len(links))
		}
		for loc, list := range links {
			name := out.file(t, loc)
			page := string(out[name])
			if strings.Contains(page, `content="noindex"`) || !strings.Contains(page, `<link rel="canonical" href="`+loc+`">`) {
				t.Errorf("%s: %s is listed", site, loc)
			}
			list = list[:len(list)-1]
			self := len(list) == 0
			for _, l := range list {
				self = self || l.Href == loc
				if !slices.Equal(links[l.Href], append(slices.Clone(list), link{})) {
					t.Errorf("%s: %s and %s do not name each other alike", site, loc, l.Href)
				}
				if want := `<link rel="alternate" hreflang="` + l.Lang + `" href="` + l.Href + `">`; !strings.Contains(page, want) {
					t.Errorf("%s: %s lacks %s", site, name, want)
				}
			}
			if !self {
				t.Errorf("%s: %s does not name itself", site, loc)
			}
		}
		for _, d := range out.documents(t) { // an edition is listed or says noindex
			for _, e := range d.Editions {
				for lang := range e.Texts {
					page := address.Edition(lang, d.ID, e.ID)
					hidden := strings.Contains(string(out[page]), `<meta name="robots" content="noindex">`)
					past := !e.Withdrawn.IsZero() || !e.Until.IsZero() && !e.Until.After(out.index(t).AsOf) && !e.Repealed
					if beside, ok := out[address.Bilingual(lang, d.ID, e.ID, "")]; ok && strings.Contains(string(beside), `<meta name="robots" content="noindex">`) != past {
						t.Errorf("%s: %s beside another language: noindex %v", site, page, !past)
					}
					if hidden != past || (links[address.Absolute(base, page)] == nil) != past {
						t.Errorf("%s: %s: noindex %v, listed %v, past %v", site, page, hidden, links[address.Absolute(base, page)] != nil, past)
					}
				}
			}
		}
	}
}
