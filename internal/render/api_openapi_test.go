package render_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestOpenAPI: openapi.json has a path for every file of data, with the file's schema, and
// no path without a file.
func TestOpenAPI(t *testing.T) {
	data, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]struct {
			Get struct {
				Responses map[string]struct {
					Content map[string]struct {
						Schema struct {
							Ref string `json:"$ref"`
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil || len(doc.Paths) == 0 {
		t.Fatal(err, doc)
	}
	pattern := map[string]*regexp.Regexp{}
	for path := range doc.Paths {
		quoted := regexp.QuoteMeta(strings.TrimPrefix(path, "/"))
		pattern[path] = regexp.MustCompile("^" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(quoted, "[^/]+") + "$")
	}
	used := map[string]bool{}
	for site, out := range outputs(t) {
		for name := range out {
			for path, p := range pattern {
				used[path] = used[path] || p.MatchString(name)
			}
		}
		for _, name := range out.apiFiles() {
			described := false
			for path, p := range pattern {
				if p.MatchString(name) {
					described = doc.Paths[path].Get.Responses["200"].Content["application/json"].Schema.Ref == "schema/"+schemaOf(name)
				}
			}
			if !described {
				t.Errorf("%s: openapi.json does not describe %s by schema/%s", site, name, schemaOf(name))
			}
		}
	}
	for path := range doc.Paths {
		if !used[path] {
			t.Errorf("openapi.json describes %s, which no site has", path)
		}
	}
}
