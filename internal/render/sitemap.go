package render

import (
	"bytes"
	"encoding/xml"

	"github.com/kelisim/kelisim/internal/site"
)

type urlset struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemap writes every page with all pages of its group, itself among them.
func sitemap(v *site.Sitemap) ([]byte, error) {
	set := urlset{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, group := range v.Groups {
		var links []sitemapLink
		for _, a := range group {
			if len(group) > 1 {
				links = append(links, sitemapLink{"alternate", string(a.Lang), a.URL})
			}
		}
		for _, a := range group {
			set.URLs = append(set.URLs, sitemapURL{a.URL, links})
		}
	}
	return xmlFile(set)
}

func xmlFile(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n")
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// robots keeps search engines from the fragments, which are parts of pages.
func robots(v *site.Robots) []byte {
	return []byte("User-agent: *\nDisallow: " + v.Path + "embed/\n\nSitemap: " + v.Sitemap + "\n")
}
