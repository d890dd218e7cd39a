"""Where things are: the source tree, the installed programs under test, the cache kept between runs."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
DEMO = SOURCE / "config" / "demo"


def cache() -> Path:
    """Engine data, launchers and packages, kept between runs: TAO_SHIM_TEST_CACHE, set by run_file.sh."""
    return Path(os.environ["TAO_SHIM_TEST_CACHE"])


def prefix() -> Path:
    """The installed tree under test: TAO_SHIM_PREFIX, set by tests/run. KeyError if it is not set."""
    return Path(os.environ["TAO_SHIM_PREFIX"])
