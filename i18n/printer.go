package i18n

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v4"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Printer says messages in one language. It is safe for concurrent use.
//
// go-i18n chooses the plural form and fills in the message; it does so once per
// message, when it is first said, with marks for the arguments. What is kept are
// the pieces between the marks, so that a page costs no template.
type Printer struct {
	lang     string
	tag      language.Tag
	messages atomic.Pointer[map[string]*message] // of the files that were read; nobody changes the map

	sources  []source          // its files; nil if they were read whole
	lacks    sync.Map          // keys that no file has
	mu       sync.Mutex        // of what follows, and of go-i18n
	asked    map[string]int    // file: how many of its messages were read alone
	unread   []source          // files that were not read as a whole
	failed   error             // of a file that could not be read
	required []string          // plural forms that whole numbers and fractions have
	samples  map[string]string // form: a number that has it
	bundle   *goi18n.Bundle
	asker    *goi18n.Localizer  // of the bundle
	counts   atomic.Bool        // the forms of numbers were asked for: those above, and small
	small    [smallCount]string // forms of 0, 1, 2 …
	months   map[Case][]string
	dates    error // what the tables of dates lack
	datesOne sync.Once
	collator sync.Pool
}

// Plural rules look at the last two digits; greater numbers are asked for.
const smallCount = 200

// message is one entry. sources has "other" alone if it has no plural.
type message struct {
	file    string
	sources map[string]string                  // form: what stands in the file
	forms   func() (map[string][]piece, error) // of sources; made once
}

func (m *message) plural() bool { return len(m.sources) > 1 }

// piece is text, or the name of an argument.
type piece struct {
	text string
	arg  bool
}

var (
	formNames   = []string{"zero", "one", "two", "few", "many", "other"}
	placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{\{\s*\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}`) })
)

// formID is a message whose plural forms are their own names. No file can hold it.
const formID = " form"

// mark stands around the name of an argument in what go-i18n answers.
const mark = "\x00"

func newPrinter(lang string, tag language.Tag) (*Printer, error) {
	p := &Printer{lang: lang, tag: tag, samples: map[string]string{}, asked: map[string]int{}}
	p.messages.Store(&map[string]*message{})
	p.collator.New = func() any { return collate.New(tag, collate.Numeric) }
	p.bundle = goi18n.NewBundle(tag)
	names := &goi18n.Message{ID: formID, Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	if err := p.bundle.AddMessages(tag, names); err != nil {
		return nil, err
	}
	p.asker = goi18n.NewLocalizer(p.bundle, lang)
	return p, nil
}

// ask gives the plural form of a number.
func (p *Printer) ask(n any) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.askAlone(n)
}

func (p *Printer) askAlone(n any) (string, error) {
	return p.asker.Localize(&goi18n.LocalizeConfig{MessageID: formID, PluralCount: n})
}

// count asks for the plural forms of the language, once: a call that counts nothing does not
// pay for them. The caller holds mu.
func (p *Printer) count() error {
	if p.counts.Load() {
		return nil
	}
	for n := range smallCount {
		form, err := p.askAlone(n)
		if err != nil {
			return err
		}
		p.small[n] = form
		if p.samples[form] == "" {
			p.samples[form] = strconv.Itoa(n)
		}
	}
	// "other" is what go-i18n falls back to; Russian has it for fractions alone.
	if p.samples["other"] == "" {
		p.samples["other"] = "1.5"
	}
	for _, f := range formNames {
		if p.samples[f] != "" {
			p.required = append(p.required, f)
		}
	}
	p.counts.Store(true)
	return nil
}

// mostAlone is how many messages of a file are read alone: for more of them the whole file is read.
const mostAlone = 32

// message finds a message, or nil. It reads its lines, or the file that has it.
func (p *Printer) message(key string) *message {
	m := (*p.messages.Load())[key]
	if m != nil || p.sources == nil {
		return m
	}
	if _, no := p.lacks.Load(key); no {
		return nil
	}
	at, ok := p.find(key)
	if !ok {
		p.lacks.Store(key, true)
		return nil
	}
	p.readOne(at)
	return (*p.messages.Load())[key]
}

// find gives the lines of a message, in the file that has it.
func (p *Printer) find(key string) (source, bool) {
	start := []byte("\n" + key + ":")
	for _, s := range p.sources {
		from := 0 // behind the line end
		if !bytes.HasPrefix(s.data, start[1:]) {
			if from = bytes.Index(s.data, start) + 1; from == 0 {
				continue
			}
		}
		to := from
		for line := range bytes.Lines(s.data[from:]) {
			if to > from && begins(line) {
				break
			}
			to += len(line)
		}
		return source{s.name, s.data[from:to]}, true
	}
	return source{}, false
}

// readOne reads a message. An error is said of the missing one.
func (p *Printer) readOne(at source) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked[at.name]++; p.asked[at.name] > mostAlone {
		_ = p.readFiles(func(s source) bool { return s.name == at.name })
		return
	}
	all := maps.Clone(*p.messages.Load())
	p.readInto(all, at)
	p.messages.Store(&all)
}

// all reads all files and gives their messages.
func (p *Printer) all() (map[string]*message, error) {
	err := p.read(func(source) bool { return true })
	return *p.messages.Load(), err
}

// read reads those of the files that were not read yet.
func (p *Printer) read(wanted func(source) bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.readFiles(wanted)
}

func (p *Printer) readFiles(wanted func(source) bool) error {
	var left []source
	all := maps.Clone(*p.messages.Load())
	for _, s := range p.unread {
		if p.failed != nil || !wanted(s) {
			left = append(left, s)
			continue
		}
		p.readInto(all, s)
	}
	p.unread = left
	p.messages.Store(&all)
	return p.failed
}

// readInto adds the messages of a file, or of a part of it, to others.
func (p *Printer) readInto(all map[string]*message, s source) {
	file, err := goi18n.ParseMessageFileBytes(s.data, s.name, map[string]goi18n.UnmarshalFunc{"yaml": yaml.Unmarshal})
	if err != nil {
		if p.failed == nil {
			p.failed = &FileError{File: s.name, Problem: Written, err: err}
		}
		return
	}
	slices.SortFunc(file.Messages, func(a, b *goi18n.Message) int { return strings.Compare(a.ID, b.ID) })
	for _, m := range file.Messages {
		if old := all[m.ID]; old != nil && old.file == s.name {
			continue // it was read alone
		}
		err, bad := p.add(all, s.name, m), slip{}
		switch {
		case err == nil || p.failed != nil:
		case errors.As(err, &bad):
			p.failed = &FileError{s.name, s.line(m.ID), m.ID, bad.problem, err}
		default:
			p.failed = fmt.Errorf("i18n/%s: %s: %w", s.name, m.ID, err)
		}
	}
}

// add takes a message into others. It has all plural forms of the language and holds
// nothing but text and arguments.
func (p *Printer) add(all map[string]*message, file string, m *goi18n.Message) error {
	if old := all[m.ID]; old != nil {
		return slip{Twice, "stands in " + old.file + " too"}
	}
	sources := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
	maps.DeleteFunc(sources, func(_, s string) bool { return s == "" })
	out := &message{file: file, sources: sources}
	out.forms = sync.OnceValues(func() (map[string][]piece, error) { return p.compile(m.ID, out) })
	if sources["other"] == "" {
		return slip{Empty, "no text, or no plural form \"other\""}
	}
	if out.plural() {
		if err := p.count(); err != nil {
			return err
		}
	}
	for form, source := range sources {
		if out.plural() && p.samples[form] == "" {
			return slip{Forms, fmt.Sprintf("%s has no plural form %q", p.lang, form)}
		}
		if _, err := marks(source); err != nil {
			return err
		}
	}
	for _, form := range p.required {
		if out.plural() && sources[form] == "" {
			return slip{Forms, fmt.Sprintf("no plural form %q", form)}
		}
	}
	all[m.ID] = out
	return p.bundle.AddMessages(p.tag, m)
}

// compile has go-i18n fill in every form of a message.
func (p *Printer) compile(key string, m *message) (map[string][]piece, error) {
	forms := map[string][]piece{}
	for form, source := range m.sources {
		data, err := marks(source)
		if err != nil {
			return nil, err
		}
		config := &goi18n.LocalizeConfig{MessageID: key, TemplateData: data}
		if m.plural() {
			config.PluralCount = p.samples[form]
		}
		p.mu.Lock()
		s, err := p.asker.Localize(config)
		p.mu.Unlock()
		if err != nil {
			return nil, err
		}
		forms[form] = pieces(s)
	}
	return forms, nil
}

// marks gives each argument of a message its mark. Anything else between
// braces is refused: messages have no logic.
func marks(source string) (map[string]string, error) {
	data := map[string]string{}
	if !strings.Contains(source, "{{") && !strings.Contains(source, mark) {
		return data, nil // as of most of them
	}
	for _, m := range placeholder().FindAllStringSubmatch(source, -1) {
		data[m[1]] = mark + m[1] + mark
	}
	if rest := placeholder().ReplaceAllString(source, ""); strings.Contains(rest, "{{") || strings.Contains(rest, mark) {
		return nil, slip{Braces, fmt.Sprintf("%q: only {{.name}} may stand in a message", source)}
	}
	return data, nil
}

// pieces never returns nil.
func pieces(s string) []piece {
	out := []piece{}
	for i, part := range strings.Split(s, mark) {
		if part != "" {
			out = append(out, piece{text: part, arg: i%2 == 1})
		}
	}
	return out
}

// Lang is the language's tag.
func (p *Printer) Lang() string { return p.lang }

// Text says a message. It is an error if the message is missing, has plural
// forms, or names an argument that args lacks.
func (p *Printer) Text(key string, args map[string]string) (string, error) {
	m := p.message(key)
	switch {
	case m == nil:
		return "", p.missing(key)
	case m.plural():
		return "", fmt.Errorf("i18n: %s: %q has plural forms and needs a count", p.lang, key)
	}
	return p.join(key, m, "other", args)
}

// Count says a message in the plural form of n, which is also its argument "n".
func (p *Printer) Count(key string, n int, args map[string]string) (string, error) {
	m := p.message(key)
	switch {
	case m == nil:
		return "", p.missing(key)
	case !m.plural():
		return "", fmt.Errorf("i18n: %s: %q has no plural forms", p.lang, key)
	}
	form, err := p.form(n)
	if err != nil {
		return "", fmt.Errorf("i18n: %s: %q: %w", p.lang, key, err)
	}
	all := map[string]string{"n": strconv.Itoa(n)}
	maps.Copy(all, args)
	return p.join(key, m, form, all)
}

func (p *Printer) form(n int) (string, error) {
	if n < 0 || n >= smallCount {
		return p.ask(n)
	}
	if !p.counts.Load() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if err := p.count(); err != nil {
			return "", err
		}
	}
	return p.small[n], nil
}

func (p *Printer) missing(key string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed != nil {
		return p.failed
	}
	return &MissingError{Key: key, Lang: p.lang}
}

func (p *Printer) join(key string, m *message, form string, args map[string]string) (string, error) {
	forms, err := m.forms()
	if err != nil {
		return "", fmt.Errorf("i18n: %s: %q: %w", p.lang, key, err)
	}
	parts := forms[form]
	if len(parts) == 1 && !parts[0].arg {
		return parts[0].text, nil
	}
	var b strings.Builder
	for _, part := range parts {
		text := part.text
		if part.arg {
			var ok bool
			if text, ok = args[part.text]; !ok {
				return "", fmt.Errorf("i18n: %s: %q needs the argument %q", p.lang, key, part.text)
			}
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// Has reports whether there is a message.
func (p *Printer) Has(key string) bool { return p.message(key) != nil }

// Plural reports whether a message has plural forms.
func (p *Printer) Plural(key string) bool {
	m := p.message(key)
	return m != nil && m.plural()
}

// Keys lists the messages of the files NAME.LANG.yaml, sorted.
func (p *Printer) Keys(name string) []string {
	var keys []string
	file := name + "." + p.lang + ".yaml"
	_ = p.read(func(s source) bool { return s.name == file })
	for key, m := range *p.messages.Load() {
		if m.file == file {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Args lists the arguments that a message names, in all its forms, sorted.
func (p *Printer) Args(key string) []string {
	var args []string
	if m := p.message(key); m != nil {
		for _, source := range m.sources {
			for _, found := range placeholder().FindAllStringSubmatch(source, -1) {
				args = append(args, found[1])
			}
		}
	}
	slices.Sort(args)
	return slices.Compact(args)
}

// Compare orders two names by the language's alphabet: ә after а, қ after к;
// 2 before 10. Names that are equal to the alphabet are in byte order.
func (p *Printer) Compare(a, b string) int {
	c := p.collator.Get().(*collate.Collator)
	defer p.collator.Put(c)
	if order := c.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

// Say is Text with its arguments as names and values in turn, for messages that a
// test holds complete: instead of an error it gives the error's text in brackets.
func (p *Printer) Say(key string, args ...string) string {
	s, err := p.Text(key, Args(args...))
	if err != nil {
		return fmt.Sprintf("[%v]", err)
	}
	return s
}

// SayCount is Count as Say is Text.
func (p *Printer) SayCount(key string, n int, args ...string) string {
	s, err := p.Count(key, n, Args(args...))
	if err != nil {
		return fmt.Sprintf("[%v]", err)
	}
	return s
}

// Args is the arguments of a message by name, of names and values in turn.
func Args[T any](args ...T) map[string]string {
	m := make(map[string]string, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return m
}
