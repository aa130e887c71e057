"""The log's whole vocabulary. Ids, counts and durations; never content, subject, name or address, from nobody.

Other libraries' loggers are heard only as "a library spoke": their sentences may hold what a stranger wrote.
"""

import contextlib
import io
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

STDERR = 2
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}

# Every event there is, with its level; an event that does not stand here cannot be logged.
EVENTS: Mapping[str, str] = {
    "started": "info",
    "stopping": "info",
    "stopped": "info",
    "kept": "info",
    "kept_before": "debug",
    "unfetched": "warning",
    "settled": "info",
    "put_back": "warning",
    "stuck": "error",
    "sent": "info",
    "held": "warning",
    "put_off": "warning",
    "given_up": "error",
    "round": "info",
    "round_failed": "error",
    "left_aside": "error",
    "door_shut": "warning",
    "door_open": "info",
    "infrastructure": "error",
    "disk_low": "error",
    "clock_suspect": "error",
    "tick": "debug",
    "library": "warning",
}
FIELDS = frozenset(
    ["mail", "outbound", "ticket", "person"]  # ids
    + "state reason kind attempts seconds octets mailbox where level logger count version".split()
)


class Journal:
    """Writes one JSON line an event: to a file, or to standard error for systemd to keep."""

    def __init__(self, level: str = "info", file: Path | None = None) -> None:
        # no buffer: what could not be written is gone, and does not come up again in the end as a failed stop
        stream = io.FileIO(str(file), "a") if file else io.FileIO(STDERR, "w", closefd=False)
        if file:
            file.chmod(0o600)
        self._least = LEVELS[level]
        self._log = structlog.wrap_logger(
            structlog.BytesLogger(stream),
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(serializer=_line, sort_keys=True),
            ],
            wrapper_class=structlog.BoundLogger,
        )
        _quieten(self)

    def note(self, event: str, **facts: str | float) -> None:
        """Writes one event. Raises KeyError for one that is not in the vocabulary, ValueError for another field."""
        level = EVENTS[event]
        if unknown := set(facts) - FIELDS:
            raise ValueError(f"not a field of the log: {', '.join(sorted(unknown))}")
        if LEVELS[level] >= self._least:
            with contextlib.suppress(OSError):  # a log that nobody takes must not stop a helpdesk (R35)
                self._log.msg(event, level=level, **{name: _tame(value) for name, value in facts.items()})


def _line(facts: Mapping[str, Any], **how: Any) -> bytes:
    return json.dumps(facts, **how).encode()


def _tame(value: str | float) -> str | int | float:
    """Codes and ids are short plain ASCII; whatever is not has no business in a log (INJ-08)."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() and len(value) <= 200 else "?"
    return value if isinstance(value, int) else round(value, 3)


class _Ears(logging.Handler):
    """Hears other libraries and passes on only that they spoke."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        self._journal.note("library", logger=record.name, where=f"{record.module}:{record.lineno}")


def _quieten(journal: Journal) -> None:
    root = logging.getLogger()
    root.handlers[:] = [_Ears(journal)]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)


def describe(trouble: BaseException) -> dict[str, Any]:
    """What may be told of an exception: its kind and where it came from, never its words."""
    frame = trouble.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return {"kind": type(trouble).__name__, "where": place}
