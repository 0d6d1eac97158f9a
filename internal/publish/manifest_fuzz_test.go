package publish

import (
	"errors"
	"testing"
	"testing/fstest"
)

// FuzzReadManifest: whatever lies there is a manifest that is written again as
// the same one, or a ManifestError.
func FuzzReadManifest(f *testing.F) {
	f.Add([]byte(`{"schema":"kelisim.manifest/1","as_of":"2026-12-01T00:00:00+05:00","ledger":{"records":1,"sha256":"00"},"files":[]}`))
	f.Add([]byte(`{"schema":"kelisim.manifest/1","files":[{"name":"a/../b","sha256":"","size":-1}]}`))
	f.Add([]byte(`{"schema":"kelisim.manifest/1","files":[{"name":"a"},{"name":"a"}]}{`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadManifest(fstest.MapFS{ManifestName: {Data: data}})
		if err != nil {
			if bad := (*ManifestError)(nil); !errors.As(err, &bad) {
				t.Fatal(err)
			}
			return
		}
		for _, e := range m.Files {
			if err := checkName(e.Name); err != nil {
				t.Errorf("%q: %v", e.Name, err)
			}
		}
		again, err := m.encode()
		if err != nil {
			t.Fatal(err)
		}
		n, err := ReadManifest(fstest.MapFS{ManifestName: {Data: again}})
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := n.encode(); err != nil || string(twice) != string(again) {
			t.Errorf("%s is written again as %s (%v)", again, twice, err)
		}
	})
}
