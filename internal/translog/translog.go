// Package translog is a transparency log over a ledger: a Merkle tree whose leaves
// are the ledger's lines, in the formats that others can check.
//
//	tree         RFC 6962, section 2.1: the leaf of line n is SHA-256(0x00 || line)
//	checkpoint   c2sp.org/tlog-checkpoint: origin, size and root as a signed note
//	tiles        c2sp.org/tlog-tiles: all nodes and all lines as static files
//	proof        c2sp.org/tlog-proof: a line's place in the tree, with the checkpoint
//	cosignature  c2sp.org/tlog-cosignature, cosignature/v1: a witness's word
//
// The ledger stays the truth: everything here is made from its lines again and
// again, but for the signatures, which need a key. All that is read is read
// strictly: a checkpoint has exactly three lines, base64 has one spelling, and what
// is signed by nobody who is asked for is refused.
package translog

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a node of the tree.
type Hash = tlog.Hash

// MaxLine is the longest line that an entry bundle can hold, in bytes.
const MaxLine = 1<<16 - 1

// Log is the tree over lines. Its methods may be called by several goroutines.
type Log struct {
	lines  [][]byte
	hashes []Hash // in the order of tlog.StoredHashIndex
}

// New makes the log of a ledger's bytes: one line a leaf, each without its LF.
func New(ledger []byte) *Log {
	l := &Log{}
	for line := range bytes.Lines(ledger) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		hashes, err := tlog.StoredHashes(int64(len(l.lines)), line, l)
		if err != nil {
			panic("translog: " + err.Error()) // ReadHashes has them all
		}
		l.lines = append(l.lines, line)
		l.hashes = append(l.hashes, hashes...)
	}
	return l
}

// ReadHashes implements [tlog.HashReader].
func (l *Log) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(l.hashes)) {
			return nil, fmt.Errorf("translog: no hash %d", x)
		}
		out[i] = l.hashes[x]
	}
	return out, nil
}

// Size is the number of lines.
func (l *Log) Size() int64 { return int64(len(l.lines)) }

// Line returns line n, counted from 0, without its LF.
func (l *Log) Line(n int64) []byte { return l.lines[n] }

// Root is the hash of the tree of the first n lines; ok is false if there are
// fewer. The root of no lines is the hash of nothing.
func (l *Log) Root(n int64) (root Hash, ok bool) {
	if n < 0 || n > l.Size() {
		return root, false
	}
	root, err := tlog.TreeHash(n, l)
	return root, err == nil
}

// Head is the tree of all lines under a log's name.
func (l *Log) Head(origin string) Checkpoint {
	root, _ := l.Root(l.Size())
	return Checkpoint{Origin: origin, Size: l.Size(), Root: root}
}

// Inclusion proves that line n, counted from 0, is in the tree of the first size
// lines.
func (l *Log) Inclusion(n, size int64) ([]Hash, error) {
	if n < 0 || n >= size || size > l.Size() {
		return nil, fmt.Errorf("translog: no line %d among %d", n, size)
	}
	return tlog.ProveRecord(size, n, l)
}

// Consistency proves that the tree of the first from lines is the beginning of the
// tree of the first to lines.
func (l *Log) Consistency(from, to int64) ([]Hash, error) {
	if from < 0 || from > to || to > l.Size() {
		return nil, fmt.Errorf("translog: no trees of %d and %d lines", from, to)
	}
	if from == 0 || from == to {
		return nil, nil
	}
	return tlog.ProveTree(to, from, l)
}

// errProof means that a proof does not prove what it should.
var errProof = errors.New("the proof does not hold")

// CheckInclusion checks what Inclusion made, for the bytes of a line.
func CheckInclusion(proof []Hash, c Checkpoint, n int64, line []byte) error {
	if tlog.CheckRecord(proof, c.Size, c.Root, n, tlog.RecordHash(line)) != nil {
		return errProof
	}
	return nil
}

// CheckConsistency checks what Consistency made: that the tree of from is the
// beginning of that of to.
func CheckConsistency(proof []Hash, from, to Checkpoint) error {
	switch {
	case from.Origin != to.Origin || from.Size > to.Size:
		return errProof
	case from.Size == 0:
		if len(proof) == 0 && from.Root == emptyRoot() {
			return nil
		}
		return errProof
	case from.Size == to.Size:
		if len(proof) == 0 && from.Root == to.Root {
			return nil
		}
		return errProof
	case tlog.CheckTree(proof, to.Size, to.Root, from.Size, from.Root) != nil:
		return errProof
	}
	return nil
}

func emptyRoot() Hash {
	root, _ := tlog.TreeHash(0, (*Log)(nil))
	return root
}
