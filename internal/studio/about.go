package studio

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// aboutPage is what a document is, as a form.
type aboutPage struct {
	Title string
	*desk.About
	Undo bool
}

func (s pages) about(document string) ([]byte, error) {
	if err := s.program.Fresh(); err != nil {
		return nil, err
	}
	p, err := s.program.Project()
	if err != nil {
		return nil, err
	}
	a := s.program.Desk().AboutOf(p, document)
	if a == nil {
		return nil, errNoEdition
	}
	return s.execute("about", aboutPage{s.say("about") + ": " + a.Title, a, s.undoable() > 0})
}

// PurposeEdit is one purpose as the form has it; Was is its name in the file, empty for
// a new one. One without clauses goes.
type PurposeEdit struct {
	Was, ID, Clauses string
	Optional         bool
}

// aboutKeys are the keys of document.yaml that hold one word, by the names of the form's
// fields.
var aboutKeys = map[string][]string{"kind": {"kind"}, "order": {"order"}, "annex_of": {"annex_of"}, "prevails": {"prevails"},
	"acceptance": {"acceptance"}, "expires": {"expires"}, "renew_notice": {"renew_notice"}}

// saveAbout writes what was changed in document.yaml, and no other byte.
func (s work) saveAbout(_ context.Context, q *Request) (Answer, error) {
	if q.Facts == nil {
		return Answer{Status: Refused}, nil
	}
	return s.edits(func(p *pipeline.Project, w *writer) (Answer, error) {
		a := s.program.Desk().AboutOf(p, q.Document)
		if a == nil {
			return Answer{}, errNoEdition
		}
		if a.Fixed {
			return Answer{Status: Refused, Text: s.say("about-fixed")}, nil
		}
		raw, err := w.read(a.Path)
		if err != nil {
			return Answer{}, err
		}
		if hash(raw) != q.Facts.Base {
			w.changed = append(w.changed, a.Path)
			return s.finish(w)
		}
		keys := maps.Clone(aboutKeys)
		for _, x := range a.Summaries {
			keys[x.Key] = strings.Split(x.Key, ".")
		}
		values := map[string]string{}
		maps.Copy(values, q.Facts.Values)
		for key, p := range q.Periods {
			values[key] = p.Write()
		}
		data, err := setAll(raw, keys, values)
		if err == nil && q.Languages != nil && len(*q.Languages) > 0 {
			data, err = edit.SetFlow(data, edit.Flow(*q.Languages), "languages")
		}
		if err == nil && q.Incorporates != nil {
			flow := ""
			if len(*q.Incorporates) > 0 {
				flow = edit.Flow(*q.Incorporates)
			}
			data, err = edit.SetFlow(data, flow, "incorporates")
		}
		for _, x := range q.Purposes {
			if err == nil {
				data, err = setPurpose(data, x)
			}
		}
		if err != nil {
			return s.form(w, err)
		}
		if string(data) != string(raw) {
			if err := w.write(a.Path, q.Facts.Base, raw, data); err != nil {
				return Answer{}, err
			}
		}
		return s.finish(w)
	})
}

// setPurpose writes one purpose: a list of clauses, or a mapping if it is optional. One
// that says the same stays as it is written.
func setPurpose(data []byte, x PurposeEdit) ([]byte, error) {
	clauses := strings.FieldsFunc(x.Clauses, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	if was := desk.PurposeOf(data, x.Was); x.Was == x.ID && was.Clauses == strings.Join(clauses, ", ") && was.Optional == x.Optional {
		return data, nil
	}
	var err error
	if x.Was != "" && (x.Was != x.ID || len(clauses) == 0) {
		if data, err = edit.SetFlow(data, "", "purposes", x.Was); err != nil {
			return nil, err
		}
	}
	if len(clauses) == 0 {
		return data, nil
	}
	if !legal.IsPurposeID(x.ID) {
		return nil, edit.ErrForm
	}
	flow := edit.Flow(clauses)
	if x.Optional {
		flow = "{ clauses: " + flow + ", optional: true }"
	}
	return edit.SetFlow(data, flow, "purposes", x.ID)
}

// discard deletes a draft, once it was confirmed: with the document's folder if nothing
// else is in it. It is no other than the draft that was shown, and it can be taken back.
func (s work) discard(_ context.Context, q *Request) (Answer, error) {
	return s.edits(func(p *pipeline.Project, w *writer) (Answer, error) {
		dir, refused := s.discardable(p, q.Document, q.Edition)
		if refused != "" {
			return Answer{Status: Refused, Text: refused}, nil
		}
		files := map[string][]byte{}
		var names, shown []string
		err := fs.WalkDir(w.root.FS(), dir, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			files[name], err = w.read(name)
			names, shown = append(names, name), append(shown, name+" "+hash(files[name]))
			return err
		})
		if err != nil {
			return Answer{}, err
		}
		digest := legal.SHA256([]byte(strings.Join(shown, "\n")))
		if q.Confirmed != digest {
			return Answer{Status: Confirm, Digest: digest, Text: s.say("discard-what", "files", strings.Join(names, "\n"))}, nil
		}
		for _, name := range names {
			if err := w.remove(name, files[name]); err != nil {
				return Answer{}, err
			}
		}
		w.tidy(dir)
		a, err := s.finish(w)
		a.Go = s.root()
		return a, err
	})
}

// discardable is the folder that goes with a draft, or why it stays, in words.
func (s work) discardable(p *pipeline.Project, document, edition string) (dir, refused string) {
	doc := p.Standing.Document(document)
	switch {
	case doc == nil || doc.Edition(edition) == nil:
		return "", s.say("no-edition")
	case p.Standing.Broken || !doc.Edition(edition).Draft():
		return "", s.say("published-fixed")
	}
	dir = path.Join(source.Dir, document)
	if len(doc.Editions) > 1 || slices.ContainsFunc(p.Tree.Documents, func(other *legal.Document) bool {
		return other.AnnexOf == document || slices.Contains(other.Incorporates, document)
	}) {
		dir = path.Join(dir, edition)
	}
	return dir, ""
}

// unrepeal takes back a repeal that has not come yet.
func (s work) unrepeal(ctx context.Context, q *Request) (Answer, error) {
	return s.record(ctx, q, "repeal", q.Document, "--undo")
}
