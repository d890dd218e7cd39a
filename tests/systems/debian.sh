#!/bin/bash
# Builds the project in a fresh Debian, as its README says, and runs the unit tests there.
#
#   tests/systems/debian.sh 12|13 [PACKAGE...]    further packages, for example another compiler or another Boost:
#
#   CXX=clang++-19 tests/systems/debian.sh 13 clang-19
#   tests/systems/debian.sh 13 libboost-filesystem1.88-dev libboost1.88-dev
#
# CXX and CMAKE_OPTIONS are passed on. Status 77: such a system cannot be had here, the reason on stdout.
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
version=${1:?12 or 13}
shift
make_system "$version"
# A copy, so that the next run is a first one again.
work=$root.work
mkdir -p "$work"
trap 'rm -rf --one-file-system "$work"' EXIT
cp -a --reflink=auto "$root/." "$work"
say "Installing packages ..."
install_in_system "$work" "${build_packages[@]}" catch2 shellcheck python3 python3-yaml python3-jsonschema "$@"
copy_source "$source_tree" "$work"
# shellcheck disable=SC2016
in_system "$work" env ${CXX:+CXX="$CXX"} bash -euc '
    cd /source
    cmake -B build -G Ninja $1
    grep -h "^CMAKE_CXX_COMPILER:\|^Boost_DIR\|^Catch2_DIR" build/CMakeCache.txt
    dpkg-query -W -f "\${Package} \${Version}\n" "libboost*-dev" libyaml-cpp-dev nlohmann-json3-dev libcli11-dev catch2 2> /dev/null
    cmake --build build
    ctest --test-dir build -LE e2e -j "$(nproc)" --output-on-failure --no-tests=error' bash "${CMAKE_OPTIONS:-}"
say "Debian $version builds it, and its unit tests pass there."
