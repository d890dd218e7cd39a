# shellcheck shell=bash
# Sourced after messages.sh and files.sh: the lines in the start-up files of the user's shell that put the shim first on PATH.

begin='# >>> tao-shim: put there by its install.sh, and taken away by install.sh --uninstall >>>'
end='# <<< tao-shim <<<'

# The user's shell by name.
user_shell() {
    local shell=${SHELL:-}
    if [ -z "$shell" ]; then shell=$(getent passwd "$(id -u)" | cut -d: -f7); fi
    echo "${shell##*/}"
}

# The files that a shell reads at its start, one a line. Bash reads one file in a login shell and another elsewhere,
# and Debian's login file puts ~/.local/bin first, after .bashrc was read: so both get the lines, at their end.
startup_files() {
    case $1 in
        bash)
            echo "$HOME/.bashrc"
            local login
            for login in .bash_profile .bash_login .profile; do
                if [ -e "$HOME/$login" ]; then break; fi
            done
            echo "$HOME/$login"
            ;;
        zsh) echo "${ZDOTDIR:-$HOME}/.zshrc" ;;
        fish) echo "${XDG_CONFIG_HOME:-$HOME/.config}/fish/conf.d/tao-shim.fish" ;;
        *) echo "$HOME/.profile" ;;
    esac
}

quoted() { printf "'%s'" "${1//\'/\'\\\'\'}"; }

# startup_lines SHELL PREFIX: the shim first, also in a shell within a shell whose PATH has it further back; tao-shim
# itself last, if it is not there yet; completion, where the shell would not find it by itself.
startup_lines() {
    local shims bin share completion=
    if [ "$1" = fish ]; then
        # In fish's single quotes a backslash protects itself and the quote.
        bin=${2//\\/\\\\}
        bin=${bin//\'/\\\'}
        shims="'$bin/lib/tao-shim/shims'"
        share="'$bin/share/fish/vendor_completions.d'"
        bin="'$bin/bin'"
        cat << LINES
$begin
if test "\$PATH[1]" != $shims
    set -gx PATH $shims \$PATH
end
if not contains -- $bin \$PATH
    set -gx PATH \$PATH $bin
end
if not contains -- $share \$fish_complete_path
    set -g fish_complete_path \$fish_complete_path $share
end
$end
LINES
    else
        shims=$(quoted "$2/lib/tao-shim/shims")
        bin=$(quoted "$2/bin")
        case $1 in
            bash) completion=$(quoted "$2/share/bash-completion/completions/tao-shim") ;;
            zsh) completion=$(quoted "$2/share/tao-shim/startup.zsh") ;;
        esac
        # Of the files that bash reads some are read by other shells too, and by those that are not interactive.
        if [ -n "$completion" ]; then
            completion=$'\n'"case \$-\${${1^^}_VERSION:+$1} in *i*$1) if [ -r $completion ]; then . $completion; fi ;; esac"
        fi
        cat << LINES
$begin
case "\$PATH:" in $shims:*) ;; *) PATH=$shims:"\$PATH" ;; esac
case ":\$PATH:" in *:$bin:*) ;; *) PATH="\$PATH":$bin ;; esac
export PATH$completion
$end
LINES
    fi
}

# without_lines FILE: the file's content without our lines.
without_lines() {
    awk -v begin="$begin" -v end="$end" '$0 == begin { inside = 1 } !inside { print } $0 == end { inside = 0 }' "$1"
}

# replace_content FILE: stdin becomes its content in one step; mode and owner stay. A link's target is what changes.
replace_content() {
    local target new
    target=$(readlink -f "$1")
    new=$(mktemp "$(dirname "$target")/.tao-shim.XXXXXX")
    cat > "$new"
    chmod --reference="$target" "$new"
    chown --reference="$target" "$new" 2> /dev/null || true
    mv -fT "$new" "$target"
}

# add_lines PREFIX SHELL FILE: prints what it did: added, changed, unchanged; fails, printing why, if it cannot.
add_lines() {
    local prefix=$1 file=$3 lines present kind directory made=()
    # Lines of `tao-shim enable` do the same and more; it knows how to bring them up to date.
    if grep -qF -e '# >>> tao-shim: taken away by' "$file" 2> /dev/null; then
        if lines=$("$prefix/bin/tao-shim" enable "$2" 2>&1) || [[ $lines = *"no target"* ]]; then
            echo unchanged
            return
        fi
        echo "${lines#tao-shim: error: }"
        return 1
    fi
    lines=$(startup_lines "$2" "$prefix")
    if grep -qxF -e "$begin" "$file" 2> /dev/null; then
        if [ "$(grep -cxF -e "$begin" "$file")" != "$(grep -cxF -e "$end" "$file")" ]; then
            echo "a line of an earlier installation has lost its partner: $begin"
            return 1
        fi
        present=$(sed -n "\\|^$begin\$|,\\|^$end\$|p" "$file")
        if [ "$present" = "$lines" ]; then
            echo unchanged
            return
        fi
        {
            without_lines "$file"
            printf '%s\n' "$lines"
        } | replace_content "$file" 2> /dev/null || {
            echo "it cannot be written"
            return 1
        }
        record "$prefix" "startup appended $file"
        echo changed
        return
    fi

    # Appending cannot lose anything that is there. What was there decides what --uninstall leaves.
    if [ ! -e "$file" ]; then
        kind=made
    elif [ -s "$file" ] && [ "$(tail -c 1 "$file" | wc -l)" = 0 ]; then
        kind=unterminated
        lines=$'\n'$lines
    else
        kind=appended
    fi
    directory=$(dirname "$file")
    while [ ! -d "$directory" ]; do
        made+=("startup-directory $directory")
        directory=$(dirname "$directory")
    done
    if ! { mkdir -p "$(dirname "$file")" && printf '%s\n' "$lines" >> "$file"; } 2> /dev/null; then
        echo "it cannot be written"
        return 1
    fi
    record "$prefix" "startup $kind $file" "${made[@]}"
    echo added
}

# our_lines PREFIX FILE: whether the file holds lines, and for this prefix, not for a later installation elsewhere.
our_lines() {
    local present
    present=$(sed -n "\\|^$begin\$|,\\|^$end\$|p" "$2" 2> /dev/null)
    [ "$present" = "$(startup_lines sh "$1")" ] || [ "$present" = "$(startup_lines fish "$1")" ]
}

# remove_lines PREFIX KIND FILE: leaves the file as it was before add_lines. Prints what it did, if anything.
remove_lines() {
    local prefix=$1 kind=$2 file=$3 unneeded=0
    if ! our_lines "$prefix" "$file"; then return; fi
    # The newline that was added to the file's last line goes too, unless something was added after ours since.
    if [ "$kind" = unterminated ] && [ "$(tail -n 1 "$file")" = "$end" ]; then unneeded=1; fi
    without_lines "$file" | head -c "-$unneeded" | replace_content "$file"
    if [ "$kind" = made ] && [ ! -s "$file" ]; then rm -f "$file"; fi
    say "The lines for PATH were taken out of $file"
}
