package render

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// LayoutError says that a file of the layouts cannot be used: its finding has the place,
// below layouts/, and what is wrong there. New returns it, and Page within a TemplateError.
type LayoutError struct {
	Finding diag.Finding
	err     error
}

func (e *LayoutError) Error() string { return "layouts: " + e.err.Error() }

// Unwrap returns what the template's package said.
func (e *LayoutError) Unwrap() error { return e.err }

// The words of html/template and text/template: where they stand, and what they are about.
var (
	templatePlace = regex.Of(`template: ?([^:\s]+\.html):(\d+)(?::(\d+))?`)
	templateBegin = regex.Of(`started at ([^:\s]+\.html):(\d+)()`)
	templateFault = []struct {
		variant string
		said    *regexp.Regexp
	}{
		{"function", regexp.MustCompile(`function "([^"]+)" not defined`)},
		{"field", regexp.MustCompile(`can't evaluate field (\S+) in type`)},
		{"template", regexp.MustCompile(`(?:no such template|template) "([^"]+)"(?: not defined)?$`)},
	}
)

// ofLayout makes a *LayoutError of a template's error that says in which file it is.
func (r *Renderer) ofLayout(err error) error {
	m := templateBegin.FindStringSubmatch(err.Error())
	if m == nil {
		m = templatePlace.FindStringSubmatch(err.Error())
	}
	if m == nil {
		return fmt.Errorf("layouts: %w", err)
	}
	variant, args := "syntax", diag.Args(nil)
	for _, fault := range templateFault {
		if name := fault.said.FindStringSubmatch(err.Error()); name != nil {
			variant, args = fault.variant, diag.Args{"name": name[1]}
			break
		}
	}
	return &LayoutError{r.layoutFinding(variant, m[1:], args), err}
}

// placeOf takes FILE:LINE:COLUMN apart.
func placeOf(at string) []string { return append(strings.Split(at, ":"), "", "")[:3] }

// layoutFinding is a finding of layout-form at a file, line and column, which templates
// count in bytes from 0. The column may be empty.
func (r *Renderer) layoutFinding(variant string, at []string, args diag.Args) diag.Finding {
	pos := diag.Pos{File: layoutsDir + at[0]}
	pos.Line, _ = strconv.Atoi(at[1])
	lines := strings.Split(r.sources[at[0]], "\n")
	if column, err := strconv.Atoi(at[2]); err == nil && pos.Line <= len(lines) && column <= len(lines[pos.Line-1]) {
		pos.Col = utf8.RuneCountInString(lines[pos.Line-1][:column]) + 1
	}
	var found diag.List
	return *found.AddVariant(diag.LayoutForm, variant, pos, args)
}

// layoutsDir is where a site has its own layouts.
const layoutsDir = "layouts/"

// What runs or styles a page from within it: an address of a script and data are neither.
var (
	inScript = regex.Of(`(?i)<script\b[^>]*>|<[a-z][^>]*?\son[a-z]+\s*=`)
	inStyle  = regex.Of(`(?i)<style\b|<[a-z][^>]*?\sstyle\s*=`)
	harmless = regex.Of(`(?i)\ssrc\s*=|\stype\s*=\s*["']?application/`)
)

// IdleLayouts finds what the layouts of a site hold without any effect: scripts and styles
// in a page, which the site's policy forbids. Pages that stand alone have a style.
func IdleLayouts(own fs.FS) (diag.List, error) {
	var found diag.List
	names, err := fs.Glob(own, "*.html")
	for _, name := range names {
		data, err := fs.ReadFile(own, name)
		if err != nil {
			return nil, err
		}
		add := func(variant string, at int) {
			before := string(data[:at])
			line := strings.LastIndexByte(before, '\n') + 1
			found.AddVariant(diag.LayoutIdle, variant, diag.Pos{File: path.Join(layoutsDir, name),
				Line: strings.Count(before, "\n") + 1, Col: len([]rune(before[line:])) + 1}, nil)
		}
		for _, at := range inScript.FindAllIndex(data, -1) {
			if !harmless.Match(data[at[0]:at[1]]) {
				add("script", at[0])
			}
		}
		for _, at := range inStyle.FindAllIndex(data, -1) {
			if name != "sealed.html" && name != "standalone.html" {
				add("style", at[0])
			}
		}
	}
	return found, err
}
