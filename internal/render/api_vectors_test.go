package render_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/timeline"
)

var update = flag.Bool("update-vectors", false, "write vectors.json")

// vectors is vectors.json.
type vectors struct {
	Schema string                     `json:"schema"`
	Index  json.RawMessage            `json:"index"`
	Sets   map[string]json.RawMessage `json:"sets"`
	Cases  []vector                   `json:"cases"`
}

type vector struct {
	Name     string     `json:"name"`
	Rule     string     `json:"rule"`
	Document string     `json:"document"`
	At       string     `json:"at"`
	Accepted []accepted `json:"accepted,omitempty"`
	Edition  string     `json:"edition,omitempty"`
	Language string     `json:"language,omitempty"`
	SHA256   string     `json:"sha256,omitempty"`
	Want     any        `json:"want"`
}

type accepted struct {
	Document string `json:"document"`
	Seq      int    `json:"seq"`
}

const fatesNow = "2026-11-02T00:00:00+05:00"

// hash of a text of the example, from its ledger.
func (s *site) hash(document, edition, lang string) string {
	s.t.Helper()
	for _, r := range s.load(at(s.t, fatesNow)).Records {
		for _, x := range r.Texts {
			if r.Document == document && r.Edition == edition && string(x.Language) == lang {
				return x.SourceSHA256
			}
		}
	}
	s.t.Fatalf("no text %s/%s/%s", document, edition, lang)
	return ""
}

func cases(s *site) []vector {
	inForce := func(name, document, at string, want any) vector {
		return vector{Name: name, Rule: "in_force", Document: document, At: at, Want: want}
	}
	needs := func(name, document, at string, want bool, set ...accepted) vector {
		return vector{Name: name, Rule: "needs_acceptance", Document: document, At: at, Accepted: set, Want: want}
	}
	takes := func(name, at, document, edition, lang, hash string, want bool) vector {
		return vector{Name: name, Rule: "acceptable", Document: document, At: at, Edition: edition, Language: lang, SHA256: hash, Want: want}
	}
	terms := func(n int) accepted { return accepted{"terms", n} }
	privacy := func(n int) accepted { return accepted{"privacy", n} }
	letters, consent := accepted{"letters", 1}, accepted{"consent", 1}
	kk := func(e string) string { return s.hash("terms", e, "kk") }
	ru := func(e string) string { return s.hash("terms", e, "ru") }
	return []vector{
		inForce("before the first edition", "terms", "2025-12-31T23:59:59+05:00", nil),
		inForce("from the instant of publication", "terms", "2026-01-01T00:00:00+05:00", "1"),
		inForce("the same instant in UTC", "terms", "2025-12-31T19:00:00Z", "1"),
		inForce("a scheduled edition is not in force yet", "terms", "2026-03-31T23:59:59+05:00", "1"),
		inForce("half-open: the later edition at its first instant", "terms", "2026-04-01T00:00:00+05:00", "2"),
		inForce("a withdrawn edition never is", "terms", "2026-06-01T00:00:00+05:00", "4"),
		inForce("the edition before a withdrawn one goes on", "terms", "2026-05-14T23:59:59+05:00", "2"),
		inForce("before a repeal", "rules", "2026-04-30T23:59:59+05:00", "1"),
		inForce("from a repeal on nothing is", "rules", "2026-05-01T00:00:00+05:00", nil),
		inForce("in the hole after a repeal", "rules", "2026-08-14T23:59:59+05:00", nil),
		inForce("an edition after a repeal", "rules", "2026-08-15T00:00:00+05:00", "2"),
		inForce("repealed for good", "letters", "2026-12-01T00:00:00+05:00", nil),
		inForce("the last edition before the next one", "terms", "2026-12-31T23:59:59+05:00", "5"),
		inForce("an edition that is to come", "terms", "2027-01-01T00:00:00+05:00", "6"),
		inForce("a document that there is not", "nothing", "2026-06-01T00:00:00+05:00", nil),

		needs("the same editions", "terms", "2026-03-15T00:00:00+05:00", false, terms(1), privacy(1), letters),
		needs("an edition that is not material", "terms", "2026-04-01T00:00:00+05:00", false, terms(1), privacy(1), letters),
		needs("one second before a material edition", "terms", "2026-05-14T23:59:59+05:00", false, terms(1), privacy(1), letters),
		needs("a material edition", "terms", "2026-05-15T00:00:00+05:00", true, terms(2), privacy(1), letters),
		needs("a material edition was skipped", "terms", "2026-07-02T00:00:00+05:00", true, terms(2), privacy(1), letters),
		needs("the material edition was accepted, a later one is not material", "terms", "2026-07-02T00:00:00+05:00", false, terms(4), privacy(1), letters),
		needs("a withdrawn material edition asks nothing", "terms", "2026-04-25T00:00:00+05:00", false, terms(2), privacy(1), letters),
		needs("a language was added", "terms", "2026-02-02T00:00:00+05:00", false, terms(1), privacy(1), letters),
		needs("what is incorporated has a material edition", "terms", "2026-08-01T00:00:00+05:00", true, terms(5), privacy(1), letters),
		needs("what is incorporated had one, and a later one", "terms", "2026-09-02T00:00:00+05:00", true, terms(5), privacy(1), letters),
		needs("what is incorporated was accepted since", "terms", "2026-09-02T00:00:00+05:00", false, terms(5), privacy(2), letters),
		needs("what is incorporated was repealed", "terms", "2026-08-20T00:00:00+05:00", false, terms(5), privacy(2), letters),
		needs("an annex was added", "terms", "2026-10-01T09:30:00+05:00", true, terms(5), privacy(3)),
		needs("one second before the annex", "terms", "2026-10-01T09:29:59+05:00", false, terms(5), privacy(3)),
		needs("the annex was accepted with it", "terms", "2026-10-02T00:00:00+05:00", false, terms(5), privacy(3), consent),
		needs("a member that is no longer named, with a material edition", "consent", "2026-10-02T00:00:00+05:00", true, consent, privacy(1)),
		needs("a repealed document asks nothing", "rules", "2026-06-01T00:00:00+05:00", false, accepted{"rules", 1}),
		needs("an edition after a repeal that is not material", "rules", "2026-09-01T00:00:00+05:00", false, accepted{"rules", 1}),
		needs("a material edition that is to come", "terms", "2027-01-01T00:00:00+05:00", true, terms(5), privacy(3), consent),

		takes("the edition in force", "2026-01-15T00:00:00+05:00", "terms", "1", "kk", kk("1"), true),
		takes("a language that is not published yet", "2026-01-31T23:59:59+05:00", "terms", "1", "ru", ru("1"), false),
		takes("a language from its publication on", "2026-02-01T00:00:00+05:00", "terms", "1", "ru", ru("1"), true),
		takes("the hash of the other language", "2026-02-01T00:00:00+05:00", "terms", "1", "ru", kk("1"), false),
		takes("the hash of another edition", "2026-04-02T00:00:00+05:00", "terms", "2", "kk", kk("1"), false),
		takes("a scheduled edition", "2026-03-15T00:00:00+05:00", "terms", "2", "kk", kk("2"), false),
		takes("a superseded edition", "2026-04-01T00:00:00+05:00", "terms", "1", "kk", kk("1"), false),
		takes("a withdrawn edition", "2026-06-01T00:00:00+05:00", "terms", "3", "kk", kk("3"), false),
		takes("a repealed document", "2026-05-01T00:00:00+05:00", "rules", "1", "kk", s.hash("rules", "1", "kk"), false),
		takes("a language that there is not", "2026-06-01T00:00:00+05:00", "terms", "4", "en", kk("4"), false),
	}
}

// The published vectors are those of the example, and the program itself agrees
// with what they say is in force.
func TestVectors(t *testing.T) {
	s := fates(t, "")
	out := s.build(at(t, fatesNow), false)
	v := vectors{Schema: "kelisim.vectors/1", Index: bytes.TrimSpace(out["api/v1/index.json"]), Sets: map[string]json.RawMessage{}, Cases: cases(s)}
	for _, id := range []string{"consent", "letters", "privacy", "rules", "terms"} {
		v.Sets[id] = bytes.TrimSpace(out["api/v1/sets/"+id+".json"])
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("vectors.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	var line bytes.Buffer
	if err := json.Compact(&line, bytes.TrimSpace(b.Bytes())); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSpace(out["api/v1/vectors.json"]), line.Bytes()) {
		t.Error("vectors.json differs; run: go test ./internal/render -run TestVectors -update-vectors")
	}
	p := s.load(at(t, fatesNow))
	for _, c := range v.Cases {
		if c.Rule != "in_force" {
			continue
		}
		var got any
		if l := timeline.Find(p.Standing.Timelines, c.Document); l != nil {
			if e := l.InForce(at(t, c.At).In(time.UTC)); e != nil {
				got = e.ID
			}
		}
		if got != c.Want {
			t.Errorf("%s: %v, want %v", c.Name, got, c.Want)
		}
	}
}
