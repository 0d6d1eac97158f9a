package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/lab/synth"
)

// BenchmarkDesk is what an editor waits for, with the quiet time of the watcher:
// from the save of a draft to the moment at which a client that was told has the
// bytes of the new page, and to that at which Chromium has painted it. It reports
// the median and the 95th percentile of 50 saves.
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

// manySaves is how many saves are measured.
const manySaves = 50

func saves(b *testing.B, dir, doc, edition string) {
	outR, outW := io.Pipe()
	ctx, cancel := context.WithCancel(b.Context())
	a := newApp(strings.NewReader(""), outW, io.Discard, noEnv, time.Now)
	a.ctx = ctx
	done := make(chan int, 1)
	go func() { done <- a.main([]string{"-C", dir, "serve", "--addr", "127.0.0.1:0"}); outW.Close() }()
	b.Cleanup(func() { cancel(); <-done })
	line, err := bufio.NewReader(outR).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	go io.Copy(io.Discard, outR)
	url := strings.TrimSuffix(strings.Fields(line[strings.Index(line, "http://"):])[0], "/")
	path := "/kk/" + doc + "/" + edition + "/"
	file := filepath.Join(dir, "content", doc, edition, "kk.md")
	b.Run("bytes", func(b *testing.B) {
		for b.Loop() {
			percentiles(b, savedBytes(b, url, path, file))
		}
	})
	b.Run("chromium", func(b *testing.B) {
		for b.Loop() {
			cmd := exec.Command("node", "latency.mjs", url+path, file, strconv.Itoa(manySaves))
			cmd.Dir, cmd.Stderr = "../../internal/e2e", os.Stderr
			out, err := cmd.Output()
			if err != nil {
				b.Fatal(err)
			}
			var took []time.Duration
			for _, field := range strings.Fields(string(out)) {
				ms, err := strconv.ParseFloat(field, 64)
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Duration(ms*float64(time.Millisecond)))
			}
			percentiles(b, took)
		}
	})
}

func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
}

// savedBytes saves a text again and again and waits for the page.
func savedBytes(b *testing.B, url, path, file string) (took []time.Duration) {
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
	page := get()
	for i := range manySaves {
		_, tag, _ := strings.Cut(page, `data-tag="`)
		told, err := http.Get(url + "/_desk/events?page=" + path + "&tag=" + tag[:16])
		if err != nil {
			b.Fatal(err)
		}
		time.Sleep(250 * time.Millisecond) // between two saves nothing is under way
		mark := fmt.Sprintf("Өзгеріс %d-%d", time.Now().UnixNano(), i)
		begin := time.Now()
		if err := os.WriteFile(file, fmt.Append(nil, string(text), "\n\n", mark, "\n"), 0o644); err != nil {
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
	return took
}
