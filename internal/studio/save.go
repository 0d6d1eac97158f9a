package studio

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/mend"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// writer writes files of the site for one request, and notes how to take it back.
type writer struct {
	root    *os.Root
	step    []change
	changed []string
}

// writes opens the site's folder for one request that changes files.
func (s work) writes(change func(w *writer) (Answer, error)) (Answer, error) {
	root, err := os.OpenRoot(s.program.Dir())
	if err != nil {
		return Answer{}, err
	}
	defer root.Close()
	return change(&writer{root: root})
}

// edits is writes for a change that depends on the site as it stands now.
func (s work) edits(change func(p *pipeline.Project, w *writer) (Answer, error)) (Answer, error) {
	p, err := s.program.Project()
	if err != nil {
		return Answer{}, err
	}
	return s.writes(func(w *writer) (Answer, error) { return change(p, w) })
}

// editsSheet is edits for the sheet of an edition.
func (s work) editsSheet(q *Request, change func(p *pipeline.Project, sheet *desk.Sheet, w *writer) (Answer, error)) (Answer, error) {
	return s.edits(func(p *pipeline.Project, w *writer) (Answer, error) {
		sheet, err := s.sheet(p, q.Document, q.Edition)
		if err != nil {
			return Answer{}, err
		}
		return change(p, sheet, w)
	})
}

// read returns a file's bytes, and nil if there is none.
func (w *writer) read(name string) ([]byte, error) {
	data, err := w.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// write puts data in the place of what has the hash base. A file that somebody else
// changed is noted, not written.
func (w *writer) write(name, base string, before, data []byte) error {
	err := edit.Write(w.root, name, base, data)
	var other *edit.ChangedError
	switch {
	case errors.As(err, &other):
		w.changed = append(w.changed, name)
		return nil
	case err != nil:
		return err
	}
	w.step = append(w.step, change{name: name, before: before, after: legal.SHA256(data)})
	return nil
}

// remove takes a file away that holds what was read of it. One that somebody else changed
// is noted and stays.
func (w *writer) remove(name string, was []byte) error {
	err := edit.Remove(w.root, name, hash(was))
	var other *edit.ChangedError
	switch {
	case errors.As(err, &other):
		w.changed = append(w.changed, name)
		return nil
	case err != nil:
		return err
	}
	w.step = append(w.step, change{name: name, before: was, after: edit.None})
	return nil
}

// tidy removes the folders under dir, and dir itself, that hold nothing.
func (w *writer) tidy(dir string) {
	var dirs []string
	fs.WalkDir(w.root.FS(), dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			dirs = append(dirs, name)
		}
		return nil
	})
	for _, name := range slices.Backward(dirs) {
		w.root.Remove(name) // refused for one that holds something
	}
}

// finish closes the request: the site is read anew.
func (s work) finish(w *writer) (Answer, error) {
	if err := s.program.Fresh(); err != nil {
		s.undo.add(w.step)
		return Answer{}, err
	}
	p, err := s.program.Project()
	for i := range w.step {
		w.step[i].fixed = err == nil && desk.Fixed(p, w.step[i].name)
	}
	s.undo.add(w.step)
	a := Answer{Status: Done, Changed: w.changed}
	if len(w.changed) > 0 {
		a.Status, a.Text = Changed, s.say("changed", "files", named(s.program.Desk(), w.changed))
	}
	return a, nil
}

// named names files as the desk does: «русский текст».
func named(d *desk.Desk, files []string) string {
	var out []string
	for _, name := range files {
		out = append(out, d.Report.File(name))
	}
	return strings.Join(out, ", ")
}

// sheet is an edition of a site.
func (s *Server) sheet(p *pipeline.Project, document, edition string) (*desk.Sheet, error) {
	sheet, err := s.program.Desk().SheetOf(p, document, edition)
	if err == nil && sheet == nil {
		err = errNoEdition
	}
	return sheet, err
}

// save writes what was changed in the texts and the facts of an edition: of a file
// the parts that were edited, and no other byte.
func (s work) save(_ context.Context, q *Request) (Answer, error) {
	return s.editsSheet(q, func(p *pipeline.Project, sheet *desk.Sheet, w *writer) (Answer, error) {
		for _, x := range q.Texts {
			i := slices.IndexFunc(sheet.Texts, func(t desk.SheetText) bool { return string(t.Lang) == x.Language })
			if i < 0 || sheet.Texts[i].Fixed {
				return Answer{Status: Refused, Text: s.say("published-fixed")}, nil
			}
			if err := s.saveText(p, w, sheet.Texts[i], x); err != nil {
				return s.form(w, err)
			}
		}
		if q.Facts != nil {
			if sheet.Facts.Fixed {
				return Answer{Status: Refused, Text: s.say("published-fixed")}, nil
			}
			if err := saveFacts(w, sheet.Facts.Path, keys, q.Facts); err != nil {
				return s.form(w, err)
			}
		}
		return s.finish(w)
	})
}

// paste gives what was copied in another program as the Markdown of a text. It writes nothing.
func (s work) paste(_ context.Context, q *Request) (Answer, error) {
	p, err := s.program.Project()
	if err != nil {
		return Answer{}, err
	}
	if q.Whole {
		title, text := desk.PastedWhole(p, legal.Lang(q.Language), q.HTML, q.Plain)
		return Answer{Status: Done, Title: title, Text: text}, nil
	}
	return Answer{Status: Done, Text: desk.Pasted(p, legal.Lang(q.Language), q.HTML, q.Plain)}, nil
}

// form answers for a file that is written in a way that cannot be edited here.
func (s work) form(w *writer, err error) (Answer, error) {
	if !errors.Is(err, edit.ErrForm) {
		return Answer{}, err
	}
	a, err := s.finish(w)
	a.Status, a.Text = Refused, s.say("yaml-form")
	return a, err
}

func (s work) saveText(p *pipeline.Project, w *writer, t desk.SheetText, x TextEdit) error {
	raw, err := w.read(t.Path)
	if err != nil {
		return err
	}
	if hash(raw) != x.Base {
		w.changed = append(w.changed, t.Path)
		return nil
	}
	data := edit.Replace(raw, mend.Parts(t.Path, t.Lang, p.Language(t.Lang), raw), x.Parts)
	for _, v := range []struct {
		key   string
		value *string
	}{{"title", x.Title}, {"changes", x.Changes}} {
		if v.value == nil {
			continue
		}
		if data, err = edit.SetHead(data, *v.value, v.key); err != nil {
			return err
		}
	}
	return w.write(t.Path, x.Base, raw, data)
}

// hash is that of a file's bytes, edit.None for no file.
func hash(raw []byte) string {
	if raw == nil {
		return edit.None
	}
	return legal.SHA256(raw)
}

// settings writes what was changed in site.yaml: a value that the home page shows.
func (s work) settings(_ context.Context, q *Request) (Answer, error) {
	if q.Facts == nil {
		return Answer{Status: Refused}, nil
	}
	if err := s.program.Fresh(); err != nil { // whether a site has records decides what it may be called
		return Answer{}, err
	}
	return s.edits(func(p *pipeline.Project, w *writer) (Answer, error) {
		home, err := s.program.Desk().Home(p, os.DirFS(s.program.Output()))
		if err != nil {
			return Answer{}, err
		}
		keys, was := map[string][]string{}, ""
		for _, v := range home.Settings.Values {
			keys[v.Key()] = v.Path
			if v.Key() == "base_url" {
				was = v.Value
			}
		}
		own := p.Tree.Site.ID != draft.SiteID && p.Tree.Site.ID != draft.SiteIDOf(was)
		if id := draft.SiteIDOf(q.Facts.Values["base_url"]); id != "" && !own && len(p.Records) == 0 {
			keys["id"], q.Facts.Values["id"] = []string{"id"}, id
		}
		if err := saveFacts(w, source.SiteFile, keys, q.Facts); err != nil {
			return s.form(w, err)
		}
		a, err := s.finish(w)
		a.Go = s.root()
		return a, err
	})
}

// keys are the keys of edition.yaml by the names of the form's fields.
var keys = map[string][]string{
	"effective": {"effective"}, "material": {"material"},
	"act": {"approved", "act"}, "number": {"approved", "number"}, "date": {"approved", "date"},
}

// saveFacts sets values of a YAML file; keys are the paths of their keys by the names
// of the form's fields.
func saveFacts(w *writer, name string, keys map[string][]string, x *FactsEdit) error {
	raw, err := w.read(name)
	if err != nil {
		return err
	}
	if hash(raw) != x.Base {
		w.changed = append(w.changed, name)
		return nil
	}
	data, err := setAll(raw, keys, x.Values)
	if err != nil {
		return err
	}
	return w.write(name, x.Base, raw, data)
}

// setAll sets the values whose fields have a key.
func setAll(data []byte, keys map[string][]string, values map[string]string) ([]byte, error) {
	var err error
	for _, field := range slices.Sorted(maps.Keys(values)) {
		if keys[field] == nil {
			continue
		}
		value := values[field]
		if field == "number" { // the sign is the page's
			value = strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(value), "№"), " \u00a0")
		}
		if data, err = edit.Set(data, value, keys[field]...); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// fix mends what has one right answer: in a line of a text, or in all of it.
func (s work) fix(_ context.Context, q *Request) (Answer, error) {
	return s.editsSheet(q, func(p *pipeline.Project, sheet *desk.Sheet, w *writer) (Answer, error) {
		for _, t := range sheet.Texts {
			if t.Fixed || q.Language != "" && string(t.Lang) != q.Language {
				continue
			}
			raw, err := w.read(t.Path)
			if err != nil {
				return Answer{}, err
			}
			if q.Line > 0 && hash(raw) != q.Base {
				w.changed = append(w.changed, t.Path)
				continue
			}
			mended := mend.Text(t.Path, t.Lang, p.Language(t.Lang), raw)
			if raw == nil || mended.Data == nil {
				continue
			}
			data := raw
			for _, l := range mend.Lines(raw, mended.Data) {
				if q.Line == 0 || l.Line == q.Line {
					data = edit.ReplaceLine(data, l.Line, l.New)
				}
			}
			if string(data) == string(raw) {
				continue
			}
			if err := w.write(t.Path, hash(raw), raw, data); err != nil {
				return Answer{}, err
			}
		}
		return s.finish(w)
	})
}

// begin makes the file of a language that an edition lacks.
func (s work) begin(_ context.Context, q *Request) (Answer, error) {
	return s.editsSheet(q, func(_ *pipeline.Project, sheet *desk.Sheet, w *writer) (Answer, error) {
		for _, t := range sheet.Texts {
			if string(t.Lang) == q.Language && t.Hash == edit.None && !t.Fixed {
				if err := w.write(t.Path, edit.None, nil, desk.Begin(t.Title, sheet.First)); err != nil {
					return Answer{}, err
				}
			}
		}
		a, err := s.finish(w)
		a.Go = s.write(q.Document, q.Edition)
		return a, err
	})
}
