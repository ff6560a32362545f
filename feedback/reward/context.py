"""Whether a taste turns with the prompt, and on what in the prompt.

One likes formal replies to formal messages and casual ones to casual messages: no reply's features say what is liked,
and no prompt's; only both together do. With all pairs of features free, a few hundred votes say nothing about them.
But a taste turns few things of a reply on few of a prompt, so both are looked at along few axes, which the votes tell.
Starting from all directions alike, in turns

    W = the regression's weights over reply and prompt      (`kernel.py`)
    A, B = the few largest of its singular vectors          what of replies and of prompts the weights make use of

each as long as its singular value, so that what helped a little counts for more in the next round, as in automatic
relevance determination or the reweighting of a group lasso. Axes fitted to the votes make their evidence too high. So
whether to look at prompts at all, and with which amplitude, is decided by votes that were held out, prompt by prompt,
and must gain `GAIN`.

Without this, any number of votes for the register of the one who asks left the reward model where a coin is; with it,
120 that are no ties are right on 0.83 of unseen pairs (`python -m tests.bench.features`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from feedback.reward.kernel import AMPLITUDES, Axes, Items, covariance, fit

SHARE = 0.9
"""How much of a taste turns with the prompt, if it does."""
AXES, ROUNDS, AMPLITUDE = 4, 2, 3.0
"""How many directions of each are kept, found in so many rounds, with covariances of this amplitude."""
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
    axes: Axes
    """What turns, and with what."""
    amplitude: float | None = None
    """Of the covariance; None leaves it to the evidence."""


def chosen_context(
    readings: Sequence[Items],
    plain: int,
    targets: Tensor,
    weights: Tensor,
    asked: Tensor,
    generator: torch.Generator,
) -> tuple[int, Context]:
    """How the taste behind the votes turns, and the number of the reading that tells it.

    plain: the reading that tells it if it does not turn. targets, weights: (N,). asked: (N,), the number of the prompt
    that each is about. `generator` draws the votes that are held out. Raises `FitError`.
    """
    none = plain, Context(0.0, Axes.none(readings[plain]))
    # Votes on one prompt stay together: what holds for another is what counts.
    _, prompt = torch.unique(asked, return_inverse=True)
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


def _axes(items: Items, targets: Tensor, weights: Tensor, share: float) -> Axes:
    """What turns, and with what, if so much of a taste does."""
    if share == 0:
        return Axes.none(items)
    # Among the directions that there are: few votes have replies and prompts of few.
    of_replies, of_prompts = _directions(items.replies), _directions(items.prompts)
    whole = Items(items.replies, items.prompts @ of_prompts, items.judged, items.replies @ of_replies)
    axes = Axes(*(torch.eye(part.shape[1]).to(part) for part in (whole.turned, whole.prompts)))
    for _ in range(ROUNDS):
        seen = whole.seen(axes)
        alpha = fit(seen, seen, targets, weights, share, AMPLITUDE).alpha
        used = axes.replies @ (seen.turned.T @ (alpha[:, None] * seen.prompts)) @ axes.prompts.T
        replies, sizes, prompts = torch.linalg.svd(used, full_matrices=False)
        of_reply, of_prompt = (vectors[:, :AXES] * sizes[:AXES] for vectors in (replies, prompts.T))
        axes = Axes(_scaled(of_reply, whole.turned), _scaled(of_prompt, whole.prompts))
    return Axes(of_replies @ axes.replies, of_prompts @ axes.prompts)


def _directions(vectors: Tensor) -> Tensor:
    """An orthonormal basis of what the rows span. (N, F) -> (F, N or F)"""
    basis: Tensor = torch.linalg.svd(vectors, full_matrices=False).Vh.T
    return basis


def _scaled(axes: Tensor, vectors: Tensor) -> Tensor:
    """Axes along which the vectors have a mean square length of 1."""
    return axes / (vectors @ axes).square().sum(1).mean().sqrt().clamp(min=1e-12)
