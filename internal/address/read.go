package address

import (
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// A Kind is what a file of the output is, by its address alone.
type Kind int

// The kinds of files that are about documents, or show their texts.
const (
	Other Kind = iota // any other file
	ListPage
	SearchPage
	SearchData // the index, or the words of a document
	DocumentPage
	HistoryPage
	TermsPage
	ChooserPage
	SincePage
	ComingPage
	EditionPage
	BilingualPage
	ChangesPage
	TablePage
	OrderPage
	BilingualChangesPage
	TextFile // text.md, text.txt
	EmbedFile
	EmbedPointer
	DocumentFile // data of a document
	TextDataFile
	RedlineDataFile
	SinceDataFile
	ComingDataFile
	FeedFile // with its archives
	CalendarFile
)

// A Place is what an address says of the file that stands there.
type Place struct {
	Kind     Kind
	Lang     legal.Lang // empty for data of a whole document
	Document string     // empty for what is about several
	Edition  string     // empty for what is about several; of a comparison, the one that its address names
}

// Read is what the address of a file of the output says of it. It looks at nothing but
// the address: whether there is such a document is another question.
func Read(name string) Place {
	parts := strings.Split(name, "/")
	file, folders := parts[len(parts)-1], parts[:len(parts)-1]
	switch {
	case len(folders) == 0:
		return Place{}
	case folders[0] == "embed":
		return readEmbed(folders, file)
	case strings.HasPrefix(name, apiRoot+"/"):
		return readData(folders[2:], strings.TrimSuffix(file, ".json"))
	case !legal.IsLang(folders[0]):
		return Place{}
	}
	lang := legal.Lang(folders[0])
	switch {
	case len(folders) > 2 && (file == "text.md" || file == "text.txt"):
		return Place{TextFile, lang, folders[1], folders[2]}
	case len(folders) <= 2 && (file == "feed.xml" || strings.HasPrefix(file, "feed-") && path.Ext(file) == ".xml"):
		return Place{Kind: FeedFile, Lang: lang, Document: strings.Join(folders[1:], "")}
	case len(folders) == 1 && file == "calendar.ics":
		return Place{Kind: CalendarFile, Lang: lang}
	case len(folders) == 2 && folders[1] == "search" && path.Ext(file) == ".json":
		document := strings.TrimSuffix(file, ".json")
		if document == "index" {
			document = ""
		}
		return Place{Kind: SearchData, Lang: lang, Document: document}
	case file == "index.html":
		return readPage(lang, folders[1:])
	}
	return Place{}
}

// readPage is the place of a page, by the folders below its language's.
func readPage(lang legal.Lang, folders []string) Place {
	switch {
	case len(folders) == 0:
		return Place{Kind: ListPage, Lang: lang}
	case len(folders) == 1 && folders[0] == "search":
		return Place{Kind: SearchPage, Lang: lang}
	}
	at := Place{DocumentPage, lang, folders[0], ""}
	rest := folders[1:]
	if len(rest) > 0 && legal.IsEditionID(rest[0]) {
		at.Kind, at.Edition = EditionPage, rest[0]
		rest = rest[1:]
		switch {
		case len(rest) == 0:
		case rest[0] == "bilingual":
			at.Kind = BilingualPage
		case rest[0] != "changes":
			at.Kind = Other
		case len(rest) == 1:
			at.Kind = ChangesPage
		default:
			at.Kind = map[string]Kind{"table": TablePage, "order": OrderPage, "bilingual": BilingualChangesPage}[rest[1]]
		}
		return at
	}
	switch strings.Join(rest, "/") {
	case "":
	case "history":
		at.Kind = HistoryPage
	case "terms":
		at.Kind = TermsPage
	case "since":
		at.Kind = ChooserPage
	default:
		at.Kind = Other
		if rest[0] == "since" {
			at.Kind, at.Edition = SincePage, rest[1]
			if slices.Contains(rest[2:], "coming") {
				at.Kind = ComingPage
			}
		}
	}
	return at
}

// readEmbed is the place of a fragment, or of the page that says which there are.
func readEmbed(folders []string, file string) Place {
	if len(folders) != 3 || path.Ext(file) != ".html" {
		return Place{}
	}
	at := Place{EmbedFile, legal.Lang(folders[1]), folders[2], strings.TrimSuffix(file, ".html")}
	if at.Edition == "current" {
		at.Kind, at.Edition = EmbedPointer, ""
	}
	return at
}

// readData is the place of data, by the folders below API and the file's name without
// its ending.
func readData(folders []string, name string) Place {
	kind := map[string]Kind{"texts": TextDataFile, "redlines": RedlineDataFile, "since": SinceDataFile, "coming": ComingDataFile}
	switch {
	case len(folders) == 1 && folders[0] == "documents":
		return Place{Kind: DocumentFile, Document: name}
	case len(folders) == 3 && kind[folders[0]] != Other:
		return Place{kind[folders[0]], legal.Lang(name), folders[1], folders[2]}
	}
	return Place{}
}
