package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/internal/lab/synth"
)

// parts run in processes of their own.
var parts = map[string]func(args []string) error{"site": writeSite, "floor": floor, "hash": hash}

// writeSite makes a site in a folder: its documents with ten editions and two
// languages, all published, and beside it the same texts as Hugo wants them.
func writeSite(args []string) error {
	documents, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	files, err := synth.Site(synth.Size{Documents: documents, Editions: editions, Bytes: textBytes})
	if err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(args[0], "site"), files); err != nil {
		return err
	}
	return hugoSite(filepath.Join(args[0], "hugo"), files)
}

// hugoSite is a site of bare pages: each text with its title, and a list for each section.
func hugoSite(dir string, from fs.FS) error {
	put := func(name, text string) error {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(text), 0o666)
	}
	for name, text := range map[string]string{
		"hugo.toml": "baseURL = 'https://example.kz/'\ntitle = 'bench'\ndefaultContentLanguage = 'kk'\ndefaultContentLanguageInSubdir = true\n" +
			"disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n" +
			"[languages.kk]\ncontentDir = 'content/kk'\nweight = 1\n[languages.ru]\ncontentDir = 'content/ru'\nweight = 2\n",
		"layouts/single.html": "<!doctype html>\n<html lang=\"{{ .Site.Language.Lang }}\">\n<title>{{ .Title }}</title>\n<h1>{{ .Title }}</h1>\n{{ .Content }}\n",
		"layouts/list.html":   "<!doctype html>\n<html lang=\"{{ .Site.Language.Lang }}\">\n<title>{{ .Title }}</title>\n<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>\n",
		"layouts/home.html":   "<!doctype html>\n<title>{{ .Site.Title }}</title>\n<ul>{{ range .Site.Sections }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>\n",
	} {
		if err := put(name, text); err != nil {
			return err
		}
	}
	return eachText(from, func(name string, data []byte) error {
		at := strings.Split(name, "/") // content/document-1/2/kk.md
		lang := strings.TrimSuffix(at[3], ".md")
		return put(fmt.Sprintf("content/%s/%s/edition-%s.md", lang, at[1], at[2]), string(data))
	})
}

// eachText calls do with every text of a site, one at a time.
func eachText(site fs.FS, do func(name string, data []byte) error) error {
	return fs.WalkDir(site, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		return do(name, data)
	})
}

// floor is the least that a generator does: it reads all texts, converts them by
// goldmark, and writes so many bytes into so many files. args are the site, an empty
// folder, the files, the bytes.
func floor(args []string) error {
	files, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return err
	}
	size, err := strconv.ParseInt(args[3], 10, 64)
	if err != nil {
		return err
	}
	each := bytes.Repeat([]byte("x"), int(size/files))
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	site := os.DirFS(args[0])
	var names []string
	if err := eachText(site, func(name string, _ []byte) error { names = append(names, name); return nil }); err != nil {
		return err
	}
	var left atomic.Int64
	left.Store(files)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		g.Go(func() error {
			data, err := fs.ReadFile(site, name)
			if err != nil {
				return err
			}
			var html bytes.Buffer
			if err := md.Convert(data, &html); err != nil {
				return err
			}
			dir := filepath.Join(args[1], strconv.Itoa(i))
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
			for range (files + int64(len(names)) - 1) / int64(len(names)) {
				n := left.Add(-1)
				if n < 0 {
					break
				}
				if err := os.WriteFile(filepath.Join(dir, strconv.FormatInt(n, 10)), each, 0o666); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// hash reads and hashes all texts of a site.
func hash(args []string) error {
	return eachText(os.DirFS(args[0]), func(_ string, data []byte) error {
		sha256.Sum256(data)
		return nil
	})
}
