// Package report puts findings in words, and writes lists of them as lines of text,
// as JSON, as SARIF 2.1.0 and as the workflow commands of GitHub Actions. A finding
// is typed values until it comes here.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// Writer puts findings in the words of one language.
type Writer struct {
	Words   *i18n.Printer
	Catalog *i18n.Catalog // for the sample words of a text in another language
	Dir     string        // the site's root as the caller sees it: SARIF and GitHub name files from there
	Version string        // the program's, for SARIF; may be empty
	// Plain is for somebody who has the desk before her, and no files: messages and hints are
	// those of desk.finding and desk.hint if there are such, a key of a file is called as its
	// field is, and lines of text name the text, not a file and a code.
	Plain bool
	// Site is where plain messages look up the title of a document, and what a file belongs to;
	// hints, which may hold an address or a command, keep the document's id. Nil: ids alone.
	Site Site
}

// Site knows whose a file is, and what documents are called.
type Site interface {
	// Whose gives the ids of the document and the edition that a file belongs to, "" for none.
	Whose(file string) (document, edition string)
	// Title is that of a document by its id; "" if there is no such document, or it has none.
	Title(document string) string
}

// Message returns the message of a finding and its hint, which may be empty.
func (w *Writer) Message(f diag.Finding) (message, hint string) {
	args := w.facts(f.Args)
	hint = w.first("hint."+f.Key(), args)
	if id, ok := f.Args["document"].(string); ok && w.Plain && w.Site != nil {
		if title := w.Site.Title(id); title != "" {
			args = append(args, "document", w.Titled(title))
		}
	}
	return w.first("finding."+f.Key(), args), hint
}

// first says a message, in the desk's own words if they are wanted and there are some;
// empty if there is none.
func (w *Writer) first(key string, args []string) string {
	switch own := "desk." + key; {
	case w.Plain && w.Words.Has(own):
		return w.Words.Say(own, args...)
	case w.Words.Has(key):
		return w.Words.Say(key, args...)
	}
	return ""
}

// Text writes findings as lines of text, each with its hint and its
// second positions indented below it.
func (w *Writer) Text(out io.Writer, list diag.List) {
	for i, f := range list {
		message, hint := w.Message(f)
		if w.Plain {
			fmt.Fprintf(out, "%s (%s): %s\n", w.Words.Say("desk.severity."+f.Severity.String()), w.place(f.Pos.File), message)
			if hint != "" && !w.repeated(list[i+1:], hint) {
				fmt.Fprintf(out, "    %s\n", hint)
			}
			continue
		}
		line := func(format string, args ...any) { fmt.Fprintln(out, visible(fmt.Sprintf(format, args...))) }
		line("%s: %s: %s [%s]", f.Pos, w.Words.Say("severity."+f.Severity.String()), message, f.Code)
		if hint != "" {
			line("    %s: %s", w.Words.Say("severity.hint"), hint)
		}
		for _, r := range f.Related {
			line("    %s: %s: %s", r.Pos, w.Words.Say("severity.note"), w.Related(r))
		}
	}
}

// visible writes control characters as Go's escapes: the name of a file may hold the end of a
// line, or what a terminal obeys.
func visible(line string) string {
	if !strings.ContainsFunc(line, unicode.IsControl) {
		return line
	}
	var b strings.Builder
	for _, r := range line {
		if unicode.IsControl(r) {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// repeated reports whether the next finding has the same hint: it is said once, behind all
// that it is for.
func (w *Writer) repeated(next diag.List, hint string) bool {
	if len(next) == 0 {
		return false
	}
	_, same := w.Message(next[0])
	return same == hint
}

// File names a file; if the words are plain, a text by its language: «русский текст».
func (w *Writer) File(name string) string {
	if !w.Plain {
		return name
	}
	base := path.Base(name)
	if lang, ok := strings.CutSuffix(base, ".md"); ok && w.Words.Has("text."+lang) {
		return w.TextIn(legal.Lang(lang), "")
	}
	if w.Words.Has("desk.file." + base) {
		return w.Words.Say("desk.file." + base)
	}
	return base
}

// Files names files, as [Writer.File] does.
func (w *Writer) Files(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = w.File(name)
	}
	return strings.Join(out, ", ")
}

// place is a file as plain lines name it: with the title of its document and its edition.
func (w *Writer) place(name string) string {
	file := w.File(name)
	if w.Site == nil {
		return file
	}
	document, edition := w.Site.Whose(name)
	title := w.Site.Title(document)
	switch {
	case title == "":
		return file
	case edition == "":
		return title + ", " + file
	}
	return w.Words.Say("desk.place", "document", title, "edition", edition, "file", file)
}

// Titled is a title in quotes; one with a quoted name in it stands as it is.
func (w *Writer) Titled(title string) string {
	if strings.ContainsAny(title, "«»“”\"") {
		return title
	}
	return w.Words.Say("desk.titled", "title", title)
}

// Form reports whether a file is a form of the desk, whose lines nobody sees.
func (w *Writer) Form(name string) bool { return w.Plain && w.Words.Has("desk.file."+path.Base(name)) }

// Related returns the message of a finding's second position.
func (w *Writer) Related(r diag.Related) string {
	return w.Words.Say("related."+r.Key, w.facts(r.Args)...)
}

// facts are a finding's arguments in the words of the messages' language. A text's
// language and a unit have further names, for the cases of a sentence: of "unit"
// unit_of and unit_in; of "language" language_text, language_of and language_in,
// and the sample words of that language: language_removed and the like.
func (w *Writer) facts(from diag.Args) []string {
	args := make([]string, 0, 2*len(from))
	for name, v := range from {
		word := w.word(v)
		if field := "desk.key." + word; w.Plain && name == "key" && w.Words.Has(field) {
			word = w.Words.Say(field)
		}
		args = append(args, name, word)
		switch v := v.(type) {
		case legal.Lang:
			args = append(args, name+"_text", w.TextIn(v, ""), name+"_of", w.TextIn(v, ".of"), name+"_in", w.TextIn(v, ".in"))
			for _, key := range samples {
				args = append(args, name+"_"+key, w.sample(v, "sample."+key))
			}
		case naming.Place:
			args = append(args, name+"_of", w.unit(v, naming.Genitive), name+"_in", w.unit(v, naming.Locative))
		}
	}
	return args
}

// TextIn is «the text in a language», in a case of the messages' language: "", ".of" or ".in".
func (w *Writer) TextIn(lang legal.Lang, form string) string {
	if key := "text." + string(lang) + form; w.Words.Has(key) {
		return w.Words.Say(key)
	}
	return w.Words.Say("text.other"+form, "language", string(lang))
}

// samples are the words of texts that hints name.
var samples = []string{"removed", "hereinafter", "itself"}

// sample are words that a text of a language may need, in that language; in the
// language of the messages if there are none in it.
func (w *Writer) sample(lang legal.Lang, key string) string {
	if p, err := w.Catalog.Printer(string(lang)); err == nil && p.Has(key) {
		if s, err := p.Text(key, nil); err == nil {
			return s
		}
	}
	return w.Words.Say(key)
}

func (w *Writer) unit(x naming.Place, c naming.Case) string {
	name, err := x.Name(w.Words, c)
	if err != nil {
		return fmt.Sprintf("[%v]", err)
	}
	return name
}

// word is an argument's value in words.
func (w *Writer) word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		return w.Words.Instant(v, i18n.Plain)
	case civil.Date:
		return w.Words.Date(v, i18n.Plain)
	case legal.Lang:
		return string(v)
	case naming.Place:
		return w.unit(v, naming.Nominative)
	case []string:
		return w.Files(v)
	case []legal.Lang:
		var names []string
		for _, lang := range v {
			names = append(names, string(lang))
		}
		return strings.Join(names, ", ")
	}
	return fmt.Sprint(v)
}

// Summary is one line that counts findings.
func (w *Writer) Summary(list diag.List) string {
	errors := list.Count(diag.Error)
	warnings := list.Count(diag.Warning) - errors
	return w.Words.SayCount("check.errors", errors) + ", " + w.Words.SayCount("check.warnings", warnings) + ", " +
		w.Words.SayCount("check.notes", len(list)-errors-warnings)
}

// Finding is a finding as programs read it. Line and Column count from 1 and are
// 0 if the finding is about a file as a whole; columns count code points.
type Finding struct {
	Code     diag.Code     `json:"code"`
	Severity diag.Severity `json:"severity"`
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Related  []Related     `json:"related"`
}

// Related is a second position of a finding.
type Related struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// JSON writes findings as a list of [Finding].
func (w *Writer) JSON(out io.Writer, list diag.List) error { return WriteJSON(out, w.Findings(list)) }

// Findings gives findings as programs read them; never nil.
func (w *Writer) Findings(list diag.List) []Finding {
	out := make([]Finding, 0, len(list))
	for _, f := range list {
		message, hint := w.Message(f)
		j := Finding{f.Code, f.Severity, f.Pos.File, f.Pos.Line, f.Pos.Col, message, hint, []Related{}}
		for _, r := range f.Related {
			j.Related = append(j.Related, Related{r.Pos.File, r.Pos.Line, r.Pos.Col, w.Related(r)})
		}
		out = append(out, j)
	}
	return out
}

// WriteJSON writes a value for people and programs: indented, UTF-8 as it is.
func WriteJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
