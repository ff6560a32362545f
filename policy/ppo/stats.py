"""What PPO reports of each iteration, and the alarms that end it.

An alarm either says that something is broken (what was computed cannot be trusted: no state is returned) or that the
policy has gone as far as it may (the best state before it is returned).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from torch import Tensor

from policy.ppo.advantages import masked_mean
from policy.ppo.config import PPOConfig
from policy.ppo.experience import Experience
from policy.ppo.losses import importance_weights

AlarmName = Literal["nan", "ratio", "negative_kl", "mismatch", "entropy", "length", "kl_budget"]
NOISE_ERRORS = 4.0
"""A mean KL this many standard errors below zero is no noise."""
LEAST_SHARE = 0.1
"""Of an update, below which it is not worth to be measured again."""


@dataclass(frozen=True)
class Alarm:
    """Why an update was ended."""

    name: AlarmName
    reason: str
    broken: bool
    """Whether the numbers themselves are in doubt."""


class AlarmRaised(Exception):  # noqa: N818 - it carries a verdict, and is no error of the program
    """Ends an update from within."""

    def __init__(self, alarm: Alarm) -> None:
        super().__init__(alarm.reason)
        self.alarm = alarm


@dataclass(frozen=True)
class UpdateStats:
    """What one update did. Means are over response tokens and steps, for the value model over the steps that it
    learned in."""

    steps: int
    """Steps of the optimizer."""
    epochs: float
    """Passes over the rollouts; fewer than asked for if the KL budget was reached on the way."""
    policy_loss: float
    value_loss: float
    ptx_loss: float
    """SFT loss on demonstrations, nats per token; 0 without demonstrations."""
    clip_share: float
    """Share of tokens whose ratio was clipped."""
    value_clip_share: float
    first_ratio_error: float
    """Mean distance of the ratio from 1 before the first step."""
    ratio_std: float
    """Standard deviation of the ratio over the tokens of all steps: how much the rollouts say less of the policy as it
    is than of the one that sampled them."""
    step_kl: float
    """KL from the policy that sampled to the policy being trained, nats per token, mean over all steps (k3)."""
    kl: float
    """KL to the reference as estimated in the last minibatch, nats per response: about where this update led."""
    policy_grad_norm: float
    """Before clipping, mean over steps."""
    value_grad_norm: float


@dataclass(frozen=True)
class IterationStats:
    """One iteration: what its rollouts showed of the policy before its update, and what the update did."""

    iteration: int
    """How many updates and steps back the policy had had; 0 is the champion that it starts from."""
    score: float
    """Mean score from the reward model."""
    score_std: float
    paid: float
    """Mean score as it is paid: with the penalty for not ending, and clipped. This is what a run is to raise."""
    kl: float
    """KL to version 0, nats per response (mean of summed log-ratios)."""
    kl_error: float
    """Its standard error."""
    kl_coef: float
    """The coefficient that this iteration's rewards were computed with."""
    entropy: float
    """Of the policy, nats per token."""
    length: float
    """Mean tokens of a response."""
    eos_rate: float
    """Share of responses that ended by themselves."""
    mismatch: float
    """Share of tokens where trainer and sampler differ by more than a tenth: exp(old - sampled) outside [0.9, 1.1]."""
    max_mismatch: float
    """The largest distance of that ratio from 1."""
    explained_variance: float
    """Share of the returns' variance that the values explained before the update; at most 1."""
    tokens_per_second: float
    """Response tokens sampled per second."""
    seconds: Mapping[str, float]
    """Wall time by phase: `rollout`, `scoring`, `update`."""
    update: UpdateStats | None
    """None where no update followed: after the last one, where an alarm came first, and where one was taken back."""
    kept: float | None = None
    """The share of the update before that was kept, because it had led above the KL budget and left no room to go on;
    None where all of it was."""


def rollout_stats(batch: Experience, paid: Tensor, kl_coef: float) -> dict[str, Any]:
    """What the rollouts show of the policy, under the names of `IterationStats`. paid: (B,) penalised, clipped
    scores."""
    kl = batch.kl
    ratio = importance_weights(batch.logprobs, batch.sampled_logprobs, math.inf)
    off = (ratio - 1).abs() * batch.mask
    outside = (ratio < 0.9) | (ratio > 1.1)
    count = len(batch.rows)
    return {
        "score": batch.scores.mean().item(),
        "score_std": batch.scores.std(correction=0).item(),
        "paid": paid.mean().item(),
        "kl": kl.mean().item(),
        "kl_error": kl.std(correction=0).item() / math.sqrt(count),
        "kl_coef": kl_coef,
        "entropy": masked_mean(batch.entropy, batch.mask).item(),
        "length": batch.mask.sum().item() / count,
        "eos_rate": batch.finished.float().mean().item(),
        "mismatch": masked_mean(outside.float(), batch.mask).item(),
        "max_mismatch": off.max().item(),
    }


def explained_variance(values: Tensor, returns: Tensor, mask: Tensor) -> float:
    """1 - Var(returns - values) / Var(returns) over real tokens; 0 if the returns do not vary."""
    variance = returns[mask].var(correction=0).item()
    return 1 - (returns - values)[mask].var(correction=0).item() / variance if variance > 0 else 0.0


def score_to_beat(best: float, start: float, config: PPOConfig) -> float:
    """The paid score from which a state counts as better than the best so far, given the start's."""
    return best + max(config.least_gain, config.least_gain_share * (best - start))


def is_flat(history: Sequence[IterationStats], config: PPOConfig) -> bool:
    """Whether the last `patience` updates have gained no score worth the time, on states inside the KL budget or not.

    Those that were taken back do not count. Nor is anything said of a policy that has hardly moved from the reference:
    a preference that turns with the prompt pulls every weight both ways, and its first updates gain little. A champion
    that has moved already may simply have what is wanted. What KL costs is left to its coefficient: while the score
    rises there is something to learn.
    """
    tried = [stats for stats in history if stats.kept is None]
    paid = [stats.paid for stats in tried]
    before, since = paid[: -config.patience], paid[-config.patience :]
    if not before or tried[-1].kl < config.least_move:
        return False
    return max(since) < score_to_beat(max(before), paid[0], config)


def share_of_way(kl_before: float, kl: float, wanted: float) -> float:
    """Which share of the way from one KL to another ends at about the KL that is wanted; 0 where it did not rise.

    The root of the KL grows about with the distance from the reference, and updates go on in about one direction: so
    (sqrt(wanted) - sqrt(before)) / (sqrt(now) - sqrt(before)).
    """
    begun, reached = math.sqrt(max(kl_before, 0.0)), math.sqrt(max(kl, 0.0))
    return (math.sqrt(wanted) - begun) / (reached - begun) if reached > begun else 0.0


def share_to_keep(kl_before: float, kl: float, config: PPOConfig) -> float | None:
    """How much of an update that led from one KL to another to keep, so that it ends at about the KL budget.

    At most half; None if less than a tenth would be left, as when the state before was over the budget itself.
    """
    share = min(0.5, share_of_way(kl_before, kl, config.kl_budget))
    return share if share >= LEAST_SHARE else None


def alarm_of(now: IterationStats, start: IterationStats, config: PPOConfig) -> Alarm | None:
    """What an iteration's rollouts say against going on, if anything, given the start's. The gravest comes first."""
    return next(_alarms(now, start, config), None)


def _alarms(now: IterationStats, start: IterationStats, config: PPOConfig) -> Iterator[Alarm]:
    numbers = (now.score, now.paid, now.kl, now.entropy, now.max_mismatch)
    if not all(map(math.isfinite, numbers)):
        yield Alarm("nan", f"score, paid score, KL, entropy or sampler's logprobs are not finite: {numbers}", True)
    if now.mismatch > config.max_mismatch:
        told = f"{now.mismatch:.1%} of tokens (allowed: {config.max_mismatch:.0%})"
        yield Alarm("mismatch", f"sampler and trainer disagree by more than a tenth on {told}", True)
    if now.kl < -NOISE_ERRORS * now.kl_error - 1e-3:
        yield Alarm("negative_kl", f"KL to the reference is {now.kl:.3f} ± {now.kl_error:.3f} nats", True)
    if now.kl > config.kl_limit:
        yield Alarm("kl_budget", f"KL is {now.kl:.2f} nats per response, over {config.kl_limit:g}", False)
    if now.entropy < config.min_entropy * start.entropy:
        told = f"{now.entropy:.3f} nats per token, from {start.entropy:.3f}"
        yield Alarm("entropy", f"entropy has collapsed to {told}", False)
    if not 1 / config.max_length_drift <= now.length / start.length <= config.max_length_drift:
        yield Alarm("length", f"mean length went from {start.length:.0f} to {now.length:.0f} tokens", False)
