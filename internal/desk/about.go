package desk

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
)

// About is what document.yaml says of a document, as it is written there.
type About struct {
	Document, Title, Path                      string
	Hash                                       string // of the file's bytes; edit.None if there is no file
	Kind, Order, AnnexOf, Prevails, Acceptance string
	Expires, RenewNotice                       Period
	Incorporates                               []string
	Languages                                  []legal.Lang // of the document
	Choices                                    []Choice     // of languages, those of the site
	Summaries                                  []Summary    // of the document's languages
	Purposes                                   []Purpose
	Others                                     []Other // the other documents of the site
	// Fixed says that all editions are published: what they were published with is
	// recorded, and a change belongs to a draft of the next edition.
	Fixed    bool
	Findings []SheetFinding
}

// Purpose is one aim of a consent as document.yaml has it.
type Purpose struct {
	ID       string
	Clauses  string // "1, 2.1"
	Optional bool
}

// Period is a length of time as a form has it: a number of a unit, of which Written is what
// the file says. Compound is one that has no such form, such as P1Y6M.
type Period struct {
	Key, Written, Number, Unit string
	Compound                   bool
}

// Units are those of a [Period], as they are written.
var Units = []string{"Y", "M", "W", "D"}

// Write is the period as the file says it; empty for no number.
func (p Period) Write() string {
	if p.Number == "" {
		return ""
	}
	return "P" + p.Number + p.Unit
}

func periodOf(data []byte, key string) Period {
	p := Period{Key: key, Written: edit.Value(data, key)}
	var single bool
	p.Number, p.Unit, single = civil.Single(p.Written)
	p.Compound = p.Written != "" && !single
	return p
}

// Choice is a language that a document of the site may have.
type Choice struct {
	Lang legal.Lang
	Has  bool // the document has it
}

// Summary is what the document is in plain words, in one language. Key is its place in the
// file, such as summary.kk.
type Summary struct {
	Lang      legal.Lang
	Key, Text string
}

// Other is a document that another one may name.
type Other struct {
	ID, Title    string
	Incorporated bool
}

// AboutOf reads what a document.yaml says; nil if there is no such document.
func (d *Desk) AboutOf(p *pipeline.Project, document string) *About {
	doc := p.Standing.Document(document)
	if doc == nil {
		return nil
	}
	a := &About{Document: document, Title: d.title(doc), Path: path.Join(source.Dir, document, "document.yaml"), Hash: edit.None, Languages: doc.Languages}
	data, err := p.Tree.Read(a.Path)
	if err == nil {
		a.Hash = legal.SHA256(data)
	}
	for key, to := range map[string]*string{"kind": &a.Kind, "order": &a.Order, "annex_of": &a.AnnexOf, "prevails": &a.Prevails,
		"acceptance": &a.Acceptance} {
		*to = edit.Value(data, key)
	}
	a.Expires, a.RenewNotice = periodOf(data, "expires"), periodOf(data, "renew_notice")
	for _, lang := range p.Tree.Site.Languages {
		a.Choices = append(a.Choices, Choice{lang, slices.Contains(doc.Languages, lang)})
	}
	whole := edit.Value(data, "summary") // of a document with one language
	for _, lang := range doc.Languages {
		s := Summary{lang, "summary." + string(lang), edit.Value(data, "summary", string(lang))}
		if len(doc.Languages) == 1 && (whole != "" || s.Text == "") {
			s.Key, s.Text = "summary", whole
		}
		a.Summaries = append(a.Summaries, s)
	}
	a.Incorporates = edit.List(data, "incorporates")
	for _, id := range edit.Keys(data, "purposes") {
		a.Purposes = append(a.Purposes, PurposeOf(data, id))
	}
	for _, other := range p.Standing.Documents {
		if other != doc {
			a.Others = append(a.Others, Other{other.ID, d.title(other), slices.Contains(a.Incorporates, other.ID)})
		}
	}
	a.Fixed = settled(doc)
	for _, f := range p.Findings {
		if f.Pos.File == a.Path {
			a.Findings = append(a.Findings, d.finding(p, f))
		}
	}
	return a
}

// PurposeOf reads one purpose of a document.yaml.
func PurposeOf(data []byte, id string) Purpose {
	clauses := edit.List(data, "purposes", id)
	if len(clauses) == 0 {
		clauses = edit.List(data, "purposes", id, "clauses")
	}
	return Purpose{ID: id, Clauses: strings.Join(clauses, ", "), Optional: edit.Value(data, "purposes", id, "optional") == "true"}
}

// title is what the desk calls a document: its title in the desk's language, else its id.
func (d *Desk) title(doc *standing.Document) string {
	return cmp.Or(doc.Title(legal.Lang(d.Words.Lang())), doc.ID)
}

// settled reports whether all editions of a document are published, and there are some.
func settled(doc *standing.Document) bool {
	return len(doc.Editions) > 0 && !slices.ContainsFunc(doc.Editions, (*standing.Edition).Draft)
}

// Fixed reports whether a file of the content is published as it stands: nothing but a
// new edition changes it.
func Fixed(p *pipeline.Project, name string) bool {
	x := p.Standing.Subject(name)
	if x.Document == nil || x.Edition != nil {
		return x.Fixed()
	}
	return settled(x.Document)
}
