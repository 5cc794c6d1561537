#!/bin/sh
# Formatting and static analysis of both languages; changes nothing.
set -eu
cd "$(dirname "$0")/.."
git ls-files '*.cc' '*.h' | xargs clang-format-19 --dry-run --Werror
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON >/dev/null
git ls-files 'src/*.cc' | xargs -P "$(nproc)" -n 4 clang-tidy-19 --quiet -p build --checks='-*,bugprone-use-after-move,bugprone-dangling-handle,performance-*,-performance-enum-size' --warnings-as-errors='*'
(cd portal && npm run --silent lint)
(cd portal && node scripts/lint-contract.mjs)
