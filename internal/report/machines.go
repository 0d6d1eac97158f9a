package report

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// The formats of findings for the machines of others: SARIF 2.1.0 for code
// scanning (GitHub, GitLab, editors), and the workflow commands of GitHub Actions.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    sarifTool     `json:"tool"`
	Column  string        `json:"columnKind"`
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version,omitempty"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	} `json:"driver"`
}

type sarifRule struct {
	ID      string `json:"id"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	ID       int `json:"id,omitempty"`
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
	Message *sarifText `json:"message,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"

// SARIF writes findings as a log of SARIF 2.1.0. Columns count code points; a
// file's name is relative to the caller's folder, in the form of an address.
func (w *Writer) SARIF(out io.Writer, list diag.List) error {
	run := sarifRun{Column: "unicodeCodePoints", Results: []sarifResult{}}
	driver := &run.Tool.Driver
	driver.Name, driver.Language = "kelisim", w.Words.Lang()
	driver.Version = w.Version
	driver.Rules = []sarifRule{}
	var codes []diag.Code
	for _, f := range list {
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	for _, code := range codes {
		rule := sarifRule{ID: code.String()}
		rule.Default.Level = code.Severity().String()
		driver.Rules = append(driver.Rules, rule)
	}
	for _, f := range list {
		message, hint := w.Message(f)
		if hint != "" {
			message += " (" + hint + ")"
		}
		index, _ := slices.BinarySearch(codes, f.Code)
		r := sarifResult{RuleID: f.Code.String(), RuleIndex: index, Level: f.Severity.String(), Message: sarifWords(message),
			Locations: []sarifLocation{w.sarifPlace(f.Pos)}}
		for i, x := range f.Related {
			l, words := w.sarifPlace(x.Pos), sarifWords(w.Related(x))
			l.ID, l.Message = i+1, &words
			r.Related = append(r.Related, l)
		}
		run.Results = append(run.Results, r)
	}
	return WriteJSON(out, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarifWords is a message of plain text: [a](b) would be a link.
func sarifWords(s string) sarifText {
	if strings.Contains(s, "](") {
		s = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
	}
	return sarifText{s}
}

func (w *Writer) sarifPlace(pos diag.Pos) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact.URI = (&url.URL{Path: w.fromHere(pos.File)}).EscapedPath()
	if pos.Line > 0 {
		l.Physical.Region = &sarifRegion{pos.Line, pos.Col}
	}
	return l
}

// fromHere is a file's name as the caller's folder sees it, which in CI is the
// repository; with an absolute -C it is that of the site's root.
func (w *Writer) fromHere(file string) string {
	if dir := filepath.ToSlash(w.Dir); filepath.IsLocal(w.Dir) {
		return path.Join(dir, file)
	}
	return file
}

// GitHub writes findings as workflow commands, which GitHub shows in the
// changes of a pull request.
func (w *Writer) GitHub(out io.Writer, list diag.List) {
	for _, f := range list {
		kind := f.Severity.String()
		if f.Severity == diag.Note {
			kind = "notice"
		}
		message, hint := w.Message(f)
		if hint != "" {
			message += "\n" + hint
		}
		place := "file=" + githubValue(w.fromHere(f.Pos.File))
		if f.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d", f.Pos.Line)
		}
		if f.Pos.Col > 0 {
			place += fmt.Sprintf(",col=%d", f.Pos.Col)
		}
		fmt.Fprintf(out, "::%s %s,title=%s::%s\n", kind, place, githubValue(f.Code.String()), githubText(message))
	}
}

// githubText escapes a message, githubValue a property of a workflow command.
func githubText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func githubValue(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(githubText(s))
}
