package civil

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"time"
)

// The IANA time zone database (public domain), as the Go distribution ships it.
// It is embedded, and the machine's own is never asked: an old one does not know
// that Kazakhstan moved to UTC+5 on 1 March 2024.
//
//go:generate sh -c "cp $(go env GOROOT)/lib/time/zoneinfo.zip zoneinfo.zip"
//go:embed zoneinfo.zip
var zoneinfo []byte

// LoadZone returns the zone of an IANA name such as "Asia/Almaty".
func LoadZone(name string) (*time.Location, error) {
	r, err := zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		return nil, fmt.Errorf("embedded zone data: %w", err)
	}
	f, err := r.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrNoZone, name)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrNoZone, name)
	}
	return time.LoadLocationFromTZData(name, data)
}
