#!/bin/bash
# Names every include of lib/ that goes up: a room may use only the rooms above it in lib/CMakeLists.txt, where each stands
# in one line, ground floor first. Fails if there is one.
set -euo pipefail
lib=$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)

mapfile -t rooms < <(sed -n 's/^tao_room(\([a-z]*\) .*/\1/p' "$lib/CMakeLists.txt")
declare -A floor
for index in "${!rooms[@]}"; do floor[${rooms[index]}]=$index; done

status=0
for room in "$lib"/*/; do
    if [ -z "${floor[$(basename "$room")]:-}" ]; then
        echo "lib/$(basename "$room") is no room of lib/CMakeLists.txt"
        status=1
    fi
done
while IFS=: read -r file line included; do
    from=${file#"$lib"/}
    if [ "${floor[${included%%/*}]:-0}" -gt "${floor[${from%%/*}]:-0}" ]; then
        echo "lib/$from:$line: includes $included, which is in a room below it"
        status=1
    fi
done < <(grep -rnoP --include='*.[ch]pp' '^#include "\K[a-z_]+/[^"]+' "$lib")
exit $status
