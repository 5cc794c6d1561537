#!/bin/sh
# Installs what is missing of the named sections of apt-packages.txt; quick and silent when nothing is.
set -eu
cd "$(dirname "$0")/.."

wanted=$(for section in "$@"; do
  awk -v section="[$section]" '/^\[/ { inside = ($0 == section); next } inside && NF && !/^#/ { print }' apt-packages.txt
done)

missing=
for package in $wanted; do
  # A Node.js that is already there, from wherever, is used as it is.
  case "$package" in
    nodejs) command -v node >/dev/null 2>&1 && continue ;;
    npm) command -v npm >/dev/null 2>&1 && continue ;;
  esac
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "Installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
