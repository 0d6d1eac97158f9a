// Package pipeline is the one pipe: content goes in at Load, pages come out of
// Write. Nothing in it reads the clock; the caller says as of when.
//
//	source > markdown > check > ledger > standing > site, api > render > links > publish
//
// What a stage gave is kept by the hash of its inputs (memo.go within one run, kept.go
// and carry.go between two), so that a second load or build does again only what can
// differ. A build of one part of the documents, and the join of parts, are in shard.go.
package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/shelf"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
)

// Config says what to load.
type Config struct {
	Root fs.FS // the site's root: holds content/
	// AsOf gives the instant whose state is wanted, in the site's zone. It is
	// called once, with that zone.
	AsOf func(zone *time.Location) (time.Time, error)
	// Compare orders titles by the alphabet of a language; nil: by code point.
	Compare func(lang legal.Lang, a, b string) int
	// Ordered reports whether amending orders are said in a language; nil: in none.
	Ordered func(lang legal.Lang) bool
	// Lacks lists what is missing for pages in a language of a site with all of
	// these languages: files and messages; nil: nothing is.
	Lacks func(lang legal.Lang, all []legal.Lang) []string
	// Languages say how texts are numbered and cited.
	Languages *language.Set
	// Version is the program's, for index.json; may be empty.
	Version string
	// Exact names editions ("user-agreement/3") whose findings keep their
	// severity although the ledger records them: a language is about to be added.
	Exact []string
	// Mendable leaves out the notes, which are about what nobody can mend: the rules do not
	// judge published texts.
	Mendable bool
	// Now is what the clock says, whatever AsOf: a record that was made later is reported.
	// Zero: it is not known.
	Now time.Time
	// Known gives the heads of the ledger that were kept beside it; nil: none. It is
	// called once, with the ledger's bytes.
	Known func(data []byte) []ledger.Known
	// Served gives what sites that were built of the content serve of the ledger's
	// checkpoints; nil: nothing.
	Served func() []proof.Served
	// Records is how many of the ledger's records are there, with the checkpoints of
	// so many; the rest came later. 0: all.
	Records int
	// Memo keeps what stages made for the next load of the same site; nil: nothing.
	Memo *memo.Memo
	// Documents keeps whole documents, which wants a Memo; nil: none.
	Documents *Documents
	// Progress is called with how far reading is; nil: nobody is.
	Progress Progress
	// Printer gives what prints the site's pages, and is called once if it asks for PDFs.
	// Nil, or one that gives nil: nothing prints them, and the site has none.
	Printer func() *Printer
	// Shelf keeps what was read, judged and built for the next run; nil: nothing.
	Shelf *shelf.Shelf
}

// Project is a site's content, read and judged as of an instant.
type Project struct {
	Tree       *source.Tree
	AsOf       time.Time
	Records    []ledger.Record // all that the ledger holds; none if it cannot be read
	Standing   *standing.Site  // as known at AsOf
	Signatures []Signature     // those beside the files that hold, by document and edition
	// Findings are all that is wrong, sorted. Those about published texts are
	// notes, but for what the ledger says of them.
	Findings diag.List

	log     *proof.Log // of the whole ledger
	judged  diag.List  // Findings without what rehearse adds
	aside   diag.List  // notes that Mendable left out of what the rules of the site say
	exact   []string   // see Config
	compare func(lang legal.Lang, a, b string) int
	ordered func(lang legal.Lang) bool
	store   *store
	version string
	notes   bool // rules judge published texts, too
	shelf   *shelf.Shelf
	printer *Printer
	tell    Progress
}

// Load reads and judges a site's content. The error is the machine's; what is
// wrong with the content is in Findings.
func Load(cfg Config) (*Project, error) {
	cfg.Memo.Turn()
	kept := cfg.Documents
	tree, found, err := source.Load(cfg.Root, cfg.Languages, cfg.Memo, kept.known(cfg))
	if err != nil {
		return nil, err
	}
	if cfg.Records > 0 {
		cutLedger(tree, cfg.Records)
	}
	p := &Project{Tree: tree, Findings: found, compare: cfg.Compare, ordered: cfg.Ordered, store: newStore(tree, cfg), version: cfg.Version, notes: !cfg.Mendable, exact: cfg.Exact, shelf: cfg.Shelf, tell: cfg.Progress}
	if cfg.Printer != nil && slices.Contains(tree.Site.Downloads, legal.DownloadPDF) {
		p.printer = cfg.Printer()
	}
	if p.compare == nil {
		p.compare = func(_ legal.Lang, a, b string) int { return strings.Compare(a, b) }
	}
	if p.ordered == nil {
		p.ordered = func(legal.Lang) bool { return false }
	}
	p.Findings = append(p.Findings, wordless(cfg, tree.Site)...)
	if p.AsOf, err = cfg.AsOf(tree.Site.Zone); err != nil {
		return nil, err
	}
	records, ledgerFound := p.parseLedger()
	if !ledgerFound.HasErrors() {
		p.Records = records
	}
	now := standing.Input{Documents: tree.Documents, Records: records, Broken: ledgerFound.HasErrors(), At: p.AsOf}
	if p.Standing = standing.Of(now); kept.renew(tree.Documents, p.Standing) {
		p.Standing = standing.Of(now)
	}
	if kept.begins() {
		p.store.known = readKept(cfg.Shelf)
	}
	facts, err := p.parse(kept)
	if err != nil {
		return nil, err
	}
	p.store.known.putBack(cfg.Shelf)
	p.store.known = nil // it holds what was read of all texts
	agreed, err := p.agreements()
	if err != nil {
		return nil, err
	}
	p.Findings = append(p.Findings, agreed...)
	p.Findings = append(p.Findings, check.CheckSite(check.Site{Site: tree.Site, Documents: tree.Documents, Published: p.published, Facts: facts, Languages: p.store.languages})...)
	p.Findings = append(p.Findings, p.Standing.View(true).CheckLinks()...)
	p.Findings = check.Adjust(tree.Site, p.Findings)
	p.lower()
	p.Findings = append(p.Findings, ledgerFound...)
	p.Findings = append(p.Findings, ledger.Verify(source.Dir, records, p.found())...)
	log, unproved := p.logOf(tree.Ledger)
	p.log = log
	p.Findings = append(p.Findings, unproved...)
	if cfg.Served != nil {
		for _, s := range cfg.Served() {
			p.Findings = append(p.Findings, log.Lost(source.CheckpointDir, s)...)
		}
	}
	p.Findings = append(p.Findings, ledger.Future(records, cfg.Now)...)
	if cfg.Known != nil {
		p.Findings = append(p.Findings, ledger.CompareHeads(tree.Ledger, cfg.Known(tree.Ledger))...)
	}
	p.Findings = check.Unsaid(p.Findings)
	p.judged = slices.Clip(p.Findings)
	p.Findings = append(p.judged, p.rehearse()...)
	p.Findings.Sort()
	return p, nil
}

// wordless are the languages of a site that lack words of pages, with what each lacks.
func wordless(cfg Config, site *legal.Site) (found diag.List) {
	if cfg.Lacks == nil {
		return nil
	}
	for _, lang := range site.Languages {
		if lacking := cfg.Lacks(lang, site.Languages); len(lacking) > 0 {
			found.AddVariant(diag.ValueInvalid, "language-words", diag.Pos{File: source.SiteFile},
				diag.Args{"value": string(lang), "lacking": strings.Join(lacking, ", ")})
		}
	}
	return found
}

// cutLedger leaves the first records of the ledger and the checkpoints of them.
func cutLedger(tree *source.Tree, records int) {
	end := 0
	for range records {
		end += bytes.IndexByte(tree.Ledger[end:], '\n') + 1
	}
	tree.Ledger = tree.Ledger[:end]
	tree.Checkpoints = slices.DeleteFunc(tree.Checkpoints, func(c source.Checkpoint) bool { return c.Records > records })
}

// changes judges what a draft changes: in each language against the edition
// before it there.
func (p *Project) changes(e *standing.Edition) (diag.List, error) {
	c := check.Change{Document: e.Document.Document, Edition: e.Content, Before: map[legal.Lang]*legal.Text{}, Languages: p.store.languages,
		Compare: func(old, new *legal.Text) *redline.Redline { return p.store.Compare(old, new, p.store.prepare) }}
	for _, t := range e.Texts {
		if before := e.Before(t.Lang); before != nil {
			c.Before[t.Lang] = before.Text(t.Lang)
		}
	}
	if len(c.Before) == 0 {
		return nil, nil
	}
	return p.checkChange(c)
}

// compared reports whether an edition has one before it in a language.
func (p *Project) compared(e *standing.Edition) bool {
	return slices.ContainsFunc(e.Content.Texts, func(t *legal.Text) bool { return e.Before(t.Lang) != nil })
}

// Texts is how many texts the content has.
func (p *Project) Texts() int {
	n := 0
	for _, d := range p.Tree.Documents {
		for _, e := range d.Editions {
			n += len(e.Texts)
		}
	}
	return n
}

// full is an edition whose texts have their units.
func (p *Project) full(e *legal.Edition) (*legal.Edition, error) {
	full := *e
	full.Texts = nil
	for _, t := range e.Texts {
		x, err := p.store.Text(t)
		if err != nil {
			return nil, err
		}
		full.Texts = append(full.Texts, x)
	}
	return &full, nil
}

// found is the content as the ledger's verification wants it.
func (p *Project) found() []ledger.Found {
	var out []ledger.Found
	for _, d := range p.Tree.Documents {
		out = append(out, ledger.FoundIn(d)...)
	}
	return out
}

// rehearse asks the ledger what it would say if every draft were published now,
// one after the other. A draft without a date may well wait for those before it:
// it is judged alone, and that it comes too early is a warning. A ledger that cannot
// be read says nothing.
func (p *Project) rehearse() diag.List {
	if p.Standing.Broken {
		return nil
	}
	now := p.AsOf
	if n := len(p.Records); n > 0 && p.Records[n-1].Recorded.After(now) {
		now = p.Records[n-1].Recorded
	}
	var found diag.List
	for _, d := range p.Standing.Documents {
		var dated []ledger.Publication
		for _, x := range d.Editions {
			e := x.Content
			if !x.Draft() || len(e.Texts) == 0 {
				continue
			}
			found = append(found, behind(x)...)
			publication := ledger.Publication{Document: d.Document, Edition: e}
			if !e.Effective.IsZero() || !e.Published.IsZero() {
				dated = append(dated, publication)
				continue
			}
			_, list := ledger.Publish(p.Records, now, []ledger.Publication{publication})
			for i := range list {
				if list[i].Is(diag.LedgerEffective, "order") {
					list[i].Severity = diag.Warning
				}
			}
			found = append(found, list...)
		}
		if len(dated) > 0 {
			_, list := ledger.Publish(p.Records, now, dated)
			found = append(found, list...)
		}
	}
	return p.unsaid(found)
}

// unsaid drops what the rules of check have said of an edition already, that an edition
// takes effect before another one if it does so before today, and what follows from a date
// or a file that could not be read.
func (p *Project) unsaid(found diag.List) diag.List {
	unread, past := map[diag.Pos]bool{}, map[diag.Pos]bool{}
	broken := map[string]bool{}
	for i := range p.Findings {
		switch f := &p.Findings[i]; f.Code {
		case diag.DateInvalid:
			unread[f.Pos] = true
		case diag.YAMLSyntax:
			broken[f.Pos.File] = true
		}
	}
	for i := range found {
		if f := &found[i]; f.Is(diag.LedgerEffective, "past") {
			past[f.Pos] = true
		}
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool {
		return f.Is(diag.LedgerEdition, "material") || f.Is(diag.LedgerEdition, "no-text") ||
			f.Is(diag.LedgerEffective, "order") && past[f.Pos] || unread[f.Pos] || broken[f.Pos.File]
	})
}

// published reports whether the ledger names an edition, at whatever instant.
func (p *Project) published(document, edition string) bool {
	d := p.Standing.Document(document).Document
	return slices.ContainsFunc(d.Editions, func(e *legal.Edition) bool { return e.ID == edition && !p.Standing.Edition(e).Draft() })
}

// lower makes notes of the findings about published texts and their edition.yaml, or puts
// them aside if nobody asked for notes.
func (p *Project) lower() {
	kept := p.Findings[:0]
	for _, f := range p.Findings {
		if p.noted(f) {
			f.Severity = min(f.Severity, diag.Note)
			if !p.notes {
				p.aside = append(p.aside, f)
				continue
			}
		}
		kept = append(kept, f)
	}
	p.Findings = kept
}

// noted reports whether a finding is about what nobody can mend, so that it is a note.
func (p *Project) noted(f diag.Finding) bool {
	x := p.Standing.Subject(f.Pos.File)
	return x.Fixed() && !slices.Contains(p.exact, x.Document.ID+"/"+x.Edition.ID)
}

// Blocking returns the errors that stop a build: those about the site's files,
// the ledger and what is published. Those of drafts are not among them.
func (p *Project) Blocking() diag.List {
	var out diag.List
	for _, f := range p.Findings {
		if p.Standing.Stops(f) {
			out = append(out, f)
		}
	}
	return out
}

// store reads and parses texts, and keeps them in memory up to a budget.
type store struct {
	tree      *source.Tree // of a project that others follow, each file is read once; see readOnce
	once      *readOnce    // then its file system
	kept      budget
	memo      *memo.Memo
	known     *kept
	languages *language.Set
}

// keepBytes is how much source stays parsed between the first reading, which
// judges it, and the pages. Larger sites parse the rest a second time, and so does
// who loads again and again, for of most texts no page is asked for.
const keepBytes = 2 << 20

func newStore(tree *source.Tree, cfg Config) *store {
	s := &store{tree: tree, kept: budget{left: keepBytes}, memo: cfg.Memo, languages: cfg.Languages}
	if cfg.Memo != nil {
		once := *tree
		s.once = &readOnce{FS: tree.FS, of: cfg.Documents.bytesOf(tree.Documents)}
		once.FS, s.tree = s.once, &once
	}
	if cfg.Documents != nil {
		s.kept.left = 0
	}
	return s
}

// know gives a text its Index and front matter, and reports what is wrong with its
// form. It has its units only if it had to be parsed for that: nobody keeps those of all
// texts. What was known of the same bytes, in the same place of the memory, is known still.
func (s *store) know(t *legal.Text) (diag.List, error) {
	t.Index = nil // what an earlier load knew was read by other rules perhaps
	data, err := s.tree.Read(t.Path)
	if err != nil {
		return nil, err
	}
	full := *t
	key := memo.Of("known", t.Path, string(t.Lang), t.Reading, t.Recorded, fmt.Sprintf("%p %d", data, len(data)), s.languages.Sum())
	p, err := memo.Do(s.memo, key, func() (parsed, int, error) {
		key := s.textKey(t, data)
		found, ok := s.known.text(key, &full)
		if !ok {
			read := parseText(t, s.languages, data)
			full, found = read.text, read.found
			own(found)
			s.known.keepText(key, &full, found)
		}
		bare := full
		bare.Source, bare.Units = nil, nil
		return parsed{bare, found, data}, knownSize + findingSize*len(found), nil
	})
	if *t = p.text; full.Units != nil {
		*t = full
	}
	return p.found, err
}

// knownSize is how many bytes a text takes in memory without its units, about.
const knownSize = 3000

func (s *store) textKey(t *legal.Text, data []byte) memo.Key {
	return memo.Of("text", t.Path, string(t.Lang), t.Reading, t.Recorded, data, s.languages.Sum())
}

// parse reads a text by the rules that t.Reading names and sets all else of it.
func (s *store) parse(t *legal.Text) error {
	data, err := s.tree.Read(t.Path)
	if err != nil {
		return err
	}
	p, err := memo.Do(s.memo, s.textKey(t, data), func() (parsed, int, error) {
		return parseText(t, s.languages, data), parsedSize * len(data), nil
	})
	*t = p.text
	return err
}

// parsed is a text with its units, and what is wrong with its form.
type parsed struct {
	text  legal.Text
	found diag.List
	data  []byte // that it was read from, so that nothing else comes to stand in its place
}

// parsedSize is how many bytes a text takes in memory for each of its source, about.
const parsedSize = 12

// parseText reads a text of which Path, Lang, Reading and Recorded are known. If its Index
// is, from the same bytes, that is not made again.
func parseText(of *legal.Text, languages *language.Set, data []byte) parsed {
	t, found := source.ParseText(of.Path, of.Lang, data, true)
	at := diag.Pos{File: t.Path, Line: 1, Col: 1}
	if p, ok := t.Positions["title"]; ok {
		at = p
	}
	l := languages.Of(string(of.Lang))
	units, more := markdown.Parse(markdown.Input{Path: t.Path, Source: t.Source, Body: t.Body, Title: t.Title, At: at, Language: l,
		Reading: of.Reading, Recorded: of.Recorded})
	t.Units, t.Reading, t.Recorded = units, of.Reading, of.Recorded
	if of.Index != nil && legal.SHA256(t.Source) == of.Index.SourceSHA256 {
		t.Index = of.Index
	} else {
		t.MakeIndex()
		t.Index.Name = citation.NameOf(l, t.Title)
		t.Index.Terms = check.HasGlossary(l, t)
	}
	return parsed{*t, append(found, more...), data}
}

// Language returns how texts of a language are numbered and cited; nil: nobody says.
func (p *Project) Language(lang legal.Lang) *language.Language {
	return p.store.Language(lang)
}

// Grammars are the languages that the program knows.
func (p *Project) Grammars() *language.Set { return p.store.languages }
