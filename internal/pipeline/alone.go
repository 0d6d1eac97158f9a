package pipeline

import (
	"fmt"
	"path"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/site"
)

// editionFiles makes the files of an edition's group as the site has them, by their
// names: pages, redlines, exact bytes, attached files. It is empty for an edition
// that is not published at the project's instant.
func (p *Project) editionFiles(r *render.Renderer, document, edition string) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := p.store.emit(p.plan(false), document, edition, func(page plan.Page) error {
		data, err := r.Page(page)
		out[page.Path] = data
		return err
	})
	return out, err
}

// Sealed is an edition with what is in force together with it: see [site.Seal].
func (p *Project) Sealed(document, edition string, lang legal.Lang) (*site.Sealed, error) {
	return site.Seal(p.siteInput(p.Log(), false), document, edition, lang, p.store)
}

var (
	headLinks = regex.Of(`<link rel="(stylesheet|icon|alternate|canonical)"[^>]*>\n?`)
	scripts   = regex.Of(`(?s)<script[^>]*>.*?</script>\n?`)
	hrefs     = regex.Of(`<a ([^>]*?)href="([^"#:][^":]*)"`)
)

// alone makes one file of a page that our templates made: its stylesheets stand in
// it, scripts are gone, and links to other pages lead to the site if it has an
// address, else nowhere. name is the page's place in the site.
func alone(r *render.Renderer, baseURL, name string, page []byte) []byte {
	styles := map[string]string{}
	for _, a := range r.Assets() {
		if path.Ext(a.Name) == ".css" {
			styles[path.Base(a.Name)] = string(a.Data)
		}
	}
	text := scripts.ReplaceAllString(string(page), "")
	text = headLinks.ReplaceAllStringFunc(text, func(link string) string {
		for base, css := range styles {
			if strings.Contains(link, base) {
				return "<style>" + css + "</style>\n"
			}
		}
		return ""
	})
	text = hrefs.ReplaceAllStringFunc(text, func(tag string) string {
		m := hrefs.FindStringSubmatch(tag)
		if baseURL == "" {
			return "<a " + m[1]
		}
		target, fragment, found := strings.Cut(m[2], "#")
		to := path.Join(path.Dir(name), target)
		if strings.HasSuffix(target, "/") || target == "" {
			to += "/"
		}
		if found {
			to += "#" + fragment
		}
		return fmt.Sprintf(`<a %shref="%s%s"`, m[1], baseURL, to)
	})
	return []byte(text)
}
