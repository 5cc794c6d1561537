#!/bin/sh
# The portal in Debian's chromium against the real server: tests/e2e/run.sh PATH_OF_ROLECALL [part of a file's name]
set -eu
ROLECALL_BINARY=$(realpath "${1:?the path of the rolecall binary}")
export ROLECALL_BINARY
cd "$(dirname "$0")"
# One file after the other: each starts a browser of its own.
for file in *"${2:-}"*.test.mjs; do
  node --test "$file"
done
