#!/bin/bash
# Runs a command with a /run of its own, in which nothing of a Docker Engine is, and everything else of the machine's. In
# a mount namespace of its own, as root:
#
#   unshare --mount --net private_run.sh SCRATCH_DIR COMMAND...
set -euo pipefail
scratch=$1
shift
mkdir -p "$scratch"
mount --rbind /run "$scratch"
mount -t tmpfs -o mode=755 tmpfs /run
for entry in "$scratch"/* "$scratch"/.[!.]*; do
    name=${entry##*/}
    case $name in docker | docker.* | containerd) continue ;; esac
    if [ -L "$entry" ]; then
        cp -P "$entry" /run/
    elif [ -d "$entry" ]; then
        mkdir -p "/run/$name"
        mount --rbind "$entry" "/run/$name"
    elif [ -e "$entry" ]; then
        touch "/run/$name"
        mount --bind "$entry" "/run/$name"
    fi
done
umount --lazy "$scratch"
# A new network has its loopback down.
ip link set lo up || true
exec "$@"
