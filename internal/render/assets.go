package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/legal"
)

// Asset is a file that pages link. Its name holds the hash of its bytes.
type Asset struct {
	Name string // assets/style.0123456789ab.css
	Data []byte
}

// Assets are the files that every site needs, in a fixed order.
func (r *Renderer) Assets() []Asset { return r.assets }

// assetNames are the names of the assets, for the templates.
type assetNames struct{ style, script, icon, redline, steps, findStyle, find string }

func (r *Renderer) loadAssets(layouts fs.FS) (names assetNames, err error) {
	for _, a := range []struct {
		file string
		name *string
		make func([]byte) ([]byte, error)
	}{
		{"style.css", &names.style, func(b []byte) ([]byte, error) { return shrink(b, false), nil }},
		{"script.js", &names.script, r.script},
		{"redline.css", &names.redline, func(own []byte) ([]byte, error) { return styleWith(layouts, own) }},
		{"redline.js", &names.steps, func(own []byte) ([]byte, error) { return r.scriptWith(layouts, own) }},
		{"find.css", &names.findStyle, func(own []byte) ([]byte, error) { return styleWith(layouts, own) }},
		{"find.js", &names.find, func(own []byte) ([]byte, error) { return r.scriptWith(layouts, own) }},
		{"icon.svg", &names.icon, func(b []byte) ([]byte, error) { return b, nil }},
	} {
		data, err := fs.ReadFile(layouts, a.file)
		if err != nil {
			return names, fmt.Errorf("layouts: %w", err)
		}
		if data, err = a.make(data); err != nil {
			return names, fmt.Errorf("layouts: %s: %w", a.file, err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(a.file)
		*a.name = "assets/" + strings.TrimSuffix(a.file, ext) + "." + hex.EncodeToString(sum[:6]) + ext
		r.assets = append(r.assets, Asset{*a.name, data})
	}
	element, err := fs.ReadFile(layouts, "kelisim-text.js")
	if err != nil {
		return names, fmt.Errorf("layouts: %w", err)
	}
	r.element = shrink(element, true)
	return names, nil
}

// scriptWith is the script of all pages with more behind it, as one file.
func (r *Renderer) scriptWith(layouts fs.FS, own []byte) ([]byte, error) {
	base, err := fs.ReadFile(layouts, "script.js")
	if err != nil {
		return nil, err
	}
	return r.script(append(append(base, '\n'), own...))
}

// styleWith is the stylesheet of all pages with more behind it, as one file.
func styleWith(layouts fs.FS, own []byte) ([]byte, error) {
	base, err := fs.ReadFile(layouts, "style.css")
	if err != nil {
		return nil, err
	}
	return shrink(append(append(base, '\n'), own...), false), nil
}

// The words of the script stand where its source says WORDS: for each language
// an object of the messages script.NAME, with "{0}" for their argument, and the
// dates: months and pattern.
func (r *Renderer) script(src []byte) ([]byte, error) {
	words := map[legal.Lang][]string{}
	for _, l := range r.languages {
		p := r.speakers[l].Printer
		for _, name := range scriptWords {
			s, err := p.Text(name, map[string]string{"date": "{0}", "edition": "{0}", "year": "{2}", "month": "{1}", "day": "{0}"})
			if err != nil {
				return nil, err
			}
			words[l] = append(words[l], s)
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b) // maps are written in the order of their keys
	if err := e.Encode(words); err != nil {
		return nil, err
	}
	return bytes.Replace(shrink(src, true), []byte("WORDS"), bytes.TrimSpace(b.Bytes()), 1), nil
}

// scriptWords are the messages of the script, in the order in which it knows them.
var scriptWords = []string{
	"script.as-of", "script.state.soon", "script.state.now", "script.state.over", "script.state.repealed",
	"script.state.withdrawn", "script.instead", "date." + string(i18n.Plain), "date.months." + string(i18n.Plain),
}
