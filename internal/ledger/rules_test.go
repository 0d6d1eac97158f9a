package ledger_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
)

// at gives an instant of 2026: "12-01" or "12-01T10:00".
func at(t testing.TB, s string) time.Time {
	t.Helper()
	i, err := civil.ParseInstant("2026-"+s, almaty(t))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// said lists findings as "line key @what stands there", a few characters of it.
func said(list diag.List, data string) []string {
	lines := strings.Split(data, "\n")
	var out []string
	for _, f := range list {
		rest := []rune(lines[f.Pos.Line-1])[f.Pos.Col-1:]
		out = append(out, fmt.Sprintf("%d %s @%s", f.Pos.Line, f.Key(), string(rest[:min(7, len(rest))])))
	}
	return out
}

// draft makes records by hand, of document "a", recorded and published on a day.
type draft struct{ t testing.TB }

func (d draft) edition(seq int, day, effective string) *ledger.Record {
	return &ledger.Record{Kind: ledger.EditionKind, Document: "a", Edition: fmt.Sprint(seq), EditionSeq: seq,
		Recorded: at(d.t, day), Published: at(d.t, day), Effective: at(d.t, effective), Material: true, ReacceptSince: seq,
		Snapshot: &ledger.Snapshot{Kind: legal.Agreement, Languages: []legal.Lang{"kk", "ru"}},
		Texts:    []ledger.Text{d.textOf("kk")}}
}

func (d draft) textOf(l legal.Lang) ledger.Text {
	return ledger.Text{Language: l, SourceSHA256: legal.SHA256([]byte(l)), PlainSHA256: legal.SHA256(nil), PlainFormat: "p/1"}
}

func (d draft) text(seq int, day string, l legal.Lang) *ledger.Record {
	return &ledger.Record{Kind: ledger.TextKind, Document: "a", Edition: fmt.Sprint(seq), EditionSeq: seq,
		Recorded: at(d.t, day), Published: at(d.t, day), Texts: []ledger.Text{d.textOf(l)}}
}

func (d draft) repeal(day, from string) *ledger.Record {
	return &ledger.Record{Kind: ledger.RepealKind, Document: "a", Recorded: at(d.t, day), From: at(d.t, from)}
}

func (d draft) unrepeal(day, from string) *ledger.Record {
	return with(d.repeal(day, from), func(r *ledger.Record) { r.Kind = ledger.UnrepealKind })
}

func (d draft) withdraw(seq int, day string) *ledger.Record {
	return &ledger.Record{Kind: ledger.WithdrawKind, Document: "a", Edition: fmt.Sprint(seq), EditionSeq: seq, Recorded: at(d.t, day)}
}

func claim(r *ledger.Record, published time.Time) *ledger.Record {
	r.Claimed, r.Published = true, published
	return r
}

func with(r *ledger.Record, f func(*ledger.Record)) *ledger.Record {
	f(r)
	return r
}

func TestRules(t *testing.T) {
	d := draft{t}
	one := func() *ledger.Record { return d.edition(1, "02-01", "03-01") }
	tests := []struct {
		name    string
		records []*ledger.Record
		want    string // "line key", several by ", "
	}{
		{"good", []*ledger.Record{one(), d.text(1, "02-02", "ru"), d.withdraw(1, "02-03"), d.edition(2, "02-03", "02-03"),
			d.repeal("02-04", "02-10"), d.edition(3, "02-05", "02-20")}, ""},
		{"recorded decreases", []*ledger.Record{one(), d.edition(2, "01-31", "03-02")}, "2 ledger-chain.recorded, 2 ledger-edition.order"},
		{"not marked", []*ledger.Record{with(one(), func(r *ledger.Record) { r.Published = at(t, "01-01") })}, "1 ledger-claim.unmarked"},
		{"claimed future", []*ledger.Record{claim(one(), at(t, "02-02"))}, "1 ledger-claim.future"},
		{"claimed late", []*ledger.Record{one(), claim(d.edition(2, "02-03", "03-02"), at(t, "02-02"))}, "2 ledger-claim.late"},
		{"claimed text late", []*ledger.Record{one(), claim(d.text(1, "02-03", "ru"), at(t, "02-02"))}, "2 ledger-claim.late"},
		{"claimed before", []*ledger.Record{claim(one(), at(t, "01-02")), claim(d.text(1, "02-03", "ru"), at(t, "01-03"))}, ""},
		{"edition twice", []*ledger.Record{one(), one()}, "2 ledger-edition.duplicate"},
		{"edition_seq", []*ledger.Record{d.edition(2, "02-01", "03-01")}, "1 ledger-edition.seq"},
		{"edition_seq of text", []*ledger.Record{one(), with(d.text(1, "02-01", "ru"), func(r *ledger.Record) { r.EditionSeq = 2 })}, "2 ledger-edition.seq"},
		{"edition_seq of withdrawal", []*ledger.Record{one(), with(d.withdraw(1, "02-01"), func(r *ledger.Record) { r.EditionSeq = 2 })}, "2 ledger-edition.seq"},
		{"reaccept_since", []*ledger.Record{one(), with(d.edition(2, "02-02", "03-02"), func(r *ledger.Record) { r.Material = false })}, "2 ledger-edition.reaccept"},
		{"published order", []*ledger.Record{claim(one(), at(t, "01-20")), claim(d.edition(2, "02-01", "03-02"), at(t, "01-19"))}, "2 ledger-edition.order"},
		{"past effect", []*ledger.Record{d.edition(1, "02-01", "01-31")}, "1 ledger-effective.past"},
		{"same effect", []*ledger.Record{one(), d.edition(2, "02-02", "03-01")}, "2 ledger-effective.order"},
		{"effect after a withdrawn one's", []*ledger.Record{one(), d.withdraw(1, "02-02"), d.edition(2, "02-02", "02-02")}, ""},
		{"text of unknown edition", []*ledger.Record{d.text(1, "02-02", "ru")}, "1 ledger-edition.unknown"},
		{"text twice", []*ledger.Record{one(), d.text(1, "02-02", "kk")}, "2 ledger-text.twice"},
		{"text order", []*ledger.Record{claim(one(), at(t, "01-20")), claim(d.text(1, "02-02", "ru"), at(t, "01-19"))}, "2 ledger-text.order"},
		{"text of withdrawn", []*ledger.Record{one(), d.withdraw(1, "02-02"), d.text(1, "02-02", "ru")}, "3 ledger-edition.withdrawn"},
		{"repeal past", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-02")}, "2 ledger-repeal.past"},
		{"repeal of nothing", []*ledger.Record{d.repeal("02-03", "02-04")}, "1 ledger-repeal.nothing"},
		{"repeal of scheduled", []*ledger.Record{one(), d.repeal("02-03", "03-04")}, "2 ledger-repeal.scheduled"},
		{"repeal after a withdrawn one", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.edition(2, "02-02", "03-01"),
			d.withdraw(2, "02-03"), d.repeal("02-03", "02-04")}, ""},
		{"repeal twice", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-04"), d.repeal("02-03", "02-04")}, "3 ledger-repeal.twice"},
		{"repeal after one that has come", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-04"), d.repeal("02-04", "02-05")}, "3 ledger-repeal.twice"},
		{"repeal moved, twice", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-06"), d.repeal("02-04", "02-05"), d.repeal("02-04", "02-08")}, ""},
		{"repeal taken back", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-06"), d.unrepeal("02-04", "02-06"), d.repeal("02-07", "02-08")}, ""},
		{"repeal taken back late", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-06"), d.unrepeal("02-06", "02-06")}, "3 ledger-repeal.none"},
		{"another repeal taken back", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-06"), d.unrepeal("02-04", "02-07")}, "3 ledger-repeal.none"},
		{"moved repeal taken back", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-06"), d.repeal("02-03", "02-07"), d.unrepeal("02-04", "02-06")}, "4 ledger-repeal.none"},
		{"repeal taken back of nothing", []*ledger.Record{d.unrepeal("02-04", "02-07")}, "1 ledger-repeal.none"},
		{"repeal again", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-03", "02-04"), d.edition(2, "02-05", "02-05"), d.repeal("02-06", "02-06")}, ""},
		{"repeal at its beginning", []*ledger.Record{d.edition(1, "02-01", "02-01"), d.repeal("02-01", "02-01")}, "2 ledger-repeal.same-instant"},
		{"withdraw unknown", []*ledger.Record{d.withdraw(1, "02-01")}, "1 ledger-edition.unknown"},
		{"withdraw twice", []*ledger.Record{one(), d.withdraw(1, "02-01"), d.withdraw(1, "02-02")}, "3 ledger-edition.withdrawn"},
		{"withdraw at its beginning", []*ledger.Record{one(), d.withdraw(1, "03-01")}, "2 ledger-withdraw.in-force"},
		{"all at once", []*ledger.Record{d.edition(2, "02-01", "01-31"), d.withdraw(4, "02-01"), d.repeal("02-01", "01-01")},
			"1 ledger-edition.seq, 1 ledger-effective.past, 2 ledger-edition.unknown, 3 ledger-repeal.past"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, list := ledger.Parse(ledger.Path, ledgertest.Forge(test.records...), almaty(t))
			var got []string
			for _, f := range list {
				got = append(got, fmt.Sprint(f.Pos.Line, " ", f.Key()))
			}
			slices.Sort(got)
			if s := strings.Join(got, ", "); s != test.want {
				t.Errorf("got  %s\nwant %s\n%v", s, test.want, list)
			}
		})
	}
}

func TestForm(t *testing.T) {
	d := draft{t}
	zone := almaty(t)
	good := string(ledgertest.Forge(d.edition(1, "02-01", "03-01"), d.text(1, "02-02", "ru"), d.repeal("03-02", "03-04")))
	tests := []struct {
		name, old, new string // the first occurrence is replaced
		want           []string
	}{
		{"good", "", "", nil},
		{"torn", `from":"2026-03-04T00:00:00+05:00"}` + "\n", `from":"2026-03`, []string{`3 ledger-torn @`}},
		{"only the last LF lost", `03-04T00:00:00+05:00"}` + "\n", `03-04T00:00:00+05:00"}`, []string{`3 ledger-torn @`}},
		{"schema", `{"schema":"kelisim.ledger/1"`, `{"schema":"kelisim.ledger/2","new":1`, []string{`1 ledger-form.schema @"schema`, `2 ledger-chain.prev @"prev":`}},
		{"unknown field", `"kind":"repeal"`, `"kind":"repeal","why":"Қате"`, []string{`3 ledger-form.unknown-field @"why":"`}},
		{"no JSON", `"kind":"repeal"`, `"kind:"repeal"`, []string{`3 ledger-form.json @repeal"`}},
		{"wrong type", `"seq":3`, `"seq":"3"`, []string{`3 ledger-form.json @","prev`}},
		{"space", `"kind":"repeal"`, `"kind": "repeal"`, []string{`3 ledger-form.canonical @ "repea`}},
		{"field twice", `"kind":"repeal"`, `"kind":"edition","kind":"repeal"`, []string{`3 ledger-form.canonical @edition`}},
		{"field order", `"claimed":false,"material":true`, `"material":true,"claimed":false`, []string{`1 ledger-form.canonical @materia`, `2 ledger-chain.prev @"prev":`}},
		{"missing", `,"from":"2026-03-04T00:00:00+05:00"`, ``, []string{`3 ledger-form.missing-field @{"schem`}},
		{"excess", `,"from"`, `,"edition":"1","from"`, []string{`3 ledger-form.excess-field @"editio`}},
		{"kind", `"kind":"repeal"`, `"kind":"renew"`, []string{`3 ledger-form.kind @"kind":`}},
		{"value", `"from":"2026-03-04T00:00:00+05:00"`, `"from":"2026-03-04T00:00:00.5+05:00"`, []string{`3 ledger-form.value @"from":`}},
		{"document", `"kind":"repeal","document":"a"`, `"kind":"repeal","document":"A b"`, []string{`3 ledger-form.value @"docume`, `3 ledger-repeal.nothing @"docume`}},
		{"text value", `"language":"ru"`, `"language":"RU"`, []string{`2 ledger-form.value @"texts"`, `3 ledger-chain.prev @"prev":`}},
		{"seq", `"seq":3`, `"seq":4`, []string{`3 ledger-chain.seq @"seq":4`}},
		{"prev", `"prev":"0000`, `"prev":"1000`, []string{`1 ledger-chain.prev @"prev":`, `2 ledger-chain.prev @"prev":`}},
		{"blank line", "\n", "\n\n", []string{`2 ledger-form.empty @`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(good, test.old) {
				t.Fatalf("%s is not in %s", test.old, good)
			}
			bad := strings.Replace(good, test.old, test.new, 1)
			_, list := ledger.Parse(ledger.Path, []byte(bad), zone)
			if diff := cmp.Diff(test.want, said(list, bad)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v", diff, list)
			}
		})
	}
	_, list := ledger.Parse(ledger.Path, []byte(strings.ReplaceAll(good, "\n", "\r\n")), zone)
	if diff := cmp.Diff([]string{`1 ledger-form.crlf @{"schem`}, said(list, good)); diff != "" {
		t.Errorf("CRLF (-want +got):\n%s", diff)
	}
}

// The bytes of a record are a contract with everybody who keeps them.
func TestGolden(t *testing.T) {
	zone := almaty(t)
	e := ledgertest.Edition("a", "1", "kk")
	doc := ledgertest.Document("a")
	doc.Incorporates, doc.Prevails = []string{"b"}, "kk"
	now := at(t, "12-01T10:00").Add(300 * time.Millisecond)
	records, list := ledger.Publish(nil, now, []ledger.Publication{{Document: doc, Edition: e}})
	if len(list) > 0 {
		t.Fatal(list)
	}
	text := e.Texts[0]
	want := `{"schema":"kelisim.ledger/1","seq":1,"prev":"` + strings.Repeat("0", 64) + `","recorded":"2026-12-01T10:00:00+05:00",` +
		`"kind":"edition","document":"a","edition":"1","edition_seq":1,` +
		`"published":"2026-12-01T10:00:00+05:00","effective":"2026-12-01T10:00:00+05:00","claimed":false,"material":true,"reaccept_since":1,` +
		`"snapshot":{"kind":"agreement","order":1,"incorporates":["b"],"languages":["kk","ru"],"prevails":"kk"},` +
		`"texts":[{"language":"kk","title":"Құжат <1>","source_sha256":"` + legal.SHA256(text.Source) + `",` +
		`"plain_sha256":"` + legal.SHA256(text.Plain()) + `","plain_format":"kelisim.plain/1"}],` +
		`"files":[{"name":"edition.yaml","sha256":"` + e.Files[0].SHA256 + `"}]}`
	if diff := cmp.Diff(want, string(records[0].Line())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Another zone in site.yaml changes no byte that counts.
	data := append(records[0].Line(), '\n')
	for _, z := range []*time.Location{zone, time.UTC} {
		parsed, list := ledger.Parse(ledger.Path, data, z)
		if len(list) > 0 || !parsed[0].Published.Equal(records[0].Published) || parsed[0].Hash != records[0].Hash {
			t.Errorf("in %s: %v %v", z, parsed, list)
		}
	}
	if n, head := ledger.Head(data); n != 1 || head != legal.SHA256(bytes.TrimSuffix(data, []byte("\n"))) {
		t.Errorf("head: %d %s", n, head)
	}
	if head, ok := ledger.HeadAt(data, 0); !ok || head != ledger.Zero {
		t.Errorf("head at 0: %s %v", head, ok)
	}
	if _, ok := ledger.HeadAt(data, 2); ok {
		t.Error("head at 2 of 1")
	}
}
