package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"io/fs"
	"maps"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/lab/synth"
	"github.com/kelisim/kelisim/internal/legal"
	apisite "github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/internal/timeline"
	"github.com/kelisim/kelisim/layouts"
)

// machineFiles are those that programs read, but for the heartbeat, which says when.
func (o output) machineFiles() []string {
	return slices.DeleteFunc(o.names(""), func(s string) bool {
		return (!strings.HasPrefix(s, "api/") || s == address.Heartbeat) && !strings.HasPrefix(s, "embed/") && !(strings.Contains(s, "/feed") && strings.HasSuffix(s, ".xml")) &&
			!strings.HasSuffix(s, ".ics") && s != "sitemap.xml" && s != "robots.txt"
	})
}

// Every path leads to a file, every template that applies does, and nothing says an
// absolute address.
func TestAddresses(t *testing.T) {
	for site, out := range outputs(t) {
		n := 0
		leads := func(name, p string) {
			n++
			file, err := url.PathUnescape(p)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "/") {
				file += "index.html"
			}
			if out[file] == nil {
				t.Errorf("%s: %s: %q leads to no file", site, name, p)
			}
		}
		var walk func(name string, v any)
		walk = func(name string, v any) {
			switch v := v.(type) {
			case map[string]any:
				if p, ok := v["path"].(string); ok {
					leads(name, p)
				}
				if u, ok := v["url"]; ok {
					t.Errorf("%s: %s: url %v", site, name, u)
				}
				for _, x := range v {
					walk(name, x)
				}
			case []any:
				for _, x := range v {
					walk(name, x)
				}
			}
		}
		for _, name := range out.apiFiles() {
			if name != address.Vectors && name != address.OpenAPI {
				walk(name, decode(t, out[name]))
			}
		}
		index := out.index(t)
		for _, d := range out.documents(t) {
			for _, e := range d.Editions {
				for lang, x := range e.Texts {
					follow := func(template string, there bool) {
						p := expand(template, d.ID, e.ID, lang)
						if there {
							leads(template, p)
						} else if out[p] != nil || out[p+"index.html"] != nil {
							t.Errorf("%s: %s is there, its text does not say so", site, p)
						}
					}
					for _, template := range []string{index.Addresses.Document, index.Addresses.Text, index.Addresses.Page, index.Addresses.Source, index.Addresses.Plain, index.Addresses.HistoryPage} {
						follow(template, true)
					}
					follow(index.Addresses.Redline, x.Before != "")
					follow(index.Addresses.ChangesPage, x.Before != "")
					follow(index.Addresses.Since, x.Since != "")
					follow(index.Addresses.SincePage, x.Since != "")
					follow(index.Addresses.ComingPage, x.Coming != "")
					follow(index.Addresses.Coming, x.Coming != "")
					if index.Site.BaseURL != "" {
						follow(index.Addresses.Embed, true)
						follow(index.Addresses.Feed, true)
					} else if index.Addresses.Embed+index.Addresses.Feed != "" {
						t.Errorf("%s: addresses of embeds or feeds", site)
					}
				}
			}
		}
		if n == 0 && site != "empty" {
			t.Errorf("%s: no addresses", site)
		}
		for _, name := range out.names("embed/") {
			if index.Site.BaseURL == "" {
				t.Errorf("%s: %s without base_url", site, name)
			}
		}
	}
}

func expand(template, document, edition string, lang legal.Lang) string {
	return strings.NewReplacer("{document}", document, "{edition}", edition, "{language}", string(lang)).Replace(template)
}

// The files say what the ledger says, the program's own timeline agrees, and the
// hashes are those of the bytes that they name.
func TestFacts(t *testing.T) {
	s := sample(t)
	p := s.load(at(t, sampleNow))
	out := s.build(at(t, sampleNow), false)
	index, current := out.index(t), out.current(t)
	var beat api.HeartbeatData
	if err := json.Unmarshal(out[address.Heartbeat], &beat); err != nil {
		t.Fatal(err)
	}
	if !index.AsOf.Equal(p.Standing.Boundary) || !index.NextChange.Equal(p.Standing.Next) || index.NextChange.IsZero() ||
		index.Ledger.Records != len(p.Records) || index.Ledger.SHA256 != p.Records[len(p.Records)-1].Hash || index.Generator.Version != "v0.0.0-test" {
		t.Errorf("%+v", index)
	}
	if !beat.Built.Equal(p.AsOf) || !sameKnown(beat.Known, index.Known) || !sameKnown(current.Known, index.Known) {
		t.Errorf("%+v, %+v, %+v", beat, current.Known, index.Known)
	}
	for _, f := range []api.FileSum{beat.Index, beat.Current, index.Current} {
		if f.SHA256 != legal.SHA256(out[f.Path]) {
			t.Errorf("%+v", f)
		}
	}
	if current.Element == nil || current.Element.Integrity != integrity(out[address.Element]) {
		t.Errorf("%+v", current.Element)
	}
	texts := 0
	for i, d := range out.documents(t) {
		l := timeline.Find(p.Standing.Timelines, d.ID)
		if line := index.Documents[i]; len(l.Editions) != len(d.Editions) || line.SHA256 != legal.SHA256(out[line.Path]) || line.ID != d.ID {
			t.Errorf("%s: %d editions, %+v", d.ID, len(d.Editions), line)
		}
		for i, e := range d.Editions {
			x := l.Editions[i]
			if e.ID != x.ID || e.Seq != x.Seq || !e.From.Equal(x.From) || !e.Until.Equal(x.Until) || !slices.Equal(e.Suffices, l.Suffices(i)) || e.Material != x.Material {
				t.Errorf("%s: %+v, want %+v", d.ID, e, x)
			}
			for lang, text := range e.Texts {
				texts++
				dir := string(lang) + "/" + d.ID + "/" + e.ID
				if legal.SHA256(out[dir+"/text.md"]) != text.SourceSHA256 || legal.SHA256(out[dir+"/text.txt"]) != text.PlainSHA256 {
					t.Errorf("%s: hashes", dir)
				}
			}
		}
	}
	if texts < 20 {
		t.Errorf("%d texts", texts)
	}
}

func sameKnown(a, b api.Known) bool {
	return a.AsOf.Equal(b.AsOf) && a.NextChange.Equal(b.NextChange) && a.Ledger == b.Ledger
}

// current is current.json.
func (o output) current(t testing.TB) (v api.CurrentData) {
	t.Helper()
	if err := json.Unmarshal(o[address.Current], &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// What current.json says is what the documents' own files say of what is in force
// and to come, and nothing of that is missing.
func TestCurrent(t *testing.T) {
	for site, out := range outputs(t) {
		current := out.current(t)
		by := map[string]api.CurrentDocument{}
		for _, d := range current.Documents {
			by[d.ID] = d
		}
		for _, d := range out.documents(t) {
			n := 0
			for _, e := range d.Editions {
				if !e.Withdrawn.IsZero() || !e.Until.IsZero() && !e.Until.After(current.AsOf) {
					continue
				}
				i := slices.IndexFunc(by[d.ID].Editions, func(x api.CurrentEdition) bool { return x.ID == e.ID })
				if i < 0 {
					t.Errorf("%s: %s/%s is missing", site, d.ID, e.ID)
					continue
				}
				x := by[d.ID].Editions[i]
				n++
				if !x.From.Equal(e.From) || !x.Until.Equal(e.Until) || x.Acceptance != e.Acceptance || !slices.Equal(x.Suffices, e.Suffices) || len(x.Texts) != len(e.Texts) ||
					x.Expires != e.Expires || x.RenewNotice != e.RenewNotice || !reflect.DeepEqual(x.Purposes, e.Purposes) || !reflect.DeepEqual(x.Approved, e.Approved) {
					t.Errorf("%s: %s/%s: %+v, %+v", site, d.ID, e.ID, x, e)
				}
				for lang, text := range x.Texts {
					fragment := out[expand("embed/{language}/{document}/{edition}.html", d.ID, e.ID, lang)]
					if text.SourceSHA256 != e.Texts[lang].SourceSHA256 || text.Title != e.Texts[lang].Title || fragment != nil && text.Integrity != integrity(fragment) {
						t.Errorf("%s: %s/%s/%s: %+v", site, d.ID, e.ID, lang, text)
					}
				}
			}
			if n != len(by[d.ID].Editions) {
				t.Errorf("%s: %s has %d editions", site, d.ID, len(by[d.ID].Editions))
			}
			live := slices.DeleteFunc(d.Sets, func(s api.SetData) bool { return s.From.IsZero() || !s.Until.IsZero() && !s.Until.After(current.AsOf) })
			if !slices.EqualFunc(by[d.ID].Sets, live, func(a, b api.SetData) bool { return a.ID == b.ID && a.From.Equal(b.From) && a.Until.Equal(b.Until) }) {
				t.Errorf("%s: %s: sets %+v, want %+v", site, d.ID, by[d.ID].Sets, live)
			}
		}
	}
}

// A form's data of 200 documents stay small.
func TestCurrentSize(t *testing.T) {
	files, err := synth.Site(synth.Size{Documents: 200, Editions: 3, Bytes: 400})
	if err != nil {
		t.Fatal(err)
	}
	if n := len((&site{t, files}).build(at(t, "2026-12-01T00:00:00+05:00"), false)[address.Current]); n > 150_000 || n < 100_000 {
		t.Errorf("%d bytes", n)
	}
}

func integrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// A set's members are what the documents say is in force at every cut of its span;
// one without a span was announced and is nowhere in force.
func TestSets(t *testing.T) {
	dropped := 0
	for site, out := range outputs(t) {
		all := out.documents(t)
		for _, d := range all {
			ids := map[string]bool{}
			for i, s := range d.Sets {
				if s.ID != timeline.SetID(s.Members) || s.Members[d.ID] == "" {
					t.Errorf("%s: %s: set %+v", site, d.ID, s)
				}
				if s.From.IsZero() {
					dropped++
					if ids[s.ID] {
						t.Errorf("%s: %s: %+v is in force, too", site, d.ID, s)
					}
					continue
				}
				ids[s.ID] = true
				if i > 0 && s.From.Before(d.Sets[i-1].Until) || !s.Until.IsZero() && !s.From.Before(s.Until) {
					t.Errorf("%s: %s: set %d", site, d.ID, i)
				}
				for doc, edition := range s.Members {
					if got := inForce(all, doc, s.From); got != edition {
						t.Errorf("%s: %s: %s is %q at %v, its own file says %q", site, d.ID, doc, edition, s.From, got)
					}
				}
			}
		}
	}
	if dropped == 0 {
		t.Error("no set was dropped")
	}
}

func inForce(all []api.DocumentData, document string, t time.Time) string {
	for _, d := range all {
		for _, e := range d.Editions {
			if d.ID == document && e.Withdrawn.IsZero() && !t.Before(e.From) && (e.Until.IsZero() || t.Before(e.Until)) {
				return e.ID
			}
		}
	}
	return ""
}

// A purpose has its own words: of a clause with all that belongs to it. The words of
// news changed in edition 2, the others did not.
func TestPurposes(t *testing.T) {
	out := fates(t, "").build(at(t, fatesNow), false)
	var d api.DocumentData
	if err := json.Unmarshal(out[address.DocumentData("consent")], &d); err != nil {
		t.Fatal(err)
	}
	p := d.Editions[1].Purposes
	if len(p) != 3 || p[0].Texts["ru"].Text != "2. Учетная запись.\n1) имя;" || p[0].Texts["ru"].SHA256 != legal.SHA256([]byte(p[0].Texts["ru"].Text)) ||
		!slices.Equal(p[0].Suffices, []string{"1", "2"}) || p[0].Since != "1" || p[0].Optional {
		t.Errorf("%+v", p)
	}
	if !slices.Equal(p[1].Suffices, []string{"2"}) || p[1].Since != "2" || !p[1].Optional || !slices.Equal(p[2].Suffices, []string{"1", "2"}) {
		t.Errorf("%+v", p)
	}
}

// A text's data holds every letter of the text in order; its links lead somewhere;
// since and history agree with the redlines.
func TestTextData(t *testing.T) {
	for site, out := range outputs(t) {
		base := out.base(t)
		for _, name := range out.names("api/v1/texts/") {
			var v api.TextData
			if err := json.Unmarshal(out[name], &v); err != nil {
				t.Fatal(err)
			}
			plain := string(out[address.Plain(v.Language, v.Document, v.Edition)])
			all := v.Title
			var markup strings.Builder
			anchors := map[string]bool{"": true}
			next := 1
			var walk func(list []*api.ClauseData)
			walk = func(list []*api.ClauseData) {
				for _, c := range list {
					if c.Index != next {
						t.Errorf("%s: %s: clause %d comes as %d", site, name, c.Index, next)
					}
					next++
					all += "\n" + c.Label + " " + c.Text
					anchors[c.Anchor] = true
					if c.HTML == "" {
						c.HTML = html.EscapeString(c.Text)
					}
					if c.History == nil {
						c.History = []api.TurnData{{Edition: c.Since, Change: "added"}}
					}
					fragment := c.HTML
					if c.Kind == legal.Row {
						fragment = "<table><tr>" + fragment + "</tr></table>"
					}
					text, _ := htmlText(t, fragment)
					if words(text) != words(c.Text) {
						t.Errorf("%s: %s#%s: html %q, text %q", site, name, c.Anchor, c.HTML, c.Text)
					}
					markup.WriteString(c.HTML)
					checkHistory(t, name, v.Edition, c)
					walk(c.Clauses)
				}
			}
			walk(v.Clauses)
			if words(all) != words(plain) {
				t.Errorf("%s: %s does not hold its text", site, name)
			}
			_, elements := htmlText(t, markup.String())
			for _, n := range elements {
				switch href := attribute(n, "href"); {
				case href == "" && n.Data != "a":
				case strings.HasPrefix(href, "#"):
					if !anchors[href[1:]] {
						t.Errorf("%s: %s: %s leads nowhere", site, name, href)
					}
				case base != "" && strings.HasPrefix(href, base):
					out.file(t, href)
				case strings.HasPrefix(href, "https://example.org/"), strings.HasPrefix(href, "mailto:"), strings.HasPrefix(href, "tel:"):
				case base == "" && out[unescaped(href)] != nil:
				case base == "" && out[strings.TrimSuffix(strings.SplitN(href, "#", 2)[0], "/")+"/index.html"] != nil:
				default:
					t.Errorf("%s: %s: link %q", site, name, href)
				}
			}
		}
	}
}

func unescaped(s string) string {
	p, err := url.PathUnescape(s)
	if err != nil {
		return s
	}
	return p
}

func checkHistory(t *testing.T, name, edition string, c *api.ClauseData) {
	t.Helper()
	since := ""
	for i, h := range c.History {
		if (i == 0) != (h.Change == "added") || i > 0 && legal.CompareEditionIDs(c.History[i-1].Edition, h.Edition) >= 0 || legal.CompareEditionIDs(h.Edition, edition) > 0 {
			t.Errorf("%s#%s: history %+v", name, c.Anchor, c.History)
		}
		if h.Change != "unchanged" {
			since = h.Edition
		}
	}
	if since != c.Since {
		t.Errorf("%s#%s: since %s, history %+v", name, c.Anchor, c.Since, c.History)
	}
}

// In the example one clause keeps its words and is renumbered in edition 4.
func TestRenumberedHistory(t *testing.T) {
	out := fates(t, "").build(at(t, fatesNow), false)
	var v api.TextData
	if err := json.Unmarshal(out["api/v1/texts/terms/6/ru.json"], &v); err != nil {
		t.Fatal(err)
	}
	c := v.Clauses[0].Clauses[2]
	if c.Number != "1.3" || c.Since != "1" || len(c.History) != 2 || c.History[0].Number != "1.2" || c.History[1].Edition != "4" || !c.History[1].Renumbered {
		t.Errorf("%+v", c)
	}
}

// A fragment is the text and nothing else, many fit on one page, and the element
// lets all of it pass.
func TestEmbeds(t *testing.T) {
	tag := elementTag(t)
	for site, out := range outputs(t) {
		ids := map[string]string{}
		pointers, fragments := 0, 0
		for _, name := range out.names("embed/") {
			if name == address.Element {
				continue
			}
			data := string(out[name])
			parts := strings.Split(strings.TrimSuffix(name, ".html"), "/") // embed kk document edition
			if parts[3] == "current" {
				pointers++
				if !strings.HasPrefix(data, "<!doctype html>") || strings.Contains(data, "data-sha256") || !strings.Contains(data, "noindex") {
					t.Errorf("%s: %s", site, name)
				}
				continue
			}
			fragments++
			text, elements := htmlText(t, data)
			root := elements[0]
			plain := string(out[strings.Join(parts[1:], "/")+"/text.txt"])
			if !strings.HasPrefix(data, "<article ") || !strings.HasSuffix(data, "</article>\n") || attribute(root, "data-document") != parts[2] ||
				attribute(root, "data-edition") != parts[3] || attribute(root, "data-language") != parts[1] || attribute(root, "lang") != parts[1] ||
				attribute(root, "data-sha256") != legal.SHA256(out[strings.Join(parts[1:], "/")+"/text.md"]) || attribute(root, "data-plain-sha256") != legal.SHA256([]byte(plain)) {
				t.Errorf("%s: %s: %v", site, name, root.Attr)
			}
			if words(text) != words(plain) {
				t.Errorf("%s: %s does not hold its text", site, name)
			}
			if rest := tag.ReplaceAllString(data, ""); strings.Contains(rest, "<") {
				t.Errorf("%s: %s: the element refuses %s", site, name, rest)
			}
			prefix := parts[2] + "_" + parts[3] + "_" + parts[1] + "_"
			for _, n := range elements {
				if id := attribute(n, "id"); id != "" {
					if ids[id] != "" || !strings.HasPrefix(id, prefix) {
						t.Errorf("%s: %s: id %q, also in %q", site, name, id, ids[id])
					}
					ids[id] = name
				}
			}
			for _, n := range elements {
				switch href := attribute(n, "href"); {
				case n.Data != "a":
				case strings.HasPrefix(href, "#"):
					if ids[href[1:]] != name {
						t.Errorf("%s: %s: %s leads nowhere", site, name, href)
					}
				case strings.HasPrefix(href, out.base(t)):
					out.file(t, href)
				case !strings.Contains(href, ":"):
					t.Errorf("%s: %s: relative link %q", site, name, href)
				}
			}
		}
		if out.base(t) != "" && (pointers == 0 || fragments < 10) {
			t.Errorf("%s: %d pointers, %d fragments", site, pointers, fragments)
		}
	}
}

// elementTag is what the element takes for a tag, as its script says: nothing that
// could run or load.
func elementTag(t *testing.T) *regexp.Regexp {
	t.Helper()
	script, err := fs.ReadFile(layouts.Files(), "kelisim-text.js")
	m := regexp.MustCompile(`const tag = /(.*)/g,\n`).FindSubmatch(script)
	if err != nil || m == nil {
		t.Fatalf("kelisim-text.js knows no tag (%v)", err)
	}
	tag := regexp.MustCompile(string(m[1]))
	if !tag.MatchString(`<p class="u">`) || !tag.MatchString(`<a href="https://example.kz/" rel="external">`) {
		t.Errorf("%s: refuses a fragment's tags", tag)
	}
	for name := range strings.FieldsSeq("html body script style link meta base iframe object embed img video svg math form input template slot kelisim-text !-- ?xml P") {
		if tag.MatchString("<" + name + ">") {
			t.Errorf("%s: takes <%s>", tag, name)
		}
	}
	for _, attribute := range []string{`onclick="x"`, `data-a="b" onclick="x"`, `style="x"`, `src="x"`, `ping="x"`, `is="x"`, `class=x`, `class='x'`, `href="x"`,
		`href="javascript:x"`, `href=" https:x"`, `href="data:,x"`, `href="//example.kz"`, `CLASS="x"`} {
		if tag.MatchString("<a " + attribute + ">") {
			t.Errorf("%s: takes <a %s>", tag, attribute)
		}
	}
	return tag
}

// What programs read depends on the last boundary alone, and says which it is.
// What a feed once told it tells for ever.
func TestBoundary(t *testing.T) {
	s := fates(t, "base_url: "+baseURL+"\n")
	told := map[string]string{}
	var before time.Time
	for day := range strings.FieldsSeq("2025-12-01 2026-01-01 2026-02-01 2026-03-15 2026-04-01 2026-04-16 2026-04-20 2026-05-01 2026-05-15 2026-06-10 2026-08-20 2026-10-02 2026-11-02 2027-01-01 2027-06-01") {
		now := at(t, day+"T00:00:00+05:00").Add(7 * time.Hour)
		out := s.build(now, false)
		index := out.index(t)
		if index.AsOf.After(now) || index.AsOf.Before(before) || !index.NextChange.IsZero() && !index.NextChange.After(now) {
			t.Errorf("%s: as of %v, next change %v", day, index.AsOf, index.NextChange)
		}
		before = index.AsOf
		if !index.AsOf.IsZero() {
			same(t, out, s.build(index.AsOf, false))
		}
		for _, name := range []string{"kk/feed.xml", "ru/feed.xml", "ru/terms/feed.xml"} {
			if out[name] == nil {
				continue
			}
			now := map[string]string{}
			for _, e := range parseAtom(t, out[name]).Entries {
				now[name+e.ID[0]] = e.Raw
			}
			for id, raw := range told {
				if strings.HasPrefix(id, name) && now[id] != raw {
					t.Errorf("%s: %s says something else:\n%s\n%s", day, id, raw, now[id])
				}
			}
			maps.Copy(told, now)
		}
	}
	if len(told) < 50 {
		t.Errorf("%d entries", len(told))
	}
}

func same(t *testing.T, a, b output) {
	t.Helper()
	if !slices.Equal(a.machineFiles(), b.machineFiles()) {
		t.Errorf("other files: %v, %v", a.machineFiles(), b.machineFiles())
	}
	for _, name := range a.machineFiles() {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// A build with drafts tells programs nothing of them.
func TestNoDrafts(t *testing.T) {
	s := sample(t)
	now := at(t, sampleNow)
	plain, drafts := s.build(now, false), s.build(now, true)
	same(t, plain, drafts)
	if len(drafts) <= len(plain) {
		t.Error("the sample has no draft")
	}
	same(t, plain, s.build(now, false)) // and twice is the same
}

// No file for programs says what is in force today.
func TestNoState(t *testing.T) {
	word := regexp.MustCompile(`(?i)"(state|status|in_force)":|действует сейчас|текущая редакция|қазір күшінде|in force now`)
	for site, out := range outputs(t) {
		for _, name := range out.machineFiles() {
			if strings.Contains(name, "/schema/") || strings.Contains(name, "vectors") {
				continue
			}
			if m := word.Find(out[name]); m != nil {
				t.Errorf("%s: %s says %q", site, name, m)
			}
		}
	}
}

// The page of a text carries its JSON-LD.
func TestLinkedData(t *testing.T) {
	block := regexp.MustCompile(`<script type="application/ld\+json">(.*?)</script>`)
	for site, out := range outputs(t) {
		for _, d := range out.documents(t) {
			for _, e := range d.Editions {
				for lang, x := range e.Texts {
					page := address.Edition(lang, d.ID, e.ID)
					m := block.FindAllSubmatch(out[page], -1)
					if len(m) != 1 {
						t.Fatalf("%s: %s: %d blocks", site, page, len(m))
					}
					var v apisite.LinkedData
					if err := json.Unmarshal(m[0][1], &v); err != nil {
						t.Fatal(err)
					}
					coverage := e.From.Format(time.RFC3339) + "/.."
					if !e.Until.IsZero() {
						coverage = e.From.Format(time.RFC3339) + "/" + e.Until.Format(time.RFC3339)
					}
					if !e.Withdrawn.IsZero() {
						coverage = ""
					}
					if v.Type != "DigitalDocument" || v.Context != "https://schema.org" || v.ID != address.Absolute(out.base(t), page) || v.Name != x.Title || v.Version != e.ID || v.InLanguage != lang ||
						!v.DatePublished.Equal(x.Published) || v.TemporalCoverage != coverage || v.Identifier.Value != x.SourceSHA256 {
						t.Errorf("%s: %s: %+v", site, page, v)
					}
					if translated := e.Prevails != "" && e.Prevails != lang; translated != (v.TranslationOf != nil) || translated && v.TranslationOf.InLanguage != e.Prevails {
						t.Errorf("%s: %s: %+v", site, page, v.TranslationOf)
					}
				}
			}
		}
	}
}
