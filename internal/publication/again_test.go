package publication

import (
	"errors"
	"maps"
	"strings"
	"testing"
)

const a, b = "6a03830a1811a4a0f43d6bf891c9461728aa0f1b49f389fcdc8b36e67e6560c2", "34cf2346b0a56b0953de26ce7fd8adaefb71ef30a1da1ee192d44ebac24cb84a"

// What databases and spreadsheets write is read; whatever else a line may be is told with
// its place, and nothing is left out in silence.
func TestReadCounts(t *testing.T) {
	for text, want := range map[string]Counts{
		"":         {},
		a + ",1\n": {a: 1},
		"\ufeffset,people\r\n" + a + ",1\r\n\r\n" + b + ",2\r\n": {a: 1, b: 2},
		`"` + a + `";"12"` + "\n" + a + "\t3":                    {a: 15},
		b + ", 0":                                                {b: 0},
	} {
		if got, err := ReadCounts(strings.NewReader(text)); err != nil || !maps.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for text, line := range map[string]int{
		a:                           1,
		"set\n" + a + ",1":          1,
		a + ",1\nset,people":        2,
		a + ",-1":                   1,
		a + ",1.5":                  1,
		a + ",1,2":                  1,
		strings.ToUpper(a) + ",1":   1,
		a + ",1\n" + a[1:] + ",1":   2,
		a + ",99999999999999999999": 1,
	} {
		var bad *CountsError
		if _, err := ReadCounts(strings.NewReader(text)); !errors.As(err, &bad) || bad.Line != line {
			t.Errorf("%q: %v", text, err)
		}
	}
}
