package browser

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"time"
)

var (
	// stamps are the dates of making in a PDF file.
	stamps = regexp.MustCompile(`D:\d{14}[+-]\d\d'\d\d'`)
	// Chromium names the header cells of tables by numbers that it gives to nodes of the
	// page whenever it first looks at them, which is another order on a busy machine.
	nodes   = regexp.MustCompile(`\(node\d{8}\)`)
	headers = regexp.MustCompile(`/ID (\(node\d{8}\))`)
	// sorted is the table of these names, in their order, and entries are its lines.
	sorted  = regexp.MustCompile(`/Limits \[\(node\d{8}\) \(node\d{8}\)\]\s/Names \[[^\]]*\]`)
	entries = regexp.MustCompile(`\(node\d{8}\) \d+ 0 R`)
)

// settle gives a PDF file what depends on the page alone in the place of what depends on
// the moment: its dates become made, and the names of header cells are numbers in the
// order of the cells. No byte changes its place, because a PDF file counts them.
func settle(pdf []byte, made time.Time) []byte {
	pdf = stamps.ReplaceAll(pdf, []byte(made.UTC().Format("D:20060102150405+00'00'")))
	names := map[string][]byte{}
	for _, m := range headers.FindAllSubmatch(pdf, -1) {
		if was := string(m[1]); names[was] == nil {
			names[was] = fmt.Appendf(nil, "(node%08d)", len(names)+1)
		}
	}
	pdf = nodes.ReplaceAllFunc(pdf, func(was []byte) []byte {
		if name := names[string(was)]; name != nil {
			return name
		}
		return was
	})
	return sorted.ReplaceAllFunc(pdf, func(was []byte) []byte {
		list := entries.FindAll(was, -1)
		if len(list) == 0 {
			return was
		}
		slices.SortFunc(list, bytes.Compare)
		name := func(entry []byte) []byte { return nodes.Find(entry) }
		out := fmt.Appendf(nil, "/Limits [%s %s]\n/Names [%s]", name(list[0]), name(list[len(list)-1]), bytes.Join(list, []byte(" ")))
		if len(out) != len(was) {
			return was
		}
		return out
	})
}
