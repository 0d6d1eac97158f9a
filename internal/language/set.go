package language

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Set is the languages of a site, by code. A nil Set has none. It is safe for concurrent use.
type Set struct {
	languages map[string]*entry
	prose     map[string]later[*Prose] // of neighbours, too
	tongues   func() []*Tongue
	sum       func() string
	parts     []part
}

// entry is a language of which the alphabet alone was read.
type entry struct {
	alphabet string
	whole    later[*Language]
}

// later reads something when it is first asked for. What may have a mistake has been read
// before: that of a site by [Load], that of the program by a test.
type later[T any] func() (T, error)

func (l later[T]) get() T {
	if l == nil {
		return *new(T)
	}
	x, err := l()
	if err != nil {
		panic("language: " + err.Error())
	}
	return x
}

// part is a file of the set.
type part struct {
	own  bool // the site's
	read func() error
}

// Sum is the hash of the files that the set was read from, for memos.
func (s *Set) Sum() string {
	if s == nil {
		return ""
	}
	return s.sum()
}

// FileError is a mistake in a file that says how texts of a language are written.
type FileError struct {
	File string // of the folder, such as "grammar.ru.yaml"
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("i18n/%s: %v", e.File, e.Err) }
func (e *FileError) Unwrap() error { return e.Err }

// Load reads grammar.LANG.yaml, prose.LANG.yaml, meanings.LANG.txt, paper.LANG.yaml, letters.LANG.txt and lexicon.LANG.txt at the root of
// each file system. A file of a later file system takes the place of the one of the same name of an
// earlier one. Prose alone makes no language; see [Tongue].
//
// The files of the first file system, which are the program's, are read when something of
// them is first asked for: most calls of the program need few. [Set.Check] reads all. Those
// of the others, which are a site's, are read at once.
func Load(ours fs.FS, own ...fs.FS) (*Set, error) {
	s := &Set{languages: map[string]*entry{}, prose: map[string]later[*Prose]{}}
	files, err := gather(ours, own)
	if err != nil {
		return nil, err
	}
	s.sum = sync.OnceValue(func() string {
		sum := sha256.New()
		for _, f := range files {
			data := f.data.get()
			fmt.Fprintf(sum, "%s %d\n%s", f.name, len(data), data)
		}
		return hex.EncodeToString(sum.Sum(nil))
	})
	s.take(files)
	s.tongues = sync.OnceValue(s.gatherTongues)
	return s, s.check(func(p part) bool { return p.own })
}

// Check reads all files and returns the first mistake.
func (s *Set) Check() error { return s.check(func(part) bool { return true }) }

func (s *Set) check(which func(part) bool) error {
	for _, p := range s.parts {
		if !which(p) {
			continue
		}
		if err := p.read(); err != nil {
			return err
		}
	}
	return nil
}

// source is a file of a set.
type source struct {
	name, kind, code string
	own              bool
	data             later[[]byte]
}

// fileKinds are the kinds of files, with the ends of their names, in the order in which a mistake is told.
var fileKinds = [...]struct{ kind, end string }{{"grammar", ".yaml"}, {"prose", ".yaml"}, {"meanings", ".txt"}, {"paper", ".yaml"}, {"letters", ".txt"}, {"lexicon", ".txt"}}

// gather lists the files by kind, then name.
func gather(ours fs.FS, own []fs.FS) ([]source, error) {
	var out []source
	for _, k := range fileKinds {
		byName := map[string]source{}
		for i, fsys := range append([]fs.FS{ours}, own...) {
			names, err := fs.Glob(fsys, k.kind+".*"+k.end)
			if err != nil {
				return nil, fmt.Errorf("i18n: %w", err)
			}
			for _, name := range names {
				code := strings.TrimSuffix(strings.TrimPrefix(name, k.kind+"."), k.end)
				f := source{name, k.kind, code, i > 0, sync.OnceValues(func() ([]byte, error) { return fs.ReadFile(fsys, name) })}
				if f.own { // it may change
					if _, err := f.data(); err != nil {
						return nil, fmt.Errorf("i18n: %w", err)
					}
				}
				byName[name] = f
			}
		}
		for _, name := range slices.Sorted(maps.Keys(byName)) {
			out = append(out, byName[name])
		}
	}
	return out, nil
}

// read makes the reader of a file, and lets Check use it.
func read[T any](s *Set, f source, parse func(code string, data []byte) (T, error)) later[T] {
	x := later[T](sync.OnceValues(func() (T, error) {
		x, err := parse(f.code, f.data.get())
		if err != nil {
			err = &FileError{f.name, err}
		}
		return x, err
	}))
	s.parts = append(s.parts, part{f.own, func() error { _, err := x(); return err }})
	return x
}

// take makes languages of files.
func (s *Set) take(files []source) {
	meanings, papers, letters := map[string]later[*Meanings]{}, map[string]later[*Paper]{}, map[string]later[*Letters]{}
	lexicons := map[string]source{}
	for _, f := range files {
		switch f.kind {
		case "grammar":
			grammar := read(s, f, parse)
			alphabet := firstAlphabet(f.data.get())
			if f.own { // it may be written in another way
				if l, err := grammar(); err == nil {
					alphabet = l.alphabet
				}
			}
			s.languages[f.code] = &entry{alphabet, grammar}
		case "prose":
			s.prose[f.code] = read(s, f, s.readProse)
		case "meanings":
			meanings[f.code] = read(s, f, func(_ string, data []byte) (*Meanings, error) { return readMeanings(data) })
		case "paper":
			papers[f.code] = read(s, f, func(_ string, data []byte) (*Paper, error) { return decode[Paper](data) })
		case "letters":
			letters[f.code] = read(s, f, func(_ string, data []byte) (*Letters, error) { return readLetters(data) })
		case "lexicon":
			lexicons[f.code] = f
		}
	}
	for code, e := range s.languages {
		grammar := e.whole
		e.whole = sync.OnceValues(func() (*Language, error) {
			l, err := grammar()
			if err != nil {
				return nil, err
			}
			l.prose, l.meanings, l.paper, l.letters = s.prose[code], meanings[code], papers[code], letters[code]
			if f, ok := lexicons[code]; ok {
				l.lexicon = sync.OnceValue(func() *Lexicon { return l.readLexicon(f.data.get()) })
			}
			l.among = sync.OnceValue(func() []*Language { return s.among(l) })
			return l, nil
		})
	}
}

// firstAlphabet is what a grammar has for its alphabet if that stands on one line.
func firstAlphabet(data []byte) string {
	for line := range bytes.Lines(data) {
		if bytes.HasPrefix(line, []byte("alphabet:")) {
			var f struct{ Alphabet string }
			_ = yaml.Unmarshal(line, &f) // a mistake is told of the whole file
			return f.Alphabet
		}
	}
	return ""
}

func (s *Set) readProse(code string, data []byte) (*Prose, error) {
	p, err := decode[Prose](data)
	if err != nil {
		return nil, err
	}
	if err := p.Inflection.read(); err != nil {
		return nil, err
	}
	p.prepare()
	e := s.languages[code]
	p.Tongue.Code, p.Tongue.Neighbour = code, e == nil
	if e != nil {
		p.Tongue.Alphabet = e.alphabet
	}
	return p, p.readGovernment()
}

// Of returns a language, or nil if the set has no grammar of it.
func (s *Set) Of(code string) *Language {
	if s == nil || s.languages[code] == nil {
		return nil
	}
	return s.languages[code].whole.get()
}

// Act is the kind of an act that a word of any language means, such as "order"; else "".
func (s *Set) Act(word string) string {
	for _, code := range s.Codes() {
		for kind, words := range s.Of(code).Prose().Acts {
			if slices.Contains(words, word) {
				return kind
			}
		}
	}
	return ""
}

// Codes lists the languages, sorted.
func (s *Set) Codes() []string {
	if s == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(s.languages))
}

// Letters counts the letters of a text that the alphabet of each language has, in the
// order of Codes.
func (s *Set) Letters(text string) []int {
	var counts [0x530]int // of Latin, Greek and Cyrillic letters, small and capital ones
	rare := map[rune]int{}
	for _, r := range text {
		if int(r) < len(counts) {
			counts[r]++
		} else {
			rare[r]++
		}
	}
	count := func(r rune) int {
		if int(r) < len(counts) {
			return counts[r]
		}
		return rare[r]
	}
	codes := s.Codes()
	out := make([]int, len(codes))
	for i, code := range codes {
		for _, r := range s.languages[code].alphabet {
			if out[i] += count(r); unicode.ToUpper(r) != r {
				out[i] += count(unicode.ToUpper(r))
			}
		}
	}
	return out
}

// Tell returns the language with the smallest of the alphabets that hold all letters but
// one in part of those that the best alphabet holds. So a Russian text stays one although
// it names a Kazakh town. nil: the text has no letter of any.
func (s *Set) Tell(letters []int, part int) *Language {
	var told *entry
	if len(letters) == 0 || slices.Max(letters) == 0 {
		return nil
	}
	most := slices.Max(letters)
	for i, code := range s.Codes() {
		if e := s.languages[code]; letters[i]*part >= most*(part-1) && (told == nil || len(e.alphabet) < len(told.alphabet)) {
			told = e
		}
	}
	return told.whole.get()
}

// foreign is the part of a text's letters that words of other languages may have.
const foreign = 50

// Guess returns the language of a text by its letters, see Tell.
func (s *Set) Guess(text string) *Language { return s.Tell(s.Letters(text), foreign) }

// SetOf is a set of one language; nil for nil.
func SetOf(l *Language) *Set {
	if l == nil {
		return nil
	}
	whole := func() (*Language, error) { return l, nil }
	return &Set{languages: map[string]*entry{l.Code: {l.alphabet, whole}}, tongues: func() []*Tongue { return nil }, sum: func() string { return "" }}
}
