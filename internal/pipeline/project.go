// Package pipeline is the one pipe: content goes in at Load, pages come out of
// Write. Nothing in it reads the clock; the caller says as of when.
//
//	source > markdown > check > ledger > timeline > site > render > publish
package pipeline

import (
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Config says what to load.
type Config struct {
	Root fs.FS // the site's root: holds content/
	// AsOf gives the instant whose state is wanted, in the site's zone. It is
	// called once, with that zone.
	AsOf func(zone *time.Location) (time.Time, error)
	// Compare orders titles by the alphabet of a language; nil: by code point.
	Compare func(lang legal.Lang, a, b string) int
	// Speaks reports whether there are words for pages in a language; nil: in all.
	Speaks func(lang legal.Lang) bool
	// Version is the program's, for index.json; may be empty.
	Version string
	// Exact names editions ("user-agreement/3") whose findings keep their
	// severity although the ledger records them: a language is about to be added.
	Exact []string
	// Memo keeps what stages made for the next load of the same site; nil: nothing.
	Memo *memo.Memo
}

// Project is a site's content, read and judged as of an instant.
type Project struct {
	Tree      *source.Tree
	AsOf      time.Time
	Records   []ledger.Record     // all that the ledger holds
	Timelines []timeline.Timeline // as known at AsOf
	Boundary  time.Time           // the last boundary not after AsOf; zero before the first
	// Findings are all that is wrong, sorted. Those about published texts are
	// notes, but for what the ledger says of them.
	Findings diag.List

	judged   diag.List // Findings without what rehearse adds
	compare  func(lang legal.Lang, a, b string) int
	recorded map[textKey]bool
	store    *store
	version  string
}

type textKey struct {
	document, edition string
	lang              legal.Lang
}

// Load reads and judges a site's content. The error is the machine's; what is
// wrong with the content is in Findings.
func Load(cfg Config) (*Project, error) {
	cfg.Memo.Turn()
	tree, found, err := source.Load(cfg.Root, cfg.Memo)
	if err != nil {
		return nil, err
	}
	p := &Project{Tree: tree, Findings: found, compare: cfg.Compare, recorded: map[textKey]bool{}, store: newStore(tree, cfg.Memo), version: cfg.Version}
	if p.compare == nil {
		p.compare = func(_ legal.Lang, a, b string) int { return strings.Compare(a, b) }
	}
	for _, lang := range tree.Site.Languages {
		if cfg.Speaks != nil && !cfg.Speaks(lang) {
			p.Findings.Error("value-invalid", diag.Pos{File: source.SiteFile}, diag.Args{"value": string(lang)}).Variant = "language-words"
		}
	}
	if p.AsOf, err = cfg.AsOf(tree.Site.Zone); err != nil {
		return nil, err
	}
	records, ledgerFound := p.parseLedger()
	if !ledgerFound.HasErrors() {
		p.Records = records
	}
	for _, r := range records {
		for _, t := range r.Texts {
			p.recorded[textKey{r.Document, r.Edition, t.Language}] = true
		}
	}
	facts, err := p.parse()
	if err != nil {
		return nil, err
	}
	p.Findings = append(p.Findings, check.CheckSite(check.Site{Site: tree.Site, Documents: tree.Documents, Published: p.published(), Facts: facts})...)
	p.Timelines = timeline.Of(p.Records, p.AsOf)
	p.Boundary = timeline.LastBoundary(p.Records, p.AsOf)
	p.Findings = append(p.Findings, p.Plan(true).CheckLinks()...)
	p.Findings = check.Adjust(tree.Site, p.Findings)
	p.lower(cfg.Exact)
	p.Findings = append(p.Findings, ledgerFound...)
	p.Findings = append(p.Findings, ledger.Verify(source.Dir, records, p.found())...)
	p.judged = slices.Clone(p.Findings)
	p.Findings = append(p.Findings, p.rehearse()...)
	p.Findings.Sort()
	return p, nil
}

// parse reads the texts and files of all editions, in parallel by edition, and
// judges each; then what changed in the drafts, for which two editions are needed.
func (p *Project) parse() (map[string]*check.Facts, error) {
	type job struct {
		check.Edition
		key    memo.Key       // of the document
		before *legal.Edition // of a draft that is not the first
		found  diag.List
	}
	recorded := map[[2]string]bool{}
	for k := range p.recorded {
		recorded[[2]string{k.document, k.edition}] = true
	}
	var jobs []*job
	for _, d := range p.Tree.Documents {
		key := p.documentKey(d)
		for i, e := range d.Editions {
			j := &job{key: key, Edition: check.Edition{Document: d, Edition: e, First: i == 0, Refused: p.Tree.Refused[e.Dir],
				Site: p.Tree.Site, AsOf: p.AsOf, Draft: !recorded[[2]string{d.ID, e.ID}], Facts: map[string]*check.Facts{}}}
			if j.Draft && i > 0 {
				j.before = d.Editions[i-1]
			}
			jobs = append(jobs, j)
		}
	}
	each := func(do func(*job) error) error {
		var g errgroup.Group
		g.SetLimit(runtime.GOMAXPROCS(0))
		for _, j := range jobs {
			g.Go(func() error { return do(j) })
		}
		return g.Wait()
	}
	err := each(func(j *job) error {
		for _, t := range j.Edition.Edition.Texts {
			found, err := p.store.parse(t)
			if err != nil {
				return err
			}
			j.found = append(j.found, found...)
		}
		for i := range j.Edition.Edition.Files {
			if err := p.Tree.Hash(&j.Edition.Edition.Files[i]); err != nil {
				return err
			}
		}
		found, err := p.checkEdition(j.key, &j.Edition)
		if err != nil {
			return err
		}
		j.found = append(j.found, found...)
		p.store.settle(j.Edition.Edition.Texts)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each(func(j *job) error {
		if j.before == nil {
			return nil
		}
		before, err := p.full(j.before)
		if err != nil {
			return err
		}
		edition, err := p.full(j.Edition.Edition)
		if err != nil {
			return err
		}
		found, err := p.checkChange(check.Change{Document: j.Document, Edition: edition, Before: before, Compare: p.store.Compare})
		j.found = append(j.found, found...)
		return err
	})
	if err != nil {
		return nil, err
	}
	facts := map[string]*check.Facts{}
	for _, j := range jobs {
		p.Findings = append(p.Findings, j.found...)
		maps.Copy(facts, j.Facts)
	}
	return facts, nil
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
// it is judged alone, and that it comes too early is a warning.
func (p *Project) rehearse() diag.List {
	now := p.AsOf
	if n := len(p.Records); n > 0 && p.Records[n-1].Recorded.After(now) {
		now = p.Records[n-1].Recorded
	}
	published := p.published()
	var found diag.List
	for _, d := range p.Tree.Documents {
		var dated []ledger.Publication
		for _, e := range d.Editions {
			if published(d.ID, e.ID) || len(e.Texts) == 0 {
				continue
			}
			publication := ledger.Publication{Document: d, Edition: e}
			if !e.Effective.IsZero() || !e.Published.IsZero() {
				dated = append(dated, publication)
				continue
			}
			_, list := ledger.Publish(p.Records, now, []ledger.Publication{publication})
			for i := range list {
				if list[i].Key() == "ledger-effective.order" {
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
	return unsaid(found)
}

// unsaid drops what the rules of check have said of an edition already, and that
// an edition takes effect before another one where it does so before today.
func unsaid(found diag.List) diag.List {
	past := map[diag.Pos]bool{}
	for _, f := range found {
		past[f.Pos] = past[f.Pos] || f.Key() == "ledger-effective.past"
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool {
		return f.Key() == "ledger-edition.material" || f.Key() == "ledger-edition.no-text" ||
			f.Key() == "ledger-effective.order" && past[f.Pos]
	})
}

// Recorded reports whether the ledger names a text, at whatever instant.
func (p *Project) Recorded(document, edition string, lang legal.Lang) bool {
	return p.recorded[textKey{document, edition, lang}]
}

// Published reports whether the ledger names an edition, at whatever instant.
func (p *Project) Published(document, edition string) bool {
	return p.published()(document, edition)
}

// published is Published, for one who asks of many.
func (p *Project) published() func(document, edition string) bool {
	editions := make(map[[2]string]bool, len(p.Records))
	for _, r := range p.Records {
		if r.Kind == ledger.EditionKind {
			editions[[2]string{r.Document, r.Edition}] = true
		}
	}
	return func(document, edition string) bool { return editions[[2]string{document, edition}] }
}

// lower makes notes of the findings about published texts and their edition.yaml.
func (p *Project) lower(exact []string) {
	published := p.published()
	for i := range p.Findings {
		f := &p.Findings[i]
		parts := strings.Split(f.Pos.File, "/")
		if len(parts) != 4 || slices.Contains(exact, parts[1]+"/"+parts[2]) {
			continue
		}
		lang, isText := strings.CutSuffix(parts[3], ".md")
		if isText && p.Recorded(parts[1], parts[2], legal.Lang(lang)) || !isText && published(parts[1], parts[2]) {
			f.Severity = min(f.Severity, diag.Note)
		}
	}
}

// Blocking returns the errors that stop a build: those about the site's files,
// the ledger and what is published. Those of drafts are not among them.
func (p *Project) Blocking() diag.List {
	var out diag.List
	for _, f := range p.Findings {
		if f.Severity == diag.Error && !p.ofDraft(f.Pos.File) {
			out = append(out, f)
		}
	}
	return out
}

// ofDraft reports whether a file belongs to nothing that is published.
func (p *Project) ofDraft(file string) bool {
	parts := strings.Split(file, "/")
	d := (*legal.Document)(nil)
	if len(parts) > 2 {
		d = p.Tree.Document(parts[1])
	}
	switch {
	case d == nil:
		return false
	case len(parts) == 3: // document.yaml, or the folder of an edition
		return !slices.ContainsFunc(p.Records, func(r ledger.Record) bool { return r.Document == d.ID })
	case !p.Published(parts[1], parts[2]):
		return true
	}
	lang, isText := strings.CutSuffix(parts[3], ".md")
	return isText && !p.Recorded(parts[1], parts[2], legal.Lang(lang)) && d.Languages != nil && slices.Contains(d.Languages, legal.Lang(lang))
}

// store reads and parses texts, and keeps them in memory up to a budget.
type store struct {
	tree *source.Tree
	kept budget
	memo *memo.Memo
}

// keepBytes is how much source stays parsed between the first reading, which
// judges it, and the pages. Larger sites parse the rest a second time.
const keepBytes = 64 << 20

func newStore(tree *source.Tree, m *memo.Memo) *store {
	return &store{tree: tree, kept: budget{left: keepBytes}, memo: m}
}

func (s *store) parse(t *legal.Text) (diag.List, error) {
	data, err := s.tree.Read(t.Path)
	if err != nil {
		return nil, err
	}
	p, err := memo.Do(s.memo, memo.Of("text", t.Path, string(t.Lang), data), func() (parsed, int, error) {
		return parseText(t.Path, t.Lang, data), parsedSize * len(data), nil
	})
	*t = p.text
	return p.found, err
}

// parsed is a text with its units, and what is wrong with its form.
type parsed struct {
	text  legal.Text
	found diag.List
}

// parsedSize is how many bytes a text takes in memory for each of its source, about.
const parsedSize = 12

func parseText(name string, lang legal.Lang, data []byte) parsed {
	t, found := source.ParseText(name, lang, data, true)
	at := diag.Pos{File: t.Path, Line: 1, Col: 1}
	if p, ok := t.Positions["title"]; ok {
		at = p
	}
	units, more := markdown.Parse(markdown.Input{Path: t.Path, Source: t.Source, Body: t.Body, Title: t.Title, At: at})
	t.Units = units
	t.MakeIndex()
	return parsed{*t, append(found, more...)}
}
