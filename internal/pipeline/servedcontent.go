package pipeline

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/source"
)

// servedContent is the root of a site whose content/ is what another one serves: the
// ledger, the recorded texts and files, document.yaml as it was recorded last. Of
// edition.yaml no record says what approved an edition, and of site.yaml none says
// anything: both are as the data of the site have them. The result is a zip in memory.
func servedContent(site fs.FS, list []ledger.Record) (fs.FS, error) {
	s := serving{site: site}
	s.z = zip.NewWriter(&s.b)
	s.carry(address.Ledger, "ledger.jsonl")
	s.settings()
	documents, approved := map[string]*ledger.Snapshot{}, map[string]map[string]*api.ApprovalData{}
	for _, x := range list {
		dir := path.Join(x.Document, x.Edition)
		if x.Kind == ledger.EditionKind {
			if approved[x.Document] == nil {
				approved[x.Document] = s.approved(x.Document)
			}
			snapshot := *x.Snapshot
			documents[x.Document] = &snapshot
			s.set(path.Join(dir, "edition.yaml"), map[string]any{"approved": approved[x.Document][x.Edition]})
		}
		for _, t := range x.Texts {
			if d := documents[x.Document]; !slices.Contains(d.Languages, t.Language) { // it came later
				d.Languages = append(slices.Clip(d.Languages), t.Language)
			}
			s.carry(address.Source(t.Language, x.Document, x.Edition), path.Join(dir, string(t.Language)+".md"))
		}
		for _, f := range x.Files {
			if legal.ShownFile(f.Name) {
				s.carry(address.File(x.Document, x.Edition, f.Name), path.Join(dir, f.Name))
			}
		}
	}
	for id, snapshot := range documents {
		s.set(path.Join(id, "document.yaml"), documentSettings(snapshot))
	}
	if err := errors.Join(s.err, s.z.Close()); err != nil {
		return nil, fmt.Errorf("lay out the recorded texts: %w", err)
	}
	return zip.NewReader(bytes.NewReader(s.b.Bytes()), int64(s.b.Len()))
}

// serving lays out content of what a site serves.
type serving struct {
	site fs.FS
	b    bytes.Buffer
	z    *zip.Writer
	err  error
}

// put writes a file of content/.
func (s *serving) put(name string, data []byte) {
	w, err := s.z.Create(path.Join(source.Dir, name))
	if err == nil {
		_, err = w.Write(data)
	}
	s.err = errors.Join(s.err, err)
}

// set writes a settings file; JSON is YAML.
func (s *serving) set(name string, v any) {
	data, err := json.Marshal(v)
	s.err = errors.Join(s.err, err)
	s.put(name, data)
}

// carry takes a file of the site. What is missing was told by VerifySite.
func (s *serving) carry(from, to string) {
	if data, err := fs.ReadFile(s.site, from); err == nil {
		s.put(to, data)
	}
}

// data reads a data file of the site; v stays as it is if there is none.
func (s *serving) data(name string, v any) {
	if data, err := fs.ReadFile(s.site, name); err == nil {
		_ = json.Unmarshal(data, v) // what is broken differs from what is made
	}
}

// settings writes site.yaml. A site without current.json has no form that asks.
func (s *serving) settings() {
	var v api.CurrentData
	s.data(address.Current, &v)
	settings := map[string]any{"id": v.Site.ID, "base_url": v.Site.BaseURL, "languages": v.Site.Languages, "timezone": v.Site.Timezone}
	if v.Operator != nil {
		settings["organization"] = v.Operator
	}
	if forms := s.downloads(v.Site.Languages); len(forms) > 0 {
		settings["downloads"] = forms
	}
	s.set("site.yaml", settings)
}

// downloads are the forms of which the site hands out a file, but those that a browser prints.
func (s *serving) downloads(languages []legal.Lang) (out []legal.Download) {
	var index api.IndexData
	s.data(address.Index, &index)
	for _, form := range legal.Downloads {
		served := func() bool {
			for _, d := range index.Documents {
				var data api.DocumentData
				s.data(address.DocumentData(d.ID), &data)
				for _, e := range data.Editions {
					for _, lang := range languages {
						if name := address.Download(lang, d.ID, e.ID, form); path.Ext(name) != ".pdf" && exists(s.site, name) {
							return true
						}
					}
				}
			}
			return false
		}
		if served() {
			out = append(out, form)
		}
	}
	return out
}

// approved is what the data of a document say that its editions were approved by.
func (s *serving) approved(document string) map[string]*api.ApprovalData {
	var v api.DocumentData
	s.data(address.DocumentData(document), &v)
	out := map[string]*api.ApprovalData{}
	for _, e := range v.Editions {
		out[e.ID] = e.Approved
	}
	return out
}

// documentSettings is document.yaml as a record has it.
func documentSettings(s *ledger.Snapshot) map[string]any {
	out := map[string]any{"kind": s.Kind, "order": s.Order, "languages": s.Languages}
	for key, value := range map[string]string{"annex_of": s.AnnexOf, "prevails": string(s.Prevails),
		"acceptance": string(s.Acceptance), "expires": s.Expires, "renew_notice": s.RenewNotice} {
		if value != "" {
			out[key] = value
		}
	}
	if len(s.Incorporates) > 0 {
		out["incorporates"] = s.Incorporates
	}
	if len(s.Purposes) > 0 {
		purposes := map[string]any{}
		for _, p := range s.Purposes {
			purposes[p.ID] = map[string]any{"clauses": p.Clauses, "optional": p.Optional}
		}
		out["purposes"] = purposes
	}
	return out
}
