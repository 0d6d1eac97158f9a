package legal

import (
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/translog"
)

// Site is the content of site.yaml.
type Site struct {
	ID           string // for feeds; never changed
	BaseURL      string // absolute, ends with a slash; or empty
	Languages    []Lang // the first one is the default
	Zone         *time.Location
	Organization map[Lang]string
	BIN          string           // the organization's business identification number; may be empty
	Contact      map[Lang]string  // where it is reached; may be empty
	Notice       map[Lang]string  // a sentence on every page; may be empty
	LedgerKey    translog.Key     // signs the ledger's checkpoints; may be empty
	Witnesses    []translog.Key   // cosign them
	TSA          string           // address of the service that stamps the time on them; may be empty
	Severity     []Severity       // severities of findings that differ from the program's
	NoticeDays   int              // between an edition's publication and effect; 0: any
	Offices      map[Kind]Offices // those that must agree to a draft, by the document's kind; may be empty
	Terms        [][]string       // forms of one term, of which a text uses one; nil: the program's
	Downloads    []Download       // what is handed out besides the pages, in the order of Downloads
	Accent       Accent           // colour of links and edges; may be empty
	Logo         *Logo            // in the head of pages; nil for none
	Links        []SiteLink       // at the foot of pages
}

// Accent is the colour of a site's links and edges in either scheme, as "#8a1538";
// empty: that of the program.
type Accent struct {
	Light, Dark string
}

// Logo is a picture of the site.
type Logo struct {
	Name string // of its file in content/
	Kind string // svg, png
	Data []byte
}

// SiteLink is a link to what is not of the site.
type SiteLink struct {
	Name map[Lang]string
	URL  string
}

// Offices names those that are asked to agree to a draft before it is published: at least
// Least of them must.
type Offices struct {
	Of    []string // their names, each once
	Least int      // how many of them; at most all
}

// Severity is one line of site.yaml's severity: "changes-long: note".
type Severity struct {
	Code, Level string
	Pos         diag.Pos
}
