package redline

// measure counts bytes of what two texts have in common and of what they have not.
type measure struct{ equal, deleted, inserted int }

func (m *measure) add(r *Record) {
	for _, s := range r.Segments {
		switch s.Op {
		case Delete:
			m.deleted += len(s.Text)
		case Insert:
			m.inserted += len(s.Text)
		default:
			m.equal += len(s.Text)
		}
	}
}

// anew reports whether more than three fifths of the old text are gone and as much
// of the new text was not there, and both are longer than least.
func (m *measure) anew(least int) bool {
	return m.equal+m.deleted > least && m.equal+m.inserted > least &&
		10*m.deleted > 6*(m.equal+m.deleted) && 10*m.inserted > 6*(m.equal+m.inserted)
}

// Rewritten reports whether a record's texts have so little in common that word
// marks would hide both.
func (r *Record) Rewritten() bool {
	var m measure
	m.add(r)
	return m.anew(60)
}

// Rewritten reports whether the new text was written anew: little of the old one
// is left, so that nobody reads a redline of the two. Which clauses it pairs then
// says nothing; their numbers do.
func (r *Redline) Rewritten() bool {
	var m measure
	for i := range r.Records {
		m.add(&r.Records[i])
	}
	return m.anew(1000)
}
