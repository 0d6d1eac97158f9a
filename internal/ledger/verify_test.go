package ledger_test

import (
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
)

// A record made when edition.yaml was hashed as it lay, on Windows with CRLF,
// still fits the file that Git has given LF since; a changed file does not.
func TestVerifyFormerHash(t *testing.T) {
	d := ledgertest.Document("a")
	e := ledgertest.Edition("a", "1", "kk")
	d.Editions = []*legal.Edition{e}
	file := &e.Files[0]
	file.SHA256 = legal.SHA256([]byte("# a\r\n"))
	records := must(t)(ledger.Publish(nil, at(t, "02-01T10:00"), []ledger.Publication{ask(e, time.Time{})}))
	ledgertest.Index(d)
	for now, good := range map[string]bool{"# a\n": true, "# a\r\n": true, "\ufeff# a\r\n": true, "# b\n": false} {
		file.SHA256, file.Forms = legal.SHA256(legal.Canonical([]byte(now))), legal.Forms([]byte(now))
		if list := ledger.Verify("content", records, ledger.FoundIn(d)); (len(list) == 0) != good {
			t.Errorf("%q: %v", now, list)
		}
	}
}

// A file whose bytes are those recorded has the title that is recorded, else the ledger says
// what its text does not.
func TestVerifyTitle(t *testing.T) {
	d := ledgertest.Document("a")
	e := ledgertest.Edition("a", "1", "kk")
	d.Editions = []*legal.Edition{e}
	records := must(t)(ledger.Publish(nil, at(t, "02-01T10:00"), []ledger.Publication{ask(e, time.Time{})}))
	ledgertest.Index(d)
	found := ledger.FoundIn(d)
	if list := ledger.Verify("content", records, found); len(list) != 0 {
		t.Fatal(list)
	}
	records[0].Texts[0].Title = "Other"
	if list := ledger.Verify("content", records, found); len(list) != 1 || list[0].Args["field"] != "title" {
		t.Errorf("%v", list)
	}
}
