#compdef tao-shim tao tlt tao-deploy
# Completion for tao-shim and for NVIDIA's launcher behind it.

local -a offered
local line
while IFS= read -r line; do
    offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
done < <(tao-shim complete -- "${(@Q)words[1,CURRENT-1]}" "${(Q)words[CURRENT]}" 2> /dev/null)

# Where nothing is offered, a file is meant.
if (( $#offered )); then
    _describe -V 'word' offered
else
    _files
fi
