package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

const (
	editions  = 10
	textBytes = 10 << 10
	asOf      = "2026-12-01"
)

// site is one site on disk with its output, its cache and its likeness for Hugo.
type site struct {
	b                              *bench
	dir, hugo, out, drafts, cached string
	texts                          int
}

// newSite makes a site with so many texts, in a folder of its own.
func (b *bench) newSite(texts int) (*site, error) {
	at, err := os.MkdirTemp(b.dir, "site-")
	if err != nil {
		return nil, err
	}
	s := &site{b: b, dir: filepath.Join(at, "site"), hugo: filepath.Join(at, "hugo"), out: filepath.Join(at, "public"),
		drafts: filepath.Join(at, "drafts"), cached: filepath.Join(at, "cache"), texts: texts}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	_, err = b.once(command{name: self, args: []string{"site", at, strconv.Itoa(texts / editions / 2)}})
	return s, err
}

func (s *site) kelisim(args ...string) command {
	return command{name: s.b.kelisim, args: append([]string{"-C", s.dir}, args...), env: []string{"KELISIM_CACHE=" + s.cached}}
}

func (s *site) build() command {
	return s.kelisim("build", "--quiet", "--as-of", asOf, "--output", s.out)
}

func (s *site) buildDrafts() command {
	return s.kelisim("build", "--quiet", "--as-of", asOf, "--drafts", "--output", s.drafts)
}

func (s *site) hugoBuild() command {
	return command{name: s.b.hugo, args: []string{"--quiet", "--noBuildLock"}, dir: s.hugo}
}

// self is a part of this program.
func (s *site) self(args ...string) (command, error) {
	self, err := os.Executable()
	return command{name: self, args: args}, err
}

// clean removes what builds left.
func (s *site) clean(int) error {
	for _, dir := range []string{s.out, s.cached} {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// thousands is a number as people write it.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// cleanBuild measures a clean build and one with nothing changed, with what they leave.
func (s *site) cleanBuild() (clean, same cost, files, bytes int64, err error) {
	name := thousands(s.texts) + " texts"
	if clean, err = s.b.median("clean build, "+name, s.build(), s.clean); err != nil {
		return
	}
	if files, bytes, err = size(s.out); err != nil {
		return
	}
	s.b.add("build, clean, "+name, clean, files, bytes)
	if same, err = s.b.median("nothing changed, "+name, s.build(), nil); err != nil {
		return
	}
	s.b.add("build, nothing changed, "+name, same, 0, 0)
	return
}

// hashing measures reading and hashing all texts.
func (s *site) hashing() (cost, error) {
	c, err := s.self("hash", s.dir)
	if err != nil {
		return cost{}, err
	}
	took, err := s.b.median("hash all texts", c, nil)
	s.b.add("read and hash all, "+thousands(s.texts)+" texts", took, 0, 0)
	return took, err
}

// checking measures the first check after a build, which judges all that is published,
// and one with nothing changed since.
func (s *site) checking() (cost, error) {
	check := s.kelisim("check", "--as-of", asOf)
	first, err := s.b.once(check)
	if err != nil {
		return cost{}, err
	}
	s.b.add("check, the first after a build, "+thousands(s.texts)+" texts", first, 0, 0)
	took, err := s.b.median("check, nothing changed", check, nil)
	s.b.add("check, nothing changed, "+thousands(s.texts)+" texts", took, 0, 0)
	return took, err
}

// builds measures the site of 2,000 texts.
func (b *bench) builds() error {
	s, err := b.newSite(2000)
	if err != nil {
		return err
	}
	clean, same, files, bytes, err := s.cleanBuild()
	if err != nil {
		return err
	}
	hugo, err := b.median("Hugo, clean", s.hugoBuild(), func(int) error { return os.RemoveAll(filepath.Join(s.hugo, "public")) })
	if err != nil {
		return err
	}
	n, size, err := size(filepath.Join(s.hugo, "public"))
	if err != nil {
		return err
	}
	b.add("Hugo, clean, bare pages, 2,000 texts", hugo, n, size)
	again, err := b.median("Hugo, nothing changed", s.hugoBuild(), nil)
	if err != nil {
		return err
	}
	b.add("Hugo, nothing changed", again, 0, 0)
	to := filepath.Join(b.dir, "floor")
	c, err := s.self("floor", s.dir, to, strconv.FormatInt(files, 10), strconv.FormatInt(bytes, 10))
	if err != nil {
		return err
	}
	least, err := b.median("floor", c, func(int) error { return os.RemoveAll(to) })
	if err != nil {
		return err
	}
	os.RemoveAll(to)
	b.add("floor: read, goldmark, write as much", least, files, bytes)
	hashed, err := s.hashing()
	if err != nil {
		return err
	}
	if _, err := s.checking(); err != nil {
		return err
	}
	b.beside("clean, 2,000, beside Hugo", "4", clean, hugo)
	b.beside("clean, 2,000, beside the floor", "1.6", clean, least)
	b.beside("nothing changed, 2,000, beside Hugo", "0.2", same, again)
	b.beside("nothing changed, 2,000, beside hashing all", "5", same, hashed)
	return s.changed(again)
}

// changed measures builds after a draft was saved and after an edition was published.
func (s *site) changed(hugo cost) error {
	b := s.b
	draft := func(document int) string {
		return filepath.Join(s.dir, "content", fmt.Sprint("document-", document), "11")
	}
	for i := range b.runs {
		last := filepath.Join(filepath.Dir(draft(50+i)), "10")
		if err := os.CopyFS(draft(50+i), os.DirFS(last)); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(draft(50+i), "edition.yaml"), []byte("material: true\n"), 0o666); err != nil {
			return err
		}
		if err := s.edit(draft(50+i), -1); err != nil { // or it would say what the last one says
			return err
		}
	}
	if _, err := b.once(s.buildDrafts()); err != nil {
		return err
	}
	saved, err := b.median("one draft saved", s.buildDrafts(), func(run int) error { return s.edit(draft(50), run) })
	if err != nil {
		return err
	}
	b.add("build `--drafts`, one draft saved, 2,000 texts", saved, 0, 0)
	published, err := b.median("one edition published", s.build(), func(run int) error {
		_, err := b.once(s.kelisim("publish", fmt.Sprint("document-", 50+run), "11", "--yes"))
		return err
	})
	if err != nil {
		return err
	}
	b.add("build, one edition published, 2,000 texts", published, 0, 0)
	b.beside("one draft saved, beside Hugo with nothing changed", "0.4", saved, hugo)
	b.beside("one edition published, beside Hugo with nothing changed", "0.4", published, hugo)
	return nil
}

// edit adds a clause to both texts of an edition.
func (s *site) edit(dir string, n int) error {
	for lang, text := range map[string]string{"kk": "Тармақ", "ru": "Пункт"} {
		path := filepath.Join(dir, lang+".md")
		data, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, fmt.Appendf(data, "\n99.%d. %s %d.\n", n+2, text, n+2), 0o666)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// large measures the site of 20,000 texts, each thing once.
func (b *bench) large() error {
	small, err := b.newSite(2000)
	if err != nil {
		return err
	}
	once := *b
	once.runs, once.rows = 1, nil
	small.b = &once
	clean, same, _, _, err := small.cleanBuild()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Dir(small.dir)); err != nil {
		return err
	}
	s, err := b.newSite(20_000)
	if err != nil {
		return err
	}
	once.rows = nil
	s.b = &once
	big, bigSame, _, _, err := s.cleanBuild()
	if err != nil {
		return err
	}
	hashed, err := s.hashing()
	if err != nil {
		return err
	}
	checked, err := s.checking()
	if err != nil {
		return err
	}
	b.rows = append(b.rows, once.rows...)
	b.beside("growth, 2,000 to 20,000, clean", "10.5", big, clean)
	b.ratio("peak memory, 20,000, clean", "500 MB", megabytes(big.peak))
	b.beside("nothing changed, 20,000 beside 2,000", "12", bigSame, same)
	b.ratio("check, 20,000, nothing changed", fmt.Sprintf("%.2f s (2 x hashing + 0.3 s)", 2*hashed.wall.Seconds()+0.3), fmt.Sprintf("%.2f s", checked.wall.Seconds()))
	if err := os.RemoveAll(s.out); err != nil {
		return err
	}
	return b.serve(s, "250 ms")
}
