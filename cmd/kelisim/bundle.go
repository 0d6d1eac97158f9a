package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/bundle"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/translog"
)

func (a *app) bundleCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "bundle DOCUMENT EDITION", Short: a.t("cmd.bundle"), Long: a.t("help.bundle"), Args: a.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			if output == "" {
				output = args[0] + "-" + args[1] + ".zip"
			}
			return a.bundle(args[0], args[1], output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", a.t("flag.bundle-output"))
	return cmd
}

// bundle writes the evidence of a published edition into a new file.
func (a *app) bundle(document, edition, output string) error {
	p, err := a.judged()
	if err != nil {
		return err
	}
	if p.Tree.Document(document) == nil {
		return a.noDocument(p, document)
	}
	in, err := a.evidence(p, document, edition)
	if err != nil {
		return err
	}
	data, err := bundle.Make(in)
	if err != nil {
		return err
	}
	if _, found := bundle.Check(filepath.ToSlash(output), data, ""); len(found) > 0 {
		a.report().Text(a.err, found)
		return errors.New("the bundle does not hold") // our own bug
	}
	f, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{a.t("key.exists", "path", output)}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.t("bundle.done", "path", filepath.ToSlash(output)))
	if len(in.Keys) == 0 {
		a.say(a.t("bundle.unsigned"))
	}
	return nil
}

// evidence gathers what a bundle holds. A printed page (pages/LANG.pdf) has its place
// among the files, and is not made here.
func (a *app) evidence(p *pipeline.Project, document, edition string) (bundle.Input, error) {
	in := bundle.Input{Log: p.Log().Tree(), Files: map[string][]byte{}}
	for _, r := range p.Records {
		if r.Document == document && r.Edition == edition && (r.Kind == ledger.EditionKind || r.Kind == ledger.TextKind) {
			in.Records = append(in.Records, r)
			in.Lines = append(in.Lines, in.Log.Line(int64(r.Seq-1)))
		}
	}
	if len(in.Records) == 0 {
		return in, usageError{a.t("bundle.draft", "document", document, "edition", edition)}
	}
	in.Checkpoint, in.Stamp, in.Keys = p.Log().Best(in.Records[len(in.Records)-1].Seq)
	if err := a.evidenceFiles(p, document, edition, &in); err != nil {
		return in, err
	}
	for _, lang := range languages {
		in.Languages = append(in.Languages, legal.Lang(lang))
	}
	in.Readme = func(lang legal.Lang, steps []bundle.Step) ([]byte, error) {
		words, err := a.catalog.Printer(string(lang))
		if err != nil {
			return nil, err
		}
		return readme(words, in.Records[0], p.Tree.Site, steps), nil
	}
	return in, nil
}

// evidenceFiles puts the texts, the attached files, the pages and the redlines of an
// edition among the files of a bundle, the first two in the form that was recorded.
func (a *app) evidenceFiles(p *pipeline.Project, document, edition string, in *bundle.Input) error {
	r, err := a.renderer(p.Tree.Site.Languages)
	if err != nil {
		return err
	}
	made, err := p.EditionFiles(r, document, edition)
	if err != nil {
		return err
	}
	dir := "content/" + document + "/" + edition + "/"
	for _, record := range in.Records {
		for _, t := range record.Texts {
			lang := string(t.Language)
			source, err := p.Tree.Read(dir + lang + ".md")
			if err != nil {
				return err
			}
			in.Files["texts/"+lang+".md"] = legal.Canonical(source)
			if plain, ok := made[address.Plain(t.Language, document, edition)]; ok {
				in.Files["texts/"+lang+".txt"] = plain
			}
			for to, from := range map[string]string{
				"pages/" + lang + ".html": address.Edition(t.Language, document, edition), "redlines/" + lang + ".html": address.Changes(t.Language, document, edition),
			} {
				if page, ok := made[from]; ok {
					in.Files[to] = pipeline.Alone(r, p.Tree.Site.BaseURL, from, page)
				}
			}
		}
		for _, f := range record.Files {
			data, err := p.Tree.Read(dir + f.Name)
			if err != nil {
				return err
			}
			if form := legal.InForm(data, f.SHA256); form != nil && strings.HasSuffix(f.Name, ".yaml") {
				data = form
			}
			in.Files["files/"+f.Name] = data
		}
	}
	return nil
}

// readme writes the instructions of a bundle: words, and commands behind "$ ".
func readme(words *i18n.Printer, r ledger.Record, site *legal.Site, steps []bundle.Step) []byte {
	var b strings.Builder
	say := words.Say
	instant := func(t time.Time) string { return words.Instant(t.In(site.Zone), i18n.Plain) }
	published := "bundle.recorded"
	if r.Claimed {
		published = "bundle.claimed"
	}
	fmt.Fprintf(&b, "%s\n\n%s\n%s\n\n%s\n", say("bundle.title", "title", title(r, words.Lang()), "document", r.Document, "edition", r.Edition),
		say(published, "published", instant(r.Published), "recorded", instant(r.Recorded)), say("bundle.effective", "effective", instant(r.Effective)), say("bundle.about"))
	signed := false
	for i, step := range steps {
		args := []string{"record", fmt.Sprint(step.Record), "key", string(step.Signer), "name", step.Signer.Name(), "time", instant(time.Unix(step.Time, 0))}
		fmt.Fprintf(&b, "\n%d. %s\n\n", i+1, say("bundle.step-"+step.Key, args...))
		for _, c := range step.Commands {
			fmt.Fprintf(&b, "$ %s\n", c)
		}
		signed = signed || step.Key == "signature"
	}
	if !signed {
		fmt.Fprintf(&b, "\n%s\n", say("bundle.nobody"))
	}
	fmt.Fprintf(&b, "\n%s\n", say("bundle.limits"))
	return []byte(b.String())
}

// title is the title of a record's text in a language, else in its first.
func title(r ledger.Record, lang string) string {
	for _, t := range r.Texts {
		if string(t.Language) == lang {
			return t.Title
		}
	}
	return r.Texts[0].Title
}

// verifyBundle checks a bundle, with the ledger's key if the reader knows it.
func (a *app) verifyBundle(file, key string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var trusted translog.Key
	if key != "" {
		if trusted, err = publicKey(key); err != nil || trusted.Witness() {
			return usageError{a.t("bundle.key", "value", key)}
		}
	}
	v, found := bundle.Check(filepath.ToSlash(file), data, trusted)
	a.report().Text(a.err, found)
	if found.HasErrors() {
		a.say(a.t("verify.bad", "path", file))
		return errContent
	}
	r := v.Record
	fmt.Fprintln(a.out, a.t("bundle.good", "path", filepath.ToSlash(file), "document", r.Document, "edition", r.Edition, "record", fmt.Sprint(r.Seq), "log", v.Log))
	for i, k := range v.Signed {
		if k.Witness() {
			fmt.Fprintln(a.out, a.t("bundle.by-witness", "name", k.Name(), "time", a.date(v.Times[i], i18n.Plain)))
		} else {
			fmt.Fprintln(a.out, a.t("bundle.by-key", "key", string(k)))
		}
	}
	if !v.Stamp.Time.IsZero() {
		fmt.Fprintln(a.out, a.t("bundle.by-stamp", "time", a.date(v.Stamp.Time, i18n.Plain), "signer", v.Stamp.Signer))
	}
	switch {
	case len(v.Signed) == 0:
		a.say(a.t("bundle.unsigned"))
	case trusted == "":
		a.say(a.t("bundle.believed"))
	}
	return nil
}
