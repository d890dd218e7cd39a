#!/bin/bash
# Finds a Docker Engine on which the launcher's containers start, else starts one (as root) without a service manager.
#
#   engine.sh start STATE_DIR [OWNER]   prints the engine's address for DOCKER_HOST. 77: none can be had here, the
#                                       reason on stderr. Starting twice is the same as once.
#   engine.sh own STATE_DIR [OWNER]     the same, but root gets an engine that is nobody else's, whatever else runs:
#                                       with its own images and network, and at the usual address in a mount namespace
#                                       of its own.
#   engine.sh within STATE_DIR COMMAND...  runs the command in that namespace; as it is if no such engine runs.
#   engine.sh stop STATE_DIR [OWNER]    ends the engine that was started with this OWNER; any owner's if none is
#                                       named. An engine that was running before is left alone.
#
# The launcher asks for all GPUs. An engine grants that without any GPU if it found a program named
# nvidia-container-runtime-hook when it started; so ours gets one that does nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
verb=${1:?start, own, within or stop}
mkdir -p "${2:?the state directory}"
state=$(cd "$2" && pwd)
shift 2
default=unix:///var/run/docker.sock
# Sockets have short names only, so this is not in the state directory.
runtime=/run/tao-shim-engine-$(printf %s "$state" | cksum | cut -d' ' -f1)
inside=()  # words in front of a command that is to see our engine

cannot() {
    echo "engine.sh: $*" >&2
    exit 77
}

answers() { DOCKER_HOST=$1 timeout 10 "${inside[@]}" docker version > /dev/null 2>&1; }

grants_gpus() {
    local image="tao-shim/stand-in:probe-$$" status=0
    export DOCKER_HOST=$1
    "${inside[@]}" "$here/image.sh" "$state/.." "$image" -- probe &&
        timeout 60 "${inside[@]}" docker run --rm --gpus all --network none "$image" true > "$state/probe.log" 2>&1 || status=$?
    "${inside[@]}" docker image rm "$image" > /dev/null 2>&1 || true
    return $status
}

pid_of_ours() {
    local pid
    pid=$(cat "$state/dockerd.pid" 2> /dev/null) && [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = dockerd ] && echo "$pid"
}

# Sets `inside` for our engine; fails if none runs.
look_inside() {
    local pid
    pid=$(pid_of_ours) || return
    # Only root has one, and only root may enter.
    if [ "$(id -u)" = 0 ]; then inside=(nsenter "--mount=/proc/$pid/ns/mnt"); fi
}

# Starts dockerd at the address with further options of its own; in_front: a command that starts it, as an array.
start_dockerd() {
    local host=$1
    shift
    mkdir -p "$state/bin" "$runtime"
    rm -f "$state/dockerd.pid"
    printf '#!/bin/sh\nexit 0\n' > "$state/bin/nvidia-container-runtime-hook"
    chmod 755 "$state/bin/nvidia-container-runtime-hook"
    (
        # Nothing that is open here may stay open as long as the engine lives: a lock, a pipe that somebody reads to its end.
        for descriptor in /proc/self/fd/*; do
            if ((${descriptor##*/} > 2)); then eval "exec ${descriptor##*/}>&-"; fi
        done
        PATH=$state/bin:$PATH:/usr/sbin:/sbin exec setsid "${in_front[@]}" dockerd --host "$host" --data-root "$state/data" \
            --exec-root "$runtime/exec" --pidfile "$state/dockerd.pid" "$@"
    ) > "$state/dockerd.log" 2>&1 < /dev/null &
    local dockerd=$! deadline=$((SECONDS + 60))
    while ((SECONDS < deadline)) && kill -0 "$dockerd" 2> /dev/null; do
        if look_inside && answers "$host"; then return 0; fi
        sleep 0.1
    done
    inside=()
    kill "$dockerd" 2> /dev/null || true
    wait "$dockerd" 2> /dev/null || true
    return 1
}

# Prints the address of our engine if it runs.
running() {
    look_inside && answers "$(cat "$state/host")" && cat "$state/host"
}

# start_ours PROBLEM OWNER HOST [OPTION...]: prints HOST, or has ended with the reason.
start_ours() {
    local problem=$1 owner=$2 host=$3
    shift 3
    if [ "$(id -u)" != 0 ]; then cannot "$problem, and only root may start one"; fi
    if ! command -v dockerd > /dev/null; then
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends docker.io; } \
            > "$state/apt.log" 2>&1 || cannot "$problem, and docker.io could not be installed; see $state/apt.log"
    fi
    # In some virtual machines and containers the engine may not change the firewall.
    start_dockerd "$host" "$@" || start_dockerd "$host" --bridge=none --iptables=false ||
        cannot "$problem, and dockerd does not start here: $(tail -n 1 "$state/dockerd.log")"
    echo "$host" > "$state/host"
    echo "$owner" > "$state/owner"
    grants_gpus "$host" || cannot "the engine started for this starts no container: $(tail -n 1 "$state/probe.log")"
    echo "$host"
}

start() {
    local host=${DOCKER_HOST:-$default} problem
    unset DOCKER_HOST
    if running; then return; fi
    problem="no Docker Engine answers at $host"
    if answers "$host"; then
        if grants_gpus "$host"; then
            echo "$host"
            return
        fi
        problem="the Docker Engine at $host starts no container with GPUs: $(tail -n 1 "$state/probe.log")"
    fi

    # Beside a running engine ours gets a socket and a network namespace of its own: an engine that is told to make no
    # bridge deletes the docker0 that it finds, and with it the network of the other one's containers.
    if answers $default; then
        in_front=(unshare --net)
        start_ours "$problem" "${1:-}" "unix://$runtime/docker.sock" --bridge=none --iptables=false
    else
        in_front=()
        start_ours "$problem" "${1:-}" "$default"
    fi
}

own() {
    in_front=(unshare --mount --net --propagation slave)
    if [ "$(id -u)" != 0 ] || ! "${in_front[@]}" true 2> /dev/null; then
        start "$@"
        return
    fi
    unset DOCKER_HOST
    if running; then return; fi
    in_front+=("$here/private_run.sh" "$state/host-run")
    # A bridge is of no use in a network of its own, and takes two fifths of the time that a container's start does. Without
    # one the engine (20.10) keeps a note of every container's network, and takes them away when it starts next: a second for
    # ten.
    rm -rf "$state/data/network"
    start_ours "no Docker Engine of our own runs" "${1:-}" "$default" --bridge=none --iptables=false
}

within() {
    look_inside || true
    # One is entered at its root.
    # shellcheck disable=SC2016
    exec "${inside[@]}" sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@" 9>&-
}

stop() {
    local pid owner=${1:-} deadline=$((SECONDS + 30))
    pid=$(pid_of_ours) || return 0
    if [ -n "$owner" ] && [ "$owner" != "$(cat "$state/owner")" ]; then return 0; fi
    kill "$pid"
    while pid_of_ours > /dev/null; do  # which reads the pid file: a zombie would still have its pid
        if ((SECONDS >= deadline)); then
            echo "engine.sh: dockerd (pid $pid) does not end" >&2
            exit 1
        fi
        sleep 0.1
    done
    rm -rf "$runtime" "$state/host" "$state/owner"
}

exec 9> "$state/lock"
flock 9
"$verb" "$@"
