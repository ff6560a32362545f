"""Who may enter the engine: those that said they can wait (the learner's rollouts) a few at a time, while people chat.

    priority 0, as a person's       -> at once
    priority 1 and more             -> at once while nobody of priority 0 is here, else when few of them are inside

vLLM's priorities say who is taken from its queue first, but whatever is inside has a part in every step: a step that
also reads the prompts of thirty rollouts takes many times as long, and a person waits for its end.
"""

import asyncio
from collections.abc import Callable
from functools import partial

FEW = 8
"""Replies of those that can wait, while others are here."""
STAY_SECONDS = 2.0
"""How long somebody is still here after a reply: who reads it may well send the next message."""


class Turns:
    """Counts the replies that are inside, on one event loop."""

    def __init__(self) -> None:
        self._here = 0
        """Requests of priority 0, those that ended a moment ago included."""
        self._behind = 0
        """Replies of the others."""
        self._changed = asyncio.Event()

    async def take(self, priority: int, replies: int) -> Callable[[], None]:
        """Wait for a turn to have so many replies written; call what is returned when they are. Of those that wait,
        the first is the next, and one that wants more than `FEW` comes in when nobody of its kind is inside."""
        if priority == 0:
            self._here += 1
            return self._served
        while self._here and self._behind and self._behind + replies > FEW:
            await self._changed.wait()
        self._behind += replies
        return partial(self._leave_behind, replies)

    def _served(self) -> None:
        asyncio.get_running_loop().call_later(STAY_SECONDS, self._gone)

    def _gone(self) -> None:
        self._here -= 1
        if not self._here:
            self._wake()

    def _leave_behind(self, replies: int) -> None:
        self._behind -= replies
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
