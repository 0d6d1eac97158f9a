package pipeline

import (
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/standing"
)

// reading is an edition while it is read and judged.
type reading struct {
	check.Edition
	key    memo.Key // of the document
	beside bool     // rules look at a text of it when they judge the drafts of other documents
	found  diag.List
	good   []Signature
}

// parse reads the texts and files of all editions, in parallel by edition, and judges
// each; then what changed in the drafts, for which two editions are needed. It returns
// what the rules of the site want to know of each text, by its path.
func (p *Project) parse(kept *Documents) (map[string]*check.Facts, error) {
	all, anew := p.readings(kept)
	read := p.tell.begin(Reading, len(anew))
	err := eachOf(anew, func(r *reading) error {
		defer read.step()
		return p.read(r)
	})
	if err != nil {
		return nil, err
	}
	err = eachOf(anew, func(r *reading) error {
		if !r.Draft {
			return nil
		}
		found, err := p.changes(p.Standing.Edition(r.Edition.Edition))
		r.found = append(r.found, found...)
		return err
	})
	if err != nil {
		return nil, err
	}
	facts := map[string]*check.Facts{}
	for _, r := range all {
		for _, f := range r.found {
			if p.notes || !p.noted(f) {
				p.Findings = append(p.Findings, f)
			}
		}
		p.Signatures = append(p.Signatures, r.good...)
		maps.Copy(facts, r.Facts)
	}
	kept.keep(p.Tree, all, p.store.once)
	return facts, nil
}

// readings are the editions of all documents, in order, and those among them that are to be
// read. What is asked of several editions is asked here: a text is written while it is read,
// and other editions are read meanwhile.
func (p *Project) readings(kept *Documents) (all, anew []*reading) {
	for _, d := range p.Tree.Documents {
		if known := kept.of(d); known != nil {
			all = append(all, known.editions...)
			continue
		}
		key := p.documentKey(d)
		for _, e := range d.Editions {
			r := p.reading(key, d, e)
			r.beside = slices.ContainsFunc(e.Texts, func(t *legal.Text) bool { return check.Beside(d, t.Lang) == t })
			all, anew = append(all, r), append(anew, r)
		}
	}
	return all, anew
}

// reading is an edition of a document, of which key is known, before it is read.
func (p *Project) reading(key memo.Key, d *legal.Document, e *legal.Edition) *reading {
	at := p.Standing.Edition(e)
	return &reading{key: key, Edition: check.Edition{Document: d, Edition: e, First: at.First(), Compared: at.Draft() && p.compared(at), Refused: p.Tree.Refused[e.Dir],
		Site: p.Tree.Site, AsOf: p.AsOf, Draft: at.Draft(), Facts: map[string]*check.Facts{}, Languages: p.store.languages}}
}

// Notes gives what a load as Mendable leaves out about the recorded files of an edition,
// sorted: what rules say that judge it alone, for which it is read anew, and of the rules
// of the site what they say of a document's last texts. After another load there is none.
func (p *Project) Notes(of *standing.Edition) (diag.List, error) {
	if p.notes || !of.Recorded("") {
		return nil, nil
	}
	e := *of.Content // reading writes into it, and others read this one
	e.Files, e.Texts = slices.Clone(e.Files), slices.Clone(e.Texts)
	for i, t := range e.Texts {
		e.Texts[i] = &legal.Text{Lang: t.Lang, Path: t.Path}
	}
	alone := *p
	alone.notes = true
	d := of.Document.Document
	r := alone.reading(alone.documentKey(d), d, &e)
	if err := alone.read(r); err != nil {
		return nil, err
	}
	alone.Findings = slices.DeleteFunc(check.Adjust(p.Tree.Site, slices.Clone(r.found)), func(f diag.Finding) bool { return !p.noted(f) })
	alone.lower()
	for _, f := range p.aside {
		if p.Standing.Subject(f.Pos.File).Edition.Content.Dir == e.Dir {
			alone.Findings = append(alone.Findings, f)
		}
	}
	alone.Findings.Sort()
	return alone.Findings, nil
}

// eachOf calls a function for each edition, several at a time; the error is one of theirs.
func eachOf(all []*reading, do func(*reading) error) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, r := range all {
		g.Go(func() error { return do(r) })
	}
	return g.Wait()
}

// read parses the texts of an edition, hashes its files, checks its signatures, and
// judges it alone.
func (p *Project) read(r *reading) error {
	edition := r.Edition.Edition
	for _, t := range edition.Texts {
		at := p.Standing.Edition(edition)
		t.Reading, t.Recorded = at.Reading(t.Lang), at.Recorded(t.Lang)
		found, err := p.store.know(t)
		if err != nil {
			return err
		}
		r.found = append(r.found, found...)
	}
	for i := range edition.Files {
		if err := p.store.tree.Hash(&edition.Files[i]); err != nil {
			return err
		}
	}
	good, wrong, err := p.signatures(edition)
	if err != nil {
		return err
	}
	r.good, r.found = good, append(r.found, wrong...)
	found, err := p.checkEdition(r)
	if err != nil {
		return err
	}
	r.found = append(r.found, found...)
	if r.Draft && p.Tree.HasUnsure[edition.Dir] {
		full, err := p.full(edition)
		if err != nil {
			return err
		}
		if found, err = p.Tree.Unsure(full); err != nil {
			return err
		}
		r.found = append(r.found, found...)
	}
	p.store.settle(edition.Texts)
	return nil
}
