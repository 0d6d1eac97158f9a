package desk

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/standing"
)

// Wait is one thing that waits, and for whom.
type Wait struct {
	For       WaitFor      `json:"for"`
	Document  string       `json:"document,omitempty"`
	Edition   string       `json:"edition,omitempty"`
	Before    string       `json:"before,omitempty"` // the draft that is to be published first
	Errors    int          `json:"errors,omitempty"`
	Languages []legal.Lang `json:"languages,omitempty"`
	Offices   []string     `json:"offices,omitempty"` // that have yet to agree, or to agree again
	Command   string       `json:"command,omitempty"` // the next one to run
}

// WaitFor says what has to happen before a wait is over.
type WaitFor string

const (
	ForPublication WaitFor = "publication" // a draft has no errors and can be published
	ForLanguage    WaitFor = "language"    // a further text of a published edition has no errors and can be published
	ForSample      WaitFor = "sample"      // the site's own text has to take the place of the sample that init made
	ForErrors      WaitFor = "errors"      // a draft has errors to be corrected
	ForAgreement   WaitFor = "agreement"   // offices have yet to agree to a draft
	ForEdition     WaitFor = "edition"     // another draft of the document has to be published first
	ForTranslation WaitFor = "translation" // an edition lacks a text in a language
	ForSite        WaitFor = "site"        // the site, the ledger or what is published has errors to be corrected
)

// Waits lists what waits, by document and edition; never nil. The error is the
// machine's.
func (d *Desk) Waits(p *pipeline.Project) ([]Wait, error) {
	out, ready, at, err := d.waiting(p)
	if err != nil || len(ready) > rehearsals {
		return out, err
	}
	for i := range ready {
		w := &out[at[i]]
		with, errors, err := together(p, ready, ready[i:i+1])
		switch {
		case err != nil:
			return nil, err
		case errors > 0:
			w.For, w.Errors, w.Command = ForErrors, errors, d.Call("publish", w.Document, w.Edition)
		default:
			w.Command = d.Call(append([]string{"publish", w.Document, w.Edition}, with...)...)
		}
	}
	return out, nil
}

// waiting is Waits before any draft was tried. ready are the drafts that can be published as
// far as is known without that, at where each of them stands in out.
func (d *Desk) waiting(p *pipeline.Project) (out []Wait, ready []ledger.Publication, at []int, err error) {
	out = []Wait{}
	blocking := len(p.Blocking())
	if blocking > 0 {
		out = append(out, Wait{For: ForSite, Errors: blocking, Command: d.Call("check")})
	}
	if p.Standing.Broken { // what is a draft is not known
		return out, nil, nil, nil
	}
	for _, doc := range p.Standing.Documents {
		for _, e := range doc.Editions {
			w := Wait{Document: doc.ID, Edition: e.ID}
			if e.Draft() && len(e.Texts) > 0 {
				state, _, err := p.Agreement(doc.Document, e.Content)
				if err != nil {
					return nil, nil, nil, err
				}
				missing, void := state.Lacking()
				w.Offices = append(missing, void...)
			}
			draft, fresh, missing, before := e.Draft(), e.Fresh(), e.Missing(), e.Waits()
			w.Errors = errorsOf(p, e)
			switch {
			case !draft && len(fresh) == 0:
			case draft && d.Sample(p, doc.ID, e.ID):
				w.For = ForSample
			case w.Errors > 0:
				w.For, w.Command = ForErrors, d.Call("check")
			case len(fresh) == 0 || blocking > 0:
			case before != nil:
				w.For, w.Before = ForEdition, before.ID
			case len(w.Offices) > 0:
				w.For, w.Command = ForAgreement, d.Call("agree", doc.ID, e.ID)
			default:
				w.For, w.Command = ForPublication, d.Call("publish", doc.ID, e.ID)
				if !draft {
					w.For, w.Languages = ForLanguage, fresh
				} else {
					ready, at = append(ready, ledger.Publication{Document: doc.Document, Edition: e.Content}), append(at, len(out))
				}
			}
			if w.For != "" {
				out = append(out, w)
			}
			if len(missing) > 0 && (draft && len(fresh) > 0 || !draft && e.Live()) {
				out = append(out, Wait{For: ForTranslation, Document: doc.ID, Edition: e.ID, Languages: missing})
			}
		}
	}
	return out, ready, at, nil
}

// Together are the drafts that one command publishes with a draft because one refers to the
// other: document, edition …; none if it can be published alone, or not at all. annexes are
// the same with its annexes that are ready and of which nothing is published yet; none if
// there are none of these, or it cannot be.
func (d *Desk) Together(p *pipeline.Project, document, edition string) (with, annexes []string, err error) {
	_, ready, _, err := d.waiting(p)
	own := slices.IndexFunc(ready, func(x ledger.Publication) bool { return x.Document.ID == document && x.Edition.ID == edition })
	if err != nil || own < 0 {
		return nil, nil, err
	}
	if with, _, err = together(p, ready, ready[own:own+1]); err != nil {
		return nil, nil, err
	}
	asked := []ledger.Publication{ready[own]}
	for _, x := range ready {
		if x.Document.AnnexOf == document && !slices.Contains(with, x.Document.ID) && !slices.ContainsFunc(p.Standing.Document(x.Document.ID).Editions, func(e *standing.Edition) bool { return !e.Draft() }) {
			asked = append(asked, x)
		}
	}
	if len(asked) > 1 {
		annexes, _, err = together(p, ready, asked)
	}
	return with, annexes, err
}

// errorsOf counts the errors of a draft and its document.yaml, or of the texts
// added to a published edition.
func errorsOf(p *pipeline.Project, e *standing.Edition) int {
	n := 0
	for _, f := range p.Findings {
		if f.Severity == diag.Error && p.Standing.Subject(f.Pos.File).Awaited(e) {
			n++
		}
	}
	return n
}

// rehearsals are how many drafts [Desk.Waits] tries one by one.
const rehearsals = 20

// together tries to publish some of the drafts that are ready. If they cannot be alone, because
// they refer to others of them, they are to be published by one command with these, and with no
// others: document, edition … of all behind the first one. errors are those that stay.
func together(p *pipeline.Project, ready, asked []ledger.Publication) (with []string, errors int, err error) {
	then := *p
	if n := len(p.Records); n > 0 && p.Records[n-1].Recorded.After(then.AsOf) {
		then.AsOf = p.Records[n-1].Recorded
	}
	asked = slices.Clone(asked)
	for {
		_, found, err := then.Publish(slices.Clone(asked))
		if err != nil {
			return nil, 0, err
		}
		more := referred(found, ready, asked)
		if errors = found.Count(diag.Error); errors == 0 || len(more) == 0 {
			break
		}
		asked = append(asked, more...)
	}
	if errors > 0 {
		return nil, errors, nil
	}
	for _, x := range asked[1:] {
		with = append(with, x.Document.ID, x.Edition.ID)
	}
	return with, 0, nil
}

// referred are the drafts that findings miss, of those that are ready and not asked for yet.
func referred(found diag.List, ready, asked []ledger.Publication) (more []ledger.Publication) {
	for _, x := range ready {
		missed := func(f diag.Finding) bool {
			return f.Code == diag.DocumentMissing && f.Args["document"] == x.Document.ID
		}
		same := func(y ledger.Publication) bool { return y.Document.ID == x.Document.ID && y.Edition.ID == x.Edition.ID }
		if slices.ContainsFunc(found, missed) && !slices.ContainsFunc(asked, same) {
			more = append(more, x)
		}
	}
	return more
}

// Line says what waits in words.
func (d *Desk) Line(w Wait) string {
	var langs []string
	for _, l := range w.Languages {
		langs = append(langs, string(l))
	}
	args := []string{"document", w.Document, "edition", w.Edition, "before", w.Before, "command", w.Command,
		"languages", strings.Join(langs, ", "), "offices", strings.Join(w.Offices, "; ")}
	key := "work.wait-" + string(w.For)
	if w.For == ForErrors || w.For == ForSite {
		return d.Words.SayCount(key, w.Errors, args...)
	}
	return d.Words.Say(key, args...)
}
