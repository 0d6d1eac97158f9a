package diag

import (
	"regexp"
	"slices"
	"testing"
)

// TestTable: every code has a row with a name of its own, the rows are in the
// order of their names, and so are the variants of each.
func TestTable(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	before := ""
	for _, c := range Codes() {
		if !form.MatchString(c.String()) || c.String() <= before {
			t.Errorf("code %d is named %q after %q", c, c, before)
		}
		before = c.String()
		if v := c.Variants(); len(v) == 0 || !slices.IsSorted(v) || len(slices.Compact(slices.Clone(v))) != len(v) {
			t.Errorf("%s has the variants %q", c, v)
		}
		if got, ok := CodeOf(c.String()); !ok || got != c {
			t.Errorf("CodeOf(%q) is %v, %v", c, got, ok)
		}
	}
	if len(Codes()) < 100 {
		t.Errorf("%d codes", len(Codes()))
	}
	if _, ok := CodeOf(""); ok {
		t.Error("the empty name is a code")
	}
}

// TestSort: findings come by place and message, and what is said twice is said once.
func TestSort(t *testing.T) {
	var l List
	at := func(line int) Pos { return Pos{File: "a", Line: line} }
	l.Add(SpacesDouble, at(2), nil)
	l.Add(TermUnused, at(1), Args{"term": "б"})
	l.Add(TermUnused, at(1), Args{"term": "а"})
	l.Add(TermUnused, at(1), Args{"term": "б"})
	l.AddVariant(Encoding, "nfd", at(1), nil)
	l.Sort()
	var got []string
	for _, f := range l {
		term, _ := f.Args["term"].(string)
		got = append(got, f.Pos.String()+" "+f.Severity.String()+" "+f.Key()+term)
	}
	want := []string{"a:1 note encoding.nfd", "a:1 warning term-unusedа", "a:1 warning term-unusedб", "a:2 warning spaces-double"}
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %q\nwant: %q", got, want)
	}
}
