package draft

import (
	"bytes"
	"embed"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/kelisim/kelisim/internal/source"
)

// skeleton is a new site: settings, one draft, and what keeps Git from changing
// line ends.
//
//go:embed all:skeleton
var skeleton embed.FS

// SiteID is the id that a new site has until it is known where it will stand.
const SiteID = "my-site"

// SiteIDOf is an id for the site at an address: its host, which is nobody else's. Empty if
// the host is none, such as one that is not in Latin letters.
func SiteIDOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || !source.IsSiteID(strings.ToLower(u.Hostname())) {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// comments names the messages that stand as comments in the files of a new site.
var comments = []string{"init.comment-id", "init.comment-address", "work.comment-effective"}

// Site makes a new site in a folder, with the comments that say gives for their keys.
func Site(dir string, say func(key string, args ...string) string) error {
	files, err := fs.Sub(skeleton, "skeleton")
	if err != nil {
		return err
	}
	return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(at, 0o755)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		for _, key := range comments {
			data = bytes.ReplaceAll(data, []byte("{"+key+"}"), []byte(say(key)))
		}
		return os.WriteFile(at, data, 0o644)
	})
}
