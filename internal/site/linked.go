package site

import (
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// LinkedData is a text for programs that read schema.org: a DigitalDocument as
// JSON-LD in the head of its page.
type LinkedData struct {
	Context          string          `json:"@context"`
	Type             string          `json:"@type"`
	ID               string          `json:"@id,omitempty"` // absolute; absent without base_url
	URL              string          `json:"url,omitempty"`
	Name             string          `json:"name"`
	Version          string          `json:"version"`
	InLanguage       legal.Lang      `json:"inLanguage"`
	DatePublished    time.Time       `json:"datePublished"`
	TemporalCoverage string          `json:"temporalCoverage,omitempty"` // from/until, ".." where open; absent for a withdrawn edition
	Identifier       LinkedHash      `json:"identifier"`
	Publisher        *LinkedName     `json:"publisher,omitempty"`
	TranslationOf    *LinkedText     `json:"translationOfWork,omitempty"` // the text that prevails, if this one does not
	Translations     []LinkedText    `json:"workTranslation,omitempty"`
	Encoding         []LinkedContent `json:"encoding,omitempty"`
}

// LinkedHash is the hash of the source.
type LinkedHash struct {
	Type  string `json:"@type"`
	Name  string `json:"propertyID"`
	Value string `json:"value"`
}

// LinkedName is an organization.
type LinkedName struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// LinkedText is the text in another language.
type LinkedText struct {
	Type       string     `json:"@type"`
	ID         string     `json:"@id,omitempty"`
	InLanguage legal.Lang `json:"inLanguage"`
}

// LinkedContent is a file with the text.
type LinkedContent struct {
	Type   string `json:"@type"`
	URL    string `json:"contentUrl"`
	Format string `json:"encodingFormat"`
	SHA256 string `json:"sha256"`
}

// linked is a published text's JSON-LD; nil for a draft.
func (p *planner) linked(e *standing.Edition, t *legal.Text) *LinkedData {
	if e.Record == nil || e.Record.Text(t.Lang) == nil {
		return nil
	}
	r := e.Record.Text(t.Lang)
	page := p.url(address.Edition(t.Lang, e.Document.ID, e.ID))
	v := &LinkedData{Context: "https://schema.org", Type: "DigitalDocument", ID: page, URL: page, Name: t.Title, Version: e.ID,
		InLanguage: t.Lang, DatePublished: r.Published, Identifier: LinkedHash{"PropertyValue", "SHA-256", r.SourceSHA256}}
	if !e.Record.Withdrawn {
		until := ".."
		if !e.Record.Until.IsZero() {
			until = e.Record.Until.Format(time.RFC3339)
		}
		v.TemporalCoverage = e.Record.From.Format(time.RFC3339) + "/" + until
	}
	if name := p.site.Organization[t.Lang]; name != "" {
		v.Publisher = &LinkedName{"Organization", name}
	}
	for _, o := range e.Record.Texts {
		other := LinkedText{"DigitalDocument", p.url(address.Edition(o.Language, e.Document.ID, e.ID)), o.Language}
		switch prevails := e.Record.Snapshot.Prevails; {
		case o.Language == t.Lang:
		case prevails == t.Lang:
			v.Translations = append(v.Translations, other)
		case prevails == o.Language:
			v.TranslationOf = &other
		}
	}
	if page != "" {
		v.Encoding = []LinkedContent{
			{"MediaObject", p.url(address.Source(t.Lang, e.Document.ID, e.ID)), "text/markdown", r.SourceSHA256},
			{"MediaObject", p.url(address.Plain(t.Lang, e.Document.ID, e.ID)), "text/plain", r.PlainSHA256},
		}
	}
	return v
}
