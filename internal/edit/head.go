package edit

import (
	"bytes"
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// SetHead is [Set] for the front matter of a text's file. A file without front
// matter gets one.
func SetHead(raw []byte, value string, path ...string) ([]byte, error) {
	f, _, ok := legal.FrontMatter(raw)
	if !ok {
		set, err := Set(nil, value, path...)
		if err != nil {
			return nil, err
		}
		mark := raw[:0:0]
		if bytes.HasPrefix(raw, bom) {
			mark, raw = bom, raw[len(bom):]
		}
		out := slices.Concat(mark, []byte("---\n"), set, []byte("---\n"))
		if bytes.Contains(raw, []byte("\r\n")) {
			out = bytes.ReplaceAll(out, []byte("\n"), []byte("\r\n"))
		}
		return append(out, raw...), nil
	}
	set, err := Set(raw[f.From:f.To], value, path...)
	if err != nil {
		return nil, err
	}
	if f.From == f.To && bytes.Contains(raw[:f.From], []byte("\r\n")) {
		set = bytes.ReplaceAll(set, []byte("\n"), []byte("\r\n"))
	}
	return slices.Concat(raw[:f.From], set, raw[f.To:]), nil
}

// HeadValue is [Value] for the front matter of a text's file.
func HeadValue(raw []byte, path ...string) string {
	f, _, ok := legal.FrontMatter(raw)
	if !ok {
		return ""
	}
	return Value(raw[f.From:f.To], path...)
}
