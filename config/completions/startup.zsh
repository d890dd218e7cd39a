# Read by zsh at its start, by a line of install.sh or of `tao-shim enable zsh`: completion of tao-shim and of NVIDIA's
# launcher, whether or not compinit has run.

() {
    local share=${1:A:h:h}
    fpath=(${fpath:#$share/zsh/site-functions} $share/zsh/site-functions)
} "${(%):-%x}"

if (( $+functions[compdef] )); then
    autoload -Uz _tao-shim
    compdef _tao-shim tao-shim tao tlt tao-deploy
else
    # The completion that zsh has without compinit. If that runs later, it finds the function _tao-shim by itself.
    _tao_shim_reply() {
        local -a words
        local -i current
        local line
        read -Ac words
        read -cn current
        reply=()
        while IFS= read -r line; do
            reply+=("${line%%$'\t'*}")
        done < <(tao-shim complete -- "${(@Q)words[1,current-1]}" "$1" 2> /dev/null)
    }
    # A name with a hyphen is only found as a pattern; -tn: no other one after it.
    compctl -tn -K _tao_shim_reply + -f tao tlt 'tao?shim' 'tao?deploy'
fi
