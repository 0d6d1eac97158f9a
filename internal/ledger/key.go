package ledger

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/translog"
)

// ChangeKey makes the record that exchanges the ledger's key: the old one signs the
// new one. The new key is to have the old one's name. See [Publish] for records, now
// and the findings.
func ChangeKey(records []Record, now time.Time, old translog.Secret, key translog.Key) ([]Record, diag.List) {
	m := newMaker(records, now)
	r := Record{Kind: KeyKind, Seq: m.history.count + 1, Prev: m.history.hash, Recorded: m.now, Key: key, OldKey: old.Key}
	r.Signature = base64.StdEncoding.EncodeToString(old.SignBytes(r.keyText()))
	m.add(r, atLedger)
	return m.result()
}

// keyText is what the old key signs: that, in this place of this ledger, the new
// key follows it.
//
//	kelisim.key/1
//	12
//	2c1d…
//	kelisim-sample+b57a1c4f+AdPt…
func (r Record) keyText() []byte {
	return fmt.Appendf(nil, "kelisim.key/1\n%d\n%s\n%s\n", r.Seq, r.Prev, r.Key)
}

func (h *history) checkKey(r Record, report reporter) {
	sig, err := base64.StdEncoding.Strict().DecodeString(r.Signature)
	switch {
	case h.key != "" && h.key != r.OldKey:
		report(diag.LedgerKey, "unknown", "old_key", diag.Args{"key": string(r.OldKey), "want": string(h.key)})
	case r.Key == r.OldKey || r.Key.Name() != r.OldKey.Name() || r.Key.Witness() || r.OldKey.Witness():
		report(diag.LedgerKey, "other", "key", diag.Args{"key": string(r.Key)})
	case err != nil || base64.StdEncoding.EncodeToString(sig) != r.Signature || !r.OldKey.Verify(r.keyText(), sig):
		report(diag.LedgerKey, "unsigned", "signature", diag.Args{"key": string(r.OldKey)})
	}
}

// KeyAt is the key that signs the checkpoint of the first n records: current is the
// site's, as it is after all records. It is empty if the site has none.
func KeyAt(records []Record, n int, current translog.Key) translog.Key {
	for _, r := range records {
		if r.Kind == KeyKind && r.Seq > n {
			return r.OldKey
		}
	}
	return current
}

// LastKey is the key that the last record of a key names; empty for none.
func LastKey(records []Record) translog.Key {
	var key translog.Key
	for _, r := range records {
		if r.Kind == KeyKind {
			key = r.Key
		}
	}
	return key
}
