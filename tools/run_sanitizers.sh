#!/bin/sh
# The C++ tests in two more builds: address and undefined behaviour, then threads.
set -eu
cd "$(dirname "$0")/.."
for sanitize in address,undefined thread; do
  build=build-$(echo "$sanitize" | tr , -)
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DROLECALL_SANITIZE="$sanitize" -DROLECALL_PORTAL=OFF >/dev/null
  cmake --build "$build"
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 ctest --test-dir "$build" --output-on-failure --no-tests=error
done
