package pipeline

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// budget counts down what may be kept.
type budget struct{ left int64 }

func (b *budget) take(n int) bool { return atomic.AddInt64(&b.left, -int64(n)) >= 0 }

// readOnce gives a file that was read the same bytes for ever, whatever becomes of it on the
// disk: a page is made later, and the last good site when its texts have errors.
type readOnce struct {
	fs.FS
	of   map[string]*sync.Map // of bytes by name, for each document
	rest sync.Map             // of bytes by name
}

// ReadFile implements [fs.ReadFileFS].
func (o *readOnce) ReadFile(name string) ([]byte, error) {
	read := &o.rest
	if parts := strings.SplitN(name, "/", 3); len(parts) == 3 && o.of[parts[1]] != nil {
		read = o.of[parts[1]]
	}
	if data, ok := read.Load(name); ok {
		return data.([]byte), nil
	}
	data, err := fs.ReadFile(o.FS, name)
	if err == nil {
		read.Store(name, data)
	}
	return data, err
}

// settle drops the units of texts that the budget does not hold.
func (s *store) settle(texts []*legal.Text) {
	for _, t := range texts {
		if t.Units == nil {
			continue // it was known
		}
		if !s.kept.take(len(t.Source)) {
			t.Source, t.Units = nil, nil
		}
	}
}

// Text implements plan.Loader.
func (s *store) Text(t *legal.Text) (*legal.Text, error) {
	if t.Units != nil {
		return t, nil
	}
	again := &legal.Text{Path: t.Path, Lang: t.Lang, Reading: t.Reading, Recorded: t.Recorded, Index: t.Index}
	if err := s.parse(again); err != nil {
		return nil, err
	}
	if again.Index.SourceSHA256 != t.Index.SourceSHA256 {
		return nil, legal.ChangedError{Path: t.Path}
	}
	return again, nil
}

// File implements plan.Loader.
func (s *store) File(f legal.File) ([]byte, error) {
	data, err := fs.ReadFile(s.tree.FS, f.Path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Path, err)
	}
	if legal.SHA256(data) != f.SHA256 {
		return nil, legal.ChangedError{Path: f.Path}
	}
	return data, nil
}

// Language implements plan.Loader.
func (s *store) Language(lang legal.Lang) *language.Language { return s.languages.Of(string(lang)) }
