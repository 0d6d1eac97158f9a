package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/kelisim/kelisim/internal/report"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/timeline"
)

// showJSON is the exact text in force at an instant, with its proof.
type showJSON struct {
	On           string     `json:"on"`
	Document     string     `json:"document"`
	Edition      string     `json:"edition"`
	Language     legal.Lang `json:"language"`
	Title        string     `json:"title"`
	From         string     `json:"from"`
	Until        string     `json:"until,omitempty"`
	Published    string     `json:"published"`
	Claimed      bool       `json:"claimed"`
	Recorded     string     `json:"recorded"`
	Record       int        `json:"record"`
	SourceSHA256 string     `json:"source_sha256"`
	PlainSHA256  string     `json:"plain_sha256"`
	PlainFormat  string     `json:"plain_format"`
	Source       string     `json:"source"`
	Plain        string     `json:"plain"`
}

// showCommand prints the exact text in force at an instant.
type showCommand struct {
	*folder
	on, language, format string
}

func newShow(f *folder) *cobra.Command {
	c := &showCommand{folder: f}
	cmd := &cobra.Command{
		Use: "show DOCUMENT", Short: f.t("cmd.show"), Long: f.t("help.show"), Args: f.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0]) },
	}
	cmd.Flags().StringVar(&c.on, "on", "", f.t("flag.on"))
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language"))
	cmd.Flags().StringVar(&c.format, "format", "text", f.t("flag.format", "formats", "text, json"))
	return cmd
}

func (c *showCommand) run(document string) error {
	if err := c.oneOf("--format", c.format, "text", "json"); err != nil {
		return err
	}
	p, err := c.load(pipeline.Config{AsOf: c.instantOf("")})
	if err != nil {
		return err
	}
	if err := c.blocked(p); err != nil {
		return err
	}
	at := p.AsOf
	if c.on != "" {
		if at, err = c.instant("--on", c.on, p.Tree.Site.Zone); err != nil {
			return err
		}
	}
	d, err := c.document(p, document)
	if err != nil {
		return err
	}
	language := cmp.Or(legal.Lang(c.language), d.Languages[0])
	if !slices.Contains(p.Tree.Site.Languages, language) {
		return usageError{c.t("error.language", "language", string(language))}
	}
	// What is known today of the instant asked for: nothing later than now exists.
	line := timeline.Find(timeline.Of(p.Records, later(at, p.AsOf)), document)
	if line == nil {
		c.say(c.t("show.never", "document", document))
		return errContent
	}
	e, t := line.TextInForce(language, at)
	when := c.date(at, i18n.On)
	switch {
	case e == nil:
		c.say(c.t("show.none", "document", document, "date", when))
		return errContent
	case t == nil:
		c.say(c.t("show.no-language", "document", document, "edition", e.ID, "text", c.textIn(language, ""), "text_of", c.textIn(language, ".of"), "date", when))
		return errContent
	}
	text, err := p.Text(p.Standing.Document(document).Content(e.ID).Text(language))
	if err != nil {
		return err
	}
	s := showJSON{
		On: desk.Stamp(at), Document: document, Edition: e.ID, Language: language, Title: text.Title,
		From: desk.Stamp(e.From), Until: desk.Stamp(e.Until), Published: desk.Stamp(t.Published), Claimed: t.Claimed,
		Recorded: desk.Stamp(t.Recorded), Record: t.Record, SourceSHA256: t.SourceSHA256, PlainSHA256: t.PlainSHA256,
		PlainFormat: t.PlainFormat, Source: string(text.Source), Plain: string(text.Plain()),
	}
	if c.format == "json" {
		return report.WriteJSON(c.out, s)
	}
	c.print(s, e, t)
	return nil
}

func (c *showCommand) print(s showJSON, e *timeline.Edition, t *timeline.Text) {
	line := func(key, value string) { fmt.Fprintf(c.out, "%s: %s\n", c.t("show."+key), value) }
	line("document", s.Document)
	line("edition", s.Edition)
	line("language", string(s.Language))
	line("from", c.date(e.From, i18n.Plain))
	if !e.Until.IsZero() {
		line("until", c.date(e.Until, i18n.Plain))
	}
	published := c.date(t.Published, i18n.Plain)
	if s.Claimed {
		published += " (" + c.t("show.claimed", "date", c.date(t.Recorded, i18n.Plain)) + ")"
	}
	line("published", published)
	line("record", strconv.Itoa(s.Record))
	line("source", s.SourceSHA256)
	line("plain", s.PlainSHA256+" ("+s.PlainFormat+")")
	fmt.Fprintf(c.out, "\n%s", s.Plain)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
