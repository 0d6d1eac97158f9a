package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
)

// Asset is a file that pages link. Its name holds the hash of its bytes.
type Asset struct {
	Name string // assets/style.0123456789ab.css
	Data []byte
}

// Assets are the files that every site needs, in a fixed order.
func (r *Renderer) Assets() []Asset { return r.assets }

// A bundle is the one stylesheet and the one script of some kinds of pages: the
// layouts that they are joined from, in order.
type bundle struct {
	name            string
	styles, scripts []string // without their endings
}

// The first bundle is that of every page that asks for no other.
var bundles = []bundle{
	{"style", []string{"style"}, []string{"script"}},
	{"text", []string{"style", "text", "two"}, []string{"script", "menu"}},
	{"terms", []string{"style", "text", "terms"}, []string{"script"}},
	{"text-blocks", []string{"style", "text", "two", "blocks"}, []string{"script", "menu"}},
	{"text-wide", []string{"style", "text", "two", "blocks", "wide"}, []string{"script", "menu"}},
	{"list", []string{"style", "list", "marks"}, []string{"script", "chart", "menu"}},
	{"find", []string{"style", "list", "find"}, []string{"script", "chart", "find"}},
	{"redline", []string{"style", "marks", "redline"}, []string{"script", "redline"}},
	{"redline-blocks", []string{"style", "marks", "redline", "blocks", "rows"}, []string{"script", "redline"}},
	{"redline-wide", []string{"style", "marks", "redline", "blocks", "rows", "wide"}, []string{"script", "redline", "rows"}},
	{"compare", []string{"style", "marks", "redline", "two", "compare", "blocks", "rows", "wide"}, []string{"script"}},
	{"since", []string{"style", "marks", "redline", "compare"}, []string{"script", "since", "pair"}},
}

// assetNames are the names of the assets, for the templates.
type assetNames struct {
	icon            string
	styles, scripts map[string]string // by bundle
}

func (r *Renderer) loadAssets(layouts fs.FS, accent legal.Accent) (names assetNames, err error) {
	names = assetNames{styles: map[string]string{}, scripts: map[string]string{}}
	for _, b := range bundles {
		style, err := joined(layouts, b.styles, ".css")
		if err != nil {
			return names, err
		}
		if style = append(shrink(style, false), accented(accent)...); b.name == "text-wide" {
			r.style = style
		}
		names.styles[b.name] = r.asset(strings.Join(b.styles, "-"), ".css", style)
		script, err := joined(layouts, b.scripts, ".js")
		if err != nil {
			return names, err
		}
		if script, err = r.script(script); err != nil {
			return names, fmt.Errorf("layouts: %s: %w", b.name, err)
		}
		names.scripts[b.name] = r.asset(strings.Join(b.scripts, "-"), ".js", script)
	}
	icon, err := fs.ReadFile(layouts, "icon.svg")
	if err != nil {
		return names, fmt.Errorf("layouts: %w", err)
	}
	names.icon = r.asset("icon", ".svg", icon)
	element, err := fs.ReadFile(layouts, "kelisim-text.js")
	if err != nil {
		return names, fmt.Errorf("layouts: %w", err)
	}
	r.element = shrink(element, true)
	return names, nil
}

// accented is the end of a stylesheet that gives links and edges a site's own colour.
func accented(a legal.Accent) string {
	if a.Light == "" {
		return ""
	}
	return fmt.Sprintf(":root{--blue:%[1]s;--edge:%[1]s}@media screen and (prefers-color-scheme:dark){:root{--blue:%[2]s;--edge:%[2]s}}\n", a.Light, a.Dark)
}

// asset adds a file of the site, unless it is there, and returns its name.
func (r *Renderer) asset(name, ext string, data []byte) string {
	file := address.Asset(name, ext, data)
	if !slices.ContainsFunc(r.assets, func(a Asset) bool { return a.Name == file }) {
		r.assets = append(r.assets, Asset{file, data})
	}
	return file
}

// joined reads layouts one after the other.
func joined(layouts fs.FS, names []string, ext string) ([]byte, error) {
	var out []byte
	for _, name := range names {
		data, err := fs.ReadFile(layouts, name+ext)
		if err != nil {
			return nil, fmt.Errorf("layouts: %w", err)
		}
		out = append(append(out, data...), '\n')
	}
	return out, nil
}

// script gives a script its words, where its source says WORDS or MENU: for each
// language a list of messages, with "{0}" for their argument.
func (r *Renderer) script(src []byte) ([]byte, error) {
	words, err := r.words(scriptWords)
	if err != nil {
		return nil, err
	}
	menu, err := r.words(menuWords)
	if err != nil {
		return nil, err
	}
	out := bytes.Replace(shrink(src, true), []byte("WORDS"), words, 1)
	return bytes.Replace(out, []byte("MENU"), menu, 1), nil
}

// words are messages in all languages, as a script reads them.
func (r *Renderer) words(keys []string) ([]byte, error) {
	words := map[legal.Lang][]string{}
	for _, l := range r.languages {
		p := r.speakers[l].Printer
		for _, name := range keys {
			s, err := p.Text(name, map[string]string{"date": "{0}", "edition": "{0}", "year": "{2}", "month": "{1}", "day": "{0}"})
			if err != nil {
				return nil, err
			}
			words[l] = append(words[l], strings.Replace(s, "{0} {1}", "{0}\u00a0{1}", 1)) // no line ends between day and month
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b) // maps are written in the order of their keys
	if err := e.Encode(words); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// scriptWords are the messages of the script, in the order in which it knows them.
var scriptWords = []string{
	"script.as-of", "script.state.soon", "script.state.now", "script.state.over", "script.state.repealed",
	"script.state.withdrawn", "date." + string(i18n.Plain), "date.months." + string(i18n.Of), // «қарашадағы жағдай бойынша»
}

// menuWords are those of a clause's menu.
var menuWords = []string{"menu.link", "menu.copy", "menu.copied", "menu.history", "menu.print", "menu.cite", "menu.definition"}
