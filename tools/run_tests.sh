#!/bin/sh
# Builds and runs every test: C++ on both stores, the portal's, the real binary killed and raced, and the browser against it.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}

cmake --preset release -B "$build" >/dev/null
cmake --build "$build"
(
  . tools/test_folder.sh
  ctest --test-dir "$build" --parallel "$(nproc)" --output-on-failure --no-tests=error
)
(cd portal && npm run --silent check && npm test)
tests/live/run.sh "$build/rolecall"
tests/e2e/run.sh "$build/rolecall"
