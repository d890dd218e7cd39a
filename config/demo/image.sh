#!/bin/bash
# Makes the stand-in image: what the launcher needs of a TAO image in 3 MB. A static bash as the command, a static
# busybox, and one program (stand_in.sh) under the name of every task.
#
#   image.sh CACHE_DIR IMAGE... -- TASK...    DOCKER_HOST is honoured. 77: it cannot be made here, the reason on stderr.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$1
shift
images=()
while [ "$1" != -- ]; do
    images+=("$1")
    shift
done
shift
label=tao-shim.stand-in

cannot() {
    echo "image.sh: $*" >&2
    exit 77
}

# Prints the path of a static program: the installed one, else the one in its package, unpacked in the cache (which
# needs no privilege and changes nothing on the system).
static_program() {
    local package=$1 path
    shift
    for path in "$@" "${@/#/$cache/packages}"; do
        if [ -x "$path" ] && ! ldd "$path" > /dev/null 2>&1; then
            echo "$path"
            return
        fi
    done
    mkdir -p "$cache/packages"
    (
        cd "$cache/packages"
        apt-get download -q "$package" || { apt-get update -q && apt-get download -q "$package"; }
        dpkg-deb -x "$package"_*.deb .
        rm -f "$package"_*.deb
    ) > "$cache/packages/$package.log" 2>&1 ||
        cannot "the package $package can be neither found nor downloaded; see $cache/packages/$package.log"
    for path in "${@/#/$cache/packages}"; do
        if [ -x "$path" ]; then
            echo "$path"
            return
        fi
    done
    cannot "the package $package does not hold $1"
}

busybox=$(static_program busybox-static /bin/busybox /usr/bin/busybox)
bash_static=$(static_program bash-static /bin/bash-static /usr/bin/bash-static)
content=$(sha256sum "${BASH_SOURCE[0]}" "$here/stand_in.sh" "$busybox" "$bash_static" <(printf '%s\n' "$@") |
    cut -d' ' -f1 | sha256sum | cut -c1-16)

# An image of that name that is not a stand-in is somebody's download of 20 GB. Those that are there already are asked for
# at once: a command for each would cost more than many a test.
present=$(docker image ls --filter "label=$label=$content" --format '{{.Repository}}:{{.Tag}}')
wanted=()
for image in "${images[@]}"; do
    if grep -qxF -e "$image" <<< "$present"; then continue; fi
    label_of_image=$(docker image inspect --format "{{index .Config.Labels \"$label\"}}" "$image" 2> /dev/null) ||
        label_of_image=absent
    case $label_of_image in
        "" | "<no value>") cannot "an image named $image exists and is not a stand-in; it is left alone" ;;
        *) wanted+=("$image") ;;
    esac
done
if ((${#wanted[@]} == 0)); then exit 0; fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"  # it becomes /, which every user of the container enters
mkdir -p "$root"/{bin,dev,etc,home,opt/nvidia/tools,proc,root,run,sys,usr/bin,usr/local/bin,var}
mkdir -m 1777 "$root/tmp"
cp "$busybox" "$root/bin/busybox"
cp "$bash_static" "$root/bin/bash"
"$busybox" --list | while read -r applet; do
    if [ ! -e "$root/bin/$applet" ]; then ln -s busybox "$root/bin/$applet"; fi
done
install -m 755 "$here/stand_in.sh" "$root/usr/local/bin/stand-in"
for task in "$@"; do
    ln -sf stand-in "$root/usr/local/bin/$task"
done
echo 'root:x:0:0:root:/root:/bin/bash' > "$root/etc/passwd"
echo 'root:x:0:' > "$root/etc/group"

tar -C "$root" --owner=0 --group=0 -c . |
    docker import --change 'CMD ["/bin/bash"]' --change 'WORKDIR /opt/nvidia/tools' \
        --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' --change "LABEL $label=$content" - "${wanted[0]}" > /dev/null
for image in "${wanted[@]:1}"; do
    docker tag "${wanted[0]}" "$image"
done
