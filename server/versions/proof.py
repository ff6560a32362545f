"""The proof that the engine serves what the learner wrote; a version that this engine has not proved answers nobody.

    load the adapter -> the engine's logprobs of its probe's continuations -> the learner's of when it wrote the file

An engine may die of an adapter. So the deaths under each version are counted, and one that engine after engine dies of
is proved no more. Left out: what follows for the version, which is `server.versions.swap`'s.
"""

import asyncio
from dataclasses import dataclass

from policy.adapters.file import Probe, read_probe
from server.engine.adapters import Adapters
from server.errors import ApiError, EngineLostError
from server.versions.policies import Adapter

MAX_DEATHS = 3
"""So many engines in a row may die of a version before it is taken out of service."""
DEADLY = f"{MAX_DEATHS} engines died of it"


@dataclass(frozen=True)
class Tolerance:
    """How far engine and learner may be apart, in nats per token."""

    mean: float
    most: float


# Measured on the starter: 3e-7 between an engine and a learner in float32; with bfloat16 in the engine 4e-3 on average,
# 3e-2 at most, and more with more layers.
FLOAT32 = Tolerance(1e-3, 1e-2)
LOWER_PRECISION = Tolerance(2e-2, 0.25)


class ProbeError(Exception):
    """The engine, with this adapter, does not say what the learner said; the message is one line."""


class Prover:
    """Loads adapters into the engine and proves them."""

    def __init__(self, adapters: Adapters) -> None:
        self._adapters = adapters
        self._engines = 0
        """How many there have been."""
        self._deaths: dict[int, set[int]] = {}
        """By version, the numbers of the engines that died under it since it was last proved."""

    def new_engine(self) -> None:
        """Another engine: what dies from now on is this one."""
        self._engines += 1

    async def prove(self, adapter: Adapter, needed: bool) -> None:
        """Load an adapter and compare what it says with its probe, which a version `needed` to have.

        Raises `ProbeError`, and what `Adapters.load` and `Adapters.logprobs` raise.
        """
        await self._adapters.load(adapter)
        try:
            probe = await asyncio.to_thread(read_probe, adapter.folder)
        except (OSError, ValueError) as error:
            raise ProbeError(f"its probe cannot be read: {error}") from error
        if probe is not None:
            await self._check(adapter, probe)
        elif needed:
            raise ProbeError("it has no probe to prove it with")
        self._adapters.prove(adapter)

    async def prove_version(self, version: int, adapter: Adapter) -> None:
        """Prove a version by its adapter, and remember whether the engine died of it. Raises as `prove` does."""
        try:
            with self._adapters.using(adapter):
                await self.prove(adapter, needed=True)
        except EngineLostError:
            self._deaths.setdefault(version, set()).add(self._engines)
            raise
        self._deaths.pop(version, None)

    def deadly(self, version: int) -> bool:
        """Whether too many engines died of a version. One that is dead already counts once, however often asked."""
        return len(self._deaths.get(version, ())) >= MAX_DEATHS

    def may_pass(self, version: int, error: Exception) -> bool:
        """Whether a version that was not proved may be another time: there was no room, or an engine died under it."""
        if isinstance(error, EngineLostError):
            return not self.deadly(version)
        return isinstance(error, ApiError) and error.status >= 500

    async def _check(self, adapter: Adapter, probe: Probe) -> None:
        """Raise `ProbeError` unless the engine gives the probe's tokens the learner's logprobs."""
        allowed = FLOAT32 if self._adapters.float32 else LOWER_PRECISION
        asked = zip(probe.prompt_token_ids, probe.token_ids, strict=True)
        told = await asyncio.gather(*(self._adapters.logprobs(adapter, prompt, tokens) for prompt, tokens in asked))
        both = zip(told, probe.logprobs, strict=True)
        apart = [abs(one - other) for ours, theirs in both for one, other in zip(ours, theirs, strict=True)]
        mean, most = sum(apart) / len(apart), max(apart)
        # Written so that NaN is not small enough.
        if not (mean < allowed.mean and most < allowed.most):
            raise ProbeError(
                f"its logprobs here differ from the learner's by {mean:.3g} nats on average and {most:.3g} at most;"
                f" less than {allowed.mean:g} and {allowed.most:g} is allowed"
            )
