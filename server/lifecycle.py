"""Starting to end: which requests are live, and whether new ones are still welcome.

On SIGTERM the server first stops being ready, then lets live generations finish for a bounded time, then closes.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from server.errors import ApiError
from server.metrics import STREAMS


class Lifecycle:
    """Counts live generations and refuses new ones once the server is ending."""

    def __init__(self) -> None:
        self.draining = False
        self._live = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def generation(self) -> Iterator[None]:
        """A generation is live inside. Raises `ApiError` 503 when the server is ending."""
        if self.draining:
            raise ApiError(503, "The server is shutting down.", code="shutting_down", retry_after=10)
        self._live += 1
        self._idle.clear()
        STREAMS.set(self._live)
        try:
            yield
        finally:
            self._live -= 1
            STREAMS.set(self._live)
            if self._live == 0:
                self._idle.set()

    async def drain(self, seconds: float) -> int:
        """Refuse new generations and wait for the live ones; the number that did not finish in time."""
        self.draining = True
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return self._live
        return 0
