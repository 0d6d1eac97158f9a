package address

import (
	"path"

	"github.com/kelisim/kelisim/internal/legal"
)

// apiRoot is the folder of the data for programs.
const apiRoot = "api/v1"

// The files that belong to no document.
const (
	// Index is the catalogue.
	Index = apiRoot + "/index.json"
	// Current is what a form needs.
	Current = apiRoot + "/current.json"
	// Heartbeat is the one file that every build may change.
	Heartbeat = apiRoot + "/heartbeat.json"
	// OpenAPI describes the files.
	OpenAPI = apiRoot + "/openapi.json"
	// Guide is the page for people.
	Guide = apiRoot + "/index.html"
)

// Texts is the folder with the data of all texts.
const Texts = apiRoot + "/texts/"

// Vectors is the file with the test vectors of the data's rules.
const Vectors = apiRoot + "/vectors.json"

// Schema is a JSON Schema of the data.
func Schema(name string) string { return path.Join(apiRoot, "schema", name) }

// DocumentData is a document with its editions.
func DocumentData(doc string) string { return path.Join(apiRoot, "documents", doc+".json") }

// TextData is a text by clauses.
func TextData(lang legal.Lang, doc, edition string) string {
	return path.Join(apiRoot, "texts", doc, edition, string(lang)+".json")
}

// RedlineData is the redline of an edition.
func RedlineData(lang legal.Lang, doc, edition string) string {
	return path.Join(apiRoot, "redlines", doc, edition, string(lang)+".json")
}

// ComingData is what changes from an edition to the first one to come.
func ComingData(lang legal.Lang, doc, edition string) string {
	return path.Join(apiRoot, "coming", doc, edition, string(lang)+".json")
}

// SinceData is what changed since an edition.
func SinceData(lang legal.Lang, doc, edition string) string {
	return path.Join(apiRoot, "since", doc, edition, string(lang)+".json")
}
