// Package desk knows what an editor has before her: the status of every document,
// what waits and for whom, the command to run next, and what the start page of the desk
// shows of all of it. Status and the page say the same, because both are made from
// these values.
package desk

import (
	"github.com/kelisim/kelisim/i18n"
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

// entitle lets plain messages name the documents of a site by their titles.
func (d *Desk) entitle(p *pipeline.Project) {
	d.Report.Title = p.Standing.TitleOf(legal.Lang(d.Words.Lang()))
}
