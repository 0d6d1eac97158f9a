// Package ledgertest makes ledgers for tests.
package ledgertest

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// Forge writes the records as a ledger whose chain holds, whatever they say: it
// numbers and links them. Their Seq, Prev, Hash and Pos are set in place.
func Forge(records ...*ledger.Record) []byte {
	var data []byte
	for i, r := range records {
		r.Seq = i + 1
		_, r.Prev = ledger.Head(data)
		line := r.Line()
		r.Hash = legal.SHA256(line)
		data = append(append(data, line...), '\n')
	}
	return data
}

// Bytes writes the records as they are.
func Bytes(records []ledger.Record) []byte {
	var b strings.Builder
	for _, r := range records {
		b.Write(r.Line())
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// Secret is a key made from a seed, always the same. It panics if no key may have the name.
func Secret(name string, seed byte, witness bool) translog.Secret {
	s, err := translog.NewSecret(rand.NewChaCha8([32]byte{seed}), name, witness)
	if err != nil {
		panic(err)
	}
	return s
}

// Document is a document with nothing in it.
func Document(id string) *legal.Document {
	return &legal.Document{ID: id, Kind: legal.Agreement, Order: 1, Languages: []legal.Lang{"kk", "ru"},
		File: "content/" + id + "/document.yaml"}
}

// Edition is an edition of a document with texts in the languages and an
// edition.yaml; each with bytes of its own.
func Edition(document, id string, languages ...legal.Lang) *legal.Edition {
	dir := "content/" + document + "/" + id
	e := &legal.Edition{ID: id, Dir: dir}
	for _, l := range languages {
		e.Texts = append(e.Texts, &legal.Text{Lang: l, Path: dir + "/" + string(l) + ".md", Title: "Құжат <" + id + ">",
			Source: []byte(dir + string(l)), Units: []legal.Unit{{Kind: legal.Title, Parent: -1, Runs: []legal.Run{{Text: dir}}}}})
	}
	e.Files = []legal.File{{Name: "edition.yaml", Path: dir + "/edition.yaml", SHA256: legal.SHA256([]byte(dir))}}
	return e
}

// History draws a ledger: some documents, published, claimed, added to, repealed
// and withdrawn at random instants that stand close together, so that many
// coincide. Every record was made by the package's own functions; what they
// refused is left out. found is what lies in content/ at the end.
func History(t *rapid.T, zone *time.Location) (records []ledger.Record, found []ledger.Found) {
	h := history{t: t, now: time.Date(2026, 1, 1, 0, 0, 0, 0, zone), editions: map[string][]*legal.Edition{}, settings: map[string]*legal.Document{}}
	for range rapid.IntRange(1, 20).Draw(t, "steps") {
		h.now = h.now.Add(h.hours(0, 3, "wait"))
		h.step(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "document"))
	}
	for _, id := range []string{"a", "b", "c"} {
		d := Document(id)
		if last := h.settings[id]; last != nil {
			d = last
		}
		d.Editions = h.editions[id]
		Index(d)
		found = append(found, ledger.FoundIn(d)...)
	}
	return h.records, found
}

type history struct {
	t        *rapid.T
	now      time.Time
	records  []ledger.Record
	editions map[string][]*legal.Edition // published, by document
	settings map[string]*legal.Document  // as of the last publication, by id
}

func (h *history) hours(from, to int, label string) time.Duration {
	return time.Duration(rapid.IntRange(from, to).Draw(h.t, label)) * time.Hour
}

func (h *history) step(id string) {
	kinds := []string{"edition", "edition", "claim", "text", "repeal", "unrepeal", "withdraw"}
	switch made := h.editions[id]; rapid.SampledFrom(kinds).Draw(h.t, "kind") {
	case "edition":
		h.publish(id, time.Time{}, h.now)
	case "claim":
		at := h.now.Add(-h.hours(0, 40, "ago"))
		h.publish(id, at, at)
	case "text":
		h.translate(id)
	case "repeal":
		h.take(ledger.Repeal(h.records, h.now, id, h.now.Add(h.hours(0, 6, "from"))))
	case "unrepeal": // most histories have no repeal to come at this moment
		if rapid.Bool().Draw(h.t, "repealed") {
			h.take(ledger.Repeal(h.records, h.now, id, h.now.Add(h.hours(1, 6, "from"))))
		}
		h.take(ledger.Unrepeal(h.records, h.now, id))
	case "withdraw":
		if len(made) > 0 {
			h.take(ledger.Withdraw(h.records, h.now, id, rapid.SampledFrom(made).Draw(h.t, "edition").ID))
		}
	}
}

// translate adds the languages that an edition lacks.
func (h *history) translate(id string) {
	made := h.editions[id]
	if len(made) == 0 {
		return
	}
	i := rapid.IntRange(0, len(made)-1).Draw(h.t, "edition")
	e := *made[i]
	e.Texts = Edition(id, e.ID, "kk", "ru").Texts
	var at time.Time
	if rapid.Bool().Draw(h.t, "claimed") {
		at = h.now.Add(-h.hours(0, 40, "ago"))
	}
	if h.take(ledger.Publish(h.records, h.now, []ledger.Publication{{Document: Document(id), Edition: &e, At: at}})) {
		made[i] = &e
	}
}

func (h *history) publish(id string, at, published time.Time) {
	languages := rapid.SampledFrom([][]legal.Lang{{"kk"}, {"kk", "ru"}}).Draw(h.t, "languages")
	e := Edition(id, strconv.Itoa(len(h.editions[id])+1), languages...)
	material := rapid.Bool().Draw(h.t, "material")
	e.Material = &material
	if rapid.Bool().Draw(h.t, "dated") {
		e.Effective = published.Add(h.hours(0, 10, "effective"))
	}
	d := Document(id)
	if id != "a" && rapid.Bool().Draw(h.t, "related") {
		d.AnnexOf, d.Incorporates = "a", []string{"c"}
	}
	if h.take(ledger.Publish(h.records, h.now, []ledger.Publication{{Document: d, Edition: e, At: at}})) {
		h.editions[id] = append(h.editions[id], e)
		h.settings[id] = d
	}
}

func (h *history) take(add []ledger.Record, list interface{ HasErrors() bool }) bool {
	h.records = append(h.records[:len(h.records):len(h.records)], add...)
	return !list.HasErrors()
}

// Index makes the index of all texts of a document.
func Index(d *legal.Document) {
	for _, e := range d.Editions {
		for _, t := range e.Texts {
			t.MakeIndex()
		}
	}
}
