package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/assent"
	"github.com/kelisim/kelisim/internal/publication"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// postgres is a PostgreSQL server of its own, on a socket in a folder.
type postgres struct {
	t   testing.TB
	dir string
}

// startPostgres starts a server of the newest version that Debian installed. A machine
// without one fails the test. The server refuses to be root, so root lends it a user.
func startPostgres(t testing.TB) postgres {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		t.Fatal("no PostgreSQL; run internal/e2e/setup.sh unit")
	}
	bin := found[len(found)-1]
	dir, err := os.MkdirTemp("", "pg") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := []string{}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		as = []string{"setpriv", "--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups"}
	}
	p := postgres{t, dir}
	p.command("", append(as, bin+"/initdb", "-D", dir+"/data", "-U", "kelisim", "-A", "trust", "-E", "UTF8", "--no-sync")...)
	control := func(verb string, more ...string) {
		p.command("", append(append(as, bin+"/pg_ctl", "-D", dir+"/data", "-w", "-t", "300", "-l", dir+"/log"), append(more, verb)...)...)
	}
	control("start", "-o", "-c listen_addresses='' -c fsync=off -k "+dir)
	t.Cleanup(func() { control("stop", "-m", "immediate") })
	return p
}

func (p postgres) command(in string, command ...string) string {
	p.t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Stdin = "/", strings.NewReader(in)
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		p.t.Fatalf("%v: %v\n%s%s", command, err, &out, &trouble)
	}
	return strings.TrimSpace(out.String())
}

// query runs statements and returns what they print.
func (p postgres) query(sql string) string {
	p.t.Helper()
	return p.command(sql, "psql", "-X", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", p.dir, "-U", "kelisim", "postgres")
}

func (p postgres) file(name string) string {
	p.t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.query(string(data))
}

// json is a value as SQL.
func (p postgres) json(data []byte) string {
	return "'" + strings.ReplaceAll(string(data), "'", "''") + "'::jsonb"
}

// The rules in SQL answer the vectors that are about people.
func TestSQL(t *testing.T) {
	p := startPostgres(t)
	p.file(rules + "rules.sql")
	data, err := os.ReadFile("vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	p.query("SET client_min_messages = warning; CREATE TABLE vectors AS SELECT " + p.json(data) + " AS data")
	people := 0
	for _, c := range cases(fates(t, "")) {
		if !slices.Contains([]string{"take", "look", "read", "shows", "stands"}, c.Rule) {
			people++
		}
	}
	if got, want := p.file("testdata/rules/run.sql"), fmt.Sprintf("%d right, 0 wrong", people); got != want {
		t.Errorf("want %q, got:\n%s", want, got)
	}
}

// people is how many acceptances the database holds in the test of who is due, and in
// make soak a million.
func people(t testing.TB) int {
	if s := os.Getenv("KELISIM_PEOPLE"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 20_000
}

// Who is due when the coming set takes effect is asked by the sets' ids, and answered
// as the rule for one person answers it.
func TestDue(t *testing.T) {
	p, n := startPostgres(t), people(t)
	p.file(rules + "rules.sql")
	out := fates(t, "").build(at(t, fatesNow), false)
	all := []json.RawMessage{}
	for _, d := range out.index(t).Documents {
		all = append(all, out[d.Path])
	}
	data, err := json.Marshal(map[string]any{"documents": all})
	if err != nil {
		t.Fatal(err)
	}
	p.query("SELECT kelisim_load(" + p.json(data) + ")")
	// Each person accepted one set of terms, those of the past and the coming one in turn.
	p.query(fmt.Sprintf(`
		CREATE TABLE person AS SELECT 'p' || i AS person, s.ids[1 + i %% cardinality(s.ids)] AS set_id
		FROM generate_series(1, %d) i, (SELECT array_agg(id ORDER BY starts, id) AS ids FROM kelisim_set WHERE document = 'terms') s;
		CREATE INDEX ON person (set_id);
		INSERT INTO kelisim_answer (person, document, edition, purpose, state, at)
		SELECT person, m.document, m.edition, i.purpose, 'given', '2026-01-01' FROM person JOIN kelisim_member m USING (set_id) JOIN kelisim_item i USING (document, edition)
		WHERE person IN (SELECT person FROM person ORDER BY person LIMIT 2000);
		ANALYZE`, n))
	counts := publication.Counts{}
	for line := range strings.Lines(p.query("SELECT set_id || ' ' || count(*) FROM person GROUP BY set_id") + "\n") {
		id, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		counts[id], _ = strconv.Atoi(number)
	}
	for _, set := range []string{coming, news, whole} {
		began := time.Now()
		due := p.query("SELECT count(*) FROM person JOIN kelisim_due('" + setID(set) + "') d USING (set_id) WHERE d.due")
		t.Logf("%d persons, %s of them are due for %q: %v, the client included", n, due, set, time.Since(began))
		differ := p.query(fmt.Sprintf(`SELECT count(*) FROM (SELECT * FROM person ORDER BY person LIMIT 2000) x JOIN kelisim_due('%s') d USING (set_id)
			WHERE d.due <> EXISTS (SELECT FROM kelisim_ask(x.person, 'terms', '%[1]s', '2026-11-02') a WHERE a.ask = 'require')`, setID(set)))
		if differ != "0" {
			t.Errorf("%s: of 2000 persons %s are asked otherwise", set, differ)
		}
	}
	foretold(t, p, counts)
}

// foretold: who will be asked again, as it was said before the last records were made, is
// who is due by the SQL once they are.
func foretold(t *testing.T, p postgres, counts publication.Counts) {
	t.Helper()
	s := fates(t, "")
	all := s.load(at(t, fatesNow))
	seen := 0
	for cut := len(all.Records) - 3; cut < len(all.Records); cut++ {
		before := standing.Of(standing.Input{Documents: all.Tree.Documents, Records: all.Records[:cut], At: all.AsOf})
		turns, err := assent.Again(before, all.Records[:cut], all.Records[cut:], all.Text)
		if err != nil {
			t.Fatal(err)
		}
		for _, turn := range turns {
			if turn.Document != "terms" {
				continue
			}
			people, known := 0, []string{}
			for _, x := range turn.Accepted {
				if known = append(known, "'"+x.ID+"'"); len(x.Due) > 0 {
					people += counts[x.ID]
				}
			}
			seen += people
			due := p.query(fmt.Sprintf("SELECT count(*) FROM person JOIN kelisim_due('%s') d USING (set_id) WHERE d.due AND set_id IN (%s)",
				timeline.SetID(turn.Members), strings.Join(known, ", ")))
			t.Logf("foretold that %d persons are asked again from %s", people, turn.From)
			if due != strconv.Itoa(people) {
				t.Errorf("%v: foretold %d, due %s", turn.Members, people, due)
			}
		}
	}
	if seen == 0 {
		t.Error("nobody is asked again: nothing was compared")
	}
}
