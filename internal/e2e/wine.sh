#!/bin/sh
# Unpacks the zip that make dist made, as a lawyer does, and runs the program of it under wine: a
# new site is made, checked, agreed to, published and built; the start file opens the desk, which answers, by its key alone,
# and builds; then the sample is built twice, and its files must be those that the program of this system makes, byte for byte.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'wineserver -k 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # a shell that a signal ends does nothing of EXIT
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES='bcryptprimitives=n;mscoree,mshtml=' LC_ALL=C.UTF-8

python3 -m zipfile -e dist/kelisim-windows.zip "$work"
unpacked="$work/Менің құжаттарым" # with a space, and letters that Windows has in no old code page of Russian
mv "$work/kelisim" "$unpacked"
for file in kelisim.exe 'Открыть рабочее место.bat' 'Жұмыс орнын ашу.bat' Руководство.html Нұсқаулық.html; do
	[ -s "$unpacked/$file" ] || { echo "wine: the zip has no $file" >&2; exit 1; }
done

# Go asks bcryptprimitives.dll for random bytes; wine 8 has none.
cat >"$work/prng.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }
C
x86_64-w64-mingw32-gcc -shared -o "$work/bcryptprimitives.dll" "$work/prng.c" -ladvapi32
timeout 300 wine wineboot -i >/dev/null 2>&1 || true
cp "$work/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"

run() { # run WHAT ARGS...: the Windows program must end well
	what=$1; shift
	echo "== $what"
	(cd "$unpacked" && timeout 300 wine kelisim.exe "$@") || { echo "wine: $what failed with $?" >&2; exit 1; }
}

run version version | tee "$work/version"
[ "$(grep '^kelisim ' "$work/version" | tr -d '\r')" = "$(dist/kelisim-linux-amd64 version | grep '^kelisim ')" ] || { echo "wine: the program does not say the version of the zip" >&2; exit 1; }
run 'a new site' init site
draft=$(cd "$unpacked/site/content" && ls -d */1 | head -n 1)
run 'check' -C site check
run 'agree' -C site agree "${draft%/1}" 1 --as 'Legal' --name 'A. Akhmetova'
run 'publish' -C site publish "${draft%/1}" 1 --yes
run 'build' -C site build
run 'verify' -C site verify

echo '== the desk'
(cd "$unpacked" && exec timeout 600 wine cmd /c 'Открыть рабочее место.bat' >"$work/desk.out" 2>"$work/desk.err") &
desk=$!
url=
while [ -z "$url" ]; do
	kill -0 $desk || { cat "$work/desk.err" >&2; exit 1; }
	sleep 1
	url=$(grep -ao 'http://[^[:space:]]*' "$work/desk.out" | head -n 1) || true
done
root=${url%%#*} key=${url##*key=} origin=$(echo "$url" | cut -d/ -f1-3)
status() { curl -s -o /dev/null -w '%{http_code}' "$1"; }
[ "$(status "$root")" = 200 ] && [ "$(status "$origin/_desk/")" = 403 ] || { echo "wine: the desk and its key" >&2; exit 1; }
ask() { curl -s -H "Origin: $origin" -H 'Content-Type: application/json' -H "X-Kelisim-Token: ${token-}" -d "$2" "$root$1"; }
token=$(ask session "{\"Key\":\"$key\"}" | sed 's/.*"Token":"\([^"]*\)".*/\1/')
ask build '{}' | grep '"Status":"done"' || { echo "wine: the desk does not build" >&2; exit 1; }
kill $desk

cp -r content "$unpacked/content"
run 'the sample' build --as-of 2026-11-29
run 'the sample again' build --as-of 2026-11-29
dist/kelisim-linux-amd64 build --output "$work/linux" --as-of 2026-11-29 --quiet
# wine cannot remove a folder that is open, so a stage may be left.
diff -r -x .kelisim-stage "$unpacked/public" "$work/linux"
echo "wine: the sample is byte-equal to this system's"
