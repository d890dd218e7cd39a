# shellcheck shell=bash
# Sourced after messages.sh: puts a tree of files under the prefix and takes exactly that away again.
#
# The manifest (share/tao-shim/install-manifest) has one line a thing that was made: `file PATH` and `directory PATH`
# relative to the prefix; `startup KIND FILE` for a shell's start-up file and `startup-directory DIRECTORY` for one that
# was made for it (startup.sh); `cache DIRECTORY`. It is written before anything else, so that an installation that broke
# off can be taken away too.

# `grep -q` ends at the first hit. At the end of a pipe that would be a broken pipe for what writes into it, and with
# pipefail a failure now and then: the input comes by <(...) instead.

manifest_of() { echo "$1/share/tao-shim/install-manifest"; }

# recorded PREFIX KIND: the manifest's entries of that kind.
recorded() {
    if [ -e "$(manifest_of "$1")" ]; then sed -n "s/^$2 //p" "$(manifest_of "$1")"; fi
}

# record PREFIX LINE...: adds the lines that the manifest lacks.
record() {
    local manifest line
    manifest=$(manifest_of "$1")
    shift
    for line in "$@"; do
        if ! grep -qxF -e "$line" "$manifest" 2> /dev/null; then printf '%s\n' "$line" >> "$manifest"; fi
    done
}

# make_directory PREFIX DIRECTORY: makes it and those above it, and records the ones that were not there. The prefix
# itself is `.`, and what is above it is not recorded: it is left.
make_directory() {
    local prefix=$1 directory=$2 made=()
    while [ ! -d "$prefix/$directory" ]; do
        made=("directory $directory" "${made[@]}")
        if [ "$directory" = . ]; then break; fi
        directory=$(dirname "$directory")
    done
    if ((${#made[@]})); then
        mkdir -p "$prefix/$2" || fail "$prefix/$2 cannot be made." "Choose another place with --prefix DIRECTORY"
        pending+=("${made[@]}")
    fi
    if [ -d "$prefix/share/tao-shim" ] && ((${#pending[@]})); then
        record "$prefix" "${pending[@]}"
        pending=()
    fi
}

same_file() {
    if [ -L "$1" ] || [ -L "$2" ]; then
        [ -L "$1" ] && [ -L "$2" ] && [ "$(readlink "$1")" = "$(readlink "$2")" ]
    else
        [ -f "$2" ] && [ "$(stat -c %a "$1")" = "$(stat -c %a "$2")" ] && cmp -s "$1" "$2"
    fi
}

# install_tree STAGED PREFIX: sets `changed` to the number of files that were not already there as they are.
install_tree() {
    local staged=$1 prefix=$2 file obsolete files=() pending=()
    changed=0
    mapfile -t files < <(cd "$staged" && find . \( -type f -o -type l \) | sed 's|^\./||' | LC_ALL=C sort)

    for file in "${files[@]}"; do
        if [ -e "$prefix/$file" ] || [ -L "$prefix/$file" ]; then
            grep -qxF -e "$file" <(recorded "$prefix" file) ||
                fail "$prefix/$file is there already and was not put there by this script." \
                    "Move it away, or choose another place with --prefix DIRECTORY"
        fi
    done
    make_directory "$prefix" share/tao-shim
    record "$prefix" "${files[@]/#/file }"

    for file in "${files[@]}"; do
        make_directory "$prefix" "$(dirname "$file")"
        if ! same_file "$staged/$file" "$prefix/$file"; then
            # By a rename, so that a program that runs now keeps its own file.
            if ! { cp -dp --no-preserve=ownership,timestamps "$staged/$file" "$prefix/$file.new" &&
                mv -fT "$prefix/$file.new" "$prefix/$file"; }; then
                fail "$prefix/$file cannot be written." "Choose another place with --prefix DIRECTORY"
            fi
            changed=$((changed + 1))
        fi
    done

    # What an earlier version installed and this one does not.
    while read -r obsolete; do
        if ! grep -qxF -e "$obsolete" <(printf '%s\n' "${files[@]}"); then
            rm -f "$prefix/$obsolete"
            forget "$prefix" "file $obsolete"
            changed=$((changed + 1))
        fi
    done < <(recorded "$prefix" file)
}

forget() {
    local manifest left
    manifest=$(manifest_of "$1")
    left=$(grep -vxF -e "$2" "$manifest" || true)
    printf '%s\n' "$left" > "$manifest"
}

# remove_tree PREFIX: the files, the manifest, then those of the directories we made that are empty now, deepest first.
remove_tree() {
    local prefix=$1 path directories=()
    mapfile -t directories < <(recorded "$prefix" directory | LC_ALL=C sort -r)
    while read -r path; do rm -f "$prefix/$path"; done < <(recorded "$prefix" file)
    while read -r path; do
        rm -rf "$path"
        rmdir "$(dirname "$path")" 2> /dev/null || true
    done < <(recorded "$prefix" cache)
    # Innermost first.
    while read -r path; do rmdir "$path" 2> /dev/null || true; done < <(recorded "$prefix" startup-directory | LC_ALL=C sort -r)
    rm -f "$(manifest_of "$prefix")"
    for path in "${directories[@]}"; do rmdir "$prefix/${path#.}" 2> /dev/null || true; done
}
