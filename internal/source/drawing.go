package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/kelisim/kelisim/internal/regex"
)

// The namespaces that browsers give a meaning to, as far as a drawing may use them.
const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	htmlSpace  = "http://www.w3.org/1999/xhtml"
	mathSpace  = "http://www.w3.org/1998/Math/MathML"
)

// drawn are the elements of SVG 2 that draw or describe, and do nothing else: no script,
// no foreign object, no link, no animation, which can change an attribute to anything.
var drawn = set(`svg g defs symbol use switch title desc metadata style path rect circle ellipse line polyline polygon text tspan
	textPath image linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer
	feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
	feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence view`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var (
	// within are references to a place of the drawing itself, or to a picture that stands in it.
	within = regex.Of(`^(?:#|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$)`)
	// loads are the ways in which a style can load something; (#…) is a place of the drawing.
	loads = regex.Of(`(?i)@|\\|image-set|src\(|url\(\s*["']?\s*[^#"'\s]`)
)

// inert reports whether an SVG file is a drawing and nothing else, whatever opens it:
// nothing of it runs and nothing is loaded. It is read as XML (UTF-8, without a document
// type), by lists of what may stand in it; elements of namespaces that no browser knows,
// which drawing programs leave behind, mean nothing.
func inert(svg []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(svg))
	var open []xml.Name
	for empty := true; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return !empty
		}
		if err != nil {
			return false
		}
		switch t := token.(type) {
		case xml.Directive:
			return false
		case xml.ProcInst:
			if t.Target != "xml" {
				return false // a stylesheet from elsewhere
			}
		case xml.StartElement:
			if len(open) == 0 && (t.Name.Space != svgSpace || t.Name.Local != "svg") || !inertElement(t) {
				return false
			}
			open, empty = append(open, t.Name), false
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1].Local == "style" && loads.Match(t) {
				return false
			}
		}
	}
}

func inertElement(t xml.StartElement) bool {
	switch t.Name.Space {
	case svgSpace:
		if !drawn[t.Name.Local] {
			return false
		}
	case "", htmlSpace, mathSpace, xlinkSpace, xmlSpace:
		return false
	default:
		return true
	}
	for _, a := range t.Attr {
		name := strings.ToLower(a.Name.Local)
		switch {
		case a.Name.Space != "" && a.Name.Space != xlinkSpace && a.Name.Space != xmlSpace: // xmlns, and what no browser knows
		case strings.HasPrefix(name, "on"), name == "base",
			(name == "href" || name == "src") && !within.MatchString(strings.TrimSpace(a.Value)),
			loads.MatchString(a.Value) && name != "href":
			return false
		}
	}
	return true
}
