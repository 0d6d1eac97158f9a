package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// Mend returns the source of a text in which marks that readers would see as typed
// are marks again, if one answer is right: "**words **" loses the space, "__30 days 5__"
// gets stars, an address its %20, and a line of attributes goes. No line comes or goes.
func Mend(in Input) []byte {
	w, ok := read(in)
	if !ok {
		return in.Source
	}
	slices.SortStableFunc(w.edits, func(a, b edit) int { return a.from - b.from })
	var out strings.Builder
	at := 0
	for _, e := range w.edits {
		if e.from >= at {
			out.WriteString(w.text[at:e.from] + e.text)
			at = e.to
		}
	}
	return []byte(out.String() + w.text[at:])
}

// edit puts text in the place of the half-open range of the source.
type edit struct {
	from, to int
	text     string
}

// run is stars or underscores that stand as typed.
type run struct {
	at            int
	mark          string
	before, after rune
}

// literals reports what was meant as a mark and stands as typed (mark-shown). What
// texts mean as typed, such as note marks and places to write in, is not told.
func (w *walker) literals(block ast.Node) {
	w.lineMarks(block)
	if lines := block.Lines(); lines != nil && lines.Len() > 0 && block.Kind() != ast.KindDocument {
		s := w.text[lines.At(0).Start:lines.At(lines.Len()-1).Stop]
		if !strings.Contains(s, "**") && !strings.Contains(s, "__") && !strings.Contains(s, "](") && !strings.Contains(s, "][") {
			return
		}
	}
	var runs []run
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.AutoLink:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if _, seen := n.PreviousSibling().(*ast.Text); !seen {
				start, stop := textExtent(n)
				runs = w.typedRuns(runs, start, stop)
				w.typedLinks(start, w.text[start:stop])
			}
		}
		return ast.WalkContinue, nil
	})
	w.tellRuns(runs)
}

var emphasisRuns = regex.Of(`\*+|_+`)

func (w *walker) typedRuns(runs []run, start, stop int) []run {
	for _, m := range emphasisRuns.FindAllStringIndex(w.text[start:stop], -1) {
		at, end := start+m[0], start+m[1]
		if mark := w.text[at:end]; (mark == "**" || mark == "__" || mark == "***") && !escaped(w.text[:at]) {
			before, _ := utf8.DecodeLastRuneInString(w.text[:at])
			after, _ := utf8.DecodeRuneInString(w.text[end:])
			runs = append(runs, run{at, mark, before, after})
		}
	}
	return runs
}

func escaped(s string) bool { return (len(s)-len(strings.TrimRight(s, `\`)))%2 == 1 }

func spaced(r rune) bool { return r == utf8.RuneError || util.IsSpaceRune(r) }

// meant reports whether a run looks like the beginning of emphasis.
func (r run) meant() bool {
	if r.mark == "__" {
		return !isWord(r.before) && unicode.IsLetter(r.after) && spaced(r.before)
	}
	return !spaced(r.after) && !strings.ContainsRune(closing, r.after) && !unicode.IsDigit(r.before)
}

// ends reports whether a run looks like the end of what began with first.
func (r run) ends(first run) bool {
	if r.mark == "__" {
		return unicode.IsDigit(r.before) && !isWord(r.after)
	}
	return spaced(r.before) || !spaced(first.after)
}

func (w *walker) tellRuns(all []run) {
	for _, mark := range []string{"**", "***", "__"} {
		var runs []run
		for _, r := range all {
			if r.mark == mark {
				runs = append(runs, r)
			}
		}
		if len(runs) == 0 {
			continue
		}
		first, last := runs[0], runs[len(runs)-1]
		pair := len(runs) == 2 && last.ends(first) && (first.meant() || mark != "__" && spaced(first.before))
		if pair {
			w.pair(first, last)
		}
		for _, r := range runs {
			if pair || mark != "__" && r.meant() {
				w.found.Add(diag.MarkShown, w.pos(r.at), diag.Args{"mark": mark})
			}
		}
	}
}

// pair mends two runs: the spaces between them and their words go, or stand outside
// if words stand there.
func (w *walker) pair(first, last run) {
	from, to := first.at+len(first.mark), last.at
	begin, end := from+len(w.text[from:to])-len(strings.TrimLeft(w.text[from:to], " ")), from+len(strings.TrimRight(w.text[from:to], " "))
	if begin >= end || strings.Contains(w.text[from:to], "\n\n") {
		return
	}
	mark := strings.ReplaceAll(first.mark, "_", "*")
	open, shut := mark, mark
	if begin > from && isWord(first.before) {
		open = " " + mark
	}
	if end < to && isWord(last.after) {
		shut = mark + " "
	}
	w.edits = append(w.edits, edit{first.at, begin, open}, edit{end, last.at + len(last.mark), shut})
}

var (
	spacedLink = regex.Of(`\[[^\[\]\n]+\]\(([^()\s<>]+(?: [^()\s<>"']+)+)\)`)
	namedLink  = regex.Of(`\[[^\[\]\n]+\]\[[^\[\]\n]*\]`)
)

// typedLinks finds links that are none: an address with a space in it, or a name.
func (w *walker) typedLinks(start int, s string) {
	for _, m := range spacedLink.FindAllStringSubmatchIndex(s, -1) {
		address := s[m[2]:m[3]]
		w.found.AddVariant(diag.MarkShown, "link", w.pos(start+m[2]), diag.Args{"mark": address})
		w.edits = append(w.edits, edit{start + m[2], start + m[3], strings.ReplaceAll(address, " ", "%20")})
	}
	for _, m := range namedLink.FindAllStringIndex(s, -1) {
		if !escaped(s[:m[0]]) {
			w.found.AddVariant(diag.MarkShown, "name", w.pos(start+m[0]), diag.Args{"mark": s[m[0]:m[1]]})
		}
	}
}

var (
	attributes = regex.Of(`^\{:[^{}\n]*\}$`)
	underline  = regex.Of(`^(?:=+|-{1,2}|:-+:?|-+:)$`)
)

// lineMarks finds lines of a paragraph that are nothing but marks.
func (w *walker) lineMarks(block ast.Node) {
	lines := block.Lines()
	if block.Kind() == ast.KindHeading || lines == nil {
		return
	}
	for i := range lines.Len() {
		line := lines.At(i)
		text := strings.TrimSpace(w.text[line.Start:line.Stop])
		at := line.Start + strings.Index(w.text[line.Start:line.Stop], text)
		switch {
		case attributes.MatchString(text):
			w.found.AddVariant(diag.MarkShown, "attributes", w.pos(at), diag.Args{"mark": text})
			if i == lines.Len()-1 {
				w.edits = append(w.edits, edit{at, at + len(text), ""})
			}
		case i > 0 && underline.MatchString(text):
			w.found.AddVariant(diag.MarkShown, "line", w.pos(at), diag.Args{"mark": text})
		}
	}
}
