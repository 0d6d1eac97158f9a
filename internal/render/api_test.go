package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/legal"
	apisite "github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/internal/timeline"
	"github.com/kelisim/kelisim/layouts"
)

// machineFiles are those that programs read.
func (o output) machineFiles() []string {
	return slices.DeleteFunc(o.names(""), func(s string) bool {
		return !strings.HasPrefix(s, "api/") && !strings.HasPrefix(s, "embed/") && !strings.HasSuffix(s, "feed.xml") &&
			!strings.HasSuffix(s, ".ics") && s != "sitemap.xml" && s != "robots.txt"
	})
}

// Every address leads to a file, and the absolute one to the same.
func TestAddresses(t *testing.T) {
	for site, out := range outputs(t) {
		base := out.base(t)
		n := 0
		var walk func(name string, v any)
		walk = func(name string, v any) {
			switch v := v.(type) {
			case map[string]any:
				if p, ok := v["path"].(string); ok {
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
					if u, ok := v["url"]; ok != (base != "" && v["sha256"] == nil || base != "" && v["name"] != nil) || ok && u != base+p {
						t.Errorf("%s: %s: url %v of %q", site, name, u, p)
					}
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
			if !strings.HasSuffix(name, "vectors.json") {
				walk(name, decode(t, out[name]))
			}
		}
		if n == 0 && site != "empty" {
			t.Errorf("%s: no addresses", site)
		}
		for _, name := range out.names("embed/") {
			if base == "" {
				t.Errorf("%s: %s without base_url", site, name)
			}
		}
	}
}

// The index says what the ledger says, the program's own timeline agrees, and the
// hashes are those of the bytes that it points to.
func TestFacts(t *testing.T) {
	s := sample(t)
	p := s.load(at(t, sampleNow))
	out := s.build(at(t, sampleNow), false)
	index := out.index(t)
	if !index.AsOf.Equal(p.Standing.Boundary) || !index.NextChange.Equal(timeline.NextChange(p.Records, p.AsOf)) || index.NextChange.IsZero() ||
		index.Ledger.Records != len(p.Records) || index.Ledger.SHA256 != p.Records[len(p.Records)-1].Hash || index.Generator.Version != "v0.0.0-test" {
		t.Errorf("%+v", index)
	}
	if index.Element == nil || index.Element.Integrity != integrity(out[address.Element]) {
		t.Errorf("%+v", index.Element)
	}
	texts := 0
	for _, d := range index.Documents {
		l := timeline.Find(p.Standing.Timelines, d.ID)
		if len(l.Editions) != len(d.Editions) {
			t.Errorf("%s: %d editions", d.ID, len(d.Editions))
		}
		for i, e := range d.Editions {
			x := l.Editions[i]
			if e.ID != x.ID || e.Seq != x.Seq || !e.From.Equal(x.From) || !e.Until.Equal(x.Until) || e.ReacceptSince != x.ReacceptSince || e.Material != x.Material {
				t.Errorf("%s: %+v, want %+v", d.ID, e, x)
			}
			for _, text := range e.Texts {
				texts++
				if legal.SHA256(out[text.Source.Path]) != text.SourceSHA256 || legal.SHA256(out[text.Plain.Path]) != text.PlainSHA256 {
					t.Errorf("%s/%s/%s: hashes", d.ID, e.ID, text.Language)
				}
				if text.Embed.Integrity != integrity(out[text.Embed.Path]) {
					t.Errorf("%s/%s/%s: integrity", d.ID, e.ID, text.Language)
				}
			}
		}
		var doc api.DocumentData
		if err := json.Unmarshal(out[d.Data.Path], &doc); err != nil || len(doc.Editions) != len(d.Editions) || !doc.AsOf.Equal(index.AsOf) {
			t.Errorf("%s: %v", d.Data.Path, err)
		}
	}
	if texts < 20 {
		t.Errorf("%d texts", texts)
	}
}

func integrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// A set's members are what the index says is in force at every cut of its span.
func TestSets(t *testing.T) {
	for site, out := range outputs(t) {
		index := out.index(t)
		for _, d := range index.Documents {
			var v api.SetsData
			if err := json.Unmarshal(out[d.Sets.Path], &v); err != nil || v.Document != d.ID {
				t.Fatal(err)
			}
			for i, s := range v.Sets {
				if i > 0 && s.From.Before(v.Sets[i-1].Until) || !s.Until.IsZero() && !s.From.Before(s.Until) || s.Members[0].Document != d.ID {
					t.Errorf("%s: %s: set %d", site, d.ID, i)
				}
				for _, m := range s.Members {
					if got := inForce(index, m.Document, s.From); got != m.Edition {
						t.Errorf("%s: %s: %s is %q at %v, the index says %q", site, d.ID, m.Document, m.Edition, s.From, got)
					}
				}
			}
		}
	}
}

func inForce(index api.IndexData, document string, t time.Time) string {
	for _, d := range index.Documents {
		for _, e := range d.Editions {
			if d.ID == document && e.Withdrawn.IsZero() && !t.Before(e.From) && (e.Until.IsZero() || t.Before(e.Until)) {
				return e.ID
			}
		}
	}
	return ""
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
			plain := string(out[strings.TrimSuffix(v.Page.Path, "/")+"/text.txt"])
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
	for _, name := range strings.Fields("html body script style link meta base iframe object embed img video svg math form input template slot kelisim-text !-- ?xml P") {
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
	for _, day := range strings.Fields("2025-12-01 2026-01-01 2026-02-01 2026-03-15 2026-04-01 2026-04-16 2026-04-20 2026-05-01 2026-05-15 2026-06-10 2026-08-20 2026-10-02 2026-11-02 2027-01-01 2027-06-01") {
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
			for id, raw := range now {
				told[id] = raw
			}
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
	word := regexp.MustCompile(`(?i)"(state|status|current|in_force)":|действует сейчас|текущая редакция|қазір күшінде|in force now`)
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
		for _, d := range out.index(t).Documents {
			for _, e := range d.Editions {
				for _, x := range e.Texts {
					m := block.FindAllSubmatch(out[x.Page.Path+"index.html"], -1)
					if len(m) != 1 {
						t.Fatalf("%s: %s: %d blocks", site, x.Page.Path, len(m))
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
					if v.Type != "DigitalDocument" || v.Context != "https://schema.org" || v.ID != x.Page.URL || v.Name != x.Title || v.Version != e.ID || v.InLanguage != x.Language ||
						!v.DatePublished.Equal(x.Published) || v.TemporalCoverage != coverage || v.Identifier.Value != x.SourceSHA256 {
						t.Errorf("%s: %s: %+v", site, x.Page.Path, v)
					}
					if translated := e.Prevails != "" && e.Prevails != x.Language; translated != (v.TranslationOf != nil) || translated && v.TranslationOf.InLanguage != e.Prevails {
						t.Errorf("%s: %s: %+v", site, x.Page.Path, v.TranslationOf)
					}
				}
			}
		}
	}
}
