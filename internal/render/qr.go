package render

import (
	"fmt"
	"html/template"
	"strconv"

	"rsc.io/qr"
)

// sheet is what leads back from paper to a page: its address, and the same as a code.
type sheet struct {
	Address string
	Code    template.HTML
}

// wayBack is the way back to a page. The code names in its fragment the hash of the
// text that was printed, or how it begins, if one is given. nil: there is no absolute
// address.
func wayBack(address, hash string) (*sheet, error) {
	if address == "" {
		return nil, nil
	}
	coded := address
	if hash != "" {
		coded += "#sha256=" + hash
	}
	code, err := qr.Encode(coded, qr.L)
	if err != nil {
		return nil, err
	}
	return &sheet{address, template.HTML(drawing(code))}, nil
}

// quiet is the quiet zone that ISO/IEC 18004 asks for around a code, in modules.
const quiet = 4

// drawing is a code as SVG: a line of strokes for every row.
func drawing(code *qr.Code) string {
	whole := code.Size + 2*quiet
	b := fmt.Appendf(make([]byte, 0, 8<<10), `<svg viewBox="-%d -%d.5 %d %d" width="112" height="112" role="img" aria-label="QR"><path stroke="#000" d="`, quiet, quiet, whole, whole)
	for y := range code.Size {
		b = strconv.AppendInt(append(b, "M0 "...), int64(y), 10)
		for x := 0; x < code.Size; {
			black, from := code.Black(x, y), x
			for x < code.Size && code.Black(x, y) == black {
				x++
			}
			switch {
			case black:
				b = strconv.AppendInt(append(b, 'h'), int64(x-from), 10)
			case x < code.Size:
				b = append(strconv.AppendInt(append(b, 'm'), int64(x-from), 10), " 0"...)
			}
		}
	}
	return string(append(b, `"/></svg>`...))
}
