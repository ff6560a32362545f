"""Whoever follows the state of learning: each is told it at once, then after every change, until the server ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

MAX_WAITING = 256
"""Changes that a slow reader may be behind."""

State = dict[str, Any]


class Audience:
    """The readers of one state."""

    def __init__(self, state: Callable[[], State]) -> None:
        self._state = state
        self._readers: set[asyncio.Queue[State | None]] = set()
        self._closed = False

    async def changes(self) -> AsyncIterator[State]:
        """The state now, and after every change. A reader that is far behind misses the oldest."""
        reader: asyncio.Queue[State | None] = asyncio.Queue(MAX_WAITING)
        self._readers.add(reader)
        try:
            yield self._state()
            while not self._closed and (shown := await reader.get()) is not None:
                yield shown
        finally:
            self._readers.discard(reader)

    def tell(self) -> None:
        """The state has changed."""
        if self._readers:
            self._put(self._state())

    def close(self) -> None:
        """There will be no more."""
        self._closed = True
        self._put(None)

    def _put(self, shown: State | None) -> None:
        for reader in self._readers:
            if reader.full():
                reader.get_nowait()
            reader.put_nowait(shown)
