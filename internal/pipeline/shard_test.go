package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// shards builds a world in n parts, and gives their folders.
func (d *desk) shards(n int) []string {
	d.t.Helper()
	var dirs []string
	for i := range n {
		dir := filepath.Join(d.t.TempDir(), fmt.Sprint(i))
		if _, _, err := d.load().Write(Output{Dir: dir, Drafts: d.drafts, Renderer: d.r, Shard: Shard{i + 1, n}}); err != nil {
			d.t.Fatal(err)
		}
		dirs = append(dirs, dir)
	}
	return dirs
}

func (d *desk) join(out string, dirs []string) error {
	d.t.Helper()
	_, found, err := d.load().Write(Output{Dir: out, Drafts: d.drafts, Renderer: d.r, Join: dirs})
	if len(found) > 0 {
		d.t.Fatal(found)
	}
	return err
}

// A site that is joined from shards is, byte for byte, the one that is built at once.
func TestShards(t *testing.T) {
	for _, drafts := range []bool{false, true} {
		d := &desk{world: newWorld(t), drafts: drafts}
		d.publish("a/1", "b/1", "c/1")
		d.now = d.now.Add(time.Hour)
		d.edition("a", "2", "second")
		d.edition("b", "2", "second")
		if !d.publish("a/2") {
			t.Fatal("a 2 is not published")
		}
		whole := filepath.Join(t.TempDir(), "whole")
		d.world.load()
		d.write(whole, nil)
		for _, n := range []int{1, 2, 3, 7} {
			out := filepath.Join(t.TempDir(), "joined")
			dirs := d.shards(n)
			if err := d.join(out, dirs); err != nil {
				t.Fatal(err)
			}
			equalTrees(t, fmt.Sprint(n, " shards"), out, whole)
		}
	}
}

// What does not fit is refused, and the output stays as it was.
func TestShardsRefused(t *testing.T) {
	d := &desk{world: newWorld(t)}
	if !d.publish("a/1", "b/1", "c/1") {
		t.Fatal("nothing is published")
	}
	good := d.shards(2)
	d.now = d.now.Add(time.Hour)
	d.edition("a", "2", "second")
	if !d.publish("a/2") {
		t.Fatal("a 2 is not published")
	}
	other := d.shards(2)
	torn := d.shards(2)
	var file string
	for name := range tree(t, torn[0]) {
		if filepath.Ext(name) == ".html" {
			file = filepath.Join(torn[0], name)
		}
	}
	if err := os.WriteFile(file, []byte("<p>another</p>"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, dirs := range map[string][]string{
		"of another ledger": good, "mixed": {good[0], other[1]}, "one missing": other[:1], "one twice": {other[0], other[1], other[1]},
		"torn": torn, "no folder": {other[0], filepath.Join(t.TempDir(), "none")},
	} {
		out := filepath.Join(t.TempDir(), "joined")
		var bad *ShardError
		if err := d.join(out, dirs); !errors.As(err, &bad) {
			t.Errorf("%s: got %v, want a ShardError", name, err)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: there is an output", name)
		}
	}
}
