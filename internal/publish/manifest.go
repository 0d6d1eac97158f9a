package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// ManifestName is the file at the root of the output that lists what we wrote.
const ManifestName = ".kelisim.json"

const manifestSchema = "kelisim.manifest/1"

// A Manifest lists the files of a built site, itself and the administrator's
// dotfiles not among them.
type Manifest struct {
	Meta
	Files []Entry // by name, in byte order, no name twice
}

// Meta is what a site was built from.
type Meta struct {
	AsOf          string // the build's boundary, as the caller writes it
	LedgerRecords int    // number of records in the ledger that the site serves
	LedgerSHA256  string // of the last of those records' lines, hex: the ledger's head
	Drafts        bool   // built with drafts: never to be published for real
}

// An Entry is one file of a manifest.
type Entry struct {
	Name   string `json:"name"`   // slash path below the output
	SHA256 string `json:"sha256"` // 64 lower-case hex digits
	Size   int64  `json:"size"`   // in bytes
}

// manifestJSON is a Manifest as it is written.
type manifestJSON struct {
	Schema string     `json:"schema"`
	AsOf   string     `json:"as_of"`
	Drafts bool       `json:"drafts"`
	Ledger ledgerJSON `json:"ledger"`
	Files  []Entry    `json:"files"`
}

type ledgerJSON struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"`
}

// ReadManifest reads the manifest of the built site in fsys. The error is
// fs.ErrNotExist if there is none, and a [*ManifestError] if it is not one that we
// write: names that are unsafe, unsorted or doubled are refused.
func ReadManifest(fsys fs.FS) (*Manifest, error) {
	data, err := fs.ReadFile(fsys, ManifestName)
	if err != nil {
		return nil, err
	}
	var in manifestJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, &ManifestError{err}
	}
	if in.Schema != manifestSchema {
		return nil, &ManifestError{fmt.Errorf("schema %q, want %q", in.Schema, manifestSchema)}
	}
	for i, e := range in.Files {
		if err := e.check(); err != nil {
			return nil, &ManifestError{fmt.Errorf("file %q: %w", e.Name, err)}
		}
		if i > 0 && in.Files[i-1].Name >= e.Name {
			return nil, &ManifestError{fmt.Errorf("file %q: out of order", e.Name)}
		}
	}
	return &Manifest{
		Meta: Meta{
			AsOf:          in.AsOf,
			LedgerRecords: in.Ledger.Records,
			LedgerSHA256:  in.Ledger.SHA256,
			Drafts:        in.Drafts,
		},
		Files: in.Files,
	}, nil
}

// ManifestError says what is wrong with a manifest.
type ManifestError struct{ Err error }

func (e *ManifestError) Error() string { return fmt.Sprintf("parse %s: %v", ManifestName, e.Err) }

// Unwrap returns what is wrong.
func (e *ManifestError) Unwrap() error { return e.Err }

// Lookup finds a file by name. A nil manifest has none.
func (m *Manifest) Lookup(name string) (Entry, bool) {
	files := m.files()
	i, ok := slices.BinarySearchFunc(files, name, func(e Entry, name string) int {
		return cmp.Compare(e.Name, name)
	})
	if !ok {
		return Entry{}, false
	}
	return files[i], true
}

// files is Files, and empty for nil.
func (m *Manifest) files() []Entry {
	if m == nil {
		return nil
	}
	return m.Files
}

// encode gives the same bytes for the same manifest.
func (m *Manifest) encode() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(manifestJSON{
		Schema: manifestSchema,
		AsOf:   m.AsOf,
		Drafts: m.Drafts,
		Ledger: ledgerJSON{m.LedgerRecords, m.LedgerSHA256},
		Files:  append([]Entry{}, m.Files...),
	})
	return buf.Bytes(), err
}

// without lists the files of m that other does not have.
func (m *Manifest) without(other *Manifest) []Entry {
	var list []Entry
	for _, e := range m.files() {
		if _, ok := other.Lookup(e.Name); !ok {
			list = append(list, e)
		}
	}
	return list
}

// newManifest sorts files, which it keeps.
func newManifest(meta Meta, files []Entry) *Manifest {
	slices.SortFunc(files, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	return &Manifest{Meta: meta, Files: files}
}

// Holds reports whether data is the file's content.
func (e Entry) Holds(data []byte) bool { return entryOf(e.Name, data) == e }

func (e Entry) check() error {
	if err := checkName(e.Name); err != nil {
		return err
	}
	sum, err := hex.DecodeString(e.SHA256)
	if err != nil || len(sum) != sha256.Size || strings.ToLower(e.SHA256) != e.SHA256 {
		return fmt.Errorf("%q is not a SHA-256 digest", e.SHA256)
	}
	if e.Size < 0 {
		return fmt.Errorf("size %d", e.Size)
	}
	return nil
}

// entryOf describes data under a name.
func entryOf(name string, data []byte) Entry {
	sum := sha256.Sum256(data)
	return Entry{Name: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))}
}
