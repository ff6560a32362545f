"""What version 0 says to the held-out prompts, sampled once for each gold, and how the methods do against it.

A policy version is measured as everywhere else, by `policy.simulation.measure`. Best of 8 is no version: its replies
are picked by a reward model from a pool that version 0 gave, and for the competence from eight fresh replies each turn.
Its KL is log 8 - 7/8 nats, as far as a pick of 8 can at most be from what it picks from (Stiennon et al. 2020).
"""

import asyncio
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from rich.console import Console

from policy.files import write_file
from policy.simulation.client import Client, Reply
from policy.simulation.golds import Gold, Message
from policy.simulation.measure import (
    AT_ONCE,
    Baseline,
    Measured,
    baseline,
    competence_of,
    interval,
    measure,
    share_of_attainable,
    win_rates,
)
from policy.simulation.prompts import MEASURED_SEED, conversations, held_out_prompts
from policy.simulation.show import progress

HELD_OUT = 100
"""Prompts that every run of a gold is measured on."""
PICKED_FROM = 8
PICKS = 4
"""Replies that best of 8 has to each prompt, each picked from eight of its own."""
LARGEST_N = 16
"""The server's bound on `n`."""
BEST_OF_KL = math.log(PICKED_FROM) - (PICKED_FROM - 1) / PICKED_FROM
BASELINE_SEED, MEASURE_SEED, POOL_SEED = 0, 1, 2
"""Three different draws from version 0."""

Score = Callable[[Sequence[tuple[list[int], list[int]]]], Sequence[float]]
"""Token ids of prompts and replies -> what the reward model gives each."""


@dataclass(frozen=True)
class References:
    """What every run of a gold is compared with."""

    base: Baseline
    pool: list[list[Reply]]
    """By prompt, `PICKED_FROM` * `PICKS` replies of version 0, none of which is in `base`."""
    version_0: dict[str, Any]
    """The row of version 0 itself: of a method that changes nothing."""


def references(url: str, gold: Gold, file: Path, console: Console) -> References:
    """From the file, or sampled from the server now and kept there."""
    if not file.exists():
        write_file(file, json.dumps(asyncio.run(_references(url, gold, console))).encode())
    found = json.loads(file.read_text(encoding="utf-8"))
    scores = [[gold(p, text) for text in some] for p, some in zip(found["prompts"], found["replies"], strict=True)]
    pool = [[Reply("", text, tuple(asked), tuple(said)) for text, asked, said in some] for some in found["pool"]]
    return References(Baseline(found["prompts"], np.array(scores), found["replies"]), pool, found["version_0"])


async def measure_version(
    client: Client, gold: Gold, base: Baseline, version: int, console: Console
) -> dict[str, float | None]:
    """The measures of a policy version that the server has."""
    name = await client.model_name()
    with progress(console, f"measuring version {version}") as advance:
        found = await measure(client, gold, base, version, 0, name=name, seed=MEASURE_SEED, on_progress=advance)
    return _measures(found)


async def measure_best_of(client: Client, gold: Gold, given: References, score: Score) -> dict[str, float | None]:
    """The measures of version 0 whose replies a reward model picks from eight."""
    model = f"{await client.model_name()}@0"
    every = [reply for some in given.pool for reply in some]
    scores = np.array(_scored(score, every)).reshape(len(given.pool), -1)
    picked = [[some[place] for place in places] for some, places in zip(given.pool, best_of(scores), strict=True)]
    golds = [[gold(p, one.text) for one in some] for p, some in zip(given.base.prompts, picked, strict=True)]
    wins = win_rates(np.array(golds), given.base.scores)
    low, high = interval(wins)

    async def sample(messages: list[Message], temperature: float, seed: int) -> str:
        replies = await client.replies(
            messages, n=PICKED_FROM, model=model, seed=seed, temperature=temperature, keep=False, logprobs=True
        )
        return replies[int(np.argmax(_scored(score, replies)))].text

    found = Measured(
        version=0,
        votes=0,
        gold_win_rate=float(wins.mean()),
        low=low,
        high=high,
        share_of_attainable=share_of_attainable(float(np.mean(golds)), given.base.mean, given.base.best),
        competence=await competence_of(sample),
        kl=BEST_OF_KL,
        length=fmean(len(reply.token_ids) for some in picked for reply in some),
    )
    return _measures(found)


def best_of(scores: np.ndarray) -> list[list[int]]:
    """The places of the best of each eight replies in a row. scores: (P, PICKS * PICKED_FROM) -> (P, PICKS)"""
    eights = scores.reshape(len(scores), -1, PICKED_FROM)
    first = np.arange(eights.shape[1]) * PICKED_FROM
    places: list[list[int]] = (eights.argmax(axis=2) + first).tolist()
    return places


async def _references(url: str, gold: Gold, console: Console) -> dict[str, Any]:
    """What the file holds."""
    prompts = held_out_prompts(conversations(None, MEASURED_SEED), gold, HELD_OUT, BASELINE_SEED)
    async with Client(url) as client:
        name = await client.model_name()
        with progress(console, f"version 0 answers prompts for {gold.name}") as advance:
            base = await baseline(client, gold, prompts, name=name, seed=BASELINE_SEED, on_progress=advance)
        console.print(base.summary())
        pool = await _pool(client, prompts, f"{name}@0")
        measured = await measure_version(client, gold, base, 0, console)
    return {"prompts": prompts, "replies": base.replies, "pool": pool, "version_0": measured}


async def _pool(client: Client, prompts: Sequence[list[Message]], model: str) -> list[list[Any]]:
    """Text, prompt's and reply's token ids of each reply of the pool, by prompt."""
    gate = asyncio.Semaphore(AT_ONCE)
    calls = PICKS * PICKED_FROM // LARGEST_N

    async def one(number: int, messages: list[Message]) -> list[Any]:
        found: list[Reply] = []
        async with gate:
            for call in range(calls):
                dice = ((POOL_SEED * len(prompts) + number) * calls + call) * LARGEST_N
                found += await client.replies(messages, n=LARGEST_N, model=model, seed=dice, keep=False, logprobs=True)
        return [[reply.text, reply.prompt_ids, reply.token_ids] for reply in found]

    return list(await asyncio.gather(*(one(number, messages) for number, messages in enumerate(prompts))))


def _scored(score: Score, replies: Sequence[Reply]) -> Sequence[float]:
    return score([(list(reply.prompt_ids), list(reply.token_ids)) for reply in replies])


def _measures(found: Measured) -> dict[str, float | None]:
    return {name: value for name, value in found.row().items() if name not in ("version", "votes")}
