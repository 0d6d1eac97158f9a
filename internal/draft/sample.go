package draft

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// A new site has one draft, which shows how a text is written: the sample. Nobody
// is told to publish it as long as its texts are those that init wrote, and the
// first import takes its place if nobody has touched it.

const (
	sampleID      = "user-agreement"
	sampleEdition = "1"

	// SampleDir is the sample's folder, from the site's root.
	SampleDir = "content/" + sampleID
)

// sampleFiles lists the files of the sample as they stand in the program.
func sampleFiles() map[string][]byte {
	out := map[string][]byte{}
	_ = fs.WalkDir(skeleton, "skeleton/"+SampleDir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[name[len("skeleton/"):]], _ = skeleton.ReadFile(name)
		}
		return nil
	})
	return out
}

// uncommented drops the lines that are comments: init writes them in the user's language.
func uncommented(data []byte) []byte {
	var out []byte
	for line := range bytes.Lines(data) {
		if !bytes.HasPrefix(line, []byte("#")) {
			out = append(out, line...)
		}
	}
	return bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n"))
}

// IsSample reports whether an edition's texts are those of the sample.
func IsSample(p *pipeline.Project, document, edition string) bool {
	if document != sampleID || edition != sampleEdition || p.Tree.Document(document) == nil {
		return false
	}
	files := sampleFiles()
	n := 0
	for _, e := range p.Tree.Document(document).Editions {
		for _, t := range e.Texts {
			if e.ID != edition {
				continue
			}
			if n++; t.Index == nil || t.Index.SourceSHA256 != legal.SHA256(files[t.Path]) {
				return false
			}
		}
	}
	return n > 0
}

// untouchedSample lists the files of the sample if the site holds it as init wrote
// it, with nothing added, and has published nothing of it.
func untouchedSample(dir string, p *pipeline.Project) []string {
	files := sampleFiles()
	var names []string
	whole := true
	_ = filepath.WalkDir(filepath.Join(dir, filepath.FromSlash(SampleDir)), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			whole = false
			return fs.SkipAll
		}
		if d.IsDir() {
			return nil
		}
		rel, _ := filepath.Rel(dir, name)
		data, err := os.ReadFile(name)
		want, ok := files[filepath.ToSlash(rel)]
		whole = whole && err == nil && ok && bytes.Equal(uncommented(data), uncommented(want))
		names = append(names, filepath.ToSlash(rel))
		return nil
	})
	if !whole || len(names) != len(files) || recorded(p, p.Tree.Document(sampleID), sampleEdition) {
		return nil
	}
	return names
}

// sampleFolders are the folders of the sample, innermost first.
func sampleFolders() []string { return []string{path.Join(SampleDir, sampleEdition), SampleDir} }

// removeSample removes the files and folders of init's sample.
func removeSample(root *os.Root, names []string, undo *[]func()) error {
	if names == nil {
		return nil
	}
	for _, name := range names {
		data, err := root.ReadFile(name)
		if err != nil {
			return err
		}
		if err := root.Remove(name); err != nil {
			return err
		}
		*undo = append(*undo, func() { root.WriteFile(name, data, 0o644) })
	}
	for _, dir := range sampleFolders() {
		if err := root.Remove(dir); err != nil {
			return err
		}
		*undo = append(*undo, func() { root.Mkdir(dir, 0o755) })
	}
	return nil
}
