// Package ledger keeps the append-only record of what was published, when, and
// with which bytes: content/ledger.jsonl.
//
// # The file
//
// One record a line, each ended by LF. A line is one JSON object in canonical
// form: the fields in the order of [Record], no white space between tokens, no
// HTML escaping (only what JSON must escape, and U+2028 and U+2029), fields
// without a meaning for the record's kind absent. Reading a line and writing it
// again gives the same bytes; anything else is refused. An example, folded:
//
//	{"schema":"kelisim.ledger/1","seq":1,"prev":"0000…","recorded":"2026-12-01T10:00:00+05:00",
//	 "kind":"edition","document":"user-agreement","edition":"1","edition_seq":1,
//	 "published":"2026-12-01T10:00:00+05:00","effective":"2026-12-01T10:00:00+05:00",
//	 "claimed":false,"material":true,"reaccept_since":1,
//	 "snapshot":{"kind":"agreement","order":1,"languages":["kk","ru"]},
//	 "reading":2,"texts":[{"language":"kk","title":"…","source_sha256":"…","plain_sha256":"…","plain_format":"kelisim.plain/1"}],
//	 "files":[{"name":"edition.yaml","sha256":"…"}]}
//
// # The chain
//
// prev is the SHA-256, in hex, of the bytes of the line before without its LF;
// 64 zeros in the first record. So a change to any line but the last breaks the
// file itself. A change to the last one, or its removal, shows against the files
// ([Verify]) or against a head ([Head]) that somebody kept.
//
// # The rules
//
// They are one and the same when a record is read ([Parse]) and when it is made
// ([Publish], [Repeal], [Unrepeal], [Withdraw]); history.go states them.
package ledger

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// Path is the ledger's place in a site: a slash path relative to its root.
const Path = "content/ledger.jsonl"

// schema names the format of a record. Any other is refused.
const schema = "kelisim.ledger/1"

// Zero is the prev of the first record, and the head of an empty ledger.
const Zero = "0000000000000000000000000000000000000000000000000000000000000000"

// Kind is the kind of a record.
type Kind string

// The kinds of records.
const (
	EditionKind  Kind = "edition"  // an edition was published
	TextKind     Kind = "text"     // languages were added to a published edition
	RepealKind   Kind = "repeal"   // the document ends without a successor
	UnrepealKind Kind = "unrepeal" // a repeal that had not come was taken back
	WithdrawKind Kind = "withdraw" // a scheduled edition was taken back
	ClockKind    Kind = "clock"    // the records before it were made by a clock that was ahead
	KeyKind      Kind = "key"      // the ledger's key was exchanged for another
)

// Record is one line of the ledger.
type Record struct {
	Seq      int       // from 1, without a gap
	Prev     string    // hash of the line before; Zero in the first
	Recorded time.Time // the clock at recording; never decreases
	Kind     Kind
	Document string // not clock, key

	Edition    string // edition, text, withdraw
	EditionSeq int    // edition, text, withdraw: from 1 in each document, withdrawn ones counted

	Published time.Time // edition, text: Recorded, or the claimed instant
	Effective time.Time // edition: never before Published
	Claimed   bool      // edition, text: Published was claimed by a person, not taken from the clock

	Material      bool      // edition: users must accept again
	MaterialFor   []string  // edition: the purposes for which alone they must; nil: for all
	ReacceptSince int       // edition: seq of the edition whose acceptance still suffices
	Snapshot      *Snapshot // edition: document.yaml as it was
	Reading       int       // edition, text: the version of the rules that the texts were read by
	Texts         []Text    // edition, text: one or more, in the site's order of languages
	Files         []File    // edition: edition.yaml and the other files, by name; may be empty

	From time.Time // repeal: the first instant at which nothing is in force; unrepeal: that of the repeal

	Corrects int // clock: the seq of the first record whose clock was ahead

	Key       translog.Key // key: the new one
	OldKey    translog.Key // key: the one that signs it
	Signature string       // key: by OldKey over [Record.KeyText], base64

	// Clock is what the line says of when it was recorded, if a later record of the
	// kind clock says that this is wrong: Recorded, and Published unless claimed, are
	// then those of that record. Zero else. It is not a field of the line.
	Clock time.Time

	// Hash is the SHA-256 of the line, the next record's prev. It is not a field
	// of the line.
	Hash string
	// Pos is the record's line in the file. It is not a field of the line.
	Pos diag.Pos
}

// Snapshot is document.yaml at publication.
type Snapshot struct {
	Kind         legal.Kind   `json:"kind"`
	Order        int          `json:"order"`
	AnnexOf      string       `json:"annex_of,omitempty"`
	Incorporates []string     `json:"incorporates,omitempty"`
	Languages    []legal.Lang `json:"languages"`
	Prevails     legal.Lang   `json:"prevails,omitempty"` // absent: the wordings are equal
	legal.Assent
}

// Text is one language's wording, as recorded.
type Text struct {
	Language     legal.Lang `json:"language"`
	Title        string     `json:"title,omitempty"`
	SourceSHA256 string     `json:"source_sha256"` // of legal.Text.Source
	PlainSHA256  string     `json:"plain_sha256"`  // of the plain form
	PlainFormat  string     `json:"plain_format"`  // "kelisim.plain/1"
}

// File is a file beside the texts, as recorded.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// wire is the line's form: the fields in their order, absent if they have no
// meaning. Pointers tell false from absent.
type wire struct {
	Schema        string    `json:"schema"`
	Seq           int       `json:"seq"`
	Prev          string    `json:"prev"`
	Recorded      time.Time `json:"recorded"`
	Kind          Kind      `json:"kind"`
	Document      string    `json:"document,omitempty"`
	Edition       string    `json:"edition,omitempty"`
	EditionSeq    int       `json:"edition_seq,omitempty"`
	Published     time.Time `json:"published,omitzero"`
	Effective     time.Time `json:"effective,omitzero"`
	Claimed       *bool     `json:"claimed,omitempty"`
	Material      *bool     `json:"material,omitempty"`
	MaterialFor   []string  `json:"material_for,omitempty"`
	ReacceptSince int       `json:"reaccept_since,omitempty"`
	Snapshot      *Snapshot `json:"snapshot,omitempty"`
	Reading       int       `json:"reading,omitempty"` // absent: the first
	Texts         []Text    `json:"texts,omitempty"`
	Files         []File    `json:"files,omitempty"`
	From          time.Time `json:"from,omitzero"`

	Corrects  int    `json:"corrects,omitempty"`
	Key       string `json:"key,omitempty"`
	OldKey    string `json:"old_key,omitempty"`
	Signature string `json:"signature,omitempty"`
}

func (w wire) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(w); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Line is the record in canonical form, without LF. Times are written with the
// offset that they carry; so it gives back a parsed line only if the offset
// of the site's zone is still the one that was recorded, and no later record
// corrects its clock.
func (r Record) Line() []byte {
	w := wire{
		Schema: schema, Seq: r.Seq, Prev: r.Prev, Recorded: r.Recorded, Kind: r.Kind, Document: r.Document,
		Edition: r.Edition, EditionSeq: r.EditionSeq, Published: r.Published, Effective: r.Effective,
		MaterialFor: r.MaterialFor, ReacceptSince: r.ReacceptSince, Snapshot: r.Snapshot, Texts: r.Texts, Files: r.Files, From: r.From,
		Corrects: r.Corrects, Key: string(r.Key), OldKey: string(r.OldKey), Signature: r.Signature,
	}
	if r.Kind == EditionKind || r.Kind == TextKind {
		w.Claimed = &r.Claimed
		if r.Reading > language.FirstReading {
			w.Reading = r.Reading
		}
	}
	if r.Kind == EditionKind {
		w.Material = &r.Material
	}
	line, err := w.encode()
	if err != nil {
		panic("ledger: record cannot be written: " + err.Error()) // a year beyond 9999: our bug
	}
	return line
}

// record gives the values of the line, times in the zone.
func (w wire) record(zone *time.Location) Record {
	in := func(t time.Time) time.Time {
		if t.IsZero() {
			return time.Time{}
		}
		return t.In(zone)
	}
	reading := w.Reading
	if w.Kind == EditionKind || w.Kind == TextKind {
		reading = max(reading, language.FirstReading)
	}
	return Record{
		Seq: w.Seq, Prev: w.Prev, Recorded: in(w.Recorded), Kind: w.Kind, Document: w.Document,
		Edition: w.Edition, EditionSeq: w.EditionSeq, Published: in(w.Published), Effective: in(w.Effective),
		Claimed: w.Claimed != nil && *w.Claimed, Material: w.Material != nil && *w.Material,
		MaterialFor: w.MaterialFor, ReacceptSince: w.ReacceptSince, Snapshot: w.Snapshot, Reading: reading, Texts: w.Texts, Files: w.Files, From: in(w.From),
		Corrects: w.Corrects, Key: translog.Key(w.Key), OldKey: translog.Key(w.OldKey), Signature: w.Signature,
	}
}

// Head returns how many records the file holds and the hash of the last one's
// line: Zero for an empty file. Who keeps a head can later prove that nothing
// up to it was changed.
func Head(data []byte) (records int, sha256 string) {
	sha256 = Zero
	for line := range bytes.Lines(data) {
		records++
		sha256 = legal.SHA256(bytes.TrimSuffix(line, []byte("\n")))
	}
	return records, sha256
}

// HeadAt returns the hash of the n-th record's line, Zero for n = 0; ok is false
// if the file holds fewer. A kept head (n, hash) still stands when it is equal.
func HeadAt(data []byte, n int) (sha256 string, ok bool) {
	sha256 = Zero
	for line := range bytes.Lines(data) {
		if n <= 0 {
			break
		}
		n--
		sha256 = legal.SHA256(bytes.TrimSuffix(line, []byte("\n")))
	}
	return sha256, n == 0
}
