package redline

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// parse makes units of lines: "# heading", "- item", "| a | b |", "> quote", a
// label, or a paragraph. "**" toggles strong, "/" at the end of a line breaks it.
// The first line is the title.
func parse(text string) []legal.Unit {
	var units []legal.Unit
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		u := legal.Unit{Kind: legal.Paragraph}
		switch {
		case i == 0:
			u.Kind = legal.Title
		case strings.HasPrefix(line, "#"):
			rest := strings.TrimLeft(line, "#")
			u.Kind, u.Level = legal.Heading, min(6, len(line)-len(rest))
			line = strings.TrimSpace(rest)
		case strings.HasPrefix(line, "- "):
			u.Kind, u.List, line = legal.Item, 1, line[2:]
		case strings.HasPrefix(line, "> "):
			u.Kind, u.Quote, line = legal.Quote, 1, line[2:]
		case strings.HasPrefix(line, "|"):
			u.Kind, u.Table = legal.Row, 1
			for c := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
				u.Cells = append(u.Cells, runs(c))
			}
		}
		if label, rest, ok := legal.ParseLabel(languagetest.Of("ru").Labels(), line); ok && u.Kind != legal.Title && u.Kind != legal.Row {
			u.Label, line = label, rest
			if u.Kind == legal.Paragraph {
				u.Kind = legal.Clause
			}
		}
		if u.Kind != legal.Row {
			u.Runs = runs(line)
		}
		u.Pos.Line = i + 1
		units = append(units, u)
	}
	legal.Outline(units)
	return units
}

func runs(line string) []legal.Run {
	var out []legal.Run
	for i, part := range strings.Split(line, "**") {
		if part != "" {
			out = append(out, legal.Run{Text: part, Style: legal.Style(i % 2)})
		}
	}
	return out
}

// compare compares and checks every law.
func compare(t *testing.T, old, new []legal.Unit) *Redline {
	t.Helper()
	r := Compare(languageOf(old, new), old, new)
	checkTexts(t, r, old, new)
	checkOrder(t, r)
	checkFlags(t, r)
	checkLinks(t, r)
	checkMoves(t, r)
	if again := Compare(languageOf(old, new), old, new); !reflect.DeepEqual(r, again) {
		t.Fatal("a second comparison differs")
	}
	mirrored, want := mirror(Compare(languageOf(old, new), new, old)), mirror(mirror(r))
	if !reflect.DeepEqual(mirrored.Summary, want.Summary) {
		t.Fatalf("mirrored summary %v, want %v", mirrored.Summary, want.Summary)
	}
	if got, want := show(mirrored.Records), show(want.Records); got != want {
		t.Fatalf("mirrored\n%s\nwant\n%s", got, want)
	}
	if !reflect.DeepEqual(mirrored.Replacements, want.Replacements) {
		t.Fatalf("mirrored %v, want %v", mirrored.Replacements, want.Replacements)
	}
	for _, same := range [][]legal.Unit{old, new} {
		if r := Compare(languageOf(same), same, same); !r.Equal() || r.Summary.Unchanged != len(same) {
			t.Fatalf("a text is not equal to itself: %v", r.Summary)
		}
	}
	return r
}

// checkTexts: segments and pieces give the texts, every unit stands once.
func checkTexts(t *testing.T, r *Redline, old, new []legal.Unit) {
	t.Helper()
	texts := func(units []Unit) string {
		out := make([]string, len(units))
		for i, u := range units {
			out[i] = u.Text
		}
		return strings.Join(out, "\n\n")
	}
	seenOld, seenNew := make([]bool, len(old)), make([]bool, len(new))
	for i := range r.Records {
		rec := &r.Records[i]
		var without, with strings.Builder
		for k, s := range rec.Segments {
			if s.Op != Insert {
				without.WriteString(s.Text)
			}
			if s.Op != Delete {
				with.WriteString(s.Text)
			}
			if (s.Class == "") != (s.Op == Equal) || s.Text == "" {
				t.Fatalf("segment %q %q %q", s.Op, s.Class, s.Text)
			}
			if strings.Contains(s.Text, "\n") && s.Text != "\n\n" {
				t.Fatalf("a break of units within %q", s.Text)
			}
			if k > 0 && s.Op == rec.Segments[k-1].Op && s.Class == rec.Segments[k-1].Class && s.Text != "\n\n" && rec.Segments[k-1].Text != "\n\n" &&
				s.To == nil && s.From == nil && rec.Segments[k-1].To == nil && rec.Segments[k-1].From == nil {
				t.Fatalf("segments %v are alike", rec.Segments[k-1:k+1])
			}
		}
		if without.String() != texts(rec.Old) || with.String() != texts(rec.New) {
			t.Fatalf("segments give\n%.300q\n%.300q, want\n%.300q\n%.300q", without.String(), with.String(), texts(rec.Old), texts(rec.New))
		}
		var pieces, segments strings.Builder
		for _, p := range rec.Pieces() {
			pieces.WriteString(p.Text)
			if (p.Break == legal.BreakUnit) != (p.Text == "\n\n") || p.Op != Equal && p.Break == legal.BreakCell && p.Text != " | " {
				t.Fatalf("break %d is %q", p.Break, p.Text)
			}
			if p.Op == Insert && p.Old != nil || p.Op == Delete && p.New != nil ||
				p.Op == Insert && (p.New == nil) != (p.Break >= legal.BreakCell) || p.Op == Delete && (p.Old == nil) != (p.Break >= legal.BreakCell) {
				t.Fatalf("%s %q: runs %v, %v", p.Op, p.Text, p.Old, p.New)
			}
		}
		for _, s := range rec.Segments {
			segments.WriteString(s.Text)
		}
		if pieces.String() != segments.String() {
			t.Fatalf("pieces %.300q, segments %.300q", pieces.String(), segments.String())
		}
		once := func(seen []bool, units []Unit, src []legal.Unit) {
			for k, u := range units {
				if seen[u.Index] {
					t.Fatalf("unit %d stands twice", u.Index)
				}
				seen[u.Index] = true
				if k > 0 && u.Index <= units[k-1].Index {
					t.Fatalf("units %v are out of order", units)
				}
				if len(src[u.Index].Cells) == 0 && u.Text != norm.NFC.String(src[u.Index].Plain()) {
					t.Fatalf("text %.300q, plain %.300q", u.Text, src[u.Index].Plain())
				}
			}
		}
		once(seenOld, rec.Old, old)
		once(seenNew, rec.New, new)
	}
	if slices.Contains(seenOld, false) || slices.Contains(seenNew, false) {
		t.Fatal("a unit stands nowhere")
	}
}

// checkLinks: a moved sentence names the segment that names it, and the words of
// both are the same.
func checkLinks(t *testing.T, r *Redline) {
	t.Helper()
	words := func(text string) string {
		return strings.ToLower(strings.TrimFunc(text, func(r rune) bool { return !isLetter(r) }))
	}
	for i, rec := range r.Records {
		for k, s := range rec.Segments {
			if s.To != nil {
				there := r.Records[s.To.Clause].Segments[s.To.Segment]
				if s.Op != Delete || there.From == nil || there.From.Clause != i || there.From.Segment != k || len(words(s.Text)) == 0 {
					t.Fatalf("%q went to %v, which came from %v", s.Text, s.To, there.From)
				}
			}
			if s.From != nil {
				there := r.Records[s.From.Clause].Segments[s.From.Segment]
				if s.Op != Insert || there.To == nil || there.To.Clause != i || there.To.Segment != k {
					t.Fatalf("%q came from %v, which went to %v", s.Text, s.From, there.To)
				}
			}
		}
	}
}

// checkMoves: a record that was carried moved, and so did the one before it of
// those that are kept; the moves add up.
func checkMoves(t *testing.T, r *Redline) {
	t.Helper()
	moves, before := 0, false
	for _, rec := range r.Records {
		if len(rec.Old) == 0 || len(rec.New) == 0 {
			continue
		}
		if rec.Carried && (!rec.Moved || !before) {
			t.Fatalf("carried by nothing: %v", rec)
		}
		if before = rec.Moved; rec.Moved && !rec.Carried {
			moves++
		}
	}
	if moves != r.Summary.Moved {
		t.Fatalf("%d moves, the summary says %d", moves, r.Summary.Moved)
	}
}

// checkOrder: the new text's order, each removed record in its place.
func checkOrder(t *testing.T, r *Redline) {
	t.Helper()
	last, kept := -1, -1
	for _, rec := range r.Records {
		if len(rec.New) > 0 {
			if rec.New[0].Index < last {
				t.Fatalf("new unit %d after %d", rec.New[0].Index, last)
			}
			last = rec.New[0].Index
		}
		if len(rec.Old) > 0 && !rec.Moved {
			if rec.Old[0].Index < kept {
				t.Fatalf("old unit %d after %d", rec.Old[0].Index, kept)
			}
			kept = rec.Old[0].Index
		}
	}
}

func checkFlags(t *testing.T, r *Redline) {
	t.Helper()
	s := r.Summary
	if n := s.Unchanged + s.Changed + s.Added + s.Removed + s.Split + s.Merged; n != len(r.Records) {
		t.Fatalf("changes add up to %d, want %d", n, len(r.Records))
	}
	for _, rec := range r.Records {
		n := [2]int{len(rec.Old), len(rec.New)}
		ok := map[Change]bool{Unchanged: n == [2]int{1, 1}, Changed: n == [2]int{1, 1}, Added: n == [2]int{0, 1},
			Removed: n == [2]int{1, 0}, Split: n[0] == 1 && n[1] > 1, Merged: n[0] > 1 && n[1] == 1}[rec.Change]
		if !ok || rec.Change == Unchanged && rec.Old[0].Text != rec.New[0].Text {
			t.Fatalf("%s of %v", rec.Change, n)
		}
	}
}

// mirror swaps the sides of a redline and sorts what depends on their order.
func mirror(r *Redline) *Redline {
	out := &Redline{Summary: r.Summary, Records: slices.Clone(r.Records)}
	s := &out.Summary
	s.Added, s.Removed, s.Split, s.Merged = s.Removed, s.Added, s.Merged, s.Split
	for _, p := range r.Replacements {
		out.Replacements = append(out.Replacements, Replacement{p.New, p.Old, p.Count})
	}
	slices.SortFunc(out.Replacements, func(a, b Replacement) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	swap := map[Change]Change{Added: Removed, Removed: Added, Split: Merged, Merged: Split}
	for i := range out.Records {
		rec := &out.Records[i]
		rec.Old, rec.New = rec.New, rec.Old
		if c, ok := swap[rec.Change]; ok {
			rec.Change = c
		}
		segments := slices.Clone(rec.Segments)
		for k, s := range segments {
			segments[k].Op = map[Op]Op{Equal: Equal, Delete: Insert, Insert: Delete}[s.Op]
			segments[k].To, segments[k].From = s.From, s.To
		}
		// Deletions before insertions again, class by class.
		for from := 0; from < len(segments); {
			to := from + 1
			for segments[from].Op != Equal && to < len(segments) && segments[to].Op != Equal && (segments[to].Class == segments[from].Class || segments[to].Text == "\n\n") {
				to++
			}
			slices.SortStableFunc(segments[from:to], func(a, b Segment) int { return strings.Compare(string(a.Op), string(b.Op)) })
			from = to
		}
		rec.Segments = segments
	}
	slices.SortFunc(out.Records, func(a, b Record) int {
		return cmp.Or(slices.CompareFunc(a.Old, b.Old, byIndex), slices.CompareFunc(a.New, b.New, byIndex))
	})
	return out
}

func byIndex(a, b Unit) int { return cmp.Compare(a.Index, b.Index) }

// show writes records for reading: numbers, change, flags, and the words with
// [-deleted-] and {+inserted+}, the class before them where it is not wording.
func show(records []Record) string {
	var b strings.Builder
	for _, r := range records {
		number := func(units []Unit) string {
			var n []string
			for _, u := range units {
				n = append(n, u.Number)
			}
			return strings.Join(n, "+")
		}
		if r.Equal() {
			continue
		}
		fmt.Fprintf(&b, "%s>%s %s", number(r.Old), number(r.New), r.Change)
		for _, f := range []struct {
			set  bool
			name string
		}{{r.Moved, "moved"}, {r.Renumbered, "renumbered"}, {r.Formatting, "formatting"}, {r.Typography, "typography"}} {
			if f.set {
				b.WriteString(" " + f.name)
			}
		}
		b.WriteString(": " + marked(r.Segments) + "\n")
	}
	return b.String()
}

func marked(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		class := ""
		if s.Class != Wording && s.Op != Equal {
			class = string(s.Class[:1]) + ":"
		}
		text := strings.ReplaceAll(s.Text, "\n\n", "¶")
		if s.To != nil {
			class = "→" + s.To.Unit.Number
		}
		if s.From != nil {
			class = "←" + s.From.Unit.Number
		}
		switch s.Op {
		case Equal:
			b.WriteString(text)
		case Delete:
			b.WriteString("[-" + class + text + "-]")
		case Insert:
			b.WriteString("{+" + class + text + "+}")
		}
	}
	return b.String()
}

// languageOf is the language of texts, by their letters.
func languageOf(texts ...[]legal.Unit) *language.Language {
	var b strings.Builder
	for _, units := range texts {
		for i := range units {
			b.WriteString(units[i].Plain())
		}
	}
	return languagetest.Set().Guess(b.String())
}
