"""PPO from a learned reward (Schulman et al. 2017; Ziegler et al. 2019; Ouyang et al. 2022), read from top to bottom.

    sample        responses to logged prompts, from the policy as it is
    measure       logprobs of policy and reference, scores                 -> alarms, the best state so far
    estimate      rewards with the KL penalty, values, GAE                 -> advantages, returns
    update        some reshuffled epochs of clipped steps                  -> checkpoint

Policy and value model are two adapters over one base, the reference is the base without adapter. The last update is
followed by one more measurement, so every state that can be returned was measured on responses of its own. An update
that turns out to have led too far from the reference is taken back in part, and measured again. What is returned is
the best of the states inside the KL budget, or nothing. A run ends when it gains no more. On several devices every rank
(`ranks`) runs this loop on its part of the rows. Left out: an entropy bonus, learning rate schedules, and a shared
trunk for policy and value.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from torch import Tensor

from feedback.base_model import BaseModel
from policy.ppo.advantages import adapted_kl_coef
from policy.ppo.config import PPOConfig
from policy.ppo.experience import Experience, Reward, Row, experience_of
from policy.ppo.ranks import rank, told
from policy.ppo.rollouts import Rollout, Sampler
from policy.ppo.state import POLICY, BadPPOCheckpointError, Learner, ValueStart
from policy.ppo.stats import (
    Alarm,
    AlarmRaised,
    IterationStats,
    UpdateStats,
    alarm_of,
    explained_variance,
    is_flat,
    rollout_stats,
    share_to_keep,
)
from policy.ppo.update import Lesson, lesson_of, paid_scores, update

__all__ = [
    "Alarm",
    "BadPPOCheckpointError",
    "IterationStats",
    "PPOConfig",
    "PPOResult",
    "UpdateStats",
    "ValueStart",
    "train_ppo",
]


@dataclass(frozen=True)
class PPOResult:
    """What came of it."""

    state: dict[str, Tensor] | None
    """The adapter, under PEFT's names; None if no state is better than the start, or if the numbers are in doubt."""
    iteration: int
    """The number of that state in the history; 0 with no state."""
    alarm: Alarm | None
    """What ended it early."""
    history: list[IterationStats]
    """Every iteration in order; the first is the start's, the one of number `iteration` is the returned state's."""


def train_ppo(
    base: BaseModel,
    reward: Reward,
    prompts: Sequence[list[int]],
    sampler: Sampler,
    config: PPOConfig,
    *,
    write_adapter: Callable[[str, Path], None],
    checkpoint: Path,
    start: str | None = None,
    value_start: ValueStart | None = None,
    demonstrations: Sequence[Row] = (),
    on_progress: Callable[[IterationStats], None] = lambda stats: None,
) -> PPOResult:
    """Improve the policy `start` (an adapter's name in `base`; None: version 0) by the reward.

    `write_adapter(name, path)` puts an adapter of the base into the file that `sampler.use` takes. `checkpoint` is a
    file: if it is there, the run goes on from it. `on_progress` is called when an iteration is on disk; what it
    raises ends the run, to be resumed later. Prompts that leave no room for a response in the base's context are not
    used. Raises `ValueError` if none is left, `BadPPOCheckpointError`, and what `reward` and `sampler` raise.
    """
    room = base.context - config.max_tokens
    usable = [ids for ids in prompts if 0 < len(ids) <= room]
    if not usable:
        raise ValueError(
            f"none of {len(prompts)} prompts leaves room for a response: each has to have 1 to {room} tokens"
        )
    learner = Learner.begin(base, config, usable, demonstrations, start, value_start)
    if told(checkpoint.exists):
        learner.resume(checkpoint)
    while True:
        began = time.monotonic()
        learner.slow_down(config)
        adapter_file = checkpoint.with_suffix(".adapter")
        if rank() == 0:
            use_current(learner, sampler, write_adapter, adapter_file, start)
        rollouts = told(partial(sampled, usable, sampler, config, learner.iteration))
        rolled = time.monotonic()
        batch = experience_of(base, POLICY, rollouts, reward, config)
        if learner.iteration == 0:
            learner.kl_coef = first_kl_coef(config, batch.kl.mean().item())
        lesson, stuck = learned(learner, batch, config)
        scored = time.monotonic()
        stats = IterationStats(
            iteration=learner.iteration,
            **rollout_stats(batch, paid_scores(batch, config), learner.kl_coef),
            explained_variance=explained_variance(lesson.values, lesson.returns, batch.mask) if lesson else 0.0,
            tokens_per_second=batch.mask.sum().item() / max(rolled - began, 1e-9),
            seconds={"rollout": rolled - began, "scoring": scored - rolled, "update": 0.0},
            update=None,
        )
        alarm = alarm_of(stats, (learner.history or [stats])[0], config) or stuck
        if alarm is None and lesson is not None:
            learner.keep_if_best(stats, config)
            if learner.iteration < config.iterations and not is_flat([*learner.history, stats], config):
                stats, alarm = updated(learner, lesson, demonstrations, stats, config)
        if alarm is not None and alarm.name == "kl_budget" and (share := affordable_share(learner, stats, config)):
            learner.step_back(share)
            alarm, stats = None, replace(stats, kept=share)
        learner.history.append(stats)
        if stats.update is None and stats.kept is None:
            on_progress(stats)
            return result_of(learner, alarm)
        learner.kl_coef = adapted_kl_coef(
            learner.kl_coef, stats.kl, target=config.kl_target, responses=len(rollouts), horizon=config.kl_horizon
        )
        learner.iteration += 1
        if rank() == 0:
            learner.save(checkpoint)
        on_progress(stats)


def learned(learner: Learner, batch: Experience, config: PPOConfig) -> tuple[Lesson | None, Alarm | None]:
    """What there is to learn from the rollouts; or the alarm, where warming up the value model on them came to one."""
    try:
        return lesson_of(learner, batch, config), None
    except AlarmRaised as raised:
        return None, raised.alarm


def updated(
    learner: Learner, lesson: Lesson, demonstrations: Sequence[Row], stats: IterationStats, config: PPOConfig
) -> tuple[IterationStats, Alarm | None]:
    """Update the policy, remembering where it was. The statistics with what was done, or the alarm that ended it."""
    before, began = learner.base.state(POLICY), time.monotonic()
    try:
        done = update(learner, lesson, demonstrations, config)
    except AlarmRaised as raised:
        return stats, raised.alarm
    learner.before = before
    return replace(stats, update=done, seconds={**stats.seconds, "update": time.monotonic() - began}), None


def affordable_share(learner: Learner, stats: IterationStats, config: PPOConfig) -> float | None:
    """How much of the last update to keep, now that the policy stands above the KL budget and may not go further; None
    if the run is to end."""
    if stats.kl <= config.kl_budget:
        return None
    origin = next((past for past in reversed(learner.history) if past.update is not None), None)
    taken_back = sum(past.kept is not None for past in learner.history)
    if origin is None or taken_back == config.backtracks:
        return None
    return share_to_keep(origin.kl, stats.kl, config)


def first_kl_coef(config: PPOConfig, kl: float) -> float:
    """The price of KL that a run begins with, given the champion's.

    A champion above the target pays the more from the start: the adaptive rule is far too slow for one run. The fourth
    power makes it five times as much at the budget, where a nat of KL has to buy half a standard deviation of score.
    """
    return config.kl_coef * max(1.0, kl / config.kl_target) ** 4


def use_current(
    learner: Learner, sampler: Sampler, write_adapter: Callable[[str, Path], None], path: Path, start: str | None
) -> None:
    """Have the sampler sample from the policy as it is. Before the first update that may be version 0 itself."""
    if learner.iteration == 0 and start is None:
        sampler.use(None)
        return
    write_adapter(POLICY, path)
    sampler.use(path)


def sampled(prompts: Sequence[list[int]], sampler: Sampler, config: PPOConfig, iteration: int) -> list[Rollout]:
    """The iteration's rollouts: its share of an endless series of shuffled passes over the prompts."""
    count = config.rollouts // config.samples_per_prompt
    first = iteration * count
    passes = range(first // len(prompts), (first + count - 1) // len(prompts) + 1)
    series = [
        number
        for one in passes
        for number in Random(f"prompts/{config.seed}/{one}").sample(range(len(prompts)), len(prompts))
    ]
    begun = first - passes.start * len(prompts)
    groups = sampler(
        [prompts[number] for number in series[begun : begun + count]],
        n=config.samples_per_prompt,
        temperature=config.temperature,
        max_tokens=config.max_tokens,
        seed=Random(f"sampling/{config.seed}/{iteration}").getrandbits(31),
    )
    return [rollout for group in groups for rollout in group]


def result_of(learner: Learner, alarm: Alarm | None) -> PPOResult:
    """The best state there was, unless it is the start's or the numbers cannot be trusted."""
    best = learner.best
    if best is None or best.iteration == 0 or (alarm is not None and alarm.broken):
        return PPOResult(None, 0, alarm, learner.history)
    return PPOResult(best.state, best.iteration, alarm, learner.history)
