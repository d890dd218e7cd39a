# shellcheck shell=bash
# Sourced after messages.sh: fresh Debian systems in directories, made by debootstrap and kept between runs in
# TAO_SHIM_TEST_CACHE. Needs root and a network; what cannot be had ends the script with status 77 and the reason.

unavailable() {
    echo "SKIPPED: $*"
    exit 77
}

# release_of VERSION: the name that debootstrap knows.
release_of() {
    case $1 in
        12) echo bookworm ;;
        13) echo trixie ;;
        *) fail "There is no Debian $1 here." "12 and 13 are known" ;;
    esac
}

# make_system VERSION: sets `root` to a directory with that Debian, as debootstrap leaves it.
make_system() {
    local release made
    release=$(release_of "$1")
    root=$TAO_SHIM_TEST_CACHE/systems/debian-$1
    if [ -e "$root/made" ]; then return; fi
    if [ "$(id -u)" != 0 ]; then unavailable "only root can make a system"; fi
    if ! command -v debootstrap > /dev/null; then unavailable "there is no debootstrap (Debian: apt install debootstrap)"; fi
    made=$root.new
    rm -rf "$made"
    mkdir -p "$made"
    say "Making a Debian $1 in $root ..."
    debootstrap --variant=minbase "$release" "$made" > "$made.log" 2>&1 ||
        unavailable "debootstrap makes no Debian $1 here: $(tail -n 1 "$made.log")"
    touch "$made/made"
    rm -rf --one-file-system "$root"
    mv "$made" "$root"
}

# in_system ROOT COMMAND...: runs it there, with processes and mounts of its own, and what the machine's resolver knows.
in_system() {
    local root=$1
    shift
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child bash -c '
        root=$1 && shift
        mount --bind "$root" "$root" || exit 77  # as any system has it, its root is mounted
        mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && mount --rbind /sys "$root/sys" || exit 77
        exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive "$@"' bash "$root" "$@"
}

# install_in_system ROOT PACKAGE...
install_in_system() {
    local root=$1
    shift
    in_system "$root" sh -c 'apt-get update -q && apt-get install -q -y --no-install-recommends "$@"' sh "$@" \
        > "$root.apt.log" 2>&1 || unavailable "the packages cannot be installed: $(tail -n 1 "$root.apt.log")"
}

# copy_source SOURCE_TREE ROOT: the source tree as it is, with what is not committed and without what was built, to ROOT/source.
copy_source() {
    rm -rf "$2/source"
    mkdir "$2/source"
    (cd "$1" && git ls-files -z --cached --others --exclude-standard | tar --null --ignore-failed-read -cf - -T -) |
        tar -xf - -C "$2/source"
}
