# shellcheck shell=bash
# Sourced: sets TAO_SHIM_TEST_CACHE, where the tests keep between runs what takes long to get. Root's is not below root's
# home, because the ordinary test user runs the launchers in it.
if [ -z "${TAO_SHIM_TEST_CACHE:-}" ]; then
    if [ "$(id -u)" = 0 ]; then
        TAO_SHIM_TEST_CACHE=/var/cache/tao-shim-tests
    else
        TAO_SHIM_TEST_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/tao-shim-tests
    fi
fi
export TAO_SHIM_TEST_CACHE
