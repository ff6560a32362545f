"""From votes to the functions that score: K heads on one covariance, which the votes choose.

Which reading of the replies (`features.py`) the heads stand on is chosen by the evidence, whether the taste turns with
the prompt by votes that were held out (`context.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from feedback.reward.context import Context, chosen_context
from feedback.reward.kernel import Items, covariance, fit, laplace


@dataclass(frozen=True)
class Heads:
    """K functions that score: sums of covariances with M landmarks."""

    landmarks: Items
    """Their prompts along the context's axes."""
    alpha: Tensor
    """(M, K)"""
    context: Context

    def __call__(self, items: Items) -> Tensor:
        """(N, K): scores of replies, or logits of votes."""
        return covariance(items.seen(self.context.axes), self.landmarks, self.context.share) @ self.alpha


def fit_heads(
    readings: Sequence[Items],
    targets: Tensor,
    weights: Tensor,
    draws: Tensor,
    asked: Tensor,
    *,
    most: int,
    generator: torch.Generator,
) -> tuple[int, Heads]:
    """One head for each column of `draws` (N, K), which multiplies `weights` (N,), all with one covariance.

    readings: the same votes with other features; the heads stand on the one with the most evidence, whose number is
    returned as well. targets: (N,), what the sigmoid of each vote's logit should be. asked: (N,), the number of the
    prompt that each is about. `most`: with more votes, only so many are landmarks. `generator` draws them. Raises
    `FitError`.
    """
    targets, weights, draws = targets.double(), weights.double(), draws.double()
    chosen = torch.randperm(len(targets), generator=generator)[:most].sort().values.to(targets.device)
    known = [items.double() for items in readings]
    plain = [fit(items, items[chosen], targets, weights, 0.0) for items in known]
    number = max(range(len(known)), key=lambda number: plain[number].evidence)
    number, context = chosen_context(
        [items[chosen] for items in known], number, targets[chosen], weights[chosen], asked[chosen], generator
    )
    items = known[number].seen(context.axes)
    best = plain[number]
    if context.share:
        best = fit(items, items[chosen], targets, weights, context.share, context.amplitude)
    alpha = torch.stack([best.basis @ laplace(best.values, targets, weights * draw)[0] for draw in draws.T], 1)
    return number, Heads(items[chosen].float(), alpha.float(), replace(context, axes=context.axes.float()))
