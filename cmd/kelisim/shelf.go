package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"github.com/kelisim/kelisim/internal/shelf"
)

// shelf is where this program keeps what it read, judged and built of the site in -C:
// in KELISIM_CACHE, else in the user's cache folder. It is nil, so that all is done
// anew, for KELISIM_CACHE=off and if there is no such folder.
func (f *folder) shelf() *shelf.Shelf {
	base := f.env("KELISIM_CACHE")
	switch {
	case base == "off":
		return nil
	case base == "" && f.env("HOME")+f.env("LocalAppData") != "":
		user, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		base = filepath.Join(user, "kelisim")
	case base == "":
		return nil
	}
	dir, err := filepath.Abs(f.dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil
	}
	program, err := programHash()
	if err != nil {
		return nil
	}
	return shelf.Open(base, dir, program)
}

// programHash is the hash of the program's own file: a rebuilt program is another one,
// even if it calls itself by the same version.
func programHash() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}
