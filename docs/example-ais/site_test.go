package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A legalSite serves the files of a small legal site, with entity tags: an
// agreement "terms", which incorporates a policy "privacy".
type legalSite struct {
	url       string
	files     map[string]string
	asked     []string // paths
	count     map[string]int
	languages []string                  // of the next edition
	snapshot  map[string]map[string]any // more of what document.yaml says, by document
	head      Head
}

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// newSite returns a site whose first editions took effect a day before noon.
func newSite(t *testing.T) *legalSite {
	s := &legalSite{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/legal/")
		data, ok := s.files[path]
		s.asked = append(s.asked, path)
		tag := `"` + sum([]byte(data)) + `"`
		w.Header().Set("ETag", tag)
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == tag:
			w.WriteHeader(http.StatusNotModified)
		default:
			fmt.Fprint(w, data)
		}
	}))
	t.Cleanup(server.Close)
	s.url = server.URL + "/legal/"
	s.begin(noon.Add(-24 * time.Hour))
	return s
}

// begin makes a site with the first edition of each document.
func (s *legalSite) begin(from time.Time) {
	s.files = map[string]string{"embed/kelisim-text.js": "// the element"}
	s.count, s.head, s.languages, s.snapshot = map[string]int{}, Nothing, []string{"kk", "ru"}, map[string]map[string]any{}
	s.publish("privacy", "policy", from, true)
	s.publish("terms", "agreement", from, true)
}

// publish adds a document's next edition and builds the site.
func (s *legalSite) publish(document, kind string, from time.Time, material bool) {
	s.count[document]++
	seq := s.count[document]
	id := fmt.Sprint(seq)
	since := seq
	if !material {
		var last line
		for _, l := range s.lines() {
			var at line
			if json.Unmarshal([]byte(l), &at) == nil && at.Document == document && at.Kind == "edition" {
				last = at
			}
		}
		since = last.Since
	}
	var texts []any
	for _, lang := range s.languages {
		root := lang + "/" + document + "/" + id + "/"
		source := fmt.Sprintf("---\ntitle: %s\nchanges: changes of %s\n---\n# %s %s %s\n", document, id, document, id, lang)
		plain := fmt.Sprintf("%s %s %s\n", document, id, lang)
		s.files[root+"text.md"], s.files[root+"text.txt"] = source, plain
		s.files[fragment(lang, document, id)] = fmt.Sprintf("<article lang=%q data-sha256=%q><h2>%s</h2></article>\n", lang, sum([]byte(source)), strings.TrimSpace(plain))
		texts = append(texts, map[string]any{"language": lang, "title": document, "source_sha256": sum([]byte(source)), "plain_sha256": sum([]byte(plain)), "plain_format": "kelisim.plain/1"})
	}
	snapshot := map[string]any{"kind": kind}
	if document == "terms" {
		snapshot["incorporates"] = []string{"privacy"}
	}
	maps.Copy(snapshot, s.snapshot[document])
	published := noon.Add(-24 * time.Hour)
	if from.Before(published) {
		published = from
	}
	s.record(map[string]any{"kind": "edition", "document": document, "edition": id, "edition_seq": seq, "recorded": published, "published": published, "effective": from,
		"reaccept_since": since, "snapshot": snapshot, "texts": texts})
	s.build()
}

// record adds a line to the ledger.
func (s *legalSite) record(r map[string]any) {
	r["prev"] = s.head.SHA256
	line := encode(r)
	s.files[ledgerPath] += line + "\n"
	s.head = Head{s.head.Records + 1, sum([]byte(line))}
}

func (s *legalSite) lines() []string {
	return strings.FieldsFunc(s.files[ledgerPath], func(r rune) bool { return r == '\n' })
}

// build makes the data from the ledger.
func (s *legalSite) build() {
	data, err := FromLedger(s.lines())
	if err != nil {
		panic(err)
	}
	for _, d := range data.Documents {
		for _, e := range d.Editions {
			for i := range e.Purposes {
				e.Purposes[i].Suffices, e.Purposes[i].Texts = []string{e.ID}, map[string]PurposeText{}
				for lang := range e.Texts {
					e.Purposes[i].Texts[lang] = PurposeText{d.ID + " " + e.ID + " " + lang}
				}
			}
			for lang, x := range e.Texts {
				x.Integrity = integrity(s.files[fragment(lang, d.ID, e.ID)])
				e.Texts[lang] = x
			}
		}
	}
	s.files[currentPath] = encode(map[string]any{"site": map[string]string{"timezone": "Asia/Almaty"}, "ledger": s.head,
		"element": Script{"embed/kelisim-text.js", integrity(s.files["embed/kelisim-text.js"])}, "documents": data.Documents})
	s.beat()
}

// beat names what there is.
func (s *legalSite) beat() {
	s.files[heartbeatPath] = encode(map[string]any{"built": noon, "ledger": s.head, "current": map[string]string{"sha256": sum([]byte(s.files[currentPath]))}})
}

func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func integrity(data string) string {
	hash, _ := hex.DecodeString(sum([]byte(data)))
	return "sha256-" + base64.StdEncoding.EncodeToString(hash)
}
