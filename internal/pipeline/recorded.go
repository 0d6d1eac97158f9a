package pipeline

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Recorded compares what a site says with its ledger if neither content/ nor the
// site's settings are at hand, from the bytes that the site serves itself: v is the
// verdict of VerifySite, which holds those of text.md and text.txt against the ledger.
//
//   - The page of a recorded edition or of its document, its fragment and its text as
//     data say the words and the numbers of text.txt, in order and nothing else; the
//     document's page shows the edition in force at the instant of the build.
//   - A page in two languages has the words of both texts; a redline, as a page or as
//     data, those of the old and of the new text; tables and feeds quote nothing else.
//   - The instants in the heads of these pages, in lists of editions and documents and in
//     the document's data are those that the ledger gives at the instant of the build; pages say the span in
//     the words of their language.
//   - Whatever stands at an address of a document or an edition that no record names is
//     foreign.
//
// If the same version made the site, the rest is made again from these bytes and compared,
// see remake; of a site with drafts, or of a host's copy that lacks texts, it is not.
func Recorded(fsys fs.FS, v *Verdict, catalog *i18n.Catalog, make Remaker) (c Compared, err error) {
	list, _ := ledger.Parse(address.Ledger, v.Ledger, time.UTC)
	r := &recorded{site: fsys, catalog: catalog, found: &v.Findings, zone: time.UTC, files: map[string]bool{}}
	built, err := api.Built(fsys)
	if r.dated = err == nil; !r.dated {
		built = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) // no instant is compared then
	}
	r.built, r.lines, r.said = built, timeline.Of(list, built), map[string]*said{}
	var index api.IndexData
	if data, err := fs.ReadFile(fsys, address.Index); err == nil && json.Unmarshal(data, &index) == nil {
		if zone, err := time.LoadLocation(index.Site.Timezone); err == nil {
			r.zone = zone
		}
	}
	for i := range r.lines {
		for k := range r.lines[i].Editions {
			e := &r.lines[i].Editions[k]
			for _, t := range e.Texts {
				r.text(r.lines[i].Document, e, t.Text)
			}
		}
		r.document(&r.lines[i])
	}
	r.drafts = v.Manifest != nil && v.Manifest.Drafts
	r.element()
	r.others()
	if !r.drafts {
		r.foreign(list)
	}
	if r.dated && !r.drafts && v.Absent == 0 && v.Version == make.Version {
		c.Remade = true
		if err := r.remake(make, list, v.Manifest); err != nil {
			return c, err
		}
	}
	c.Files, c.Scripted = len(r.files), r.scripted
	v.Findings.Sort()
	return c, nil
}

// Compared is what [Recorded] compared.
type Compared struct {
	Files  int  // how many files it compared, each as a whole or in part
	Remade bool // the site was made again
	// Scripted are the pages that run other scripts than this program gives them, or have
	// marks that change what they show: a site's own layouts may do that, too.
	Scripted []string
}

// recorded compares the files of a site.
type recorded struct {
	site    fs.FS
	catalog *i18n.Catalog
	found   *diag.List
	lines   []timeline.Timeline
	said    map[string]*said // by the address of text.txt
	zone    *time.Location
	built   time.Time
	dated   bool            // the instant of the build is known
	drafts  bool            // pages of editions without a record may stand there
	files   map[string]bool // that were compared

	scripted []string // see Compared
}

// element compares the script that pages of other systems take in with the hash of it that
// the site gives them.
func (r *recorded) element() {
	var current api.CurrentData
	data, err := fs.ReadFile(r.site, address.Current)
	if err != nil || json.Unmarshal(data, &current) != nil || current.Element == nil {
		return
	}
	if script, err := fs.ReadFile(r.site, address.Element); err == nil && api.Integrity(legal.SHA256(script)) != current.Element.Integrity {
		r.found.AddVariant(diag.SiteFile, "changed", diag.Pos{File: address.Element}, diag.Args{"name": address.Element})
	}
}

// file reads a file that is to be compared; nil if the site has none.
func (r *recorded) file(name string) []byte {
	data, err := fs.ReadFile(r.site, name)
	if err != nil {
		return nil
	}
	r.files[name] = true
	return data
}

// differs reports a file that says something else than is recorded.
func (r *recorded) differs(name string, want, got []string) {
	if was, is, equal := otherWords(want, got); !equal {
		r.found.AddVariant(diag.SiteFile, "words", diag.Pos{File: name}, diag.Args{"name": name, "was": was, "now": is})
	}
}

// text compares the page, the fragment and the data of a text.
func (r *recorded) text(document string, e *timeline.Edition, t ledger.Text) {
	plain, err := fs.ReadFile(r.site, address.Plain(t.Language, document, e.ID))
	if err != nil || legal.SHA256(plain) != t.PlainSHA256 {
		return // VerifySite has told
	}
	notes := r.notes(t.Language, document)
	of := newSaid(string(plain))
	r.said[address.Plain(t.Language, document, e.ID)] = of
	want := of.all
	name := address.Edition(t.Language, document, e.ID)
	if page := r.tree(name); page != nil {
		r.whole(name, document, t.Language, e, page)
	}
	name = address.Embed(t.Language, document, e.ID)
	if fragment := r.tree(name); fragment != nil {
		r.differs(name, want, wordsOf(find(fragment, "article", ""), notes))
	}
	name = address.TextData(t.Language, document, e.ID)
	if data := r.file(name); data != nil {
		var v api.TextData
		got := []string{}
		if json.Unmarshal(data, &v) == nil {
			got = clauseWords(words(nil, v.Title), v.Clauses, true, true)
			if _, _, equal := otherWords(want, got); equal {
				of.apart(clauseWords(nil, v.Clauses, false, true), clauseWords(nil, v.Clauses, true, false))
			}
		}
		r.differs(name, want, got)
		if v.SourceSHA256 != t.SourceSHA256 || v.PlainSHA256 != t.PlainSHA256 {
			r.differs(name, []string{t.SourceSHA256, t.PlainSHA256}, []string{v.SourceSHA256, v.PlainSHA256})
		}
	}
}

// clauseWords are the words of clauses and of those that belong to them: of their
// numbers, of their texts, or of both.
func clauseWords(out []string, clauses []*api.ClauseData, numbers, texts bool) []string {
	for _, c := range clauses {
		if numbers {
			out = words(out, c.Label)
		}
		if texts {
			out = words(out, c.Text)
		}
		out = clauseWords(out, c.Clauses, numbers, texts)
	}
	return out
}

// whole compares a page that shows a text as a whole.
func (r *recorded) whole(name, document string, lang legal.Lang, e *timeline.Edition, page *html.Node) {
	got := append(wordsOf(find(page, "h1", ""), nil), wordsOf(find(page, "", "text"), r.notes(lang, document))...)
	r.differs(name, r.said[address.Plain(lang, document, e.ID)].all, got)
	header := find(page, "header", "title")
	r.span(name, lang, e, header, find(find(header, "", "span"), "span", "from"))
}

// span compares the instants of an edition: those in the attributes of an element, and
// the words in which another one says them.
func (r *recorded) span(name string, lang legal.Lang, e *timeline.Edition, header, shown *html.Node) {
	if !r.dated || header == nil || e.Withdrawn {
		return
	}
	for _, x := range []struct {
		key  string
		want time.Time
	}{{"data-from", e.From}, {"data-until", e.Until}} {
		got, err := time.Parse(time.RFC3339, nodeAttr(header, x.key))
		if nodeAttr(header, x.key) == "" && x.want.IsZero() {
			continue
		}
		if err != nil || !got.Equal(x.want) {
			r.differs(name, []string{x.want.In(r.zone).Format(time.RFC3339)}, []string{nodeAttr(header, x.key)})
		}
	}
	r.spanWords(name, lang, e, shown)
}

// spanWords compares the words in which an element says when an edition is in force.
func (r *recorded) spanWords(name string, lang legal.Lang, e *timeline.Edition, shown *html.Node) {
	p, err := r.catalog.Printer(string(lang))
	if err != nil || !r.dated || e.From.IsZero() {
		return // no words of the program are in this language
	}
	want := p.Instant(e.From.In(r.zone), i18n.From)
	if !e.Until.IsZero() {
		want, err = p.Text("span.both", map[string]string{"from": want, "until": p.Instant(e.Until.In(r.zone), i18n.Until)})
	}
	if err == nil && shown != nil {
		r.differs(name, words(nil, want), wordsOf(shown, nil))
	}
}

// document compares the data of a document: what stands, since when, in which bytes.
func (r *recorded) document(line *timeline.Timeline) {
	name := address.DocumentData(line.Document)
	data := r.file(name)
	if data == nil || !r.dated {
		return
	}
	var v api.DocumentData
	if json.Unmarshal(data, &v) != nil {
		r.differs(name, []string{line.Document}, nil)
		return
	}
	var want, got []string
	for _, e := range line.Editions {
		want = append(want, e.ID, instant(e.From), instant(e.Until), instant(e.Published))
		for _, t := range e.Texts {
			want = append(want, string(t.Language), t.SourceSHA256, t.PlainSHA256)
		}
	}
	for _, e := range v.Editions {
		from := e.From
		if !e.Withdrawn.IsZero() {
			from = time.Time{}
		}
		got = append(got, e.ID, instant(from), instant(e.Until), instant(e.Published))
		i := slices.IndexFunc(line.Editions, func(x timeline.Edition) bool { return x.ID == e.ID })
		for _, lang := range order(i, line, e.Texts) {
			got = append(got, string(lang), e.Texts[lang].SourceSHA256, e.Texts[lang].PlainSHA256)
		}
	}
	r.differs(name, want, got)
}

// order is the languages of the data of an edition in the order of its record; what the
// record does not have comes last.
func order(i int, line *timeline.Timeline, texts map[legal.Lang]api.TextFacts) (out []legal.Lang) {
	if i >= 0 {
		for _, t := range line.Editions[i].Texts {
			if _, ok := texts[t.Language]; ok {
				out = append(out, t.Language)
			}
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(out, lang) {
			out = append(out, lang)
		}
	}
	return out
}

func instant(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format(time.RFC3339)
}

// foreign reports pages, fragments and data of documents and editions that no record
// names.
func (r *recorded) foreign(list []ledger.Record) {
	documents, editions := map[string]bool{}, map[[2]string]bool{}
	for _, x := range list {
		documents[x.Document] = true
		editions[[2]string{x.Document, x.Edition}] = true
	}
	r.walk(func(name string, at address.Place) {
		if at.Document == "" || path.Base(name) == "text.md" { // that VerifySite tells
			return
		}
		if !documents[at.Document] || at.Edition != "" && !editions[[2]string{at.Document, at.Edition}] {
			r.found.AddVariant(diag.SiteFile, "foreign", diag.Pos{File: name}, diag.Args{"name": name})
		}
	})
}

// walk visits the files of the site.
func (r *recorded) walk(visit func(name string, at address.Place)) {
	fs.WalkDir(r.site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			visit(name, address.Read(name))
		}
		return nil
	})
}

// tree is a page as its elements; nil if the site has none.
func (r *recorded) tree(name string) *html.Node {
	data := r.file(name)
	if data == nil {
		return nil
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		r.differs(name, []string{name}, nil)
		return nil
	}
	return root
}

// elements are those in n of a name and with a class; an empty one is any. There are none
// in nil.
func elements(n *html.Node, name, class string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if n == nil {
			return
		}
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && (name == "" || d.Data == name) && (class == "" || isOf(d, class)) && !yield(d) {
				return
			}
		}
	}
}

// find is the first of [elements], or nil.
func find(n *html.Node, name, class string) *html.Node {
	for d := range elements(n, name, class) {
		return d
	}
	return nil
}

// notes skips what the program says in a text that is no part of it: since which edition
// a clause is worded so, that a block shows its source or that an edition has no such
// clause; elements that say just that. Nil: it has no words in the language.
func (r *recorded) notes(lang legal.Lang, document string) skip {
	p, err := r.catalog.Printer(string(lang))
	if err != nil {
		return nil
	}
	out := map[string]bool{}
	for _, key := range []string{"body.verbatim", "table.no-old", "table.no-new"} {
		out[joined(words(nil, p.Say(key)))] = true
	}
	for _, e := range timeline.Find(r.lines, document).Editions {
		out[joined(words(nil, p.Say("redline.mark", "edition", e.ID)+" "+p.Say("redline.mark.link")))] = true
	}
	return func(n *html.Node) bool { return nodeAttr(n, "class") != "" && out[joined(wordsOf(n, nil))] }
}

// A skip reports whether an element and what is in it are no part of what is compared.
type skip = func(*html.Node) bool

func joined(words []string) string { return strings.Join(words, " ") }

// apart are the elements whose words do not go on in those before them.
var apart = strings.Fields("p div li ul ol br td th tr table caption h1 h2 h3 h4 h5 h6 blockquote pre section article small dt dd")

// wordsOf are the words that an element shows, but for those of the elements inside that
// are skipped; nil skips none.
func wordsOf(n *html.Node, skipped skip) []string {
	if n == nil {
		return nil
	}
	var text strings.Builder
	root := n
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			text.WriteString(n.Data)
		case n.Data == "script" || n.Data == "style":
			return
		case n != root && skipped != nil && skipped(n):
			return
		case slices.Contains(apart, n.Data):
			text.WriteString("\n")
			defer text.WriteString("\n")
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return words(nil, text.String())
}

func nodeAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
