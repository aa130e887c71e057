"""One desk that runs for all stories of a file; each story brings its own mails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import LivingDesk
from tests.people import People
from tests.warm import Warm


@pytest.fixture(scope="module")
def desk(people: People, warm: Warm, sandbox: Path) -> Iterator[LivingDesk]:
    running = LivingDesk(people, settings={"examine": {"socket": str(sandbox)}}, warm=warm)
    running.starts()
    yield running
    try:
        running.stops()
        running.fsck()
    finally:
        running.close()
