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

# run_quietly LOG WHAT COMMAND...: output goes to LOG; if the command fails, the end of it is shown.
run_quietly() {
    local log=$1 what=$2
    shift 2
    if ! "$@" > "$log" 2>&1 < /dev/null; then
        tail -n 25 "$log" >&2
        fail "$what failed." "The last lines are above, everything is in $log"
    fi
}
