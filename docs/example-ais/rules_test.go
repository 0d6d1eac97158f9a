package main

import (
	"encoding/json"
	"os"
	"testing"
	"time"
)

// The rules answer every vector as the legal site's vectors.json does.
func TestRules(t *testing.T) {
	data, err := os.ReadFile("../../internal/render/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Index Index
		Sets  map[string]Sets
		Cases []struct {
			Name, Rule, Document, Edition, Language, SHA256 string
			At                                              time.Time
			Accepted                                        []Member
			Want                                            any
		}
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Cases) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range v.Cases {
		copy := &Copy{Index: v.Index, sets: v.Sets[c.Document], document: c.Document}
		var got any
		switch c.Rule {
		case "in_force":
			if e := InForce(v.Index, c.Document, c.At); e != nil {
				got = e.ID
			}
		case "needs_acceptance":
			got = copy.NeedsAcceptance(c.Accepted, c.At)
		case "acceptable":
			got = Acceptable(v.Index, c.Document, c.Edition, c.Language, c.SHA256, c.At)
		}
		if got != c.Want {
			t.Errorf("%s: %s: got %v, want %v", c.Rule, c.Name, got, c.Want)
		}
	}
}
