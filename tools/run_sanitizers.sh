#!/bin/sh
# The C++ tests in two more builds (CMakePresets.json): address and undefined behaviour, then data races.
# Arguments choose among `asan` and `tsan`; none: both.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- asan tsan
. tools/test_folder.sh
for preset in "$@"; do
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
  ctest --preset "$preset"
done
