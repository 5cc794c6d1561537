#!/bin/sh
# Builds and runs every test: C++ on both stores, the portal's, and the browser against the real binary.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}

cmake --preset release -B "$build" >/dev/null
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure --no-tests=error
(cd portal && npm run --silent check && npm test)
tests/e2e/run.sh "$build/rolecall"
