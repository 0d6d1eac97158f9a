package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
)

// editionYAML reads edition.yaml, or what the memo keeps of these bytes.
func (l *loader) editionYAML(site *legal.Site, f folder) *legal.Edition {
	if !f.files["edition.yaml"] {
		return l.readEdition(site, f)
	}
	// What a loader of its own finds in the same bytes, it finds again.
	type read struct {
		edition legal.Edition
		found   diag.List
	}
	data := l.read(path.Join(f.dir, "edition.yaml"))
	r, _ := memo.Do(l.memo, memo.Of("edition.yaml", f.dir, data, site.Zone.String(), site.Languages, l.languages.Sum()), func() (read, int, error) {
		own := &loader{fs: one(data), languages: l.languages}
		e := own.readEdition(site, f)
		e.Source = legal.SHA256(data)
		return read{*e, own.found}, 4 * len(data), nil
	})
	l.found = append(l.found, r.found...)
	return &r.edition
}

// one is a file system all of whose files have the same bytes.
type one []byte

// Open is not needed: fs.ReadFile asks for ReadFile.
func (o one) Open(string) (fs.File, error) { return nil, fs.ErrInvalid }

// ReadFile implements fs.ReadFileFS.
func (o one) ReadFile(string) ([]byte, error) { return o, nil }

// material reads whether users must accept an edition again: true, false, or the
// purposes of a consent for which alone they must.
func (o *object) material() (material *bool, purposes []string) {
	if n, ok := o.fields["material"]; !ok || n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return o.boolean("material"), nil
	}
	for _, it := range o.list("material") {
		if !legal.IsPurposeID(it.value) {
			o.found.AddVariant(diag.ValueInvalid, "purpose", it.pos, diag.Args{"value": it.value})
		} else if !slices.Contains(purposes, it.value) {
			purposes = append(purposes, it.value)
		}
	}
	yes := true
	return &yes, purposes
}

func (l *loader) readEdition(site *legal.Site, f folder) *legal.Edition {
	o := l.yaml(f, "edition.yaml", "edition")
	o.expect("effective", "approved", "material", "published")
	material, purposes := o.material()
	e := &legal.Edition{
		Positions: o.positions(),
		Effective: o.instant("effective", site.Zone),
		Published: o.instant("published", site.Zone),
		Material:  material,
		Purposes:  purposes,
	}
	e.Misread = o.broken || !o.clean || e.Material == nil && o.says("material")
	if n := o.fields["approved"]; n != nil && !isNull(n) && !isMapping(n) {
		l.found.AddVariant(diag.ValueType, "approved", o.at(n), nil)
	} else if sub := o.object("approved"); sub != nil {
		e.Approved = l.approval(sub, site)
		e.Positions["approved.date"] = sub.pos("date")
	}
	return e
}

// approval reads how an edition was approved; nil if a finding refuses part of it.
func (l *loader) approval(o *object, site *legal.Site) *legal.Approval {
	o.expect("act", "number", "date", "body", "file")
	a := &legal.Approval{Act: strings.ToLower(o.required("act")), Number: o.shown("number"), File: o.text("file"),
		Body: l.localized(o, "body", site.Languages)}
	if known := l.languages.Act(a.Act); known != "" { // as an editor may write it: «приказ»
		a.Act = known
	}
	good := slices.Contains(legal.Acts, a.Act)
	if a.Act != "" && !good {
		l.found.AddVariant(diag.ValueInvalid, "act", o.pos("act"), diag.Args{"value": a.Act})
	}
	s := o.required("date")
	if s == "" {
		return nil
	}
	var err error
	if a.Date, err = civil.ParseDate(s); errors.Is(err, civil.ErrForm) {
		l.found.AddVariant(diag.DateInvalid, "form-day", o.pos("date"), diag.Args{"value": s})
	} else if err != nil {
		DateFinding(&l.found, o.pos("date"), s, err)
	}
	if err != nil || !good {
		return nil
	}
	return a
}
