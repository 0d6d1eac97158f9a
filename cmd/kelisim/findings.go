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
	"github.com/kelisim/kelisim/internal/naming"
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

// facts are a finding's arguments in the words of the messages' language. A text's
// language and a unit have further names, for the cases of a sentence: of "unit"
// unit_of and unit_in; of "language" language_text, language_of and language_in,
// and the sample words of that language, language_removed and language_hereinafter.
func (a *app) facts(from diag.Args) []string {
	args := make([]string, 0, 2*len(from))
	for name, v := range from {
		args = append(args, name, a.word(v))
		switch v := v.(type) {
		case legal.Lang:
			args = append(args, name+"_text", a.textIn(v, ""), name+"_of", a.textIn(v, ".of"), name+"_in", a.textIn(v, ".in"),
				name+"_removed", a.sample(v, "sample.removed"), name+"_hereinafter", a.sample(v, "sample.hereinafter"))
		case naming.Place:
			args = append(args, name+"_of", a.unit(v, naming.Genitive), name+"_in", a.unit(v, naming.Locative))
		}
	}
	return args
}

// textIn is «the text in a language», in a case of the messages' language.
func (a *app) textIn(lang legal.Lang, form string) string {
	if key := "text." + string(lang) + form; a.msg.Has(key) {
		return a.t(key)
	}
	return a.t("text.other"+form, "language", string(lang))
}

// sample are words that a text of a language may need, in that language; in the
// language of the messages where there are none in it.
func (a *app) sample(lang legal.Lang, key string) string {
	if p, err := a.catalog.Printer(string(lang)); err == nil && p.Has(key) {
		if s, err := p.Text(key, nil); err == nil {
			return s
		}
	}
	return a.t(key)
}

func (a *app) unit(x naming.Place, c naming.Case) string {
	name, err := x.Name(a.msg, c)
	if err != nil {
		return fmt.Sprintf("[%v]", err)
	}
	return name
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
	case naming.Place:
		return a.unit(v, naming.Nominative)
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
