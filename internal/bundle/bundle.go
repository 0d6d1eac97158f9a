// Package bundle makes and checks what a court can keep of an edition: a zip file
// that holds its texts, its record in the ledger, the proof that the record is in a
// log whose head is signed and witnessed, and instructions to check all that without
// this program. docs/proof.md specifies it; docs/check_bundle.py checks it from that
// description alone.
package bundle

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// The names of files in a bundle. Texts, files, pages and redlines have folders of
// their own.
const (
	sumsName       = "SHA256SUMS"
	checkpointName = "checkpoint.txt"
	textName       = "checkpoint.text" // what is signed: the note's first three lines
	stampName      = "checkpoint.tsr"
	keysName       = "keys.txt"
)

// Input is what a bundle holds.
type Input struct {
	Records    []ledger.Record // of the edition, and of texts that were added to it
	Lines      [][]byte        // of the records in the ledger, without LF
	Log        *translog.Log   // the ledger, at least as far as Checkpoint
	Checkpoint []byte          // holds all of the records; signed or not
	Stamp      []byte          // nil for none
	Keys       []translog.Key  // the ledger's key, if it is signed; then those of the witnesses
	// Files are the rest by their names: texts/kk.md, texts/kk.txt, files/…,
	// pages/kk.html, redlines/kk.html, pages/kk.pdf.
	Files map[string][]byte
	// Readme writes the instructions in a language.
	Languages []legal.Lang
	Readme    func(lang legal.Lang, steps []Step) ([]byte, error)
}

// Make makes a bundle. Equal input makes equal bytes.
func Make(in Input) ([]byte, error) {
	files := maps.Clone(in.Files)
	signed, err := translog.Open(in.Checkpoint, in.Keys...)
	if err != nil {
		return nil, err
	}
	files[checkpointName], files[textName] = in.Checkpoint, []byte(signed.Text())
	if in.Stamp != nil {
		files[stampName] = in.Stamp
	}
	if len(in.Keys) > 0 {
		files[keysName] = keysFile(in.Keys)
	}
	maps.Copy(files, signatures(signed))
	var proofs []translog.Proof
	for i, r := range in.Records {
		p, err := in.Log.Prove(int64(r.Seq-1), signed)
		if err != nil {
			return nil, err
		}
		proofs = append(proofs, p)
		files[recordName(r.Seq)], files[proofName(r.Seq)] = in.Lines[i], p.Encode()
	}
	steps := steps(in, signed, proofs)
	for _, lang := range in.Languages {
		if files["README."+string(lang)+".txt"], err = in.Readme(lang, steps); err != nil {
			return nil, err
		}
	}
	files[sumsName] = sums(files)
	return pack(files), nil
}

func recordName(seq int) string { return path.Join("records", strconv.Itoa(seq)+".json") }
func proofName(seq int) string  { return path.Join("records", strconv.Itoa(seq)+".tlog-proof") }

func keysFile(keys []translog.Key) []byte {
	var b strings.Builder
	for _, k := range keys {
		b.WriteString(string(k) + "\n")
	}
	return []byte(b.String())
}

// sums lists the hashes of all files but itself, as sha256sum writes them, by name.
func sums(files map[string][]byte) []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != sumsName {
			fmt.Fprintf(&b, "%s  %s\n", legal.SHA256(files[name]), name)
		}
	}
	return b.Bytes()
}

// signatures gives, for every key that has signed, what openssl needs to check it:
// the key in PEM, the bare signature, and what was signed.
func signatures(s *translog.Signed) map[string][]byte {
	files := map[string][]byte{}
	for i, k := range s.Keys {
		sig, signed := s.Signature(i)
		der, err := x509.MarshalPKIXPublicKey(k.Public())
		if err != nil {
			panic("bundle: " + err.Error()) // an Ed25519 key
		}
		name := "signatures/" + k.Hash()
		files[name+".pem"] = pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
		files[name+".sig"], files[name+".signed"] = sig, signed
	}
	return files
}

// Step is one part of the instructions: what it is about, and commands for a shell
// with sha256sum and openssl. Each command prints OK or FAILED, or what openssl says.
type Step struct {
	Key      string       // "sums", "texts", "tree", "signature", "witness", "stamp"
	Record   int          // tree: the number of the record
	Signer   translog.Key // signature, witness
	Time     int64        // witness: seconds since 1970
	Commands []string
}

func steps(in Input, s *translog.Signed, proofs []translog.Proof) []Step {
	said := func(test, name string) string {
		return test + ` && echo "` + name + `: OK" || echo "` + name + `: FAILED"`
	}
	out := []Step{{Key: "sums", Commands: []string{"sha256sum -c SHA256SUMS"}}}
	var texts []string
	for i, r := range in.Records {
		for _, name := range named(in.Records[i]) {
			texts = append(texts, fmt.Sprintf(`h=$(sha256sum < '%s'); case "$(cat %s)" in *"${h%%%% *}"*) echo '%s: OK';; *) echo '%s: FAILED';; esac`,
				name, recordName(r.Seq), name, name))
		}
	}
	out = append(out, Step{Key: "texts", Commands: texts})
	for i, r := range in.Records {
		commands := []string{fmt.Sprintf(`h=$({ printf '\000'; cat %s; } | openssl dgst -sha256 -binary | openssl base64)`, recordName(r.Seq))}
		for _, step := range proofs[i].Path(s.Size) {
			sibling := fmt.Sprintf("echo %s | openssl base64 -d", base64.StdEncoding.EncodeToString(step.Hash[:]))
			left, right := sibling, `echo "$h" | openssl base64 -d`
			if !step.Left {
				left, right = right, left
			}
			commands = append(commands, fmt.Sprintf(`h=$({ printf '\001'; %s; %s; } | openssl dgst -sha256 -binary | openssl base64)`, left, right))
		}
		commands = append(commands, fmt.Sprintf(`case "$(cat checkpoint.text)" in *"$h"*) echo '%s: OK';; *) echo '%s: FAILED';; esac`, recordName(r.Seq), recordName(r.Seq)))
		out = append(out, Step{Key: "tree", Record: r.Seq, Commands: commands})
	}
	for i, k := range s.Keys {
		name := "signatures/" + k.Hash()
		verify := fmt.Sprintf("openssl pkeyutl -verify -pubin -inkey %s.pem -rawin -in %s.signed -sigfile %s.sig", name, name, name)
		if !k.Witness() {
			out = append(out, Step{Key: "signature", Signer: k, Commands: []string{
				said(fmt.Sprintf(`[ "$(sha256sum < checkpoint.text)" = "$(sha256sum < %s.signed)" ]`, name), name+".signed"), verify}})
			continue
		}
		out = append(out, Step{Key: "witness", Signer: k, Time: s.Times[i], Commands: []string{
			said(fmt.Sprintf(`[ "$({ printf 'cosignature/v1\ntime %d\n'; cat checkpoint.text; } | sha256sum)" = "$(sha256sum < %s.signed)" ]`, s.Times[i], name), name+".signed"), verify}})
	}
	if in.Stamp != nil {
		out = append(out, Step{Key: "stamp", Commands: []string{"openssl ts -reply -in checkpoint.tsr -text"}})
	}
	return out
}

// named are the files of a bundle whose hashes a record holds.
func named(r ledger.Record) []string {
	var out []string
	for _, t := range r.Texts {
		out = append(out, "texts/"+string(t.Language)+".md", "texts/"+string(t.Language)+".txt")
	}
	for _, f := range r.Files {
		out = append(out, "files/"+f.Name)
	}
	return out
}
