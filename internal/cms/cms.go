// Package cms reads detached signatures in CMS (PKCS #7), the .p7s files that
// certification centres give, Kazakhstan's ЭЦП among them.
//
// RSA and ECDSA over SHA-2 are verified with the certificate that the file holds;
// whether that certificate is to be trusted is not said. GOST, which the national
// centre uses, cannot be verified here, and is reported apart from a signature that is
// wrong.
package cms

import (
	"bytes"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"slices"

	"github.com/smallstep/pkcs7"
)

// Errors of Verify; test with errors.Is.
var (
	ErrForm         = errors.New("not a signature in CMS")
	ErrWrong        = errors.New("the signature is not of these bytes")
	ErrUnverifiable = errors.New("the algorithm of the signature is not known here")
)

// known are the algorithms that can be verified.
var known = []asn1.ObjectIdentifier{
	pkcs7.OIDDigestAlgorithmSHA256, pkcs7.OIDDigestAlgorithmSHA384, pkcs7.OIDDigestAlgorithmSHA512,
	pkcs7.OIDEncryptionAlgorithmRSA, pkcs7.OIDEncryptionAlgorithmRSASHA256, pkcs7.OIDEncryptionAlgorithmRSASHA384,
	pkcs7.OIDEncryptionAlgorithmRSASHA512, pkcs7.OIDDigestAlgorithmECDSASHA256, pkcs7.OIDDigestAlgorithmECDSASHA384,
	pkcs7.OIDDigestAlgorithmECDSASHA512,
}

// Verify checks a signature, in DER or PEM, of bytes in one of their forms, such as
// with either line ends, and returns who signed: the subjects of the certificates,
// as the file names them. They are given with ErrUnverifiable, too.
func Verify(file []byte, forms ...[]byte) (signers []string, err error) {
	defer func() {
		// The parser was not written for files that somebody made to break it.
		if recover() != nil {
			signers, err = nil, ErrForm
		}
	}()
	if block, _ := pem.Decode(file); block != nil {
		file = block.Bytes
	}
	p, err := pkcs7.Parse(file)
	if err != nil || len(p.Signers) == 0 {
		return nil, ErrForm
	}
	for _, c := range p.Certificates {
		signers = append(signers, c.Subject.String())
	}
	for _, s := range p.Signers {
		for _, oid := range []asn1.ObjectIdentifier{s.DigestAlgorithm.Algorithm, s.DigestEncryptionAlgorithm.Algorithm} {
			if !slices.ContainsFunc(known, oid.Equal) {
				return signers, ErrUnverifiable
			}
		}
	}
	for _, data := range forms {
		if len(p.Content) > 0 && !bytes.Equal(p.Content, data) {
			continue // it holds the bytes that it signs, and they are others
		}
		detached := *p
		detached.Content = data
		if detached.Verify() == nil {
			return signers, nil
		}
	}
	return nil, ErrWrong
}
