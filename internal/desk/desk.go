// Package desk knows what an editor has before her: the status of every document,
// what waits and for whom, the command to run next, and what the start page of the desk
// shows of all of it. Status and the page say the same, because both are made from
// these values.
package desk

import (
	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
)

// Desk puts what an editor has before her into the words of one language.
type Desk struct {
	Words  *i18n.Printer
	Report *report.Writer
	// Call is the command line that runs a command with arguments on this site.
	Call func(args ...string) string
	// Sample reports whether an edition is still the one that a new site begins with.
	Sample func(p *pipeline.Project, document, edition string) bool
	// Failure is an error of the machine in words.
	Failure func(error) string
}

// message puts a finding of a project in words.
func (d *Desk) message(p *pipeline.Project, f diag.Finding) (message, hint string) {
	w := *d.Report
	w.Site = p.Standing.In(legal.Lang(d.Words.Lang()))
	return w.Message(f)
}
