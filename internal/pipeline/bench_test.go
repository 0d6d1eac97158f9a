package pipeline_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/lab/synth"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/layouts"
)

// benchSize is the site of the benchmark: 2,000 texts of 10 KB.
var benchSize = synth.Size{Documents: 100, Editions: 10, Bytes: 10 << 10}

// BenchmarkBuild is the whole build: read, check, plan, render, write, swap.
// BenchmarkFloor is the least that any generator does with the same input: read
// all, convert all with goldmark, write as many bytes into as many files.
// Compare the two of one run.
func BenchmarkBuild(b *testing.B) {
	dir := benchSite(b)
	var files, size int64
	for b.Loop() {
		out := filepath.Join(b.TempDir(), "public")
		buildSite(b, dir, out)
		b.StopTimer()
		files, size = measure(b, out)
		os.RemoveAll(out)
		b.StartTimer()
	}
	b.ReportMetric(float64(files), "files")
	b.ReportMetric(float64(size)/1e6, "MB")
}

func BenchmarkFloor(b *testing.B) {
	dir := benchSite(b)
	out := filepath.Join(b.TempDir(), "public")
	buildSite(b, dir, out)
	files, size := measure(b, out)
	os.RemoveAll(out)
	each := bytes.Repeat([]byte("x"), int(size/files))
	var texts []string
	err := filepath.WalkDir(filepath.Join(dir, "content"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			texts = append(texts, path)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	for b.Loop() {
		to := b.TempDir()
		var left atomic.Int64
		left.Store(files)
		var g errgroup.Group
		g.SetLimit(runtime.GOMAXPROCS(0))
		for i, path := range texts {
			g.Go(func() error {
				data, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				var html bytes.Buffer
				if err := md.Convert(data, &html); err != nil {
					return err
				}
				sub := filepath.Join(to, fmt.Sprint(i))
				if err := os.Mkdir(sub, 0o755); err != nil {
					return err
				}
				for range (files + int64(len(texts)) - 1) / int64(len(texts)) {
					n := left.Add(-1)
					if n < 0 {
						break
					}
					if err := os.WriteFile(filepath.Join(sub, fmt.Sprint(n)), each, 0o644); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		os.RemoveAll(to)
		b.StartTimer()
	}
}

// benchSite writes the synthetic site to disk.
func benchSite(b *testing.B) string {
	b.Helper()
	files, err := synth.Site(benchSize)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		b.Fatal(err)
	}
	return dir
}

// buildSite builds the site in dir into out as of a fixed day.
func buildSite(t testing.TB, dir, out string) {
	t.Helper()
	p, err := pipeline.Load(pipeline.Config{Root: os.DirFS(dir), AsOf: asOf, Languages: languagetest.Set()})
	if err != nil {
		t.Fatal(err)
	}
	if f := p.Blocking(); len(f) > 0 {
		t.Fatal(f[0])
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.New(layouts.Files(), catalog, languagetest.Set(), p.Tree.Site.Languages, legal.Accent{})
	if err != nil {
		t.Fatal(err)
	}
	_, found, err := p.Write(pipeline.Output{Dir: out, Renderer: r})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
}

func asOf(zone *time.Location) (time.Time, error) {
	return time.Date(2026, 12, 1, 0, 0, 0, 0, zone), nil
}

func measure(b *testing.B, dir string) (files, size int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			info, e := d.Info()
			if e != nil {
				return e
			}
			files++
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files, size
}
