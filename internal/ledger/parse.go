package ledger

import (
	"bytes"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Parse reads the ledger. path names the file in findings; the records' times
// are in the zone, which must not be nil.
//
// Every finding is an error. All of them are returned at once; a line that
// cannot be read is left out of the records and does not stop the others. What
// cannot be judged without it (was this edition published?) is then not judged.
// The records of a ledger with findings are for showing only: nothing may be
// published or built from them.
func Parse(path string, data []byte, zone *time.Location) ([]Record, diag.List) {
	p := parser{path: path, zone: zone, history: newHistory()}
	if bytes.Contains(data, []byte("\r\n")) {
		// Once: a checkout with Windows line ends touches every line, and no record.
		p.report(diag.LedgerForm, "crlf", diag.Pos{File: path, Line: 1, Col: 1}, nil)
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	data, marked := beforeMarks(data)
	n := 0
	for line := range bytes.Lines(data) {
		n++
		body, whole := bytes.CutSuffix(line, []byte("\n"))
		if !whole {
			p.report(diag.LedgerTorn, "", diag.Pos{File: path, Line: n, Col: 1 + utf8.RuneCount(body)}, nil)
		}
		p.line(n, body, whole)
	}
	if marked {
		p.report(diag.LedgerForm, "merge", diag.Pos{File: path, Line: n + 1, Col: 1}, nil)
	}
	p.list.Sort()
	return p.records, p.list
}

// beforeMarks is what stands before the marks that Git leaves where two published at
// once, and whether there are any: which of the records behind them are the ledger's is
// for people to say.
func beforeMarks(data []byte) ([]byte, bool) {
	at := 0
	for line := range bytes.Lines(data) {
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) || bytes.HasPrefix(line, []byte(">>>>>>> ")) {
			return data[:at], true
		}
		at += len(line)
	}
	return data, false
}

type parser struct {
	path    string
	zone    *time.Location
	history *history
	records []Record
	list    diag.List
}

func (p *parser) report(code diag.Code, variant string, pos diag.Pos, args diag.Args) {
	p.list.AddVariant(code, variant, pos, args)
}

// line reads one line. A torn one (not whole) that is no record has had its finding.
func (p *parser) line(n int, line []byte, whole bool) {
	at := func(field string) diag.Pos { return diag.Pos{File: p.path, Line: n, Col: column(line, field)} }
	if len(bytes.TrimSpace(line)) == 0 {
		p.report(diag.LedgerForm, "empty", at(""), nil)
		return
	}
	var found diag.List
	w, ok := decode(line, at, &found)
	if !ok {
		if whole {
			p.list = append(p.list, found...)
		}
		p.history.skip(legal.SHA256(line))
		return
	}
	p.list = append(p.list, found...)
	r := w.record(p.zone)
	r.Hash = legal.SHA256(line)
	r.Pos = diag.Pos{File: p.path, Line: n, Col: 1}
	p.chain(r, at)
	p.history.check(r, at, &p.list)
	p.history.apply(r)
	if r.Kind == ClockKind && !p.history.gap {
		p.records = corrected(p.records, r)
		p.history = historyOf(append(slices.Clip(p.records), r))
	}
	p.records = append(p.records, r)
}

// chain checks that the record follows the one before.
func (p *parser) chain(r Record, at positions) {
	h := p.history
	if want := h.count + 1; r.Seq != want {
		p.report(diag.LedgerChain, "seq", at("seq"), diag.Args{"got": r.Seq, "want": want})
		h.gap = true
		h.count = r.Seq - 1
		return // prev cannot be right, and says nothing more
	}
	if r.Prev != h.hash {
		p.report(diag.LedgerChain, "prev", at("prev"),
			diag.Args{"seq": r.Seq, "previous": r.Seq - 1})
	}
}

// positions gives the place of a record's field; of the record for "".
type positions func(field string) diag.Pos

// column is the place of a field's name in the line, 1 if it has none. A
// string cannot look like a name: its quotes are escaped.
func column(line []byte, field string) int {
	if i := bytes.Index(line, []byte(`"`+field+`":`)); field != "" && i >= 0 {
		return 1 + utf8.RuneCount(line[:i])
	}
	return 1
}

func seqArgs(r Record, more diag.Args) diag.Args {
	args := diag.Args{}
	if r.Document != "" {
		args["document"] = r.Document
	}
	if r.Edition != "" {
		args["edition"] = r.Edition
	}
	maps.Copy(args, more)
	return args
}
