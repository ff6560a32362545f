"""Logistic regression with a Gaussian process, as pure functions of tensors.

The score r of a reply is a draw from a Gaussian process, and a vote a draw from sigmoid(r_chosen - r_rejected) or
sigmoid(r - b). Its covariance says which replies should score alike:

    k(x, y) = amplitude * ((1 - share) * reply_x . reply_y + share * (turned_x . turned_y) * (prompt_x . prompt_y))

With share 0 one taste holds for all prompts; above 0 what is seen of the prompt turns it (`context.py`). The
amplitude is chosen by the evidence, the probability of the votes under the model (Laplace's approximation; Rasmussen
and Williams 2006, section 3.4), so that nothing is held out to choose it.

A vote on two replies is compared as the difference of their features, which is their difference's covariance. The
functions are those that some of the votes, the landmarks, span (subset of regressors, same book, section 8.3.1):
where not all votes are landmarks, memory and time grow with the votes and not with their square.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from feedback.reward.features import RewardModelError

AMPLITUDES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
OFFSET = 10.0
"""Prior variance of the offset b that thumbs have, as a multiple of the amplitude: wide."""


class FitError(RewardModelError):
    """The regression failed or did not come to an end."""


@dataclass(frozen=True)
class Axes:
    """Along which directions prompts turn what is liked, and of which replies."""

    replies: Tensor
    """(F, S)"""
    prompts: Tensor
    """(P, R)"""

    @classmethod
    def none(cls, items: "Items") -> "Axes":
        """Where nothing turns."""
        return cls(items.replies[:0].T, items.prompts[:0].T)

    def float(self) -> "Axes":
        """In float32, in which replies are scored."""
        return Axes(self.replies.float(), self.prompts.float())


@dataclass(frozen=True)
class Items:
    """Replies, or differences of two, with their prompts, as the covariance sees them."""

    replies: Tensor
    """(N, F)"""
    prompts: Tensor
    """(N, P)"""
    judged: Tensor
    """(N,), 1 where the offset is taken off: thumbs; else 0."""
    turned: Tensor
    """(N, S): what of the replies the prompts turn; at first all of them."""

    @classmethod
    def of(cls, replies: Tensor, prompts: Tensor, judged: Tensor) -> "Items":
        """Before anything is known of how prompts turn them."""
        return cls(replies, prompts, judged, replies)

    def __getitem__(self, rows: Tensor) -> "Items":
        return self._each(lambda part: part[rows])

    def seen(self, axes: Axes) -> "Items":
        """The same along axes."""
        return Items(self.replies, self.prompts @ axes.prompts, self.judged, self.turned @ axes.replies)

    def double(self) -> "Items":
        """In float64, in which heads are fitted."""
        return self._each(Tensor.double)

    def float(self) -> "Items":
        """In float32, in which replies are scored."""
        return self._each(Tensor.float)

    def _each(self, change: Callable[[Tensor], Tensor]) -> "Items":
        return Items(change(self.replies), change(self.prompts), change(self.judged), change(self.turned))


@dataclass(frozen=True)
class Fit:
    """A regression on votes."""

    evidence: float
    """Log probability of the votes."""
    values: Tensor
    """(N, R): the votes under the functions of `basis`."""
    basis: Tensor
    """(M, R): sums of covariances with M landmarks, such that their coefficients are standard normal a priori."""
    alpha: Tensor
    """(M,): what the scores are as such a sum."""


def covariance(one: Items, other: Items, share: float) -> Tensor:
    """The covariance for amplitude 1. (N, M)"""
    found = (1 - share) * (one.replies @ other.replies.T)
    if share:
        found = found + share * ((one.turned @ other.turned.T) * (one.prompts @ other.prompts.T))
    return found + OFFSET * torch.outer(one.judged, other.judged)


def fit(
    items: Items,
    landmarks: Items,
    targets: Tensor,
    weights: Tensor,
    share: float,
    amplitude: float | None = None,
) -> Fit:
    """The regression with this amplitude or that of the most evidence. targets, weights: (N,). Raises `FitError`."""
    basis = orthonormal(covariance(landmarks, landmarks, share))
    values = covariance(items, landmarks, share) @ basis
    best: Fit | None = None
    for size in (size**0.5 for size in (AMPLITUDES if amplitude is None else (amplitude,))):
        coefficients, evidence = laplace(values * size, targets, weights)
        if best is None or evidence > best.evidence:
            best = Fit(evidence, values * size, basis * size, basis @ coefficients * size)
    assert best is not None
    return best


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
