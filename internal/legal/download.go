package legal

// Download is a form in which a site hands out texts and their changes beside its
// pages: an entry of `downloads` in site.yaml.
type Download string

// The downloads.
const (
	DownloadText    Download = "text-docx"  // the text of an edition, as a Word document
	DownloadChanges Download = "docx"       // its changes, as tracked changes
	DownloadTable   Download = "table-docx" // its comparative table
	DownloadOrder   Download = "order-docx" // the amending order
)

// Downloads are all of them, in the order in which pages list them.
var Downloads = []Download{DownloadText, DownloadChanges, DownloadTable, DownloadOrder}
