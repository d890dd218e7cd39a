#!/bin/bash
# The engine of the tests, started and ended as ctest's fixture: engine.sh start|stop OWNER (see config/demo/engine.sh).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/e2e/cache.sh
. "$here/cache.sh"
exec "$here/../../config/demo/engine.sh" "$1" "$TAO_SHIM_TEST_CACHE/engine" "$2"
