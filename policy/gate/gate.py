"""The gate: may a trained candidate stand for the champion? It has to be better, and to have lost nothing.

Both answer prompts that no training saw, and a second reward model, not the one that PPO climbed, scores the replies.

    better        the candidate wins against the champion, with an interval clustered by prompt above one half
    not longer    ... and not only because its replies are longer
    near          KL to the reference policy inside its budget
    whole         length, repetition, ended replies, perplexity of known conversations, competence inside their bounds

Every bound that is broken is named; what was measured is returned whichever way it went. Functions of numbers and token
ids, no torch; where the numbers come from is the cycle's business. Left out: any judge model, and the content of the
replies, which the canary's people see.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from statistics import fmean
from typing import Any

from policy.gate.measures import (
    advantage_at_equal_length,
    finished_share,
    kl_to_reference,
    log_lengths,
    mean_repetition,
    mean_tokens,
    points_lost,
    win_rate,
)
from policy.ppo.rollouts import Rollout


@dataclass(frozen=True)
class GateConfig:
    """The bounds."""

    confidence: float = 0.95
    """Of the win rate's interval, two-sided; at 0.95 six prompts that all agree are the fewest that can pass."""
    max_kl: float = 3.0
    """Nats per response: past about 3, a small model was seen to lose words and competence for no better score."""
    min_length_ratio: float = 0.25
    """Mean tokens against the champion's. People may want terse replies; a quarter in one cycle is a collapse."""
    max_length_ratio: float = 2.0
    """Length that doubles in one cycle is the usual way to fool a reward model, not what people asked for."""
    longer: float = 1.5
    """Above this ratio the candidate has to win at equal length too. Below it, length alone may be what people want:
    it can then grow from cycle to cycle, but no further than the budget of KL to the reference lets it."""
    max_repetition_rise: float = 0.05
    """Rise in the share of repeated 4-grams: the mark of a policy that broke."""
    max_finished_drop: float = 0.05
    """Fall in the share of replies that ended by themselves."""
    max_perplexity_ratio: float = 1.5
    """Perplexity of known conversations against the champion's. Another manner costs some; this much is forgetting."""
    max_competence_drop: float = 2.0
    """Points of 100 on held-out checks that may be lost; refused if more than these are surely lost."""

    def __post_init__(self) -> None:
        if not 0.5 < self.confidence < 1 or min(asdict(self).values()) < 0:
            raise ValueError(f"confidence lies in (0.5, 1) and no bound is negative: {self}")
        if not self.min_length_ratio < 1 <= self.longer <= self.max_length_ratio:
            raise ValueError(f"min_length_ratio < 1 <= longer <= max_length_ratio: {self}")


FEW_REPLIES = GateConfig(max_repetition_rise=0.2, max_finished_drop=0.25)
"""Bounds for a dozen or two replies, of which one more or less says nothing."""


@dataclass(frozen=True)
class Replies:
    """One policy's replies to the gate prompts. Raises `ValueError` where a reply has no score or a prompt no reply."""

    rollouts: Sequence[Sequence[Rollout]]
    """By prompt and sample, the prompts in one order for all policies."""
    scores: Sequence[Sequence[float]]
    """By prompt and sample, what the second reward model gives."""

    def __post_init__(self) -> None:
        if [len(group) for group in self.rollouts] != [len(group) for group in self.scores]:
            raise ValueError("every reply needs one score")
        if not self.rollouts or not all(self.rollouts):
            raise ValueError("every gate prompt needs at least one reply, and there must be a prompt")

    @property
    def flat(self) -> list[Rollout]:
        """All replies."""
        return [rollout for group in self.rollouts for rollout in group]


@dataclass(frozen=True)
class GateVerdict:
    """Whether a candidate passed, and everything that was measured."""

    passed: bool
    reasons: list[str] = field(default_factory=list)
    """Every bound that was broken, in words. Empty if it passed."""
    measurements: dict[str, float] = field(default_factory=dict)
    """By name, all finite."""

    def too_far(self, config: GateConfig) -> bool:
        """Whether KL to the reference is above its bound, and nothing else is wrong."""
        return len(self.reasons) == 1 and self.measurements.get("kl", 0.0) > config.max_kl

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def judge_candidate(
    candidate: Replies,
    champion: Replies,
    ref_logprobs: Sequence[Sequence[Sequence[float]]],
    config: GateConfig | None = None,
    *,
    perplexities: tuple[float, float] | None = None,
    competence: Callable[[], tuple[Sequence[float], Sequence[float]]] | None = None,
) -> GateVerdict:
    """The verdict on a candidate that was trained by PPO.

    ref_logprobs: by prompt, sample and token, the candidate's replies under the reference policy, at the temperature
    at which they were sampled. perplexities: the champion's and the candidate's on the same conversations.
    competence: the champion's and the candidate's share of plays passed, by script; asked only if all else is well,
    because it is slow.

    Raises `ValueError` if the two do not answer the same prompts or a reply's logprobs are incomplete.
    """
    config = config or GateConfig()
    if [group[0].prompt_ids for group in candidate.rollouts] != [group[0].prompt_ids for group in champion.rollouts]:
        raise ValueError("candidate and champion must answer the same prompts in the same order")
    found = _measured(candidate, champion, [one for group in ref_logprobs for one in group], config)
    if perplexities is not None:
        found["perplexity_ratio"] = perplexities[1] / perplexities[0]
    reasons = _broken_bounds(found, config)
    if competence is not None and not reasons:
        before, after = competence()
        lost = points_lost(before, after, config.confidence)
        found |= {"competence": 100 * fmean(after), "competence_drop": lost.mean, "competence_drop_low": lost.low}
        if not lost.low <= config.max_competence_drop:
            told = f"{lost.mean:.1f} points of competence ({lost.low:.1f} to {lost.high:.1f})"
            reasons.append(f"it lost {told}, surely more than {config.max_competence_drop:g}")
    return _verdict(reasons, found)


def judge_supervised(
    candidate: Sequence[Rollout], before: Sequence[Rollout], perplexities: tuple[float, float]
) -> GateVerdict:
    """The verdict on a candidate that was trained on demonstrations: it must predict others of them better than before
    (perplexities: before and after, on held-out ones), and some replies of it must be as whole as those before.

    Length, KL and win rate are not asked for: demonstrations may want quite another manner, and nobody voted yet.
    """
    found = {
        "held_out_perplexity_before": perplexities[0],
        "held_out_perplexity": perplexities[1],
        **_wholeness(candidate, before),
    }
    reasons = _not_whole(found, FEW_REPLIES)
    if not perplexities[1] < perplexities[0]:
        reasons.insert(
            0, f"held-out perplexity went from {perplexities[0]:.3f} to {perplexities[1]:.3f}: nothing learned"
        )
    return _verdict(reasons, found)


def _measured(
    candidate: Replies, champion: Replies, ref_logprobs: Sequence[Sequence[float]], config: GateConfig
) -> dict[str, float]:
    """Everything the bounds are about that can be told from the replies."""
    wins = win_rate(candidate.scores, champion.scores, config.confidence)
    kl, error = kl_to_reference(candidate.flat, ref_logprobs)
    lengths = log_lengths(candidate.rollouts), log_lengths(champion.rollouts)
    equal = advantage_at_equal_length((candidate.scores, champion.scores), lengths, config.confidence)
    found = {
        "prompts": float(len(candidate.rollouts)),
        "replies": float(len(candidate.flat)),
        "win_rate": wins.mean,
        "win_rate_low": wins.low,
        "win_rate_high": wins.high,
        "kl": kl,
        "kl_error": error,
        **_wholeness(candidate.flat, champion.flat),
    }
    if equal is not None:
        found |= {"advantage_at_equal_length": equal.mean, "advantage_at_equal_length_low": equal.low}
    return found


def _wholeness(candidate: Sequence[Rollout], champion: Sequence[Rollout]) -> dict[str, float]:
    """What shows a broken policy, against one that is not."""
    return {
        "tokens": mean_tokens(candidate),
        "length_ratio": mean_tokens(candidate) / mean_tokens(champion),
        "repetition": mean_repetition(candidate),
        "repetition_rise": mean_repetition(candidate) - mean_repetition(champion),
        "finished": finished_share(candidate),
        "finished_drop": finished_share(champion) - finished_share(candidate),
    }


def _broken_bounds(found: dict[str, float], config: GateConfig) -> list[str]:
    """The bounds of `judge_candidate` that are broken. Written so that a measure that is NaN breaks its bound."""
    reasons = []
    if not found["win_rate_low"] > 0.5:
        interval = f"{found['win_rate_low']:.2f} to {found['win_rate_high']:.2f}"
        reasons.append(f"it wins {found['win_rate']:.2f} against the champion ({interval}), not surely above one half")
    if not found["kl"] <= config.max_kl:
        reasons.append(f"KL to the reference is {found['kl']:.2f} nats per response, more than {config.max_kl:g}")
    ratio = found["length_ratio"]
    if not config.min_length_ratio <= ratio <= config.max_length_ratio:
        bounds = f"{config.min_length_ratio:g} to {config.max_length_ratio:g}"
        reasons.append(f"its replies are {ratio:.2f} times as long as the champion's, outside {bounds}")
    elif ratio > config.longer and not found.get("advantage_at_equal_length_low", 0.0) > 0:
        reasons.append(f"its replies are {ratio:.2f} times as long, and it is not surely better at equal length")
    if not found.get("perplexity_ratio", 1.0) <= config.max_perplexity_ratio:
        times = f"{found['perplexity_ratio']:.2f} times the champion's, more than {config.max_perplexity_ratio:g}"
        reasons.append(f"perplexity of known conversations is {times}")
    return reasons + _not_whole(found, config)


def _not_whole(found: dict[str, float], config: GateConfig) -> list[str]:
    reasons = []
    if not found["repetition_rise"] <= config.max_repetition_rise:
        rise = f"{found['repetition']:.2f} of its 4-grams repeat, {found['repetition_rise']:.2f} more than before"
        reasons.append(f"its replies repeat themselves: {rise}")
    if not found["finished_drop"] <= config.max_finished_drop:
        drop = f"{found['finished']:.2f} of them, {found['finished_drop']:.2f} less than before"
        reasons.append(f"fewer of its replies end by themselves: {drop}")
    return reasons


def _verdict(reasons: list[str], found: dict[str, float]) -> GateVerdict:
    """Measures that are no numbers are left out of the record: JSON has no NaN, and a reason names each already."""
    broken = sorted(name for name, value in found.items() if not isfinite(value))
    return GateVerdict(not reasons, reasons, {name: value for name, value in found.items() if name not in broken})
