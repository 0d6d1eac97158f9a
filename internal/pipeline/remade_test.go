package pipeline

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/render"
)

// richSite is a site of three editions with everything that a build makes: an order, terms,
// Word files, an approval, an edition to come.
func richSite(t *testing.T) (*world, fstest.MapFS) {
	w := newWorld(t)
	w.ordered = func(legal.Lang) bool { return true }
	w.write("site.yaml", "id: example.org\nbase_url: https://example.org/x/\nlanguages: [kk, ru]\norganization: { name: X, bin: \"000140000000\" }\ndownloads: [text-docx, docx, table-docx, order-docx]\n")
	for i, days := range []string{"10", "5", "3"} {
		id := fmt.Sprint(i + 1)
		why := map[string]string{}
		w.write("b/"+id+"/edition.yaml", "approved: { act: order, number: \"7\", date: 2026-05-20 }\n")
		if i > 0 {
			w.write("b/"+id+"/edition.yaml", "material: true\neffective: "+[]string{"2026-07-05", "2026-12-01"}[i-1]+"\n")
			why["kk"] = "changes: Мерзім қысқарды.\nreasons: { \"2.1\": Заң өзгерді. }\n"
			why["ru"] = "changes: Срок сокращен.\nreasons: { \"2.1\": Изменен закон. }\n"
		}
		w.write("b/"+id+"/kk.md", "---\ntitle: Ереже\n"+why["kk"]+"---\n\n## 1. Негізгі ұғымдар\n\n1) пайдаланушы – жүйеге кіретін тұлға;\n\n2) Оператор – деректерді жинайтын тұлға.\n\n## 2. Тәртіп\n\n2.1. Оператор өтінішті "+days+" күнде қарайды.\n\n2.2. Пайдаланушы күтеді.\n")
		w.write("b/"+id+"/ru.md", "---\ntitle: Правила\n"+why["ru"]+"---\n\n## 1. Термины и определения\n\n1) пользователь – лицо, которое входит в систему;\n\n2) Оператор – лицо, которое собирает данные.\n\n## 2. Порядок\n\n2.1. Оператор рассматривает обращение за "+days+" дней.\n\n2.2. Пользователь ожидает.\n")
		if !w.publish("b/" + id) {
			t.Fatalf("edition %s is not published", id)
		}
		w.now = w.now.AddDate(0, 1, 0)
	}
	return w, w.served()
}

// verified is what verify says of a site that the same version made, without content/.
func (w *world) verified(site fstest.MapFS) diag.List {
	w.t.Helper()
	found, c := w.compared(site)
	if len(c.Scripted) > 0 {
		w.t.Fatal(c.Scripted)
	}
	return found
}

// compared is that, with what was compared.
func (w *world) compared(site fstest.MapFS) (diag.List, Compared) {
	w.t.Helper()
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		w.t.Fatal(err)
	}
	v, err := VerifySite(site, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	c, err := Recorded(site, &v, catalog, Remaker{Load: w.config, Renderer: func(*legal.Site) (*render.Renderer, error) { return w.r, nil }})
	if err != nil || !c.Remade {
		w.t.Fatal(c, err)
	}
	return v.Findings, c
}

// Whatever of a site follows from the recorded texts is made again and compared: a word, a
// number or a date that is forged in any file is found there.
func TestRemade(t *testing.T) {
	w, site := richSite(t)
	if found := w.verified(site); len(found) > 0 {
		t.Fatal(found)
	}
	kinds := map[address.Kind]bool{}
	names := map[string]bool{}
	for name := range site {
		if follows(name) && len(parts(name, site[name].Data)) > 0 {
			names[name] = true
			kinds[address.Read(name).Kind] = true
		}
	}
	for _, kind := range []address.Kind{address.OrderPage, address.TermsPage, address.CalendarFile, address.SearchData, address.FeedFile, address.TablePage,
		address.ChangesPage, address.SincePage, address.ComingPage, address.BilingualChangesPage, address.RedlineDataFile, address.DocumentFile} {
		if !kinds[kind] {
			t.Fatalf("no file of kind %d", kind)
		}
	}
	for _, name := range []string{address.Current, address.Index, address.Download("ru", "b", "2", legal.DownloadOrder)} {
		if !names[name] {
			t.Fatal(name)
		}
	}
	tell := func(forged fstest.MapFS, names []string) {
		t.Helper()
		found := w.verified(forged)
		for _, name := range names {
			if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Pos.File == name }) {
				t.Errorf("%s may be forged: %s", name, differently(site[name].Data, forged[name].Data))
			}
		}
	}
	// What says how the site is made again is forged alone.
	settings := []string{address.Current, address.Index, address.DocumentData("b")}
	for seed := range uint64(6) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		forged, all := maps.Clone(site), []string(nil)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			data := falsified(rnd, name, site[name].Data)
			if !slices.Contains(settings, name) {
				forged[name] = &fstest.MapFile{Data: data, Mode: 0o644}
				all = append(all, name)
			}
		}
		tell(forged, all)
		name := settings[int(seed)%len(settings)]
		alone := maps.Clone(site)
		alone[name] = &fstest.MapFile{Data: falsified(rnd, name, site[name].Data), Mode: 0o644}
		tell(alone, []string{name})
	}
}

// A site whose words are right may still show others: by a script, a hidden clause, a link
// that leads elsewhere, a stylesheet, the addresses that it tells search engines.
func TestRemadeForm(t *testing.T) {
	w, site := richSite(t)
	page, script, style := address.Edition("ru", "b", "2"), "", ""
	for name := range site {
		if address.IsAsset(name) && path.Ext(name) == ".js" {
			script = name
		}
		if address.IsAsset(name) && path.Ext(name) == ".css" {
			style = name
		}
	}
	for _, x := range []struct{ file, old, new, told string }{
		{page, `<p class="u"`, `<p hidden class="u"`, "form"},
		{page, `<p class="u"`, `<p style="display:none" class="u"`, "form"},
		{page, "</body>", "<script>document.body.textContent = 1</script></body>", "scripts"},
		{page, "<main", `<main onclick="remove()"`, "scripts"},
		{page, "<head>", `<head><base href="https://example.com/">`, "scripts"},
		{address.List("ru"), "</body>", `<script src="/x.js"></script></body>`, "scripts"},
		{script, "", "remove();", "changed"},
		{style, "", "main { display: none }", "changed"},
		{address.Element, "", "remove();", "changed"},
		{address.Robots, "embed/", "ru/", "words"},
		{address.Sitemap, "/ru/b/2/", "/ru/b/1/", "words"},
	} {
		data := string(site[x.file].Data)
		if !strings.Contains(data, x.old) {
			t.Fatalf("%s lacks %s", x.file, x.old)
		}
		forged := maps.Clone(site)
		forged[x.file] = &fstest.MapFile{Data: []byte(strings.Replace(data, x.old, x.new, 1)), Mode: 0o644}
		found, c := w.compared(forged)
		told := slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Pos.File == x.file && f.Variant == x.told })
		if x.told == "scripts" {
			told = slices.Equal(c.Scripted, []string{x.file})
		}
		if !told {
			t.Errorf("%s with %s: %v, %v", x.file, x.new, found, c.Scripted)
		}
	}
}

// Whatever happens to documents and settings, what a build makes of it is made again of
// what it serves.
func TestRemadeHistories(t *testing.T) {
	rounds, _ := strconv.Atoi(cmp.Or(os.Getenv("KELISIM_REMADE_WORLDS"), "2"))
	for seed := range uint64(rounds) {
		rnd, w := rand.New(rand.NewPCG(seed, 6)), newWorld(t)
		w.ordered = func(legal.Lang) bool { return true }
		var done []string
		for range 24 {
			done = append(done, w.change(rnd))
			if len(w.load().Records) == 0 || rnd.IntN(3) > 0 {
				continue
			}
			if found := w.verified(w.served()); len(found) > 0 {
				t.Fatalf("seed %d: %q: %v", seed, done, found)
			}
		}
	}
}

var spoken = regexp.MustCompile(`\pL{2,}|\pN+`)

// falsified is a file with one word, number or part of a date more or changed, of those
// that it says.
func falsified(rnd *rand.Rand, name string, data []byte) []byte {
	change := func(s string) string {
		all := spoken.FindAllStringIndex(s, -1)
		at := all[rnd.IntN(len(all))]
		word := s[at[0]:at[1]]
		if word[0] >= '0' && word[0] <= '9' {
			last := word[len(word)-1]
			return s[:at[1]-1] + string('0'+(last-'0'+1)%10) + s[at[1]:]
		}
		return s[:at[1]] + "жалған" + s[at[1]:]
	}
	switch path.Ext(name) {
	case ".docx":
		return append(bytes.Clone(data), 0)
	case ".html":
	default:
		return []byte(change(string(data)))
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		panic(err)
	}
	var texts []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.TextNode && spoken.MatchString(n.Data) && inPart(n) {
			texts = append(texts, n)
		}
	}
	n := texts[rnd.IntN(len(texts))]
	n.Data = change(n.Data)
	var b bytes.Buffer
	html.Render(&b, root)
	return b.Bytes()
}

func inPart(n *html.Node) bool {
	in := false
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "script" || p.Data == "style" {
			return false
		}
		in = in || p.Data == "article" || slices.ContainsFunc(shown, func(class string) bool { return isOf(p, class) })
	}
	return in
}

// differently is where two files differ first.
func differently(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return strings.ToValidUTF8(string(b[max(0, i-80):min(len(b), i+40)]), "")
}
