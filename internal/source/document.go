package source

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// documentYAML reads document.yaml.
func (l *loader) documentYAML(site *legal.Site, id string, f folder) *legal.Document {
	o := l.yaml(f, "document.yaml", "document")
	o.expect("kind", "order", "annex_of", "incorporates", "languages", "prevails", "acceptance", "expires", "renew_notice", "purposes", "summary")
	d := &legal.Document{ID: id, File: o.file, Languages: site.Languages, Positions: o.positions()}
	d.Kind = legal.Kind(o.required("kind"))
	if d.Kind != "" && !slices.Contains(legal.Kinds, d.Kind) {
		l.found.AddVariant(diag.ValueInvalid, "kind", o.pos("kind"), diag.Args{"value": string(d.Kind)})
		d.Kind = ""
	}
	if s := o.text("order"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			l.found.AddVariant(diag.ValueType, "number", o.pos("order"), diag.Args{"key": "order"})
		}
		d.Order = n
	}
	if o.has("languages") {
		d.Languages = l.documentLanguages(o, site)
	}
	d.AnnexOf = l.documentID(id, item{o.text("annex_of"), o.pos("annex_of")})
	for _, it := range o.list("incorporates") {
		if ref := l.documentID(id, it); ref != "" && !slices.Contains(d.Incorporates, ref) {
			d.Incorporates = append(d.Incorporates, ref)
		}
	}
	if s := o.text("prevails"); s != "" && s != "none" {
		d.Prevails = legal.Lang(s)
		if !slices.Contains(d.Languages, d.Prevails) {
			l.found.AddVariant(diag.ValueInvalid, "prevails", o.pos("prevails"), diag.Args{"value": s, "languages": d.Languages})
			d.Prevails = ""
		}
	}
	d.Assent = l.assent(o)
	if n := o.fields["summary"]; n != nil && n.Kind == yaml.ScalarNode && len(d.Languages) > 1 && !isNull(n) {
		l.found.AddVariant(diag.ValueType, "mapping", o.at(n), diag.Args{"key": "summary"}) // one text for all languages is in none of the others
	} else {
		d.Summary = l.localized(o, "summary", d.Languages)
	}
	return d
}

// documentLanguages reads a document's languages, in the site's order. If they are wrong
// it gives all of the site's, so that nothing is said against the texts.
func (l *loader) documentLanguages(o *object, site *legal.Site) []legal.Lang {
	before := len(l.found)
	named := l.listed(o, "languages")
	var langs []legal.Lang
	for _, lang := range site.Languages {
		if slices.Contains(named, lang) {
			langs = append(langs, lang)
		}
	}
	for _, lang := range named {
		if !slices.Contains(site.Languages, lang) {
			args := diag.Args{"value": string(lang), "languages": site.Languages}
			l.found.AddVariant(diag.ValueInvalid, "language-site", o.pos("languages"), args)
		}
	}
	if len(langs) == 0 || len(l.found) > before {
		return site.Languages
	}
	return langs
}

// documentID checks an id that names another document.
func (l *loader) documentID(own string, it item) string {
	switch {
	case it.value == "":
		return ""
	case !legal.IsDocumentID(it.value):
		l.found.AddVariant(diag.ValueInvalid, "document-id", it.pos, diag.Args{"value": it.value})
		return ""
	case it.value == own:
		l.found.AddVariant(diag.ValueInvalid, "self", it.pos, diag.Args{"value": it.value})
		return ""
	}
	return it.value
}
