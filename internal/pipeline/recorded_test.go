package pipeline

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
)

// vocabulary is what random texts are made of, by language.
var vocabulary = map[string][]string{
	"kk": strings.Fields("оператор пайдаланушы мекеме міндетті құқылы сақтайды құпиясөз мерзім шарт қызмет жауап сағат 24 48 10,5 № «Кабинет»"),
	"ru": strings.Fields("оператор пользователь учреждение обязан вправе хранит пароль сроки договор услуга ответ часов 24 48 10,5 № «Кабинет»"),
}

// A part of a random text: its kind and a seed, then a seed for each time that its words
// were changed.
type partOf struct {
	kind  byte
	seeds []uint64
}

// sentence is the n-th of a part.
func (p partOf) sentence(lang string, n int) string {
	all := vocabulary[lang]
	rnd := rand.New(rand.NewPCG(p.seeds[0], uint64(n)))
	words := make([]string, 2+rnd.IntN(8))
	for i := range words {
		words[i] = all[rnd.IntN(len(all))]
	}
	for _, seed := range p.seeds[1:] {
		edit := rand.New(rand.NewPCG(seed, uint64(n)))
		switch i := edit.IntN(len(words)); edit.IntN(4) {
		case 0:
			words = slices.Insert(words, i, all[edit.IntN(len(all))])
		case 1:
			words = slices.Delete(words, i, i+min(1, len(words)-2))
		case 2:
			words[i] = all[edit.IntN(len(all))]
		}
	}
	return "А" + strings.Join(words, " ") + "."
}

// text is the Markdown of parts.
func text(lang, title string, parts []partOf) string {
	b := []string{"---\ntitle: " + title + "\nchanges: Туралы.\n---", "## 1. " + title}
	for i, p := range parts {
		list := make([]string, 2+p.seeds[0]%4)
		for k := range list {
			list[k] = p.sentence(lang, k)
		}
		number := fmt.Sprintf("1.%d. ", i+1)
		switch p.kind {
		case 'p':
			b = append(b, number+list[0], list[1])
		case 'l':
			b = append(b, number+list[0], "- "+strings.Join(list, "\n- "))
		case 'n':
			b = append(b, number+list[0])
			for k, s := range list {
				b = append(b, fmt.Sprintf("%d) %s", k+1, s))
			}
		case 't':
			b = append(b, number+list[0], "| "+list[0]+" | "+list[1]+" |\n|---|---|\n| "+strings.Join(list, " | 48 |\n| ")+" | 24 |")
		case 'q':
			b = append(b, number+list[0], "> "+list[1])
		default:
			b = append(b, number+list[0])
		}
	}
	return strings.Join(b, "\n\n") + "\n"
}

// edited are parts after an office has worked on them.
func edited(rnd *rand.Rand, parts []partOf) []partOf {
	out := slices.Clone(parts)
	for range 1 + rnd.IntN(5) {
		switch i := rnd.IntN(len(out)); rnd.IntN(6) {
		case 0:
			out = slices.Insert(out, i, randomPart(rnd))
		case 1:
			out = slices.Delete(out, i, i+min(1, len(out)-2))
		case 2:
			p := out[i]
			out = slices.Insert(slices.Delete(out, i, i+1), rnd.IntN(len(out)), p)
		case 3:
			out[i].kind = "cplntq"[rnd.IntN(6)]
		default:
			out[i].seeds = append(slices.Clone(out[i].seeds), rnd.Uint64())
		}
	}
	if rnd.IntN(10) == 0 { // written anew
		for i := range out {
			out[i] = randomPart(rnd)
		}
	}
	return out
}

func randomPart(rnd *rand.Rand) partOf {
	return partOf{"cccplntq"[rnd.IntN(8)], []uint64{rnd.Uint64()}}
}

// wholeSite is a site with three editions of random texts in both languages, the last one to come.
func wholeSite(t *testing.T, seed uint64) (*world, fstest.MapFS) {
	rnd := rand.New(rand.NewPCG(seed, 3))
	w := newWorld(t)
	var parts []partOf
	for range 3 + rnd.IntN(10) {
		parts = append(parts, randomPart(rnd))
	}
	for i, effective := range []string{"", "effective: 2026-07-01\n", "effective: 2026-12-01\n"} {
		id := fmt.Sprint(i + 1)
		w.write("b/"+id+"/edition.yaml", "material: true\n"+effective)
		for lang := range vocabulary {
			title := "Ереже " + lang
			if i == 2 && seed%2 == 0 {
				title = "Жаңа " + title
			}
			w.write("b/"+id+"/"+lang+".md", text(lang, title, parts))
		}
		if !w.publish("b/" + id) {
			t.Fatalf("seed %d: edition %s is not published", seed, id)
		}
		parts = edited(rnd, parts)
	}
	w.now = w.now.AddDate(0, 2, 0)
	return w, w.served()
}

// served is the site that a build of the world's content gives.
func (w *world) served() fstest.MapFS {
	w.t.Helper()
	site := fstest.MapFS{}
	var mu sync.Mutex
	if _, err := w.load().Render(w.r, false, func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		site[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return nil
	}); err != nil {
		w.t.Fatal(err)
	}
	return site
}

// A site that another version built says what is recorded, and a word that is changed
// anywhere in a text that it shows or quotes is found: in redlines, tables, pages in two
// languages, the document's page, data and feeds, too.
func TestRecorded(t *testing.T) {
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	check := func(site fstest.MapFS) diag.List {
		v, err := VerifySite(site, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Recorded(site, &v, catalog, Remaker{Version: "another"}); err != nil {
			t.Fatal(err)
		}
		return v.Findings
	}
	for seed := range uint64(4) {
		w, site := wholeSite(t, seed)
		rnd := rand.New(rand.NewPCG(seed, 4))
		if found := w.verified(site); len(found) > 0 {
			t.Fatalf("seed %d: made again: %v", seed, found)
		}
		if found := check(site); len(found) > 0 {
			t.Fatalf("seed %d: %v", seed, found)
		}
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(site)), func(name string) bool {
			return !strings.Contains(name, "/b/") || !slices.Contains([]string{".html", ".json", ".xml"}, path.Ext(name)) || strings.Contains(name, "/order/")
		})
		tried := 0
		for range 30 {
			name := names[rnd.IntN(len(names))]
			data, ok := forged(rnd, name, site[name].Data)
			if !ok {
				continue
			}
			tried++
			other := maps.Clone(site)
			other[name] = &fstest.MapFile{Data: data, Mode: 0o644}
			if found := check(other); !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Pos.File == name }) {
				at := bytes.Index(data, []byte("жалған"))
				t.Errorf("seed %d: a word of %s may be changed: %s", seed, name, data[max(0, at-300):min(len(data), at+100)])
			}
		}
		if tried < 10 {
			t.Errorf("seed %d: %d words were changed", seed, tried)
		}
	}
}

var (
	quotedJSON = regexp.MustCompile(`"text":"[^"]*?\pL+`)
	quotedFeed = regexp.MustCompile(`/b&gt; [^&]*?\pL+`)
)

// forged is a file with another word in a text that it shows, if it shows one.
func forged(rnd *rand.Rand, name string, data []byte) ([]byte, bool) {
	quoted := map[string]*regexp.Regexp{".json": quotedJSON, ".xml": quotedFeed}[path.Ext(name)]
	if quoted != nil {
		all := quoted.FindAllIndex(data, -1)
		if len(all) == 0 {
			return nil, false
		}
		end := all[rnd.IntN(len(all))][1]
		return slices.Insert(bytes.Clone(data), end, []byte("жалған")...), true
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	var texts []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.TextNode && len(words(nil, n.Data)) > 0 && ofText(n) {
			texts = append(texts, n)
		}
	}
	if len(texts) == 0 {
		return nil, false
	}
	n := texts[rnd.IntN(len(texts))]
	n.Data += "жалған"
	var b bytes.Buffer
	html.Render(&b, root)
	return b.Bytes(), true
}

// ofText reports whether words of a page are those of a text, and not what the program
// says of them.
func ofText(n *html.Node) bool {
	within := false
	for p := n.Parent; p != nil; p = p.Parent {
		says := p.Data == "summary" || p.Data == "label" || p.Data == "th" && nodeAttr(p, "scope") != "" || p.Data == "p" && isOf(p, "rows") ||
			slices.ContainsFunc(strings.Fields("v why was gone n note since names reason no none"), func(class string) bool { return isOf(p, class) })
		if says {
			return false
		}
		within = within || isOf(p, "text") || p.Data == "tbody" || p.Data == "article"
	}
	return within
}
