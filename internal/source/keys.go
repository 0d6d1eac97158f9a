package source

import (
	"net/url"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// keys reads what proves the ledger to others: the key that signs it, the keys of
// its witnesses, and the service that stamps the time on its checkpoints.
//
//	ledger_key: kelisim-sample+b57a1c4f+AdPt…
//	witnesses:
//	  - justice-department+9f2a0c11+BMa1…
//	tsa: http://tsp.pki.gov.kz
func (l *loader) keys(o *object, s *legal.Site) {
	if text := o.text("ledger_key"); text != "" {
		key, err := translog.ParseKey(text)
		switch {
		case err != nil || key.Witness():
			l.found.AddVariant(diag.ValueInvalid, "key", o.pos("ledger_key"), diag.Args{"value": text})
		case key.Name() != s.ID:
			l.found.AddVariant(diag.ValueInvalid, "key-name", o.pos("ledger_key"), diag.Args{"value": key.Name(), "id": s.ID})
		default:
			s.LedgerKey = key
		}
	}
	for _, it := range o.list("witnesses") {
		key, err := translog.ParseKey(it.value)
		if err != nil || !key.Witness() {
			l.found.AddVariant(diag.ValueInvalid, "witness", it.pos, diag.Args{"value": it.value})
			continue
		}
		s.Witnesses = append(s.Witnesses, key)
	}
	if text := o.text("tsa"); text != "" {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
			l.found.AddVariant(diag.ValueInvalid, "url", o.pos("tsa"), diag.Args{"value": text})
			return
		}
		s.TSA = text
	}
}
