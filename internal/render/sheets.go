package render

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kelisim/kelisim/internal/site"
)

// Sheets is a page with a head and a foot for every sheet that it is printed on: the
// title with the edition, and the beginning of the text's hash, or that it is a draft. Folded parts are open on
// paper, as the script opens them for a reader.
func (r *Renderer) Sheets(s *site.Sheets) ([]byte, error) {
	page, err := r.Page(s.Page)
	if err != nil {
		return nil, err
	}
	words := r.speakers[s.Page.Lang]
	edition, err := words.text("edition.within", "edition", s.Edition.ID)
	if err != nil {
		return nil, err
	}
	foot := ""
	if s.Edition.Draft {
		if foot, err = words.text("page.draft"); err != nil {
			return nil, err
		}
	} else {
		foot = "SHA-256 " + s.Edition.Source[:16] + "…"
	}
	style := "<style>@page{@top-left{content:" + quoted(s.Title+", "+edition) + ";font:8pt sans-serif}@bottom-left{content:" + quoted(foot) +
		";font:8pt sans-serif}}details::details-content{content-visibility:visible}</style>\n"
	return bytes.Replace(page, []byte("</head>"), []byte(style+"</head>"), 1), nil
}

// quoted is a string of CSS in a style element.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`"\<>&`, r) {
			fmt.Fprintf(&b, `\%x `, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
