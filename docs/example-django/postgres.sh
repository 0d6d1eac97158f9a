# Sourced by run.sh and test.sh: a PostgreSQL of its own in the folder $dir, on a socket there.
# The server refuses to be root; root lends it Debian's user postgres.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
[ -n "$bin" ] || { echo "install PostgreSQL (Debian: postgresql)" >&2; exit 1; }
mkdir -p "$dir"
PGHOST=$(cd "$dir" && pwd)
as=
if [ "$(id -u)" = 0 ]; then
	chown postgres "$PGHOST"
	as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
[ -d "$PGHOST/pg" ] || (cd / && $as "$bin/initdb" -D "$PGHOST/pg" -U consent -A trust -E UTF8 >/dev/null)
# What a kill left running serves on.
(cd / && $as "$bin/pg_ctl" -D "$PGHOST/pg" status >/dev/null) || (cd / && $as "$bin/pg_ctl" -D "$PGHOST/pg" -w -t 300 -l "$PGHOST/log" -o "-c listen_addresses='' -k $PGHOST" start >/dev/null)
stop() { (cd / && $as "$bin/pg_ctl" -D "$PGHOST/pg" -m fast stop >/dev/null); }
trap stop EXIT
# A shell that a signal ends does nothing of EXIT.
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM
export PGHOST
"$bin/psql" -X -h "$PGHOST" -U consent -d postgres -qAtc "SELECT 1 FROM pg_database WHERE datname = 'consent'" | grep -q 1 ||
	"$bin/createdb" -h "$PGHOST" -U consent consent
