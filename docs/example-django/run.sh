#!/bin/sh
# run.sh LEGAL [ADDRESS]: the system beside the legal site at LEGAL, http://127.0.0.1:8080/ say.
cd "$(dirname "$0")"
LEGAL=$1 dir=${DATA:-data}; export LEGAL
. ./postgres.sh
/usr/bin/python3 manage.py migrate -v 0
/usr/bin/python3 manage.py mirror --every "${EVERY:-600}" &
mirror=$! server=
trap 'kill $mirror $server 2>/dev/null || :; stop' EXIT
/usr/bin/python3 manage.py runserver --noreload "${2:-127.0.0.1:8091}" &
server=$!
wait $server # which a signal interrupts
