package render_test

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// readDocument, readEdition, readPurpose, readText and readSet are what the rule "read"
// gives: the facts of documents/ID.json that the ledger holds.
type readDocument struct {
	ID       string        `json:"id"`
	Editions []readEdition `json:"editions"`
	Sets     []readSet     `json:"sets"`
}

type readEdition struct {
	ID          string                  `json:"id"`
	From        string                  `json:"from"`
	Until       string                  `json:"until,omitempty"`
	Withdrawn   string                  `json:"withdrawn,omitempty"`
	Published   string                  `json:"published"`
	Acceptance  legal.Acceptance        `json:"acceptance"`
	Expires     string                  `json:"expires,omitempty"`
	RenewNotice string                  `json:"renew_notice,omitempty"`
	Suffices    []string                `json:"suffices"`
	Purposes    []readPurpose           `json:"purposes,omitempty"`
	Texts       map[legal.Lang]readText `json:"texts"`
}

type readPurpose struct {
	ID       string   `json:"id"`
	Clauses  []string `json:"clauses"`
	Optional bool     `json:"optional,omitempty"`
	Suffices []string `json:"suffices"`
	May      []string `json:"may"`
}

type readText struct {
	Published    string `json:"published"`
	Title        string `json:"title"`
	SourceSHA256 string `json:"source_sha256"`
	PlainSHA256  string `json:"plain_sha256"`
	PlainFormat  string `json:"plain_format"`
}

type readSet struct {
	ID      string            `json:"id"`
	From    string            `json:"from"`
	Until   string            `json:"until,omitempty"`
	Members map[string]string `json:"members"`
}

// readCases are ledgers and what they say by this program's own packages.
func readCases(s *site) (out []vector) {
	zone := time.FixedZone("", 5*3600)
	add := func(name string, lines []string) {
		var data strings.Builder
		for _, line := range lines {
			data.WriteString(line + "\n")
		}
		records, found := ledger.Parse("ledger.jsonl", []byte(data.String()), zone)
		if found.HasErrors() {
			s.t.Fatalf("%s: %+v", name, found)
		}
		out = append(out, vector{Name: name, Rule: "read", Lines: lines, Want: readRecords(records, zone)})
	}
	text := func(records []ledger.Record) (lines []string) {
		for _, r := range records {
			lines = append(lines, string(r.Line()))
		}
		return lines
	}
	all := s.load(at(s.t, fatesNow)).Records
	lines := text(all)
	add("the whole ledger of the example", lines)
	add("as it was before the withdrawal", lines[:8])
	add("an empty ledger", []string{})

	grow := func(from int, makes ...func([]ledger.Record) ([]ledger.Record, interface{ HasErrors() bool })) []string {
		records, lines := slices.Clone(all[:from]), slices.Clone(lines[:from])
		for _, make := range makes {
			made, found := make(records)
			if found.HasErrors() {
				s.t.Fatalf("%+v", found)
			}
			records, lines = append(records, made...), append(lines, text(made)...)
		}
		return lines
	}
	type grown = func([]ledger.Record) ([]ledger.Record, interface{ HasErrors() bool })
	repeal := func(now, from string) grown {
		return func(r []ledger.Record) ([]ledger.Record, interface{ HasErrors() bool }) {
			return withFound(ledger.Repeal(r, at(s.t, day(now)).In(zone), "rules", at(s.t, day(from)).In(zone)))
		}
	}
	unrepeal := func(now string) grown {
		return func(r []ledger.Record) ([]ledger.Record, interface{ HasErrors() bool }) {
			return withFound(ledger.Unrepeal(r, at(s.t, day(now)).In(zone), "rules"))
		}
	}
	clock := func(now string) grown {
		return func(r []ledger.Record) ([]ledger.Record, interface{ HasErrors() bool }) {
			return withFound(ledger.CorrectClock(r, at(s.t, day(now)).In(zone)))
		}
	}
	add("a repeal was moved to a later day", grow(4, repeal("03-02", "05-01"), repeal("03-03", "06-01")))
	add("a repeal was taken back", grow(4, repeal("03-02", "05-01"), unrepeal("03-03")))
	add("another repeal after one that came", grow(14, repeal("08-16", "09-15")))
	add("editions were made by a clock that was ahead", grow(4, clock("2025-12-31")))
	add("records were made by a clock that was ahead", grow(6, clock("02-02")))
	add("a repeal by a clock that was ahead", grow(4, repeal("03-05", "03-06"), clock("03-04")))

	unknown := strings.Replace(lines[1], `"kind":"edition"`, `"kind":"merge"`, 1)
	out = append(out, vector{Name: "a kind of record that nobody knows: nothing is taken", Rule: "read", Lines: []string{lines[0], unknown}, Want: nil})
	return out
}

// readRecords says it in the order in which the ledger names the documents.
func readRecords(records []ledger.Record, zone *time.Location) []readDocument {
	out := []readDocument{}
	end := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return civil.Format(t.In(zone))
	}
	lines := timeline.Of(records, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, r := range records {
		if r.Document == "" || slices.ContainsFunc(out, func(d readDocument) bool { return d.ID == r.Document }) {
			continue
		}
		l := timeline.Find(lines, r.Document)
		d := readDocument{ID: l.Document, Editions: []readEdition{}, Sets: []readSet{}}
		for i, e := range l.Editions {
			x := readEdition{ID: e.ID, From: civil.Format(e.Effective.In(zone)), Until: end(e.Until), Withdrawn: end(e.WithdrawnAt), Published: end(e.Published),
				Acceptance: e.Snapshot.Asks(e.Snapshot.Kind), Expires: e.Snapshot.Expires, RenewNotice: e.Snapshot.RenewNotice,
				Suffices: l.Suffices(i), Texts: map[legal.Lang]readText{}}
			for _, t := range e.Texts {
				x.Texts[t.Language] = readText{end(t.Published), t.Title, t.SourceSHA256, t.PlainSHA256, t.PlainFormat}
			}
			for _, p := range e.Snapshot.Purposes {
				may := mayHold(l.Editions[:i+1], p.ID)
				sure := slices.DeleteFunc(slices.Clone(may), func(id string) bool { return !slices.Contains(x.Suffices, id) })
				x.Purposes = append(x.Purposes, readPurpose{p.ID, p.Clauses, p.Optional, sure, may})
			}
			d.Editions = append(d.Editions, x)
		}
		for _, set := range timeline.Sets(lines, l.Document) {
			d.Sets = append(d.Sets, readSet{timeline.SetID(set.Editions()), end(set.From), end(set.Until), set.Editions()})
		}
		out = append(out, d)
	}
	return out
}

// mayHold are the editions up to the last in which giving a purpose could hold for the
// last: that have it, and have no edition behind them which is material for it by name.
func mayHold(editions []timeline.Edition, purpose string) []string {
	out := []string{}
	if editions[len(editions)-1].Withdrawn {
		return out
	}
	for _, e := range slices.Backward(editions) {
		if e.Withdrawn {
			continue
		}
		if e.Snapshot.Purpose(purpose) == nil {
			break
		}
		out = append(out, e.ID)
		if slices.Contains(e.MaterialFor, purpose) {
			break
		}
	}
	slices.Reverse(out)
	return out
}

// showCases are fragments and texts that they show, or do not.
func showCases(s *site) (out []vector) {
	build := fates(s.t, "base_url: "+baseURL+"\n").build(at(s.t, fatesNow), false)
	fragment, plain := string(build["embed/ru/terms/4.html"]), string(build["ru/terms/4/text.txt"])
	add := func(name, old, new string, want bool) {
		changed := strings.Replace(fragment, old, new, 1)
		if changed == fragment && old != new {
			s.t.Fatalf("%s: nothing to change in %s", name, fragment)
		}
		out = append(out, vector{Name: name, Rule: "shows", Fragment: changed, Plain: plain, Want: want})
	}
	const word = "редакции"
	add("what the program wrote", "", "", true)
	add("a word more", word, word+" и платит", false)
	add("a word less", word, "", false)
	add("two words in another order", "первого пункта", "пункта первого", false)
	add("a letter less", word, word[:len(word)-2], false)
	add("a dot less", "четвертой редакции.", "четвертой редакции", false)
	add("two words made one", "первого пункта", "первогопункта", false)
	add("one word made two", word, "ред акции", false)
	add("a figure that looks the same", "1.2.", "1.２.", false)
	add("the text twice", "</article>", "<p>"+html.EscapeString(plain)+"</p></article>", false)
	add("hidden words", "<p ", "<p hidden ", false)
	add("a style", "<p ", `<p style="display:none" `, false)
	add("a class of the host", `class="kt-u"`, `class="hidden"`, false)
	add("a script", "</article>", "<script></script></article>", false)
	add("a comment", "</article>", "<!-- --></article>", false)
	add("a picture", "</article>", `<img src="x"></article>`, false)
	add("a link that runs", `href="https://`, `href="javascript:`, false)
	add("a tag that is not closed", "</article>", "<p", false)
	add("marks within a word", word, "ред<em>ак</em>ции", true)
	add("a tag that parts a word", word, "ред<br>акции", false)
	add("an entity for a letter", "первого", "перв&#1086;го", true)
	out = append(out, vector{Name: "marks of quotations, lists and cells are no words", Rule: "shows", Want: true,
		Fragment: "<article><h2>Келісім</h2><blockquote><p>а - б</p></blockquote><ul><li>в</li></ul><table><tr><td>1</td><td>2</td></tr></table></article>",
		Plain:    "Келісім\n\n> а - б\n\n- в\n\n1 | 2\n"})
	purpose := func(name, words string, want bool) {
		out = append(out, vector{Name: name, Rule: "stands", Words: words, Plain: string(build["ru/consent/1/text.txt"]), Want: want})
	}
	purpose("a clause", "3. Мне письма о новостях.", true)
	purpose("two clauses that stand apart", "2. Учетная запись.\n4. Исследования.", true)
	purpose("a clause that is not there", "3. Мне письма о новостях и платежах.", false)
	purpose("one of two is not there", "2. Учетная запись.\n5. Исследования.", false)
	purpose("a part of a word", "2. Учетная запис", false)
	purpose("over the end of a clause", "новостях. 4. Исследования.", true)
	return out
}

// Every fragment shows its text by the rule, whatever stands in it, and no other text.
func TestFragmentsShow(t *testing.T) {
	type pair struct{ Name, Fragment, Plain string }
	pairs := []pair{}
	for name, out := range outputs(t) {
		for _, file := range out.names("embed/") {
			page := strings.TrimSuffix(strings.TrimPrefix(file, "embed/"), ".html")
			if plain := out[page+"/text.txt"]; plain != nil {
				pairs = append(pairs, pair{name + " " + file, string(out[file]), string(plain)})
			}
		}
	}
	if len(pairs) < 200 {
		t.Fatalf("%d fragments", len(pairs))
	}
	dir := lab(t, map[string]string{"rules.mjs": rules + "rules.mjs", "shows.mjs": "testdata/rules/shows.mjs"})
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(pairs); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/pairs.json", b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := run(t, dir, "node", "shows.mjs"); got != "good" {
		t.Error(got)
	}
}
