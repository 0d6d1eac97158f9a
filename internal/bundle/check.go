package bundle

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
	"github.com/kelisim/kelisim/internal/tsa"
)

// Verdict is what a bundle proves if it has no findings.
type Verdict struct {
	Record  Record // of the edition
	Log     string
	Records int            // size of the log of its checkpoint
	Signed  []translog.Key // keys that have signed
	Times   []time.Time    // what the cosignatures of witnesses state; zero for the log's key
	Stamp   tsa.Stamp      // zero for none
	Head    translog.Checkpoint
}

// Check checks a bundle as docs/proof.md says. key is the ledger's public key as the
// reader knows it from elsewhere; empty: the one that the bundle names is believed.
// name is the bundle's, for findings; those of a file in it name that.
func Check(name string, data []byte, key translog.Key) (Verdict, diag.List) {
	c := &checker{name: name, key: key}
	files, err := unpack(data)
	if err != nil {
		c.report("form", "")
		return c.verdict, c.list
	}
	c.files = files
	c.sums()
	c.checkpoint()
	if c.signed != nil {
		c.records()
	}
	c.list.Sort()
	return c.verdict, c.list
}

type checker struct {
	name    string
	key     translog.Key
	files   map[string][]byte
	signed  *translog.Signed
	verdict Verdict
	list    diag.List
}

func (c *checker) report(variant, file string) {
	pos := diag.Pos{File: c.name}
	if file != "" {
		pos.File += "/" + file
	}
	c.list.AddVariant(diag.BundleFile, variant, pos, diag.Args{"name": file})
}

// sums compares SHA256SUMS with the files.
func (c *checker) sums() {
	if bytes.Equal(sums(c.files), c.files[sumsName]) {
		return
	}
	listed := map[string]string{}
	for line := range strings.Lines(string(c.files[sumsName])) {
		hash, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		listed[name] = hash
	}
	before := len(c.list)
	for name, data := range c.files {
		switch hash, ok := listed[name]; {
		case name == sumsName:
		case !ok:
			c.report("extra", name)
		case hash != legal.SHA256(data):
			c.report("changed", name)
		}
	}
	for name := range listed {
		if _, ok := c.files[name]; !ok {
			c.report("missing", name)
		}
	}
	if len(c.list) == before {
		c.report("changed", sumsName)
	}
}

// checkpoint reads the checkpoint and compares its signatures.
func (c *checker) checkpoint() {
	keys, ok := c.keys()
	if !ok {
		c.report("key", keysName)
		return
	}
	s, err := translog.Open(c.files[checkpointName], keys...)
	if err != nil {
		c.report("checkpoint", checkpointName)
		return
	}
	if string(c.files[textName]) != s.Text() {
		c.report("checkpoint", textName)
	}
	for _, k := range keys {
		if _, ok := s.By(k); !ok && (!k.Witness() || k == c.key) {
			c.report("unsigned", checkpointName)
		}
	}
	want := signatures(s)
	for name, data := range want {
		if !bytes.Equal(c.files[name], data) {
			c.report("signature", name)
		}
	}
	for name := range c.files {
		if strings.HasPrefix(name, "signatures/") && want[name] == nil {
			c.report("signature", name)
		}
	}
	if stamp, ok := c.files[stampName]; ok {
		if c.verdict.Stamp, err = tsa.Open(stamp, []byte(s.Text())); err != nil {
			c.report("stamp", stampName)
		}
	}
	c.signed = s
	c.verdict.Head, c.verdict.Log, c.verdict.Records, c.verdict.Signed = s.Checkpoint, s.Origin, int(s.Size), s.Keys
	for _, t := range s.Times {
		at := time.Time{}
		if t != 0 {
			at = time.Unix(t, 0).UTC()
		}
		c.verdict.Times = append(c.verdict.Times, at)
	}
}

// keys reads keys.txt: first the ledger's key, then those of witnesses, each once;
// the reader's own key must be the first.
func (c *checker) keys() ([]translog.Key, bool) {
	data, ok := c.files[keysName]
	if !ok {
		return nil, c.key == ""
	}
	var keys []translog.Key
	for line := range strings.Lines(string(data)) {
		k, err := translog.ParseKey(strings.TrimSuffix(line, "\n"))
		if err != nil || !strings.HasSuffix(line, "\n") || slices.Contains(keys, k) || k.Witness() != (len(keys) > 0) {
			return nil, false
		}
		keys = append(keys, k)
	}
	return keys, len(keys) > 0 && (c.key == "" || keys[0] == c.key)
}

// records checks each record: its place in the log, and the files that it names.
func (c *checker) records() {
	known := map[string]bool{}
	var first *Record
	for _, seq := range c.seqs() {
		r := c.record(seq)
		if r == nil {
			continue
		}
		switch {
		case first == nil && r.Kind != "edition", first != nil && (r.Kind != "text" || r.Document != first.Document || r.Edition != first.Edition):
			c.report("record", recordName(seq))
			continue
		case first == nil:
			first = r
			c.verdict.Record = *r
		}
		c.texts(r, known)
	}
	if first == nil && len(c.list) == 0 {
		c.report("missing", "records")
	}
	for name := range c.files {
		if (strings.HasPrefix(name, "texts/") || strings.HasPrefix(name, "files/")) && !known[name] {
			c.report("unnamed", name)
		}
	}
}

// seqs are the numbers of the records, in order.
func (c *checker) seqs() []int {
	var out []int
	for name := range c.files {
		rest, ok := strings.CutPrefix(name, "records/")
		if !ok {
			continue
		}
		number, isRecord := strings.CutSuffix(rest, ".json")
		if !isRecord {
			number, _ = strings.CutSuffix(rest, ".tlog-proof")
		}
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || name != recordName(n) && name != proofName(n) {
			c.report("unnamed", name)
			continue
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// record reads a record and checks that it is in the log; nil if it is not.
func (c *checker) record(seq int) *Record {
	line, ok := c.files[recordName(seq)]
	if !ok {
		c.report("missing", recordName(seq))
		return nil
	}
	data, ok := c.files[proofName(seq)]
	if !ok {
		c.report("missing", proofName(seq))
		return nil
	}
	p, err := translog.ParseProof(data)
	if err != nil || p.Index != int64(seq-1) || !bytes.Equal(p.Checkpoint, c.files[checkpointName]) ||
		translog.CheckInclusion(p.Hashes, c.signed.Checkpoint, p.Index, line) != nil {
		c.report("proof", proofName(seq))
		return nil
	}
	r, err := readRecord(line)
	if err != nil || r.Seq != seq {
		c.report("record", recordName(seq))
		return nil
	}
	return &r
}

// texts compares the files that a record names.
func (c *checker) texts(r *Record, known map[string]bool) {
	compare := func(name, hash string) {
		known[name] = true
		switch data, ok := c.files[name]; {
		case !ok:
			c.report("missing", name)
		case legal.SHA256(data) != hash:
			c.report("record", name)
		}
	}
	for _, t := range r.Texts {
		compare("texts/"+t.Language+".md", t.Source)
		compare("texts/"+t.Language+".txt", t.Plain)
	}
	for _, f := range r.Files {
		compare("files/"+f.Name, f.SHA256)
	}
}
