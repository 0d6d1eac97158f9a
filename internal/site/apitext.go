package site

import (
	"path"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
)

// TextData is texts/DOCUMENT/EDITION/LANGUAGE.json.
type TextData struct {
	Schema       string        `json:"schema"`
	Document     string        `json:"document"`
	Edition      string        `json:"edition"`
	Seq          int           `json:"seq"`
	Language     legal.Lang    `json:"language"`
	Title        string        `json:"title"`
	Changes      string        `json:"changes,omitempty"`
	Published    time.Time     `json:"published"`
	SourceSHA256 string        `json:"source_sha256"`
	PlainSHA256  string        `json:"plain_sha256"`
	PlainFormat  string        `json:"plain_format"`
	Page         Address       `json:"page"`
	Clauses      []*ClauseData `json:"clauses"`

	// Body holds the units that the clauses name by Index. Links lead to absolute
	// addresses, without base_url to those from the site's root.
	Body *Body `json:"-"`
}

// ClauseData is a unit of a text with those that belong to it.
type ClauseData struct {
	Index    int            `json:"index"` // in the text, the title being 0: as in a redline
	Kind     legal.UnitKind `json:"kind"`
	Label    string         `json:"label,omitempty"`  // the number as printed: "2.1."
	Number   string         `json:"number,omitempty"` // as cited: "2.1"
	Anchor   string         `json:"anchor"`
	Level    int            `json:"level,omitempty"`    // of a heading, from 1
	Table    int            `json:"table,omitempty"`    // of a row: its table, from 1
	Head     bool           `json:"head,omitempty"`     // a table's first row
	Verbatim bool           `json:"verbatim,omitempty"` // html and text are its source
	HTML     string         `json:"html"`               // set by package render: what stands inside the element, without the number
	Text     string         `json:"text"`
	Since    string         `json:"since"`   // the edition from which the text is so
	History  []TurnData     `json:"history"` // oldest first
	Clauses  []*ClauseData  `json:"clauses"`
}

// TurnData is an edition that touched a clause.
type TurnData struct {
	Edition    string         `json:"edition"`
	Change     redline.Change `json:"change"` // added in the first one
	Moved      bool           `json:"moved"`
	Renumbered bool           `json:"renumbered"`
	Formatting bool           `json:"formatting"`
	Number     string         `json:"number,omitempty"` // in that edition
	Anchor     string         `json:"anchor"`           // in that edition
}

// RedlineData is redlines/DOCUMENT/EDITION/LANGUAGE.json.
type RedlineData struct {
	redline.Document
}

// SinceData is since/DOCUMENT/EDITION/LANGUAGE.json: a redline with what is
// between its two editions.
type SinceData struct {
	Schema string `json:"schema"`
	Known
	Between []StepData       `json:"between"` // every edition after the old one up to the new one, in order of effect
	Redline redline.Document `json:"redline"`
}

// StepData is an edition on the way.
type StepData struct {
	Edition  string    `json:"edition"`
	Seq      int       `json:"seq"`
	From     time.Time `json:"from"`
	Material bool      `json:"material"`
	Changes  string    `json:"changes,omitempty"` // the author's summary, in the language
}

// textPages makes the data and the fragments of a document's texts in a language.
func (p *Plan) textPages(d *standing.Document, s *strand, emit func(Page) error) error {
	for i, e := range s.editions {
		pages := []Page{p.dataPage(textDataPath(s.lang, d.ID, e.ID), s, p.textData(s, i))}
		if b := s.before[i]; b >= 0 {
			pages = append(pages, p.dataPage(redlineDataPath(s.lang, d.ID, e.ID), s,
				&RedlineData{s.redlines[i].Document(p.side(s, b), p.side(s, i))}))
		}
		if p.in.Site.BaseURL != "" {
			pages = append(pages, p.dataPage(embedPath(s.lang, d.ID, e.ID), s, p.embed(s, i)))
		}
		if err := emitAll(pages, emit); err != nil {
			return err
		}
	}
	now := s.index(d.Shown)
	for _, i := range s.earlier(d.Shown) {
		v := &SinceData{Schema: SinceSchema, Known: p.known(), Between: p.between(s, i, now),
			Redline: s.against(i, now).Document(p.side(s, i), p.side(s, now))}
		if err := emit(p.dataPage(sinceDataPath(s.lang, d.ID, s.editions[i].ID), s, v)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Plan) dataPage(at string, s *strand, view any) Page {
	return Page{Path: at, Lang: s.lang, View: view}
}

// side names a text of a redline.
func (p *Plan) side(s *strand, i int) redline.Side {
	e := s.editions[i]
	return redline.Side{Document: e.Document.ID, Edition: e.ID, Language: s.lang,
		Path: path.Join(path.Dir(editionPath(s.lang, e.Document.ID, e.ID)), "text.md"), SHA256: e.Record.Text(s.lang).SourceSHA256}
}

// between lists the editions after the old one up to the new one, in whatever
// language they are.
func (p *Plan) between(s *strand, old, new int) []StepData {
	out := []StepData{}
	from, to := s.editions[old], s.editions[new]
	for _, e := range to.Document.Editions {
		if e.Record.Seq <= from.Record.Seq || e.Record.Seq > to.Record.Seq || e.Record.Withdrawn {
			continue
		}
		step := StepData{Edition: e.ID, Seq: e.Record.Seq, From: e.Record.From, Material: e.Record.Material}
		if t := e.Text(s.lang); t != nil {
			step.Changes = t.Changes
		}
		out = append(out, step)
	}
	return out
}

func (p *Plan) textData(s *strand, i int) *TextData {
	e, t := s.editions[i], s.texts[i]
	r := e.Record.Text(s.lang)
	v := &TextData{
		Schema: TextSchema, Document: e.Document.ID, Edition: e.ID, Seq: e.Record.Seq, Language: s.lang, Title: t.Title, Changes: t.Changes,
		Published: r.Published, SourceSHA256: r.SourceSHA256, PlainSHA256: r.PlainSHA256, PlainFormat: r.PlainFormat,
		Page: p.address(editionPath(s.lang, e.Document.ID, e.ID)), Clauses: []*ClauseData{}, Body: p.absolute(e, t),
	}
	all := make([]*ClauseData, len(t.Units))
	for u := range t.Units {
		unit := &t.Units[u]
		if unit.Kind == legal.Title {
			continue
		}
		c := &ClauseData{
			Index: u, Kind: unit.Kind, Label: unit.Label.Text, Number: unit.Number(), Anchor: unit.Anchor, Level: unit.Level,
			Table: unit.Table, Head: unit.Head, Verbatim: unit.Verbatim, Text: unit.Plain(),
			Since: s.editions[s.since[i][u]].ID, History: s.turns(i, u), Clauses: []*ClauseData{},
		}
		all[u] = c
		if unit.Parent >= 0 && all[unit.Parent] != nil {
			all[unit.Parent].Clauses = append(all[unit.Parent].Clauses, c)
		} else {
			v.Clauses = append(v.Clauses, c)
		}
	}
	return v
}

// absolute is a text whose links lead from anywhere: to absolute addresses,
// without base_url to those from the site's root.
func (p *Plan) absolute(e *standing.Edition, t *legal.Text) *Body {
	b := p.body(e, t, "index.html")
	for l, href := range b.Hrefs {
		if l.Kind == legal.LinkFile {
			href = escaped(href)
		}
		b.Hrefs[l] = p.in.Site.BaseURL + href
	}
	return b
}

// turns lists the editions that touched a clause, from unit u of edition i back,
// oldest first.
func (s *strand) turns(i, u int) []TurnData {
	var out []TurnData
	for {
		unit := &s.texts[i].Units[u]
		turn := TurnData{Edition: s.editions[i].ID, Change: redline.Added, Number: unit.Number(), Anchor: unit.Anchor}
		before := s.was[i][u]
		if before < 0 {
			out = append(out, turn)
			slices.Reverse(out)
			return out
		}
		if r := s.record(i, u); !r.Equal() {
			turn.Change, turn.Moved, turn.Renumbered, turn.Formatting = r.Change, r.Moved, r.Renumbered, r.Formatting
			out = append(out, turn)
		}
		i, u = s.before[i], before
	}
}

// record is the record of unit u in the redline of edition i.
func (s *strand) record(i, u int) *redline.Record {
	if s.records == nil {
		s.records = make([][]*redline.Record, len(s.editions))
	}
	if s.records[i] == nil {
		s.records[i] = make([]*redline.Record, len(s.texts[i].Units))
		for k := range s.redlines[i].Records {
			r := &s.redlines[i].Records[k]
			for _, n := range r.New {
				s.records[i][n.Index] = r
			}
		}
	}
	return s.records[i][u]
}

// against is the redline of two editions of the strand.
func (s *strand) against(old, new int) *redline.Redline {
	if s.before[new] == old {
		return s.redlines[new]
	}
	key := [2]int{old, new}
	if s.compared[key] == nil {
		if s.compared == nil {
			s.compared = map[[2]int]*redline.Redline{}
		}
		s.compared[key] = s.load.Compare(s.texts[old], s.texts[new])
	}
	return s.compared[key]
}
