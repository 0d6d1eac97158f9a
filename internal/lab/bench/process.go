package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// cost is what a process, or the median of several, took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes that were resident at most
}

// command is a process to be measured.
type command struct {
	name string // the program
	args []string
	dir  string
	env  []string // besides the environment
	// fails: an exit status other than 0 is no error, as of diff.
	fails bool
}

// once runs a command and says what it took.
func (b *bench) once(c command) (cost, error) {
	cmd := exec.Command(c.name, c.args...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), c.env...)
	var said bytes.Buffer
	cmd.Stderr = &said
	begun := time.Now()
	err := cmd.Run()
	took := cost{wall: time.Since(begun)}
	if err != nil && (!c.fails || cmd.ProcessState == nil) {
		return took, fmt.Errorf("%s %v: %w\n%s", c.name, c.args, err, said.Bytes())
	}
	took.take(cmd.ProcessState)
	return took, nil
}

// take adds what the system says of a process that has ended.
func (c *cost) take(s *os.ProcessState) {
	c.cpu = s.UserTime() + s.SystemTime()
	c.peak = peak(s)
}

// median runs a command as often as was asked for, each time after before, and gives
// the median of every figure.
func (b *bench) median(what string, c command, before func(run int) error) (cost, error) {
	var wall, cpu []time.Duration
	var peak []int64
	for run := range b.runs {
		if before != nil {
			if err := before(run); err != nil {
				return cost{}, err
			}
		}
		took, err := b.once(c)
		if err != nil {
			return cost{}, err
		}
		wall, cpu, peak = append(wall, took.wall), append(cpu, took.cpu), append(peak, took.peak)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	slices.Sort(peak)
	m := cost{wall[len(wall)/2], cpu[len(cpu)/2], peak[len(peak)/2]}
	fmt.Fprintf(b.log, "%s: %.2f s, %.2f CPU s, %d MB\n", what, m.wall.Seconds(), m.cpu.Seconds(), m.peak>>20)
	return m, nil
}

// size counts the files of a folder and their bytes.
func size(dir string) (files, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files, bytes = files+1, bytes+info.Size()
		}
		return err
	})
	return files, bytes, err
}
