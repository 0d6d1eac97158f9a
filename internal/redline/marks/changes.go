package marks

import (
	"iter"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Change is a record to which something happened.
type Change struct {
	*redline.Record
	Index   int           // among the records of the redline
	Heading *redline.Unit // of the section that it stands in; nil: none, or that of the change before
}

// Changes gives the records of a redline to which something happened, in order.
// The heading of a section comes with the first change in it. A change of a
// heading is a section of its own.
func Changes(r *redline.Redline) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		var heading *redline.Unit
		for i := range r.Records {
			rec := &r.Records[i]
			isHeading := len(rec.New) > 0 && rec.New[0].Kind == legal.Heading
			switch {
			case rec.Equal() && isHeading:
				heading = &rec.New[0]
			case rec.Equal():
			default:
				if isHeading {
					heading = nil
				}
				if !yield(Change{rec, i, heading}) {
					return
				}
				heading = nil
			}
		}
	}
}

// Segments gives the segments of one side of a record: those that both texts have,
// and the removed ones of the old side or the added ones of the new side.
func Segments(r *redline.Record, side Side) iter.Seq[redline.Segment] {
	other := redline.Delete
	if side == Old {
		other = redline.Insert
	}
	return func(yield func(redline.Segment) bool) {
		for _, s := range r.Segments {
			if s.Op != other && !yield(s) {
				return
			}
		}
	}
}
