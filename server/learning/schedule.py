"""When the next cycle of learning is due, from the history and the votes alone. Pure.

There are three reasons: a cycle that was left, enough new votes, and a long time with at least one. After failures in a
row all of them wait, longer with each failure, unless as many votes have come since as a cycle needs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.training_rows import Mark
from server.learning.cycles import Cycle

BACKOFF_SECONDS = 60.0
BACKOFF_FACTOR = 4.0
MAX_BACKOFF_SECONDS = 86_400.0
MAX_INTERRUPTIONS = 3
"""How often a cycle is begun that the server's end or a kill interrupts, before it counts as failed."""


@dataclass(frozen=True)
class Votes:
    """How many there are."""

    cast: int
    """Ever."""
    new: int
    """Since the last cycle that used them, and fit to learn from."""


@dataclass(frozen=True)
class Schedule:
    """When to learn."""

    after: int
    """New votes."""
    every: float
    """Seconds; 0 for never."""

    def due(self, cycles: Sequence[Cycle], votes: Votes, now: float, born: float) -> bool:
        """Whether a cycle shall begin now. `born` is when the server did, for a history without any."""
        again = retry_at(cycles)
        if again is not None and now < again and votes.cast - cycles[-1].mark.total < self.after:
            return False
        if to_resume(cycles) is not None or votes.new >= self.after:
            return True
        waited = now - max((cycle.started for cycle in cycles), default=born)
        long_ago = self.every > 0 and waited >= self.every
        return votes.new > 0 and (long_ago or again is not None)


def retry_at(cycles: Sequence[Cycle]) -> float | None:
    """The time that failures in a row ask to wait for, in Unix seconds; None if the last cycle did not fail."""
    failures = 0
    while failures < len(cycles) and cycles[-1 - failures].state == "failed":
        failures += 1
    if not failures:
        return None
    wait = BACKOFF_SECONDS * math.pow(BACKOFF_FACTOR, min(failures - 1, 16))
    return (cycles[-1].ended or cycles[-1].started) + min(wait, MAX_BACKOFF_SECONDS)


def unfinished(cycles: Sequence[Cycle]) -> Cycle | None:
    """The cycle that can be gone on with, here or by the learner elsewhere whose it is: the last, if it was left."""
    return cycles[-1] if cycles and cycles[-1].state in ("paused", "interrupted") else None


def to_resume(cycles: Sequence[Cycle]) -> Cycle | None:
    """The cycle for this server to go on with."""
    left = unfinished(cycles)
    return left if left is not None and left.by != "remote" else None


def used(cycles: Sequence[Cycle]) -> Mark:
    """The votes that cycles have learned from, or tried to as well as they can: all but what failed."""
    done = (cycle.mark for cycle in reversed(cycles) if cycle.final and cycle.state != "failed")
    return next(done, Mark())
