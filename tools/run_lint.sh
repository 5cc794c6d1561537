#!/bin/sh
# Formatting and static analysis of both languages; changes nothing.
set -eu
cd "$(dirname "$0")/.."
git ls-files '*.cc' '*.h' | xargs clang-format-19 --dry-run --Werror
cmake --preset release -B build-lint -DROLECALL_UNITY=OFF >/dev/null # each file by itself: it includes what it uses
git ls-files 'src/*.cc' | xargs -P "$(nproc)" -n 4 clang-tidy-19 --quiet -p build-lint
(cd portal && npm run --silent lint)
(cd portal && node scripts/lint-contract.mjs)
