"""Whether a taste turns with the prompt, and on what in the prompt.

One likes formal replies to formal messages and casual ones to casual messages: no reply's features say what is liked,
and no prompt's; only both together do. With all pairs of features free, a few hundred votes say nothing about them.
But a taste turns on few things, so the prompts are looked at along few axes, which the votes tell. Starting from all
directions alike, in turns

    W = the regression's weights over reply and prompt      (`kernel.py`)
    A = W' W, of which the few largest axes are kept        what of the prompts the weights make use of

so that what helped a little counts for more in the next round, as in automatic relevance determination or the
reweighting of a group lasso. Axes fitted to the votes make their evidence too high. So whether to look at prompts at
all, and with which amplitude, is decided by votes that were held out, prompt by prompt, and must gain `GAIN`.

Without this, any number of votes for the register of the one who asks left the reward model where a coin is. With it,
120 noisy ones that are no ties are right on 0.81 of the unseen pairs and 250 on 0.86; tastes that are the same for all
prompts lose nothing (`python -m tests.bench.features`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from feedback.reward.kernel import AMPLITUDES, Items, covariance, fit

SHARE = 0.9
"""How much of a taste turns with the prompt, if it does."""
AXES, ROUNDS, AMPLITUDE = 8, 6, 3.0
"""How many directions of the prompts are kept, found in so many rounds, with covariances of this amplitude."""
FOLDS, MOST = 5, 256
"""Into how many parts the votes are split to decide, and how many of them at most."""
LEAST, GAIN = 50, 1.5
"""Fewer votes are not asked, and held-out ones must be likelier by so many nats. Chance gains as much now and then:
with 60 votes and more that cost at most 0.02 of the accuracy, with 30 more than a tenth where it happened."""


@dataclass(frozen=True)
class Context:
    """How a taste turns with the prompt."""

    share: float
    """How much of it does, 0 to 1."""
    axes: Tensor
    """(P, R): along which directions of the prompts' features. R is 0 where the share is."""
    amplitude: float | None = None
    """Of the covariance; None leaves it to the evidence."""


def chosen_context(
    readings: Sequence[Items], plain: int, targets: Tensor, weights: Tensor, generator: torch.Generator
) -> tuple[int, Context]:
    """How the taste behind the votes turns, and the number of the reading that tells it.

    plain: the reading that tells it if it does not turn. targets, weights: (N,). `generator` draws the votes that are
    held out. Raises `FitError`.
    """
    none = plain, Context(0.0, _axes(readings[plain], targets, weights, 0.0))
    # Votes on one prompt stay together: what holds for another is what counts.
    _, prompt = torch.unique(readings[0].prompts, dim=0, return_inverse=True)
    prompts = int(prompt.max()) + 1
    if prompts < FOLDS or len(targets) < LEAST:
        return none
    part = torch.randperm(prompts, generator=generator).to(prompt.device)[prompt] % FOLDS
    some = torch.randperm(len(targets), generator=generator)[:MOST].to(prompt.device)

    def held_out(number: int, share: float) -> tuple[float, float | None]:
        items = readings[number][some]
        amplitudes = (None,) if share == 0 else AMPLITUDES
        return max(_likelihoods(items, targets[some], weights[some], part[some], share, amplitudes))

    found = [_axes(items, targets, weights, SHARE) for items in readings]
    fits = [
        fit(seen, seen, targets, weights, SHARE)
        for seen in (items.seen(axes) for items, axes in zip(readings, found, strict=True))
    ]
    best = max(range(len(fits)), key=lambda number: fits[number].evidence)
    likelihood, amplitude = held_out(best, SHARE)
    if likelihood > held_out(plain, 0.0)[0] + GAIN:
        return best, Context(SHARE, found[best], amplitude)
    return none


def _likelihoods(
    items: Items,
    targets: Tensor,
    weights: Tensor,
    part: Tensor,
    share: float,
    amplitudes: Sequence[float | None],
) -> list[tuple[float, float | None]]:
    """The log probability of the votes of each part under a regression on the others, with each amplitude."""
    total = [0.0] * len(amplitudes)
    for number in range(FOLDS):
        rest, there = part != number, part == number
        axes = _axes(items[rest], targets[rest], weights[rest], share)
        known, unseen = items[rest].seen(axes), items[there].seen(axes)
        for place, amplitude in enumerate(amplitudes):
            alpha = fit(known, known, targets[rest], weights[rest], share, amplitude).alpha
            logits = covariance(unseen, known, share) @ alpha
            loss = F.binary_cross_entropy_with_logits(logits, targets[there], weights[there], reduction="sum")
            total[place] -= float(loss)
    return list(zip(total, amplitudes, strict=True))


def _axes(items: Items, targets: Tensor, weights: Tensor, share: float) -> Tensor:
    """The directions of the prompts that a taste turns on, if so much of it does. (P, R)"""
    if share == 0:
        return items.prompts[:0].T
    # Among the directions that there are: few votes have prompts of few.
    directions = torch.linalg.svd(items.prompts, full_matrices=False).Vh.T  # (P, N or P)
    prompts = items.prompts @ directions
    replies = items.replies @ items.replies.T
    axes = torch.eye(prompts.shape[1]).to(prompts)
    for _ in range(ROUNDS):
        seen = Items(items.replies, prompts @ axes, items.judged)
        alpha = fit(seen, seen, targets, weights, share, AMPLITUDE).alpha
        # W'W, W = sum of alpha reply (A prompt)', without ever having W.
        used = axes @ (seen.prompts.T @ (torch.outer(alpha, alpha) * replies) @ seen.prompts) @ axes.T
        sizes, found = torch.linalg.eigh(used)
        axes = found[:, -AXES:] * sizes[-AXES:].clamp(min=0).sqrt()
        axes = axes / (prompts @ axes).square().sum(1).mean().sqrt().clamp(min=1e-12)
    turned: Tensor = directions @ axes
    return turned
