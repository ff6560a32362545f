"""Does it learn? One version against version 0 on held-out prompts, by the gold and by what must not suffer.

    held-out prompts -> 16 replies of version 0, once         -> the gold's mean, its best of 16
                     -> some replies of the version, each time -> gold win rate, share of the attainable, KL, length
    100 scripted conversations, four plays of each             -> competence

Replies are sampled at temperature 1.0 from the whole distribution, so that KL is that of the policy itself. Intervals
are bootstrapped over prompts, because replies to one prompt are alike. Nothing that is measured is kept or trained on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

import httpx
import numpy as np

from policy.server_client import ServerError
from policy.simulation.client import Client, Reply
from policy.simulation.golds import Gold, Message
from policy.starter.competence import Sample, competence, served

BEST_OF = 16
"""Replies of version 0 to each prompt; the best of them by the gold is what is called attainable."""
RESAMPLES = 2_000
CONFIDENCE = 0.95
AT_ONCE = 16
"""Requests at the same time."""
REPLIES = 8
"""Replies of a measured version to each prompt."""

PLAYS = 4
"""Of each script. Of six single plays of all of them version 0 passed 0.89 to 0.93: too coarse to tell a policy that
lost two points from one that lost none."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """One version's row: what `result.json` holds for it."""

    version: int
    votes: int
    """Votes that it was trained on."""
    gold_win_rate: float
    """How often its reply beats version 0's to the same prompt, a tie counting half."""
    low: float
    high: float
    """The win rate's 95 % interval."""
    share_of_attainable: float | None
    """(gold - gold of version 0) / (gold of version 0's best of 16 - gold of version 0); None where that is 0 / 0."""
    competence: float
    """Share of the starter's held-out conversations that are passed, each played `PLAYS` times."""
    kl: float
    """Nats a reply away from version 0: the mean of log p(reply) - log p0(reply) over its own replies."""
    length: float
    """Tokens a reply."""

    def row(self) -> Row:
        """As JSON has it."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Baseline:
    """What version 0 says to the held-out prompts, and what the gold thinks of it."""

    prompts: list[list[Message]]
    scores: np.ndarray
    """(prompts, BEST_OF)"""
    replies: list[list[str]]

    @property
    def mean(self) -> float:
        """The gold of version 0."""
        return float(self.scores.mean())

    @property
    def best(self) -> float:
        """The gold of the best of 16."""
        return float(self.scores.max(axis=1).mean())

    def summary(self) -> str:
        """One line for people."""
        count, each = self.scores.shape
        return f"version 0 on {count} held-out prompts: mean gold {self.mean:.3f}, best of {each} {self.best:.3f}"


def win_rates(new: np.ndarray, old: np.ndarray) -> np.ndarray:
    """For each prompt, the share of pairs (new reply, old reply) that the new one wins, a tie counting half.

    new: (P, N) scores, old: (P, M) scores -> (P,)
    """
    ahead = new[:, :, None] - old[:, None, :]
    rates: np.ndarray = ((ahead > 0) + 0.5 * (ahead == 0)).mean(axis=(1, 2))
    return rates


def interval(values: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """The percentile bootstrap interval of a mean over prompts. values: (P,), one a prompt."""
    draws = np.random.default_rng(seed).integers(len(values), size=(RESAMPLES, len(values)))
    low, high = np.quantile(values[draws].mean(axis=1), [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def share_of_attainable(new: float, old: float, best: float) -> float | None:
    """How much of the way from version 0 to its best of 16 was gone; None if there is no way to go."""
    return (new - old) / (best - old) if best > old else None


async def baseline(
    client: Client,
    gold: Gold,
    prompts: Sequence[list[Message]],
    *,
    name: str,
    seed: int = 0,
    on_progress: Callable[[int, int], None] | None = None,
) -> Baseline:
    """Sample version 0. `name` is the model's, without a version."""
    replies = await _sampled(client, prompts, f"{name}@0", BEST_OF, seed, on_progress, logprobs=False)
    scores = _scores(gold, prompts, replies)
    return Baseline(list(prompts), scores, [[reply.text for reply in some] for some in replies])


async def measure(
    client: Client,
    gold: Gold,
    base: Baseline,
    version: int,
    votes: int,
    *,
    name: str,
    replies_each: int = REPLIES,
    seed: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> Measured:
    """Measure one version. Raises `ServerError` or `GoldError`.

    `seed` is not the baseline's, so that version 0 is compared with other replies of its own.
    """
    model = f"{name}@{version}"
    replies = await _sampled(client, base.prompts, model, replies_each, seed, on_progress, logprobs=True)
    every = [reply for some in replies for reply in some]
    reference = await client.logprobs_under(f"{name}@0", every)
    scores = _scores(gold, base.prompts, replies)
    wins = win_rates(scores, base.scores)
    low, high = interval(wins)

    try:
        passed = await competence_of(served(client.http, model))
    except httpx.HTTPError as error:
        raise ServerError(f"{model} could not be measured for competence: {error}") from None
    return Measured(
        version=version,
        votes=votes,
        gold_win_rate=float(wins.mean()),
        low=low,
        high=high,
        share_of_attainable=share_of_attainable(float(scores.mean()), base.mean, base.best),
        competence=passed,
        kl=fmean(sum(reply.logprobs) - sum(ref) for reply, ref in zip(every, reference, strict=True)),
        length=fmean(len(reply.token_ids) for reply in every),
    )


async def competence_of(sample: Sample) -> float:
    """Competence, as it is reported: the share of the plays that are passed. Raises what `sample` raises."""
    return (await competence(sample, plays=PLAYS, at_once=AT_ONCE)).share


async def votes_of(client: Client, version: int) -> int:
    """How many votes a version was trained on. Raises `ServerError` if the server does not know it."""
    if version == 0:
        return 0
    votes = (await client.ask("GET", f"/admin/policies/{version}"))["votes"]
    return int(votes) if isinstance(votes, int) else len(votes)


async def _sampled(
    client: Client,
    prompts: Sequence[list[Message]],
    model: str,
    n: int,
    seed: int,
    on_progress: Callable[[int, int], None] | None,
    *,
    logprobs: bool,
) -> list[list[Reply]]:
    """`n` replies to each prompt, in the prompts' order."""
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(number: int, messages: list[Message]) -> list[Reply]:
        nonlocal done
        async with gate:
            dice = (seed * len(prompts) + number) * BEST_OF
            replies = await client.replies(messages, n=n, model=model, seed=dice, keep=False, logprobs=logprobs)
        done += 1
        if on_progress:
            on_progress(done, len(prompts))
        return replies

    return list(await asyncio.gather(*(one(number, messages) for number, messages in enumerate(prompts))))


def _scores(gold: Gold, prompts: Sequence[list[Message]], replies: Sequence[Sequence[Reply]]) -> np.ndarray:
    return np.array([[gold(p, reply.text) for reply in some] for p, some in zip(prompts, replies, strict=True)])
