package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(f *folder) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: f.t("cmd.version"), Args: f.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			version, commit := buildInfo()
			fmt.Fprintf(f.out, "kelisim %s\ncommit %s\n%s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

// stamped is the version that the linker was told (make dist); empty: the toolchain's.
var stamped string

// buildInfo is the program's version and commit: as it was stamped, else as the Go
// toolchain recorded them.
func buildInfo() (version, commit string) {
	version, commit = "(devel)", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = cmp.Or(info.Main.Version, version)
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				commit += " (modified)"
			}
		}
	}
	return cmp.Or(stamped, version), commit
}
