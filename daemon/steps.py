"""The named steps on a mail's way, at which a test may end the process to see that nothing is lost."""

import os
import signal
from collections.abc import Callable

Step = Callable[[str], None]

STEPS = (
    "keep.before",  # the octets are here, nothing is committed
    "keep.committed",  # kept, not yet moved on the server
    "take.counted",  # the attempt is counted, nothing is opened
    "take.opened",
    "take.examined",
    "settle.before",  # every row is written, nothing is committed
    "settle.committed",
    "post.sealed",  # sealed, not handed over
    "post.handed",  # the relay said 250, we have not committed that
    "post.committed",
)


def pass_by(_step: str) -> None:
    """What every step does outside of tests: nothing."""


def die_at(name: str, visit: int = 1) -> Step:
    """Ends this process with SIGKILL at the given visit of a step, as a power cut would."""
    if name not in STEPS:
        raise ValueError(f"no such step; there are: {', '.join(STEPS)}")
    left = [visit]

    def step(here: str) -> None:
        if here == name:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return step
