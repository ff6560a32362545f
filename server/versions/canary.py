"""The trial decides by itself: votes on the canary and on the live version, until they tell which is better.

    votes -> store's mark (looked at every second) -> feedback.trial_votes -> policy.gate.sequential -> continue
                                                                                                   '-> Swap.end_canary

A trial that the votes have not decided in its longest time ends too: the live version stays, the canary is out of
service as after a rollback, and both the evidence and the reason say that it was not the votes.

Everything follows from the registry, which says what is on trial and since when, and from the votes. So a trial that
was begun, changed or ended by hand, or that a restart interrupted, is judged like any other, and nothing is kept here
but the last verdict. Two versions are compared: if another one goes live, the registry ends the trial.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from feedback.errors import StoreError
from feedback.store import Store
from feedback.training_rows import Mark
from feedback.trial_votes import Choice, Contest, Thumb
from policy.gate import sequential
from policy.gate.sequential import Arm, CanaryConfig, CanaryVerdict, decide, in_time, tally
from policy.registry.registry import Canary, Registry
from server.errors import ApiError
from server.metrics import CANARY_P_VALUES, CANARY_SHARE, CANARY_VERDICTS, CANARY_VOTES
from server.versions.swap import Swap

log = logging.getLogger("attune")

LOOK_SECONDS = 1.0
RETRY_SECONDS = 30.0
"""How long a verdict waits that could not be carried out."""
REST = 20
"""Votes are read again after this many times as long as reading them took, so that many cost little."""


@dataclass(frozen=True)
class Look:
    """What was seen when votes were last read."""

    canary: Canary
    live: int
    mark: Mark
    verdict: CanaryVerdict


class Judge:
    """Follows the trial that is on. `run` is its life; whoever starts it cancels it."""

    def __init__(
        self,
        registry: Registry | None,
        store: Store,
        swap: Swap,
        model: str,
        *,
        ready: Callable[[], bool],
        config: CanaryConfig | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`model` is the plain name, behind which versions are drawn; verdicts wait until the server is `ready`.

        `now` tells Unix seconds, in which the registry says since when a trial is on.
        """
        self._registry = registry
        self._store = store
        self._swap = swap
        self._model = model
        self._ready = ready
        self._config = config or CanaryConfig()
        self._clock = clock
        self._now = now
        self._last: Look | None = None
        self._read_again = self._act_again = 0.0

    async def run(self) -> None:
        """Look after trials until cancelled."""
        while self._registry is not None:
            try:
                await self.look()
            except StoreError as error:
                log.warning("the trial waits for the store: %s", error)
            except Exception:
                # A fault of this program or of the engine's: it costs one look, not the end of the trial.
                log.exception("the judge of the trial met a fault")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Read the votes if there are new ones, and end the trial if they decide it. Raises `StoreError`."""
        canary = self._registry.canary if self._registry else None
        if self._registry is None or canary is None:
            self._forget()
            return
        if self._last is not None and not self._last.canary.same(canary):
            self._forget()
        CANARY_SHARE.labels(str(canary.version)).set(canary.share)
        if self._clock() >= self._read_again:
            mark = await self._store.mark()
            if self._last is None or self._last.mark != mark:
                live = self._registry.live
                self._last = Look(canary, live, mark, await self._judge(canary, live))
        if self._last is None:
            return
        verdict = in_time(self._last.verdict, self._now() - canary.since, self._config)
        if verdict.decision != "continue":
            self._last = replace(self._last, verdict=verdict)
            await self._carry_out(canary, verdict)

    def evidence(self, canary: Canary | None) -> dict[str, Any] | None:
        """What the votes say so far in this trial, as plain JSON; None before they were read."""
        if canary is None or self._last is None or not self._last.canary.same(canary):
            return None
        return {"against": self._last.live, "since": canary.since, **self._last.verdict.as_json()}

    async def _judge(self, canary: Canary, live: int) -> CanaryVerdict:
        began = self._clock()
        found = await self._store.trial_judgements(Contest((canary.version, live), self._model, canary.since))
        verdict = await asyncio.to_thread(lambda: decide(tally(_by_arm(found, canary.version)), self._config))
        self._read_again = self._clock() + REST * (self._clock() - began)
        for said, count in asdict(verdict.counts).items():
            CANARY_VOTES.labels(said).set(count)
        for hypothesis in ("better", "worse", "inferior"):
            CANARY_P_VALUES.labels(hypothesis).set(getattr(verdict, f"p_{hypothesis}"))
        return verdict

    async def _carry_out(self, canary: Canary, verdict: CanaryVerdict) -> None:
        """End the trial as the verdict says, now or, if that cannot be, later."""
        if not self._ready() or self._clock() < self._act_again:
            return
        promote = verdict.decision == "promote"
        try:
            await self._swap.end_canary(promote, self.evidence(canary), sentence(verdict), trial=canary)
        except ApiError as error:
            self._act_again = self._clock() + RETRY_SECONDS
            log.error("the verdict on version %d waits: %s", canary.version, error.message)
            return
        CANARY_VERDICTS.labels(verdict.decision).inc()
        self._forget()

    def _forget(self) -> None:
        """No trial is on, or another one than before."""
        self._last = None
        self._read_again = self._act_again = 0.0
        for metric in (CANARY_SHARE, CANARY_VOTES, CANARY_P_VALUES):
            metric.clear()


def sentence(verdict: CanaryVerdict) -> str:
    """Why the trial ends, in one line with the numbers."""
    said = verdict.counts
    canary, live = said.canary_up + said.canary_down, said.live_up + said.live_down
    return (
        f"{verdict.reason}: thumbs up {said.canary_up} of {canary} against {said.live_up} of {live},"
        f" choices {said.canary_wins} won, {said.live_wins} lost, {said.ties} tied"
    )


def _by_arm(found: Iterable[Thumb | Choice], canary: int) -> list[sequential.Vote | sequential.Choice]:
    def arm(version: int) -> Arm:
        return "canary" if version == canary else "live"

    return [
        sequential.Vote(one.rater, arm(one.version), one.up)
        if isinstance(one, Thumb)
        else sequential.Choice(one.rater, None if one.winner is None else arm(one.winner))
        for one in found
    ]
