"""An event loop in a thread of its own, for the few servers that need one; everything else here is plain threads."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Turns from the start until `stop`; other threads ask it to do something."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._turn, name=name, daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T], seconds: float = 30) -> T:
        """Run a coroutine there and return what it returns; raise what it raises, or TimeoutError."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def stop(self, server: asyncio.AbstractServer | None = None) -> None:
        """Close this server, cancel whatever still runs, and end the thread. A second call does nothing."""
        if self._thread.is_alive():
            self.do(self._close_all(server))
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)

    async def _close_all(self, server: asyncio.AbstractServer | None) -> None:
        if server is not None:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=5)
        await asyncio.sleep(0)  # so that the transports they closed are gone before the loop is

    def _turn(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()
