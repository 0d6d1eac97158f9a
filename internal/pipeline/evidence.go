package pipeline

import (
	"maps"
	"path"
	"strings"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/bundle"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/source"
)

// Evidence gathers what a bundle holds of an edition but the instructions: its records
// with the best checkpoint that covers them, its texts and attached files in the form
// that was recorded, its pages and redlines as files of their own. It has no records if
// the ledger has none of the edition, or only such as a clock that was ahead made later
// than AsOf: then the edition is not yet there.
func (p *Project) Evidence(r *render.Renderer, document, edition string) (bundle.Input, error) {
	in := bundle.Input{Log: p.Log().Tree(), Files: map[string][]byte{}}
	for _, r := range p.Records {
		if r.Document == document && r.Edition == edition && (r.Kind == ledger.EditionKind || r.Kind == ledger.TextKind) && !r.Published.After(p.AsOf) {
			in.Records = append(in.Records, r)
			in.Lines = append(in.Lines, in.Log.Line(int64(r.Seq-1)))
		}
	}
	if len(in.Records) == 0 {
		return in, nil
	}
	in.Checkpoint, in.Stamp, in.Keys = p.Log().Best(in.Records[len(in.Records)-1].Seq)
	made, err := p.editionFiles(r, document, edition)
	if err != nil {
		return in, err
	}
	for _, record := range in.Records {
		for _, t := range record.Texts {
			if err := p.textEvidence(in.Files, made, r, record, t.Language); err != nil {
				return in, err
			}
		}
		if err := p.fileEvidence(in.Files, record); err != nil {
			return in, err
		}
	}
	return in, nil
}

// PrintEvidence adds what a printer makes of the pages: pages/LANG.pdf beside each
// pages/LANG.html, or none if it fails. Unlike the rest their bytes depend on the browser.
func (p *Project) PrintEvidence(in bundle.Input, r *render.Renderer, printer *Printer) error {
	printed := map[string][]byte{}
	for _, record := range in.Records {
		for _, t := range record.Texts {
			sheets, err := p.Sheets(r, record.Document, record.Edition, t.Language)
			if err != nil {
				return err
			}
			for _, s := range sheets {
				if s.Form != legal.DownloadPDF {
					continue
				}
				if printed["pages/"+string(t.Language)+".pdf"], err = printer.Print(s.Page, s.Made); err != nil {
					return err
				}
			}
		}
	}
	maps.Copy(in.Files, printed)
	return nil
}

// textEvidence adds a text of a record, and of the files that were made of the edition
// its plain form, page and redline.
func (p *Project) textEvidence(files, made map[string][]byte, r *render.Renderer, record ledger.Record, lang legal.Lang) error {
	text, err := p.Tree.Read(path.Join(source.Dir, record.Document, record.Edition, string(lang)+".md"))
	if err != nil {
		return err
	}
	files["texts/"+string(lang)+".md"] = legal.Canonical(text)
	if plain, ok := made[address.Plain(lang, record.Document, record.Edition)]; ok {
		files["texts/"+string(lang)+".txt"] = plain
	}
	for to, from := range map[string]string{
		"pages": address.Edition(lang, record.Document, record.Edition), "redlines": address.Changes(lang, record.Document, record.Edition),
	} {
		if page, ok := made[from]; ok {
			files[to+"/"+string(lang)+".html"] = alone(r, p.Tree.Site.BaseURL, from, page)
		}
	}
	return nil
}

// fileEvidence adds the files that a record names, in the form that it hashed.
func (p *Project) fileEvidence(files map[string][]byte, record ledger.Record) error {
	for _, f := range record.Files {
		data, err := p.Tree.Read(path.Join(source.Dir, record.Document, record.Edition, f.Name))
		if err != nil {
			return err
		}
		if form := legal.InForm(data, f.SHA256); form != nil && strings.HasSuffix(f.Name, ".yaml") {
			data = form
		}
		files["files/"+f.Name] = data
	}
	return nil
}
