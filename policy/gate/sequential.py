"""The canary's test on real votes: is the new version better or worse than the live one? It may be asked at any vote.

A test with a fixed number of votes errs far more often than it says when somebody looks while votes come in. This one
does not: it is the mixture sequential probability ratio test (Robbins 1970; for A/B tests Johari, Pekelis and Walsh
2017, arXiv 1512.04922), with a half-normal mixture for each direction. Its evidence is a likelihood ratio that stays
below 1/alpha for ever with a chance of at least 1 - alpha if there is nothing to find (Ville's inequality).

    thumbs    share of thumbs up under the canary minus that under the live version
    choices   share of direct choices between the two that the canary wins, minus one half; ties count half

The evidence of both is multiplied: each vote adds to one of them, so the product keeps the bound.

    rollback    the evidence that the canary is worse is at least 1/alpha
    promote     the evidence that it is better is at least 1/alpha, or the evidence that it is not worse by `margin` is,
                and the estimates do not speak against it
    undecided   none of these within the longest time of a trial: the live version stays, as after a rollback
    continue    otherwise

Promotion without a proven gain is meant: a candidate comes here after the gate found it better, and votes that have
shown it to be no worse than `margin` are reason enough; without that a canary as good as the live version would stay
for ever. Time decides for the live version: a trial in which few people vote has shown nothing, and holds up the next.
Votes are taken as independent given the version, so one person's many votes are capped (`tally`). The thumbs' variance
is estimated, which makes that half approximate: a simulation in the tests holds it to alpha, and nothing is read into
the first few votes. Left out: times and trends; both versions answer in the same hours.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from math import erfc, exp, inf, log, pi, sqrt
from typing import Any, Literal

Decision = Literal["continue", "promote", "rollback", "undecided"]
Arm = Literal["canary", "live"]

LEAST_THUMBS = 10
"""Thumbs each version needs before they are evidence: the variance is estimated from them."""


@dataclass(frozen=True)
class CanaryConfig:
    """What is enough evidence."""

    alpha: float = 0.05
    """Chance of promoting a canary that is no better, and of rolling back one that is no worse, looking for ever."""
    margin: float = 0.1
    """A canary that is shown to lose less than this share of thumbs up, and of choices, may be promoted."""
    effect: float = 0.15
    """The size of difference the test is quickest to find (the standard deviation of the mixture)."""
    least: int = 20
    """Judgements of the canary without which nothing is promoted."""
    longest: float = 7 * 86_400.0
    """Seconds after which a trial ends, decided or not; 0 for never."""

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 0.5 or not 0 < self.margin < 0.5 or not 0 < self.effect < 1 or self.least < 1:
            raise ValueError(f"alpha and margin lie in (0, 0.5), effect in (0, 1), least is at least 1: {self}")
        if not self.longest >= 0:
            raise ValueError(f"the longest time is at least 0: {self}")


@dataclass(frozen=True)
class Counts:
    """What people said since the canary began, of the canary's and the live version's replies of that time."""

    canary_up: int = 0
    canary_down: int = 0
    live_up: int = 0
    live_down: int = 0
    canary_wins: int = 0
    """Choices between a reply of each version that the canary's won."""
    live_wins: int = 0
    ties: int = 0

    def __post_init__(self) -> None:
        if min(asdict(self).values()) < 0:
            raise ValueError(f"counts are at least 0: {self}")


@dataclass(frozen=True)
class Difference:
    """One measure of canary against live version."""

    votes: int
    """How many votes it rests on."""
    estimate: float | None
    """The canary's advantage in [-1, 1]; None without votes."""
    variance: float
    """Of the estimate; infinite while there are too few votes to tell."""
    low: float
    high: float
    """A confidence sequence: it covers the true advantage at all times at once, with a chance of 1 - alpha."""


@dataclass(frozen=True)
class CanaryVerdict:
    """What to do now, and why."""

    decision: Decision
    reason: str
    counts: Counts
    thumbs: Difference
    choices: Difference
    p_better: float
    """Always-valid p-value of "the canary is no better"."""
    p_worse: float
    """Always-valid p-value of "the canary is no worse"."""
    p_inferior: float
    """Always-valid p-value of "the canary is worse by `margin` or more"."""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON; an unknown variance is null."""
        found = asdict(self)
        for name in ("thumbs", "choices"):
            found[name]["variance"] = None if found[name]["variance"] == inf else found[name]["variance"]
        return found


@dataclass(frozen=True)
class Vote:
    """A standing thumb, by who gave it and which version wrote the reply."""

    rater: str
    arm: Arm
    up: bool


@dataclass(frozen=True)
class Choice:
    """A standing preference between a reply of each version."""

    rater: str
    winner: Arm | None
    """None for a tie; "both bad" says nothing about the difference and is a tie too."""


def tally(votes: Iterable[Vote | Choice], at_least: int = 10) -> Counts:
    """Counts from votes in the order they were cast, with one person's share capped.

    Of each rater only the first votes count, as many as all other raters gave together, or `at_least` if that is more.
    A lone rater counts in full. Which votes count depends on who gave how many, never on what they say.
    """
    cast = list(votes)
    given = Counter(vote.rater for vote in cast)
    caps = {rater: _cap(many, len(cast) - many, at_least) for rater, many in given.items()}
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for vote in cast:
        seen[vote.rater] += 1
        if seen[vote.rater] > caps[vote.rater]:
            continue
        if isinstance(vote, Vote):
            found[f"{vote.arm}_{'up' if vote.up else 'down'}"] += 1
        else:
            found[f"{vote.winner}_wins" if vote.winner else "ties"] += 1
    return Counts(**found)


def _cap(own: int, others: int, at_least: int) -> int:
    return max(others, at_least) if others else own


def decide(counts: Counts, config: CanaryConfig | None = None) -> CanaryVerdict:
    """The verdict on these counts. Ask as often as you like: the error is bounded over all times together."""
    config = config or CanaryConfig()
    thumbs, choices = thumbs_difference(counts, config), choices_difference(counts, config)
    both = (thumbs, choices)
    better = sum(log_evidence(_above(one, 0.0), one.variance, config.effect) for one in both)
    worse = sum(log_evidence(-_above(one, 0.0), one.variance, config.effect) for one in both)
    inferior = (thumbs_variance(counts, -config.margin), choices.variance)
    not_inferior = sum(
        log_evidence(_above(one, -config.margin), variance, config.effect)
        for one, variance in zip(both, inferior, strict=True)
    )
    enough = log(1 / config.alpha)
    judged = counts.canary_up + counts.canary_down + counts.canary_wins + counts.live_wins + counts.ties
    decision: Decision = "continue"
    if worse >= enough:
        decision, reason = "rollback", "the votes show that the canary is worse"
    elif judged < config.least:
        reason = f"{judged} of at least {config.least} judgements of the canary"
    elif better >= enough:
        decision, reason = "promote", "the votes show that the canary is better"
    elif not_inferior >= enough and all(one.estimate is None or one.estimate >= 0 for one in both):
        decision = "promote"
        reason = f"the votes show that the canary is not worse by {config.margin:g}, and do not speak against it"
    else:
        reason = "the votes do not show yet which version is better"
    p_values = (min(1.0, exp(-evidence)) for evidence in (better, worse, not_inferior))
    return CanaryVerdict(decision, reason, counts, thumbs, choices, *p_values)


def in_time(verdict: CanaryVerdict, seconds: float, config: CanaryConfig) -> CanaryVerdict:
    """The verdict on a trial that has lasted so long: what the votes say, or that it has been long enough."""
    if verdict.decision != "continue" or not config.longest or seconds < config.longest:
        return verdict
    reason = f"not decided in {config.longest / 3600:.3g} h, so the live version stays: {verdict.reason}"
    return replace(verdict, decision="undecided", reason=reason)


def thumbs_difference(counts: Counts, config: CanaryConfig) -> Difference:
    """The difference of two shares, with the variance of equal ones."""
    canary, live = counts.canary_up + counts.canary_down, counts.live_up + counts.live_down
    if not canary or not live:
        return Difference(canary + live, None, inf, -1.0, 1.0)
    estimate, variance = counts.canary_up / canary - counts.live_up / live, thumbs_variance(counts, 0.0)
    return Difference(canary + live, estimate, variance, *_interval(estimate, variance, config))


def thumbs_variance(counts: Counts, difference: float) -> float:
    """p(1-p)/n + q(1-q)/m if the shares p of the canary and q of the live version differed by p - q = `difference`.

    Together they have the share that was seen, one vote of each kind added. Infinite while there are few votes.
    """
    canary, live = counts.canary_up + counts.canary_down, counts.live_up + counts.live_down
    if min(canary, live) < LEAST_THUMBS:
        return inf
    share = (counts.canary_up + counts.live_up + 1) / (canary + live + 2)
    p = share + difference * live / (canary + live)
    q = share - difference * canary / (canary + live)
    # With fewer than one expected vote of the rarer kind, a difference of two shares is nothing like normal.
    if min(canary * p * (1 - p), live * q * (1 - q)) < 1:
        return inf
    return p * (1 - p) / canary + q * (1 - q) / live


def choices_difference(counts: Counts, config: CanaryConfig) -> Difference:
    """The share of choices won minus one half.

    The variance is at most 1/(4n) whatever the truth (Hoeffding 1963), so this half of the test is exact.
    """
    votes = counts.canary_wins + counts.live_wins + counts.ties
    if not votes:
        return Difference(0, None, inf, -0.5, 0.5)
    estimate = (counts.canary_wins + counts.ties / 2) / votes - 0.5
    return Difference(votes, estimate, 1 / (4 * votes), *_interval(estimate, 1 / (4 * votes), config, widest=0.5))


def log_evidence(advantage: float, variance: float, effect: float) -> float:
    """The log of the mixture likelihood ratio for "above 0" against "0 or below", in nats.

    The estimate `advantage` is normal with `variance` about the truth; the truth is half-normal with scale `effect`
    under the alternative: the integral of N(advantage; d, variance) over that prior, over N(advantage; 0, variance).
    """
    if variance == inf:
        return 0.0
    total = variance + effect**2
    place = advantage * effect / sqrt(variance * total)
    return _log_twice_normal_cdf(place) + 0.5 * log(variance / total) + place**2 / 2


def _interval(estimate: float, variance: float, config: CanaryConfig, widest: float = 1.0) -> tuple[float, float]:
    """Every advantage that the two-sided mixture test does not reject (Howard et al. 2021, arXiv 1810.08240)."""
    if variance == inf:
        return -widest, widest
    total = variance + config.effect**2
    squared = variance * total / config.effect**2 * (2 * log(1 / config.alpha) + log(total / variance))
    return max(-widest, estimate - sqrt(squared)), min(widest, estimate + sqrt(squared))


def _above(one: Difference, null: float) -> float:
    return 0.0 if one.estimate is None else one.estimate - null


def _log_twice_normal_cdf(place: float) -> float:
    """log(2 Phi(place)); far below 0, where Phi underflows, by its asymptote."""
    if place > -30:
        return log(erfc(-place / sqrt(2)))
    return log(2) - place**2 / 2 - log(-place * sqrt(2 * pi))
