package source

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

type mapFS map[string][]byte

func (m mapFS) fs() fstest.MapFS {
	out := fstest.MapFS{}
	for name, data := range m {
		out[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	return out
}

// broken fails to open one file, as a disk or a permission does.
type broken struct {
	fs.FS
	name string
}

func (b broken) Open(name string) (fs.File, error) {
	if name == b.name {
		return nil, &fs.PathError{Op: "open", Path: "/disk/" + name, Err: fs.ErrPermission}
	}
	return b.FS.Open(name)
}

// TestUnreadable: what the machine cannot read is an error that names the file
// once, not a finding.
func TestUnreadable(t *testing.T) {
	site := mapFS{"content/site.yaml": []byte("id: a\nlanguages: [kk]\n"), "content/ledger.jsonl": nil,
		"content/a/document.yaml": []byte("kind: policy\n"), "content/a/1/edition.yaml": nil, "content/a/1/kk.md": []byte("x")}
	for name := range site {
		if strings.HasSuffix(name, ".md") {
			continue
		}
		_, _, err := Load(broken{site.fs(), name}, nil, nil, nil)
		if want := "read " + name + ": permission denied"; err == nil || err.Error() != strings.Replace(want, "permission denied", fs.ErrPermission.Error(), 1) {
			t.Errorf("Load without %s: %v, want %s", name, err, want)
		}
	}
	for _, dir := range []string{"content", "content/a", "content/a/1"} {
		if _, _, err := Load(broken{site.fs(), dir}, nil, nil, nil); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("Load without %s: %v", dir, err)
		}
	}
	tree, _, err := Load(broken{site.fs(), "content/a/1/kk.md"}, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Read(tree.Documents[0].Editions[0].Texts[0].Path); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Text: %v", err)
	}
}

// TestNoSite: a folder without content/ is no site.
func TestNoSite(t *testing.T) {
	for _, files := range []mapFS{{"a": nil}, {"content": []byte("a file")}} {
		if _, _, err := Load(files.fs(), nil, nil, nil); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Load(%v) = %v", files, err)
		}
	}
}
