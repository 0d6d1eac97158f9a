package word

import (
	"fmt"
	"time"

	"golang.org/x/text/language"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/docx"
	grammar "github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
)

// Pair is two texts whose changes a file shows. Of the file of a text alone Old is
// not set.
type Pair struct {
	Old, New Edition
	Redline  *redline.Redline
	Language *grammar.Language // that the texts are in; may be nil
	Author   string            // who publishes them
	Document string            // whose editions they are; empty for loose files
	Cited    map[string]order.Cited
}

// Edition is a text with what a title block says of it.
type Edition struct {
	*legal.Text
	ID   string    // of the edition; empty for a loose file
	Name string    // of a loose file
	From time.Time // from when the edition holds; zero: not known
}

// File makes the bytes of a Word file for people, with its title block: the same
// for the same arguments. The file has proved itself, or the error is an *Unproved.
// p speaks the language of the texts if there are words in it.
func File(p *i18n.Printer, form legal.Download, pair Pair, o Options) ([]byte, error) {
	m := &maker{Printer: p, pair: pair}
	if o.Mark.Author == "" {
		o.Mark.Author = pair.Author
	}
	if o.Mark.Date.IsZero() {
		o.Mark.Date = pair.New.From
	}
	s := docx.Settings{Title: pair.New.Title, Author: o.Mark.Author, Created: o.Mark.Date, Head: m.head(form)}
	if pair.Language != nil {
		s.Language = proofing(pair.Language.Code)
	}
	if m.err != nil {
		return nil, m.err
	}
	if form == legal.DownloadText || form == legal.DownloadChanges {
		s.Attached = Base{pair.Document, pair.New.ID, pair.New.Lang, string(pair.New.Source)}.attached()
	}
	units := pair.New.Units
	switch form {
	case legal.DownloadText:
		return Pack(Text(units), units, units, s)
	case legal.DownloadChanges:
		old := pair.Old.Units
		return Pack(Redline(pair.Redline, old, units, o), old, units, s)
	case legal.DownloadTable:
		s.Landscape = true
		d, err := tableDocument(p, pair, m.name(pair.Old), m.name(pair.New))
		if err != nil || m.err != nil {
			return nil, firstOf(err, m.err)
		}
		return packed(d, s)
	case legal.DownloadOrder:
		d, err := orderDocument(p, pair)
		if err != nil {
			return nil, err
		}
		return packed(d, s)
	}
	return nil, fmt.Errorf("word: no file %q", form)
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// proofing is the language of Word's spelling checks: with the country where most
// of its readers live, as Word wants it.
func proofing(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	region, _ := tag.Region()
	return tag.String() + "-" + region.String()
}

// maker keeps the first error of its words.
type maker struct {
	*i18n.Printer
	pair Pair
	err  error
}

func (m *maker) say(key string, args ...string) string {
	s, err := m.Text(key, i18n.Args(args...))
	m.err = firstOf(m.err, err)
	return s
}

// head is the title block: which editions a file is of, and from when they hold.
func (m *maker) head(form legal.Download) []string {
	old, new := m.pair.Old, m.pair.New
	switch {
	case form == legal.DownloadText:
		return []string{m.name(new)}
	case form == legal.DownloadTable:
		return []string{new.Title}
	case new.ID == "":
		return []string{old.Name + " → " + new.Name}
	}
	return []string{m.say("word.changes", "old", old.ID, "new", new.ID), m.name(old), m.name(new)}
}

// name names an edition and says from when it holds; a loose file has its name.
func (m *maker) name(e Edition) string {
	switch {
	case e.ID == "":
		return e.Name
	case e.From.IsZero():
		return m.say("word.draft", "edition", e.ID)
	}
	return m.say("word.edition", "edition", e.ID, "date", m.Instant(e.From, i18n.From))
}
