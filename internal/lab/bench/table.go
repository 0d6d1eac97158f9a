package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// row is one line of the table of costs.
type row struct {
	what         string
	cost         cost
	files, bytes int64 // of what was written; 0: nothing is said of it
}

// ratio is one line of the table of what is wanted.
type ratio struct{ what, wanted, measured string }

func (b *bench) add(what string, c cost, files, bytes int64) {
	b.rows = append(b.rows, row{what, c, files, bytes})
}

func (b *bench) ratio(what, wanted, measured string) {
	b.ratios = append(b.ratios, ratio{what, wanted, measured})
}

// beside says how many times the wall and the processor time of another one took.
func (b *bench) beside(what, wanted string, one, other cost) {
	times := func(a, b time.Duration) string {
		if b <= 0 {
			return "?"
		}
		return fmt.Sprintf("%.2g", a.Seconds()/b.Seconds())
	}
	b.ratio(what, wanted, times(one.wall, other.wall)+" wall, "+times(one.cpu, other.cpu)+" CPU")
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n/1e6) }

// table is what was measured, as Markdown.
func (b *bench) table(machine string) string {
	var t strings.Builder
	fmt.Fprintf(&t, "%s Medians of %d.\n\n", machine, b.runs)
	t.WriteString("| what | wall s | CPU s | peak MB | files | MB |\n|---|---|---|---|---|---|\n")
	for _, r := range b.rows {
		files, size := "", ""
		if r.files > 0 {
			files, size = fmt.Sprint(r.files), fmt.Sprintf("%.1f", float64(r.bytes)/1e6)
		}
		fmt.Fprintf(&t, "| %s | %.2f | %.2f | %d | %s | %s |\n", r.what, r.cost.wall.Seconds(), r.cost.cpu.Seconds(), r.cost.peak/1e6, files, size)
	}
	t.WriteString("\n| what | wanted at most | measured |\n|---|---|---|\n")
	for _, r := range b.ratios {
		fmt.Fprintf(&t, "| %s | %s | %s |\n", r.what, r.wanted, r.measured)
	}
	return t.String()
}

// machine says where and when it was measured, and what else the machine did.
func machine(begun time.Time, before, after string) string {
	return fmt.Sprintf("Measured on %s, %d processors (%s), %s, %s; load %s at the start, %s at the end.",
		begun.Format("2 January 2006"), runtime.NumCPU(), processor(), runtime.GOOS+"/"+runtime.GOARCH, runtime.Version(), before, after)
}

func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo") // elsewhere nothing is said of it
	for line := range strings.Lines(string(data)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func loadAverage() string {
	data, _ := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(data)); len(f) > 0 {
		return f[0]
	}
	return "unknown"
}

// The table of a file stands between these lines.
const (
	tableBegin = "<!-- make bench writes what follows -->\n"
	tableEnd   = "<!-- make bench wrote what stands above -->\n"
)

func replaceTable(path, text string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := bytes.Cut(data, []byte(tableBegin))
	_, after, there := bytes.Cut(rest, []byte(tableEnd))
	if !ok || !there {
		return fmt.Errorf("%s has no place for the table", path)
	}
	return os.WriteFile(path, fmt.Appendf(nil, "%s%s\n%s\n%s%s", before, tableBegin, text, tableEnd, after), 0o666)
}
