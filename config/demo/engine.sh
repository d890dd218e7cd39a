#!/bin/bash
# Finds a Docker Engine on which the launcher's containers start, else starts one (as root) without a service manager.
#
#   engine.sh start STATE_DIR [OWNER]   prints the engine's address for DOCKER_HOST. 77: none can be had here, the
#                                       reason on stderr. Starting twice is the same as once.
#   engine.sh stop STATE_DIR [OWNER]    ends the engine that `start` with this OWNER started; any owner's if none is
#                                       named. An engine that was running before is left alone.
#
# The launcher asks for all GPUs. An engine grants that without any GPU if it found a program named
# nvidia-container-runtime-hook when it started; so ours gets one that does nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
verb=${1:?start or stop}
mkdir -p "${2:?the state directory}"
state=$(cd "$2" && pwd)
owner=${3:-}
default=unix:///var/run/docker.sock
# Sockets have short names only, so this is not in the state directory.
runtime=/run/tao-shim-engine-$(printf %s "$state" | cksum | cut -d' ' -f1)

cannot() {
    echo "engine.sh: $*" >&2
    exit 77
}

answers() { DOCKER_HOST=$1 timeout 10 docker version > /dev/null 2>&1; }

grants_gpus() {
    local image="tao-shim/stand-in:probe-$$" status=0
    export DOCKER_HOST=$1
    "$here/image.sh" "$state/.." "$image" -- probe &&
        timeout 60 docker run --rm --gpus all --network none "$image" true > "$state/probe.log" 2>&1 || status=$?
    docker image rm "$image" > /dev/null 2>&1 || true
    return $status
}

pid_of_ours() {
    local pid
    pid=$(cat "$state/dockerd.pid" 2> /dev/null) && [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = dockerd ] && echo "$pid"
}

# Starts dockerd at the address with further options of its own; in_front: a command that starts it, as an array.
start_dockerd() {
    local host=$1
    shift
    mkdir -p "$state/bin" "$runtime"
    printf '#!/bin/sh\nexit 0\n' > "$state/bin/nvidia-container-runtime-hook"
    chmod 755 "$state/bin/nvidia-container-runtime-hook"
    PATH=$state/bin:$PATH:/usr/sbin:/sbin setsid "${in_front[@]}" dockerd --host "$host" --data-root "$state/data" --exec-root "$runtime/exec" \
        --pidfile "$state/dockerd.pid" "$@" > "$state/dockerd.log" 2>&1 < /dev/null 9>&- &
    local dockerd=$! deadline=$((SECONDS + 60))
    while ((SECONDS < deadline)) && kill -0 "$dockerd" 2> /dev/null; do
        if answers "$host"; then return 0; fi
        sleep 0.1
    done
    kill "$dockerd" 2> /dev/null || true
    wait "$dockerd" 2> /dev/null || true
    return 1
}

start() {
    local host=${DOCKER_HOST:-$default}
    unset DOCKER_HOST
    if [ -n "$(pid_of_ours || true)" ] && answers "$(cat "$state/host")"; then
        cat "$state/host"
        return
    fi
    local problem="no Docker Engine answers at $host"
    if answers "$host"; then
        if grants_gpus "$host"; then
            echo "$host"
            return
        fi
        problem="the Docker Engine at $host starts no container with GPUs: $(tail -n 1 "$state/probe.log")"
    fi
    if [ "$(id -u)" != 0 ]; then cannot "$problem, and only root may start one"; fi
    if ! command -v dockerd > /dev/null; then
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends docker.io; } \
            > "$state/apt.log" 2>&1 || cannot "$problem, and docker.io could not be installed; see $state/apt.log"
    fi

    # Beside a running engine ours gets a socket and a network namespace of its own: an engine that is told to make no
    # bridge deletes the docker0 that it finds, and with it the network of the other one's containers.
    host=$default
    local in_front=() flags=()
    if answers $default; then
        host=unix://$runtime/docker.sock
        in_front=(unshare --net)
        flags=(--bridge=none --iptables=false)
    fi
    # In some virtual machines and containers the engine may not change the firewall.
    start_dockerd "$host" "${flags[@]}" || start_dockerd "$host" --bridge=none --iptables=false ||
        cannot "$problem, and dockerd does not start here: $(tail -n 1 "$state/dockerd.log")"
    echo "$host" > "$state/host"
    echo "$owner" > "$state/owner"
    grants_gpus "$host" || cannot "the engine started for this starts no container: $(tail -n 1 "$state/probe.log")"
    echo "$host"
}

stop() {
    local pid deadline=$((SECONDS + 30))
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
"$verb"
