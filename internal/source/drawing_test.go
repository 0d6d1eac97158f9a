package source

import "testing"

// A drawing is inert or refused, in whatever words XML lets it say what runs.
func TestInert(t *testing.T) {
	for _, s := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z" fill="#fff"/></svg>`,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- drawn --><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:g/></s:svg>",
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="fill:url('#a')"/><use xlink:href="#a"/></svg>`,
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:grid onload="1"/><metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about="https://x.kz/"/></metadata><style>.a{fill:url(#a)}</style><text>a@b.kz</text></svg>`,
		`<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,iVBORw0KGgo="/></svg>`,
	} {
		if !inert([]byte(s)) {
			t.Errorf("refused: %s", s)
		}
	}
	const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`
	for _, s := range []string{
		``, `<svg/>`, `<svg xmlns="http://www.w3.org/2000/svg">`, `words`, "\x89PNG",
		`<svg xmlns="http://www.w3.org/2000/svg" onload="evil()"/>`,
		open + `<script>evil()</script></svg>`,
		`<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>evil()</x:script></x:svg>`,
		open + `<h:script xmlns:h="http://www.w3.org/1999/xhtml">evil()</h:script></svg>`,
		open + `<metadata><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="evil()"/></metadata></svg>`,
		open + `<foreignObject/></svg>`, open + `<a xlink:href="java&#115;cript:evil()"/></svg>`,
		open + `<use href="https://evil.test/a.svg#b"/></svg>`, open + `<image xlink:href="//evil.test/a.png"/></svg>`,
		open + `<image href="data:image/svg+xml;base64,PHN2Zy8+"/></svg>`, open + `<set attributeName="href" to="javascript:evil()"/></svg>`,
		open + `<rect fill="url(https://evil.test/a)"/></svg>`, open + `<rect style="fill:u\72l(//evil.test)"/></svg>`,
		open + `<style>@import "//evil.test/a.css";</style></svg>`, open + `<style>.a{background:url(//evil.test/b)}</style></svg>`,
		open + `<style><![CDATA[.a{fill:url( "//evil.test/b")}]]></style></svg>`,
		`<?xml-stylesheet href="//evil.test/a.css"?>` + open + `</svg>`,
		`<!DOCTYPE svg [<!ENTITY e "<script/>">]>` + open + `&e;</svg>`,
		"<?xml version=\"1.0\" encoding=\"utf-7\"?>" + open + `</svg>`,
	} {
		if inert([]byte(s)) {
			t.Errorf("taken: %s", s)
		}
	}
}

func FuzzInert(f *testing.F) {
	f.Add([]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`))
	f.Fuzz(func(_ *testing.T, data []byte) { inert(data) })
}
