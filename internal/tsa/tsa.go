// Package tsa gets and reads time-stamps of RFC 3161: a service's signed word
// that it saw the hash of some bytes at an instant.
//
// Of a time-stamp it is checked that it is of these bytes and signed by the
// certificate that it holds. Whether that certificate is one that a court trusts is
// not: this program has no list of such services. openssl ts -verify -CAfile says it.
package tsa

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"
)

// ErrForm means that an answer is no time-stamp, or not of these bytes.
var ErrForm = errors.New("no time-stamp of these bytes")

// Stamp is what a time-stamp says.
type Stamp struct {
	Time   time.Time
	Signer string // the subject of the certificate that signed it; not checked further
}

// Open reads a service's answer (application/timestamp-reply) about data.
func Open(answer, data []byte) (s Stamp, err error) {
	defer func() {
		// The reader of CMS was written for answers of services, not for files that
		// somebody made to break it.
		if recover() != nil {
			s, err = Stamp{}, ErrForm
		}
	}()
	t, err := timestamp.ParseResponse(answer)
	if err != nil || len(t.Certificates) == 0 || t.HashAlgorithm == 0 || !t.HashAlgorithm.Available() {
		return Stamp{}, ErrForm
	}
	h := t.HashAlgorithm.New()
	h.Write(data)
	if t.HashAlgorithm == crypto.SHA1 || !bytes.Equal(h.Sum(nil), t.HashedMessage) {
		return Stamp{}, ErrForm
	}
	return Stamp{Time: t.Time, Signer: t.Certificates[0].Subject.String()}, nil
}

// size is the largest answer that is read, in bytes.
const size = 1 << 20

// Get asks the service at an address for a time-stamp of data. The answer was read
// by Open.
func Get(ctx context.Context, client *http.Client, address string, data []byte) ([]byte, error) {
	sum := sha256.Sum256(data)
	request, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true}).Marshal()
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", address, answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, size))
	if err != nil {
		return nil, err
	}
	if _, err := Open(body, data); err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	return body, nil
}
