package pipeline

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"github.com/kelisim/kelisim/internal/cms"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Signature is a detached signature that lies beside a file of an edition and
// holds: kk.md.p7s beside kk.md.
type Signature struct {
	Path    string   // content/user-agreement/3/kk.md.p7s
	Signers []string // subjects of certificates, by the file's own word
}

// signatures checks the signatures beside the files of an edition. A text file may
// be signed with either line ends, for Git changes them.
func (p *Project) signatures(e *legal.Edition) (good []Signature, found diag.List, err error) {
	for _, f := range e.Files {
		of, isSignature := strings.CutSuffix(f.Path, ".p7s")
		if !isSignature {
			continue
		}
		file, err := p.Tree.Read(f.Path)
		if err != nil {
			return nil, nil, err
		}
		data, err := p.Tree.Read(of)
		if err != nil {
			return nil, nil, err
		}
		lf := legal.Canonical(data)
		signers, wrong := cms.Verify(file, data, lf, bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n")))
		if wrong == nil {
			good = append(good, Signature{f.Path, signers})
			continue
		}
		variant := "form"
		switch {
		case errors.Is(wrong, cms.ErrWrong):
			variant = "wrong"
		case errors.Is(wrong, cms.ErrUnverifiable):
			variant = "unverifiable"
		}
		found.AddVariant(diag.SignatureFile, variant, diag.Pos{File: f.Path},
			diag.Args{"name": path.Base(f.Path), "file": path.Base(of), "signers": strings.Join(signers, "; ")})
	}
	return good, found, nil
}
