#!/bin/bash
# Installs a package in a fresh Debian, runs a line through the shim there, and takes the package away again.
#
#   tests/packages/debian.sh 12|13 [PACKAGE.deb]    without a package, the one that cpack makes of build/release
#
# The launcher is a program that is one by its text, and says which words it got. Status 77: such a system cannot be had.
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=config/install/messages.sh
. "$source_tree/config/install/messages.sh"
# shellcheck source=tests/e2e/cache.sh
. "$source_tree/tests/e2e/cache.sh"
# shellcheck source=tests/systems/system.sh
. "$source_tree/tests/systems/system.sh"
version=${1:?12 or 13}
make_system "$version"
work=$root.package
mkdir -p "$work"
trap 'rm -rf --one-file-system "$work"' EXIT
if [ $# -gt 1 ]; then
    package=$2
else
    cpack --config "$source_tree/build/release/CPackConfig.cmake" -G DEB -B "$work/packages" > "$work/cpack.log"
    package=$(echo "$work"/packages/*.deb)
fi
cp -a --reflink=auto "$root/." "$work"
cp "$package" "$work/tmp/tao-shim.deb"
install_in_system "$work" python3
cat > "$work/usr/local/bin/tao" << 'PROGRAM'
#!/usr/bin/python3 -IES
import json, os, sys
mounts = json.load(open(os.environ["LAUNCHER_MOUNTS"]))["Mounts"]
print(" ".join(sys.argv[1:]), "with", mounts[0]["destination"])
sys.exit(7)
from nvidia_tao_cli.entrypoint.tao_launcher import main
PROGRAM
chmod 755 "$work/usr/local/bin/tao"
cat > "$work/tmp/check" << 'SCRIPT'
set -eu
fail() { echo "failed: $*" >&2; exit 1; }
everything() { find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /var -o -path /root \) -prune -o -print | sort; }
everything > /tmp/before
dpkg -i /tmp/tao-shim.deb > /tmp/said
grep -q '/etc/profile.d/tao-shim.sh' /tmp/said || fail "the installation does not say what to type: $(cat /tmp/said)"
[ "$(bash -lc 'command -v tao')" = /usr/lib/tao-shim/shims/tao ] || fail "tao is $(bash -lc 'command -v tao')"
tao-shim --version
mkdir -p /root/cars/specs
touch /root/cars/specs/train.txt
printf 'version: 1\nmounts:\n  - source: .\n    destination: /workspace/cars\n' > /root/cars/tao-project.yaml
status=0
said=$(bash -lc 'cd /root/cars && tao model detectnet_v2 train -e /root/cars/specs/train.txt') || status=$?
[ $status = 7 ] || fail "status $status of: $said"
expected="model detectnet_v2 train -e /workspace/cars/specs/train.txt with /workspace/cars"
[ "$said" = "$expected" ] || fail "the launcher got: $said"
echo "$said"
# A shell that has read no profile, as in cron, in a terminal that was open before, and under sudo.
said=$(env -i HOME=/root PATH=/usr/bin:/bin TAO_SHIM_LAUNCHER=/usr/local/bin/tao sh -c 'cd /root/cars && tao model detectnet_v2 train -e specs/train.txt') || true
[ "$said" = "model detectnet_v2 train -e specs/train.txt with /workspace/cars" ] || fail "without a profile the launcher got: $said"
for file in LICENSE licences/libc6-dev; do [ -s "/usr/share/doc/tao-shim/$file" ] || fail "there is no $file"; done
dpkg --purge tao-shim > /dev/null
everything > /tmp/after
diff /tmp/before /tmp/after || fail "the removal leaves something"
SCRIPT
in_system "$work" bash /tmp/check
say "Debian $version: the package is installed, runs a line, and goes without a trace."
