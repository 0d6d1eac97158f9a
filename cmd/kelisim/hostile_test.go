package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/layouts"
)

// payloads would run, load or break out if a writer took them for more than words.
var payloads = []string{
	`<script>evil()</script>`, `</script><script>evil()</script>`, `<img src=x onerror=evil()>`, `<svg onload=evil()>`, `"><b onclick=evil()>`,
	`' onmouseover='evil()`, `<iframe src=//evil.example>`, `<style>@import'//evil.example'</style>`, `</style><script>evil()</script>`,
	`</title><script>evil()</script>`, `</pre></p></main><script>evil()</script>`, `<!--<script>evil()`, `]]><script>evil()</script>`,
	`{{.Evil}}`, `${evil()}`, `&lt;script&gt;evil()&lt;/script&gt;`, `&#60;script&#62;`, `\u003cscript\u003eevil()`, `<a href=javascript:evil()>`,
	`<form action=//evil.example><input autofocus onfocus=evil()>`, `<meta http-equiv=refresh content=0;//evil.example>`, `<base href=//evil.example>`,
	`<math><mtext><script>evil()</script>`, `<template><script>evil()</script>`, `<object data=//evil.example>`, `END:VEVENT`, `\nBEGIN:VALARM`,
}

// frames are the places of a text in which a payload stands.
var frames = []string{
	"%s", "слово %s слово", "# %s", "## 5. %s", "1.1. %s", "- %s", "> %s", "| а | %s |\n|---|---|\n| %s | б |", "`%s`", "**%s**", "*%s*",
	"[%s](https://x.kz/)", "[слово](<%s>)", "[слово](https://x.kz/ \"%s\")", "[слово](javascript:%s)", "<https://x.kz/%s>", "![%s](data:text/html,%s)",
	"```\n%s\n```", "    %s", "слово\\\n%s",
}

// TestHostile: what a text, its front matter and its settings hold is inert in every
// file of the site: no element, no attribute and no address comes of it.
func TestHostile(t *testing.T) {
	var body strings.Builder
	inputs := 0
	for _, f := range frames {
		for _, p := range payloads {
			fmt.Fprintf(&body, "%s\n\n", strings.ReplaceAll(f, "%s", p))
			inputs++
		}
	}
	if inputs < 500 {
		t.Fatalf("%d inputs", inputs)
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range payloads {
		quoted, _ := json.Marshal(p)
		text := "---\ntitle: " + string(quoted) + "\nchanges: " + string(quoted) + "\n---\n\n1. А.\n\n"
		if p == payloads[0] {
			text += body.String()
		}
		site, _ := loadFixture(t, &txtar.Archive{Files: []txtar.File{
			{Name: "content/site.yaml", Data: []byte("id: test\nlanguages: [kk, ru]\nbase_url: https://x.kz/\norganization: {kk: " + string(quoted) + ", ru: " + string(quoted) + "}\n")},
			{Name: "content/a/1/ru.md", Data: []byte(text)}}})
		r, err := render.New(layouts.Over(nil), catalog, languagetest.Set(), site.Tree.Site.Languages, legal.Accent{})
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		found, err := site.Render(r, true, func(name string, data []byte) error {
			mu.Lock()
			defer mu.Unlock()
			inert(t, name, data)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if f.Code.String() == "foreign-load" {
				t.Errorf("%q: %v", p, f)
			}
		}
	}
}

// inert wants a file to be well formed and to hold no live part of a payload.
func inert(t *testing.T, name string, data []byte) {
	t.Helper()
	switch path.Ext(name) {
	case ".json":
		if !json.Valid(data) {
			t.Errorf("%s is no JSON", name)
		}
	case ".xml", ".svg":
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
		}
	case ".ics":
		if bytes.Contains(data, []byte("\nBEGIN:VALARM")) {
			t.Errorf("%s holds an alarm", name)
		}
	case ".html":
		z := html.NewTokenizer(bytes.NewReader(data))
		for z.Next() != html.ErrorToken {
			tag := z.Token()
			if tag.Type != html.StartTagToken && tag.Type != html.SelfClosingTagToken {
				continue
			}
			if tag.Data == "script" && attributeOf(tag, "type") != "application/ld+json" {
				if z.Next(); bytes.Contains(z.Raw(), []byte("evil")) {
					t.Errorf("%s: a script holds %.80q", name, z.Raw())
				}
			}
			switch tag.Data {
			case "iframe", "object", "math", "template", "base", "embed":
				t.Errorf("%s: <%s>", name, tag.Data)
			}
			for _, a := range tag.Attr {
				value := strings.ToLower(a.Val)
				loads := a.Key == "src" || a.Key == "href" || a.Key == "action" || a.Key == "data"
				if strings.HasPrefix(a.Key, "on") || loads && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:text") || strings.HasPrefix(value, "//")) {
					t.Errorf("%s: <%s %s=%q>", name, tag.Data, a.Key, a.Val)
				}
			}
		}
	}
}

func attributeOf(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
