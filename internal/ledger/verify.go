package ledger

import (
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Found is one edition as it is now: in content/ or in a built site.
type Found struct {
	Document string
	Edition  string
	Texts    []FoundText
	Files    []FoundFile // edition.yaml and all else beside the texts
	// Said is what edition.yaml says, Settings what document.yaml says; nil in a
	// built site, which has neither.
	Said     *legal.Edition
	Settings *legal.Document
}

// FoundText is a text as it is now.
type FoundText struct {
	Language     legal.Lang
	Path         string
	Title        string // empty: not known, not compared
	SourceSHA256 string
	PlainSHA256  string // empty: not known, not compared
	PlainFormat  string // compared only with a hash of the same form
}

// FoundFile is a file of an edition as it is now.
type FoundFile struct {
	Name   string
	Path   string
	SHA256 string
	Forms  []string // other hashes that a record may hold of it, see legal.File
}

// FoundIn gives the editions of a document as they were read. The texts have
// their index.
func FoundIn(d *legal.Document) []Found {
	var out []Found
	for _, e := range d.Editions {
		f := Found{Document: d.ID, Edition: e.ID, Said: e, Settings: d}
		for _, t := range e.Texts {
			f.Texts = append(f.Texts, FoundText{Language: t.Lang, Path: t.Path, Title: t.Title,
				SourceSHA256: t.Index.SourceSHA256, PlainSHA256: t.Index.PlainSHA256, PlainFormat: legal.PlainFormat})
		}
		for _, file := range e.Files {
			f.Files = append(f.Files, FoundFile{Name: file.Name, Path: file.Path, SHA256: file.SHA256, Forms: file.Forms})
		}
		out = append(out, f)
	}
	return out
}

// Verify compares what is there with what is recorded, in root: the slash path
// of the folder that holds the documents ("content"). Each finding stands at the
// file that differs, or is missing, and points at its record.
//
// An edition or language that no record names is a draft, not a finding; a file
// beside a recorded edition's texts that it does not name is an error. So is what
// a record says otherwise than the files whose hashes it holds (agree.go), and a
// plain hash that differs while the source hash is equal: the form's name promises
// the same bytes for ever. Withdrawn editions are compared like all others.
func Verify(root string, records []Record, found []Found) diag.List {
	v := verifier{root: root, found: map[[2]string]Found{}, documents: map[string]bool{}}
	for _, f := range found {
		v.found[[2]string{f.Document, f.Edition}] = f
		v.documents[f.Document] = true
	}
	v.remember(records)
	missing := map[string]bool{}
	for _, r := range records {
		if r.Kind != EditionKind && r.Kind != TextKind {
			continue
		}
		f, ok := v.found[[2]string{r.Document, r.Edition}]
		switch {
		case ok:
			v.compare(r, f)
		case !v.documents[r.Document] && !missing[r.Document]:
			if other := v.renamed(r); other != "" {
				v.report("document-renamed", r, path.Join(root, r.Document), diag.Args{"other": other})
			} else {
				v.report("document-missing", r, path.Join(root, r.Document), nil)
			}
			missing[r.Document] = true
		case v.documents[r.Document] && r.Kind == EditionKind:
			v.report("edition-missing", r, path.Join(root, r.Document, r.Edition), nil)
		}
	}
	v.settled(records, found)
	v.list.Sort()
	return v.list
}

// renamed is the document under whose name the texts of a record are now; "" for none.
func (v *verifier) renamed(r Record) string {
	best := ""
	for key, f := range v.found {
		same := len(r.Texts) > 0
		for _, t := range r.Texts {
			same = same && slices.ContainsFunc(f.Texts, func(x FoundText) bool { return x.Language == t.Language && x.SourceSHA256 == t.SourceSHA256 })
		}
		if same && (best == "" || key[0] < best) {
			best = key[0]
		}
	}
	return best
}

type verifier struct {
	root      string
	found     map[[2]string]Found // by document and edition
	documents map[string]bool
	places    map[string][]string // by source hash: the paths that records give it
	list      diag.List
}

// remember notes under which names bytes are recorded, to tell files that
// changed places from files that were changed.
func (v *verifier) remember(records []Record) {
	v.places = map[string][]string{}
	add := func(r Record, name, hash string) {
		v.places[hash] = append(v.places[hash], path.Join(v.root, r.Document, r.Edition, name))
	}
	for _, r := range records {
		for _, t := range r.Texts {
			add(r, string(t.Language)+".md", t.SourceSHA256)
		}
		for _, f := range r.Files {
			add(r, f.Name, f.SHA256)
		}
	}
}

func (v *verifier) report(variant string, r Record, file string, args diag.Args) {
	all := seqArgs(r, args)
	all["file"] = path.Base(file)
	all["published"] = r.Published
	f := v.list.AddVariant(diag.LedgerMismatch, variant, diag.Pos{File: file}, all)
	f.Related = []diag.Related{related(r)}
}

func related(r Record) diag.Related {
	return diag.Related{Pos: r.Pos, Key: "ledger-record",
		Args: diag.Args{"record": r.Seq, "recorded": r.Recorded}}
}

func (v *verifier) compare(r Record, f Found) {
	for _, want := range r.Texts {
		v.compareText(r, want, f)
	}
	if r.Kind != EditionKind {
		return
	}
	for _, want := range r.Files {
		i := slices.IndexFunc(f.Files, func(g FoundFile) bool { return g.Name == want.Name })
		if i < 0 {
			v.report("missing", r, path.Join(v.root, r.Document, r.Edition, want.Name), nil)
			continue
		}
		got := f.Files[i]
		fits := slices.Contains(got.Forms, want.SHA256) || v.compareBytes(r, got.Path, want.SHA256, got.SHA256)
		if fits && want.Name == "edition.yaml" && f.Said != nil {
			v.agree(r, f.Said)
		}
	}
	for _, g := range f.Files {
		if !slices.ContainsFunc(r.Files, func(want File) bool { return want.Name == g.Name }) {
			v.report("added", r, g.Path, nil)
		}
	}
}

func (v *verifier) compareText(r Record, want Text, f Found) {
	i := slices.IndexFunc(f.Texts, func(t FoundText) bool { return t.Language == want.Language })
	if i < 0 {
		v.report("missing", r, path.Join(v.root, r.Document, r.Edition, string(want.Language)+".md"), nil)
		return
	}
	got := f.Texts[i]
	if !v.compareBytes(r, got.Path, want.SourceSHA256, got.SourceSHA256) {
		return
	}
	if got.Title != "" && got.Title != want.Title {
		v.contradict(r, diag.Pos{File: got.Path}, "", "title", want.Title, got.Title)
	}
	if got.PlainSHA256 == "" || got.PlainFormat == want.PlainFormat && got.PlainSHA256 == want.PlainSHA256 {
		return
	}
	variant := ""
	if got.PlainFormat != want.PlainFormat {
		variant = "format"
	}
	n := v.list.AddVariant(diag.LedgerPlain, variant, diag.Pos{File: got.Path}, seqArgs(r, diag.Args{"file": path.Base(got.Path), "format": want.PlainFormat}))
	n.Related = []diag.Related{related(r)}
}

// compareBytes reports whether the hashes are equal, and a finding if not.
func (v *verifier) compareBytes(r Record, file, want, got string) bool {
	if got == want {
		return true
	}
	if places := v.places[got]; len(places) > 0 {
		v.report("swapped", r, file, diag.Args{"other": strings.Join(slices.Compact(slices.Sorted(slices.Values(places))), ", ")})
		return false
	}
	v.report("changed", r, file, nil)
	return false
}
