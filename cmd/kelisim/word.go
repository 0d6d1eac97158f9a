package main

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/word"
)

// wordFile is a Word document that a command writes: how it marks changes, and where
// it goes.
type wordFile struct {
	*folder
	author, date string
	file         string // empty: standard output
	moves        bool
}

func (w *wordFile) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.author, "author", "", w.t("flag.author"))
	cmd.Flags().StringVar(&w.date, "date", "", w.t("flag.date"))
	cmd.Flags().StringVar(&w.file, "file", "", w.t("flag.word-file"))
	cmd.Flags().BoolVar(&w.moves, "moves", false, w.t("flag.moves"))
}

// options are what the flags ask for.
func (w *wordFile) options(pair diffPair) (word.Options, error) {
	o := word.Options{Mark: docx.Mark{Author: w.author}, Moves: w.moves}
	if w.date == "" {
		return o, nil
	}
	var err error
	o.Mark.Date, err = w.instant("--date", w.date, pair.zone)
	return o, err
}

// write delivers a Word file that proves itself. It speaks the language of its texts
// if Kelisim does, else the caller's.
func (w *wordFile) write(form legal.Download, pair word.Pair, o word.Options) error {
	catalog, err := w.words()
	if err != nil {
		return err
	}
	p, err := catalog.Printer(string(pair.New.Lang))
	if err != nil || !p.Has("word.changes") {
		p = w.msg
	}
	data, err := word.File(p, form, pair, o)
	var unproved *word.Unproved
	if errors.As(err, &unproved) {
		key := "word.unproved-rejected"
		if unproved.Accepted {
			key = "word.unproved"
		}
		w.say(w.t(key, "want", unproved.Want, "got", unproved.Got))
		return errContent
	}
	if err != nil {
		return err
	}
	return w.deliver(data)
}

// deliver writes the bytes of a Word document, but not onto a terminal.
func (w *wordFile) deliver(data []byte) error {
	if w.file != "" {
		return os.WriteFile(w.file, data, 0o644)
	}
	if out, ok := w.out.(io.Reader); ok && isTerminal(out) {
		return usageError{w.t("word.terminal")}
	}
	_, err := w.out.Write(data)
	return err
}
