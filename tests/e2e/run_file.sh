#!/bin/bash
# How ctest runs one file of end-to-end tests. 77: none of its tests could run; the reasons are in the output.
#
#   run_file.sh test_NAME.py [pytest's options]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=tests/e2e/cache.sh
. ./cache.sh
# The distribution's Python, which the ordinary test user can reach as well.
python=/usr/bin/python3
if [ ! -x $python ]; then python=python3; fi
if ! $python -c 'import pytest' 2> /dev/null; then
    echo "SKIPPED: $python lacks pytest (Debian: apt install python3-pytest)"
    exit 77
fi
export PYTHONDONTWRITEBYTECODE=1
report=()
if [ -n "${TAO_SHIM_TEST_REPORTS:-}" ]; then report=("--junitxml=$TAO_SHIM_TEST_REPORTS/${1%.py}.xml"); fi
# Root's engine is seen from within its own namespace only. Tests that need one say why there is none.
if [ "$(id -u)" = 0 ]; then ./engine.sh own > /dev/null 2>&1 || true; fi
exec ./engine.sh within $python -m pytest "${report[@]}" "$@"
