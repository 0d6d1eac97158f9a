package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
)

func publishOne(t testing.TB, records []ledger.Record, document string) []ledger.Record {
	add, list := ledger.Publish(records, at(t, "02-01"), []ledger.Publication{
		{Document: ledgertest.Document(document), Edition: ledgertest.Edition(document, "1", "kk")}})
	if len(list) > 0 {
		t.Fatal(list)
	}
	return add
}

func TestAppend(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	var data []byte
	var records []ledger.Record
	for _, id := range []string{"a", "b", "c"} {
		add := publishOne(t, records, id)
		if err := ledger.Append(ctx, path, data, add); err != nil {
			t.Fatal(err)
		}
		now, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(now, data) {
			t.Fatalf("the old bytes are not kept: %v\n%s", err, now)
		}
		if err := ledger.Append(ctx, path, data, add); !errors.Is(err, ledger.ErrChanged) {
			t.Errorf("the same again: %v", err)
		}
		data = now
		records = append(records, add...)
	}
	if err := ledger.Append(ctx, path, data, publishOne(t, nil, "d")); !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("records that do not follow: %v", err)
	}
	if parsed, list := ledger.Parse(ledger.Path, data, almaty(t)); len(parsed) != 3 || len(list) > 0 {
		t.Errorf("%d records, %v", len(parsed), list)
	}
	onlyLedger(t, path)
}

// onlyLedger checks that no helper file is left.
func onlyLedger(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left beside the ledger: %v %v", entries, err)
	}
}

// A program that holds the lock stops the next one only as long as that will
// wait; the ledger stays as it was.
func TestAppendWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	holder := flock.New(filepath.Join(filepath.Dir(path), ".ledger.lock"))
	if err := holder.Lock(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if err := ledger.Append(ctx, path, nil, publishOne(t, nil, "a")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the ledger was written: %v", err)
	}
	if err := holder.Close(); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Append(context.Background(), path, nil, publishOne(t, nil, "a")); err != nil {
		t.Error(err)
	}
	onlyLedger(t, path)
}

// What a killed program left is no obstacle.
func TestAppendAfterKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	for _, name := range []string{".ledger.tmp", ".ledger.lock"} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := ledger.Append(context.Background(), path, nil, publishOne(t, nil, "a")); err != nil {
		t.Fatal(err)
	}
	onlyLedger(t, path)
}

// Of many programs that append to the same ledger one wins, the others are told.
func TestAppendRace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	const n = 8
	errs := make([]error, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		add := publishOne(t, nil, fmt.Sprintf("d%d", i))
		done.Go(func() {
			start.Wait()
			errs[i] = ledger.Append(context.Background(), path, nil, add)
		})
	}
	start.Done()
	done.Wait()
	judge(t, path, errs)
}

func judge(t *testing.T, path string, errs []error) {
	t.Helper()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, ledger.ErrChanged):
			t.Errorf("another error: %v", err)
		}
	}
	data, _ := os.ReadFile(path)
	records, list := ledger.Parse(ledger.Path, data, almaty(t))
	if won != 1 || len(records) != 1 || len(list) > 0 {
		t.Errorf("%d won, %d records, %v", won, len(records), list)
	}
	onlyLedger(t, path)
}

// The same with processes: the test binary runs itself.
func TestAppendProcesses(t *testing.T) {
	if path := os.Getenv("LEDGER_TEST_PATH"); path != "" {
		err := ledger.Append(context.Background(), path, nil, publishOne(t, nil, os.Getenv("LEDGER_TEST_DOCUMENT")))
		if errors.Is(err, ledger.ErrChanged) {
			fmt.Println("outcome=changed")
		} else if err == nil {
			fmt.Println("outcome=won")
		}
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	errs := make([]error, 4)
	var done sync.WaitGroup
	for i := range errs {
		done.Go(func() {
			cmd := exec.Command(self, "-test.run=^TestAppendProcesses$")
			cmd.Env = append(os.Environ(), "LEDGER_TEST_PATH="+path, fmt.Sprintf("LEDGER_TEST_DOCUMENT=d%d", i))
			out, err := cmd.CombinedOutput()
			switch {
			case bytes.Contains(out, []byte("outcome=won")):
			case bytes.Contains(out, []byte("outcome=changed")):
				errs[i] = ledger.ErrChanged
			default:
				errs[i] = fmt.Errorf("%w: %s", err, out)
			}
		})
	}
	done.Wait()
	judge(t, path, errs)
}
