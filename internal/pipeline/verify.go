package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/publish"
)

// Verdict is what VerifySite found.
type Verdict struct {
	Records  int               // of the ledger
	Files    int               // that were compared
	Absent   int               // texts and files of records that a host's copy does not have
	Ledger   []byte            // as the site serves it; nil if it serves none
	Origin   string            // the name of its log; empty if it serves none
	Manifest *publish.Manifest // nil if it is damaged
	Version  string            // of the program that made it, as its index.json says; may be empty
	Findings diag.List
}

// VerifySite compares a built site with the ledger that it serves: every file
// with its manifest, every text and attached file with its record, the ledger with
// the heads that somebody kept. edition.yaml is not part of a site and is not
// compared. The error is the machine's; fs.ErrNotExist means that fsys is no built
// site. A mirror that was fetched over the web lacks the manifest, whose name begins
// with a dot: then what the ledger proves is compared alone. A copy that has no
// checkpoint either is a host's: it fetched what it shows. Nothing of its log is
// compared, and what it does not have is counted, not missed.
func VerifySite(fsys fs.FS, kept []ledger.Known) (Verdict, error) {
	var v Verdict
	found := &v.Findings
	m, err := publish.ReadManifest(fsys)
	if bad := (*publish.ManifestError)(nil); errors.As(err, &bad) {
		found.AddVariant(diag.SiteFile, "manifest", diag.Pos{File: publish.ManifestName}, diag.Args{"name": publish.ManifestName})
		return v, nil
	}
	if errors.Is(err, fs.ErrNotExist) && isMirror(fsys) {
		m, err = nil, nil
	}
	if err != nil {
		return v, err
	}
	v.Manifest, v.Version = m, madeBy(fsys)
	hashes, err := hashFiles(fsys, m, found)
	if err != nil {
		return v, err
	}
	for name, sum := range hashes {
		if !address.IsIntact(name, sum) {
			found.AddVariant(diag.SiteFile, "changed", diag.Pos{File: name}, diag.Args{"name": name})
		}
	}
	if v.Ledger, err = fs.ReadFile(fsys, address.Ledger); err != nil {
		v.Ledger = nil // its absence was told above, if it should be there
	}
	list, ledgerFound := ledger.Parse(address.Ledger, v.Ledger, time.UTC)
	*found = append(*found, ledgerFound...)
	if n, head := ledger.Head(v.Ledger); m != nil && (n != m.LedgerRecords || head != m.LedgerSHA256) {
		found.AddVariant(diag.SiteFile, "changed", diag.Pos{File: address.Ledger}, diag.Args{"name": address.Ledger})
	}
	for _, f := range ledger.CompareHeads(v.Ledger, kept) {
		f.Pos.File = address.Ledger
		*found = append(*found, f)
	}
	here := served{hashes: hashes, host: m == nil && !exists(fsys, address.Checkpoint)}
	*found = append(*found, ledger.Verify("", list, here.editions(list))...)
	v.Absent = here.absent
	if !ledgerFound.HasErrors() && !here.host {
		log, err := verifyLog(fsys, v.Ledger, list)
		if err != nil {
			return v, err
		}
		*found = append(*found, withoutTold(log, *found)...)
		v.Origin = origin(fsys)
	}
	if m == nil || !m.Drafts {
		*found = append(*found, unrecorded(list, slices.Collect(maps.Keys(hashes)))...)
	}
	found.Sort()
	*found = slices.CompactFunc(*found, func(a, b diag.Finding) bool { return a.Pos == b.Pos && a.Code == b.Code && a.Variant == b.Variant })
	v.Records, v.Files = len(list), len(hashes)
	return v, nil
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// isMirror reports whether a folder is a site without its manifest.
func isMirror(fsys fs.FS) bool {
	info, err := fs.Stat(fsys, address.Ledger)
	return err == nil && info.Mode().IsRegular()
}

// hashFiles gives the hashes of a site's files by name, and compares them with the
// manifest, if there is one.
func hashFiles(fsys fs.FS, m *publish.Manifest, found *diag.List) (map[string]string, error) {
	hashes := map[string]string{}
	if m == nil {
		return hashes, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			hashes[name] = legal.SHA256(data)
			return err
		})
	}
	for _, e := range m.Files {
		data, err := fs.ReadFile(fsys, e.Name)
		if err != nil {
			found.AddVariant(diag.SiteFile, "missing", diag.Pos{File: e.Name}, diag.Args{"name": e.Name})
			continue
		}
		hashes[e.Name] = legal.SHA256(data)
		if hashes[e.Name] != e.SHA256 {
			found.AddVariant(diag.SiteFile, "changed", diag.Pos{File: e.Name}, diag.Args{"name": e.Name})
		}
	}
	return hashes, extraFiles(fsys, hashes, found)
}

// extraFiles reports files that the manifest does not name.
func extraFiles(fsys fs.FS, known map[string]string, found *diag.List) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("read %s: %w", name, err)
		case name != "." && strings.HasPrefix(name, "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && known[name] == "":
			found.AddVariant(diag.SiteFile, "extra", diag.Pos{File: name}, diag.Args{"name": name})
		}
		return nil
	})
}

// served is what a built site holds.
type served struct {
	hashes map[string]string // of its files, by name
	host   bool              // it is a host's copy: what it does not have is absent, not missing
	absent int
}

// sum is the hash of a file that a record says to be recorded; of an absent one that.
func (s *served) sum(name, recorded string) string {
	if s.hashes[name] == "" && s.host {
		s.absent++
		return recorded
	}
	return s.hashes[name]
}

// editions is what the site holds of the recorded editions.
func (s *served) editions(records []ledger.Record) []ledger.Found {
	var out []ledger.Found
	at := map[string]int{}
	for _, r := range records {
		if len(r.Texts) == 0 {
			continue
		}
		key := r.Document + "/" + r.Edition
		if _, ok := at[key]; !ok {
			at[key] = len(out)
			out = append(out, ledger.Found{Document: r.Document, Edition: r.Edition})
		}
		f := &out[at[key]]
		for _, t := range r.Texts {
			name := address.Source(t.Language, r.Document, r.Edition)
			if source := s.sum(name, t.SourceSHA256); source != "" {
				f.Texts = append(f.Texts, ledger.FoundText{Language: t.Language, Path: name, SourceSHA256: source,
					PlainSHA256: s.sum(address.Plain(t.Language, r.Document, r.Edition), t.PlainSHA256), PlainFormat: t.PlainFormat})
			}
		}
		for _, x := range r.Files {
			name, hash := address.File(r.Document, r.Edition, x.Name), x.SHA256
			if legal.ShownFile(x.Name) {
				hash = s.sum(name, hash)
			}
			if hash != "" {
				f.Files = append(f.Files, ledger.FoundFile{Name: x.Name, Path: name, SHA256: hash})
			}
		}
	}
	return out
}

// unrecorded reports texts and files that the site offers as published although
// no record names them.
func unrecorded(records []ledger.Record, files []string) diag.List {
	known := map[string]bool{}
	for _, r := range records {
		for _, t := range r.Texts {
			known[address.Source(t.Language, r.Document, r.Edition)] = true
		}
		for _, x := range r.Files {
			known[address.File(r.Document, r.Edition, x.Name)] = true
		}
	}
	var found diag.List
	for _, f := range files {
		if (path.Base(f) == "text.md" || strings.HasPrefix(f, "files/")) && !known[f] {
			found.AddVariant(diag.SiteFile, "unrecorded", diag.Pos{File: f}, diag.Args{"name": f})
		}
	}
	return slices.Clip(found)
}

// withoutTold leaves out what was reported of the same file in the same words.
func withoutTold(list, told diag.List) diag.List {
	return slices.DeleteFunc(list, func(f diag.Finding) bool {
		return slices.ContainsFunc(told, func(g diag.Finding) bool { return g.Pos == f.Pos && g.Code == f.Code && g.Variant == f.Variant })
	})
}

// madeBy is the version of the program that made a site; empty if it does not say.
func madeBy(fsys fs.FS) string {
	var index struct{ Generator api.GeneratorData }
	if data, err := fs.ReadFile(fsys, address.Index); err != nil || json.Unmarshal(data, &index) != nil {
		return ""
	}
	return index.Generator.Version
}
