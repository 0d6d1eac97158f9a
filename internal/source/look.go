package source

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/palette"
)

// look reads how the pages of a site differ from those of others.
//
//	accent: "#8a1538"            or { light: "#8a1538", dark: "#f0a8bb" }
//	logo: logo.svg
//	links:
//	  - { name: { kk: Байланыс, ru: Контакты }, url: "https://example.kz/contacts" }
func (l *loader) look(o *object, content folder, s *legal.Site) {
	s.Accent = l.accent(o)
	s.Logo = l.logo(o, content)
	for _, sub := range o.objects("links") {
		sub.expect("name", "url")
		if !sub.says("name") {
			sub.required("name")
		}
		to := sub.required("url")
		if u, err := url.Parse(to); to != "" && (err != nil || !slices.Contains(legal.Schemes, u.Scheme)) {
			l.found.AddVariant(diag.ValueInvalid, "link", sub.pos("url"), diag.Args{"value": to})
			continue
		}
		s.Links = append(s.Links, legal.SiteLink{Name: l.localized(sub, "name", s.Languages), URL: to})
	}
}

// accent reads the colour of links and edges. Without one for the dark scheme it is
// made of the one for the light scheme.
func (l *loader) accent(o *object) legal.Accent {
	if !o.says("accent") {
		return legal.Accent{}
	}
	of := o
	light, dark := "accent", ""
	if isMapping(o.fields["accent"]) {
		of = o.object("accent")
		of.expect("light", "dark")
		of.required("light")
		light, dark = "light", "dark"
	}
	c, ok := l.colour(of, light, "contrast-light", palette.Light)
	if !ok {
		return legal.Accent{}
	}
	a := legal.Accent{Light: c.String(), Dark: c.OnDark().String()}
	if dark != "" && of.says(dark) {
		if c, ok = l.colour(of, dark, "contrast-dark", palette.Dark); !ok {
			return legal.Accent{}
		}
		a.Dark = c.String()
	}
	return a
}

// colour reads a colour that words can be read in.
func (l *loader) colour(o *object, key, variant string, backgrounds []palette.Colour) (palette.Colour, bool) {
	text := o.text(key)
	c, ok := palette.Parse(text)
	switch ratio := c.Lowest(backgrounds); {
	case !ok && text != "":
		l.found.AddVariant(diag.ValueInvalid, "colour", o.pos(key), diag.Args{"value": text})
	case ok && ratio < palette.Readable:
		l.found.AddVariant(diag.ValueInvalid, variant, o.pos(key), diag.Args{"value": text, "known": fmt.Sprintf("%.1f", ratio)})
		return c, false
	}
	return c, ok
}

// logo reads the picture in the head of pages: a file beside site.yaml.
func (l *loader) logo(o *object, content folder) *legal.Logo {
	name := o.text("logo")
	if name == "" {
		return nil
	}
	l.picture = name
	kind := strings.TrimPrefix(path.Ext(name), ".")
	if (kind != "svg" && kind != "png") || !content.files[name] {
		l.found.AddVariant(diag.ValueInvalid, "logo", o.pos("logo"), diag.Args{"value": name})
		return nil
	}
	data := l.read(path.Join(Dir, name))
	if kind == "svg" && !inert(data) || kind == "png" && !strings.HasPrefix(string(data), "\x89PNG\r\n\x1a\n") {
		l.found.AddVariant(diag.ValueInvalid, "logo-runs", o.pos("logo"), diag.Args{"value": name})
		return nil
	}
	return &legal.Logo{Name: name, Kind: kind, Data: data}
}
