package legal

// Download is a form in which a site hands out texts and their changes beside its
// pages.
type Download string

// The downloads: each is an entry of `downloads` in site.yaml, but for those that
// DownloadPDF brings with it.
const (
	DownloadText       Download = "text-docx"  // the text of an edition, as a Word document
	DownloadChanges    Download = "docx"       // its changes, as tracked changes
	DownloadTable      Download = "table-docx" // its comparative table
	DownloadOrder      Download = "order-docx" // the amending order
	DownloadPDF        Download = "pdf"        // the page of a published edition, printed
	DownloadPDFChanges Download = "pdf-changes"
	DownloadPDFTable   Download = "pdf-table"
)

// Downloads are all that site.yaml may ask for, in the order in which pages list them.
var Downloads = []Download{DownloadText, DownloadChanges, DownloadTable, DownloadOrder, DownloadPDF}
