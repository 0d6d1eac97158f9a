package api

// AddressesData has a URI Template (RFC 6570, level 1) for each kind of file that
// follows from ids. A text says in documents/ID.json which comparisons it has.
type AddressesData struct {
	Document string `json:"document"`
	Text     string `json:"text"`
	Redline  string `json:"redline"`
	Since    string `json:"since"`
	Coming   string `json:"coming"`

	Page        string `json:"page"`
	Source      string `json:"source"`
	Plain       string `json:"plain"`
	ChangesPage string `json:"changes_page"`
	SincePage   string `json:"since_page"`
	ComingPage  string `json:"coming_page"`
	HistoryPage string `json:"history_page"`

	Embed string `json:"embed,omitempty"` // absent without base_url
	Feed  string `json:"feed,omitempty"`
}

// addresses are the templates of a site. A test expands them by package address.
func addresses(embeds, feeds bool) AddressesData {
	a := AddressesData{
		Document: "api/v1/documents/{document}.json",
		Text:     "api/v1/texts/{document}/{edition}/{language}.json",
		Redline:  "api/v1/redlines/{document}/{edition}/{language}.json",
		Since:    "api/v1/since/{document}/{edition}/{language}.json",
		Coming:   "api/v1/coming/{document}/{edition}/{language}.json",

		Page:        "{language}/{document}/{edition}/",
		Source:      "{language}/{document}/{edition}/text.md",
		Plain:       "{language}/{document}/{edition}/text.txt",
		ChangesPage: "{language}/{document}/{edition}/changes/",
		SincePage:   "{language}/{document}/since/{edition}/",
		ComingPage:  "{language}/{document}/since/{edition}/coming/",
		HistoryPage: "{language}/{document}/history/",
	}
	if embeds {
		a.Embed = "embed/{language}/{document}/{edition}.html"
	}
	if feeds {
		a.Feed = "{language}/{document}/feed.xml"
	}
	return a
}
