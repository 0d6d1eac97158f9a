package ledger_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/kelisim/kelisim/internal/ledger"
)

// A folder that cannot be opened, so that nobody knows whether the new name is on the disk, is
// an error that says why.
func TestAppendUnopened(t *testing.T) {
	dir, err := os.MkdirTemp("", "ledger") // not below a folder of root's alone
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o300); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // no mode keeps root out
		const nobody = 65534
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
		runtime.LockOSThread() // of this thread alone is it the user for files
		defer runtime.UnlockOSThread()
		if err := syscall.Setfsuid(nobody); err != nil {
			t.Fatal(err)
		}
		defer syscall.Setfsuid(0)
	}
	if err := ledger.Append(context.Background(), filepath.Join(dir, "ledger.jsonl"), nil, publishOne(t, nil, "a")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
}
