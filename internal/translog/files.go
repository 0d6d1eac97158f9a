package translog

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"path"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// height of a tile: it holds 256 hashes.
const height = 8

// File is one static file of the log.
type File struct {
	Name string // slash path below the log's folder: "tile/0/000.p/11"
	Data []byte
}

// Files are the tiles and entry bundles of the whole log (c2sp.org/tlog-tiles),
// without the checkpoint. A full bundle or tile never changes any more; a partial
// one is written beside the ones before, which a new build no longer has: a client
// that holds an older checkpoint finds the wider tile or bundle.
func (l *Log) Files() ([]File, error) {
	var out []File
	for _, t := range tlog.NewTiles(height, 0, l.Size()) {
		data, err := tlog.ReadTileData(t, l)
		if err != nil {
			return nil, err
		}
		out = append(out, File{tileName(strconv.Itoa(t.L), t), data})
		if t.L > 0 {
			continue
		}
		var bundle []byte
		for _, line := range l.lines[t.N<<height : t.N<<height+int64(t.W)] {
			if len(line) > MaxLine {
				return nil, fmt.Errorf("translog: a line of %d bytes", len(line))
			}
			bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(line)))
			bundle = append(bundle, line...)
		}
		out = append(out, File{tileName("entries", t), bundle})
	}
	return out, nil
}

// tileName is tile/LEVEL/NNN, where tlog puts the height before the level.
func tileName(level string, t tlog.Tile) string {
	_, n, _ := strings.Cut(strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", height)), "/")
	return path.Join("tile", level, n)
}

// Proof shows that a line is in the tree of a checkpoint.
type Proof struct {
	Index      int64 // of the line, from 0
	Hashes     []Hash
	Checkpoint []byte // the file
}

const proofHead = "c2sp.org/tlog-proof@v1\n"

// Encode writes a .tlog-proof.
func (p Proof) Encode() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%sindex %d\n", proofHead, p.Index)
	return append([]byte(b.String()+hashLines(p.Hashes)+"\n"), p.Checkpoint...)
}

// hashLines writes hashes as a proof and a request hold them, one on a line.
func hashLines(hashes []Hash) string {
	var b strings.Builder
	for _, h := range hashes {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	return b.String()
}

// parseHashes reads the lines that hashLines writes; ok is false if one is no hash.
func parseHashes(lines []string) (hashes []Hash, ok bool) {
	for _, line := range lines {
		h, ok := decode(line)
		if !ok || len(h) != tlog.HashSize {
			return nil, false
		}
		hashes = append(hashes, Hash(h))
	}
	return hashes, true
}

// ParseProof reads what Encode writes, and nothing else.
func ParseProof(data []byte) (Proof, error) {
	head, checkpoint, ok := strings.Cut(string(data), "\n\n")
	rest, known := strings.CutPrefix(head+"\n", proofHead)
	lines := strings.Split(strings.TrimSuffix(rest, "\n"), "\n")
	text, marked := strings.CutPrefix(lines[0], "index ")
	index, err := strconv.ParseInt(text, 10, 64)
	hashes, good := parseHashes(lines[1:])
	if !ok || !known || !marked || err != nil || index < 0 || !good {
		return Proof{}, ErrForm
	}
	p := Proof{Index: index, Hashes: hashes, Checkpoint: []byte(checkpoint)}
	if string(p.Encode()) != string(data) {
		return Proof{}, ErrForm
	}
	return p, nil
}

// Prove makes the proof that line n, counted from 0, is in the log as a checkpoint
// of it has it.
func (l *Log) Prove(n int64, s *Signed) (Proof, error) {
	hashes, err := l.Inclusion(n, s.Size)
	return Proof{n, hashes, s.Note}, err
}

// PathStep is one step from a line's hash to the root: the node is the hash of 0x01,
// the left hash and the right one, and Left says where the given hash stands.
type PathStep struct {
	Hash Hash
	Left bool
}

// Path gives the steps of a proof in a log of so many lines, from the leaf up, as RFC
// 6962 section 2.1.1 orders them; nil if the proof has not the right number of hashes.
func (p Proof) Path(size int64) []PathStep {
	left := sides(p.Index, size)
	if len(left) != len(p.Hashes) {
		return nil
	}
	out := make([]PathStep, len(left))
	for i, h := range p.Hashes {
		out[i] = PathStep{h, left[i]}
	}
	return out
}

// sides says for each step from line n of size up whether its sibling is the left.
func sides(n, size int64) []bool {
	if size < 2 || n < 0 || n >= size {
		return nil
	}
	half := int64(1)
	for half*2 < size {
		half *= 2
	}
	if n < half {
		return append(sides(n, half), false)
	}
	return append(sides(n-half, size-half), true)
}
