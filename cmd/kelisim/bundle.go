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
	"github.com/kelisim/kelisim/internal/bundle"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
	"github.com/kelisim/kelisim/internal/translog"
)

// bundleCommand writes the evidence of a published edition into a new file.
type bundleCommand struct {
	*folder
	output string
}

func newBundle(f *folder) *cobra.Command {
	c := &bundleCommand{folder: f}
	cmd := &cobra.Command{
		Use: "bundle DOCUMENT EDITION", Short: f.t("cmd.bundle"), Long: f.t("help.bundle"), Args: f.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0], args[1]) },
	}
	cmd.Flags().StringVarP(&c.output, "output", "o", "", f.t("flag.bundle-output"))
	return cmd
}

func (c *bundleCommand) run(document, edition string) error {
	output := c.output
	if output == "" {
		output = document + "-" + edition + ".zip"
	}
	p, err := c.judged()
	if err != nil {
		return err
	}
	if _, err := c.document(p, document); err != nil {
		return err
	}
	r, err := c.renderer(p.Tree.Site)
	if err != nil {
		return err
	}
	in, err := p.Evidence(r, document, edition)
	if err != nil {
		return err
	}
	if len(in.Records) == 0 {
		return usageError{c.t("bundle.draft", "document", document, "edition", edition)}
	}
	if printer := c.printer("bundle.no-pdf"); printer != nil {
		if err := p.PrintEvidence(in, r, printer); err != nil {
			c.say(c.t("pdf.failed", "error", err.Error())) // they prove nothing: the rest does
		}
	}
	for _, lang := range languages {
		in.Languages = append(in.Languages, legal.Lang(lang))
	}
	in.Readme = func(lang legal.Lang, steps []bundle.Step) ([]byte, error) {
		words, err := c.catalog.Printer(string(lang))
		if err != nil {
			return nil, err
		}
		// The words count all records, also one that a clock which was ahead made later than now.
		line := timeline.Find(timeline.Of(p.Records, p.Records[len(p.Records)-1].Recorded), document)
		known := standingWords(words, line.Edition(edition), p.Tree.Site, len(p.Records))
		return readme(words, in.Records[0], p.Tree.Site, known, steps), nil
	}
	data, err := bundle.Make(in)
	if err != nil {
		return err
	}
	if _, found := bundle.Check(filepath.ToSlash(output), data, ""); len(found) > 0 {
		c.report().Text(c.err, found)
		return errors.New("the bundle does not hold") // our own bug
	}
	f, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{c.t("key.exists", "path", output)}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.t("bundle.done", "path", filepath.ToSlash(output)))
	if len(in.Keys) == 0 {
		c.say(c.t("bundle.unsigned"))
	}
	return nil
}

// standingWords says what the ledger knew of an edition's end when it was packed: its
// record alone, which the bundle proves, names neither an end nor a withdrawal.
func standingWords(words *i18n.Printer, e *timeline.Edition, site *legal.Site, records int) string {
	said := words.Say("bundle.as-of", "records", fmt.Sprint(records))
	switch {
	case e.Withdrawn:
		return words.Say("bundle.withdrawn", "at", words.Instant(e.WithdrawnAt.In(site.Zone), i18n.Plain)) + "\n" + said
	case !e.Until.IsZero():
		return words.Say("bundle.until", "until", words.Instant(e.Until.In(site.Zone), i18n.Plain)) + "\n" + said
	}
	return said
}

// readme writes the instructions of a bundle: words, and commands behind "$ ".
func readme(words *i18n.Printer, r ledger.Record, site *legal.Site, known string, steps []bundle.Step) []byte {
	var b strings.Builder
	say := words.Say
	instant := func(t time.Time) string { return words.Instant(t.In(site.Zone), i18n.Plain) }
	published := "bundle.recorded"
	if r.Claimed {
		published = "bundle.claimed"
	}
	fmt.Fprintf(&b, "%s\n\n%s\n%s\n%s\n\n%s\n", say("bundle.title", "title", title(r, words.Lang()), "document", r.Document, "edition", r.Edition),
		say(published, "published", instant(r.Published), "recorded", instant(r.Recorded)), say("bundle.effective", "effective", instant(r.Effective)), known, say("bundle.about"))
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

// bundle checks a bundle, with the ledger's key if the reader knows it.
func (c *verifyCommand) bundle(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var trusted translog.Key
	if c.key != "" {
		if trusted, err = publicKey(c.key); err != nil || trusted.Witness() {
			return usageError{c.t("bundle.key", "value", c.key)}
		}
	}
	v, found := bundle.Check(filepath.ToSlash(file), data, trusted)
	c.report().Text(c.err, found)
	if found.HasErrors() {
		c.say(c.t("verify.bad", "path", file))
		return errContent
	}
	r := v.Record
	fmt.Fprintln(c.out, c.t("bundle.good", "path", filepath.ToSlash(file), "document", r.Document, "edition", r.Edition, "record", fmt.Sprint(r.Seq), "log", v.Log))
	for i, k := range v.Signed {
		if k.Witness() {
			fmt.Fprintln(c.out, c.t("bundle.by-witness", "name", k.Name(), "time", c.date(v.Times[i], i18n.Plain)))
		} else {
			fmt.Fprintln(c.out, c.t("bundle.by-key", "key", string(k)))
		}
	}
	if !v.Stamp.Time.IsZero() {
		fmt.Fprintln(c.out, c.t("bundle.by-stamp", "time", c.date(v.Stamp.Time, i18n.Plain), "signer", v.Stamp.Signer))
	}
	fmt.Fprintln(c.out, c.t("bundle.unjudged"))
	switch {
	case len(v.Signed) == 0:
		c.say(c.t("bundle.unsigned"))
	case trusted == "":
		c.say(c.t("bundle.believed"))
	}
	return nil
}
