package address

import (
	"path"
	"slices"
	"strings"
)

// Here stand sets of addresses, as functions that report whether one is among them.

// Among are the files of some kinds that are about a document, or with "" about none,
// and an edition; with "" about any or none.
func Among(document, edition string, kinds ...Kind) func(file string) bool {
	return func(file string) bool {
		at := Read(file)
		return at.Document == document && (edition == "" || at.Edition == edition) && slices.Contains(kinds, at.Kind)
	}
}

// Named are the files with these addresses.
func Named(files ...string) func(file string) bool {
	return func(file string) bool { return slices.Contains(files, file) }
}

// OfEdition are the pages of an edition and of its comparison with the one before, its
// exact bytes and the files that belong to it.
func OfEdition(document, edition string) func(file string) bool {
	pages := Among(document, edition, EditionPage, BilingualPage, ChangesPage, TablePage, OrderPage, BilingualChangesPage, TextFile)
	files := File(document, edition, "") + "/"
	return func(file string) bool { return strings.HasPrefix(file, files) || pages(file) }
}

// Downloads are the files of an edition that [Download] names and that end in ext.
func Downloads(document, edition, ext string) func(file string) bool {
	return func(file string) bool {
		folders := strings.SplitN(file, "/", 4)
		return len(folders) == 4 && folders[0] != "files" && folders[1] == document && folders[2] == edition && path.Ext(file) == ext
	}
}
