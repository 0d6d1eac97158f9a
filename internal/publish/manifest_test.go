package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// TestManifestForm: a manifest is the indented JSON that package json writes, and is
// read back whole; its head is read without its files.
func TestManifestForm(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for _, files := range [][]Entry{
		{},
		{{"a.html", sum, 0}},
		{{"a & b.html", sum, 1 << 40}, {"kk/құжат/index.html", sum, 12}, {"з.txt", sum, 3}},
	} {
		m := newManifest(Meta{AsOf: "2026-12-01T00:00:00+05:00", LedgerRecords: 7, LedgerSHA256: sum, Drafts: true}, files)
		got, err := m.encode()
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(struct {
			metaJSON
			Files []Entry `json:"files"`
		}{metaJSON{manifestSchema, m.AsOf, m.Drafts, ledgerJSON{m.LedgerRecords, m.LedgerSHA256}}, files}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("got\n%s\nwant\n%s", got, &want)
		}
		fsys := fstest.MapFS{ManifestName: {Data: got}}
		back, err := ReadManifest(fsys)
		if err != nil || back.Meta != m.Meta || len(files) > 0 && !reflect.DeepEqual(back.Files, files) {
			t.Errorf("read back as %+v, %v", back, err)
		}
		if meta, err := ReadMeta(fsys); err != nil || meta != m.Meta {
			t.Errorf("head read as %+v, %v", meta, err)
		}
	}
}

// TestManifestRefused: what is not whole is no manifest.
func TestManifestRefused(t *testing.T) {
	for _, data := range []string{
		``, `[]`, `{}`, `{"schema":"kelisim.manifest/1"}`, `{"files":[]}`, `{"schema":"other/1","files":[]}`,
		`{"schema":"kelisim.manifest/1","more":1,"files":[]}`, `{"schema":"kelisim.manifest/1","files":{}}`,
		`{"schema":"kelisim.manifest/1","files":[`, `{"schema":"kelisim.manifest/1","files":[]`, `{"schema":"kelisim.manifest/1","files":[]}}`,
		`{"schema":"kelisim.manifest/1","files":[],"as_of":""}`,
	} {
		_, err := ReadManifest(fstest.MapFS{ManifestName: {Data: []byte(data)}})
		if bad := (*ManifestError)(nil); !errors.As(err, &bad) {
			t.Errorf("%s: %v", data, err)
		}
	}
	if _, err := ReadManifest(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
