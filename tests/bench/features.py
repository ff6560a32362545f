"""What a reward model should read of a reply: `python -m tests.bench.features`.

The starter answers prompts of its corpus four times; a taste chooses between two replies to each, one choice in ten
turned round. Heads are fitted to 30, 120 and 250 such votes with one part of the features after the other, and asked
about pairs of other prompts: shown is how often they are right, averaged over seeds.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from random import Random

import torch
from rich.progress import track

from feedback.base_model import BaseModel
from feedback.reward.features import Features, Standard, TokenizedReply, features_of, readings
from feedback.reward.heads import fit_heads
from feedback.reward.kernel import Items
from policy.simulation.golds import GOLDS, Message, in_a_register
from policy.simulation.prompts import corpus_conversations
from policy.starter.sampling import OfflineSampler
from policy.starter.styles import style_of
from server.settings import STARTER_PATH
from tests.bench.pairs import beginning
from tests.bench.report import report

PROMPTS, SAMPLES, AT_ONCE = 600, 4, 16
LEARNED = 450
"""Votes are on prompts before this one, questions on those from it on."""
VOTES, SEEDS, NOISE = (30, 120, 250), 6, 0.1
TASTES: dict[str, Callable[[Sequence[Message], str], float]] = {
    "asks back": GOLDS["question"],
    "emoji": GOLDS["emoji"],
    "one sentence": GOLDS["brief"],
    "casual": lambda messages, reply: {"casual": 1.0, "neutral": 0.5, "formal": 0.0}[style_of(reply).register],
    "register": GOLDS["register"],
}


def sampled(base: BaseModel) -> list[list[tuple[TokenizedReply, Sequence[Message], str]]]:
    """The replies to each prompt, as tokens and as text. Those who ask do so formally or casually."""
    sampler, rng = OfflineSampler.load(STARTER_PATH), Random("features")
    prompts = [in_a_register(rng, beginning(talk, rng)) for talk in islice(corpus_conversations(0), PROMPTS)]
    found: list[list[tuple[TokenizedReply, Sequence[Message], str]]] = []
    for start in track(range(0, PROMPTS, AT_ONCE), "replies"):
        asked = [messages for messages in prompts[start : start + AT_ONCE] for _ in range(SAMPLES)]
        texts = [sampler.tokenizer.apply_chat_template(m, add_generation_prompt=True, tokenize=False) for m in asked]
        seeds = [start * SAMPLES + place for place in range(len(asked))]
        replies = sampler.generate([str(text) for text in texts], [1.0] * len(asked), seeds)
        pairs = [
            ((base.prompt_ids(messages), base.reply_ids(reply)), messages, reply)
            for messages, reply in zip(asked, replies, strict=True)
        ]
        found += [pairs[place : place + SAMPLES] for place in range(0, len(pairs), SAMPLES)]
    return found


def parts(base: BaseModel, texts: list[TokenizedReply]) -> dict[str, list[Features]]:
    """The readings that heads may choose from, by what is tried."""
    extremes = features_of(base, texts, readings(base.depth, "extremes"), 4096)
    spread = features_of(base, texts, readings(base.depth, "spread"), 4096)
    middle, width = extremes[len(extremes) // 2], base.width

    def part(start: int, end: int) -> list[Features]:
        return [Features(middle.replies[:, start * width : end * width], middle.prompts)]

    return {
        "last word, last layer": part(3, 4),
        "average, middle layer": part(0, 1),
        "average and extremes, middle layer": part(0, 3),
        "with the last word": part(0, 4),
        "of the layer that the votes choose": extremes,
        "spread instead of extremes": spread,
    }


def right(choice: list[Features], votes: list[tuple[int, int]], unseen: list[tuple[int, int]], rng: Random) -> float:
    """The share of unseen pairs, better one first, that heads fitted to the votes get right."""
    turned = set(rng.sample(range(len(votes)), round(NOISE * len(votes))))
    targets = torch.tensor([float(place not in turned) for place in range(len(votes))])
    rows = sorted({row for pair in votes for row in pair})
    scaled = [Standard.of(reading[rows])(reading) for reading in choice]
    generator, one = torch.Generator().manual_seed(0), torch.ones(len(votes))
    items = [_items(reading, votes) for reading in scaled]
    number, heads = fit_heads(
        items,
        targets,
        one,
        one[:, None],
        torch.tensor([pair[0] // SAMPLES for pair in votes]),
        most=512,
        generator=generator,
    )
    return float((heads(_items(scaled[number], unseen))[:, 0] > 0).float().mean())


def _items(features: Features, pairs: list[tuple[int, int]]) -> Items:
    better, worse = (features[[pair[side] for pair in pairs]] for side in (0, 1))
    return Items.of(better.replies - worse.replies, better.prompts, torch.zeros(len(pairs)))


def main() -> None:
    torch.set_num_threads(1)
    base = BaseModel.load(STARTER_PATH)
    replies = sampled(base)
    tried = parts(base, [tokens for group in replies for tokens, *_ in group])
    rows = []
    for name, choice in tried.items():
        row: dict[str, object] = {"features": name}
        for taste, likes in TASTES.items():
            pairs: list[list[tuple[int, int]]] = [[], []]
            for number, group in enumerate(replies):
                scores = [likes(messages, text) for _, messages, text in group]
                best, worst = scores.index(max(scores)), scores.index(min(scores))
                if scores[best] > scores[worst]:
                    pairs[number >= LEARNED].append((number * SAMPLES + best, number * SAMPLES + worst))
            for votes in VOTES:
                rngs = [Random(f"{taste}/{votes}/{seed}") for seed in range(SEEDS)]
                shares = [right(choice, rng.sample(pairs[0], votes), pairs[1], rng) for rng in rngs]
                row[f"{taste}, {votes}"] = sum(shares) / len(shares)
        rows.append(row)
    report("features", rows)


if __name__ == "__main__":
    main()
