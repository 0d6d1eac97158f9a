package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// approvalRule: the act that approved an edition has the number that the text names
// (approval-number), and its day is neither after the effect nor still to come
// (approval-late); the file that is said to be the act lies there (file-missing).
func approvalRule(e *Edition) {
	a := e.Edition.Approved
	if a == nil {
		return
	}
	zone := e.Site.Zone
	pos := e.Edition.Pos("approved")
	day := pos
	if at, ok := e.Edition.Positions["approved.date"]; ok {
		day = at
	}
	if a.File != "" && e.Edition.ApprovalFile() == nil {
		warn(&e.found, diag.FileMissing, "approved", pos, diag.Args{"name": a.File})
	}
	switch {
	case !e.Edition.Effective.IsZero() && a.Date.Start(zone).After(e.Edition.Effective):
		warn(&e.found, diag.ApprovalLate, "effect", day, diag.Args{"date": a.Date, "effective": civil.DateOf(e.Edition.Effective.In(zone))})
	case e.Draft && e.Unsigned():
		warn(&e.found, diag.ApprovalLate, "future", day, diag.Args{"date": a.Date})
	}
	missing := "" // a number that a text has and edition.yaml has not
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			words := &p.lang.Prose().Approval
			if p.unit == nil || !p.approves() {
				continue
			}
			for _, f := range p.figures() {
				d := dated{&p.wording, f}
				if f.kind != date || !d.stated(words) || f.value != a.Date.String() {
					continue
				}
				if kind := d.actKind(); kind != "" && kind != a.Act {
					e.once(diag.ApprovalNumber, "act", kind, p, f.from, nil)
				}
				if at, number := d.actNumber(); number != "" && a.Number == "" {
					missing = number
				} else if number != "" && !strings.EqualFold(number, strings.TrimLeft(a.Number, "№ \u00a0")) {
					e.once(diag.ApprovalNumber, "", number, p, at, diag.Args{"number": number, "want": a.Number})
				}
			}
		}
	}
	if missing != "" {
		warn(&e.found, diag.ApprovalNumber, "missing", pos, diag.Args{"number": missing})
	}
}

// farthestEffect is how many years after its approval, or after today, an edition takes
// effect at most: a later year is mistyped.
const farthestEffect = 5

// farRule: an edition takes effect within a few years (effective-far), counted from its
// approval if that is known (effective-far.approved).
func farRule(e *Edition) {
	from, variant := e.AsOf, ""
	if a := e.Edition.Approved; a != nil && !a.Date.IsZero() {
		from, variant = a.Date.Start(e.Site.Zone), "approved"
	}
	if at := e.Edition.Effective; e.Draft && !at.IsZero() && !from.IsZero() && at.After(from.AddDate(farthestEffect, 0, 0)) {
		warn(&e.found, diag.EffectiveFar, variant, e.Edition.Pos("effective"), diag.Args{"date": civil.DateOf(at.In(e.Site.Zone)), "years": farthestEffect})
	}
}

// approves reports whether a passage stands at the beginning of the text, and says which act
// approved it.
func (p *passage) approves() bool {
	return p.at <= 4 && containsAny(p.lower, p.lang.Prose().Approval.Says...)
}

// longestApproval is how long a line about the act that approved a text is, in bytes.
const longestApproval = 300

// onlyApproves reports whether a passage that approves is a line of its own, «Утверждены приказом
// …», «… бұйрығымен бекітілген», and no clause or preamble.
func onlyApproves(p *passage) bool {
	line := strings.Trim(p.lower, "()«» .")
	if p.unit.Number() != "" || len(line) > longestApproval || strings.Contains(line, ". ") {
		return false
	}
	words := &p.lang.Prose().Approval
	word := line
	if words.Final {
		word = line[strings.LastIndexAny(line, " \u00a0")+1:]
	}
	return slices.ContainsFunc(words.Says, func(w string) bool { return strings.HasPrefix(word, w) })
}

// repeatedActRule: an act that a text names has the date and number of the act of its kind
// that approved the edition, if it has one of them (approval-number, approval-number.repeated):
// an order has a number that no other order of the year has.
func repeatedActRule(e *Edition) {
	a := e.Edition.Approved
	if a == nil || a.Number == "" || a.Date.IsZero() {
		return
	}
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.has&digit == 0 || !strings.Contains(p.s, "№") || p.approves() {
				continue // approvalRule judges those
			}
			for _, f := range p.figures() {
				d := dated{&p.wording, f}
				if f.kind != date || d.actKind() != a.Act {
					continue
				}
				at, number := d.actNumber()
				same := strings.EqualFold(number, strings.TrimLeft(a.Number, "№ \u00a0"))
				switch day := a.Date.String(); {
				case number == "" || same == (f.value == day):
				case same && f.value[:4] == day[:4]:
					e.once(diag.ApprovalNumber, "repeated", f.value, p, f.from, diag.Args{"number": number, "date": a.Date})
				case f.value == day:
					e.once(diag.ApprovalNumber, "", number, p, at, diag.Args{"number": number, "want": a.Number})
				}
			}
		}
	}
}

// sameApprovalRule: another edition is approved by another act (approval-number.same), even
// if the texts name it, too: they were copied with it. Two acts of a kind and a year do not
// have one number (approval-number.repeated).
func sameApprovalRule(c *Change) {
	now := c.Edition.Approved
	if now == nil || now.Number == "" {
		return
	}
	for _, before := range c.Document.Editions {
		was := before.Approved
		if before.ID == c.Edition.ID || was == nil || was.Act != now.Act || was.Number != now.Number {
			continue
		}
		if was.Date == now.Date {
			c.found.AddVariant(diag.ApprovalNumber, "same", c.Edition.Pos("approved"), diag.Args{"number": now.Number, "want": before.ID})
			return
		}
		if was.Date.String()[:4] == now.Date.String()[:4] {
			c.found.AddVariant(diag.ApprovalNumber, "repeated", c.Edition.Pos("approved"), diag.Args{"number": now.Number, "date": was.Date})
			return
		}
	}
}

// earlierApprovalRule: the act that approves an edition is later than the one that approved
// the edition before it (approval-late.before).
func earlierApprovalRule(c *Change) {
	now := c.Edition.Approved
	if now == nil || now.Date.IsZero() {
		return
	}
	for _, before := range c.Document.Editions {
		was := before.Approved
		if before == c.Edition || was == nil || was.Date.IsZero() || was.Date.String() < now.Date.String() || was.Act == now.Act && was.Number == now.Number ||
			!slices.ContainsFunc(before.Texts, func(t *legal.Text) bool { x := c.Before[t.Lang]; return x != nil && x.Path == t.Path }) {
			continue
		}
		pos := c.Edition.Pos("approved")
		if at, ok := c.Edition.Positions["approved.date"]; ok {
			pos = at
		}
		warn(&c.found, diag.ApprovalLate, "before", pos, diag.Args{"date": now.Date, "edition": before.ID, "was": was.Date})
		return
	}
}

// actKind is the kind of the one act that a sentence with a date names; "" if it names
// none or several.
func (d dated) actKind() (kind string) {
	from, to := d.sentence(d.at.from)
	for k, words := range d.lang.Prose().Acts {
		for _, w := range words {
			if strings.Contains(d.lower[from:to], " "+language.ActStem(w)) && kind != k {
				if kind != "" {
					return ""
				}
				kind = k
			}
		}
	}
	return kind
}

// Unsigned reports whether the act that approves the edition is dated later than the
// day on which it is judged.
func (e *Edition) Unsigned() bool {
	return e.Edition.Approved != nil && !e.AsOf.IsZero() && e.Edition.Approved.Date.Start(e.Site.Zone).After(e.AsOf)
}

// actNumber is the number that stands with «№» nearest to a date, in its sentence.
func (d dated) actNumber() (at int, number string) {
	from, to := d.sentence(d.at.from)
	read := func(i int) (int, string) {
		rest := strings.TrimLeft(d.s[i+len("№"):to], " \u00a0")
		end := strings.IndexAny(rest, " \u00a0,;)»")
		if end < 0 {
			end = len(rest)
		}
		return to - len(rest), strings.TrimRight(rest[:end], ".")
	}
	if i := strings.Index(d.s[d.at.to:to], "№"); i >= 0 && i < 80 {
		return read(d.at.to + i)
	}
	if i := strings.LastIndex(d.s[from:d.at.from], "№"); i >= 0 {
		return read(from + i)
	}
	return 0, ""
}
