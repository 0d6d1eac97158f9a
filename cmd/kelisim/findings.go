package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/source"
)

// finding returns the message of a finding and its hint, which may be empty.
func (a *app) finding(f diag.Finding) (message, hint string) {
	args := a.facts(f.Args)
	message = a.t("finding."+f.Key(), args...)
	if key := "hint." + f.Key(); a.msg.Has(key) {
		hint = a.t(key, args...)
	}
	return message, hint
}

// printFindings writes findings as lines of text, each with its hint and its
// second positions indented below it.
func (a *app) printFindings(w io.Writer, list diag.List) {
	for _, f := range list {
		message, hint := a.finding(f)
		fmt.Fprintf(w, "%s: %s: %s [%s]\n", f.Pos, a.t("severity."+f.Severity.String()), message, f.Code)
		if hint != "" {
			fmt.Fprintf(w, "    %s: %s\n", a.t("severity.hint"), hint)
		}
		for _, r := range f.Related {
			fmt.Fprintf(w, "    %s: %s: %s\n", r.Pos, a.t("severity.note"), a.related(r))
		}
	}
}

func (a *app) related(r diag.Related) string {
	return a.t("related."+r.Key, a.facts(r.Args)...)
}

// facts are a finding's arguments in the words of the messages' language.
func (a *app) facts(from diag.Args) []string {
	args := make([]string, 0, 2*len(from))
	for name, v := range from {
		args = append(args, name, a.word(v))
	}
	return args
}

// word is an argument's value in words.
func (a *app) word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		return a.date(v, i18n.Plain)
	case civil.Date:
		return a.msg.Date(v, i18n.Plain)
	case legal.Lang:
		return string(v)
	case []legal.Lang:
		var names []string
		for _, lang := range v {
			names = append(names, string(lang))
		}
		return strings.Join(names, ", ")
	}
	return fmt.Sprint(v)
}

// summary is one line that counts findings.
func (a *app) summary(list diag.List) string {
	errors := list.Count(diag.Error)
	warnings := list.Count(diag.Warning) - errors
	return a.n("check.errors", errors) + ", " + a.n("check.warnings", warnings) + ", " +
		a.n("check.notes", len(list)-errors-warnings)
}

// findingJSON is a finding as programs read it: blueprint of the format in
// docs/findings.
type findingJSON struct {
	Code     diag.Code     `json:"code"`
	Severity diag.Severity `json:"severity"`
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Related  []relatedJSON `json:"related"`
}

type relatedJSON struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

func (a *app) jsonFindings(w io.Writer, list diag.List) error {
	return writeJSON(w, a.findingsJSON(list))
}

func (a *app) findingsJSON(list diag.List) []findingJSON {
	out := make([]findingJSON, 0, len(list))
	for _, f := range list {
		message, hint := a.finding(f)
		j := findingJSON{f.Code, f.Severity, f.Pos.File, f.Pos.Line, f.Pos.Col, message, hint, []relatedJSON{}}
		for _, r := range f.Related {
			j.Related = append(j.Related, relatedJSON{r.Pos.File, r.Pos.Line, r.Pos.Col, a.related(r)})
		}
		out = append(out, j)
	}
	return out
}

// writeJSON writes a value for people and programs: indented, UTF-8 as it is.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// dateFinding is the finding for a wrong date of the command line.
func dateFinding(found *diag.List, value string, err error) {
	source.DateFinding(found, diag.Pos{}, value, err)
}
