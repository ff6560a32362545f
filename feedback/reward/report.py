"""How far a reward model may be believed: accuracy with its interval, calibration, and the verdict that gates a cycle.

Everything is computed from predictions of votes that the predicting model did not see. A vote on a pair is right when
the chosen reply scores higher, and a vote that orders many replies is right by the share of its pairs. A thumb alone
is neither right nor wrong, so thumbs are judged two by two, an up against a down from the same model: the share in
which the up scores higher is the area under the ROC curve, and means the same as a pair's accuracy. No threshold is
needed, and nine ups in ten do not make a model look good.

Out-of-fold predictions share training votes, so for random votes the number of right ones varies more than coin flips
do. With linear models on random votes and random features the usual 95 % interval lay above one half in 4 to 8 % of
trials, the 98 % interval used here in 1 to 4 %; with random votes on the starter's replies, 400 to 1,200 trials a kind,
the verdict was wrong in 2 to 3.3 % (30 and 60 pairs or thumbs).

Left out: that several votes on the same two replies say less than votes on different replies.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt

from feedback.reward.data import Term

INTERVAL_Z = 2.326
"""Standard normal quantile of the 98 % interval."""


@dataclass(frozen=True)
class Prediction:
    """What a model that did not see a term says about it."""

    term: Term
    logit: float
    """r_chosen - r_rejected, or r - b for a thumb: a model that is calibrated is right with probability sigmoid(logit)
    about a pair, and says so of "up" about a thumb."""
    words: int
    """First reply's words less the second's, or a thumb's reply's words."""
    fold: int = 0
    """Which model says it: two thumbs are only compared within one."""


@dataclass(frozen=True)
class Share:
    """A share of right ones, and of how many coin flips it is worth."""

    value: float
    count: float

    def interval(self, z: float = INTERVAL_Z) -> tuple[float, float]:
        """Wilson 1927: the probabilities that `value` is within z standard deviations of. (0, 1) without any."""
        if self.count <= 0:
            return 0.0, 1.0
        n, p = self.count, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True)
class RewardReport:
    """What a reward model was trained on, how well it predicts votes it has not seen, and whether to act on it."""

    pairs: int
    """Votes that compare replies; those that order many count once."""
    thumbs: int
    raters: int
    """How many people those votes are from."""
    accuracy: float
    """Share of votes predicted right; thumbs enter by their area under the ROC curve."""
    low: float
    high: float
    """The 98 % Wilson interval of `accuracy`."""
    margin: float
    """Mean logit in favour of what was voted, in nats."""
    calibration_error: float
    """Mean gap between how sure the model was and how often it was right, over bins of equally many predictions."""
    length_accuracy: float
    """The accuracy of preferring the longer reply, on the same votes."""
    out_of_fold: bool
    """Whether every vote was predicted by a model of its own fold, or only the held-out votes were."""
    seconds: float
    informative: bool
    """Whether a policy may be trained on it."""
    reason: str
    """The verdict in a line."""


def accuracy_of(predictions: Sequence[Prediction], *, by_length: bool = False) -> Share:
    """The share of votes predicted right, by the model or by preferring the longer reply. Equal scores are half right.

    Counts: votes on pairs are as many coin flips as their weights make them. Comparisons of thumbs, of u ups and d
    downs a fold, are worth as many flips as have the Mann-Whitney statistic's variance under chance,
    u d (u + d + 1) / 12.
    """
    votes: dict[str, list[tuple[float, float]]] = defaultdict(list)
    thumbs: dict[tuple[int, float], list[tuple[float, float]]] = defaultdict(list)
    for prediction in predictions:
        term, value = prediction.term, float(prediction.words) if by_length else prediction.logit
        if term.second is None:
            thumbs[prediction.fold, term.target].append((value, term.weight))
        elif term.counts:
            votes[term.vote_id].append((_half_right(value), term.weight))
    shares = [Share(*_weighted_mean(vote)) for vote in votes.values()]
    compared = Share(*_weighted_mean([(share.value, share.count) for share in shares]))
    flips = effective([share.count for share in shares])
    couples, variance = [], 0.0
    for fold in {fold for fold, _ in thumbs}:
        ups, downs = thumbs[fold, 1.0], thumbs[fold, 0.0]
        couples += [(_half_right(up - down), w * v) for up, w in ups for down, v in downs]
        variance += len(ups) * len(downs) * (len(ups) + len(downs) + 1) / 12
    risen = Share(*_weighted_mean(couples))
    weights = [weight for part in thumbs.values() for _, weight in part]
    worth = len(couples) ** 2 / (4 * variance) * effective(weights) / len(weights) if couples else 0.0
    if not flips + worth:
        return Share(0.5, 0.0)
    return Share((flips * compared.value + worth * risen.value) / (flips + worth), flips + worth)


def effective(weights: Sequence[float]) -> float:
    """How many equal weights vary a mean as much as these do (Kish 1965); 0 for none."""
    return sum(weights) ** 2 / sum(weight * weight for weight in weights) if weights else 0.0


def calibration_error(predictions: Sequence[Prediction], bins: int = 10) -> float:
    """Expected calibration error with bins of equal mass (Nixon et al. 2019, arXiv 1904.01685); 0 without predictions.

    Of each prediction, how sure the model was of its own side, from 1/2 to 1, against whether it was right.
    """
    found = sorted(
        (1 / (1 + exp(-min(abs(p.logit), 500.0))), _half_right(p.logit if p.term.target == 1 else -p.logit))
        for p in predictions
        if p.term.counts
    )
    bins = max(1, min(bins, len(found) // 10))
    edges = [len(found) * edge // bins for edge in range(bins + 1)]
    gaps = [abs(sum(sure - right for sure, right in found[start:end])) for start, end in pairwise(edges)]
    return sum(gaps) / len(found) if found else 0.0


def report_of(
    predictions: Sequence[Prediction], terms: Sequence[Term], least_votes: int, *, out_of_fold: bool, seconds: float
) -> RewardReport:
    """Measure and judge. `terms` is what the model learned from, `predictions` what was predicted unseen."""
    accuracy, by_length = accuracy_of(predictions), accuracy_of(predictions, by_length=True).value
    counting = {term.vote_id for term in terms if term.counts}
    ties = len({term.vote_id for term in terms} - counting)
    informative, reason = verdict(len(counting), least_votes, accuracy, by_length, ties)
    low, high = accuracy.interval()
    towards = [p.logit if p.term.target == 1 else -p.logit for p in predictions if p.term.counts]
    return RewardReport(
        pairs=len({term.vote_id for term in terms if term.second is not None}),
        thumbs=sum(term.second is None for term in terms),
        raters=len({term.rater for term in terms}),
        accuracy=accuracy.value,
        low=low,
        high=high,
        margin=sum(towards) / len(towards) if towards else 0.0,
        calibration_error=calibration_error(predictions),
        length_accuracy=by_length,
        out_of_fold=out_of_fold,
        seconds=seconds,
        informative=informative,
        reason=reason,
    )


def verdict(votes: int, least_votes: int, accuracy: Share, by_length: float, ties: int = 0) -> tuple[bool, str]:
    """Whether to act on a reward model, and why or why not.

    It must be above chance with its whole interval, and above the longer reply's baseline as measured. Votes that
    really are for longer replies are refused too: no reward model can tell those from a habit.
    """
    low, high = accuracy.interval()
    measured = f"{accuracy.value:.2f} [{low:.2f}, {high:.2f}]"
    if votes < least_votes:
        beside = f", beside {ties} that call replies equal" if ties else ""
        return False, f"too few votes: {votes} of at least {least_votes}{beside}"
    if not accuracy.count:
        return False, "nothing to measure it on: it takes pairs, or thumbs up and down, on several prompts"
    if low <= 0.5:
        return False, f"not above chance: {measured}"
    if accuracy.value <= by_length:
        return False, f"no better than preferring the longer reply: {measured}, against {by_length:.2f}"
    return True, f"above chance: {measured}"


def _weighted_mean(values: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The mean of values with weights, and the sum of the weights."""
    total = sum(weight for _, weight in values)
    return sum(value * weight for value, weight in values) / total if total else 0.5, total


def _half_right(difference: float) -> float:
    return 0.5 if difference == 0 else float(difference > 0)
