package main

import (
	"io/fs"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/git"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// How far the clock may be from what it is compared with before somebody is asked.
// Between two records a year may well pass; what is published was mostly changed
// not long ago; and nothing was changed later than now.
const (
	farFromRecord  = 400 * 24 * time.Hour
	farFromChange  = 60 * 24 * time.Hour
	farBeforeFiles = 24 * time.Hour
)

// doubts says what makes it doubtful that the clock is right: it is far from the
// last record, the newest file of content/ or the last commit. A record that was
// made by a wrong clock stops all later ones until that day.
func (f *folder) doubts(p *pipeline.Project, now time.Time) []string {
	var out []string
	doubt := func(key string, then time.Time) {
		out = append(out, f.t(key, "now", f.date(now, i18n.Plain), "then", f.date(then.In(now.Location()), i18n.Plain)))
	}
	if n := len(p.Records); n > 0 && now.Sub(p.Records[n-1].Recorded) > farFromRecord {
		doubt("clock.record", p.Records[n-1].Recorded)
	}
	far := func(then time.Time) bool {
		return !then.IsZero() && (now.Sub(then) > farFromChange || then.Sub(now) > farBeforeFiles)
	}
	if then := f.newest(); far(then) {
		doubt("clock.files", then)
	}
	if then, err := git.LastCommit(f.dir); err == nil && far(then) {
		doubt("clock.commit", then)
	}
	return out
}

// newest is when the newest file of content/ was changed; zero if nobody knows.
func (f *folder) newest() time.Time {
	var newest time.Time
	_ = filepath.WalkDir(filepath.Join(f.dir, source.Dir), func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // Load has read it, or told
		}
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
		return nil
	})
	return newest
}

// newClock makes the command that records that the clock was wrong.
func newClock(f *folder) *cobra.Command {
	r := &recorder{folder: f}
	cmd := &cobra.Command{
		Use: "clock", Short: f.t("cmd.clock"), Long: f.t("help.clock"), Args: f.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := f.judged()
			if err != nil {
				return err
			}
			records, found := ledger.CorrectClock(p.Records, p.AsOf)
			if err := r.refuse(found); err != nil {
				return err
			}
			return r.append(cmd.Context(), p, records)
		},
	}
	r.flags(cmd)
	return cmd
}
