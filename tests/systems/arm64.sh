#!/bin/bash
# Builds the project for arm64 by a cross compiler in a fresh Debian, and runs the unit tests under qemu-user.
#
#   tests/systems/arm64.sh [12|13]
#
# CMAKE_OPTIONS are passed on.
# Status 77: such a system cannot be had here, the reason on stdout. The package comes to build/packages.
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=config/install/messages.sh
. "$source_tree/config/install/messages.sh"
# shellcheck source=tests/e2e/cache.sh
. "$source_tree/tests/e2e/cache.sh"
# shellcheck source=tests/systems/system.sh
. "$source_tree/tests/systems/system.sh"
version=${1:-12}
make_system "$version"
work=$root.arm64
mkdir -p "$work"
trap 'rm -rf --one-file-system "$work"' EXIT
cp -a --reflink=auto "$root/." "$work"
say "Installing packages ..."
in_system "$work" dpkg --add-architecture arm64
install_in_system "$work" cmake ninja-build file g++-aarch64-linux-gnu qemu-user libboost-filesystem-dev:arm64 \
    libyaml-cpp-dev:arm64 nlohmann-json3-dev libcli11-dev catch2 libc6:arm64 libstdc++6:arm64 shellcheck python3
copy_source "$source_tree" "$work"
cat > "$work/source/arm64.cmake" << 'TOOLCHAIN'
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64)
TOOLCHAIN
# shellcheck disable=SC2016
in_system "$work" bash -euc '
    cd /source
    cmake -B build -G Ninja -DCMAKE_TOOLCHAIN_FILE=/source/arm64.cmake $1
    cmake --build build
    file build/stage/lib/tao-shim/shims/tao
    ctest --test-dir build -LE e2e -j "$(nproc)" --output-on-failure --no-tests=error
    cpack --config build/CPackConfig.cmake -B packages' bash "${CMAKE_OPTIONS:-}"
mkdir -p "$source_tree/build/packages"
cp "$work"/source/packages/*arm64.* "$source_tree/build/packages/"
say "arm64 on Debian $version: built, and the unit tests pass under qemu."
