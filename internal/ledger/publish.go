package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// Publication asks for one edition to be published: the edition, or the
// languages that it lacks if it is recorded already.
type Publication struct {
	Document *legal.Document
	Edition  *legal.Edition
	// At is the claimed instant of publication (--at). Zero: edition.yaml's
	// published, which a language added later does not take; else now.
	At time.Time
}

// Publish makes the records of one append, all with the instant now, in the
// order asked for. records are the whole ledger, parsed without findings. Times
// are written in now's zone, to the whole second; so now must be in the site's.
//
// An edition without a date takes effect on publication. The first edition of a
// document is material unless it says otherwise; a later one must say it. What
// the ledger's rules refuse is returned as errors at the edition's files, and
// then there are no records.
func Publish(records []Record, now time.Time, asked []Publication) ([]Record, diag.List) {
	m := newMaker(records, now)
	for _, p := range asked {
		m.publish(p)
	}
	return m.result()
}

// Repeal makes the record that ends a document at from (half-open: at from nothing is
// in force). A repeal that has not come yet is moved by it. See [Publish] for records,
// now and the findings, which stand at the ledger.
func Repeal(records []Record, now time.Time, document string, from time.Time) ([]Record, diag.List) {
	m := newMaker(records, now)
	m.add(Record{Kind: RepealKind, Document: document, From: m.stamp(from)}, atLedger)
	return m.result()
}

// Unrepeal makes the record that takes back the repeal of a document, which has not
// come yet. See [Repeal].
func Unrepeal(records []Record, now time.Time, document string) ([]Record, diag.List) {
	m := newMaker(records, now)
	m.add(Record{Kind: UnrepealKind, Document: document, From: m.history.document(document).pending(m.now)}, atLedger)
	return m.result()
}

// Withdraw makes the record that takes back a scheduled edition. See [Repeal].
func Withdraw(records []Record, now time.Time, document, edition string) ([]Record, diag.List) {
	m := newMaker(records, now)
	r := Record{Kind: WithdrawKind, Document: document, Edition: edition}
	if e := m.history.document(document).edition(edition); e != nil {
		r.EditionSeq = e.seq
	}
	m.add(r, atLedger)
	return m.result()
}

func atLedger(string) diag.Pos { return diag.Pos{File: Path} }

type maker struct {
	history *history
	now     time.Time
	zone    *time.Location
	made    []Record
	list    diag.List
}

func newMaker(records []Record, now time.Time) *maker {
	m := &maker{history: historyOf(records), zone: now.Location()}
	m.now = m.stamp(now)
	return m
}

func (m *maker) result() ([]Record, diag.List) {
	m.list.Sort()
	if m.list.HasErrors() {
		return nil, m.list
	}
	return m.made, m.list
}

// stamp gives t as records write it: whole seconds, in the zone. RFC 3339 has no
// offsets with seconds (local mean time, before 1924); such an instant is in UTC.
func (m *maker) stamp(t time.Time) time.Time {
	t = t.Truncate(time.Second).In(m.zone)
	if _, offset := t.Zone(); offset%60 != 0 {
		return t.UTC()
	}
	return t
}

// add completes the record, judges it and takes it in.
func (m *maker) add(r Record, at positions) {
	r.Seq, r.Prev, r.Recorded = m.history.count+1, m.history.hash, m.now
	r.Pos = diag.Pos{File: Path, Line: r.Seq, Col: 1}
	line := r.Line()
	if len(line) > translog.MaxLine {
		m.list.AddVariant(diag.LedgerForm, "long", at(""), diag.Args{"value": strconv.Itoa(len(line)), "want": strconv.Itoa(translog.MaxLine)})
	}
	r.Hash = legal.SHA256(line)
	m.history.check(r, at, &m.list)
	m.history.apply(r)
	m.made = append(m.made, r)
}

func (m *maker) publish(p Publication) {
	d := m.history.document(p.Document.ID)
	if e := d.edition(p.Edition.ID); e != nil {
		m.publishTexts(p, e)
		return
	}
	published, claimed := m.now, false
	if at := p.At; !at.IsZero() || !p.Edition.Published.IsZero() {
		if at.IsZero() {
			at = p.Edition.Published
		}
		published, claimed = m.stamp(at), true
	}
	if said := m.stamp(p.Edition.Published); !p.At.IsZero() && !p.Edition.Published.IsZero() && !said.Equal(published) {
		m.list.AddVariant(diag.LedgerClaim, "contradicts", p.Edition.Pos("published"),
			diag.Args{"published": published, "said": said})
	}
	effective := published
	if !p.Edition.Effective.IsZero() {
		effective = m.stamp(p.Edition.Effective)
	}
	r := Record{
		Kind: EditionKind, Document: p.Document.ID, Edition: p.Edition.ID, EditionSeq: len(d.editions) + 1,
		Published: published, Effective: effective, Claimed: claimed, Material: true,
		Snapshot: snapshot(p.Document), Reading: reading(p.Edition.Texts), Texts: texts(p.Edition.Texts), Files: files(p.Edition.Files),
	}
	if p.Edition.Material != nil {
		r.Material, r.MaterialFor = *p.Edition.Material, p.Edition.Purposes
	} else if d.last() != nil {
		m.refuse(diag.LedgerEdition, "material", p.Edition.Pos("material"), r, nil)
	}
	if len(r.Texts) == 0 {
		m.refuse(diag.LedgerEdition, "no-text", p.Edition.Pos(""), r, nil)
	}
	r.ReacceptSince = d.reaccept(r.Material, r.EditionSeq)
	m.add(r, p.Edition.Pos)
}

// publishTexts adds the languages that the recorded edition lacks.
func (m *maker) publishTexts(p Publication, e *edition) {
	r := Record{
		Kind: TextKind, Document: p.Document.ID, Edition: e.id, EditionSeq: e.seq,
		Published: m.now, Claimed: !p.At.IsZero(),
	}
	if r.Claimed {
		r.Published = m.stamp(p.At)
	}
	added := slices.DeleteFunc(slices.Clone(p.Edition.Texts), func(t *legal.Text) bool { return e.texts[t.Lang] })
	if len(added) == 0 {
		m.refuse(diag.LedgerEdition, "duplicate", p.Edition.Pos(""), r, diag.Args{"published": e.first})
		return
	}
	r.Reading, r.Texts = reading(added), texts(added)
	m.add(r, func(string) diag.Pos { return diag.Pos{File: added[0].Path} })
}

func (m *maker) refuse(code diag.Code, variant string, pos diag.Pos, r Record, args diag.Args) {
	m.list.AddVariant(code, variant, pos, seqArgs(r, args))
}

func snapshot(d *legal.Document) *Snapshot {
	return &Snapshot{
		Kind: d.Kind, Order: d.Order, AnnexOf: d.AnnexOf, Incorporates: slices.Clone(d.Incorporates),
		Languages: append([]legal.Lang{}, d.Languages...), Prevails: d.Prevails, Assent: d.Assent.Clone(),
	}
}

// reading is the version of the rules that the texts were read by: all of them, for
// drafts are read by the newest.
func reading(from []*legal.Text) int {
	version := language.FirstReading
	for _, t := range from {
		version = max(version, t.Reading)
	}
	return version
}

func texts(from []*legal.Text) []Text {
	var out []Text
	for _, t := range from {
		out = append(out, Text{
			Language: t.Lang, Title: t.Title,
			SourceSHA256: legal.SHA256(t.Source), PlainSHA256: legal.SHA256(t.Plain()), PlainFormat: legal.PlainFormat,
		})
	}
	return out
}

func files(from []legal.File) []File {
	var out []File
	for _, f := range from {
		out = append(out, File{Name: f.Name, SHA256: f.SHA256})
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out
}
