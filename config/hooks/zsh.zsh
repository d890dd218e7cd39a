# tao-shim: the variables of tao-project.yaml in this shell, for zsh. Printed by: tao-shim hook zsh
#
# At each prompt: has the directory changed, or the project file? Both are found out without starting a process; a file of
# one's own is compared by its content, as far as tao-shim would read it. Of somebody else's nothing is read. tao-shim is
# started when a project is entered or its file was edited.

# Sets a variable and remembers what it was; _tao_shim_record is the file to look at while variables are left out; one that is read-only or an array stays as it is.
_tao_shim_set() {
    emulate -L zsh
    if [[ $1 == _tao_shim_record ]]; then
        _tao_shim_record=$2
        return
    fi
    case ${(Pt)1} in *readonly*|*array*|*association*|*special*) return ;; esac
    _tao_shim_names+=("$1")
    if (( ${(P)+1} )); then
        if [[ ${(Pt)1} == *export* ]]; then
            _tao_shim_before+=("x=${(P)1}")
        else
            _tao_shim_before+=("=${(P)1}")
        fi
    else
        _tao_shim_before+=("")
    fi
    _tao_shim_values+=("$2")
    export "$1=$2"
}

# Puts back what was; a variable that was changed by hand meanwhile keeps its value.
_tao_shim_restore() {
    emulate -L zsh
    local at name
    for (( at = 1; at <= $#_tao_shim_names; ++at )); do
        name=$_tao_shim_names[at]
        (( ${(P)+name} )) && [[ ${(P)name} == "$_tao_shim_values[at]" ]] || continue
        case $_tao_shim_before[at] in
            "") unset "$name" ;;
            x=*) export "$name=${_tao_shim_before[at]#x=}" ;;
            *) typeset -g +x "$name=${_tao_shim_before[at]#=}" ;;
        esac
    done
    _tao_shim_names=() _tao_shim_before=() _tao_shim_values=()
}

# A shell started in the project inherits its variables; for putting back what was it inherits TAO_SHIM_HOOK as well, which
# any of the three shells reads: NAME:BEFORE:VALUE: for each variable, BEFORE empty or x= and the value of before. In place
# of each %, \, : and line break stands its code, as in a URL.
_tao_shim_hand_down() {
    emulate -L zsh
    local at word before all=
    for (( at = 1; at <= $#_tao_shim_names; ++at )); do
        # What is not exported is not inherited: it is unset there.
        before=$_tao_shim_before[at]
        [[ $before == "="* ]] && before=
        for word in "$_tao_shim_names[at]" "$before" "$_tao_shim_values[at]"; do
            word=${word//\%/%25} word=${word//\\/%5C} word=${word//:/%3A} word=${word//$'\n'/%0A}
            all+=$word:
        done
    done
    # A string of the environment may have 128 KiB, and a character 4 bytes; with a longer one no program would start.
    if [[ -n $all && $#all -lt 30000 ]]; then export TAO_SHIM_HOOK=$all; else unset TAO_SHIM_HOOK; fi
}

_tao_shim_inherit() {
    emulate -L zsh
    local rest=${TAO_SHIM_HOOK-} word at escape='\x'
    local -a words
    while [[ $rest == *:* ]]; do
        word=${rest%%:*} rest=${rest#*:}
        printf -v word %b "${word//\%/$escape}"
        words+=("$word")
    done
    for (( at = 1; at + 2 <= $#words; at += 3 )); do
        _tao_shim_names+=("$words[at]") _tao_shim_before+=("$words[at + 1]") _tao_shim_values+=("$words[at + 2]")
    done
    _tao_shim_file=inherited
}

_tao_shim_hook() {
    emulate -L zsh
    local directory=$PWD file=${TAO_PROJECT-} content= trusted= out
    if [[ -z $file && $PWD == "$_tao_shim_directory" && -z $_tao_shim_file ]]; then
        # Outside a project one may have been made here.
        [[ -e $PWD/tao-project.yaml ]] || return 0
    fi
    _tao_shim_directory=$PWD
    if [[ -z $file ]]; then
        while true; do
            if [[ -e $directory/tao-project.yaml ]]; then
                file=$directory/tao-project.yaml
                break
            fi
            [[ $directory == */* ]] || break
            directory=${directory%/*}
        done
    fi
    if [[ -n $file && -O $file && -r $file && -f $file ]]; then sysread -s 262145 content < "$file" || :; fi
    if [[ -r $_tao_shim_record ]]; then sysread -s 262145 trusted < "$_tao_shim_record" || :; fi
    [[ $file == "$_tao_shim_file" && $content == "$_tao_shim_content" && $trusted == "$_tao_shim_trusted" ]] && return 0
    _tao_shim_restore
    _tao_shim_file=$file _tao_shim_content=$content _tao_shim_record= _tao_shim_trusted=
    if [[ -z $file ]]; then
        _tao_shim_hand_down
        return 0
    fi
    out=$(command tao-shim env --as _tao_shim_set 2> /dev/null)
    case $? in
        0) eval "$out" ;;
        77)
            eval "$out"
            if [[ -r $_tao_shim_record ]]; then sysread -s 262145 _tao_shim_trusted < "$_tao_shim_record" || :; fi
            print -r -u 2 -- "tao-shim: variables of ${(V)file} are left out until you allow them; to see them, type: tao-shim check"
            ;;
        78)
            eval "$out"
            print -r -u 2 -- "tao-shim: not every variable of ${(V)file} could be set; to see why, type: tao-shim check"
            ;;
    esac
    _tao_shim_hand_down
    return 0  # under set -e anything else would end the shell
}

if (( ! ${+_tao_shim_file} )); then
    typeset -ga _tao_shim_names _tao_shim_before _tao_shim_values
    typeset -g _tao_shim_directory _tao_shim_file _tao_shim_content _tao_shim_record _tao_shim_trusted
    if [[ -n ${TAO_SHIM_HOOK-} ]]; then _tao_shim_inherit; fi
fi

zmodload zsh/system
autoload -Uz add-zsh-hook
add-zsh-hook precmd _tao_shim_hook
