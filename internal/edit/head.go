package edit

import (
	"bytes"
	"slices"
)

// SetHead is [Set] for the front matter of a text's file. A file without front
// matter gets one.
func SetHead(raw []byte, value string, path ...string) ([]byte, error) {
	from, to, ok := head(raw)
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
	set, err := Set(raw[from:to], value, path...)
	if err != nil {
		return nil, err
	}
	if from == to && bytes.Contains(raw[:from], []byte("\r\n")) {
		set = bytes.ReplaceAll(set, []byte("\n"), []byte("\r\n"))
	}
	return slices.Concat(raw[:from], set, raw[to:]), nil
}

// HeadValue is [Value] for the front matter of a text's file.
func HeadValue(raw []byte, path ...string) string {
	from, to, ok := head(raw)
	if !ok {
		return ""
	}
	return Value(raw[from:to], path...)
}

// head is where the YAML of a file's front matter stands: between its lines "---".
func head(raw []byte) (from, to int, ok bool) {
	lines := lineStarts(raw)
	for i := range len(lines) - 1 {
		line := bytes.TrimRight(raw[lines[i]:lines[i+1]], " \t\r\n")
		if i == 0 {
			if string(bytes.TrimPrefix(line, bom)) != "---" {
				return 0, 0, false
			}
			from = lines[1]
		} else if string(line) == "---" {
			return from, lines[i], true
		}
	}
	return 0, 0, false
}
