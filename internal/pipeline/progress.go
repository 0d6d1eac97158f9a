package pipeline

import "sync/atomic"

// Stage is a part of a build that takes long in a large site.
type Stage string

// The stages, in their order.
const (
	Reading Stage = "reading" // and judging editions
	Making  Stage = "making"  // or carrying over the files of documents
	Writing Stage = "writing" // reading back what was written, file by file
)

// Progress is called with how far a stage is: done of so many, from 0 on. It is called from
// several goroutines, and the last call need not have the greatest number. nil: nobody asks.
type Progress func(stage Stage, done, of int)

// counter counts one stage.
type counter struct {
	tell  Progress
	stage Stage
	of    int
	done  atomic.Int64
}

func (p Progress) begin(stage Stage, of int) *counter {
	c := &counter{tell: p, stage: stage, of: of}
	if p != nil {
		p(stage, 0, of)
	}
	return c
}

func (c *counter) step() {
	if n := c.done.Add(1); c.tell != nil {
		c.tell(c.stage, int(n), c.of)
	}
}
