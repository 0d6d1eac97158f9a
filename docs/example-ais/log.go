package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
)

// A Log is a file of JSON lines that only grows. What Append returned from
// without an error is on the disk.
type Log struct {
	mu   sync.Mutex
	file *os.File
	size int64 // of its whole lines
	torn bool  // a write failed, and may have left a part of its line
}

// OpenLog opens a log, or makes one that only its owner can read, and calls each
// for every line. A last line without its end was torn by a kill before anyone
// was told that it stands: it is cut off, and torn is its length in bytes.
func OpenLog(path string, each func(line []byte) error) (log *Log, torn int, err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, 0, err
	}
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, 0, err
	}
	whole := bytes.LastIndexByte(data, '\n') + 1
	n := 0
	for line := range bytes.Lines(data[:whole]) {
		n++
		if err := each(line); err != nil {
			return nil, 0, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return &Log{file: file, size: int64(whole)}, len(data) - whole, file.Truncate(int64(whole))
}

// Append adds one line.
func (l *Log) Append(value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.torn {
		if err := l.file.Truncate(l.size); err != nil {
			return err
		}
	}
	l.torn = true
	if _, err := l.file.Write(line); err != nil {
		return err
	}
	if err := l.file.Sync(); err != nil {
		return err
	}
	l.size += int64(len(line))
	l.torn = false
	return nil
}
