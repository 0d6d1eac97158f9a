package site

import (
	"strings"

	"github.com/kelisim/kelisim/internal/address"
)

// data is the page at /api/v1/.
func (p *planner) data() *Data {
	lang := p.site.Languages[0]
	at := p.at(address.Guide, lang)
	f := Frame{Lang: lang, Root: at.href(address.Root), Organization: p.site.Organization[lang], Notice: p.site.Notice[lang], Logo: at.logo(), Links: p.links(lang),
		Canonical: p.url(address.Guide), Service: at.href(address.OpenAPI)}
	v := &Data{Frame: f}
	for _, l := range p.site.Languages {
		v.Choices = append(v.Choices, Alternate{Lang: l, Href: at.href(address.List(l)), Exists: true})
	}
	for _, x := range [][2]string{{"heartbeat", address.Heartbeat}, {"index", address.Index}, {"form", address.Current}, {"openapi", address.OpenAPI}, {"vectors", address.Vectors}} {
		v.Files = append(v.Files, DataFile{Key: x[0], Name: at.href(x[1]), Href: at.href(x[1])})
	}
	for _, name := range []string{"ledger.json", "acceptance.json", "receipt.json"} {
		v.Files = append(v.Files, DataFile{Key: strings.TrimSuffix(name, ".json"), Name: "schema/" + name, Href: at.href(address.Schema(name))})
	}
	for _, d := range p.view.Documents {
		v.Documents = append(v.Documents, Link{at.ref(d).Title, at.href(address.DocumentData(d.ID))})
	}
	return v
}
