"""Votes in, a reward model and a report on it out.

    votes on prompts of the split "gate"    for a second opinion only (`fold`)
    kept / left out                         few votes: all are kept, or all but `fold`'s part
                                            many: the split "held_out" is left out as well
    every reply once -> features            all that takes time; heads are fitted in moments
    few votes: for each of k folds          fit on the others, predict this one
    fit on what is kept                     the model that is returned; it predicts what was left out
    predictions -> report                   `report.py`
    normalise                               on samples of the reference policy

Each head weighs every vote by its own draw from the exponential distribution: the Bayesian bootstrap (Rubin 1981),
which leaves no vote out, as few as they are.

Left out: a margin that the chosen reply should win by, and drawing scores to zero; the prior of the heads does the
latter. Training the base's own weights: see `features.py` for what that gave.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch

from feedback.base_model import BaseModel
from feedback.examples import Examples, split_of
from feedback.reward.data import Votes, votes_of
from feedback.reward.features import Features, Standard, TokenizedReply, features_of, readings
from feedback.reward.heads import Heads, fit_heads
from feedback.reward.kernel import Items
from feedback.reward.model import RewardModel
from feedback.reward.report import Prediction, RewardReport, report_of

OnProgress = Callable[[int, int], None]
"""Called with the steps done and all there are: a step is a reply encoded, or a model fitted."""

OnPredicted = Callable[[Sequence[Prediction]], None]
"""Called with what was said of the votes that measure the model, each by a model that did not see it."""


@dataclass(frozen=True)
class RewardConfig:
    """How a reward model is trained and judged."""

    heads: int = 8
    pessimism: float = 0.5
    """How many standard deviations of the heads are taken off their mean."""
    folds: int = 5
    few: int = 500
    """With fewer votes than this, accuracy is measured out of fold."""
    least_votes: int = 10
    """With fewer, nothing is trained."""
    landmarks: int = 512
    """With more votes than this, heads are sums over so many of them, drawn at random."""
    micro_tokens: int = 4096
    """The most tokens, padding included, that are computed at once: what bounds the memory."""

    def __post_init__(self) -> None:
        if min(self.heads, self.landmarks, self.micro_tokens) < 1 or min(self.folds, self.least_votes) < 2:
            raise ValueError(f"heads, landmarks and micro_tokens need 1, folds and least_votes 2 at least: {self}")
        if not self.pessimism >= 0:
            raise ValueError(f"pessimism must not be negative: {self}")


def train_reward_model(
    base: BaseModel,
    examples: Examples,
    config: RewardConfig,
    *,
    seed: int = 0,
    fold: int | None = None,
    reference: Sequence[TokenizedReply] | None = None,
    on_progress: OnProgress = lambda done, total: None,
    on_predicted: OnPredicted = lambda predictions: None,
) -> tuple[RewardModel | None, RewardReport]:
    """Fit a reward model, and measure it on votes it did not see.

    `fold`, 0 or 1, is for a second opinion: it leaves out a quarter of the prompts, each another one, but none of the
    split "gate", which it alone has, and fold 1 also reads replies in another way, so that two models do not err alike.
    `reference`: samples of the reference policy, on which scores get mean 0 and standard deviation 1; without them, the
    replies that were voted on.

    No model if there are too few votes; any other model is returned, whatever the report says of it. The same seed
    gives the same model where torch computes with one thread. Raises `RewardModelError` if the base's states are not
    numbers, the fit does not come to an end, or all reference samples score the same.
    """
    started = time.perf_counter()
    votes = votes_of(base, examples)
    votes = votes.of({group for group in votes.groups if fold is not None or split_of(group) != "gate"})
    few = len(votes.vote_ids) < config.few
    kept, left_out = _parted(votes, fold, few)
    predictions: list[Prediction] = []
    if len({term.vote_id for term in kept.terms if term.counts}) < config.least_votes:
        return None, report_of(predictions, kept.terms, config.least_votes, out_of_fold=few, seconds=0.0)
    parts = list(folds(kept, config.folds, seed)) if few else []
    trainings = [kept.of(kept.groups - part.groups) for part in parts] + [kept]
    needed = sorted({place for term in votes.terms for place in term.places})
    total = len(needed) + len(trainings)
    choice = readings(base.depth, "spread" if fold == 1 else "extremes")
    texts = [votes.replies[place] for place in needed]
    features = features_of(base, texts, choice, config.micro_tokens, lambda done: on_progress(done, total))
    row = {place: row for row, place in enumerate(needed)}
    voted = sorted({row[place] for term in kept.terms for place in term.places})
    standards = [Standard.of(reading[voted]) for reading in features]
    scaled = [standard(reading) for standard, reading in zip(standards, features, strict=True)]
    for number, (rest, part) in enumerate(zip(trainings, [*parts, left_out], strict=True)):
        best, heads = _fitted(rest, scaled, row, config, seed)
        predictions += _predicted(heads, part, scaled[best], row, number)
        on_progress(len(needed) + number + 1, total)
    on_predicted(predictions)
    model = RewardModel(
        base, choice[best], standards[best], heads, pessimism=config.pessimism, micro_tokens=config.micro_tokens
    )
    model.normalise(texts if reference is None else reference)
    seconds = time.perf_counter() - started
    return model, report_of(predictions, kept.terms, config.least_votes, out_of_fold=few, seconds=seconds)


def items_of(votes: Votes, features: Features, row: dict[int, int]) -> Items:
    """The terms as what the heads are fitted to: differences of two replies, or one and the offset."""
    first = features[[row[term.first] for term in votes.terms]]
    second = features[[row[term.first if term.second is None else term.second] for term in votes.terms]]
    judged = torch.tensor([float(term.second is None) for term in votes.terms]).to(first.replies)
    return Items.of(first.replies - (1 - judged)[:, None] * second.replies, first.prompts, judged)


def folds(votes: Votes, count: int, seed: int) -> Iterator[Votes]:
    """The votes in up to `count` parts by prompt, with ups and downs spread evenly, since a fold compares its own.

    None if all are on one prompt: nothing would be left to predict its votes from.
    """
    rating: dict[str, float] = defaultdict(float)
    for term in votes.terms:
        rating[term.group] += 0.0 if term.second is not None else 2 * term.target - 1
    order = sorted(rating)
    Random(seed).shuffle(order)
    order.sort(key=lambda group: rating[group])
    for part in range(min(count, len(order)) if len(order) > 1 else 0):
        yield votes.of(set(order[part::count]))


def _fitted(
    votes: Votes, features: Sequence[Features], row: dict[int, int], config: RewardConfig, seed: int
) -> tuple[int, Heads]:
    """Heads that know only these votes, and the number of the reading they stand on. All pairs of a vote share its
    draws."""
    generator = torch.Generator().manual_seed(seed)
    known = {vote: number for number, vote in enumerate(sorted(votes.vote_ids))}
    drawn = torch.empty(len(known), config.heads).exponential_(generator=generator)
    items = [items_of(votes, reading, row) for reading in features]
    draws = drawn[[known[term.vote_id] for term in votes.terms]].to(items[0].replies)
    targets = torch.tensor([term.target for term in votes.terms]).to(draws)
    weights = torch.tensor([term.weight for term in votes.terms]).to(draws)
    numbers = {group: number for number, group in enumerate(sorted(votes.groups))}
    asked = torch.tensor([numbers[term.group] for term in votes.terms], device=targets.device)
    return fit_heads(items, targets, weights, draws, asked, most=config.landmarks, generator=generator)


def _predicted(heads: Heads, votes: Votes, features: Features, row: dict[int, int], fold: int) -> list[Prediction]:
    """What heads that have not seen these votes say about them."""
    if not votes.terms:
        return []
    logits = heads(items_of(votes, features, row)).mean(1).tolist()
    words = [votes.words[term.first] - (0 if term.second is None else votes.words[term.second]) for term in votes.terms]
    return [Prediction(*said, fold) for said in zip(votes.terms, logits, words, strict=True)]


def _parted(votes: Votes, fold: int | None, few: bool) -> tuple[Votes, Votes]:
    """Votes to fit on, and votes that only measure."""

    def is_left_out(group: str) -> bool:
        split = split_of(group)
        return (int(group[8:16], 16) % 4 == fold and split != "gate") or (not few and split == "held_out")

    left_out = {group for group in votes.groups if is_left_out(group)}
    return votes.of(votes.groups - left_out), votes.of(left_out)
