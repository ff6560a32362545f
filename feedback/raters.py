"""Raters against each other: who agrees with the rest, who contradicts themself, how much each may weigh.

Pure arithmetic on plain values; `examples` turns votes into them and applies what comes out.

A *question* is anything that two raters can answer alike or not: a pair of replies to one prompt, or one reply. An
answer is a number in [-1, 1]: the first reply is better, equal, worse; or up and down. Noisy raters are filtered as
whole raters and never vote by vote (Ju et al. 2022): a single odd vote may be the one that is right.

Left out on purpose: estimates of each rater's skill (Dawid and Skene 1979), which need far more overlap than a chat
server gets. Two raters who disagree are both kept: nothing says which one is right.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""
DISAGREES_BELOW = 0.3
"""Agreement under which a rater is quarantined, once the evidence is enough."""
MIN_PARTNERS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rater said to one question."""

    rater: str
    question: Hashable
    stance: float
    """From -1 to 1."""
    weight: float
    """How much of a judgement this is: one of the C(K, 2) pairs of a ranking is only a part."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far one rater's answers are those of the others."""

    share: float
    """From 0, the opposite of all others on everything, over 0.5, chance, to 1."""
    evidence: float
    """The judgements of this rater that others answered too."""
    partners: int
    """How many others these are."""

    @property
    def opposed(self) -> bool:
        """Whether this rater disagrees with everyone: seldom of one mind with them, and surely less than by chance."""
        enough = self.partners >= MIN_PARTNERS and wilson_high(self.share, self.evidence) < 0.5
        return enough and self.share < DISAGREES_BELOW


def wilson_high(share: float, count: float) -> float:
    """The upper end of the 95 % interval of a share seen in `count` cases (Wilson 1927); 1 without any."""
    if count <= 0:
        return 1.0
    spread = Z * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
    return (share + Z**2 / (2 * count) + spread) / (1 + Z**2 / count)


def agreements(answers: Iterable[Answer], without: Set[str] = frozenset()) -> dict[str, Agreement]:
    """Each rater's agreement with the others, for those who share any question; `without` are left out altogether.

    Two answers agree by `1 - |a - b| / 2`. A question counts once for a rater, however many others answered it, with
    the mean over them, and with the weight of the rater's own answer.
    """
    questions: dict[Hashable, dict[str, tuple[float, float]]] = defaultdict(dict)
    for answer in answers:
        if answer.rater not in without:
            said, weight = questions[answer.question].get(answer.rater, (0.0, 0.0))
            questions[answer.question][answer.rater] = (said + answer.stance * answer.weight, weight + answer.weight)

    agreed: dict[str, float] = defaultdict(float)
    evidence: dict[str, float] = defaultdict(float)
    partners: dict[str, set[str]] = defaultdict(set)
    for raters in questions.values():
        if len(raters) < 2:
            continue
        stances = {rater: said / weight for rater, (said, weight) in raters.items()}
        for rater, stance in stances.items():
            others = [1 - abs(stance - other) / 2 for name, other in stances.items() if name != rater]
            weight = raters[rater][1]
            agreed[rater] += weight * sum(others) / len(others)
            evidence[rater] += weight
            partners[rater].update(stances.keys() - {rater})
    return {
        rater: Agreement(agreed[rater] / evidence[rater], evidence[rater], len(partners[rater])) for rater in evidence
    }


def quarantined(answers: Iterable[Answer]) -> frozenset[str]:
    """The raters who disagree with everyone.

    One at a time, the furthest off first and the others measured anew without them: who looks bad only beside a
    quarantined rater is not, and of people who all disagree at least two are left.
    """
    answers = list(answers)
    out: set[str] = set()
    while True:
        opposed = {rater: one.share for rater, one in agreements(answers, out).items() if one.opposed}
        if not opposed:
            return frozenset(out)
        out.add(min(opposed, key=lambda rater: (opposed[rater], rater)))


def contradictions(orders: Iterable[tuple[Hashable, Hashable]]) -> int:
    """How many of one rater's orders (better, worse) lie on a cycle: they cannot all be true."""
    edges = list(orders)
    worse: dict[Hashable, set[Hashable]] = defaultdict(set)
    for better, lower in edges:
        worse[better].add(lower)
    below = {reply: _reachable(reply, worse) for reply in worse}
    return sum(better in below.get(lower, ()) for better, lower in edges)


def _reachable(start: Hashable, edges: Mapping[Hashable, set[Hashable]]) -> set[Hashable]:
    found: set[Hashable] = set()
    waiting = [start]
    while waiting:
        for reply in edges.get(waiting.pop(), ()):
            if reply not in found:
                found.add(reply)
                waiting.append(reply)
    return found


def factors(weights: Mapping[str, float], cap: float, floor: float) -> dict[str, float]:
    """What each rater's weights are multiplied by, so that nobody outweighs the others by sheer number.

    Above `floor` a rater weighs at most `cap` times all others together. A lone rater is not capped.
    """
    total = sum(weights.values())
    found = {}
    for rater, own in weights.items():
        others = total - own
        limit = max(floor, cap * others) if others > 0 else own
        found[rater] = min(1.0, limit / own) if own > 0 else 1.0
    return found
