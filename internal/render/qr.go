package render

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"

	"github.com/kelisim/kelisim/internal/site"
)

// wayBack is the QR code on paper: it leads from a sheet to the edition's page, and
// names in the fragment the hash of the text that was printed. Empty for an edition
// that has no absolute address or no hash.
func (s *speaker) wayBack(e site.EditionRef) (template.HTML, error) {
	if e.URL == "" || e.Source == "" {
		return "", nil
	}
	code, err := qr.Encode(e.URL+"#sha256="+e.Source, qr.L)
	if err != nil {
		return "", err
	}
	return template.HTML(drawing(code)), nil
}

// quiet is the quiet zone that ISO/IEC 18004 asks for around a code, in modules.
const quiet = 4

// drawing is a code as SVG: a line of strokes for every row.
func drawing(code *qr.Code) string {
	var b strings.Builder
	whole := code.Size + 2*quiet
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" width="112" height="112" role="img" aria-label="QR"><path stroke="#000" d="`, whole, whole)
	for y := range code.Size {
		fmt.Fprintf(&b, "M%d %d.5", quiet, y+quiet)
		for x := 0; x < code.Size; {
			black, from := code.Black(x, y), x
			for x < code.Size && code.Black(x, y) == black {
				x++
			}
			switch {
			case black:
				fmt.Fprintf(&b, "h%d", x-from)
			case x < code.Size:
				fmt.Fprintf(&b, "m%d 0", x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}
