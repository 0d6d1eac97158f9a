package ledger_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
)

func almaty(t testing.TB) *time.Location {
	t.Helper()
	zone, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Whatever the package makes it reads again, without a finding and unchanged,
// and the files it was made from verify.
func TestMadeParsesClean(t *testing.T) {
	zone := almaty(t)
	made := map[ledger.Kind]int{}
	claimed := 0
	rapid.Check(t, func(t *rapid.T) {
		records, found := ledgertest.History(t, zone)
		data := ledgertest.Bytes(records)
		parsed, list := ledger.Parse(ledger.Path, data, zone)
		if len(list) > 0 {
			t.Fatalf("findings in what was made: %v\n%s", list, data)
		}
		if diff := cmp.Diff(records, parsed, sameZone); diff != "" {
			t.Fatalf("read otherwise than made (-made +read):\n%s", diff)
		}
		if list := ledger.Verify("content", records, found); len(list) > 0 {
			t.Fatalf("verify: %v", list)
		}
		n, head := ledger.Head(data)
		if n != len(records) || n > 0 && head != records[n-1].Hash {
			t.Fatalf("head: got %d %s", n, head)
		}
		for _, r := range records {
			made[r.Kind]++
			if r.Claimed {
				claimed++
			}
		}
	})
	for _, kind := range []ledger.Kind{ledger.EditionKind, ledger.TextKind, ledger.RepealKind, ledger.UnrepealKind, ledger.WithdrawKind} {
		if made[kind] == 0 {
			t.Errorf("no record of kind %s was made", kind)
		}
	}
	if claimed == 0 {
		t.Error("no claimed record was made")
	}
}

var sameZone = cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) && civil.Format(a) == civil.Format(b) })

// No byte of a line but the last can change without Parse saying so, none at all
// without the head changing. In the last line Parse or Verify finds a change to
// every hash of it, and Parse to its form.
func TestTamperingIsFound(t *testing.T) {
	zone := almaty(t)
	rapid.Check(t, func(t *rapid.T) {
		records, found := ledgertest.History(t, zone)
		if len(records) == 0 {
			return
		}
		data := ledgertest.Bytes(records)
		last := bytes.LastIndexByte(data[:len(data)-1], '\n') + 1
		i := rapid.IntRange(0, len(data)-1).Draw(t, "at")
		b := rapid.Byte().Filter(func(b byte) bool { return b != data[i] }).Draw(t, "byte")
		bad := bytes.Clone(data)
		bad[i] = b
		_, head := ledger.Head(data)
		if _, badHead := ledger.Head(bad); badHead == head && i >= last && i < len(data)-1 {
			t.Fatal("the head is the same")
		}
		parsed, list := ledger.Parse(ledger.Path, bad, zone)
		if list.HasErrors() {
			return
		}
		if i < last || i == len(data)-1 {
			t.Fatalf("byte %d, %q for %q, not found", i, b, data[i])
		}
		if inHash(data, i) && len(ledger.Verify("content", parsed, found)) == 0 {
			t.Fatalf("byte %d of a hash not found", i)
		}
	})
}

// inHash reports whether byte i stands in a string of 64 hex digits.
func inHash(data []byte, i int) bool {
	start := bytes.LastIndexByte(data[:i], '"') + 1
	end := bytes.IndexByte(data[i:], '"')
	return end >= 0 && i+end-start == 64 && !bytes.ContainsAny(data[start:i+end], ":,")
}

// A line that is taken out, doubled or moved is found, unless it is the last.
func TestLinesCannotMove(t *testing.T) {
	zone := almaty(t)
	rapid.Check(t, func(t *rapid.T) {
		records, _ := ledgertest.History(t, zone)
		if len(records) < 2 {
			return
		}
		lines := bytes.SplitAfter(ledgertest.Bytes(records), []byte("\n"))
		lines = lines[:len(lines)-1]
		i := rapid.IntRange(0, len(lines)-2).Draw(t, "line")
		head := func(from [][]byte) [][]byte { return append([][]byte{}, from...) }
		for name, bad := range map[string][][]byte{
			"removed": append(head(lines[:i]), lines[i+1:]...),
			"doubled": append(head(lines[:i+1]), lines[i:]...),
			"swapped": append(append(head(lines[:i]), lines[i+1], lines[i]), lines[i+2:]...),
		} {
			if _, list := ledger.Parse(ledger.Path, bytes.Join(bad, nil), zone); !list.HasErrors() {
				t.Fatalf("line %d %s: not found", i+1, name)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	zone := almaty(f)
	f.Add([]byte("{}\n"))
	f.Add([]byte(`{"schema":"kelisim.ledger/1","seq":1,"prev":"x","recorded":"2026-12-01T10:00:00+05:00","kind":"repeal","document":"a","from":"2026-12-01T10:00:00+05:00"}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, list := ledger.Parse(ledger.Path, data, zone)
		n, _ := ledger.Head(data)
		if !list.HasErrors() && len(records) != n {
			t.Errorf("%d records of %d lines without a finding", len(records), n)
		}
	})
}
