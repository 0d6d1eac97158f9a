package site

import (
	"net/url"
	"path"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// The files of /api/v1/ are the JSON of the types named …Data: the order of the
// fields is the order in the file, and package render writes them all in one
// form. docs/integrator.md explains them, the JSON Schemas of package render
// hold them. They only ever gain members.
//
// They hold facts of the ledger: what is published as of the boundary, never a
// draft, and never a state such as "in force".

// The names of the schemas, by which a file says what it is.
const (
	IndexSchema    = "kelisim.index/1"
	DocumentSchema = "kelisim.document/1"
	TextSchema     = "kelisim.text/1"
	SinceSchema    = "kelisim.since/1"
	SetsSchema     = "kelisim.sets/1"
)

const apiDir = "api/v1"

// IndexPath is the address of the file that names all others.
const IndexPath = apiDir + "/index.json"

func documentDataPath(doc string) string { return path.Join(apiDir, "documents", doc+".json") }

func setsDataPath(doc string) string { return path.Join(apiDir, "sets", doc+".json") }

func textDataPath(lang legal.Lang, doc, edition string) string {
	return path.Join(apiDir, "texts", doc, edition, string(lang)+".json")
}

func redlineDataPath(lang legal.Lang, doc, edition string) string {
	return path.Join(apiDir, "redlines", doc, edition, string(lang)+".json")
}

func sinceDataPath(lang legal.Lang, doc, edition string) string {
	return path.Join(apiDir, "since", doc, edition, string(lang)+".json")
}

// Address is where a file of the site is.
type Address struct {
	Path string `json:"path"`          // from the site's root, without a slash before it, percent-encoded
	URL  string `json:"url,omitempty"` // absolute; absent without base_url
}

func (p *Plan) address(file string) Address {
	a := Address{Path: escaped(relative("index.html", file))}
	if p.in.Site.BaseURL != "" {
		a.URL = p.in.Site.BaseURL + a.Path
	}
	return a
}

// escaped is a path as it stands in an address: an edition's file may be called
// "бұйрық 45.pdf".
func escaped(path string) string {
	u := url.URL{Path: path}
	return u.EscapedPath()
}

func (p *Plan) addressIf(there bool, file string) *Address {
	if !there {
		return nil
	}
	a := p.address(file)
	return &a
}

// Known says what a file was made from.
type Known struct {
	AsOf   time.Time `json:"as_of,omitzero"` // the last boundary; absent before the first
	Ledger HeadData  `json:"ledger"`
}

// HeadData is the ledger as far as the file's site knows it.
type HeadData struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"` // of the last record's line
}

func (p *Plan) known() Known {
	return Known{p.in.Standing.Boundary, p.head}
}

// IndexData is index.json.
type IndexData struct {
	Schema    string        `json:"schema"`
	Generator GeneratorData `json:"generator"`
	Site      SiteData      `json:"site"`
	Known
	NextChange time.Time       `json:"next_change,omitzero"` // the next effect or end that is known; absent for none
	Element    *EmbedData      `json:"element,omitempty"`    // the script of kelisim-text; absent without base_url
	Documents  []DocumentFacts `json:"documents"`            // in the order of lists
}

// GeneratorData is the program that made the site.
type GeneratorData struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// SiteData is the site.
type SiteData struct {
	ID        string       `json:"id"`
	BaseURL   string       `json:"base_url,omitempty"`
	Languages []legal.Lang `json:"languages"` // the default one first
	Timezone  string       `json:"timezone"`
}

// DocumentData is documents/ID.json.
type DocumentData struct {
	Schema string `json:"schema"`
	Known
	DocumentFacts
	History []LanguageAddress `json:"history"`         // the page with all editions, by language
	Feeds   []LanguageAddress `json:"feeds,omitempty"` // Atom, by language; absent without base_url
}

// LanguageAddress is an address in a language.
type LanguageAddress struct {
	Language legal.Lang `json:"language"`
	Address
}

// DocumentFacts is a document with its editions in order of effect.
type DocumentFacts struct {
	ID       string         `json:"id"`
	Data     Address        `json:"data"`
	Sets     Address        `json:"sets"`
	Editions []EditionFacts `json:"editions"`
}

// EditionFacts is what the ledger says of an edition.
type EditionFacts struct {
	ID            string      `json:"id"`
	Seq           int         `json:"seq"` // from 1 in the document; the order of effect
	Kind          legal.Kind  `json:"kind"`
	AnnexOf       string      `json:"annex_of,omitempty"`
	Incorporates  []string    `json:"incorporates"`
	Prevails      legal.Lang  `json:"prevails,omitempty"` // absent: the texts are equal
	Published     time.Time   `json:"published"`
	Claimed       bool        `json:"claimed"` // published is the publisher's word, not the ledger's clock
	Recorded      time.Time   `json:"recorded"`
	Record        int         `json:"record"`
	From          time.Time   `json:"from"`               // when it takes effect
	Until         time.Time   `json:"until,omitzero"`     // when it ceases to; absent: no end is known
	Repealed      bool        `json:"repealed,omitempty"` // until is the document's end
	Withdrawn     time.Time   `json:"withdrawn,omitzero"` // it was taken back then and never takes effect
	Material      bool        `json:"material"`
	ReacceptSince int         `json:"reaccept_since"` // seq of the first edition whose acceptance suffices for this one
	Texts         []TextFacts `json:"texts"`
	Files         []FileFacts `json:"files"`
}

// TextFacts is what the ledger says of one language of an edition.
type TextFacts struct {
	Language     legal.Lang `json:"language"`
	Title        string     `json:"title"`
	Changes      string     `json:"changes,omitempty"` // the author's summary
	Published    time.Time  `json:"published"`
	Claimed      bool       `json:"claimed"`
	Record       int        `json:"record"`
	SourceSHA256 string     `json:"source_sha256"`
	PlainSHA256  string     `json:"plain_sha256"`
	PlainFormat  string     `json:"plain_format"`
	Page         Address    `json:"page"`
	Source       Address    `json:"source"` // the bytes of source_sha256
	Plain        Address    `json:"plain"`  // the bytes of plain_sha256
	Data         Address    `json:"data"`
	ChangesPage  *Address   `json:"changes_page,omitempty"` // against the edition before; absent for none
	Redline      *Address   `json:"redline,omitempty"`      // the same as data
	Since        *Address   `json:"since,omitempty"`        // what changed from this edition to the one that the document's page shows
	Embed        *EmbedData `json:"embed,omitempty"`        // absent without base_url
}

// EmbedData is the address of what pages of other systems take in.
type EmbedData struct {
	Address
	Integrity string `json:"integrity,omitempty"` // of the bytes, in index.json alone
}

// FileFacts is a file of an edition.
type FileFacts struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Address
}

// SetsData is sets/ID.json: which editions were, are and will be in force
// together.
type SetsData struct {
	Schema string `json:"schema"`
	Known
	Document string    `json:"document"`
	Sets     []SetData `json:"sets"`
}

// SetData is what is in force together in a span.
type SetData struct {
	From    time.Time    `json:"from"`
	Until   time.Time    `json:"until,omitzero"`
	Members []MemberData `json:"members"` // the document itself first
}

// MemberData is one document of a set. One that is named by another but is not
// in force has no edition.
type MemberData struct {
	Document      string       `json:"document"`
	Edition       string       `json:"edition,omitempty"`
	Seq           int          `json:"seq,omitempty"`
	ReacceptSince int          `json:"reaccept_since,omitempty"`
	Texts         []MemberText `json:"texts"`
	Files         []MemberFile `json:"files"`
}

// MemberText is a text of a member. One that was published after the set began
// was not there before that.
type MemberText struct {
	Language     legal.Lang `json:"language"`
	Published    time.Time  `json:"published"`
	SourceSHA256 string     `json:"source_sha256"`
	PlainSHA256  string     `json:"plain_sha256"`
	PlainFormat  string     `json:"plain_format"`
}

// MemberFile is a file of a member.
type MemberFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Last makes the page that names the bytes of other ones: index.json. sums gives
// the integrity of every file for which [IsEmbed] holds, by path.
func (p *Plan) Last(sums map[string]string) Task {
	m := p.published()
	return Task{hash(m.inputs().common("index"), sums), func(_ Loader, emit func(Page) error) error {
		return emit(Page{Path: IndexPath, View: m.index(sums)})
	}}
}

func (p *Plan) index(sums map[string]string) *IndexData {
	v := &IndexData{Schema: IndexSchema, Generator: GeneratorData{"kelisim", p.in.Version},
		Site:  SiteData{p.in.Site.ID, p.in.Site.BaseURL, p.in.Site.Languages, p.in.Site.Zone.String()},
		Known: p.known(), NextChange: p.in.Standing.Next, Documents: []DocumentFacts{}}
	if p.in.Site.BaseURL != "" {
		v.Element = &EmbedData{p.address(ElementPath), sums[ElementPath]}
	}
	for _, d := range p.docs {
		facts := p.documentFacts(d)
		for i := range facts.Editions {
			for _, t := range facts.Editions[i].Texts {
				if t.Embed != nil {
					t.Embed.Integrity = sums[t.Embed.Path]
				}
			}
		}
		v.Documents = append(v.Documents, facts)
	}
	return v
}

func (p *Plan) withoutDrafts() *Plan {
	if !p.in.Drafts {
		return p
	}
	in := p.in
	in.Drafts = false
	m := New(in)
	m.state = p.state
	whole := map[string]string{} // by document whose texts are all published
	for _, d := range m.docs {
		if with := p.find(d.ID); texts(with) == texts(d) {
			whole[d.ID] = p.self(with)
		}
	}
	m.self = func(d *standing.Document) string {
		if h, ok := whole[d.ID]; ok {
			return h
		}
		return hash(documentInputs(d)...)
	}
	return m
}

// texts counts the texts that a view shows of a document.
func texts(d *standing.Document) int {
	n := 0
	for _, e := range d.Editions {
		n += len(e.Texts)
	}
	return n
}

func (p *Plan) documentFacts(d *standing.Document) DocumentFacts {
	f := DocumentFacts{ID: d.ID, Data: p.address(documentDataPath(d.ID)), Sets: p.address(setsDataPath(d.ID))}
	for _, e := range d.Editions {
		f.Editions = append(f.Editions, p.editionFacts(e))
	}
	return f
}

func (p *Plan) editionFacts(e *standing.Edition) EditionFacts {
	at := e.Record
	f := EditionFacts{
		ID: e.ID, Seq: at.Seq, Kind: at.Snapshot.Kind, AnnexOf: at.Snapshot.AnnexOf, Prevails: at.Snapshot.Prevails,
		Incorporates: append([]string{}, at.Snapshot.Incorporates...),
		Published:    at.Published, Claimed: at.Claimed, Recorded: at.Recorded, Record: at.Record,
		From: at.Effective, Until: at.Until, Repealed: at.Repealed, Withdrawn: at.WithdrawnAt,
		Material: at.Material, ReacceptSince: at.ReacceptSince, Texts: []TextFacts{}, Files: []FileFacts{},
	}
	for _, t := range e.Texts {
		f.Texts = append(f.Texts, p.textFacts(e, t))
	}
	for _, x := range at.Files {
		if x.Name != "edition.yaml" {
			f.Files = append(f.Files, FileFacts{x.Name, x.SHA256, p.address(filePath(e.Document.ID, e.ID, x.Name))})
		}
	}
	return f
}

func (p *Plan) textFacts(e *standing.Edition, t *legal.Text) TextFacts {
	doc, lang := e.Document.ID, t.Lang
	r := e.Record.Text(lang)
	page := editionPath(lang, doc, e.ID)
	f := TextFacts{
		Language: lang, Title: t.Title, Changes: t.Changes, Published: r.Published, Claimed: r.Claimed, Record: r.Record,
		SourceSHA256: r.SourceSHA256, PlainSHA256: r.PlainSHA256, PlainFormat: r.PlainFormat,
		Page: p.address(page), Data: p.address(textDataPath(lang, doc, e.ID)),
		Source: p.address(path.Join(path.Dir(page), "text.md")), Plain: p.address(path.Join(path.Dir(page), "text.txt")),
		ChangesPage: p.addressIf(e.Before(lang) != nil, changesPath(lang, doc, e.ID)),
		Redline:     p.addressIf(e.Before(lang) != nil, redlineDataPath(lang, doc, e.ID)),
		Since:       p.addressIf(hasSince(e, lang), sinceDataPath(lang, doc, e.ID)),
	}
	if p.in.Site.BaseURL != "" {
		f.Embed = &EmbedData{Address: p.address(embedPath(lang, doc, e.ID))}
	}
	return f
}

// hasSince reports whether there is a comparison of this edition with the one
// that the document's page shows.
func hasSince(e *standing.Edition, lang legal.Lang) bool {
	d := e.Document
	return d.Shown != nil && d.Shown.Text(lang) != nil && e.Text(lang) != nil && !e.Record.Withdrawn && e.Record.Seq < d.Shown.Record.Seq
}

func (p *Plan) documentData(d *standing.Document) *DocumentData {
	v := &DocumentData{Schema: DocumentSchema, Known: p.known(), DocumentFacts: p.documentFacts(d)}
	for _, lang := range p.in.Site.Languages {
		v.History = append(v.History, LanguageAddress{lang, p.address(historyPath(lang, d.ID))})
		if p.feeds() {
			v.Feeds = append(v.Feeds, LanguageAddress{lang, p.address(documentFeedPath(lang, d.ID))})
		}
	}
	return v
}

func (p *Plan) setsData(d *standing.Document) *SetsData {
	v := &SetsData{Schema: SetsSchema, Known: p.known(), Document: d.ID, Sets: []SetData{}}
	for _, s := range timeline.Sets(p.in.Standing.Timelines, d.ID) {
		set := SetData{From: s.From, Until: s.Until}
		for _, m := range s.Members {
			set.Members = append(set.Members, p.memberData(m))
		}
		v.Sets = append(v.Sets, set)
	}
	return v
}

func (p *Plan) memberData(m timeline.Member) MemberData {
	out := MemberData{Document: m.Document, Texts: []MemberText{}, Files: []MemberFile{}}
	if m.Edition == nil {
		return out
	}
	out.Edition, out.Seq, out.ReacceptSince = m.Edition.ID, m.Edition.Seq, m.Edition.ReacceptSince
	for _, lang := range p.in.Site.Languages {
		if t := m.Edition.Text(lang); t != nil {
			out.Texts = append(out.Texts, MemberText{lang, t.Published, t.SourceSHA256, t.PlainSHA256, t.PlainFormat})
		}
	}
	for _, f := range m.Edition.Files {
		if f.Name != "edition.yaml" {
			out.Files = append(out.Files, MemberFile(f))
		}
	}
	return out
}

// machine lists the work that makes what programs read, from what is published.
// Where the plan shows no drafts a document's part shares the strands of its
// pages: see documentPages.
func (p *Plan) machine() []Task {
	m := p.published()
	all := m.inputs()
	tasks := []Task{{all.common("machine"), m.machineCommon}}
	if p.feeds() {
		for _, lang := range p.in.Site.Languages {
			tasks = append(tasks, Task{all.of("feed "+string(lang), m.docs...), func(load Loader, emit func(Page) error) error { return m.languageFeed(lang, load, emit) }})
		}
	}
	if m == p {
		return tasks
	}
	for _, d := range m.docs {
		tasks = append(tasks, Task{all.of("machine", d), func(load Loader, emit func(Page) error) error {
			all, err := m.strands(d, load)
			if err != nil {
				return err
			}
			return m.machinePages(d, all, emit)
		}})
	}
	return tasks
}

// machineCommon makes what belongs to no document, but index.json: see [Plan.Last].
func (p *Plan) machineCommon(_ Loader, emit func(Page) error) error {
	pages := []Page{{Path: apiDir + "/vectors.json", View: &VectorsData{}}}
	for _, name := range APISchemas {
		pages = append(pages, Page{Path: apiDir + "/schema/" + name, View: &SchemaData{name}})
	}
	for _, lang := range p.in.Site.Languages {
		if len(p.docs) > 0 {
			pages = append(pages, Page{Path: calendarPath(lang), Lang: lang, View: p.calendar(lang)})
		}
	}
	if p.in.Site.BaseURL != "" {
		pages = append(pages, Page{Path: "sitemap.xml", View: p.sitemap()}, Page{Path: "robots.txt", View: p.robots()},
			Page{Path: ElementPath, View: &Element{}})
	}
	return emitAll(pages, emit)
}

// VectorsData is vectors.json: the same on every site of one program.
type VectorsData struct{}

// SchemaData is a JSON Schema: the same on every site of one program.
type SchemaData struct{ Name string }

// APISchemas are the files of /api/v1/schema/.
var APISchemas = []string{"common.json", "document.json", "index.json", "redline.json", "sets.json", "since.json", "text.json", "vectors.json"}

// machinePages makes what programs read of a document.
func (p *Plan) machinePages(d *standing.Document, all strands, emit func(Page) error) error {
	pages := []Page{
		{Path: documentDataPath(d.ID), View: p.documentData(d)},
		{Path: setsDataPath(d.ID), View: p.setsData(d)},
	}
	for _, lang := range p.in.Site.Languages {
		s := all[lang]
		if p.feeds() {
			pages = append(pages, Page{Path: documentFeedPath(lang, d.ID), Lang: lang, View: p.documentFeed(d, s)})
		}
		if p.in.Site.BaseURL != "" {
			pages = append(pages, Page{Path: pointerPath(lang, d.ID), Lang: lang, View: p.pointer(d, lang)})
		}
	}
	if err := emitAll(pages, emit); err != nil {
		return err
	}
	for _, lang := range p.in.Site.Languages {
		if err := p.textPages(d, all[lang], emit); err != nil {
			return err
		}
	}
	return nil
}
