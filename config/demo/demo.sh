#!/bin/bash
# install.sh --demo: one training in a scratch project, with NVIDIA's launcher and a Docker Engine, on a stand-in image.
#
#   demo.sh PREFIX      the tao shim installed there
#
# Your own ~/.docker, ~/.tao, ~/.tao_mounts.json and images are not touched: the demo has a home of its own, in which a
# task table of the launcher's own kind names the stand-in image.
set -euo pipefail
prefix=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=config/install/messages.sh
. "$here/../install/messages.sh"
# shellcheck source=config/install/packages.sh
. "$here/../install/packages.sh"
# shellcheck source=config/install/files.sh
. "$here/../install/files.sh"
version=6.26.3
image="tao-shim/stand-in:demo"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tao-shim/demo
shims=$prefix/lib/tao-shim/shims
reasons=$(mktemp)
scratch=$(mktemp -d -t tao-shim-demo.XXXXXX)

clean_up() {
    if [ -n "${DOCKER_HOST:-}" ]; then
        docker image rm "$image" > /dev/null 2>&1 || true
        "$here/engine.sh" stop "$cache/engine" demo || true
    fi
    rm -rf "$scratch" "$reasons"
}
trap clean_up EXIT

# Prints the console script of a launcher that starts: yours, if it is one of today's, else one of the demo's own.
find_launcher() {
    local directory tao
    while read -r directory; do
        tao=$directory/tao
        if [ -f "$tao" ] && [ -x "$tao" ] && grep -q 'nvidia_tao_cli\.entrypoint' <(head -n 20 "$tao" 2> /dev/null) &&
            HOME=$scratch/home "$tao" info > /dev/null 2>&1 < /dev/null; then
            echo "$tao"
            return
        fi
    done < <(tr : '\n' <<< "$PATH")
    if [ -z "$(missing_packages python3-venv)" ] || privilege > /dev/null; then
        need_packages "$scratch/apt.log" "The launcher" python3-venv >&2
    fi
    say "Installing NVIDIA's launcher $version for the demo (some seconds) ..." >&2
    "$here/launcher.sh" $version "$cache/launcher-$version" 2>> "$reasons"
}

make_home() {
    mkdir -p "$scratch/home/.docker" "$scratch/home/.tao"
    echo '{"auths": {"tao-shim": {}}}' > "$scratch/home/.docker/config.json"
    cat > "$scratch/home/.tao/config.json" << 'TABLE'
{"task_group": {"model": {"dockers": {"stand-in": {"demo": {"docker_registry": "tao-shim", "tasks": ["detectnet_v2"]}}}}},
 "format_version": 3.0, "toolkit_version": "6.26.3", "published_date": "stand-in"}
TABLE
}

make_project() {
    project="$scratch/home/my first project"
    mkdir -p "$project/specs" "$project/results"
    echo "a training specification" > "$project/specs/train.txt"
    cat > "$project/tao-project.yaml" << 'YAML'
version: 1
mounts:
  - source: .
    destination: /workspace/tao-experiments
envs:
  STAND_IN_FORMAT: people
YAML
}

show() {
    local words
    printf -v words ' %q' "$@"
    say "" "\$ cd ${project@Q}" "\$${words}"
}

in_project() {
    (
        cd "$project"
        HOME=$scratch/home PATH=$shims:$prefix/bin:${launcher%/tao}:$PATH "$@"
    )
}

mkdir -p "$cache"
record "$prefix" "cache $cache"
make_home
make_project
say "" "The demo: a scratch project, with this tao-project.yaml:" ""
sed 's/^/    /' "$project/tao-project.yaml"

if ! launcher=$(find_launcher); then
    sed 's/^/    /' "$reasons" >&2
    fail "the demo needs NVIDIA's launcher, and it cannot be installed here; the reason is above." \
        "The tao shim itself is installed"
fi
say "Looking for a Docker Engine (for root one is installed and started for the time of the demo, if there is none) ..."
command=(tao model detectnet_v2 train -e specs/train.txt -r "$project/results" -k KEY)
if DOCKER_HOST=$("$here/engine.sh" start "$cache/engine" demo 2>> "$reasons") &&
    export DOCKER_HOST && "$here/image.sh" "$cache" "$image" -- detectnet_v2 2>> "$reasons"; then
    show "${command[@]}"
    status=0
    in_project "${command[@]}" || status=$?
    if [ $status != 0 ]; then fail "the demo's task should have ended with status 0, and tao ended with $status."; fi
    say "" "You typed paths of your own; the paths above are those in the container, and the task found its files there."
else
    say "" "The task itself cannot run here:"
    sed 's/^/    /' "$reasons"
    say "This is what would be run (tao-shim explain starts nothing):"
    show tao-shim explain -- "${command[@]}"
    in_project tao-shim explain -- "${command[@]}"
fi
