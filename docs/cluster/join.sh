#!/bin/sh
# Builds the site in PUBLIC from all shards in OUT; the variables are those of shard.sh.
set -eu
set --
n=1
while [ "$n" -le "$SHARDS" ]; do
  set -- "$@" "$OUT/shard-$n"
  n=$((n + 1))
done
first=$1
shift
exec kelisim -C "$SITE" build --as-of "$AS_OF" --output "$PUBLIC" --join "$first" "$@"
