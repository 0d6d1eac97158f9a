package studio

import (
	"context"
	"path"
	"slices"

	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/edit"
)

// change is a file as it was before the desk wrote it, and the hash of what was written.
type change struct {
	name   string
	before []byte // nil: there was no file
	after  string
	fixed  bool // it was published when it was written: a published text was put back
}

// history are the changes that can be taken back, the last one last: each is all that
// one request wrote.
type history struct{ steps [][]change }

// mostSteps is how many changes can be taken back.
const mostSteps = 200

func (h *history) add(step []change) {
	if len(step) == 0 {
		return
	}
	h.steps = append(h.steps, step)
	if n := len(h.steps) - mostSteps; n > 0 {
		h.steps = slices.Clone(h.steps[n:])
	}
}

// undoable is how many changes can be taken back. What was published since keeps its
// bytes: with a change of such a file go those before it.
func (s *Server) undoable() int {
	p, err := s.program.Project()
	if err != nil {
		return len(s.undo.steps)
	}
	for i, step := range slices.Backward(s.undo.steps) {
		if slices.ContainsFunc(step, func(c change) bool { return !c.fixed && desk.Fixed(p, c.name) }) {
			s.undo.steps = s.undo.steps[i+1:]
			break
		}
	}
	return len(s.undo.steps)
}

// takeBack gives files the bytes that they had before the last change of the desk,
// unless somebody else changed them or they were published since.
func (s work) takeBack(context.Context, *Request) (Answer, error) {
	n := s.undoable()
	if n == 0 {
		return Answer{Status: Refused, Text: s.say("nothing-to-undo")}, nil
	}
	return s.writes(func(w *writer) (Answer, error) {
		for _, c := range slices.Backward(s.undo.steps[n-1]) {
			now, err := edit.Hash(w.root, c.name)
			if err != nil {
				return Answer{}, err
			}
			switch {
			case now != c.after:
				w.changed = append(w.changed, c.name)
			case c.before == nil:
				err = w.root.Remove(c.name)
				w.tidy(path.Dir(c.name))
			default:
				if err = w.root.MkdirAll(path.Dir(c.name), 0o755); err == nil {
					err = w.write(c.name, c.after, nil, c.before)
				}
			}
			if err != nil {
				return Answer{}, err
			}
		}
		s.undo.steps = s.undo.steps[:n-1]
		w.step = nil // what is taken back is no step
		return s.finish(w)
	})
}
