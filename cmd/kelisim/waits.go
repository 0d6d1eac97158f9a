package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/standing"
)

// waitJSON is one thing that waits, and for whom.
type waitJSON struct {
	For       waitFor      `json:"for"`
	Document  string       `json:"document,omitempty"`
	Edition   string       `json:"edition,omitempty"`
	Before    string       `json:"before,omitempty"` // the draft that is to be published first
	Errors    int          `json:"errors,omitempty"`
	Languages []legal.Lang `json:"languages,omitempty"`
	Command   string       `json:"command,omitempty"` // the next one to run
}

// waitFor says for what something waits.
type waitFor string

const (
	waitPublication waitFor = "publication" // a draft without errors
	waitLanguage    waitFor = "language"    // a further text of a published edition, without errors
	waitSample      waitFor = "sample"      // the site's own text takes the place of init's sample
	waitErrors      waitFor = "errors"      // somebody mends a draft
	waitEdition     waitFor = "edition"     // the draft before it is published
	waitTranslation waitFor = "translation" // a text is written
	waitSite        waitFor = "site"        // somebody mends the site, the ledger or what is published
)

// waits lists what waits, by document and edition.
func (a *app) waits(p *pipeline.Project) ([]waitJSON, error) {
	out := []waitJSON{}
	blocking := len(p.Blocking())
	if blocking > 0 {
		out = append(out, waitJSON{For: waitSite, Errors: blocking, Command: a.call("check")})
	}
	var ready []ledger.Publication
	var at []int           // where each of them stands in out
	if p.Standing.Broken { // what is a draft is not known
		return out, nil
	}
	for _, d := range p.Standing.Documents {
		before := ""
		for _, e := range d.Editions {
			w := waitJSON{Document: d.ID, Edition: e.ID}
			draft, fresh, missing := e.Draft(), e.Fresh(), e.Missing()
			w.Errors = errorsOf(p, e)
			switch {
			case !draft && len(fresh) == 0:
			case draft && isSample(p, d.ID, e.ID):
				w.For = waitSample
			case w.Errors > 0:
				w.For, w.Command = waitErrors, a.call("check")
			case len(fresh) == 0 || blocking > 0:
			case draft && before != "":
				w.For, w.Before = waitEdition, before
			default:
				w.For, w.Command = waitPublication, a.call("publish", d.ID, e.ID)
				if !draft {
					w.For, w.Languages = waitLanguage, fresh
				} else {
					ready, at = append(ready, ledger.Publication{Document: d.Document, Edition: e.Content}), append(at, len(out))
				}
			}
			if w.For != "" {
				out = append(out, w)
			}
			if draft {
				before = e.ID
			}
			if len(missing) > 0 && (draft && len(fresh) > 0 || !draft && e.Live()) {
				out = append(out, waitJSON{For: waitTranslation, Document: d.ID, Edition: e.ID, Languages: missing})
			}
		}
	}
	return out, a.together(p, out, ready, at)
}

// errorsOf counts the errors of a draft and its document.yaml, or of the texts
// added to a published edition.
func errorsOf(p *pipeline.Project, e *standing.Edition) int {
	n := 0
	for _, f := range p.Findings {
		if f.Severity != diag.Error {
			continue
		}
		x := p.Standing.Subject(f.Pos.File)
		if e.Draft() && x.About(e) || x.Edition == e && slices.Contains(e.Fresh(), x.Lang) {
			n++
		}
	}
	return n
}

// rehearsals are how many drafts are tried one by one.
const rehearsals = 20

// together tries to publish each draft alone. Those that cannot, because they
// refer to other drafts, are to be published by one command.
func (a *app) together(p *pipeline.Project, out []waitJSON, ready []ledger.Publication, at []int) error {
	then := *p
	if n := len(p.Records); n > 0 && p.Records[n-1].Recorded.After(then.AsOf) {
		then.AsOf = p.Records[n-1].Recorded
	}
	failing := func(asked []ledger.Publication) (int, error) {
		_, found, err := then.Publish(slices.Clone(asked))
		return found.Count(diag.Error), err
	}
	var group []int
	for i := range ready {
		n := 1
		if len(ready) <= rehearsals {
			var err error
			if n, err = failing(ready[i : i+1]); err != nil {
				return err
			}
		}
		if n > 0 {
			group = append(group, i)
		}
	}
	if len(group) == 0 {
		return nil
	}
	// With all others: what a draft refers to may be ready on its own.
	var args []string
	for _, x := range ready {
		args = append(args, x.Document.ID, x.Edition.ID)
	}
	n, err := failing(ready)
	if err != nil {
		return err
	}
	for _, i := range group {
		w := &out[at[i]]
		if n == 0 {
			w.Command = a.call(append([]string{"publish"}, args...)...)
		} else {
			w.For, w.Errors, w.Command = waitErrors, n, a.call("publish", w.Document, w.Edition)
		}
	}
	return nil
}

// waitLine says what waits in words.
func (a *app) waitLine(w waitJSON) string {
	var langs []string
	for _, l := range w.Languages {
		langs = append(langs, string(l))
	}
	args := []string{"document", w.Document, "edition", w.Edition, "before", w.Before, "command", w.Command,
		"languages", strings.Join(langs, ", ")}
	key := "work.wait-" + string(w.For)
	if w.For == waitErrors || w.For == waitSite {
		return a.n(key, w.Errors, args...)
	}
	return a.t(key, args...)
}

func (a *app) printWaits(waits []waitJSON) {
	if len(waits) == 0 {
		return
	}
	fmt.Fprintln(a.out, a.t("work.waits"))
	for _, w := range waits {
		fmt.Fprintln(a.out, "  "+a.waitLine(w))
	}
	fmt.Fprintln(a.out)
}
