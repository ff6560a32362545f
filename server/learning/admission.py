"""Versions that passed the gate and are to serve: at once, or when what they wait for has passed.

    a cycle ends with a version -> first -> promoted | on trial | it waits | not promoted, and why
    at every look               -> again -> the newest that waits is next; those before it wait no more

A version waits for the end of another's trial, or for a fault that passes: an engine that died, a full disk.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from server.errors import ApiError
from server.learning.cycles import Cycle, Cycles, Outcome
from server.versions.policies import ON_TRIAL

RETRY_SECONDS = 30.0
"""How long a version waits after a fault that does not say when it may have passed."""

Promote = Callable[[int], Awaitable[Outcome]]
"""Has a published version serve; whether it was `promoted`, or stays `published`, on trial. Raises `ApiError`."""


class Admission:
    """Has versions promoted, and keeps with their cycles what became of that."""

    def __init__(self, cycles: Cycles, promote: Promote, now: Callable[[], float]) -> None:
        """`now` tells Unix seconds."""
        self._cycles = cycles
        self._promote = promote
        self._now = now
        self._not_before = 0.0
        self._changing = asyncio.Lock()
        """So that an older version does not come after a newer one, and undo it."""

    async def first(self, version: int, reason: str | None) -> tuple[Outcome, str | None, bool]:
        """For a cycle that ends now: how, why, and whether its version waits. Raises `OSError`; then ask again."""
        async with self._changing:
            try:
                state = await self._promote(version)
            except ApiError as error:
                waits = self._may_pass(error)
                what = "it waits" if waits else "not promoted"
                return "published", f"{reason or 'published'}; {what}: {error.message}", waits
            self._pass_over(self._waiting(), version)
            return state, reason, False

    async def again(self) -> bool:
        """Let the newest version that waits serve, if it can by now; whether there is news. Raises `OSError`."""
        async with self._changing:
            waiting = self._waiting()
            if not waiting or time.monotonic() < self._not_before:
                return False
            *older, newest = waiting
            assert newest.version is not None
            try:
                state = await self._promote(newest.version)
            except ApiError as error:
                if self._may_pass(error):
                    return False
                self._settle(newest, "published", f"Not promoted: {error.message}")
                return True
            self._pass_over(older, newest.version)
            self._settle(newest, state, "Its turn has come.")
            return True

    def hurry(self) -> None:
        """Something has changed: what was refused may be possible now."""
        self._not_before = 0.0

    def _waiting(self) -> list[Cycle]:
        return [cycle for cycle in self._cycles.all() if cycle.waits]

    def _may_pass(self, error: ApiError) -> bool:
        """Whether the version may serve later, and when to try."""
        if error.status >= 500:
            self._not_before = time.monotonic() + (error.retry_after or RETRY_SECONDS)
        return error.status >= 500 or error.code == ON_TRIAL

    def _pass_over(self, older: Sequence[Cycle], version: int) -> None:
        """They wait no more. The newest is settled after them: what breaks off here is done again with it."""
        for cycle in older:
            self._settle(cycle, "published", f"Version {version}, which is newer, took its turn.")

    def _settle(self, cycle: Cycle, state: Outcome, said: str) -> None:
        self._cycles.settle(cycle.id, state, f"{cycle.reason} {said}", self._now())
