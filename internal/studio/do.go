package studio

import (
	"cmp"
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/git"
	"github.com/kelisim/kelisim/internal/merge"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// write is the address of an edition's page.
func (s *Server) write(document, edition string) string {
	return s.root() + "write/" + document + "/" + edition
}

// after reads the site anew behind a command that may have changed it.
func (s work) after(a Answer) (Answer, error) {
	if s.program.HasSite() {
		if err := s.program.Fresh(); err != nil {
			return a, err
		}
	}
	return a, nil
}

// init makes a new site in the folder, or in a new folder inside of it.
func (s work) init(ctx context.Context, q *Request) (Answer, error) {
	if !isFolder(q.Name) {
		return Answer{Status: Refused, Text: s.say("folder-name")}, nil
	}
	a := of(s.program.Run(ctx, "init", q.Name))
	if a.Status == Done { // the page of the new site says what comes next
		a.Go, a.Text = s.root(), ""
	}
	return s.after(a)
}

func (s work) newEdition(ctx context.Context, q *Request) (Answer, error) {
	before, err := s.editions(q.Document)
	if err != nil {
		return Answer{}, err
	}
	args := []string{"new", q.Document}
	if q.From != "" {
		args = append(args, "--effective", q.From)
	}
	if q.Edition != "" {
		args = append(args, "--edition", q.Edition)
	}
	a, err := s.after(of(s.program.Run(ctx, args...)))
	if err != nil || a.Status != Done {
		return a, err
	}
	now, err := s.editions(q.Document)
	for _, id := range now {
		if !slices.Contains(before, id) {
			a.Go, a.Text = s.write(q.Document, id), ""
		}
	}
	return a, err
}

func (s work) editions(document string) ([]string, error) {
	p, err := s.program.Project()
	if err != nil {
		return nil, err
	}
	var out []string
	if d := p.Standing.Document(document); d != nil {
		for _, e := range d.Editions {
			out = append(out, e.ID)
		}
	}
	return out, nil
}

// newDocument makes the folder of a document with its first draft: an annex if AnnexOf
// names another document.
func (s work) newDocument(_ context.Context, q *Request) (Answer, error) {
	return s.edits(func(p *pipeline.Project, w *writer) (Answer, error) {
		files, refused := s.program.Desk().NewDocument(p, q.Document, q.Kind, q.AnnexOf, q.Title)
		if refused != "" {
			return Answer{Status: Refused, Text: refused}, nil
		}
		for _, f := range files {
			if err := w.root.MkdirAll(path.Dir(f.Name), 0o755); err != nil {
				return Answer{}, err
			}
			if err := w.write(f.Name, edit.None, nil, f.Data); err != nil {
				return Answer{}, err
			}
		}
		a, err := s.finish(w)
		a.Go = s.write(q.Document, "1")
		return a, err
	})
}

// importFile makes a draft of a dropped file. What colleagues changed in a Word file of
// a draft comes into that draft.
func (s work) importFile(ctx context.Context, q *Request) (Answer, error) {
	dir, err := os.MkdirTemp("", "kelisim-import-")
	if err != nil {
		return Answer{}, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "kelisim-import"+strings.ToLower(path.Ext(filepath.ToSlash(q.Name))))
	if err := os.WriteFile(file, q.Data, 0o600); err != nil {
		return Answer{}, err
	}
	edition, err := s.draftOf(q)
	if err != nil {
		return Answer{}, err
	}
	args := []string{"import", file, "--document", q.Document}
	if edition != "" {
		args, q.Edition, q.Language = []string{"import", file, "--into", q.Document, edition}, "", ""
	}
	for _, f := range [][2]string{{"--edition", q.Edition}, {"--language", q.Language}} {
		if f[1] != "" {
			args = append(args, f[0], f[1])
		}
	}
	o := s.program.Run(ctx, args...)
	o.Said = strings.NewReplacer(filepath.ToSlash(file), q.Name, filepath.Base(file), q.Name).Replace(o.Said)
	a, err := s.after(of(o))
	if a.Status == Done {
		a.Go = s.write(q.Document, cmp.Or(edition, q.Edition, "1"))
	}
	return a, err
}

// draftOf is the edition whose draft a dropped Word file was made of: the one that is
// asked for if it has a draft in the file's language, else the one that the file names.
// Empty: the file is not of the document, or there is no such draft.
func (s work) draftOf(q *Request) (string, error) {
	base, ok := merge.BaseOf(q.Name, q.Data)
	if !ok || base.Document != q.Document {
		return "", nil
	}
	p, err := s.program.Project()
	if err != nil {
		return "", err
	}
	d := p.Standing.Document(q.Document)
	if d == nil {
		return "", nil
	}
	for _, id := range []string{q.Edition, base.Edition} {
		if e := d.Edition(id); e != nil && e.Content != nil && slices.Contains(e.Fresh(), base.Language) {
			return id, nil
		}
	}
	return "", nil
}

// record shows a plan of the ledger's records, and writes it once it was confirmed.
func (s work) record(ctx context.Context, q *Request, args ...string) (Answer, error) {
	plan := s.program.Record(ctx, q.Confirmed, args...)
	a := of(plan.Outcome)
	switch {
	case a.Status == Failed: // the yes was given, and the machine did not do it
	case plan.Done:
		a.Text, a.Next = strings.TrimSpace(a.Text+"\n"+s.say("recorded")), "build"
	case plan.Digest != "":
		a.Status, a.Digest = Confirm, plan.Digest
	case a.Status == Done:
		a.Status = Refused
	}
	return s.after(a)
}

// publish records a draft, together with those that it refers to, and if it is asked for with
// its annexes. The plan of a draft alone offers the one with them.
func (s work) publish(ctx context.Context, q *Request) (Answer, error) {
	if err := s.program.Fresh(); err != nil {
		return Answer{}, err
	}
	p, err := s.program.Project()
	if err != nil {
		return Answer{}, err
	}
	with, annexes, err := s.program.Desk().Together(p, q.Document, q.Edition)
	if err != nil {
		return Answer{}, err
	}
	if q.Annexes {
		with = annexes
	}
	a, err := s.record(ctx, q, append([]string{"publish", q.Document, q.Edition}, with...)...)
	if a.Status == Confirm && len(annexes) > 0 && !q.Annexes {
		a.Also = s.say("publish-annexes")
	}
	return a, err
}

func (s work) withdraw(ctx context.Context, q *Request) (Answer, error) {
	return s.record(ctx, q, "withdraw", q.Document, q.Edition)
}

func (s work) repeal(ctx context.Context, q *Request) (Answer, error) {
	return s.record(ctx, q, "repeal", q.Document, "--from", q.From)
}

// agree notes that an office agrees to the draft that the page shows, and to no other.
func (s work) agree(ctx context.Context, q *Request) (Answer, error) {
	args := []string{"agree", q.Document, q.Edition, "--as", q.Office, "--digest", q.Base}
	if q.Name != "" {
		args = append(args, "--name", q.Name)
	}
	return s.after(brief(of(s.program.Run(ctx, args...)), s.say("agreed-done", "office", q.Office)))
}

func (s work) build(ctx context.Context, _ *Request) (Answer, error) {
	return s.after(brief(of(s.program.Run(ctx, "build")), s.say("build-done", "dir", s.program.Output())))
}

// brief says in one sentence that a command ended well; what the command said is for
// the administrator.
func brief(a Answer, sentence string) Answer {
	if a.Status == Done {
		a.Text, a.Aside = sentence, strings.TrimSpace(a.Text+"\n"+a.Aside)
	}
	return a
}

// verify compares the content with the ledger, and then the built site, if there is one.
func (s work) verify(ctx context.Context, _ *Request) (Answer, error) {
	a := brief(of(s.program.Run(ctx, "verify")), s.say("verify-content"))
	if _, err := os.Stat(s.program.Output()); err != nil || a.Status != Done {
		return a, nil
	}
	site := brief(of(s.program.Run(ctx, "verify", s.program.Output())), s.say("verify-site", "dir", s.program.Output()))
	site.Text, site.Aside = a.Text+"\n\n"+site.Text, a.Aside+"\n\n"+site.Aside
	return site, nil
}

// restore puts the files of a published edition back that somebody edited or deleted, with
// the bytes that the built site or the history in Git has of them.
func (s work) restore(_ context.Context, q *Request) (Answer, error) {
	return s.edits(func(p *pipeline.Project, w *writer) (Answer, error) {
		files := s.program.Desk().Restore(p, os.DirFS(s.program.Output()), w.history, q.Document, q.Edition)
		if len(files) == 0 {
			return Answer{Status: Refused, Text: s.say("restore-nothing")}, nil
		}
		for _, f := range files {
			was, err := w.read(f.Name)
			if err != nil {
				return Answer{}, err
			}
			if err := w.write(f.Name, hash(was), was, f.Data); err != nil {
				return Answer{}, err
			}
		}
		return s.finish(w)
	})
}

// largestKept is the largest file that is looked for in the history of Git.
const largestKept = 16 << 20

// history is what the history in Git has had under a name; nil if there is none.
func (w *writer) history(name string) (out [][]byte) {
	versions, err := git.Versions(w.root.Name(), name)
	if err != nil {
		return nil // no repository, or no Git: there is nothing to look in
	}
	for _, v := range versions {
		if data, err := git.Read(w.root.Name(), v); err == nil && v.Size <= largestKept {
			out = append(out, data)
		}
	}
	return out
}

// deployed says how a deployed site, which told somebody about itself, stands to the ledger.
func (s work) deployed(_ context.Context, q *Request) (Answer, error) {
	p, err := s.program.Project()
	if err != nil {
		return Answer{}, err
	}
	site := s.program.Desk().Deployed(p, q.Shown)
	switch {
	case !site.Exists:
		return Answer{Status: Refused, Text: s.say("deployed-form")}, nil
	case site.Newer:
		return Answer{Status: Refused, Text: s.say("deployed-newer")}, nil
	case site.Other:
		return Answer{Status: Refused, Text: s.say("deployed-other")}, nil
	case site.Behind > 0:
		text := s.program.Words().SayCount("studio.deployed-behind", site.Behind)
		return Answer{Status: Refused, Text: strings.Join(append([]string{text}, site.Lacks...), "\n")}, nil
	}
	return Answer{Status: Done, Text: s.say("deployed-now")}, nil
}
