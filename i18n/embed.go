package i18n

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var files embed.FS

// Files holds the catalogues that come with the program: NAME.LANG.yaml.
func Files() fs.FS { return files }
