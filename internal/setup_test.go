package internal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// kits are the packages that a target of the Makefile must be set up with on a Debian that
// has only its base system and Go: what the target starts.
var kits = map[string][]string{
	"setup":      {"gcc", "git", "openssl", "python3", "jq", "nodejs", "strace", "chromium"},
	"e2e":        {"chromium", "default-jre-headless", "jing", "nginx", "npm", "poppler-utils", "libxml2-utils", "zbar-tools", "chromium-driver"},
	"firefox":    {"firefox-esr", "npm"},
	"lighthouse": {"chromium", "nginx", "npm"},
	"windows":    {"wine", "gcc-mingw-w64-x86-64", "curl", "python3"},
	"office":     {"libreoffice-writer-nogui", "chromium", "poppler-utils", "npm"},
	"deploy":     {"rclone", "npm"},
}

// Whoever runs one target of the Makefile has run no other before: it sets up all that it
// needs, the Node packages of each folder, too. The machine here is a PATH with the base
// system's programs and an apt-get that makes a program of each package it is asked for.
func TestSetUps(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // its set-up is a script of Debian
	}
	program := func(dir, name, script string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("e2e/setup.sh")
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range kits {
		t.Run(target, func(t *testing.T) {
			kinds := regexp.MustCompile(`(?m)^\tsh internal/e2e/setup.sh (\w+)$`).FindAllStringSubmatch(recipe(string(makefile), target), -1)
			if len(kinds) == 0 {
				t.Fatal("the target sets nothing up")
			}
			root := t.TempDir()
			bin, at := filepath.Join(root, "bin"), filepath.Join(root, "internal", "e2e")
			folders := []string{at, filepath.Join(at, "lighthouse"), filepath.Join(at, "cluster"), filepath.Join(root, "docs", "example-node")}
			for _, dir := range append(folders, bin) {
				if err := os.MkdirAll(dir, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for _, dir := range folders {
				program(dir, "package-lock.json", "")
			}
			for _, name := range []string{"sh", "dirname", "id", "uname", "cmp", "cp", "mkdir", "rm", "ls", "chmod"} {
				file, err := exec.LookPath(name)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(file, filepath.Join(bin, name)); err != nil {
					t.Fatal(err)
				}
			}
			program(at, "setup.sh", strings.TrimPrefix(string(script), "#!/bin/sh\n"))
			program(bin, "apt-get", `cd "$BIN"
for name; do
	case $name in -*|*=*|install|update|download) continue ;; esac
	echo "$name" >>"$ASKED"
	echo '#!/bin/sh' >$name
	[ $name != npm ] || echo 'mkdir -p node_modules' >>npm
	[ $1 != download ] || : >"$OLDPWD/${name}_1.deb"
	chmod +x $name
done
`)
			program(bin, "dpkg-deb", "")
			program(bin, "go", "")
			asked := filepath.Join(root, "asked")
			for _, kind := range kinds {
				cmd := exec.Command(filepath.Join(bin, "sh"), filepath.Join(at, "setup.sh"), kind[1])
				cmd.Env = []string{"PATH=" + bin, "BIN=" + bin, "ASKED=" + asked}
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			list, err := os.ReadFile(asked)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range want {
				if !slices.Contains(strings.Fields(string(list)), name) {
					t.Errorf("%s does not ask for %s, only for %s", target, name, strings.Fields(string(list)))
				}
			}
			if _, err := os.Stat(filepath.Join(at, "node_modules")); err != nil && slices.Contains(want, "npm") && target != "office" {
				t.Errorf("%s runs tests that need the packages of internal/e2e, and installs none", target)
			}
		})
	}
}

// recipe is what a target of the Makefile does.
func recipe(makefile, target string) string {
	_, rest, _ := strings.Cut(makefile, "\n"+target+":")
	rest, _, _ = strings.Cut(rest, "\n\n")
	return rest
}

// What make dist makes does not depend on the surroundings: a GOFLAGS of the machine that
// leaves out the commit is overruled, so that kelisim version names it.
func TestDistNamesCommit(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CGO_ENABLED=0", "-trimpath", "-buildvcs=auto", "-X main.stamped=$(VERSION)"} {
		if !strings.Contains(recipe(string(makefile), "dist"), want) {
			t.Errorf("make dist builds without %s", want)
		}
	}
}
