package ledger_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
)

// chain makes a ledger of so many lines whose chain of hashes holds. What lines
// say does not matter here; salt makes other ones.
func chain(n int, salt string) []byte {
	var data []byte
	for i := range n {
		_, prev := ledger.Head(data)
		data = fmt.Appendf(data, "{\"seq\":%d,\"prev\":%q,\"salt\":%q}\n", i+1, prev, salt)
	}
	return data
}

// fork keeps the first n lines, and goes on with others up to a length.
func fork(data []byte, n, length int, salt string) []byte {
	out := bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:n], nil)
	for i := n; i < length; i++ {
		_, prev := ledger.Head(out)
		out = fmt.Appendf(out, "{\"seq\":%d,\"prev\":%q,\"salt\":%q}\n", i+1, prev, salt)
	}
	return out
}

// 1,000 administrators rewrite or shorten a history at random, the chain made
// anew. Users have accepted at random times, and the host wrote down the head of
// that time. A fork is found if, and only if, somebody accepted behind it.
func TestForks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	found, hidden := 0, 0
	for i := range 1000 {
		size := 1 + random.IntN(40)
		data := chain(size, "true")
		var table strings.Builder
		table.WriteString("time,records,user,sha256\n")
		last := 0
		for range random.IntN(30) {
			n := random.IntN(size + 1)
			sum, _ := ledger.HeadAt(data, n)
			fmt.Fprintf(&table, "2026-12-03,%d,%d,%s\n", n, random.IntN(9), sum)
			last = max(last, n)
		}
		at := random.IntN(size)
		length := at // cut off
		if random.IntN(3) > 0 {
			length = at + 1 + random.IntN(size+10-at)
		}
		forged := fork(data, at, length, fmt.Sprint("forged", i))
		heads, bad := ledger.ReadHeads("heads.csv", strings.NewReader(table.String()))
		if bad != 0 {
			t.Fatalf("line %d of\n%s", bad, table.String())
		}
		if list := ledger.CompareHeads(data, heads); len(list) > 0 {
			t.Fatalf("the true ledger: %v", list)
		}
		list := ledger.CompareHeads(forged, heads)
		if (len(list) > 0) != (last > at) {
			t.Errorf("forked behind record %d of %d to %d records, last acceptance at %d: %v", at, size, length, last, list)
		}
		if len(list) > 0 {
			found++
		} else {
			hidden++
		}
	}
	t.Logf("%d forks found, %d behind every acceptance", found, hidden)
	if found < 600 || hidden < 20 {
		t.Errorf("the forks say little: %d found, %d not", found, hidden)
	}
}

func TestReadHeads(t *testing.T) {
	sum := legal.SHA256(nil)
	for name, c := range map[string]struct {
		table      string
		heads, bad int
	}{
		"empty":          {"", 0, 1},
		"other columns":  {"a,b\n1,2\n", 0, 1},
		"semicolons":     {"\ufeffsha256;records\r\n" + sum + ";7\r\n", 1, 0},
		"no rows":        {"records,sha256\n", 0, 0},
		"one":            {"\ufeffSHA256, Records ,x\r\n" + strings.ToUpper(sum) + ", 7,\r\n", 1, 0},
		"repeated":       {"records,sha256\n7," + sum + "\n7," + sum + "\n8," + sum + "\n", 2, 0},
		"no number":      {"records,sha256\n7," + sum + "\nx," + sum + "\n", 0, 3},
		"negative":       {"records,sha256\n-1," + sum + "\n", 0, 2},
		"no hash":        {"records,sha256\n7,abc\n", 0, 2},
		"too few fields": {"records,sha256\n7\n", 0, 2},
		"open quote":     {"records,sha256\n\"7," + sum + "\n", 0, 2},
		"zero":           {"records,sha256\n0," + ledger.Zero + "\n", 1, 0},
		"a hash of none": {"records,sha256\n0," + sum + "\n", 0, 2},
	} {
		heads, bad := ledger.ReadHeads("heads.csv", strings.NewReader(c.table))
		if len(heads) != c.heads || bad != c.bad {
			t.Errorf("%s: %v, line %d", name, heads, bad)
		}
	}
	heads, _ := ledger.ReadHeads("heads.csv", strings.NewReader("records,sha256\n7,"+sum+"\n"))
	if want := (ledger.Known{Records: 7, SHA256: sum, From: "heads.csv:2"}); len(heads) != 1 || heads[0] != want {
		t.Errorf("%+v", heads)
	}
}
