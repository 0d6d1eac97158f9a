package publication

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/assent"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Counts says of sets, by their ids, how many people accepted each of them last.
type Counts map[string]int

// CountsError is a line that is none of a file of counts.
type CountsError struct {
	Line int // from 1
	Text string
}

func (e *CountsError) Error() string {
	return fmt.Sprintf("line %d: %q is no set's id and number", e.Line, e.Text)
}

var (
	countLine = regexp.MustCompile(`^"?([0-9a-f]{64})"?\s*[,;\t]\s*"?([0-9]{1,12})"?$`)
	headLine  = regexp.MustCompile(`^[^0-9,;\t]+[,;\t][^0-9,;\t]+$`)
)

// ReadCounts reads a file of counts: on each line the id of a set, a comma, semicolon or
// tab, and a number of people, without persons. A first line of two names is a head.
// Lines of one set are added. The error is a [CountsError] or the reader's.
func ReadCounts(in io.Reader) (Counts, error) {
	out := Counts{}
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		m := countLine.FindStringSubmatch(text)
		switch {
		case m != nil:
			people, err := strconv.Atoi(m[2])
			if err != nil {
				return nil, &CountsError{n, text}
			}
			out[m[1]] += people
		case text != "" && (n > 1 || !headLine.MatchString(text)):
			return nil, &CountsError{n, text}
		}
	}
	return out, lines.Err()
}

// Unknown lists the ids of counts that are of no set of the site, sorted: somebody counted
// in another site, or before what this ledger knows.
func (c Counts) Unknown(p *pipeline.Project) []string {
	left := maps.Clone(c)
	for _, line := range p.Standing.Timelines {
		for _, set := range assent.Known(p.Standing, p.Records, line.Document) {
			delete(left, timeline.SetID(set))
		}
	}
	return slices.Sorted(maps.Keys(left))
}

// Again says who will be asked again because of records that are about to be written: of
// each set that they bring about which accepted sets do not suffice for it. With counts it
// says how many people that are.
func (w Words) Again(out io.Writer, p *pipeline.Project, records []ledger.Record, counts Counts) error {
	turns, err := assent.Again(p.Standing, p.Records, records, p.Text)
	if err != nil {
		return err
	}
	for _, t := range turns {
		if len(t.Members) > 1 || w.Title == nil { // at the desk a document is no set of itself
			fmt.Fprintln(out, w.Say(w.key("again.set"), "document", w.document(t.Document), "from", w.Instant(t.From, i18n.From), "members", w.members(t.Members)))
		}
		due, anyway, stay, people, all := 0, 0, 0, 0, 0
		for _, x := range t.Accepted {
			n := counts[x.ID]
			all += n
			switch {
			case len(x.Due) == 0:
				stay++
			case x.Anyway:
				anyway++
			default:
				due++
				people += n
				var documents []string
				for _, id := range x.Due {
					documents = append(documents, w.document(id))
				}
				args := []string{"members", w.members(x.Members), "set", x.ID[:12], "documents", strings.Join(documents, ", ")}
				if counts == nil {
					fmt.Fprintln(out, "  "+w.Say(w.key("again.due"), args...))
				} else {
					fmt.Fprintln(out, "  "+w.SayCount("again.due-people", n, args...))
				}
			}
		}
		if due == 0 {
			fmt.Fprintln(out, "  "+w.Say(w.key("again.none")))
		}
		if anyway > 0 {
			fmt.Fprintln(out, "  "+w.SayCount(w.key("again.anyway"), anyway))
		}
		if counts != nil {
			fmt.Fprintln(out, "  "+w.SayCount("again.people", people, "all", strconv.Itoa(all)))
		}
	}
	return nil
}

// members are the editions of a set on one line: "privacy-policy 1, user-agreement 3"; at
// the desk each as a sentence names it.
func (w Words) members(set map[string]string) string {
	var all []string
	between := ", "
	for _, id := range slices.Sorted(maps.Keys(set)) {
		if w.Title == nil {
			all = append(all, w.document(id)+" "+set[id])
			continue
		}
		all, between = append(all, w.Say("studio.record.edition", "document", w.document(id), "edition", set[id])), "; "
	}
	return strings.Join(all, between)
}
