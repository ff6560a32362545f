"""Pairs of replies with a choice between them, as simulated users make it: what both reward models are trained on.

The starter answers prompts of its corpus twice, and a gold preference says which reply is better; equal ones are left
out. Of the pairs to train on a tenth are turned round, of the held-out ones none, and no prompt is in both. Prompts of
the split `gate`, which attune never trains on, are left out too, so that both sides learn from the same pairs.
"""

import asyncio
from random import Random
from typing import Any

from rich.progress import Progress

from feedback.examples import Prompt, split_of
from policy.simulation.client import Client
from policy.simulation.golds import Gold, Message
from policy.simulation.prompts import corpus_conversations

NOISE = 0.1
AT_ONCE = 16
MAX_TURNS = 3


async def simulated_pairs(url: str, gold: Gold, train: int, held_out: int) -> dict[str, list[dict[str, Any]]]:
    """So many pairs to train on and to measure with."""
    rng = Random("pairs")
    prompts = _prompts(gold, rng)
    pairs: list[dict[str, Any]] = []
    async with Client(url) as client:
        with Progress(transient=True) as progress:
            task = progress.add_task("sampling pairs", total=train + held_out)
            while len(pairs) < train + held_out:
                asked = [next(prompts) for _ in range(AT_ONCE)]
                answers = await asyncio.gather(
                    *(client.replies(messages, n=2, seed=rng.getrandbits(31), keep=False) for messages in asked)
                )
                for messages, (one, two) in zip(asked, answers, strict=True):
                    first, second = gold(messages, one.text), gold(messages, two.text)
                    if first != second and one.text and two.text:
                        better, worse = (one, two) if first > second else (two, one)
                        pairs.append({"messages": messages, "chosen": better.text, "rejected": worse.text})
                progress.update(task, completed=min(len(pairs), train + held_out))
    learned = pairs[:train]
    for pair in rng.sample(learned, round(NOISE * train)):
        pair["chosen"], pair["rejected"] = pair["rejected"], pair["chosen"]
    return {"train": learned, "held_out": pairs[train : train + held_out]}


def beginning(messages: list[Message], rng: Random) -> list[Message]:
    """The conversation up to one of the user's first messages."""
    places = [place for place, message in enumerate(messages) if message["role"] == "user"][:MAX_TURNS]
    return messages[: rng.choice(places) + 1]


def _prompts(gold: Gold, rng: Random) -> Any:
    """Different prompts without end, each the beginning of a conversation."""
    seen: set[str] = set()
    for talk in corpus_conversations(0):
        messages: list[Message] = gold.voice(rng, talk) if gold.voice else talk
        prompt = beginning(messages, rng)
        group = Prompt(tuple(prompt)).group
        if group not in seen and split_of(group) != "gate":
            seen.add(group)
            yield prompt
