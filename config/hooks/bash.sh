# tao-shim: the variables of tao-project.yaml in this shell, for bash. Printed by: tao-shim hook bash
#
# At each prompt: has the directory changed, or the project file? Both are found out without starting a process; a file of
# one's own is compared by its content, as far as tao-shim would read it. Of somebody else's nothing is read. tao-shim is
# started when a project is entered or its file was edited.

# Sets a variable and remembers what it was; _tao_shim_record is the file to look at while variables are left out; one that is read-only or an array stays as it is.
_tao_shim_set() {
    if [[ $1 == _tao_shim_record ]]; then
        _tao_shim_record=$2
        return
    fi
    case "${!1@a}" in *[rAa]*) return ;; esac
    _tao_shim_names+=("$1")
    if [[ -n ${!1+x} ]]; then
        local exported=
        case "${!1@a}" in *x*) exported=x ;; esac
        _tao_shim_before+=("$exported=${!1}")
    else
        _tao_shim_before+=("")
    fi
    _tao_shim_values+=("$2")
    export "$1=$2"
}

# Puts back what was; a variable that was changed by hand meanwhile keeps its value.
_tao_shim_restore() {
    local at name
    for at in "${!_tao_shim_names[@]}"; do
        name=${_tao_shim_names[at]}
        [[ ${!name-} == "${_tao_shim_values[at]}" && -n ${!name+x} ]] || continue
        case ${_tao_shim_before[at]} in
            "") unset -v "$name" ;;
            x=*) export "$name=${_tao_shim_before[at]#x=}" ;;
            *) printf -v "$name" %s "${_tao_shim_before[at]#=}" && export -n "$name" ;;
        esac
    done
    _tao_shim_names=() _tao_shim_before=() _tao_shim_values=()
}

# A shell started in the project inherits its variables; for putting back what was it inherits TAO_SHIM_HOOK as well, which
# any of the three shells reads: NAME:BEFORE:VALUE: for each variable, BEFORE empty or x= and the value of before. In place
# of each %, \, : and line break stands its code, as in a URL.
_tao_shim_hand_down() {
    local at word all=
    for at in "${!_tao_shim_names[@]}"; do
        # What is not exported is not inherited: it is unset there.
        local before=${_tao_shim_before[at]}
        case $before in =*) before= ;; esac
        for word in "${_tao_shim_names[at]}" "$before" "${_tao_shim_values[at]}"; do
            word=${word//'%'/%25} word=${word//'\'/%5C} word=${word//:/%3A} word=${word//$'\n'/%0A}
            all+=$word:
        done
    done
    # A string of the environment may have 128 KiB, and a character 4 bytes; with a longer one no program would start.
    if [[ -n $all && ${#all} -lt 30000 ]]; then export TAO_SHIM_HOOK=$all; else unset -v TAO_SHIM_HOOK; fi
}

_tao_shim_inherit() {
    local rest=${TAO_SHIM_HOOK-} word words=() at escape='\x'
    while [[ $rest == *:* ]]; do
        word=${rest%%:*} rest=${rest#*:}
        printf -v word %b "${word//'%'/"$escape"}"
        words+=("$word")
    done
    for ((at = 0; at + 2 < ${#words[@]}; at += 3)); do
        _tao_shim_names+=("${words[at]}") _tao_shim_before+=("${words[at + 1]}") _tao_shim_values+=("${words[at + 2]}")
    done
    _tao_shim_file=inherited
}

# The name of a directory may hold what a terminal obeys.
_tao_shim_shown() {
    if [[ $1 == *[![:print:]]* ]]; then printf '%s' "${1@Q}"; else printf '%s' "$1"; fi
}

_tao_shim_hook() {
    local status=$? directory=$PWD file=${TAO_PROJECT-} content='' trusted='' out -
    # What a shell with set -e or set -u would end for is no fault here. What comes next in PROMPT_COMMAND finds the status of
    # the last command, except that with set -e one other than 0 would end the shell; at the prompt bash itself brings it back.
    if [[ $- == *e* ]]; then status=0; fi
    set +eu
    if [[ -z $file && $PWD == "${_tao_shim_directory-}" && -z ${_tao_shim_file-} ]]; then
        # Outside a project one may have been made here.
        if [[ ! -e $PWD/tao-project.yaml ]]; then return "$status"; fi
    fi
    _tao_shim_directory=$PWD
    if [[ -z $file ]]; then
        while :; do
            if [[ -e $directory/tao-project.yaml ]]; then
                file=$directory/tao-project.yaml
                break
            fi
            [[ $directory == */* ]] || break
            directory=${directory%/*}
        done
    fi
    if [[ -n $file && -O $file && -r $file && -f $file ]]; then IFS= read -r -N 262145 content < "$file" || :; fi
    if [[ -r ${_tao_shim_record-} ]]; then IFS= read -r -N 262145 trusted < "$_tao_shim_record" || :; fi
    if [[ $file == "${_tao_shim_file-}" && $content == "${_tao_shim_content-}" && $trusted == "${_tao_shim_trusted-}" ]]; then
        return "$status"
    fi
    _tao_shim_restore
    _tao_shim_file=$file _tao_shim_content=$content _tao_shim_record='' _tao_shim_trusted=''
    if [[ -n $file ]]; then
        out=$(command tao-shim env --as _tao_shim_set 2> /dev/null)
        case $? in
            0) eval "$out" ;;
            77)
                eval "$out"
                if [[ -r $_tao_shim_record ]]; then IFS= read -r -N 262145 _tao_shim_trusted < "$_tao_shim_record" || :; fi
                printf '%s\n' "tao-shim: variables of $(_tao_shim_shown "$file") are left out until you allow them; to see them, type: tao-shim check" >&2
                ;;
            78)
                eval "$out"
                printf '%s\n' "tao-shim: not every variable of $(_tao_shim_shown "$file") could be set; to see why, type: tao-shim check" >&2
                ;;
        esac
    fi
    _tao_shim_hand_down
    return "$status"
}

if [[ -n ${TAO_SHIM_HOOK-} && -z ${_tao_shim_file+x} ]]; then _tao_shim_inherit; fi

case ${PROMPT_COMMAND-} in
    *_tao_shim_hook*) ;;
    *) PROMPT_COMMAND="_tao_shim_hook${PROMPT_COMMAND:+
$PROMPT_COMMAND}" ;;
esac
