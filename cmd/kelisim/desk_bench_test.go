package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/synth"
)

// BenchmarkDesk is what an editor waits for: from the save of a draft to the
// moment at which the browser has been told and has the new page, with the quiet
// time of the watcher. It reports the median and the 95th percentile of 50 saves.
func BenchmarkDesk(b *testing.B) {
	b.Run("sample", func(b *testing.B) {
		dir := b.TempDir()
		if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
			b.Fatal(err)
		}
		saves(b, dir, "user-agreement", "6")
	})
	b.Run("texts=2000", func(b *testing.B) {
		files, err := synth.Site(synth.Size{Documents: 100, Editions: 10, Bytes: 10 << 10})
		if err != nil {
			b.Fatal(err)
		}
		dir := b.TempDir()
		if err := os.CopyFS(dir, files); err != nil {
			b.Fatal(err)
		}
		entries, err := os.ReadDir(filepath.Join(dir, "content"))
		if err != nil {
			b.Fatal(err)
		}
		doc := entries[50].Name()
		draft := filepath.Join(dir, "content", doc, "11")
		if err := os.CopyFS(draft, os.DirFS(filepath.Join(dir, "content", doc, "10"))); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(draft, "edition.yaml"), []byte("material: true\n"), 0o644); err != nil {
			b.Fatal(err)
		}
		saves(b, dir, doc, "11")
	})
}

func saves(b *testing.B, dir, doc, edition string) {
	outR, outW := io.Pipe()
	ctx, cancel := context.WithCancel(b.Context())
	a := &app{ctx: ctx, in: strings.NewReader(""), out: outW, err: io.Discard, env: func(string) string { return "" }, now: time.Now}
	done := make(chan int, 1)
	go func() { done <- a.main([]string{"-C", dir, "serve", "--addr", "127.0.0.1:0"}); outW.Close() }()
	line, err := bufio.NewReader(outR).ReadString('\n')
	if err != nil {
		b.Fatal(err, <-done)
	}
	go io.Copy(io.Discard, outR)
	url := strings.TrimSuffix(strings.TrimSpace(line), "/")
	path := "/kk/" + doc + "/" + edition + "/"
	file := filepath.Join(dir, "content", doc, edition, "kk.md")
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	get := func() string {
		r, err := http.Get(url + path)
		if err != nil {
			b.Fatal(err)
		}
		defer r.Body.Close()
		data, _ := io.ReadAll(r.Body)
		return string(data)
	}
	var took []time.Duration
	page := get()
	for b.Loop() {
		for i := range 50 {
			_, tag, _ := strings.Cut(page, `data-tag="`)
			told, err := http.Get(url + "/_desk/events?page=" + path + "&tag=" + tag[:16])
			if err != nil {
				b.Fatal(err)
			}
			time.Sleep(150 * time.Millisecond) // between two saves nothing is under way
			mark := fmt.Sprintf("Өзгеріс %d-%d", len(took), i)
			begin := time.Now()
			if err := os.WriteFile(file, fmt.Append(text, "\n\n", mark, "\n"), 0o644); err != nil {
				b.Fatal(err)
			}
			for s := bufio.NewScanner(told.Body); s.Scan() && s.Text() != "event: reload"; {
			}
			page = get()
			took = append(took, time.Since(begin))
			told.Body.Close()
			if !strings.Contains(page, mark) {
				b.Fatalf("save %d is not on the page", i)
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	cancel()
	<-done
}
