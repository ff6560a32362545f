"""What can be read off replies without a judge: length, repetition, how they end, KL, and how often one beats another.

Pure functions on token ids and numbers; no torch. A group is the replies to one prompt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist, fmean

import numpy as np

from policy.ppo.rollouts import Rollout

ALL_SETS, DRAWN_SETS = 12, 20_000
"""Up to so many prompts all sets of them are looked at; of more, that many are drawn."""
NGRAM = 4
"""Tokens that have to come again to be a repetition."""

Groups = Sequence[Sequence[float]]
"""One number a reply, by prompt and sample."""


@dataclass(frozen=True)
class Interval:
    """An estimate and its confidence interval."""

    mean: float
    low: float
    high: float


def repetition(ids: Sequence[int], n: int = NGRAM) -> float:
    """The share of a reply's n-grams that were there before: 0 all new, near 1 a loop. 0 for a reply shorter than n."""
    grams = [tuple(ids[start : start + n]) for start in range(len(ids) - n + 1)]
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def mean_repetition(rollouts: Sequence[Rollout]) -> float:
    """Mean over replies of the share of repeated n-grams."""
    return fmean(repetition(rollout.response_ids) for rollout in rollouts)


def mean_tokens(rollouts: Sequence[Rollout]) -> float:
    """Mean length of the replies, the end of the turn included."""
    return fmean(len(rollout.response_ids) for rollout in rollouts)


def finished_share(rollouts: Sequence[Rollout]) -> float:
    """The share of replies that ended by themselves."""
    return fmean(rollout.finished for rollout in rollouts)


def log_lengths(groups: Sequence[Sequence[Rollout]]) -> list[list[float]]:
    """The log of each reply's tokens."""
    return [[log(len(rollout.response_ids)) for rollout in group] for group in groups]


def kl_to_reference(rollouts: Sequence[Rollout], ref_logprobs: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Mean over responses of sum(logprob - ref_logprob), in nats per response, and its standard error.

    An unbiased estimate (k1) of KL(policy || reference), since the policy itself sampled the responses.
    """
    sums = [
        sum(mine - other for mine, other in zip(rollout.sampled_logprobs, reference, strict=True))
        for rollout, reference in zip(rollouts, ref_logprobs, strict=True)
    ]
    return fmean(sums), _standard_error(sums)


def win_rate(candidate: Groups, champion: Groups, confidence: float) -> Interval:
    """How often a score of the candidate is above one of the champion for the same prompt; a tie counts half.

    Every reply of the one meets every reply of the other. Prompts are the unit, since replies to one prompt are alike.
    """
    shares = [
        fmean(1.0 if mine > other else 0.5 if mine == other else 0.0 for mine in ours for other in theirs)
        for ours, theirs in zip(candidate, champion, strict=True)
    ]
    return Interval(fmean(shares), *_sign_flip_interval(shares, confidence))


def _sign_flip_interval(shares: Sequence[float], confidence: float) -> tuple[float, float]:
    """Every mean that a sign-flip test does not refuse, two-sided; 0 to 1 where there are too few to refuse any.

    The test is exact where the shares lie symmetric about their mean, as they do for policies that are alike, and few
    that agree prove little. Flipping the signs of a set of differences from a mean m gives no smaller sum where the
    mean of the set is at most m, so the interval's ends are quantiles of the means of all sets (Hartigan 1969, "Using
    subsample values as typical values"): all there are, or that many drawn ones.
    """
    values = np.array(shares)
    if len(values) <= ALL_SETS:
        chosen = (np.arange(1, 2 ** len(values))[:, None] >> np.arange(len(values))) % 2
    else:
        chosen = np.random.default_rng(0).integers(2, size=(DRAWN_SETS, len(values)))
    chosen = chosen[chosen.any(1)]
    means = np.sort(chosen @ values / chosen.sum(1))
    # The empty set is one more: no sign is flipped.
    outside = int((1 - confidence) / 2 * (len(means) + 1)) - 1
    return (0.0, 1.0) if outside < 0 else (float(means[outside]), float(means[-1 - outside]))


def points_lost(before: Sequence[float], after: Sequence[float], confidence: float) -> Interval:
    """How many points of 100 less the same scripts are passed after than before. Both by script, shares of plays.

    Paired by script: what is hard for both says nothing. The interval is the normal one of the mean difference.
    """
    lost = [100 * (one - other) for one, other in zip(before, after, strict=True)]
    away = _quantile(confidence) * _standard_error(lost)
    return Interval(fmean(lost), fmean(lost) - away, fmean(lost) + away)


def advantage_at_equal_length(
    scores: tuple[Groups, Groups], lengths: tuple[Groups, Groups], confidence: float
) -> Interval | None:
    """How much better the candidate is scored than the champion (given in this order) would be at the same length.

    Analysis of covariance: what a longer reply is scored more is seen among replies of one policy to one prompt, where
    nothing but chance tells them apart,

        slope = sum x s / sum x^2          x, s: log length and score, each minus its mean of that policy and prompt

    and what that explains is taken off: mean over prompts of (difference of scores) - slope * (difference of log
    lengths). The variance is clustered by prompt and includes the slope's. None where no policy answered any prompt
    in two lengths, so that the slope is unknown.

    Dubois et al. 2024 (arXiv 2404.04475) do likewise with wins; scores have no separation problem.
    """
    within = [
        [
            (x - fmean(xs), s - fmean(ss))
            for ss, xs in zip(_at(scores, place), _at(lengths, place), strict=True)
            for s, x in zip(ss, xs, strict=True)
        ]
        for place in range(len(scores[0]))
    ]
    spread = sum(x * x for group in within for x, _ in group)
    if not spread > 1e-12:
        return None
    slope = sum(x * s for group in within for x, s in group) / spread
    slope_variance = sum(sum(x * (s - slope * x) for x, s in group) ** 2 for group in within) / spread**2
    longer = [fmean(xs) - fmean(ys) for xs, ys in zip(*lengths, strict=True)]
    advantages = [
        fmean(ours) - fmean(theirs) - slope * more for ours, theirs, more in zip(*scores, longer, strict=True)
    ]
    mean = fmean(advantages)
    error = sqrt(_standard_error(advantages) ** 2 + fmean(longer) ** 2 * slope_variance)
    away = _quantile(confidence) * error
    return Interval(mean, mean - away, mean + away)


def _at(sides: tuple[Groups, Groups], place: int) -> tuple[Sequence[float], Sequence[float]]:
    """Both policies' numbers for one prompt."""
    return sides[0][place], sides[1][place]


def _quantile(confidence: float) -> float:
    """How many standard errors a two-sided interval reaches."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _standard_error(values: Sequence[float]) -> float:
    """Of the mean; infinite for fewer than two values."""
    if len(values) < 2:
        return float("inf")
    middle = fmean(values)
    return sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1) / len(values))
