package check

import (
	"slices"
	"strconv"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// expiresRule: a consent is good for as long as document.yaml says (expires-differs), and
// that says it if the text names a period without a condition (expires-differs.unset).
func expiresRule(e *Edition) {
	if e.Document.Kind != legal.Consent {
		return
	}
	said, err := civil.ParsePeriod(e.Document.Expires)
	set := err == nil
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || e.alien[k] {
				continue
			}
			terms := p.validity()
			if len(terms) == 0 || set && slices.ContainsFunc(terms, func(t lasting) bool { return t.lasts == said }) {
				continue
			}
			switch {
			case set:
				warn(&e.found, diag.ExpiresDiffers, "", p.pos(terms[0].from), diag.Args{"value": terms[0].says, "expires": e.Document.Expires})
			case e.Document.Expires == "" && len(terms) == 1 && !terms[0].limited:
				warn(&e.found, diag.ExpiresDiffers, "unset", p.pos(terms[0].from), diag.Args{"value": terms[0].says, "expires": terms[0].iso})
			}
		}
	}
}

// lasting is a period for which a consent is good, as a text says it.
type lasting struct {
	found
	lasts   civil.Period
	iso     string // P2Y
	limited bool   // it is the longest one, or the end of another condition
}

// validity are the periods in the sentences that say how long a consent is good for.
func (p *passage) validity() (out []lasting) {
	for _, valid := range p.lang.Prose().Consent.Valid {
		at, _ := indexAny(p.lower, valid)
		if at < 0 {
			continue
		}
		from, to := p.sentence(at)
		part := wordsOf(p.lang, p.s[from:to])
		f := part.force()
		limited := f != nil && len(f.most)+len(f.least)+len(f.latest)+len(f.said[language.Until]) > 0
		add := func(says string, at int, number int, unit string) {
			iso, ok := isoUnits[unit]
			if !ok || at < from || at >= to || slices.ContainsFunc(out, func(t lasting) bool { return t.from == at }) {
				return
			}
			iso = "P" + strconv.Itoa(number) + iso
			if lasts, err := civil.ParsePeriod(iso); err == nil {
				if lasts.Months%12 == 0 {
					lasts.Years, lasts.Months = lasts.Years+lasts.Months/12, 0
				}
				out = append(out, lasting{found{says, at}, lasts, iso, limited})
			}
		}
		for _, f := range p.figures() {
			if n, err := strconv.Atoi(f.value); err == nil {
				add(f.counted, f.from, n, f.period)
			}
		}
		for _, n := range p.numerals() {
			if n.period != "" && !p.bracketed(n.from) {
				add(n.says, n.from, n.value, n.period)
			}
		}
	}
	return out
}

// isoUnits are the letters of ISO 8601 for units of time.
var isoUnits = map[string]string{"day": "D", "week": "W", "month": "M", "year": "Y"}

// bracketed reports whether a bracket stands directly before a place.
func (p *wording) bracketed(at int) bool { return at > 0 && p.s[at-1] == '(' }
