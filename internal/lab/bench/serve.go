package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// saves is how many saves of a draft are measured.
const saves = 50

// serves measures the preview of the site of 2,000 texts.
func (b *bench) serves() error {
	s, err := b.newSite(2000)
	if err != nil {
		return err
	}
	return b.serve(s, "120 ms")
}

// serve measures from the save of a draft to the moment at which Chromium has painted
// the page, with the watcher's quiet time, and the memory of the preview.
func (b *bench) serve(s *site, wanted string) error {
	document := filepath.Join(s.dir, "content", "document-51")
	draft := filepath.Join(document, "11")
	if err := os.CopyFS(draft, os.DirFS(filepath.Join(document, "10"))); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(draft, "edition.yaml"), []byte("material: true\n"), 0o666); err != nil {
		return err
	}
	c := s.kelisim("serve", "--addr", "127.0.0.1:0")
	cmd := exec.Command(c.name, c.args...)
	cmd.Env = append(os.Environ(), c.env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	took, err := watched(out, "/kk/document-51/11/", filepath.Join(draft, "kk.md"))
	_ = cmd.Process.Signal(os.Interrupt)
	_ = cmd.Wait() // it was stopped
	if err != nil {
		return err
	}
	var all cost
	all.take(cmd.ProcessState)
	name := thousands(s.texts) + " texts"
	b.ratio("serve, "+name+": save to painted page, p95 (median)", wanted, fmt.Sprintf("%.0f ms (%.0f)", took[len(took)*95/100], took[len(took)/2]))
	b.ratio("serve, "+name+": memory", "1 GB", megabytes(all.peak))
	fmt.Fprintf(b.log, "serve, %s: p95 %.0f ms, %s\n", name, took[len(took)*95/100], megabytes(all.peak))
	return nil
}

// watched waits for the address in what serve says, and gives the milliseconds of
// each save, sorted.
func watched(said io.Reader, page, file string) ([]float64, error) {
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("serve ended: %w", err)
	}
	go io.Copy(io.Discard, said)
	i := strings.Index(line, "http://")
	if i < 0 {
		return nil, fmt.Errorf("serve names no address: %q", line)
	}
	url := strings.TrimSuffix(strings.Fields(line[i:])[0], "/")
	cmd := exec.Command("node", "internal/e2e/latency.mjs", url+page, file, strconv.Itoa(saves))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var took []float64
	for _, field := range strings.Fields(string(out)) {
		ms, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, err
		}
		took = append(took, ms)
	}
	slices.Sort(took)
	if len(took) == 0 {
		return nil, fmt.Errorf("no save was measured")
	}
	return took, nil
}
