# shellcheck shell=bash
# Sourced: how the scripts speak.

# One line each.
say() { printf '%s\n' "$@"; }

# fail WHAT [WHAT TO DO]...: one line each, then the end.
fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    shift
    local line
    for line in "$@"; do printf '    %s\n' "$line" >&2; done
    exit 1
}

# failed LOG WHAT: shows the end of the log, keeps all of it where it outlives the script, and ends.
failed() {
    local kept
    kept=$(mktemp -t tao-shim-log.XXXXXX)
    cp "$1" "$kept"
    tail -n 25 "$1" >&2
    fail "$2 failed." "The last lines are above, everything is in $kept"
}

# run_quietly LOG WHAT COMMAND...: output goes to LOG; if the command fails, the end of it is shown.
run_quietly() {
    local log=$1 what=$2
    shift 2
    "$@" > "$log" 2>&1 < /dev/null || failed "$log" "$what"
}

# run_counting LOG WHAT COMMAND...: the same for a build; on a terminal ninja's counter is seen, in one line.
run_counting() {
    local log=$1 what=$2 line status=0
    shift 2
    if [ ! -t 1 ]; then
        run_quietly "$log" "$what" "$@"
        return
    fi
    "$@" 2>&1 < /dev/null | tee "$log" | while IFS= read -r line; do
        if [[ $line =~ ^\[[0-9]+/[0-9]+\] ]]; then printf '\r  %s ' "${BASH_REMATCH[0]}"; fi
    done || status=$?
    printf '\r\033[K'
    if ((status)); then failed "$log" "$what"; fi
}
