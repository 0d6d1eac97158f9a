package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strconv"
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

// metaJSON is what stands before the files of a manifest.
type metaJSON struct {
	Schema string     `json:"schema"`
	AsOf   string     `json:"as_of"`
	Drafts bool       `json:"drafts"`
	Ledger ledgerJSON `json:"ledger"`
}

type ledgerJSON struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"`
}

// ReadManifest reads the manifest of the built site in fsys. The error is
// fs.ErrNotExist if there is none, and a [*ManifestError] if it is not one that we
// write: names that are unsafe, unsorted or doubled are refused.
func ReadManifest(fsys fs.FS) (*Manifest, error) {
	m := &Manifest{}
	err := readManifest(fsys, &m.Meta, func(dec *json.Decoder) error {
		for dec.More() {
			var e Entry
			if err := dec.Decode(&e); err != nil {
				return err
			}
			if err := e.check(); err != nil {
				return fmt.Errorf("file %q: %w", e.Name, err)
			}
			if n := len(m.Files); n > 0 && m.Files[n-1].Name >= e.Name {
				return fmt.Errorf("file %q: out of order", e.Name)
			}
			m.Files = append(m.Files, e)
		}
		if err := end(dec, ']', '}'); err != nil {
			return err
		}
		if more, err := dec.Token(); err != io.EOF {
			return fmt.Errorf("unexpected %v behind the end", more)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// ReadMeta reads what ReadManifest does up to the files, which it does not look at.
func ReadMeta(fsys fs.FS) (meta Meta, err error) {
	return meta, readManifest(fsys, &meta, func(*json.Decoder) error { return nil })
}

// readManifest reads a manifest value by value, for it can be a hundred megabytes: what
// stands before the files into meta, and the files by a function.
func readManifest(fsys fs.FS, meta *Meta, files func(*json.Decoder) error) error {
	f, err := fsys.Open(ManifestName)
	if err != nil {
		return err
	}
	defer f.Close() // it was read only
	dec := json.NewDecoder(f)
	var in metaJSON
	into := map[string]any{"schema": &in.Schema, "as_of": &in.AsOf, "drafts": &in.Drafts, "ledger": &in.Ledger}
	err = end(dec, '{')
	for err == nil {
		var key json.Token
		if key, err = dec.Token(); err != nil {
			break
		}
		name, _ := key.(string)
		if name == "files" {
			if in.Schema != manifestSchema {
				err = fmt.Errorf("schema %q, want %q", in.Schema, manifestSchema)
			} else if err = end(dec, '['); err == nil {
				err = files(dec)
			}
			break
		}
		value := into[name]
		if value == nil {
			err = fmt.Errorf("unexpected %v", key)
			break
		}
		err = dec.Decode(value)
	}
	if err != nil {
		return &ManifestError{err}
	}
	*meta = Meta{AsOf: in.AsOf, Drafts: in.Drafts, LedgerRecords: in.Ledger.Records, LedgerSHA256: in.Ledger.SHA256}
	return nil
}

// end reads brackets.
func end(dec *json.Decoder, brackets ...json.Delim) error {
	for _, want := range brackets {
		switch got, err := dec.Token(); {
		case err != nil:
			return err
		case got != want:
			return fmt.Errorf("%v, want %v", got, want)
		}
	}
	return nil
}

// ManifestError says what is wrong with a manifest.
type ManifestError struct{ Err error }

func (e *ManifestError) Error() string { return fmt.Sprintf("parse %s: %v", ManifestName, e.Err) }

// Unwrap returns what is wrong.
func (e *ManifestError) Unwrap() error { return e.Err }

// Lookup finds a file by name. A nil manifest has none.
func (m *Manifest) Lookup(name string) (Entry, bool) {
	i, ok := m.index(name)
	if !ok {
		return Entry{}, false
	}
	return m.Files[i], true
}

// index is the place of a file in Files.
func (m *Manifest) index(name string) (int, bool) {
	return slices.BinarySearchFunc(m.files(), name, func(e Entry, name string) int {
		return cmp.Compare(e.Name, name)
	})
}

// files is Files, and empty for nil.
func (m *Manifest) files() []Entry {
	if m == nil {
		return nil
	}
	return m.Files
}

// write writes the same bytes for the same manifest, indented by two spaces. The files
// are written one by one: there may be a hundred megabytes of them.
func (m *Manifest) write(to io.Writer) error {
	head, err := json.MarshalIndent(metaJSON{manifestSchema, m.AsOf, m.Drafts, ledgerJSON{m.LedgerRecords, m.LedgerSHA256}}, "", "  ")
	if err != nil {
		return err
	}
	if _, err := to.Write(append(bytes.TrimSuffix(head, []byte("\n}")), ",\n  \"files\": ["...)); err != nil {
		return err
	}
	var name bytes.Buffer
	names := json.NewEncoder(&name)
	names.SetEscapeHTML(false)
	var line []byte
	between, end := "", "]\n}\n"
	for _, e := range m.Files {
		name.Reset()
		if err := names.Encode(e.Name); err != nil {
			return err
		}
		line = append(append(line[:0], between+"\n    {\n      \"name\": "...), bytes.TrimSuffix(name.Bytes(), []byte("\n"))...)
		line = append(line, ",\n      \"sha256\": \""+e.SHA256+"\",\n      \"size\": "...)
		line = append(strconv.AppendInt(line, e.Size, 10), "\n    }"...)
		if _, err := to.Write(line); err != nil {
			return err
		}
		between, end = ",", "\n  ]\n}\n"
	}
	_, err = io.WriteString(to, end)
	return err
}

// encode is what write writes.
func (m *Manifest) encode() ([]byte, error) {
	size := 1 << 10
	for _, e := range m.Files {
		size += len(e.Name) + 160 // what stands around a name
	}
	out := bytes.NewBuffer(make([]byte, 0, size))
	err := m.write(out)
	return out.Bytes(), err
}

// folders are the folders that hold the files, each before what is in it.
func (m *Manifest) folders() iter.Seq[string] {
	return func(yield func(string) bool) {
		last := ""
		for _, e := range m.files() {
			for i := range len(e.Name) {
				if e.Name[i] == '/' && !strings.HasPrefix(last, e.Name[:i+1]) && !yield(e.Name[:i]) {
					return
				}
			}
			last = e.Name
		}
	}
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
