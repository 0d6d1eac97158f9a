package disk_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/kelisim/kelisim/internal/disk"
)

// A stamp is the same however it was asked for.
func TestStampAt(t *testing.T) {
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"plain": 0o640, "special": 0o751 | os.ModeSetuid | os.ModeSetgid} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "d", "e"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "d", "e"), 0o755|os.ModeSticky|os.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("plain", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	root, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, name := range []string{".", "plain", "special", "d", "d/e", "link"} {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := disk.StampAt(int(root.Fd()), name)
		if want := disk.StampOf(info); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, want)
		}
		if none := got == (disk.Stamp{}); none != (name == "link") {
			t.Errorf("%s has the stamp %+v", name, got)
		}
	}
	if _, err := disk.StampAt(int(root.Fd()), "absent"); !os.IsNotExist(err) {
		t.Errorf("absent: %v", err)
	}
}
