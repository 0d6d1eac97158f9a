package diff

import "slices"

// Each cell of the table remembers how its two states were reached.
const (
	fromLeft    = 1 << iota // the edit's last step took b[j-1], not a[i-1]
	editOpened              // that step opened the edit
	equalOfEdit             // the equal pair follows an edit
)

// exact solves the script with two states per cell: the cheapest way there that
// ends in an equal pair, and the cheapest that ends inside an edit.
func (s *script) exact() []Edit {
	n, m := len(s.a), len(s.b)
	const never = 1 << 29
	trace := make([]uint8, n*m)
	equal, edit := make([]int32, m+1), make([]int32, m+1)
	cost := s.gap
	for j := 1; j <= m; j++ {
		cost += s.wb[j-1]
		equal[j], edit[j] = never, cost
	}
	edit[0] = never
	for i := 1; i <= n; i++ {
		name, weight := s.a[i-1], s.wa[i-1]
		row := trace[(i-1)*m : i*m]
		// Of the cell to the upper left, then of the cell to the left.
		upEqual, upEdit := equal[0], edit[0]
		leftEqual, leftEdit := int32(never), min(upEdit, upEqual+s.gap)+weight
		equal[0], edit[0] = leftEqual, leftEdit
		for j, b := range s.b {
			var t uint8
			up, left := edit[j+1], leftEdit
			if opened := equal[j+1] + s.gap; opened < up {
				up = opened
				t = editOpened
			}
			up += weight
			tl := uint8(fromLeft)
			if opened := leftEqual + s.gap; opened < left {
				left = opened
				tl |= editOpened
			}
			left += s.wb[j]
			if left < up {
				up, t = left, tl
			}
			pair := int32(never)
			if b == name {
				pair = upEqual
				if upEdit <= pair {
					pair = upEdit
					t |= equalOfEdit
				}
			}
			row[j] = t
			upEqual, upEdit = equal[j+1], edit[j+1]
			equal[j+1], edit[j+1] = pair, up
			leftEqual, leftEdit = pair, up
		}
	}
	return s.walk(trace, edit[m] <= equal[m])
}

// walk reads the script from the table, from its end.
func (s *script) walk(trace []uint8, inEdit bool) []Edit {
	var edits []Edit
	i, j, m := len(s.a), len(s.b), len(s.b)
	end := Edit{A1: i, B1: j}
	for i > 0 || j > 0 {
		switch {
		case i == 0 || j == 0: // only an edit leads here
			i, j, inEdit = 0, 0, true
		case !inEdit:
			inEdit = trace[(i-1)*m+j-1]&equalOfEdit != 0
			i, j = i-1, j-1
			end = Edit{A1: i, B1: j}
			continue
		default:
			t := trace[(i-1)*m+j-1]
			inEdit = t&editOpened == 0
			if t&fromLeft != 0 {
				j--
			} else {
				i--
			}
		}
		if !inEdit || i == 0 && j == 0 {
			end.A0, end.B0 = i, j
			edits = append(edits, end)
		}
	}
	slices.Reverse(edits)
	return edits
}
