// Package importer makes draft texts of what a lawyer already has: text that
// came out of a PDF or of Word, or Markdown.
//
//	ПАЙДАЛАНУШЫ КЕЛІСІМІ                       ---
//	                                           title: ПАЙДАЛАНУШЫ КЕЛІСІМІ
//	1. Жалпы ережелер                          ---
//	                                      →
//	1.1. АЖ қолдану Пайдаланушының             ## 1. Жалпы ережелер
//
//	толық келісімін білдіреді.                 1.1. АЖ қолдану Пайдаланушының толық келісімін білдіреді.
//
// There are three steps. A reader (text.go, html.go, word.go) gives blocks: lines or paragraphs with
// what stands between them. The recognizer decides over the whole file what they are: it
// measures how the file breaks its lines, follows its numbers from end to end, and
// looks ahead to what comes of a number. The writer (write.go) makes Markdown that
// reads as exactly that structure.
//
// The recognizer has a part for each question, and all of them work on one file:
//
//	expander    which blocks of a reader hold several lines
//	grouper     which lines belong together: heads of annexes, approvals
//	furnisher   what belongs to pages, and is left out
//	footnotes   what is a footnote, and whose
//	tabler      what is a table that spaces or tabs set
//	typesetter  what setting in type did to lines
//	numbering   which numbers at the starts of lines are labels
//	flow        where a paragraph goes on in the next line
//	recognizer  the paragraphs, with labels and marks
//	drafter     title, headings and annexes of what was read
//	proofreader what a second reading of the draft doubts
//
// What lines say by their words alone is known to signs, which are made of the languages.
//
// # The laws
//
//   - Every word of the source stands in the drafts once and in order, or a finding
//     says that it was left out: page numbers, running heads, lists of contents, and
//     an approval that went to edition.yaml. What counts of a draft is its body with
//     the title put in at TitleAt, where it stood in the source; the drafts follow
//     each other. A footnote stands behind the paragraph that carries its mark, and
//     a finding says so. Layout (line ends, spaces, hyphens at line ends, bullets, Markdown's
//     marks) is not under the law.
//   - No paragraph joins over a blank line but where a word, a sum or a sentence is
//     broken by a page, or where the file has a blank line between all of its lines;
//     each such join has a finding. So has the heading or the approval that is made
//     of several lines.
//   - What looks like a number at the start of a line is a label, or a finding says
//     that it is not.
//   - A draft that is imported again is the same draft.
//
// A note says what was done; a warning names a place where the evidence was
// weak, for the editor to look at.
package importer

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Options say what the source itself does not.
type Options struct {
	// Language of the source. If its letters speak against it, a warning says
	// so. Empty: not known.
	Language legal.Lang
	// Languages hold the words of lines and numbers; nil: numbers are those of figures
	// alone.
	Languages *language.Set
	// Site are the languages of the site, its first one first: that is the language of a
	// draft if the letters of its source tell none of them.
	Site []legal.Lang
	// Changes says what becomes of the tracked changes of a Word file; empty: they
	// are accepted.
	Changes docx.Policy
	// Beside is the folder of the source, in which the style sheets of a saved page lie; nil: they
	// are not read.
	Beside fs.FS
	// One says that the source is one text: what looks like an annex is part of it.
	One bool
}

// words is the language asked for, else the one that the text has by its letters, else
// the site's first.
func (o Options) words(src string) *language.Language {
	return o.Languages.Of(string(cmp.Or(o.Language, Language(o.Languages, src), o.first())))
}

func (o Options) first() legal.Lang {
	if len(o.Site) == 0 {
		return ""
	}
	return o.Site[0]
}

// of is the language of the draft that becomes of a text.
func (o Options) of(src string) legal.Lang {
	is := Language(o.Languages, src)
	if !slices.Contains(o.Site, is) {
		is = o.first()
	}
	return cmp.Or(o.Language, is)
}

// Result is what one source gave: the main text, then its annexes in order. It
// is empty if the findings hold an error.
type Result struct {
	Drafts   []Draft
	Found    []Told     // by place in the source
	Language legal.Lang // of the drafts
}

// Tell adds a finding about a whole draft.
func (r *Result) Tell(code diag.Code, variant string, draft int, args diag.Args) {
	r.Found = append(r.Found, told(code, variant, r.Drafts[draft].Pos, args, draft, 2))
	slices.SortStableFunc(r.Found, func(a, b Told) int { return a.Pos.Compare(b.Pos) })
}

// Told is a finding of an import with both of its places.
type Told struct {
	diag.Finding // Pos is the place in the source
	// Draft is the index of the draft that holds the words, Line their line in it;
	// Line is 0 if no draft holds them.
	Draft, Line int
}

func told(code diag.Code, variant string, pos diag.Pos, args diag.Args, draft, line int) Told {
	var list diag.List
	return Told{*list.AddVariant(code, variant, pos, args), draft, line}
}

// List is the findings alone.
func (r Result) List() diag.List {
	out := make(diag.List, 0, len(r.Found))
	for _, t := range r.Found {
		out = append(out, t.Finding)
	}
	return out
}

// Draft is one text.
type Draft struct {
	// Markdown is front matter and body: valid UTF-8 in NFC, LF, no BOM. Of
	// text, every paragraph is one line between blank lines.
	Markdown []byte
	// Title as in the front matter; empty if none was found.
	Title string
	// Kind is what the title says the document is; empty if it says nothing.
	Kind legal.Kind
	// Approved is the act that the text named above its title or below it, or nil.
	Approved *legal.Approval
	// Annex reports that the text is an annex of the first draft.
	Annex bool
	// Body is the offset in Markdown behind the front matter.
	Body int
	// TitleAt is the offset in Markdown where the title stood in the source; -1
	// if the source's own front matter held it.
	TitleAt int
	// Pos is where the draft begins in the source.
	Pos      diag.Pos
	Counts   Counts
	Headings []Heading // in order

	paras []*para // of the body
}

// Heading is a line of a draft's outline.
type Heading struct {
	Level int // 1 to 6
	Text  string
}

// Import reads the source called name, whose ending says what it is: .docx, .txt
// (text, hard-wrapped or not, with or without blank lines between the lines),
// .html or .htm, .mht or .mhtml, .eml (a mail; one with an attached document is
// refused), .md or .markdown; a web page may be called .doc. Positions name it; in
// a Word file a line is a paragraph, in a mail and a web archive a line is one of the
// page in it. Import never panics; its time grows with the size of data alone.
func Import(name string, data []byte, opts Options) Result {
	var found diag.List
	var res Result
	if isWordFile(name, data) {
		source, ok := readWord(name, data, opts.Changes, &found)
		if !ok {
			return finish(name, "", formText, opts, res, found)
		}
		src, res := fromSource(name, &source, opts)
		return finish(name, src, formText, opts, res, found)
	}
	src, form, ok := decode(name, data, &found)
	if !ok {
		return finish(name, "", form, opts, res, found)
	}
	if form == formMarkdown {
		res.Drafts, res.Found = importMarkdown(name, src, opts.words(src))
	} else {
		var source blocks.Source
		var told []Told
		switch form {
		case formHTML:
			source, told = readHTML(name, src, savedWith(data, opts.Beside))
		case formMail, formFlowed:
			source, told = readMail(name, src, form == formFlowed)
		default:
			if quotedWhole(src) || answers(src) {
				source, told = readMail(name, src, false)
				break
			}
			source = readText(src)
		}
		source.Mail = isMail(name)
		src, res = fromSource(name, &source, opts)
		res.Found = append(res.Found, told...)
	}
	return finish(name, src, form, opts, res, found)
}

// fromSource reads what is in the language of the draft; src is the words of it.
func fromSource(name string, source *blocks.Source, opts Options) (src string, res Result) {
	left := oneLanguage(name, source, opts.of(textOf(source)), opts.Languages)
	src = textOf(source)
	res = fromBlocks(name, source, opts.words(src), opts)
	res.Found = append(res.Found, left...)
	return src, res
}

// fromBlocks recognizes what a reader gave and writes it.
func fromBlocks(name string, source *blocks.Source, words *language.Language, opts Options) (res Result) {
	f, paras := recognize(name, source, words, opts.Languages)
	if l, yes := (tabler{f}).columns(); yes {
		f.tell(diag.ImportColumns, "", l, nil, nil)
	} else if at, _, lang := secondLanguage(source, opts.Languages); lang != "" {
		f.tell(diag.ImportLanguages, "", &line{Block: &source.Blocks[at]}, nil, diag.Args{"language": lang})
	}
	refused := len(f.found) > 0 && f.found[len(f.found)-1].Severity == diag.Error
	parts := [][]*para{paras}
	if !opts.One {
		parts = f.signs.divide(f.signs.splitTitled(paras))
	}
	for i, part := range parts {
		d := drafter{f}.draft(part, i)
		if d.Title == "" {
			res.Found = append(res.Found, told(diag.ImportNoTitle, "", d.Pos, nil, i, 2))
		}
		res.Drafts = append(res.Drafts, d)
		if !refused {
			drafter{f}.tellRepeated(&d)
		}
	}
	for _, x := range f.found {
		if x.para != nil {
			x.Draft, x.Line = x.para.draft, x.para.line
		}
		res.Found = append(res.Found, x.Told)
	}
	return res
}

// place gives the warnings about what no paragraph holds as such, a table or a hidden word,
// the paragraph that stands there: a warning is looked at in the draft.
func (r *Result) place() {
	for i := range r.Found {
		t := &r.Found[i]
		if t.Severity != diag.Warning || t.Line > 0 || t.Pos.Line == 0 {
			continue
		}
		for n := range r.Drafts {
			for _, p := range r.Drafts[n].paras {
				if p.first.Place.Line <= t.Pos.Line || t.Line == 0 {
					t.Draft, t.Line = n, p.line
				}
			}
		}
	}
}

// finish adds the findings of the reader and sorts all.
func finish(name, src string, form form, opts Options, res Result, found diag.List) Result {
	if res.Language = opts.of(src); src != "" {
		judgeLanguage(name, src, opts, &found)
	}
	if len(res.Drafts) > 0 && form == formMarkdown && res.Drafts[0].Title == "" {
		found.Add(diag.ImportNoTitle, diag.Pos{File: name, Line: 1}, nil)
	}
	for _, f := range found {
		res.Found = append(res.Found, Told{Finding: f})
	}
	res.place()
	slices.SortStableFunc(res.Found, func(a, b Told) int { return a.Pos.Compare(b.Pos) })
	if res.List().HasErrors() {
		res.Drafts = nil
	}
	return res
}
