package proof_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/translog"
)

var now = time.Date(2026, 2, 1, 10, 0, 0, 0, time.UTC)

// records publishes so many documents.
func records(t *testing.T, n int) []ledger.Record {
	t.Helper()
	var asked []ledger.Publication
	for i := range n {
		id := fmt.Sprintf("d%d", i)
		asked = append(asked, ledger.Publication{Document: ledgertest.Document(id), Edition: ledgertest.Edition(id, "1", "kk", "ru")})
	}
	made, list := ledger.Publish(nil, now, asked)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return made
}

// kept is the checkpoint of the first n lines, signed by the secrets in turn, a
// witness at the second n.
func kept(t *testing.T, data []byte, n int, secrets ...translog.Secret) proof.Kept {
	t.Helper()
	log := translog.New(data)
	root, ok := log.Root(int64(n))
	if !ok {
		t.Fatal(n)
	}
	note := translog.Checkpoint{Origin: "test", Size: int64(n), Root: root}.Unsigned()
	for _, s := range secrets {
		var err error
		if note, err = translog.Sign(note, s, int64(n)); err != nil {
			t.Fatal(err)
		}
	}
	return proof.Kept{Records: n, Path: fmt.Sprintf("content/ledger.checkpoints/%d.txt", n), Note: note}
}

func TestOf(t *testing.T) {
	key, court, ministry := ledgertest.Secret("test", 1, false), ledgertest.Secret("court", 2, true), ledgertest.Secret("ministry", 3, true)
	list := records(t, 5)
	data := ledgertest.Bytes(list)
	log, found := proof.Open(proof.Input{Origin: "test", Ledger: data, Records: list, Key: key.Key,
		Witnesses: []translog.Key{ministry.Key, court.Key},
		Kept:      []proof.Kept{kept(t, data, 2, key, court), kept(t, data, 3, key), kept(t, data, 4, key, court, ministry)}})
	if len(found) > 0 {
		t.Fatal(found)
	}
	at := func(n int64) time.Time { return time.Unix(n, 0).UTC() }
	want := []proof.Statement{
		{Records: 2, Witnesses: []proof.Witness{{"ministry", at(4)}, {"court", at(2)}}},
		{Records: 2, Witnesses: []proof.Witness{{"ministry", at(4)}, {"court", at(2)}}},
		{Records: 3, Witnesses: []proof.Witness{{"ministry", at(4)}, {"court", at(4)}}},
		{Records: 4, Witnesses: []proof.Witness{{"ministry", at(4)}, {"court", at(4)}}},
		{},
	}
	for i, w := range want {
		if diff := cmp.Diff(w, log.Of(i+1)); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", i+1, diff)
		}
		p, err := log.Proof(i + 1)
		if err != nil {
			t.Fatal(err)
		}
		s, err := translog.Open(p.Checkpoint, key.Key)
		if err != nil {
			t.Fatal(err)
		}
		if err := translog.CheckInclusion(p.Hashes, s.Checkpoint, p.Index, list[i].Line()); err != nil {
			t.Errorf("record %d: %v", i+1, err)
		}
		if _, ok := s.By(key.Key); ok != (w.Records > 0) || ok && s.Size != int64(w.Records) {
			t.Errorf("record %d: proved by a checkpoint of %d, signed: %v", i+1, s.Size, ok)
		}
	}
}

// Checkpoints that do not hold are told and prove nothing.
func TestOpenRefuses(t *testing.T) {
	key, other, court := ledgertest.Secret("test", 1, false), ledgertest.Secret("test", 2, false), ledgertest.Secret("court", 2, true)
	list := records(t, 3)
	data := ledgertest.Bytes(list)
	longer := ledgertest.Bytes(records(t, 5))
	elsewhere := bytes.Replace(data, []byte(`"document":"d0"`), []byte(`"document":"dx"`), 1)
	good := kept(t, data, 2, key, court)
	change := func(old, new string) proof.Kept {
		k := good
		k.Note = bytes.Replace(good.Note, []byte(old), []byte(new), 1)
		return k
	}
	signature := bytes.Index(good.Note, []byte("— test ")) + len("— test ") + 20
	forged := good
	forged.Note = bytes.Clone(good.Note)
	forged.Note[signature] ^= 3
	renamed := good
	renamed.Records = 3
	stamped := good
	stamped.Stamp = []byte("no time-stamp")
	for name, c := range map[string]struct {
		kept proof.Kept
		key  translog.Key
		want string
	}{
		"good":                  {good, key.Key, ""},
		"another log":           {change("test\n", "other\n"), key.Key, "ledger-checkpoint.signature"},
		"forged":                {forged, key.Key, "ledger-checkpoint.signature"},
		"no note":               {change("\n\n", "\n"), key.Key, "ledger-checkpoint.form"},
		"named otherwise":       {renamed, key.Key, "ledger-checkpoint.other"},
		"unsigned":              {kept(t, data, 2), key.Key, "ledger-checkpoint.unsigned"},
		"by the witness alone":  {kept(t, data, 2, court), key.Key, "ledger-checkpoint.unsigned"},
		"by another key":        {kept(t, data, 2, other), key.Key, "ledger-checkpoint.unsigned"},
		"the site has no key":   {good, "", "ledger-checkpoint.unsigned"},
		"no stamp":              {stamped, key.Key, "ledger-checkpoint.stamp"},
		"of a longer ledger":    {kept(t, longer, 5, key), key.Key, "ledger-head.shorter"},
		"of another beginning":  {kept(t, elsewhere, 2, key), key.Key, "ledger-head.changed"},
		"of another last line":  {kept(t, elsewhere, 1, key), key.Key, "ledger-head.changed"},
		"the beginning of more": {kept(t, longer, 3, key), key.Key, ""},
	} {
		log, found := proof.Open(proof.Input{Origin: "test", Ledger: data, Records: list, Key: c.key,
			Witnesses: []translog.Key{court.Key}, Kept: []proof.Kept{c.kept}})
		got := ""
		if len(found) > 0 {
			got = found[0].Key()
		}
		if got != c.want || len(found) > 1 {
			t.Errorf("%s: %v, want %q", name, found, c.want)
		}
		if c.want != "" && (log.Of(1).Records != 0 || len(log.Of(1).Witnesses) != 0) {
			t.Errorf("%s: it proves %+v", name, log.Of(1))
		}
	}
}

// The key of its time signs a checkpoint; the record of a change says which that is.
func TestKeyChange(t *testing.T) {
	one, two := ledgertest.Secret("test", 1, false), ledgertest.Secret("test", 2, false)
	list := records(t, 2)
	more, found := ledger.ChangeKey(list, now, one, two.Key)
	if len(found) > 0 {
		t.Fatal(found)
	}
	list = append(list, more...)
	data := ledgertest.Bytes(list)
	in := proof.Input{Origin: "test", Ledger: data, Records: list, Key: two.Key,
		Kept: []proof.Kept{kept(t, data, 1, one), kept(t, data, 2, one), kept(t, data, 3, two)}}
	if _, found := proof.Open(in); len(found) > 0 {
		t.Error(found)
	}
	in.Kept = []proof.Kept{kept(t, data, 2, two)}
	if _, found := proof.Open(in); len(found) != 1 || found[0].Key() != "ledger-checkpoint.unsigned" {
		t.Errorf("the new key signs an old checkpoint: %v", found)
	}
	in.Kept, in.Key = nil, one.Key
	if _, found := proof.Open(in); len(found) != 1 || found[0].Key() != "ledger-key.site" {
		t.Errorf("the site names the old key: %v", found)
	}
}

// What a site serves is made of the ledger and the checkpoints alone, and all of it
// changes the group's inputs.
func TestPlan(t *testing.T) {
	key := ledgertest.Secret("test", 1, false)
	list := records(t, 3)
	data := ledgertest.Bytes(list)
	in := proof.Input{Origin: "test", Ledger: data, Records: list, Key: key.Key, Kept: []proof.Kept{kept(t, data, 2, key)}}
	files := func(in proof.Input) (inputs string, names []string) {
		log, _ := proof.Open(in)
		for _, g := range log.Plan().Whole {
			inputs += g.Inputs()
			if err := g.Make(nil, func(p plan.Page) error { names = append(names, p.Path); return nil }); err != nil {
				t.Fatal(err)
			}
		}
		return inputs, names
	}
	inputs, names := files(in)
	want := "ledger/ledger.jsonl ledger/checkpoint ledger/keys.txt ledger/checkpoints/2.txt ledger/tile/0/000.p/3 ledger/tile/entries/000.p/3 " +
		"ledger/proofs/d0/1.tlog-proof ledger/proofs/d1/1.tlog-proof ledger/proofs/d2/1.tlog-proof"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("files\n%s\nwant\n%s", got, want)
	}
	seen := []string{inputs}
	for _, change := range []func(*proof.Input){
		func(in *proof.Input) { in.Kept = nil },
		func(in *proof.Input) { in.Kept = append(slices.Clone(in.Kept), kept(t, data, 3, key)) },
		func(in *proof.Input) { in.Witnesses = []translog.Key{ledgertest.Secret("court", 2, true).Key} },
		func(in *proof.Input) { in.Ledger, in.Records = ledgertest.Bytes(list[:2]), list[:2] },
	} {
		other := in
		change(&other)
		if got, _ := files(other); slices.Contains(seen, got) {
			t.Error("equal inputs of other files")
		} else {
			seen = append(seen, got)
		}
	}
	if log, _ := proof.Open(proof.Input{Origin: "test"}); len(log.Plan().Whole) > 0 {
		t.Error("an empty ledger has files")
	}
}
