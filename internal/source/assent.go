package source

import (
	"slices"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// assent reads what a document asks of people.
//
//	acceptance: required
//	expires: P3Y
//	renew_notice: P30D
//	purposes:
//	  account: ["1", "2.1"]
//	  letters: { clauses: ["3"], optional: true }
func (l *loader) assent(o *object) legal.Assent {
	a := legal.Assent{Acceptance: legal.Acceptance(o.text("acceptance")), Expires: l.period(o, "expires"), RenewNotice: l.period(o, "renew_notice")}
	if a.Acceptance != "" && !slices.Contains(legal.Acceptances, a.Acceptance) {
		l.found.AddVariant(diag.ValueInvalid, "acceptance", o.pos("acceptance"), diag.Args{"value": string(a.Acceptance)})
		a.Acceptance = ""
	}
	sub := o.object("purposes")
	if sub == nil {
		return a
	}
	for _, id := range sub.order {
		p := legal.Purpose{ID: id}
		list, from := sub, id
		if inner := sub.fields[id]; isMapping(inner) {
			list, from = sub.object(id), "clauses"
			list.expect("clauses", "optional")
			if yes := list.boolean("optional"); yes != nil {
				p.Optional = *yes
			}
		}
		for _, it := range list.list(from) {
			if !slices.Contains(p.Clauses, it.value) {
				p.Clauses = append(p.Clauses, it.value)
			}
		}
		switch {
		case !legal.IsPurposeID(id):
			l.found.AddVariant(diag.ValueInvalid, "purpose", sub.at(sub.keys[id]), diag.Args{"value": id})
		case len(p.Clauses) == 0:
			l.found.Add(diag.KeyMissing, sub.pos(id), diag.Args{"key": "clauses"})
		default:
			a.Purposes = append(a.Purposes, p)
		}
	}
	return a
}

func (l *loader) period(o *object, key string) string {
	s := o.text(key)
	if s == "" {
		return ""
	}
	if _, err := civil.ParsePeriod(s); err != nil {
		l.found.AddVariant(diag.ValueInvalid, "period", o.pos(key), diag.Args{"value": s})
		return ""
	}
	return s
}
