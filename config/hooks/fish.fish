# tao-shim: the variables of tao-project.yaml in this shell, for fish. Printed by: tao-shim hook fish
#
# At each prompt: has the directory changed, or the project file? Both are found out without starting a process; a file of
# one's own is compared by its content, as far as tao-shim would read it. Of somebody else's nothing is read. tao-shim is
# started when a project is entered or its file was edited.

# Sets a variable and remembers what it was; _tao_shim_record is the file to look at while variables are left out; a list stays as it is.
function _tao_shim_set
    set -l name $argv[1]
    if test "$name" = _tao_shim_record
        set -g _tao_shim_record $argv[2]
        return
    end
    set -l count (count $$name)
    if test $count -gt 1
        return
    end
    set -a _tao_shim_names $name
    if set -q -gx $name
        set -a _tao_shim_kinds exported
    else if set -q -g $name
        set -a _tao_shim_kinds set
    else
        set -a _tao_shim_kinds unset
    end
    set -a _tao_shim_before "$$name"
    set -a _tao_shim_values $argv[2]
    set -gx $name $argv[2]
end

# Puts back what was; a variable that was changed by hand meanwhile keeps its value.
function _tao_shim_restore
    for at in (seq (count $_tao_shim_names))
        set -l name $_tao_shim_names[$at]
        set -l before $_tao_shim_before[$at]
        if not set -q -g $name; or test "$$name" != "$_tao_shim_values[$at]"
            continue
        end
        set -e -g $name
        switch $_tao_shim_kinds[$at]
            case exported
                set -gx $name $before
            case set
                set -g $name $before
        end
    end
    set -g _tao_shim_names
    set -g _tao_shim_kinds
    set -g _tao_shim_before
    set -g _tao_shim_values
end

# The name of a directory may hold what a terminal obeys.
function _tao_shim_shown
    if string match -q -r '[^[:print:]]' -- $argv[1]
        string escape -- $argv[1] | string replace -r -a '[\x{202a}-\x{202e}\x{2066}-\x{2069}]' '?'
    else
        echo -- $argv[1]
    end
end

# A shell started in the project inherits its variables; for putting back what was it inherits TAO_SHIM_HOOK as well, which
# any of the three shells reads: NAME:BEFORE:VALUE: for each variable, BEFORE empty or x= and the value of before. In place
# of each %, \, : and line break stands its code, as in a URL.
function _tao_shim_encode
    # The line breaks first: a substitution would be split at them.
    set -l word (string replace -a '%' '%25' -- (string split \n -- $argv[1]))
    string join '%0A' -- $word | string replace -a \\ '%5C' | string replace -a ':' '%3A'
end

function _tao_shim_decode
    printf %b (string replace -a '%' '\\x' -- $argv[1])
end

function _tao_shim_hand_down
    set -l words
    for at in (seq (count $_tao_shim_names))
        # What is not exported is not inherited: it is unset there.
        set -l before ''
        if test $_tao_shim_kinds[$at] = exported
            set before "x=$_tao_shim_before[$at]"
        end
        for word in $_tao_shim_names[$at] $before $_tao_shim_values[$at]
            set -a words (_tao_shim_encode $word)
        end
    end
    set -l all (string join '' -- $words:)
    # A string of the environment may have 128 KiB, and a character 4 bytes; with a longer one no program would start.
    if test -n "$all" -a (string length -- "$all") -lt 30000
        set -gx TAO_SHIM_HOOK $all
    else
        set -e -g TAO_SHIM_HOOK
    end
end

function _tao_shim_inherit
    set -l words (string split ':' -- $TAO_SHIM_HOOK)
    for at in (seq 1 3 (math (count $words) - 3))
        set -l before $words[(math $at + 1)]
        set -a _tao_shim_names $words[$at]
        set -a _tao_shim_kinds (string match -q 'x=*' -- $before; and echo exported; or echo unset)
        set -a _tao_shim_before (_tao_shim_decode (string replace -r '^x=' '' -- $before) | string collect -N -a)
        set -a _tao_shim_values (_tao_shim_decode $words[(math $at + 2)] | string collect -N -a)
    end
    set -g _tao_shim_file inherited
end

function _tao_shim_hook --on-event fish_prompt
    set -l directory $PWD
    set -l file $TAO_PROJECT
    set -l content
    if test -z "$file" -a "$PWD" = "$_tao_shim_directory" -a -z "$_tao_shim_file"
        # Outside a project one may have been made here.
        if not test -e "$PWD/tao-project.yaml"
            return
        end
    end
    set -g _tao_shim_directory $PWD
    if test -z "$file"
        while true
            if test -e "$directory/tao-project.yaml"
                set file "$directory/tao-project.yaml"
                break
            end
            if not string match -q '*/*' -- $directory
                break
            end
            set directory (string replace -r '/[^/]*$' '' -- $directory)
        end
    end
    if test -n "$file" -a -O "$file" -a -r "$file" -a -f "$file"
        # A larger one is read as if it were empty.
        set -l fish_read_limit 262144
        read -z content < $file
    end
    set -l trusted
    if test -n "$_tao_shim_record" -a -r "$_tao_shim_record"
        read -z trusted < $_tao_shim_record
    end
    if test "$file" = "$_tao_shim_file" -a "$content" = "$_tao_shim_content" -a "$trusted" = "$_tao_shim_trusted"
        return
    end
    _tao_shim_restore
    set -g _tao_shim_file $file
    set -g _tao_shim_content $content
    set -g _tao_shim_record
    set -g _tao_shim_trusted
    if test -z "$file"
        _tao_shim_hand_down
        return
    end
    set -l out (command tao-shim env --format fish --as _tao_shim_set 2>/dev/null | string collect)
    switch $pipestatus[1]
        case 0
            eval $out
        case 77
            eval $out
            if test -r "$_tao_shim_record"
                read -z _tao_shim_trusted < $_tao_shim_record
            end
            echo "tao-shim: variables of "(_tao_shim_shown $file)" are left out until you allow them; to see them, type: tao-shim check" >&2
        case 78
            eval $out
            echo "tao-shim: not every variable of "(_tao_shim_shown $file)" could be set; to see why, type: tao-shim check" >&2
    end
    _tao_shim_hand_down
end

if not set -q _tao_shim_file
    set -g _tao_shim_names
    set -g _tao_shim_kinds
    set -g _tao_shim_before
    set -g _tao_shim_values
    set -g _tao_shim_directory
    set -g _tao_shim_file
    set -g _tao_shim_content
    set -g _tao_shim_record
    set -g _tao_shim_trusted
    if set -q TAO_SHIM_HOOK
        _tao_shim_inherit
    end
end
