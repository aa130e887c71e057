"""A headless Chromium that draws pages of ours: one process for all, no network, a throw-away profile."""

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

WIDTH, TALLEST = 390, 12_000  # pixels: a telephone's, and what nobody would scroll to the end of
PATIENCE = 60.0  # seconds for one answer; the first one waits for the start
NAMES = ("chromium", "chromium-browser", "google-chrome")


class CannotRun(Exception):
    """The browser did not start, or did not answer."""


def browser() -> str | None:
    """Where a browser is that can draw, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """Spoken to over two pipes, as Chromium's --remote-debugging-pipe has it: JSON, each message ended by a zero."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="hirz-drawing-", ignore_cleanup_errors=True)
        reads, self._says = os.pipe()
        self._hears, writes = os.pipe()
        nowhere = os.open(os.devnull, os.O_RDWR)
        # beyond 3 and 4, where the browser looks for its ends, so that neither is overwritten before it is copied
        ends = [os.dup(reads), os.dup(writes)]
        self._pid = os.posix_spawn(
            program,
            [
                program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={self._profile.name}",
                "--remote-debugging-pipe", "about:blank",
            ],
            {"HOME": self._profile.name, "PATH": os.defpath, "LANG": "C.UTF-8"},
            file_actions=[
                *((os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)),
                (os.POSIX_SPAWN_DUP2, ends[0], 3),
                (os.POSIX_SPAWN_DUP2, ends[1], 4),
            ],
            setpgroup=0,
        )  # fmt: skip
        for end in (reads, writes, nowhere, *ends):
            os.close(end)
        self._number, self._rest, self._session = 0, b"", ""

    def __enter__(self) -> Self:
        try:
            target = self._asks("Target.createTarget", {"url": "about:blank"})["targetId"]
            self._session = self._asks("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
            self._asks("Page.enable", {})
            size = {"width": WIDTH, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            self._asks("Emulation.setDeviceMetricsOverride", size)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def picture(self, page: Path) -> bytes:
        """The whole page as PNG, as wide as a telephone. Raises CannotRun."""
        self._asks("Page.navigate", {"url": page.absolute().as_uri()}, until="Page.loadEventFired")
        height = self._asks("Page.getLayoutMetrics", {})["cssContentSize"]["height"]
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": min(height, TALLEST), "scale": 1}
        drawn = self._asks("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        return base64.b64decode(drawn["data"])

    def close(self) -> None:
        """Ends the browser with all its children, and forgets its profile."""
        for end in (self._says, self._hears):
            os.close(end)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self._profile.cleanup()

    def _asks(self, method: str, what: Mapping[str, Any], until: str = "") -> Mapping[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": what}
        if self._session:
            message["sessionId"] = self._session
        try:
            os.write(self._says, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            raise CannotRun("the browser ended by itself") from None
        answer, seen = None, not until
        while answer is None or not seen:
            heard = self._next()
            seen = seen or heard.get("method") == until
            if heard.get("id") == self._number:
                if "error" in heard:
                    raise CannotRun(f"the browser refuses {method}")
                answer = heard["result"]
        return dict(answer)

    def _next(self) -> Mapping[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._hears], [], [], PATIENCE)
            more = os.read(self._hears, 1 << 20) if ready else b""
            if not more:
                raise CannotRun("the browser does not answer")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))
