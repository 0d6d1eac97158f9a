// Package address knows where everything of a site stands, as slash paths in the
// output ("kk/user-agreement/3/index.html"), and how one file names another. The
// addresses are a promise: others link to them, so none ever changes.
package address

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// The pages that belong to no document.
const (
	Root     = "index.html"
	NotFound = "404.html"
	Ledger   = "ledger/ledger.jsonl"
	// Checkpoint is the head of the ledger's log, Keys the public keys that sign it.
	Checkpoint = "ledger/checkpoint"
	Keys       = "ledger/keys.txt"
	Sitemap    = "sitemap.xml"
	Robots     = "robots.txt"
	// Element is the script of the element kelisim-text.
	Element = "embed/kelisim-text.js"
)

// Asset is a file that pages load, such as a stylesheet. Its name holds the hash of its
// bytes, so that a browser may keep it for ever. ext begins with a dot.
func Asset(name, ext string, data []byte) string {
	return "assets/" + name + "." + legal.SHA256(data)[:12] + ext
}

// IsAsset reports whether a file of the site is one of Asset.
func IsAsset(name string) bool { return strings.HasPrefix(name, "assets/") }

// IsIntact reports whether the bytes of a file with this hash (hex) may stand under its
// name: that of an asset holds their hash.
func IsIntact(name, sha256 string) bool {
	if !IsAsset(name) {
		return true
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	return strings.HasSuffix(stem, "."+sha256[:min(12, len(sha256))])
}

// Logo is the picture in the head of pages.
func Logo(l *legal.Logo) string { return Asset("logo", "."+l.Kind, l.Data) }

// List is the page of all documents in a language.
func List(lang legal.Lang) string { return page(string(lang)) }

// Search is the page that looks through all texts of a language.
func Search(lang legal.Lang) string { return page(string(lang), "search") }

// SearchIndex is the file that the page reads first, SearchPart the one with the
// words of a document. Nobody else is promised anything of them.
func SearchIndex(lang legal.Lang) string { return path.Join(string(lang), "search", "index.json") }

// SearchPart is as said with [SearchIndex].
func SearchPart(lang legal.Lang, doc string) string {
	return path.Join(string(lang), "search", doc+".json")
}

// Document is the page of a document.
func Document(lang legal.Lang, doc string) string { return page(string(lang), doc) }

// History is the page of all editions of a document.
func History(lang legal.Lang, doc string) string { return page(string(lang), doc, "history") }

// Terms is the page of the terms that a document defines.
func Terms(lang legal.Lang, doc string) string { return page(string(lang), doc, "terms") }

// Chooser is the page on which a reader chooses the edition that she knows.
func Chooser(lang legal.Lang, doc string) string { return page(string(lang), doc, "since") }

// Since is the page of what changed since an edition.
func Since(lang legal.Lang, doc, edition string) string {
	return page(string(lang), doc, "since", edition)
}

// Coming is the page of what changes from an edition to the first one to come.
func Coming(lang legal.Lang, doc, edition string) string {
	return page(string(lang), doc, "since", edition, "coming")
}

// Edition is the page of an edition.
func Edition(lang legal.Lang, doc, edition string) string { return page(string(lang), doc, edition) }

// Bilingual is the page of an edition beside another language: beside the first
// other one if further is empty, else beside further.
func Bilingual(lang legal.Lang, doc, edition string, further legal.Lang) string {
	return page(string(lang), doc, edition, "bilingual", string(further))
}

// Changes is the page of an edition's redline.
func Changes(lang legal.Lang, doc, edition string) string {
	return page(string(lang), doc, edition, "changes")
}

// Table is the page of an edition's comparative table.
func Table(lang legal.Lang, doc, edition string) string {
	return page(string(lang), doc, edition, "changes", "table")
}

// Order is the page of the order that amends the edition before to an edition.
func Order(lang legal.Lang, doc, edition string) string {
	return page(string(lang), doc, edition, "changes", "order")
}

// BilingualChanges is the page of an edition's redlines in two languages; further
// is as in Bilingual.
func BilingualChanges(lang legal.Lang, doc, edition string, further legal.Lang) string {
	return page(string(lang), doc, edition, "changes", "bilingual", string(further))
}

func page(folders ...string) string { return path.Join(append(folders, "index.html")...) }

// Source is the file with the bytes of a text that its source hash is of.
func Source(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "text.md")
}

// Plain is the file with a text's plain form.
func Plain(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "text.txt")
}

// LogFile is a tile or an entry bundle of the ledger's log (c2sp.org/tlog-tiles).
func LogFile(name string) string { return path.Join("ledger", name) }

// KeptCheckpoint is a checkpoint that was kept of the log of so many records:
// ".txt" is the signed note, ".tsr" its time-stamp.
func KeptCheckpoint(records int, ext string) string {
	return path.Join("ledger/checkpoints", strconv.Itoa(records)+ext)
}

// Proof is the proof that an edition is in the ledger's log; with a language: that
// a text is that was added to it later (lang: the first of those).
func Proof(doc, edition string, lang legal.Lang) string {
	if lang != "" {
		edition += "-" + string(lang)
	}
	return path.Join("ledger/proofs", doc, edition+".tlog-proof")
}

// File is a file that belongs to an edition.
func File(doc, edition, name string) string { return path.Join("files", doc, edition, name) }

// Immutable reports whether a file of the output holds the bytes of a text or of
// an edition's file: what is published of them never changes.
func Immutable(file string) bool {
	return strings.HasSuffix(file, "/text.md") || strings.HasSuffix(file, "/text.txt") || strings.HasPrefix(file, "files/")
}

// Download is a file that a site hands out besides the page of what it is of: the
// edition, its changes, their table or order.
func Download(lang legal.Lang, doc, edition string, form legal.Download) string {
	return path.Join(path.Dir(Printed(lang, doc, edition, form)), string(lang)+extension(form))
}

// Printed is the page that a download is of; of a PDF, the page that is printed.
func Printed(lang legal.Lang, doc, edition string, form legal.Download) string {
	switch form {
	case legal.DownloadChanges, legal.DownloadPDFChanges:
		return Changes(lang, doc, edition)
	case legal.DownloadTable, legal.DownloadPDFTable:
		return Table(lang, doc, edition)
	case legal.DownloadOrder:
		return Order(lang, doc, edition)
	}
	return Edition(lang, doc, edition)
}

// Saved is the name under which a reader keeps a download.
func Saved(lang legal.Lang, doc, edition string, form legal.Download) string {
	what := map[legal.Download]string{legal.DownloadChanges: "-changes", legal.DownloadTable: "-table", legal.DownloadOrder: "-order",
		legal.DownloadPDFChanges: "-changes", legal.DownloadPDFTable: "-table"}[form]
	return doc + "-" + edition + what + "." + string(lang) + extension(form)
}

// SavedDraft is Saved of a draft, whose name says that it is one.
func SavedDraft(lang legal.Lang, doc, edition string, form legal.Download) string {
	return Saved(lang, doc, edition+"-draft", form)
}

func extension(form legal.Download) string {
	switch form {
	case legal.DownloadPDF, legal.DownloadPDFChanges, legal.DownloadPDFTable:
		return ".pdf"
	}
	return ".docx"
}

// Feed is the Atom feed of all documents in a language.
func Feed(lang legal.Lang) string { return path.Join(string(lang), "feed.xml") }

// DocumentFeed is the Atom feed of a document.
func DocumentFeed(lang legal.Lang, doc string) string {
	return path.Join(string(lang), doc, "feed.xml")
}

// FeedArchive is page n, from 1, of the older entries of a feed: kk/feed.xml ->
// kk/feed-1.xml.
func FeedArchive(feed string, n int) string {
	return strings.TrimSuffix(feed, ".xml") + "-" + strconv.Itoa(n) + ".xml"
}

// Calendar is the iCalendar of all effective dates in a language.
func Calendar(lang legal.Lang) string { return path.Join(string(lang), "calendar.ics") }

// Embed is a text alone, for pages of other systems.
func Embed(lang legal.Lang, doc, edition string) string {
	return path.Join("embed", string(lang), doc, edition+".html")
}

// Pointer is the page that says which embeds of a document there are.
func Pointer(lang legal.Lang, doc string) string {
	return path.Join("embed", string(lang), doc, "current.html")
}

// Summed reports whether other files name the bytes of a file: an [Embed], the
// [Element], which pages of other systems take in, and the data of the catalogue.
func Summed(file string) bool {
	return strings.HasPrefix(file, "embed/") && path.Base(file) != "current.html" ||
		file == Index || file == Current || strings.HasPrefix(file, apiRoot+"/documents/")
}

// Relative is the address of one file of the output seen from another, which may
// have a fragment ("kk/a/3/index.html#2.1"). A page is named by its folder:
// "../3/", or "./" from itself.
func Relative(from, to string) string {
	to, fragment, found := strings.Cut(to, "#")
	if found {
		fragment = "#" + fragment
	}
	to = strings.TrimSuffix(to, "index.html")
	same := 0 // bytes of the folders that both have from the first on
	for i := 0; i < min(len(from), len(to)) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			same = i + 1
		}
	}
	up := strings.Count(from[same:], "/")
	if up == 0 && same == len(to) {
		return "./" + fragment
	}
	return strings.Repeat("../", up) + to[same:] + fragment
}

// Absolute is the address of a file under a site's base_url, which ends with a
// slash; empty without one.
func Absolute(base, file string) string {
	if base == "" {
		return ""
	}
	return base + strings.TrimSuffix(file, "index.html")
}

// InLanguage is the same page in another language: kk/a/index.html, ru ->
// ru/a/index.html.
func InLanguage(page string, lang legal.Lang) string {
	_, rest, _ := strings.Cut(page, "/")
	return path.Join(string(lang), rest)
}

// Escaped is a path as it stands in an address: an edition's file may be called
// "бұйрық 45.pdf".
func Escaped(path string) string {
	u := url.URL{Path: path}
	return u.EscapedPath()
}
