package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"time"
)

const (
	fileTimeout    = 10 * time.Second
	refreshTimeout = 2 * time.Minute
	fileLimit      = 16 << 20       // bytes
	lateAfter      = 48 * time.Hour // since the last build: the site is built once a day
)

// A Mirror keeps a good copy of what the forms need of the legal site. Whoever
// shows a form reads the copy; nobody waits for the site.
type Mirror struct {
	site     string // with a slash at its end
	document string
	store    Store
	client   http.Client
	copy     atomic.Pointer[Copy]
	beat     atomic.Pointer[heartbeat] // the last one that was read and held
	etag     string                    // of the heartbeat.json that the copy was read by
	known    Head                      // that somebody told, before the first copy
}

// OpenMirror takes up the good copy of the store, if it has one.
func OpenMirror(site, document string, known Head, store Store) (*Mirror, error) {
	m := &Mirror{site: site, document: document, store: store, known: known}
	m.client.Timeout = fileTimeout
	m.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	good, err := store.Good()
	if good == nil || err != nil {
		return m, err
	}
	stored := func(path, _ string) ([]byte, error) { return store.Get(good[path]) }
	c, _, err := ReadCopy(stored, document, known, time.Now())
	if err != nil {
		return nil, fmt.Errorf("the good copy does not verify: %w", err)
	}
	m.copy.Store(c)
	return m, nil
}

// Copy returns the last good copy, or nil before the first.
func (m *Mirror) Copy() *Copy { return m.copy.Load() }

// Run refreshes the copy again and again until ctx ends.
func (m *Mirror) Run(ctx context.Context, every time.Duration) {
	said, wasLate := "", false
	for {
		fresh, err := m.Refresh(ctx)
		switch {
		case err == nil:
			said = ""
		case err.Error() != said: // once, not at every try
			said = err.Error()
			slog.Error("no new copy was taken; the last good one serves on", "why", said)
		}
		if fresh {
			slog.Info("a new good copy was taken", "records", m.Copy().Ledger.Records)
		}
		again := time.Now().Add(every)
		if beat := m.beat.Load(); beat != nil {
			var late bool
			if again, late = Look(beat.Built, beat.Change, time.Now(), every, lateAfter); late && !wasLate {
				slog.Warn("the legal site is late: it should have been built since", "built", beat.Built)
			}
			wasLate = late
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Until(again)):
		}
	}
}

// Refresh reads the legal site once and makes what it holds the good copy, on
// the disk and here, if it verifies. fresh is false if nothing is new.
func (m *Mirror) Refresh(ctx context.Context) (fresh bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, refreshTimeout)
	defer cancel()
	beat, etag, err := m.fetch(ctx, heartbeatPath, m.etag)
	if beat == nil || err != nil {
		return false, err
	}
	var said heartbeat
	if err := json.Unmarshal(beat, &said); err != nil {
		return false, fmt.Errorf("%s: %w", heartbeatPath, err)
	}
	c, known := m.Copy(), m.known
	if c != nil {
		known = c.Ledger
		if known == said.Ledger && c.files[currentPath] == Name(said.Current.SHA256+".json") {
			m.beat.Store(&said) // the site was built again, and says the same
			m.etag = etag
			return false, nil
		}
	}
	source := func(path, sha256 string) ([]byte, error) {
		if path == heartbeatPath {
			return beat, nil
		}
		if sha256 != "" {
			if data, err := m.store.Get(Name(sha256 + filepath.Ext(path))); err == nil {
				return data, nil
			}
		}
		data, _, err := m.fetch(ctx, path, "")
		return data, err
	}
	c, data, err := ReadCopy(source, m.document, known, time.Now())
	if err != nil {
		return false, err
	}
	for name, b := range data {
		if err := m.store.Put(name, b); err != nil {
			return false, err
		}
	}
	if err := m.store.SetGood(c.files); err != nil {
		return false, err
	}
	m.copy.Store(c)
	m.beat.Store(&said)
	m.etag = etag
	return true, nil
}

// fetch gets a file of the site; nil if it still has the entity tag.
func (m *Mirror) fetch(ctx context.Context, path, etag string) (data []byte, newTag string, err error) {
	if !fs.ValidPath(path) {
		return nil, "", fmt.Errorf("%q is no path", path)
	}
	req, err := http.NewRequestWithContext(ctx, "GET", m.site+path, nil)
	if err != nil {
		return nil, "", err
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	res, err := m.client.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	if etag != "" && res.StatusCode == http.StatusNotModified {
		return nil, "", nil
	}
	if res.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("%s: %s", path, res.Status)
	}
	data, err = io.ReadAll(io.LimitReader(res.Body, fileLimit+1))
	if err == nil && len(data) > fileLimit {
		err = fmt.Errorf("%s: more than %d bytes", path, fileLimit)
	}
	return data, res.Header.Get("ETag"), err
}
