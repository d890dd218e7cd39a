"""Where things are: the source tree, the installed programs under test, the cache kept between runs."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
DEMO = SOURCE / "config" / "demo"


def cache() -> Path:
    """Engine data, launchers and packages. Root's is not in root's home, because the ordinary test user reads it."""
    named = os.environ.get("TAO_SHIM_TEST_CACHE")
    if named:
        return Path(named)
    if os.getuid() == 0:
        return Path("/var/cache/tao-shim-tests")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tao-shim-tests"


def prefix() -> Path:
    """The installed tree under test: TAO_SHIM_PREFIX, set by tests/run. KeyError if it is not set."""
    return Path(os.environ["TAO_SHIM_PREFIX"])
