#!/bin/sh
# Installs what the tests need: on Debian by apt-get, as root or with sudo;
# elsewhere it says what to install. "compiler": a C compiler for the race
# detector; git and jq for the pipelines of docs/ci.md. "browser": Chromium, a
# Java runtime, the validator jing, Node's npm, fonts and the packages of
# package-lock.json.
set -eu
cd "$(dirname "$0")"

need() { # need COMMAND PACKAGE...
	command=$1; shift
	command -v "$command" >/dev/null 2>&1 && return 0
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "setup: the tests need the program '$command'; please install it (Debian: $*)" >&2
		exit 1
	fi
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	[ -n "${updated:-}" ] || { $sudo apt-get update -q; updated=1; }
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "$@"
}

case ${1:-} in
compiler)
	need gcc gcc libc6-dev
	need git git
	need jq jq
	;;
browser)
	need chromium chromium
	need java default-jre-headless
	need jing jing
	need npm nodejs npm
	need pdftotext poppler-utils
	if command -v fc-list >/dev/null 2>&1 && [ -z "$(fc-list :lang=kk)" ]; then
		need no-such-command-fonts fonts-noto-core
	fi
	if ! cmp -s package-lock.json node_modules/.installed; then
		npm ci --ignore-scripts --no-audit --no-fund
		cp package-lock.json node_modules/.installed
	fi
	;;
*)
	echo "usage: setup.sh compiler|browser" >&2
	exit 2
	;;
esac
