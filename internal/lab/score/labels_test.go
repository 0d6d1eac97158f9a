//go:build corpora

package main

import (
	"io"
	"os"
	"testing"
)

// TestLabels scores the real pairs where their texts are at hand, below
// $KELISIM_CORPORA.
func TestLabels(t *testing.T) {
	root := os.Getenv("KELISIM_CORPORA")
	if root == "" {
		t.Fatal("KELISIM_CORPORA names no folder")
	}
	if code := runLabels(root, 0, io.Discard, os.Stderr); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
