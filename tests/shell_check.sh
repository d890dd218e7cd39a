#!/bin/bash
# Runs shellcheck over every shell script of the source tree, found by its first line; the fuzzers' seeds are none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v shellcheck > /dev/null; then
    echo "SKIPPED: shellcheck is not installed (Debian: apt install shellcheck)"
    exit 77
fi
mapfile -t scripts < <(grep -rlE -m1 '^#(! ?/(usr/)?bin/(env )?(ba)?sh|.*shellcheck shell=)' --exclude-dir=build --exclude-dir=.git --exclude-dir=corpus . |
    grep -vE '\.(md|py|cpp|hpp)$' | sort)
printf '%s\n' "${scripts[@]}"
shellcheck -x -P SCRIPTDIR -P . "${scripts[@]}"
