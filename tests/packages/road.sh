#!/bin/bash
# The way of a new user, as the README has it, on a fresh Debian that has no Python and no launcher: installing, a project,
# a first task, its files. Says what each step took.
#
#   tests/packages/road.sh 12|13 package|source docker|podman
#
# package: the one that cpack makes of build/release; source: ./install.sh. docker: an engine of root's, for the user's group;
# podman: without root. The image is the stand-in. Status 77: such a system cannot be had here, the reason on stdout.
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=config/install/messages.sh
. "$source_tree/config/install/messages.sh"
# shellcheck source=config/install/packages.sh
. "$source_tree/config/install/packages.sh"
# shellcheck source=tests/e2e/cache.sh
. "$source_tree/tests/e2e/cache.sh"
# shellcheck source=tests/systems/system.sh
. "$source_tree/tests/systems/system.sh"
version=${1:?12 or 13} way=${2:?package or source} engine=${3:?docker or podman}
make_system "$version"
work=$root.road
mkdir -p "$work"
trap 'rm -rf --one-file-system "$work"' EXIT
cp -a --reflink=auto "$root/." "$work"

packages=(busybox-static bash-static)
case $engine in
    docker)
        packages+=(docker.io runc)
        if ((version > 12)); then packages+=(docker-cli); fi  # which was part of it before
        ;;
    podman) packages+=(podman runc uidmap slirp4netns catatonit fuse-overlayfs) ;;
esac
if [ "$way" = source ]; then packages+=("${build_packages[@]}"); fi
say "Installing ${packages[*]} ..."
install_in_system "$work" "${packages[@]}"
# docker.io of some versions comes with one; who has none is the one that this is about.
in_system "$work" sh -c 'apt-get purge -q -y "python3*" libpython3-stdlib > /dev/null 2>&1; ! command -v python3' ||
    unavailable "the packages need Python"
copy_source "$source_tree" "$work"
if [ "$way" = package ]; then
    cpack --config "$source_tree/build/release/CPackConfig.cmake" -G DEB -B "$work/packages" > "$work/cpack.log"
    cp "$work"/packages/*.deb "$work/tmp/tao-shim.deb"
fi

cat > "$work/tmp/root" << 'SCRIPT'
set -eu
useradd --create-home --shell /bin/bash anna
mkdir -p /run/user/1000 && chown anna: /run/user/1000
mkdir -p /var/cache/images && chmod 755 /source /var/cache/images
case $1 in
    docker)
        usermod --append --groups docker anna
        mkdir -p /opt/hook
        printf '#!/bin/sh\nexit 0\n' > /opt/hook/nvidia-container-runtime-hook && chmod 755 /opt/hook/nvidia-container-runtime-hook
        PATH=/opt/hook:$PATH dockerd --bridge=none --iptables=false > /var/log/dockerd.log 2>&1 &
        engine=$!
        trap 'kill $engine && wait $engine || true' EXIT
        tries=0
        until docker version > /dev/null 2>&1; do
            tries=$((tries + 1))
            [ $tries -lt 300 ] && kill -0 $engine || { tail -n 3 /var/log/dockerd.log; exit 77; }
            sleep 0.1
        done
        /source/config/demo/image.sh /var/cache/images nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1.15.5 -- detectnet_v2
        ;;
    podman)
        mkdir -p /etc/containers
        printf '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]\n[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\nruntime = "runc"\n' > /etc/containers/containers.conf
        printf '[storage]\ndriver = "vfs"\n' > /etc/containers/storage.conf
        # The script that makes the image knows docker's words, which are podman's.
        ln -s /usr/bin/podman /usr/local/bin/docker
        chmod 1777 /var/cache/images
        su - anna -c 'XDG_RUNTIME_DIR=/run/user/1000 /source/config/demo/image.sh /var/cache/images nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1.15.5 -- detectnet_v2'
        rm /usr/local/bin/docker
        ;;
esac
if [ "$2" = package ]; then
    start=$(date +%s%N)
    apt-get install -q -y /tmp/tao-shim.deb > /tmp/apt.log 2>&1
    printf '%6.1f s  apt install ./tao-shim.deb\n' "$((($(date +%s%N) - start) / 100000000))e-1"
fi
chown -R anna: /source
su - anna -c "bash /tmp/anna $2 $1"
SCRIPT

cat > "$work/tmp/anna" << 'SCRIPT'
set -eu
export XDG_RUNTIME_DIR=/run/user/1000
# step COMMAND: as typed in a new terminal, in the project's directory if there is one; nobody is there to answer.
step() {
    local start status=0
    start=$(date +%s%N)
    (cd ~/cars 2> /dev/null || cd ~ && bash -lc "$1") < /dev/null > /tmp/said.anna 2>&1 || status=$?
    printf '%6.1f s  %s\n' "$((($(date +%s%N) - start) / 100000000))e-1" "$1"
    if [ $status != "${2:-0}" ]; then cat /tmp/said.anna && echo "status $status" && exit 1; fi
}
if [ "$1" = source ]; then step 'cd /source && ./install.sh'; fi
mkdir -p ~/cars/specs && echo 'random_seed: 42' > ~/cars/specs/train.txt
step 'tao-shim init --layout tao-experiments --task detectnet_v2'
# What podman says where no GPU is described, and what doctor has said before.
if [ "$2" = podman ]; then echo 'gpus: none' >> ~/cars/tao-project.yaml; fi
step 'tao-shim doctor'
step 'tao-shim explain tao detectnet_v2 train -e specs/train.txt -r ~/cars/results'
step 'tao detectnet_v2 train -e specs/train.txt -r ~/cars/results do:write=/workspace/tao-experiments/model.hdf5'
step 'tao detectnet_v2 train -e specs/train.txt -r ~/cars/results do:exit=3' 3
stat -c '%U:%G %n' ~/cars/model.hdf5
[ "$(stat -c %U ~/cars/model.hdf5)" = anna ]
SCRIPT
in_system "$work" bash /tmp/root "$engine" "$way"
say "Debian $version, from the $way, $engine, no Python: the first task runs, and its files are the user's."
