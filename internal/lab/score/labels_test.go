//go:build corpora

package main

import (
	"io"
	"os"
	"testing"

	"github.com/kelisim/kelisim/internal/lab/corpora"
)

// TestLabels scores the real pairs where their texts are at hand, below
// $KELISIM_CORPORA.
func TestLabels(t *testing.T) {
	root := corpora.Dir(t)
	if code := runLabels(root, 0, io.Discard, os.Stderr); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
