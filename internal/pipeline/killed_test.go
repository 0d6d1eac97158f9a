package pipeline

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/shelf"
)

// killedBuild is a build in a process of its own, to be killed: this test program, told
// by a variable.
type killedBuild struct {
	Content, Shelf, Program, Out string
	Drafts                       bool
	Look                         int
	Now                          time.Time
}

const killedVariable = "KELISIM_KILLED_BUILD"

func TestMain(m *testing.M) {
	told := os.Getenv(killedVariable)
	if told == "" {
		os.Exit(m.Run())
	}
	var b killedBuild
	err := json.Unmarshal([]byte(told), &b)
	if err == nil {
		err = b.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(0)
}

// run builds, and writes a full stop at each step.
func (b *killedBuild) run() error {
	p, err := Load(Config{Root: os.DirFS(b.Content), Languages: languagetest.Set(), Shelf: shelf.Open(b.Shelf, "site", b.Program),
		AsOf: func(zone *time.Location) (time.Time, error) { return b.Now.In(zone), nil }})
	if err != nil {
		return err
	}
	r, err := rendererOf(b.Look)
	if err != nil {
		return err
	}
	_, _, err = p.Write(Output{Dir: b.Out, Drafts: b.Drafts, Renderer: r, Progress: func(Stage, int, int) { os.Stdout.WriteString(".") }})
	return err
}

// killed builds as write does, and kills the build after so many steps. It reports
// whether that came before its end.
func (d *desk) killed(steps int) bool {
	d.t.Helper()
	content := d.t.TempDir()
	if err := os.CopyFS(content, d.files); err != nil {
		d.t.Fatal(err)
	}
	told, err := json.Marshal(killedBuild{content, d.base, d.program, d.out, d.drafts, d.look, d.now})
	if err != nil {
		d.t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		d.t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env, cmd.Stderr = append(os.Environ(), killedVariable+"="+string(told)), os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		d.t.Fatal(err)
	}
	_, _ = io.CopyN(io.Discard, out, int64(steps)) // it may end before
	_ = cmd.Process.Kill()
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait() // it was killed
	if cmd.ProcessState.ExitCode() == 3 {
		d.t.Fatal("the build that was to be killed failed")
	}
	return !cmd.ProcessState.Exited()
}
