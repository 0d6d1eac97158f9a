package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
)

func decode(t testing.TB, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// compile compiles the published schemas, by file name. Closed ones refuse
// members that they do not name.
func compile(t testing.TB, out output, closed bool) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	const base = "https://github.com/kelisim/kelisim/api/v1/schema/"
	names := out.names("api/v1/schema/")
	for _, name := range names {
		doc := decode(t, out[name])
		if closed {
			shut(doc)
		}
		if err := c.AddResource(base+strings.TrimPrefix(name, "api/v1/schema/"), doc); err != nil {
			t.Fatal(err)
		}
	}
	all := map[string]*jsonschema.Schema{}
	for _, name := range names {
		name = strings.TrimPrefix(name, "api/v1/schema/")
		s, err := c.Compile(base + name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = s
	}
	return all
}

// shut refuses unknown members in every object that the schema describes. One that takes
// any value of a member describes none: it is a condition.
func shut(v any) {
	switch v := v.(type) {
	case map[string]any:
		properties, _ := v["properties"].(map[string]any)
		condition := false
		for _, p := range properties {
			condition = condition || p == true
		}
		if v["type"] == "object" && properties != nil && !condition && v["additionalProperties"] == nil {
			v["additionalProperties"] = false
		}
		for _, x := range v {
			shut(x)
		}
	case []any:
		for _, x := range v {
			shut(x)
		}
	}
}

// schemaOf names the schema of a file of the API.
func schemaOf(name string) string {
	rest := strings.TrimPrefix(name, "api/v1/")
	switch kind, _, folder := strings.Cut(rest, "/"); {
	case !folder:
		return rest
	case kind == "since", kind == "coming":
		return "since.json"
	default:
		return strings.TrimSuffix(kind, "s") + ".json"
	}
}

// apiFiles lists the files of the API that are data.
func (o output) apiFiles() []string {
	return slices.DeleteFunc(o.names("api/v1/"), func(s string) bool {
		return strings.HasPrefix(s, "api/v1/schema/") || s == address.Guide || s == address.OpenAPI
	})
}

// outputs are the built sites that the tests look at, by name.
func outputs(t testing.TB) map[string]output {
	built.Do(func() { built.all = buildAll(t) })
	if built.all == nil {
		t.Fatal("the sites could not be built")
	}
	return built.all
}

var built struct {
	sync.Once
	all map[string]output
}

func buildAll(t testing.TB) map[string]output {
	return map[string]output{
		"sample":    sample(t).build(at(t, sampleNow), false),
		"synthetic": synthetic(t).build(at(t, "2026-12-01T00:00:00+05:00"), false),
		"fates":     fates(t, "base_url: "+baseURL+"\n").build(at(t, fatesNow), false),
		"no-base":   fates(t, "").build(at(t, fatesNow), false),
		"empty":     fates(t, "").build(at(t, "2025-01-01T00:00:00+05:00"), false),
	}
}

// Every file validates, with no member that its schema does not name; every
// schema has files.
func TestSchemas(t *testing.T) {
	var files []string
	err := fs.WalkDir(os.DirFS("schema"), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	})
	if err != nil || !slices.Equal(files, api.Schemas) {
		t.Fatalf("schema/ holds %v, site names %v (%v)", files, api.Schemas, err)
	}
	for site, out := range outputs(t) {
		open, closed := compile(t, out, false), compile(t, out, true)
		used := map[string]int{"common.json": 1, "acceptance.json": 1, "receipt.json": 1} // the last two are a host's: see TestAcceptance, TestReceipt
		for line := range bytes.Lines(out[address.Ledger]) {
			used["ledger.json"]++
			if err := closed["ledger.json"].Validate(decode(t, line)); err != nil {
				t.Errorf("%s: %s: %v", site, line, err)
			}
		}
		for _, name := range out.apiFiles() {
			s := schemaOf(name)
			if open[s] == nil {
				t.Fatalf("%s has no schema %s", name, s)
			}
			used[s]++
			doc := decode(t, out[name])
			if err := open[s].Validate(doc); err != nil {
				t.Errorf("%s: %s: %v", site, name, err)
			}
			if err := closed[s].Validate(doc); err != nil {
				t.Errorf("%s: %s has a member without a description: %v", site, name, err)
			}
			canonicalForm(t, name, out[name])
		}
		if site == "synthetic" && used["text.json"] != 200 {
			t.Errorf("%d texts", used["text.json"])
		}
		if site != "empty" && len(used) != len(open) {
			t.Errorf("%s: files of %v alone", site, slices.Sorted(maps.Keys(used)))
		}
	}
}

// canonicalForm: one line, and the schema's own name first.
func canonicalForm(t *testing.T, name string, data []byte) {
	t.Helper()
	if bytes.Count(data, []byte("\n")) != 1 || !bytes.HasSuffix(data, []byte("}\n")) || !bytes.HasPrefix(data, []byte(`{"schema":"kelisim.`)) {
		t.Errorf("%s: not one line that begins with its schema", name)
	}
	if bytes.Contains(data, []byte(`\u003c`)) || bytes.Contains(data, []byte(": null")) || bytes.Contains(data, []byte(":null")) && !strings.HasSuffix(name, "vectors.json") {
		t.Errorf("%s: an escape or a null", name)
	}
}

// Members that may be absent, by the member that holds their object.
var optional = func() map[string]bool {
	all := map[string]bool{}
	for s := range strings.FieldsSeq(`.as_of .next_change .element .operator index.next_change generator.version site.base_url addresses.embed addresses.feed .changes
		operator.name operator.bin operator.contact editions.prevails editions.annex_of editions.until editions.repealed editions.withdrawn editions.published
		editions.approved editions.expires editions.renew_notice editions.purposes editions.material_for approved.number approved.date purposes.optional
		texts.changes texts.since texts.coming texts.before texts.published texts.integrity sets.from sets.until between.changes
		clauses.level clauses.table clauses.head clauses.verbatim clauses.html clauses.history clauses.clauses history.number history.moved history.renumbered history.formatting
		documents.editions.published cases.data cases.at cases.document cases.set cases.answers cases.accepted cases.form cases.expires cases.renew_notice cases.zone
		cases.known cases.head cases.lines cases.heartbeat cases.every cases.late answers.purpose answers.expires_at answers.renew_at given.purpose want.purpose
		want.expires_at want.renew_at want.at heartbeat.next_change data.next_change data.operator
		segments.to segments.from clauses.carried
		old.document old.edition old.language old.path old.sha256 new.document new.edition new.language new.path new.sha256
		old.number old.anchor old.line new.number new.anchor new.line`) {
		all[s] = true
	}
	return all
}()

// Every change that breaks a promise is refused; every added member is let pass.
func TestMutations(t *testing.T) {
	for site, out := range outputs(t) {
		if site == "empty" || site == "no-base" {
			continue
		}
		open, closed := compile(t, out, false), compile(t, out, true)
		done := map[string]bool{}
		tried := map[string]int{}
		for _, name := range out.apiFiles() {
			s := schemaOf(name)
			if s == "vectors.json" && site != "fates" { // the same on every site
				continue
			}
			doc := decode(t, out[name])
			m := mutator{doc: doc, done: done, kind: s, refused: func(what string) {
				tried[s]++
				if open[s].Validate(doc) == nil {
					t.Errorf("%s: %s: accepted although %s", site, name, what)
				}
			}, added: func(what string) {
				tried[s]++
				if err := open[s].Validate(doc); err != nil {
					t.Errorf("%s: %s: refused: %s: %v", site, name, what, err)
				}
				if closed[s].Validate(doc) == nil {
					t.Errorf("%s: %s: %s: not closed", site, name, what)
				}
			}}
			m.walk(doc, "", "")
			if err := open[s].Validate(doc); err != nil {
				t.Fatalf("%s: the mutations left something: %v", name, err)
			}
		}
		for s := range open {
			if !slices.Contains([]string{"common.json", "acceptance.json", "receipt.json", "ledger.json"}, s) && tried[s] < 40 && (s != "vectors.json" || site == "fates") {
				t.Errorf("%s: %s: only %d mutations", site, s, tried[s])
			}
		}
	}
}

// free are members that map names of the site's own (languages, documents, data) to
// values: which names there are is no promise.
var free = map[string]bool{"texts": true, "titles": true, "members": true, "name": true, "contact": true, "data": true, "accepted": true}

// mutator changes one thing of a document at a time and changes it back. Of
// places alike only the first is tried.
type mutator struct {
	doc     any
	kind    string
	done    map[string]bool
	refused func(what string)
	added   func(what string)
}

// walk visits what stands at a path; parent is the nearest member that holds it.
func (m *mutator) walk(v any, path, parent string) {
	switch v := v.(type) {
	case map[string]any:
		fresh := m.first(path + "{}")
		for _, key := range slices.Sorted(maps.Keys(v)) {
			was := v[key]
			at := path + "/" + key
			if strings.HasSuffix(path, "/clauses") && key == "clauses" {
				at = path // a clause in a clause
			}
			if free[parent] {
				at = path + "/*"
			}
			if at != path && m.first(at) {
				for what, x := range bad(key, was) {
					if m.kind == "vectors.json" && key == "want" && x == nil {
						continue
					}
					v[key] = x
					m.refused(fmt.Sprintf("%s is %s: %v", at, what, x))
				}
				delete(v, key)
				name := strings.TrimPrefix(parent, "of ") + "." + key
				if !optional[name] && !optional[strings.TrimPrefix(name, "redline")] && !free[parent] {
					m.refused(at + " is absent")
				}
				v[key] = was
			}
			if free[parent] {
				m.walk(v[key], at, "of "+parent)
			} else {
				m.walk(v[key], at, key)
			}
		}
		if fresh && !free[parent] {
			v["x-later"] = "added"
			m.added(path + " has a new member")
			delete(v, "x-later")
		}
	case []any:
		for i := range v {
			if was := v[i]; m.first(path + "[]") {
				for _, x := range []any{nil, json.Number("3"), true} {
					v[i] = x
					m.refused(fmt.Sprintf("%s holds %v", path, x))
				}
				v[i] = was
			}
			m.walk(v[i], path, parent)
		}
	}
}

func (m *mutator) first(path string) bool {
	key := m.kind + path
	if m.done[key] {
		return false
	}
	m.done[key] = true
	return true
}

// bad gives values that a member must not have.
func bad(key string, was any) map[string]any {
	out := map[string]any{"null": nil}
	switch was := was.(type) {
	case string:
		out["a number"], out["an object"], out["a list"] = json.Number("7"), map[string]any{}, []any{}
		switch {
		case strings.HasSuffix(key, "sha256"):
			out["short"], out["in capitals"] = was[:63], strings.ToUpper("a"+was[1:])
		case strings.Contains(" as_of next_change published recorded from until withdrawn at ", " "+key+" "):
			out["no day"], out["without offset"], out["a date"], out["no hour"] = "2026-02-30T00:00:00+05:00", "2026-02-01T00:00:00", "2026-02-01", "2026-02-01T25:00:00Z"
		case strings.Contains(" schema op change kind class rule ", " "+key+" "):
			out["unknown"] = "other"
		case key == "language" || key == "prevails":
			out["no tag"], out["another case"] = "kz_KZ", "KK"
		case key == "edition" || key == "since":
			out["no id"] = "v1"
		case key == "document" || key == "annex_of":
			out["no id"] = "../x"
		case key == "url" || key == "base_url":
			out["relative"], out["no web address"] = "kk/", "javascript:alert(1)"
		case key == "integrity":
			out["no hash"], out["short"] = "sha256-", was[:50]
		case key == "plain_format":
			out["unnamed"] = "plain"
		}
	case json.Number:
		out["text"], out["negative"], out["broken"], out["false"] = string(was), json.Number("-1"), json.Number("1.5"), false
	case bool:
		out["text"], out["a number"] = "true", json.Number("1")
	case []any:
		out["an object"], out["text"] = map[string]any{}, "[]"
	case map[string]any:
		out["a list"], out["text"], out["empty"] = []any{}, "{}", map[string]any{}
	}
	if _, ok := was.(map[string]any); ok && (key == "old" || key == "new") {
		delete(out, "empty")
	}
	return out
}
