package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/regex"
)

// Record is what a bundle's checker reads of a record: where it stands, what it is
// of, and which files it names. Its other members are in the ledger as they stand
// there, and are not judged.
type Record struct {
	Seq               int
	Kind              string // "edition" or "text"
	Document, Edition string
	Texts             []RecordText
	Files             []RecordFile
}

// RecordText is one language's wording.
type RecordText struct{ Language, Source, Plain string }

// RecordFile is a file beside the texts.
type RecordFile struct{ Name, SHA256 string }

// The forms of names are those of docs/proof.md: they hold for bundles of every version
// of the program, whichever names it refuses today.
var (
	errRecord  = errors.New("not a record")
	documentID = regex.Of(`^[a-z][a-z0-9-]*$`)
	editionID  = regex.Of(`^[0-9]+([.-][0-9]+)*$`)
	language   = regex.Of(`^[a-z]{2,3}$`)
	digest     = regex.Of(`^[0-9a-f]{64}$`)
	integer    = regex.Of(`^(0|-?[1-9][0-9]*)$`)
)

// readRecord reads a record's bytes strictly: one JSON object that can be written in
// no other way (docs/proof.md, "A bundle", 7).
func readRecord(data []byte) (Record, error) {
	var r Record
	if !utf8.Valid(data) {
		return r, errRecord
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := value(dec, 0)
	if err != nil {
		return r, errRecord
	}
	if _, err := dec.Token(); err != io.EOF {
		return r, errRecord
	}
	var again bytes.Buffer
	if write(&again, v); !bytes.Equal(again.Bytes(), data) {
		return r, errRecord
	}
	o, _ := v.(object)
	seq, err := strconv.Atoi(string(number(o.get("seq"))))
	r = Record{seq, text(o.get("kind")), text(o.get("document")), text(o.get("edition")), nil, nil}
	ok := err == nil && text(o.get("schema")) == "kelisim.ledger/1" && (r.Kind == "edition" || r.Kind == "text") &&
		documentID.MatchString(r.Document) && editionID.MatchString(r.Edition)
	texts, isList := o.get("texts").([]any)
	ok = ok && isList && len(texts) > 0
	seen := map[string]bool{}
	for _, x := range texts {
		t, _ := x.(object)
		one := RecordText{text(t.get("language")), text(t.get("source_sha256")), text(t.get("plain_sha256"))}
		ok = ok && language.MatchString(one.Language) && digest.MatchString(one.Source) && digest.MatchString(one.Plain) && !seen[one.Language]
		seen[one.Language] = true
		r.Texts = append(r.Texts, one)
	}
	files, isList := o.get("files").([]any)
	ok = ok && (isList || !o.has("files"))
	for _, x := range files {
		f, _ := x.(object)
		one := RecordFile{text(f.get("name")), text(f.get("sha256"))}
		ok = ok && one.Name != "" && digest.MatchString(one.SHA256)
		r.Files = append(r.Files, one)
	}
	if !ok {
		return Record{}, errRecord
	}
	return r, nil
}

// object is a JSON object with its members in order.
type object []member

type member struct {
	name  string
	value any
}

func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

func (o object) has(name string) bool {
	for _, m := range o {
		if m.name == name {
			return true
		}
	}
	return false
}

func text(v any) string        { s, _ := v.(string); return s }
func number(v any) json.Number { n, _ := v.(json.Number); return n }

// maxDepth is how deep a record's values may lie in each other.
const maxDepth = 16

// value reads one value: a string, a json.Number, a bool, nil, a []any or an object,
// whose members have different names.
func value(dec *json.Decoder, depth int) (any, error) {
	t, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, errRecord
	}
	switch t {
	case json.Delim('['):
		list := []any{}
		for dec.More() {
			v, err := value(dec, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := dec.Token()
		return list, err
	case json.Delim('{'):
		o := object{}
		for dec.More() {
			name, err := dec.Token()
			if err != nil {
				return nil, err
			}
			v, err := value(dec, depth+1)
			if err != nil || o.has(name.(string)) {
				return nil, errRecord
			}
			o = append(o, member{name.(string), v})
		}
		_, err := dec.Token()
		return o, err
	}
	if n, ok := t.(json.Number); ok && !integer.MatchString(string(n)) {
		return nil, errRecord
	}
	return t, nil
}

// write writes a value in the one form.
func write(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case object:
		for i, m := range v {
			b.WriteByte("{,"[min(i, 1)])
			write(b, m.name)
			b.WriteByte(':')
			write(b, m.value)
		}
		if len(v) == 0 {
			b.WriteByte('{')
		}
		b.WriteByte('}')
	case []any:
		for i, x := range v {
			b.WriteByte("[,"[min(i, 1)])
			write(b, x)
		}
		if len(v) == 0 {
			b.WriteByte('[')
		}
		b.WriteByte(']')
	default:
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(v) // a string, a number, a bool or nil
		b.Truncate(b.Len() - 1)
	}
}
