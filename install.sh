#!/bin/bash
# Installs the tao shim for one user: built from this source tree, or from an archive. `install.sh --help` says the rest.
set -euo pipefail
umask 022
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
parts=$source_tree/config/install
# shellcheck source=config/install/messages.sh
. "$parts/messages.sh"
# shellcheck source=config/install/packages.sh
. "$parts/packages.sh"
# shellcheck source=config/install/files.sh
. "$parts/files.sh"
# shellcheck source=config/install/startup.sh
. "$parts/startup.sh"

usage() {
    cat << 'TEXT'
Usage: ./install.sh [--prefix DIRECTORY] [--no-modify-path] [--from FILE] [--demo]
       ./install.sh [--prefix DIRECTORY] --uninstall

Builds the tao shim and installs it below DIRECTORY (~/.local if none is named). In an unpacked archive the programs are
there already. Doing it again brings the installation up to date; if it is, nothing changes.

  --prefix DIRECTORY  where to install; nothing is written elsewhere but your shell's start-up files
  --from FILE         build nothing, take the programs of a package: tao-shim_VERSION_ARCHITECTURE.tar.gz or .deb
  --no-modify-path    leave the shell's start-up files alone, and say how PATH must look
  --demo              afterwards run a task with host paths in a scratch project, on a small stand-in image
  --uninstall         take away what was installed, and nothing else
  --help              this text
TEXT
}

read_command_line() {
    prefix=${HOME:?HOME is not set}/.local
    modify_path=yes
    action=install
    demo=no
    archive=
    while (($#)); do
        case $1 in
            --prefix)
                if (($# < 2)); then fail "--prefix needs a directory." "For example: ./install.sh --prefix ~/.local"; fi
                prefix=$2
                shift
                ;;
            --prefix=*) prefix=${1#*=} ;;
            --from)
                if (($# < 2)); then fail "--from needs a file." "For example: ./install.sh --from tao-shim_1.0.0_amd64.tar.gz"; fi
                archive=$2
                shift
                ;;
            --from=*) archive=${1#*=} ;;
            --no-modify-path) modify_path=no ;;
            --uninstall) action=uninstall ;;
            --demo) demo=yes ;;
            -h | --help)
                usage
                exit 0
                ;;
            *) fail "there is no option $1." "./install.sh --help lists them" ;;
        esac
        shift
    done
    case $prefix in
        "") fail "--prefix needs a directory." "For example: ./install.sh --prefix ~/.local" ;;
        *:*) fail "the prefix $prefix has a colon in it, which cannot stand in PATH." "Choose another directory" ;;
        *$'\n'*) fail "the prefix has a line break in it." "Choose another directory" ;;
    esac
    if [ -n "$archive" ] && [ ! -f "$archive" ]; then fail "there is no file $archive." "--from takes a package of the tao shim"; fi
    # As absolute as it has to be in PATH; a directory that is not there yet is fine.
    prefix=$(realpath -ms -- "$prefix")
}

# Builds in the source tree, so that the next time is quick; elsewhere if it belongs to somebody else.
build() {
    local build_directory=$source_tree/build/release
    if ! mkdir -p "$build_directory" 2> /dev/null || [ ! -w "$build_directory" ]; then build_directory=$work/build; fi
    need_packages "$work/log" "Building the tao shim" "${build_packages[@]}"
    say "Building (some minutes the first time) ..."
    cd "$source_tree"
    run_quietly "$work/log" "Preparing the build" cmake --preset release -B "$build_directory"
    run_counting "$work/log" "Building" cmake --build "$build_directory"
    run_quietly "$work/log" "Installing into $work" cmake --install "$build_directory" --prefix "$tree" --strip
}

# The programs of a package, which is a tarball or Debian's.
unpack() {
    local unpacked=$work/unpacked
    mkdir "$unpacked"
    case $archive in
        *.deb)
            run_quietly "$work/log" "Unpacking $archive" dpkg-deb -x "$archive" "$unpacked"
            # Only in /usr: there Debian's zsh looks for functions, and cron and sudo for programs. Start-up files have another way.
            rm -rf "$unpacked/usr/share/zsh/vendor-completions" "$unpacked"/usr/bin/{tao,tlt,tao-deploy}
            ;;
        *) run_quietly "$work/log" "Unpacking $archive" tar -xf "$archive" --strip-components=1 -C "$unpacked" ;;
    esac
    for tree in "$unpacked/usr" "$unpacked/tree"; do
        if [ -x "$tree/bin/tao-shim" ]; then return; fi
    done
    fail "$archive holds no tao shim." "It is named tao-shim_VERSION_ARCHITECTURE.tar.gz or .deb"
}

# Sets `tree`, a directory with what is to be installed.
make_tree() {
    work=$(mktemp -d -t tao-shim-install.XXXXXX)
    trap 'rm -rf "$work"' EXIT
    tree=$work/tree
    if [ -n "$archive" ]; then
        unpack
    elif [ -d "$source_tree/tree" ]; then
        tree=$source_tree/tree
    else
        build
    fi
    # What a later step would say of it is no help to anybody.
    if ! "$tree/bin/tao-shim" --version > /dev/null 2>&1; then
        fail "the programs do not run on this machine, which is $(uname -m)." "Choose the package of its architecture"
    fi
}

# Sets `file_problems` when a start-up file could not be changed.
write_startup_files() {
    local shell file done_to
    shell=$(user_shell)
    file_problems=no
    while read -r file; do
        if done_to=$(add_lines "$prefix" "$shell" "$file"); then
            if [ "$done_to" != unchanged ]; then
                say "$file: lines $done_to that put the shim first on PATH"
                changed=$((changed + 1))
            fi
        else
            say "$file: not changed, because $done_to"
            file_problems=yes
        fi
    done < <(startup_files "$shell")
}

say_what_to_type() {
    local shell shims=$prefix/lib/tao-shim/shims
    shell=$(user_shell)
    if [ "$modify_path" = no ] || [ "$file_problems" = yes ]; then
        say "" "PATH must begin with $shims. Lines for your shell's start-up file, at its end:" ""
        startup_lines "$shell" "$prefix" | sed 's/^/    /'
    elif [[ $PATH: != "$shims":* ]]; then
        say "" "Open a new terminal for it, or type this in the present one:"
        if [ "$shell" = fish ]; then
            say "    set -gx PATH $(quoted "$shims") \$PATH $(quoted "$prefix/bin")"
        else
            say "    export PATH=$(quoted "$shims"):\"\$PATH\":$(quoted "$prefix/bin")"
        fi
    fi
    say "" "Then, in your project's directory, type: tao-shim init" "and tao as ever. What is missing, and what mends it: tao-shim doctor"
}

install_shim() {
    make_tree
    install_tree "$tree" "$prefix"
    file_problems=no
    if [ "$modify_path" = yes ]; then write_startup_files; fi
    if ((changed)); then
        say "The tao shim is installed in $prefix"
    else
        say "The tao shim in $prefix is up to date; nothing was changed."
    fi
    say_what_to_type
}

uninstall_shim() {
    local kind file
    if [ ! -e "$(manifest_of "$prefix")" ]; then
        fail "no tao shim is installed in $prefix (it has no share/tao-shim/install-manifest)." \
            "If it is elsewhere: ./install.sh --uninstall --prefix DIRECTORY"
    fi
    while read -r kind file; do remove_lines "$prefix" "$kind" "$file"; done < <(recorded "$prefix" startup)
    # What `tao-shim enable` has written since, only it knows.
    if [ -x "$prefix/bin/tao-shim" ]; then "$prefix/bin/tao-shim" disable --all || true; fi
    remove_tree "$prefix"
    say "The tao shim was taken away from $prefix"
}

read_command_line "$@"
"${action}_shim"
if [ "$demo" = yes ] && [ "$action" = install ]; then
    if [ ! -d "$source_tree/config/demo" ]; then fail "--demo needs the source tree, of which a package holds no part."; fi
    "$source_tree/config/demo/demo.sh" "$prefix"
fi
