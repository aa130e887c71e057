"""Other people's programs: where they are, and what a test does where one is not."""

import os
import shutil
import sys
from pathlib import Path

import pytest


def program(name: str) -> str:
    """The path of a program. Without it the test is skipped and says why; in CI it fails, for there it must run."""
    own = Path(sys.executable).parent  # of this virtual environment
    found = shutil.which(name, path=f"{own}:{os.environ.get('PATH', '')}:/usr/bin:/usr/sbin")
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed, and CI may not skip this")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found
