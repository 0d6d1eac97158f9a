// Package build is the one pipe: content goes in at Load, pages come out of
// Write. Nothing in it reads the clock; the caller says as of when.
//
//	source > markdown > check > ledger > timeline > site > render > publish
package build

import (
	"io/fs"
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
	// Exact names editions ("user-agreement/3") whose findings keep their
	// severity although the ledger records them: a language is about to be added.
	Exact []string
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
}

type textKey struct {
	document, edition string
	lang              legal.Lang
}

// Load reads and judges a site's content. The error is the machine's; what is
// wrong with the content is in Findings.
func Load(cfg Config) (*Project, error) {
	tree, found, err := source.Load(cfg.Root)
	if err != nil {
		return nil, err
	}
	p := &Project{Tree: tree, Findings: found, compare: cfg.Compare, recorded: map[textKey]bool{}, store: newStore(tree)}
	if p.compare == nil {
		p.compare = func(_ legal.Lang, a, b string) int { return strings.Compare(a, b) }
	}
	if p.AsOf, err = cfg.AsOf(tree.Site.Zone); err != nil {
		return nil, err
	}
	records, ledgerFound := ledger.Parse(source.LedgerFile, tree.Ledger, tree.Site.Zone)
	if !ledgerFound.HasErrors() {
		p.Records = records
	}
	for _, r := range records {
		for _, t := range r.Texts {
			p.recorded[textKey{r.Document, r.Edition, t.Language}] = true
		}
	}
	if err := p.parse(); err != nil {
		return nil, err
	}
	p.Findings = append(p.Findings, check.CheckSite(check.Site{Site: tree.Site, Documents: tree.Documents})...)
	p.Timelines = timeline.Of(p.Records, p.AsOf)
	p.Boundary = timeline.LastBoundary(p.Records, p.AsOf)
	p.Findings = append(p.Findings, p.Plan(true).CheckLinks()...)
	p.lower(cfg.Exact)
	p.Findings = append(p.Findings, ledgerFound...)
	p.Findings = append(p.Findings, ledger.Verify(source.Dir, records, p.found())...)
	p.judged = slices.Clone(p.Findings)
	p.Findings = append(p.Findings, p.rehearse()...)
	p.Findings.Sort()
	return p, nil
}

// parse reads the texts and files of all editions, in parallel by edition.
func (p *Project) parse() error {
	type job struct {
		check.Edition
		found diag.List
	}
	var jobs []*job
	for _, d := range p.Tree.Documents {
		for i, e := range d.Editions {
			jobs = append(jobs, &job{Edition: check.Edition{Document: d, Edition: e, First: i == 0, Refused: p.Tree.Refused[e.Dir]}})
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, j := range jobs {
		g.Go(func() error {
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
			j.found = append(j.found, check.CheckEdition(j.Edition)...)
			p.store.settle(j.Edition.Edition.Texts)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, j := range jobs {
		p.Findings = append(p.Findings, j.found...)
	}
	return nil
}

// found is the content as the ledger's verification wants it.
func (p *Project) found() []ledger.Found {
	var out []ledger.Found
	for _, d := range p.Tree.Documents {
		for _, e := range d.Editions {
			f := ledger.Found{Document: d.ID, Edition: e.ID}
			for _, t := range e.Texts {
				f.Texts = append(f.Texts, ledger.FoundText{Language: t.Lang, Path: t.Path,
					SourceSHA256: t.Index.SourceSHA256, PlainSHA256: t.Index.PlainSHA256, PlainFormat: legal.PlainFormat})
			}
			for _, x := range e.Files {
				f.Files = append(f.Files, ledger.FoundFile{Name: x.Name, Path: x.Path, SHA256: x.SHA256})
			}
			out = append(out, f)
		}
	}
	return out
}

// rehearse asks the ledger what it would say if every draft were published now.
func (p *Project) rehearse() diag.List {
	now := p.AsOf
	if n := len(p.Records); n > 0 && p.Records[n-1].Recorded.After(now) {
		now = p.Records[n-1].Recorded
	}
	var found diag.List
	for _, d := range p.Tree.Documents {
		var drafts []ledger.Publication
		for _, e := range d.Editions {
			if p.isDraft(d, e) && len(e.Texts) > 0 {
				drafts = append(drafts, ledger.Publication{Document: d, Edition: e})
			}
		}
		_, list := ledger.Publish(p.Records, now, drafts)
		found = append(found, list...)
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool {
		return f.Key() == "ledger-edition.material" || f.Key() == "ledger-edition.no-text" // rules of check say so
	})
}

func (p *Project) isDraft(d *legal.Document, e *legal.Edition) bool {
	return !slices.ContainsFunc(p.Records, func(r ledger.Record) bool {
		return r.Kind == ledger.EditionKind && r.Document == d.ID && r.Edition == e.ID
	})
}

// Recorded reports whether the ledger names a text, at whatever instant.
func (p *Project) Recorded(document, edition string, lang legal.Lang) bool {
	return p.recorded[textKey{document, edition, lang}]
}

// Published reports whether the ledger names an edition, at whatever instant.
func (p *Project) Published(document, edition string) bool {
	return slices.ContainsFunc(p.Records, func(r ledger.Record) bool {
		return r.Kind == ledger.EditionKind && r.Document == document && r.Edition == edition
	})
}

// lower makes notes of the findings about published texts and their edition.yaml.
func (p *Project) lower(exact []string) {
	for i := range p.Findings {
		f := &p.Findings[i]
		parts := strings.Split(f.Pos.File, "/")
		if len(parts) != 4 || slices.Contains(exact, parts[1]+"/"+parts[2]) {
			continue
		}
		lang, isText := strings.CutSuffix(parts[3], ".md")
		if isText && p.Recorded(parts[1], parts[2], legal.Lang(lang)) || !isText && p.Published(parts[1], parts[2]) {
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
}

// keepBytes is how much source stays parsed between the first reading, which
// judges it, and the pages. Larger sites parse the rest a second time.
const keepBytes = 64 << 20

func newStore(tree *source.Tree) *store { return &store{tree: tree, kept: budget{left: keepBytes}} }

func (s *store) parse(t *legal.Text) (diag.List, error) {
	found, err := s.tree.Text(t)
	if err != nil {
		return nil, err
	}
	at := diag.Pos{File: t.Path, Line: 1, Col: 1}
	if p, ok := t.Positions["title"]; ok {
		at = p
	}
	units, more := markdown.Parse(markdown.Input{Path: t.Path, Source: t.Source, Body: t.Body, Title: t.Title, At: at})
	t.Units = units
	t.MakeIndex()
	return append(found, more...), nil
}
