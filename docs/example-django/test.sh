#!/bin/sh
# Tests the example with a PostgreSQL of its own, in a folder that goes away.
cd "$(dirname "$0")"
dir=$(mktemp -d /tmp/pg.XXXXXX)
chmod 755 "$dir"
LEGAL=http://legal.test/; export LEGAL
. ./postgres.sh
trap 'stop; rm -rf "$dir"' EXIT
/usr/bin/python3 -B manage.py test "$@"
