#!/bin/sh
# Uploads a site that kelisim built to object storage, with rclone.
#
#   deploy.sh PUBLIC REMOTE      deploy.sh public store:bucket/legal
#
# What is linked to goes before what links to it, so that a reader never gets a page
# whose stylesheet, script or text is not there. Nothing is deleted: old pages may be
# open in a browser, and what was published stays. A run that was cut short is run
# again; what is there already, by its hash, is not sent twice.
set -eu
public=$1 remote=$2
manifest=$public/.kelisim.json
if ! grep -q '"drafts": *false' "$manifest"; then
	echo "deploy: $public is no site that kelisim built without drafts" >&2
	exit 1
fi
forever='public, max-age=31536000, immutable'
fresh='no-cache' # a browser asks each time, by the ETag

send() { # send CACHE TYPE FLAGS PATTERN...: the files that fit a pattern before one with a minus
	cache=$1 type=$2 flags=$3
	shift 3
	for pattern; do
		case $pattern in -*) ;; *) pattern="+ $pattern" ;; esac
		set -- "$@" --filter "$pattern"
		shift
	done
	[ -z "$type" ] || set -- "$@" --header-upload "Content-Type: $type"
	rclone copy $flags --checksum --no-update-modtime --fast-list --filter '- .*' --filter '- .*/**' "$@" --filter '- *' \
		--header-upload "Cache-Control: $cache" "$public" "$remote"
}
pages() { # pages PATTERN...
	send "$fresh" 'text/html; charset=utf-8' '' "$@"
}
data() { # data TYPE PATTERN...
	type=$1
	shift
	send "$fresh" "$type; charset=utf-8" '' "$@"
}

# The bytes that the ledger names. One that is there with other bytes stops everything.
send "$forever" 'text/markdown; charset=utf-8' --immutable '/*/*/*/text.md'
send "$forever" 'text/plain; charset=utf-8' --immutable '/*/*/*/text.txt'
send "$fresh" '' --immutable '/files/**'

# What pages take in; the name of an asset holds its hash.
send "$forever" 'text/css; charset=utf-8' --immutable '/assets/*.css'
send "$forever" 'text/javascript; charset=utf-8' --immutable '/assets/*.js'
send "$forever" '' --immutable '/assets/**'
data text/javascript '/embed/*.js'
send "$fresh" application/vnd.openxmlformats-officedocument.wordprocessingml.document '' '*.docx'
send "$fresh" application/pdf '' '*.pdf'

# Pages and data of editions; then those of documents, which lead to them.
pages '/*/*/*/**.html'
data application/json '/api/v1/*/*/**.json' '/api/v1/schema/*.json'
send "$fresh" '' '' '/ledger/tile/**' '/ledger/proofs/**'
pages '/*/*/index.html'
data application/json '/api/v1/documents/*.json'

# Lists, feeds, and all else.
data application/jsonl '/ledger/*.jsonl'
send "$fresh" '' '' '/ledger/**'
data application/atom+xml '/*/**.xml'
data text/calendar '*.ics'
pages '*.html'
data application/xml /sitemap.xml
data text/plain /robots.txt
data application/json '/api/v1/current.json'
send "$fresh" '' '' '- /api/v1/index.json' '- /api/v1/heartbeat.json' '**'

# Whoever polls sees new data last.
data application/json '/api/v1/index.json'
data application/json '/api/v1/heartbeat.json'
