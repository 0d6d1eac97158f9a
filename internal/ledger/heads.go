package ledger

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// Known is a head of the ledger that was kept somewhere: it held so many records,
// and the last one's line had this hash.
type Known struct {
	Records int    // at least 0
	SHA256  string // see [Head]
	From    string // where it was kept, as findings name it: "public/.kelisim.json"
}

// ParseHead reads a head as people keep it: "11:2c1d…", as [FormatHead] writes it.
func ParseHead(s string) (records int, sha256 string, ok bool) {
	n, sum, found := strings.Cut(s, ":")
	records, err := strconv.Atoi(n)
	ok = found && err == nil && records >= 0 && strconv.Itoa(records) == n && hash.MatchString(sum)
	return records, sum, ok && (records > 0 || sum == Zero)
}

// FormatHead writes a head for people to keep.
func FormatHead(records int, sha256 string) string { return strconv.Itoa(records) + ":" + sha256 }

// CompareHeads reports the known heads that the ledger does not continue: it holds
// fewer records (ledger-head.shorter), or others (ledger-head.changed). This is
// what finds records that were cut off, and a history that was written anew from
// its beginning, whose chain of hashes holds. data is in canonical form, nil for no
// ledger. Of one with the marks of a merge nothing is reported: Parse does.
func CompareHeads(data []byte, known []Known) diag.List {
	var list diag.List
	if _, marked := beforeMarks(data); marked {
		return nil
	}
	have, _ := Head(data)
	for _, k := range known {
		sum, ok := HeadAt(data, k.Records)
		args := diag.Args{"records": k.Records, "have": have, "from": k.From}
		switch {
		case !ok:
			list.AddVariant(diag.LedgerHead, "shorter", diag.Pos{File: Path}, args)
		case sum != k.SHA256:
			list.AddVariant(diag.LedgerHead, "changed", diag.Pos{File: Path, Line: k.Records, Col: 1}, args)
		}
	}
	return list
}
