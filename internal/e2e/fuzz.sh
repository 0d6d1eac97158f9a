#!/bin/sh
# Runs every fuzz target of the module for a while.
set -eu
cd "$(dirname "$0")/../.."
grep -rlE "^func Fuzz" --include="*_test.go" cmd i18n internal layouts | while read -r file; do
	grep -oE '^func (Fuzz[A-Za-z]+)' "$file" | cut -d' ' -f2 | while read -r name; do
		echo "== $(dirname "$file") $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$1" -fuzzminimizetime 100x "./$(dirname "$file")" </dev/null
	done
done
