package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/source"
)

// Here stands what the stages depend on, as keys of the memo.

// ledgerRead is what the ledger says.
type ledgerRead struct {
	records []ledger.Record
	found   diag.List
}

func (p *Project) parseLedger() ([]ledger.Record, diag.List) {
	zone := p.Tree.Site.Zone
	r, _ := memo.Do(p.store.memo, memo.Of("ledger", p.Tree.Ledger, zone.String()), func() (ledgerRead, int, error) {
		records, found := ledger.Parse(source.LedgerFile, p.Tree.Ledger, zone)
		return ledgerRead{slices.Clip(records), found}, 2 * len(p.Tree.Ledger), nil
	})
	return r.records, slices.Clone(r.found)
}

// prepare makes a text ready for comparing.
func (s *store) prepare(t *legal.Text) *redline.Prepared {
	return redline.Prepare(s.languages.Of(string(t.Lang)), t.Units)
}

// compared is a redline with the units that it is of: its links are theirs, so it is none of
// units that were parsed of the same bytes once more.
type compared struct {
	redline  *redline.Redline
	old, new []legal.Unit
}

// Compare implements plan.Loader.
func (s *store) Compare(old, new *legal.Text, prepared func(*legal.Text) *redline.Prepared) *redline.Redline {
	key := memo.Of("redline", fmt.Sprintf("%p %p", old.Units, new.Units))
	r, _ := memo.Do(s.memo, key, func() (compared, int, error) {
		return compared{prepared(old).Compare(prepared(new)), old.Units, new.Units}, 2 * (len(old.Source) + len(new.Source)), nil
	})
	return r.redline
}

// judged is what the rules say of an edition.
type judged struct {
	found diag.List
	facts map[string]*check.Facts
}

// findingSize is how many bytes a finding takes, about.
const findingSize = 500

// checkEdition runs the rules about an edition. If nobody asks for notes, a published one
// is not judged, and its facts are gathered only if drafts are judged beside it; what the
// rules said of it in another run stays kept for the next one.
func (p *Project) checkEdition(r *reading) (diag.List, error) {
	e, rules, key := &r.Edition, check.CheckEdition, editionKey(r.key, &r.Edition)
	if !p.notes && p.fixed(e) {
		if _, ok := p.store.known.judged(key); !ok && !r.beside {
			return nil, nil
		} else if !ok {
			rules, key = check.GatherFacts, memo.Of("facts", key[:])
		}
	}
	made, err := p.judge(key, func() (judged, error) {
		own := *e
		own.Facts = map[string]*check.Facts{}
		var err error
		if own.Edition, err = p.full(e.Edition); err != nil {
			return judged{}, err
		}
		return judged{rules(own), own.Facts}, nil
	})
	maps.Copy(e.Facts, made.facts)
	return made.found, err
}

// fixed reports whether nobody can mend what is wrong with any file of an edition.
func (p *Project) fixed(e *check.Edition) bool {
	at := p.Standing.Edition(e.Edition)
	return !e.Draft && !slices.ContainsFunc(e.Edition.Texts, func(t *legal.Text) bool { return !at.Recorded(t.Lang) })
}

// judge gives what rules say, unless that is known from earlier in this run of the
// program or from another run.
func (p *Project) judge(key memo.Key, rules func() (judged, error)) (judged, error) {
	return memo.Do(p.store.memo, key, func() (judged, int, error) {
		j, ok := p.store.known.judged(key)
		if !ok {
			var err error
			if j, err = rules(); err != nil {
				return j, 0, err
			}
			own(j.found)
			p.store.known.keepJudged(key, j)
		}
		return j, findingSize * (1 + len(j.found)), nil
	})
}

// own gives the words of findings memory of their own. As parts of a text they would keep
// all of it.
func own(list diag.List) {
	clone := func(args diag.Args) {
		for name, v := range args {
			if s, ok := v.(string); ok {
				args[name] = strings.Clone(s)
			}
		}
	}
	for _, f := range list {
		clone(f.Args)
		for _, r := range f.Related {
			clone(r.Args)
		}
	}
}

// documentKey is what the editions of a document have in common: the settings, and
// what the document says of itself.
func (p *Project) documentKey(d *legal.Document) memo.Key {
	return memo.Of("document", p.Tree.Site.Zone.String(), siteInputs(p.Tree.Site), documentInputs(d))
}

// siteInputs is a site without its zone, which JSON does not name.
func siteInputs(s *legal.Site) legal.Site {
	own := *s
	own.Zone = nil
	return own
}

// editionKey: the instant counts only for drafts of a site that wants notice, and for
// those whose approval is dated later.
func editionKey(document memo.Key, e *check.Edition) memo.Key {
	asOf := ""
	if e.Draft && e.Site.NoticeDays != 0 {
		asOf = e.AsOf.String()
	}
	return memo.Of("edition", document[:], editionInputs(e.Edition), e.First, e.Compared, e.Refused, e.Draft, e.Draft && e.Unsigned(), asOf, e.Languages.Sum())
}

// checkChange runs the rules about what changed from one edition to the next.
func (p *Project) checkChange(c check.Change) (diag.List, error) {
	parts := []any{documentInputs(c.Document), editionInputs(c.Edition), c.Languages.Sum()}
	for _, t := range c.Edition.Texts {
		if old := c.Before[t.Lang]; old != nil {
			parts = append(parts, textInputs(old))
		}
	}
	j, err := p.judge(memo.Of("change", parts...), func() (judged, error) {
		var err error
		if c.Edition, err = p.full(c.Edition); err != nil {
			return judged{}, err
		}
		for lang, t := range c.Before {
			if c.Before[lang], err = p.store.Text(t); err != nil {
				return judged{}, err
			}
		}
		return judged{found: check.CheckChange(c)}, nil
	})
	return j.found, err
}

// documentInputs is a document without its editions.
func documentInputs(d *legal.Document) legal.Document {
	alone := *d
	alone.Editions = nil
	return alone
}

// editionInputs names what an edition was read from: the bytes of edition.yaml, as
// they were then (its hash among the files may be of a later save), the other
// files, the texts. The places of front matter depend on a BOM or line ends, too,
// which the hash of a text leaves out.
func editionInputs(e *legal.Edition) any {
	var files strings.Builder
	for _, f := range e.Files {
		fmt.Fprintln(&files, f.Name, f.SHA256)
	}
	parts := []any{e.Dir, e.Source, files.String()}
	for _, t := range e.Texts {
		parts = append(parts, textInputs(t))
	}
	return parts
}

func textInputs(t *legal.Text) any {
	positions := t.Positions
	if len(positions) == 0 {
		positions = nil // as one that was kept has it
	}
	return []any{t.Path, t.Index.SourceSHA256, t.Reading, t.Recorded, positions}
}
