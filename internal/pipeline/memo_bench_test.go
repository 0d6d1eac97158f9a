package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/lab/synth"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/layouts"
)

// BenchmarkSave is the pipe again after one clause of a draft changed, on the
// site of BenchmarkBuild.
func BenchmarkSave(b *testing.B) {
	dir := benchSite(b)
	draft := filepath.Join(dir, "content", "doc-050", "11")
	if entries, _ := os.ReadDir(filepath.Join(dir, "content")); len(entries) > 50 {
		draft = filepath.Join(dir, "content", entries[50].Name(), "11")
	}
	if err := os.MkdirAll(draft, 0o755); err != nil {
		b.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(draft, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("edition.yaml", "material: true\n")
	write("ru.md", synth.Text("ru", 50, 10, benchSize.Bytes))
	text := synth.Text("kk", 50, 10, benchSize.Bytes)
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		b.Fatal(err)
	}
	r, err := render.New(layouts.Files(), catalog, languagetest.Set(), []legal.Lang{"kk", "ru"}, legal.Accent{})
	if err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	m := memo.New(4 << 30)
	n := 0
	save := func() {
		n++
		write("kk.md", text+fmt.Sprintf("\n999.%d. Тармақ.\n", n))
		t0 := time.Now()
		p, err := pipeline.Load(pipeline.Config{Root: root.FS(), AsOf: asOf, Languages: languagetest.Set(), Memo: m})
		if err != nil {
			b.Fatal(err)
		}
		t1 := time.Now()
		var mu sync.Mutex
		site := map[string][]byte{}
		if _, err := p.Render(r, true, func(name string, data []byte) error {
			mu.Lock()
			defer mu.Unlock()
			site[name] = data
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		if n > 1 && n < 5 {
			b.Log("load", t1.Sub(t0), "render", time.Since(t1), len(site), m.Size()>>20)
		}
	}
	save()
	for b.Loop() {
		save()
	}
}
