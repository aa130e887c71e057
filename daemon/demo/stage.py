"""The evening: the stage is set, the story played, the daemon asked to stop; then what it was, in figures."""

import io
import signal
import sys
from contextlib import suppress
from types import FrameType

from rich.console import Console

from daemon.demo.hirz import failing_parts, log_of, stop
from daemon.demo.keeping import NEXT, how_to_look
from daemon.demo.scene import Scene
from daemon.demo.setting import Setting, set_up
from daemon.demo.story import play
from daemon.demo.timeline import NotFound, Timeline

LAST_WORDS = 6  # lines of the daemon's log that are shown where something was not found


def on_stage(*, keep: bool, broken: str | None) -> int:
    """0 when every fact was found; 1 otherwise, with the fact, where it was looked for, and what the log says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without Arabic letters must not end the story
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, _leave)
    tell = Timeline(Console())
    try:
        with set_up(tell, keep=keep, broken=broken) as setting:
            _evening(tell, setting, keep=keep)
    except NotFound as missing:
        tell.trouble(f"NOT FOUND: {missing}")
        return 1
    return 0


def _evening(tell: Timeline, setting: Setting, *, keep: bool) -> None:
    try:
        scene = Scene(tell, setting)
        play(scene)
        _sum_up(tell, setting)
        if keep:
            tell.say(how_to_look(setting, scene.tag))
            with suppress(KeyboardInterrupt):
                signal.pause()
        code = stop(setting.daemon)
        tell.fact("the daemon put down what it had in hand and ended with 0", code == 0, "its exit code")
        if not keep:
            tell.say(NEXT)
    except NotFound:
        failing = failing_parts(setting.config)
        tell.say("\nThe log's last lines:")
        for line in log_of(setting.config).splitlines()[-LAST_WORDS:]:
            tell.say(f"  {line}")
        for line in failing:
            tell.say(f"`hirz check` says: {line}")
        raise


def _sum_up(tell: Timeline, setting: Setting) -> None:
    counts = setting.mailboxes.counts()
    rows = [
        ("mails in", str(sum(counts["in"])), str(counts["in"][0]), str(counts["in"][1])),
        ("mails out", str(sum(counts["out"])), str(counts["out"][0]), str(counts["out"][1])),
    ]
    tell.table("All that travelled, counted from its octets", ("", "all", "sealed", "plain"), rows)
    tell.say(f"{tell.facts} facts were read back, in {tell.seconds:.1f} s.")


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Told to go: everything that was started is taken down on the way out."""
    raise KeyboardInterrupt
