package i18n

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml *.txt
var files embed.FS

// Files holds the catalogues that come with the program: NAME.LANG.yaml, and lexicon.LANG.txt, letters.LANG.txt and meanings.LANG.txt.
func Files() fs.FS { return files }
