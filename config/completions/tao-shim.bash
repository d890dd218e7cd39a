# shellcheck shell=bash
# Completion for tao-shim and for NVIDIA's launcher behind it. Sourced by bash-completion when one of the names is completed
# for the first time; by hand: . tao-shim.bash

_tao_shim_complete() {
    local current=${COMP_WORDS[COMP_CWORD]} line
    COMPREPLY=()
    # COMP_WORDS is split at = and : as well, but no word that is completed here has one before it. A word goes into the line
    # as it is, and may be the name of a directory: in quotes where bash would obey something in it.
    while IFS= read -r line; do
        printf -v line %q "${line%%$'\t'*}"
        COMPREPLY+=("$line")
    done < <(tao-shim complete -- "${COMP_WORDS[@]:0:COMP_CWORD}" "$current" 2> /dev/null)
}

# Where nothing is offered, a file is meant.
complete -o bashdefault -o default -F _tao_shim_complete tao-shim tao tlt tao-deploy
