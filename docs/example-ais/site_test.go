package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A legalSite serves the files of a small legal site, with entity tags: an
// agreement "terms", which incorporates a policy "privacy".
type legalSite struct {
	url      string
	files    map[string]string
	asked    []string // paths
	editions map[string][]map[string]any
	sets     []map[string]any
	head     Head
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
	s.editions, s.sets, s.head = map[string][]map[string]any{}, nil, Head{0, strings.Repeat("0", 64)}
	s.publish("privacy", "policy", from, true)
	s.publish("terms", "agreement", from, true)
}

// publish adds a document's next edition and builds the site.
func (s *legalSite) publish(document, kind string, from time.Time, material bool) {
	all := s.editions[document]
	seq := len(all) + 1
	since := seq
	if seq > 1 {
		all[seq-2]["until"] = from
		if !material {
			since = all[seq-2]["reaccept_since"].(int)
		}
	}
	id := fmt.Sprint(seq)
	var texts []any
	for _, lang := range []string{"kk", "ru"} {
		root := lang + "/" + document + "/" + id + "/"
		source := fmt.Sprintf("# %s %s %s\n", document, id, lang)
		fragment := fmt.Sprintf("<article lang=%q data-sha256=%q><h2>%s %s</h2></article>\n", lang, sum([]byte(source)), document, id)
		s.files[root+"text.md"], s.files[root+"text.txt"], s.files["embed/"+root+"x.html"] = source, "plain "+source, fragment
		texts = append(texts, map[string]any{
			"language": lang, "title": document, "changes": "changes of " + id, "published": from,
			"source_sha256": sum([]byte(source)), "plain_sha256": sum([]byte("plain " + source)), "plain_format": "kelisim.plain/1",
			"source": File{Path: root + "text.md"}, "plain": File{Path: root + "text.txt"},
			"embed": File{"embed/" + root + "x.html", integrity(fragment)},
		})
	}
	s.record(map[string]any{"document": document, "edition": id, "texts": texts})
	s.editions[document] = append(all, map[string]any{"id": id, "seq": seq, "kind": kind, "from": from, "reaccept_since": since, "texts": texts})
	if document == "terms" {
		if n := len(s.sets); n > 0 {
			s.sets[n-1]["until"] = from
		}
		s.sets = append(s.sets, map[string]any{"from": from, "members": []any{
			map[string]string{"document": "terms", "edition": id}, map[string]string{"document": "privacy", "edition": "1"}}})
	}
	s.build()
}

// record adds a line to the ledger.
func (s *legalSite) record(r map[string]any) {
	r["prev"] = s.head.SHA256
	line := encode(r)
	s.files["ledger/ledger.jsonl"] += line + "\n"
	s.head = Head{s.head.Records + 1, sum([]byte(line))}
}

func (s *legalSite) build() {
	s.files["api/v1/sets/terms.json"] = encode(map[string]any{"document": "terms", "ledger": s.head, "sets": s.sets})
	s.files[indexPath] = encode(map[string]any{
		"site": map[string]string{"timezone": "Asia/Almaty"}, "ledger": s.head,
		"element":   File{"embed/kelisim-text.js", integrity(s.files["embed/kelisim-text.js"])},
		"documents": []any{map[string]any{"id": "terms", "editions": s.editions["terms"]}, map[string]any{"id": "privacy", "editions": s.editions["privacy"]}},
	})
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
