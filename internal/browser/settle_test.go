package browser

import (
	"strings"
	"testing"
	"time"
)

// A file as Chromium writes it: two header cells, a cell that names both, and the table
// of their names, which is in the order of the names.
const table = `1 0 obj
<</CreationDate (D:20261129184200+00'00')>>
endobj
64 0 obj
<</S /TH
/ID (FIRST)>>
endobj
68 0 obj
<</S /TH
/ID (SECOND)>>
endobj
70 0 obj
<</S /TD
/A [<</O /Table
/Headers [(FIRST) (SECOND)]>>]>>
endobj
101 0 obj
<</Limits LIMITS
/Names NAMES>>
endobj
(node00000099)
`

// A busy machine numbers the cells otherwise: the file is the same, to the byte.
func TestSettle(t *testing.T) {
	made := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 5*3600))
	of := func(first, second, limits, names string) string {
		return strings.NewReplacer("FIRST", first, "SECOND", second, "LIMITS", limits, "NAMES", names).Replace(table)
	}
	want := strings.Replace(of("node00000001", "node00000002", "[(node00000001) (node00000002)]", "[(node00000001) 64 0 R (node00000002) 68 0 R]"),
		"20261129184200", "20260101220405", 1)
	for _, in := range []string{
		of("node00000064", "node00000067", "[(node00000064) (node00000067)]", "[(node00000064) 64 0 R (node00000067) 68 0 R]"),
		of("node00000066", "node00000003", "[(node00000003) (node00000066)]", "[(node00000003) 68 0 R (node00000066) 64 0 R]"),
		of("node00000002", "node00000001", "[(node00000001) (node00000002)]", "[(node00000001) 68 0 R (node00000002) 64 0 R]"),
	} {
		if got := string(settle([]byte(in), made)); got != want {
			t.Errorf("%s\nbecomes\n%s", in, got)
		}
	}
	// What is of no form that is known stays as it is, but for its dates.
	for _, in := range []string{"", "%PDF", "/Limits [(node00000002) (node00000001)]\n/Names []", "(node1) /ID (nodeA)"} {
		if got := string(settle([]byte(in), made)); got != in {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}
