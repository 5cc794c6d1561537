#!/bin/sh
# The real server killed, crowded and raced: tests/live/run.sh PATH_OF_ROLECALL [tests, as unittest names them]
set -eu
ROLECALL_BINARY=$(realpath "${1:?the path of the rolecall binary}")
export ROLECALL_BINARY
shift
cd "$(dirname "$0")/.."
if [ $# -gt 0 ]; then
  exec python3 -B -m unittest -v "$@"
fi
# Side by side, as many as there are stores: each waits for its own server and its disk most of the time.
python3 -B -m unittest crash.kill_test crash.billing_test crash.crowd_test races.invitations_test races.clinical_test &
beside=$!
failed=0
python3 -B -m unittest races.ownership_test races.administrators_test || failed=1
wait "$beside" || failed=1
exit "$failed"
