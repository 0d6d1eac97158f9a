package publication

import (
	"io/fs"
	"path/filepath"
	"time"

	"github.com/kelisim/kelisim/internal/git"
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

// Doubt is an instant from which the clock is so far that it may be wrong.
type Doubt struct {
	Key  string // its message, with now and then
	Then time.Time
}

// Doubts says what makes it doubtful that the clock is right, now being what it says:
// it is far from the last record, the newest file of content/ in dir, or the last
// commit there. A record that was made by a wrong clock stops all later ones until
// that day.
func Doubts(dir string, p *pipeline.Project, now time.Time) []Doubt {
	var out []Doubt
	if n := len(p.Records); n > 0 && now.Sub(p.Records[n-1].Recorded) > farFromRecord {
		out = append(out, Doubt{"clock.record", p.Records[n-1].Recorded})
	}
	far := func(then time.Time) bool {
		return !then.IsZero() && (now.Sub(then) > farFromChange || then.Sub(now) > farBeforeFiles)
	}
	if then := newest(dir); far(then) {
		out = append(out, Doubt{"clock.files", then})
	}
	if then, err := git.LastCommit(dir); err == nil && far(then) {
		out = append(out, Doubt{"clock.commit", then})
	}
	return out
}

// newest is when the newest file of content/ was changed; zero if nobody knows.
func newest(dir string) time.Time {
	var newest time.Time
	_ = filepath.WalkDir(filepath.Join(dir, source.Dir), func(_ string, d fs.DirEntry, err error) error {
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
