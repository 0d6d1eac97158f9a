#!/bin/sh
# Builds one shard of a site. The ordinal, from 0 on, is the argument or
# JOB_COMPLETION_INDEX, which a Kubernetes Indexed Job sets.
#   SITE    the site's folder (holds content/)
#   SHARDS  how many shards there are
#   AS_OF   the moment of the build, the same for every shard and for the join
#   OUT     the folder that takes the shards
set -eu
n=$((${1:-$JOB_COMPLETION_INDEX} + 1))
exec kelisim -C "$SITE" build --quiet --as-of "$AS_OF" --shard "$n/$SHARDS" --output "$OUT/shard-$n"
