#!/bin/bash
# Installs one version of NVIDIA's launcher into a virtual environment of its own and prints the path of its `tao`.
#
#   launcher.sh VERSION DIRECTORY      77: it cannot be had here, the reason on stderr.
set -euo pipefail
version=$1
directory=$2

# What the version's own requirements get wrong today: tabulate 0.8.7 needs a Python before 3.10, and docker-py 4.3
# fails with a requests after 2.31 ("Not supported URL scheme http+docker").
case $version in
    5.5.* | 5.6.* | 6.*) corrections=() ;;
    *) corrections=('tabulate>=0.9' 'requests==2.31.0' 'urllib3<2') ;;
esac

# The distribution's Python: one from somebody's home would be out of reach for other users.
python=/usr/bin/python3
if [ ! -x $python ]; then python=$(command -v python3) || { echo "launcher.sh: no python3 found" >&2 && exit 77; }; fi
if ! $python -c 'import ensurepip, venv' 2> /dev/null; then
    echo "launcher.sh: $python lacks the venv module (Debian: apt install python3-venv)" >&2
    exit 77
fi

mkdir -p "$(dirname "$directory")"
exec 9> "$directory.lock"
flock 9
if [ ! -e "$directory/complete" ]; then
    rm -rf "$directory"
    {
        $python -m venv "$directory" &&
            "$directory/bin/pip" install --disable-pip-version-check "nvidia-tao==$version" &&
            if ((${#corrections[@]})); then
                "$directory/bin/pip" install --disable-pip-version-check "${corrections[@]}"
            fi
    } > "$directory.log" 2>&1 < /dev/null || {
        echo "launcher.sh: nvidia-tao $version could not be installed; see $directory.log" >&2
        tail -n 3 "$directory.log" >&2
        exit 77
    }
    touch "$directory/complete"
fi
# What newer versions of setuptools have put in the place of Python's own distutils is half of a launcher's start.
rm -f "$directory"/lib/python3*/site-packages/distutils-precedence.pth
echo "$directory/bin/tao"
