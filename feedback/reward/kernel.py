"""Logistic regression with a Gaussian process, as pure functions of tensors: from votes to heads.

The score r of a reply is a draw from a Gaussian process, and a vote a draw from sigmoid(r_chosen - r_rejected) or
sigmoid(r - b). Its covariance says which replies should score alike:

    k(x, y) = amplitude * (reply_x . reply_y) * (1 + context * prompt_x . prompt_y)

With context 0 one taste holds for all prompts; above 0 it may turn with the prompt. Both numbers, and which features
are read of the replies, are chosen by the evidence, the probability of the votes under the model (Laplace's
approximation; Rasmussen and Williams 2006, section 3.4), so that nothing is held out to choose them: with an earlier
starter and averages alone, context stayed 0 for four preferences that do not depend on the prompt, and for one that
does accuracy went from 0.60 to 0.87 on 250 votes.

A vote on two replies is compared as the difference of their features, which is their difference's covariance. Beyond
`most` votes the functions are those that `most` of them, the landmarks, span (subset of regressors, same book, section
8.3.1): memory and time then grow with the votes and not with their square.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from feedback.reward.features import RewardModelError

AMPLITUDES, CONTEXTS = (0.3, 1.0, 3.0, 10.0), (0.0, 1.0, 4.0)
OFFSET = 10.0
"""Prior variance of the offset b that thumbs have, as a multiple of the amplitude: wide."""


class FitError(RewardModelError):
    """The regression failed or did not come to an end."""


@dataclass(frozen=True)
class Items:
    """Replies, or differences of two, with their prompts, as the covariance sees them."""

    replies: Tensor
    """(N, F)"""
    prompts: Tensor
    """(N, D)"""
    judged: Tensor
    """(N,), 1 where the offset is taken off: thumbs; else 0."""

    def __getitem__(self, rows: Tensor) -> "Items":
        return Items(self.replies[rows], self.prompts[rows], self.judged[rows])

    def double(self) -> "Items":
        """In float64, in which heads are fitted."""
        return Items(self.replies.double(), self.prompts.double(), self.judged.double())

    def float(self) -> "Items":
        """In float32, in which replies are scored."""
        return Items(self.replies.float(), self.prompts.float(), self.judged.float())


@dataclass(frozen=True)
class Heads:
    """K functions that score: sums of covariances with M landmarks."""

    landmarks: Items
    alpha: Tensor
    """(M, K)"""
    context: float

    def __call__(self, items: Items) -> Tensor:
        """(N, K): scores of replies, or logits of votes."""
        return covariance(items, self.landmarks, self.context) @ self.alpha


def covariance(one: Items, other: Items, context: float) -> Tensor:
    """The covariance for amplitude 1. (N, M)"""
    turned = 1 + context * (one.prompts @ other.prompts.T)
    return (one.replies @ other.replies.T) * turned + OFFSET * torch.outer(one.judged, other.judged)


def fit_heads(
    readings: Sequence[Items],
    targets: Tensor,
    weights: Tensor,
    draws: Tensor,
    *,
    most: int,
    generator: torch.Generator,
) -> tuple[int, Heads]:
    """One head for each column of `draws` (N, K), which multiplies `weights` (N,), all with one covariance.

    readings: the same votes with other features; the heads stand on the one with the most evidence, whose number is
    returned as well. targets: (N,), what the sigmoid of each vote's logit should be. `generator` draws the landmarks.
    Raises `FitError`.
    """
    targets, weights, draws = targets.double(), weights.double(), draws.double()
    chosen = torch.randperm(len(targets), generator=generator)[:most].sort().values.to(targets.device)
    best: tuple[float, int, float, Tensor, Tensor] | None = None
    for number, items in enumerate(reading.double() for reading in readings):
        landmarks = items[chosen]
        for context in CONTEXTS:
            basis = orthonormal(covariance(landmarks, landmarks, context))
            values = covariance(items, landmarks, context) @ basis
            for amplitude in AMPLITUDES:
                scaled = values * amplitude**0.5
                evidence = laplace(scaled, targets, weights)[1]
                if best is None or evidence > best[0]:
                    best = evidence, number, context, scaled, basis * amplitude**0.5
    assert best is not None
    _, number, context, values, basis = best
    alpha = torch.stack([basis @ laplace(values, targets, weights * draw)[0] for draw in draws.T], 1)
    return number, Heads(readings[number][chosen].float(), alpha.float(), context)


def orthonormal(covariances: Tensor) -> Tensor:
    """A basis of the functions that landmarks span, in which the prior is standard normal. (M, M) -> (M, R)"""
    sizes, directions = torch.linalg.eigh(covariances)
    real = sizes > 1e-7 * sizes[-1].clamp(min=1e-12)
    basis: Tensor = directions[:, real] / sizes[real].sqrt()
    return basis


def laplace(values: Tensor, targets: Tensor, weights: Tensor) -> tuple[Tensor, float]:
    """The likeliest coefficients (R,) under a standard normal prior, and the log evidence by Laplace's approximation.

    values: (N, R). Newton's method, its step halved where it would overshoot; the objective is concave.
    """
    coefficients = values.new_zeros(values.shape[1])

    def objective(coefficients: Tensor) -> Tensor:
        loss = F.binary_cross_entropy_with_logits(values @ coefficients, targets, weights, reduction="sum")
        return -loss - coefficients.square().sum() / 2

    reached = objective(coefficients)
    for _ in range(50):
        likely = torch.sigmoid(values @ coefficients)
        slope = values.T @ (weights * (targets - likely)) - coefficients
        bend = values * (weights * likely * (1 - likely))[:, None]
        root, failed = torch.linalg.cholesky_ex(values.T @ bend + torch.eye(len(slope)).to(values))
        if int(failed):
            raise FitError("the reward model's regression failed: its curvature is not positive definite")
        step = torch.cholesky_solve(slope[:, None], root)[:, 0]
        # Newton's decrement: half of it is what is still to be gained.
        if float(slope @ step) < 1e-8:
            return coefficients, float(reached - root.diagonal().log().sum())
        size = 1.0
        while not (gained := objective(coefficients + size * step)) > reached and size > 1e-4:
            size /= 2
        coefficients, reached = coefficients + size * step, gained
    raise FitError("the reward model's regression did not come to an end")
