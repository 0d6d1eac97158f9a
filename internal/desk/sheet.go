package desk

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/agreement"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/mend"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Sheet is an edition as its editor writes it: its facts, and its texts side by
// side, clause by clause, with the findings beside their places.
type Sheet struct {
	Document, Edition, Title string
	State                    timeline.State
	First                    bool // nothing comes before it: no changes are to be said
	Facts                    Facts
	Texts                    []SheetText // of all languages of the document
	Rows                     []SheetRow
	Agreement                SheetAgreement
	Findings                 []SheetFinding // those that stand beside no clause
	Errors, Warnings, Notes  int            // of all findings
	Unshown                  int            // how many of them the sheet leaves out: the gravest come first
}

// Facts are what edition.yaml says, as it is written there.
type Facts struct {
	Path, Hash                                     string
	Fixed                                          bool // the ledger records the edition: nothing may change
	Effective, Material, Act, Number, ApprovedDate string
	Findings                                       []SheetFinding // of edition.yaml
}

// SheetAgreement says who agreed to the bytes of an edition that are there.
type SheetAgreement struct {
	Words      []SheetWord
	Needed, Of int      // how many of how many offices must agree; 0: nobody has to
	Offices    []string // of whom it is asked; may be empty
	Digest     string   // of the files that are agreed to
	Files      []agreement.File
}

// SheetWord is what one office said.
type SheetWord struct {
	Office, Name, At string
	Holds            bool
	Void             string // what changed since, as the desk names files
}

// SheetText is one language's text. Its hash is that of the file's bytes, edit.None
// if there is no file.
type SheetText struct {
	Lang                       legal.Lang
	Path, Hash, Title, Changes string
	Fixed                      bool           // the ledger records the text
	Refused                    bool           // the file cannot be read as text: it is for another program
	Before                     string         // the edition that it is compared with; empty for none
	Fixes                      int            // how many lines have one right answer
	Findings                   []SheetFinding // of its title and changes, and of the text as a whole
}

// SheetRow holds the clauses of all texts that have the same anchor.
type SheetRow struct {
	Key   string
	Cells []SheetCell // one for each text
}

// SheetCell is one clause; Part is -1 if the text has none.
type SheetCell struct {
	Text     int // which text of the sheet
	Part     int // which part of that text, from 0
	Words    string
	Mark     string // what makes a heading of it in the file, no part of Words
	Line     int    // in the file
	Fixed    bool
	Findings []SheetFinding
}

// SheetFinding is a finding at a place of a sheet.
type SheetFinding struct {
	Severity, Code, Message, Hint string
	Place                         string // the file in words, for a finding that stands beside none of its places
	Path, Language                string // of the text, if it is about one
	Line                          int
	// From and To are the letters meant in the words of the cell, counted as
	// browsers do, in units of UTF-16; equal if the finding is about the whole.
	From, To int
	Fix      string       // the line's one right wording; empty if there is none
	Others   []SheetPlace // further places of the finding on the same sheet
	related  []diag.Related
}

// SheetPlace is a further place of a finding.
type SheetPlace struct {
	At, Message string // the id of its field, w-TEXT-PART
}

// SheetOf makes the sheet of an edition; nil if there is no such edition. The files
// are read anew: the project must have been loaded from the same bytes, else the
// sheet has no findings for a text that changed since.
func (d *Desk) SheetOf(p *pipeline.Project, document, edition string) (*Sheet, error) {
	doc := p.Standing.Document(document)
	if doc == nil || doc.Edition(edition) == nil {
		return nil, nil
	}
	e := doc.Edition(edition)
	s := &Sheet{Document: document, Edition: edition, Title: document, State: e.State(), First: e.First()}
	if err := d.facts(p, e, s); err != nil {
		return nil, err
	}
	rows := &rowsOf{}
	found, err := s.found(p, e)
	if err != nil {
		return nil, err
	}
	for i, lang := range e.Document.Languages {
		t, parts, raw, err := d.sheetText(p, e, lang)
		if err != nil {
			return nil, err
		}
		if t.Title != "" && (s.Title == document || string(lang) == d.Words.Lang()) {
			s.Title = t.Title
		}
		var fixes map[int]mend.Line
		if !t.Fixed && !t.Refused && raw != nil {
			fixes = fixesOf(t.Path, lang, p, raw)
			t.Fixes = len(fixes)
		}
		cells := cellsOf(i, parts)
		for _, f := range found[t.Path] {
			x := d.sheetFinding(p, f)
			x.Language = string(lang)
			at := len(cells) - 1
			for at >= 0 && cells[at].Line > f.Pos.Line {
				at--
			}
			if at < 0 {
				if fix, ok := fixes[f.Pos.Line]; ok && fix.Touches(f.Pos.Col) {
					x.Fix = fix.New
				}
				t.Findings = append(t.Findings, x)
				continue
			}
			x.place(&cells[at], f, fixes)
			cells[at].Findings = append(cells[at].Findings, x)
		}
		delete(found, t.Path)
		s.Texts = append(s.Texts, t)
		rows.add(i, parts, cells)
	}
	for _, file := range slices.Sorted(maps.Keys(found)) {
		for _, f := range found[file] {
			if x := d.sheetFinding(p, f); file == s.Facts.Path {
				s.Facts.Findings = append(s.Facts.Findings, x)
			} else {
				if x.Place = x.Path; d.Report.Form(x.Path) {
					x.Place = d.Report.File(x.Path)
				}
				s.Findings = append(s.Findings, x)
			}
		}
	}
	s.Rows = rows.rows(len(s.Texts))
	d.places(p, s)
	return s, d.agreement(p, e, s)
}

// found counts the findings of an edition and gives those that the sheet shows, by file.
func (s *Sheet) found(p *pipeline.Project, e *standing.Edition) (map[string]diag.List, error) {
	all, err := p.Notes(e)
	if err != nil {
		return nil, err
	}
	for _, f := range p.Findings {
		if p.Standing.Subject(f.Pos.File).Edition == e {
			all = append(all, f)
		}
	}
	for _, f := range all {
		switch f.Severity {
		case diag.Error:
			s.Errors++
		case diag.Warning:
			s.Warnings++
		default:
			s.Notes++
		}
	}
	shown := gravest(all)
	s.Unshown = len(all) - len(shown)
	shown.Sort()
	found := map[string]diag.List{}
	for _, f := range shown {
		found[f.Pos.File] = append(found[f.Pos.File], f)
	}
	return found, nil
}

// agreement fills in who agreed.
func (d *Desk) agreement(p *pipeline.Project, e *standing.Edition, s *Sheet) error {
	if len(e.Texts) == 0 {
		return nil
	}
	state, _, err := p.Agreement(e.Document.Document, e.Content)
	if err != nil {
		return err
	}
	files := agreement.FilesOf(e.Content)
	s.Agreement = SheetAgreement{Needed: state.Needed, Of: state.Of, Offices: p.Tree.Site.Offices[e.Document.Kind].Of, Files: files, Digest: agreement.Digest(files)}
	for _, w := range state.Words {
		word := SheetWord{Office: w.Office, Holds: w.Holds(), Void: d.Report.Files(w.Void)}
		if w.Line != nil {
			word.Name, word.At = w.Line.Name, d.Words.Instant(w.Line.At.In(p.Tree.Site.Zone), i18n.Plain)
		}
		s.Agreement.Words = append(s.Agreement.Words, word)
	}
	return nil
}

func (d *Desk) sheetFinding(p *pipeline.Project, f diag.Finding) SheetFinding {
	message, hint := d.message(p, f)
	return SheetFinding{related: f.Related, Severity: f.Severity.String(), Code: f.Key(), Message: message, Hint: strings.TrimSpace(hint), Path: f.Pos.File, Line: f.Pos.Line}
}

// finding is a finding whose further places are lines of its hint.
func (d *Desk) finding(p *pipeline.Project, f diag.Finding) SheetFinding {
	x := d.sheetFinding(p, f)
	x.Place = d.line(d.Report.File(f.Pos.File), f.Pos)
	for _, r := range f.Related {
		d.hint(p, &x, r)
	}
	return x
}

// hint adds a further place of a finding to its hint, as a line.
func (d *Desk) hint(p *pipeline.Project, x *SheetFinding, r diag.Related) {
	x.Hint = strings.TrimSpace(x.Hint + "\n" + d.where(p, r.Pos) + ": " + d.Report.Related(r))
}

// where is a place as its reader knows it: file, line and column, or, if she has no
// files before her, document, edition and text.
func (d *Desk) where(p *pipeline.Project, pos diag.Pos) string {
	if !d.Report.Plain {
		return pos.String()
	}
	name := d.Report.File(pos.File)
	switch x := p.Standing.Subject(pos.File); {
	case x.Edition != nil:
		name = d.Words.Say("diff.edition", "document", d.title(x.Document), "edition", x.Edition.ID, "language", name)
	case x.Document != nil:
		name = d.title(x.Document) + ": " + name
	}
	return d.line(name, pos)
}

// line is a place in a file that is called name, with its line if that says anything to who
// has no files before her: one of the ledger or of a form does not.
func (d *Desk) line(name string, pos diag.Pos) string {
	if pos.Line <= 1 || d.Report.Form(pos.File) {
		return name
	}
	return d.Words.Say("studio.place", "file", name, "line", strconv.Itoa(pos.Line))
}

// places leads the further places of findings to the fields of the sheet in which they
// stand. One that stands in no field is a line of the hint.
func (d *Desk) places(p *pipeline.Project, s *Sheet) {
	field := func(pos diag.Pos) string {
		text := slices.IndexFunc(s.Texts, func(t SheetText) bool { return t.Path == pos.File })
		at, line := "", 0
		for _, row := range s.Rows {
			if text >= 0 && row.Cells[text].Part >= 0 && row.Cells[text].Line <= pos.Line && row.Cells[text].Line >= line {
				at, line = "w-"+strconv.Itoa(text)+"-"+strconv.Itoa(row.Cells[text].Part), row.Cells[text].Line
			}
		}
		return at
	}
	lead := func(list []SheetFinding) {
		for i := range list {
			x := &list[i]
			for _, r := range x.related {
				switch at := field(r.Pos); {
				case at != "":
					x.Others = append(x.Others, SheetPlace{at, d.Report.Related(r)})
				case !slices.ContainsFunc(s.Texts, func(t SheetText) bool { return t.Path == r.Pos.File }): // a title of the sheet is before her
					d.hint(p, x, r)
				}
			}
		}
	}
	lead(s.Findings)
	lead(s.Facts.Findings)
	for i := range s.Texts {
		lead(s.Texts[i].Findings)
	}
	for _, row := range s.Rows {
		for i := range row.Cells {
			lead(row.Cells[i].Findings)
		}
	}
}

func (d *Desk) facts(p *pipeline.Project, e *standing.Edition, s *Sheet) error {
	f := Facts{Path: path.Join(e.Content.Dir, "edition.yaml"), Fixed: e.Recorded(""), Hash: edit.None}
	if slices.ContainsFunc(e.Content.Files, func(x legal.File) bool { return x.Path == f.Path }) {
		data, err := p.Tree.Read(f.Path)
		if err != nil {
			return err
		}
		f.Hash = legal.SHA256(data)
		f.Effective, f.Material = edit.Value(data, "effective"), edit.Value(data, "material")
		f.Act, f.Number, f.ApprovedDate = edit.Value(data, "approved", "act"), edit.Value(data, "approved", "number"), edit.Value(data, "approved", "date")
	}
	s.Facts = f
	return nil
}

// sheetText reads a text and cuts it; raw is nil if there is no file.
func (d *Desk) sheetText(p *pipeline.Project, e *standing.Edition, lang legal.Lang) (SheetText, []edit.Part, []byte, error) {
	t := SheetText{Lang: lang, Path: path.Join(e.Content.Dir, string(lang)+".md"), Hash: edit.None, Fixed: e.Recorded(lang)}
	if before := e.Before(lang); before != nil {
		t.Before = before.ID
		t.Title = before.Text(lang).Title // if there is no file: it begins with that
	}
	content := e.Content.Text(lang)
	if content == nil {
		return t, nil, nil, nil
	}
	raw, err := p.Tree.Read(content.Path)
	if err != nil {
		return t, nil, nil, err
	}
	t.Hash = legal.SHA256(raw)
	parts := mend.Parts(content.Path, lang, p.Language(lang), raw)
	t.Refused = parts == nil
	t.Title, t.Changes = edit.HeadValue(raw, "title"), edit.HeadValue(raw, "changes")
	return t, parts, raw, nil
}

// fixesOf are the lines of a text that have one right answer.
func fixesOf(name string, lang legal.Lang, p *pipeline.Project, raw []byte) map[int]mend.Line {
	out := map[int]mend.Line{}
	r := mend.Text(name, lang, p.Language(lang), raw)
	if r.Data == nil {
		return out
	}
	for _, l := range mend.Lines(raw, r.Data) {
		out[l.Line] = l
	}
	return out
}

func cellsOf(text int, parts []edit.Part) []SheetCell {
	var out []SheetCell
	for i, p := range parts {
		out = append(out, SheetCell{Text: text, Part: i, Words: p.Text, Mark: p.Mark, Line: p.Line, Fixed: p.Fixed})
	}
	return out
}

// place finds the letters that a finding means in the words of its cell: those that
// mending would change, else those that it repeats, else the word at its column.
func (x *SheetFinding) place(c *SheetCell, f diag.Finding, fixes map[int]mend.Line) {
	pos := f.Pos
	lines := strings.Split(c.Words, "\n")
	at := pos.Line - c.Line
	if at < 0 || at >= len(lines) {
		return
	}
	before := 0
	for _, l := range lines[:at] {
		before += utf16Len(l) + 1
	}
	line := lines[at]
	if at == 0 {
		line = c.Mark + line
	}
	from, to := wordAt(line, pos.Col)
	for _, v := range f.Args {
		if said, ok := v.(string); ok && strings.HasPrefix(string([]rune(line)[from:]), said) {
			to = max(to, from+utf8.RuneCountInString(said))
		}
	}
	if fix, ok := fixes[pos.Line]; ok && fix.Touches(pos.Col) {
		x.Fix = fix.New
		from, to = fix.Changed(pos.Col)
	}
	if pos.Col == 0 || pos.Col == 1 && x.Fix == "" {
		return // about the clause as a whole
	}
	runes := []rune(line)
	if at == 0 { // the mark is of one byte each
		runes, from, to = runes[len(c.Mark):], max(from-len(c.Mark), 0), max(to-len(c.Mark), 0)
	}
	from, to = min(from, len(runes)), min(to, len(runes))
	x.From, x.To = before+utf16Len(string(runes[:from])), before+utf16Len(string(runes[:to]))
}

// wordAt is the word that begins at or around a column, from 1, as runes of a line.
func wordAt(line string, col int) (from, to int) {
	runes := []rune(line)
	from = min(max(col-1, 0), len(runes))
	for to = from; to < len(runes) && !strings.ContainsRune(" \t,;:()«»\"", runes[to]); to++ {
	}
	for to > from+1 && strings.ContainsRune(".!?…", runes[to-1]) {
		to-- // the end of a sentence
	}
	if to == from && to < len(runes) {
		to++
	}
	return from, to
}

// utf16Len is the length of a text as browsers count it.
func utf16Len(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r > 0xffff {
			n++
		}
	}
	return n
}

// rowsOf puts the clauses of several texts side by side by their anchors.
type rowsOf struct{ list []SheetRow }

func (r *rowsOf) add(text int, parts []edit.Part, cells []SheetCell) {
	at := 0
	for i, c := range cells {
		found := -1
		for j := at; j < len(r.list); j++ {
			if r.list[j].Key == parts[i].Key && !slices.ContainsFunc(r.list[j].Cells, func(x SheetCell) bool { return x.Text == text }) {
				found = j
				break
			}
		}
		if found < 0 {
			found = at
			r.list = slices.Insert(r.list, at, SheetRow{Key: parts[i].Key})
		}
		r.list[found].Cells = append(r.list[found].Cells, c)
		at = found + 1
	}
}

// rows are the rows with a cell for each text.
func (r *rowsOf) rows(texts int) []SheetRow {
	for i := range r.list {
		row := &r.list[i]
		cells := make([]SheetCell, texts)
		for t := range cells {
			cells[t] = SheetCell{Text: t, Part: -1}
		}
		for _, c := range row.Cells {
			cells[c.Text] = c
		}
		row.Cells = cells
	}
	return r.list
}

// Begin is a text's file with nothing but its front matter, for a language that an
// edition lacks.
func Begin(title string, first bool) []byte {
	var b bytes.Buffer
	b.WriteString("---\ntitle:\n")
	if !first {
		b.WriteString("changes:\n")
	}
	b.WriteString("---\n")
	if data, err := edit.SetHead(b.Bytes(), title, "title"); err == nil {
		return data
	}
	return b.Bytes()
}
