#!/bin/bash
# Stands for every task of the TAO images: says exactly what it was given, then does what it is told to.
#
# STAND_IN_FORMAT=people (the demo): a few lines to read. Else lines of `@name base64` for a program to read.
#
# What to do comes from arguments `do:VERB[=VALUE]` and from lines `VERB[=VALUE]` of STAND_IN_DO, in this order:
#   print=TEXT  a line on stdout          error=TEXT  a line on stderr      stdin       @stdin: all of stdin
#   read=FILE   @read: the file's bytes   write=FILE  writes "written"      list=DIR    @list: @list: what is in it
#   touch=FILE  makes an empty file       wait=FILE   until FILE exists     line        @line: one line of stdin
#   sleep=SEC   sleeps                    trap=NAMES  prints each signal    ignore=NAMES  ignores signals
#   size        @size: rows and columns   exit=N      leaves with status N  signal=NAME dies of a signal
# Values are container paths. A task that is told nothing exits 0.

encode() { base64 -w 0; }

say_to_people() {
    echo "${0##*/} (a stand-in for the real task, which prints what it received)"
    echo "    working directory   $PWD"
    echo "    user                $(id -u):$(id -g)"
    local word
    for word in "$@"; do
        case $word in
            */*) if [ -e "$word" ]; then echo "    argument            $word   (found)"; else echo "    argument            $word   (NOT FOUND)"; fi ;;
            *) echo "    argument            $word" ;;
        esac
    done
}

say_to_a_program() {
    echo "@task $(printf %s "${0##*/}" | encode)"
    # The kernel's copies, because they are exact. The first two words of the command line are bash and this file.
    echo "@cmdline $(encode < "/proc/$$/cmdline")"
    echo "@env $(encode < "/proc/$$/environ")"
    echo "@cwd $(pwd -P | head -c -1 | encode)"
    echo "@ids $(printf '%s:%s' "$(id -u)" "$(id -g)" | encode)"
    local terminals="" n word found=()
    for n in 0 1 2; do
        if [ -t $n ]; then terminals+="$n "; fi
    done
    echo "@terminals $(printf %s "$terminals" | encode)"
    for word in "$@"; do
        if [ -r "$word" ]; then found+=("$word"); fi
        if [[ $word == *=* && -r ${word#*=} ]]; then found+=("${word#*=}"); fi
    done
    echo "@readable $(if ((${#found[@]})); then printf '%s\0' "${found[@]}"; fi | encode)"
}

obey() {
    local value=${1#*=} name
    case $1 in
        print=*) printf '%s\n' "$value" ;;
        error=*) printf '%s\n' "$value" >&2 ;;
        stdin) echo "@stdin $(encode)" ;;
        line) IFS= read -r name && echo "@line $(printf %s "$name" | encode)" ;;
        read=*) echo "@read $(encode < "$value")" ;;
        write=*) echo written > "$value" ;;
        list=*) echo "@list $(find "$value" -mindepth 1 -maxdepth 1 | sort | encode)" ;;
        touch=*) : > "$value" ;;
        wait=*) until [ -e "$value" ]; do sleep 0.05; done ;;
        # In the background and waited for, so that a trapped signal is told at once. With a trap of its own for Ctrl-C:
        # bash 5.2 loops for ever over one that arrives while it sets up its handler for the time of `wait`.
        sleep=*)
            if [ $interrupts = die ]; then trap 'trap - INT; kill -INT $$' INT; fi
            sleep "$value" &
            while kill -0 $! 2> /dev/null; do wait $!; done
            ;;
        trap=*)
            case $value in *INT*) interrupts=told ;; esac
            for name in ${value//,/ }; do
                # shellcheck disable=SC2064  # the name of now, not of when the signal arrives
                trap "echo '@signal $(printf %s "$name" | encode)'" "$name"
            done
            ;;
        ignore=*)
            case $value in *INT*) interrupts=ignored ;; esac
            for name in ${value//,/ }; do trap '' "$name"; done
            ;;
        size) echo "@size $(stty size | encode)" ;;
        exit=*) exit "$value" ;;
        signal=*) kill -s "$value" $$; sleep 5 ;;
        *) echo "stand-in: no such verb: $1" >&2; exit 64 ;;
    esac
}

interrupts=die
if [ "$STAND_IN_FORMAT" = people ]; then say_to_people "$@"; else say_to_a_program "$@"; fi
while IFS= read -r verb <&3; do
    if [ -n "$verb" ]; then obey "$verb"; fi
done 3<<< "$STAND_IN_DO"
for argument in "$@"; do
    case $argument in do:*) obey "${argument#do:}" ;; esac
done
