#!/bin/bash
# The engine of the tests (see config/demo/engine.sh). Root has one that is nobody else's: what the user's own engine
# runs and holds is neither touched nor in the way.
#
#   engine.sh own|stop OWNER      started and ended; ctest's fixture
#   engine.sh within COMMAND...   runs a command that is to see it
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/e2e/cache.sh
. "$here/cache.sh"
verb=$1
shift
exec "$here/../../config/demo/engine.sh" "$verb" "$TAO_SHIM_TEST_CACHE/engine" "$@"
