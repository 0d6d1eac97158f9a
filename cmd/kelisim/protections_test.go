package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// protections are the places that keep a fault from doing harm: what stands there,
// what stands there without the protection, and the test that must then fail.
var protections = []struct {
	file, is, without string
	pkg, test         string
}{
	{"internal/publish/os_linux.go", "err := unix.Syncfs(int(dir.Fd()))", "err := error(nil)", "./cmd/kelisim", "TestFaultPower"},
	{"internal/publish/swap.go", "res.Durability = syncFolder(s.parent)", "_ = syncFolder", "./cmd/kelisim", "TestFaultPower"},
	{"internal/ledger/append.go", "f.Sync(), ", "", "./cmd/kelisim", "TestFaultPower"},
	{"internal/ledger/append.go", "\treturn syncDir(dir)", "\t_ = syncDir\n\treturn nil", "./cmd/kelisim", "TestFaultPower"},
	{"internal/ledger/append.go", "temp := filepath.Join(dir, tempName)", "temp := path", "./internal/ledger", "TestAppend"},
	{"internal/ledger/append.go", "if !bytes.Equal(legal.Canonical(now), expected) {", "if legal.Canonical(now) == nil && expected != nil && false {", "./internal/ledger", "TestAppend"},
	{"internal/publish/commit.go", "if err := verify(s.tree, f.Name, f.Entry); err != nil {\n\t\treturn false, err", "if err := error(nil); err != nil {\n\t\treturn false, err", "./internal/publish", "TestFailedStageLeavesOldSite"},
	{"internal/publish/commit.go", "return p, s.refuseForeign()", "return p, nil", "./internal/publish", "TestForeignFiles"},
	{"internal/publish/swap.go", "s.left = errors.Join(s.left, s.remove(name))", "_ = name", "./internal/publish", "TestLeftovers"},
	{"internal/publish/swap.go", "&& away > 0 {", "&& away > 99 {", "./internal/publish", "TestKill|TestLeftovers"},
	{"internal/publish/lock.go", "\tif !held {\n", "\tif !held && s == nil {\n", "./internal/publish", "TestBusy|TestManyBuildsAtOnce"},
	{"internal/publish/lock.go", "return err == nil && os.SameFile(ours, named)", "return os.SameFile(ours, named) || ours != nil", "./internal/publish", "TestLockOnRemovedFile"},
	{"internal/publish/lock.go", "err == nil && !info.Mode().IsRegular()", "err == nil && info == nil", "./internal/publish", "TestLockIsLink"},
	{"internal/publish/commit.go", "if after := old.ModTime().Add(time.Second);", "if after := old.ModTime();", "./internal/publish", "TestModificationTimes"},
	{"internal/publish/carry.go", "return stamp, verify(s.live, e.Name, e) == nil", "return stamp, true", "./internal/publish", "TestCarryAltered"},
	{"internal/pipeline/store.go", "return nil, legal.ChangedError{Path: f.Path}", "_ = f.Path", "./cmd/kelisim", "TestFaultChanged"},
	{"internal/pipeline/write.go", "found.Add(diag.OutputOlder, pos, args)", "_ = args", "./cmd/kelisim", "TestScript/build-back"},
}

// Each protection stands where make soak takes it out: code that moves takes its line here along.
func TestProtectionsStand(t *testing.T) {
	for _, p := range protections {
		data, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(p.file)))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), p.is); n != 1 {
			t.Errorf("%s holds %q %d times", p.file, p.is, n)
		}
	}
}
