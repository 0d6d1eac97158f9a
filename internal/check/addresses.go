package check

import (
	"net/url"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// bareAddress is a web address as people type it, without closing marks of the
// sentence around it.
var bareAddress = regex.Of(`(?i)\b(?:https?://|www\.)[^\s<>"«»“”()\[\]|` + "`\uFFFC" + `]*[\p{L}\p{N}/]`)

// addressesRule: a link names nobody's account (link-user), since «https://egov.kz@evil.kz»
// leads to evil.kz and a password in it would be published; it goes over https
// (link-insecure), since others can change what http: shows; and an address that
// stands in a sentence is a link that readers can follow (link-bare).
func addressesRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind == legal.Title {
				continue
			}
			p.unit.EachLink(func(l *legal.Link) { e.linkTarget(l) })
			if !strings.Contains(p.lower, "://") && !strings.Contains(p.lower, "www.") {
				continue
			}
			for _, m := range bareAddress.FindAllStringIndex(p.s, -1) {
				if p.linked(m[0]) == nil && !strings.HasSuffix(p.s[:m[0]], "](") { // mark-shown speaks of a link that is none
					target := p.s[m[0]:m[1]]
					link := target
					if !strings.Contains(link, "://") {
						link = "https://" + link
					}
					e.found.Add(diag.LinkBare, p.pos(m[0]), diag.Args{"target": target, "link": "<" + link + ">"})
				}
			}
		}
	}
}

func (e *Edition) linkTarget(l *legal.Link) {
	if l.Kind != legal.LinkURL {
		return
	}
	u, err := url.Parse(l.Dest)
	if err != nil {
		return // link-target speaks of it
	}
	if u.User != nil {
		e.found.Add(diag.LinkUser, l.Pos, diag.Args{"target": l.Dest, "host": u.Host})
	}
	if strings.EqualFold(u.Scheme, "http") {
		e.found.Add(diag.LinkInsecure, l.Pos, diag.Args{"target": l.Dest})
	}
}
