"""One PPO update: some epochs of clipped steps on one iteration's experience.

A step's loss is a sum over its minibatch divided by the minibatch's response tokens, however it is cut into
micro-batches. The policy's and the value model's passes go one after the other, because they are two adapters over
the same base. Every rank takes its part of each minibatch; sums and gradients are added up before anybody looks.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import torch
from torch import Tensor
from torch.nn.utils import clip_grad_norm_

from policy.ppo.advantages import gae, token_rewards, whitened
from policy.ppo.config import PPOConfig
from policy.ppo.experience import (
    Experience,
    Row,
    in_micro_batches,
    micro_batches,
    response_logprobs,
    response_values,
)
from policy.ppo.losses import importance_weights, policy_loss, value_loss
from policy.ppo.ranks import added_up, mine, summed
from policy.ppo.state import POLICY, VALUE, Learner
from policy.ppo.stats import Alarm, AlarmRaised, UpdateStats

POLICY_SUMS = ("policy_loss", "clipped", "ratio_error", "off", "off_square", "step_kl", "kl")
"""What is summed over a minibatch's tokens while the policy's gradients are computed."""


@dataclass(frozen=True)
class Lesson:
    """Experience with what there is to learn from it. Tensors are (B, T)."""

    batch: Experience
    weights: Tensor
    """Truncated importance weights of trainer over sampler."""
    values: Tensor
    """Of the value model before the update."""
    advantages: Tensor
    """Whitened."""
    returns: Tensor


def paid_scores(batch: Experience, config: PPOConfig) -> Tensor:
    """The scores with the penalty for not ending, clipped. (B,)"""
    return (batch.scores - config.missing_eos_penalty * ~batch.finished).clamp(-config.score_clip, config.score_clip)


def lesson_of(learner: Learner, batch: Experience, config: PPOConfig) -> Lesson:
    """Rewards, values and advantages. Before the first update of all, the value model is warmed up on them."""
    rewards = token_rewards(
        paid_scores(batch, config),
        batch.logprobs,
        batch.ref_logprobs,
        batch.mask,
        kl_coef=learner.kl_coef,
        kl_clip=config.kl_clip,
        score_clip=config.score_clip,
    )
    if learner.iteration == 0:
        _warm_up(learner, batch, rewards, config)
    with learner.base.using(VALUE, bfloat16=config.bfloat16):
        values = in_micro_batches(
            batch.rows, lambda part: response_values(learner.base, learner.head, part), config.micro_batch_tokens
        )
    advantages, returns = gae(rewards, values, batch.mask, gamma=config.gamma, lam=config.lam)
    return Lesson(
        batch=batch,
        weights=importance_weights(batch.logprobs, batch.sampled_logprobs, config.importance_cap),
        values=values,
        advantages=whitened(advantages, batch.mask, least_std=config.least_advantage_std),
        returns=returns,
    )


def update(learner: Learner, lesson: Lesson, demonstrations: Sequence[Row], config: PPOConfig) -> UpdateStats:
    """Train on the lesson. Ends early where the next minibatch says that the KL limit is reached.

    Raises `AlarmRaised`; if the alarm says that something is broken, so are the weights.
    """
    rows = lesson.batch.rows
    order = Random(f"update/{config.seed}/{learner.iteration}")
    sums: defaultdict[str, float] = defaultdict(float)
    first_ratio_error = kl = 0.0
    steps, value_steps = 0, config.value_epochs * math.ceil(len(rows) / config.minibatch)
    for chosen in minibatches(len(rows), config.minibatch, config.epochs, order):
        learner.optimizer.zero_grad(set_to_none=True)
        told = policy_gradients(learner, lesson, chosen, config)
        kl = told["kl"] / len(chosen)
        if steps == 0:
            first_ratio_error = told["ratio_error"] / told["tokens"]
            if not first_ratio_error <= config.max_first_ratio_error:
                reason = f"the ratio is off 1 by {first_ratio_error:.2g} on average before the first step"
                raise AlarmRaised(Alarm("ratio", reason, True))
        if kl > config.kl_limit:
            break
        if steps < value_steps:
            told |= value_gradients(learner, lesson, chosen, config)
        if demonstrations:
            mixed = order.sample(range(len(demonstrations)), min(config.ptx_minibatch, len(demonstrations)))
            told["ptx_loss"] = ptx_gradients(learner, [demonstrations[number] for number in mixed], config)
        told |= _step(learner, config)
        steps += 1
        for name, value in told.items():
            sums[name] += value
    if not steps:
        reason = f"KL is {kl:.2f} nats per response in a minibatch, over {config.kl_limit:g}"
        raise AlarmRaised(Alarm("kl_budget", reason, False))
    tokens, value_tokens, value_steps = sums["tokens"], sums["value_tokens"], min(steps, value_steps)
    return UpdateStats(
        steps=steps,
        epochs=steps / math.ceil(len(rows) / config.minibatch),
        policy_loss=sums["policy_loss"] / steps,
        value_loss=sums["value_loss"] / max(value_steps, 1),
        ptx_loss=sums["ptx_loss"] / steps,
        clip_share=sums["clipped"] / tokens,
        value_clip_share=sums["value_clipped"] / max(value_tokens, 1),
        first_ratio_error=first_ratio_error,
        ratio_std=math.sqrt(max(sums["off_square"] / tokens - (sums["off"] / tokens) ** 2, 0.0)),
        step_kl=sums["step_kl"] / tokens,
        kl=kl,
        policy_grad_norm=sums["policy_grad_norm"] / steps,
        value_grad_norm=sums["value_grad_norm"] / max(value_steps, 1),
    )


def minibatches(count: int, size: int, epochs: int, order: Random) -> Iterator[list[int]]:
    """Numbers below `count`, shuffled anew for each epoch and cut into minibatches."""
    for _ in range(epochs):
        shuffled = order.sample(range(count), count)
        yield from (shuffled[begun : begun + size] for begun in range(0, count, size))


def policy_gradients(learner: Learner, lesson: Lesson, chosen: Sequence[int], config: PPOConfig) -> dict[str, float]:
    """Add the policy loss's gradients; the loss, and sums over the minibatch's tokens of what is reported."""
    base, batch = learner.base, lesson.batch
    tokens = int(batch.mask[list(chosen)].sum())
    sums = dict.fromkeys(POLICY_SUMS, 0.0)
    with base.using(POLICY, train=True, bfloat16=config.bfloat16):
        for part, rows in _micro_batches(batch.rows, chosen, config):
            new = response_logprobs(base, rows, config.temperature)
            old, ref, mask, advantages, weights = (
                whole[part, : new.shape[1]]
                for whole in (batch.logprobs, batch.ref_logprobs, batch.mask, lesson.advantages, lesson.weights)
            )
            loss, clipped = policy_loss(new, old, advantages, weights, mask, clip=config.ratio_clip, tokens=tokens)
            loss.backward()
            step = torch.where(mask, new.detach() - old, 0.0)
            off = step.double().exp() - 1
            sums["policy_loss"] += loss.item()
            sums["clipped"] += clipped.item()
            sums["ratio_error"] += off.abs().sum().item()
            sums["off"] += off.sum().item()
            sums["off_square"] += off.square().sum().item()
            sums["step_kl"] += (off - step).sum().item()
            # The log-ratio to the reference, weighted towards what the policy as it is now would sample. Without the
            # cap a few tokens that became much likelier are the whole sum.
            now = step.exp().clamp(max=config.importance_cap)
            sums["kl"] += (now * torch.where(mask, new.detach() - ref, 0.0)).sum().item()
    return summed(sums) | {"tokens": tokens}


def value_gradients(learner: Learner, lesson: Lesson, chosen: Sequence[int], config: PPOConfig) -> dict[str, float]:
    """Add the value loss's gradients, times its coefficient; the loss, and how many tokens the clip decided."""
    batch = lesson.batch
    tokens = int(batch.mask[list(chosen)].sum())
    sums = {"value_loss": 0.0, "value_clipped": 0.0}
    with learner.base.using(VALUE, train=True, bfloat16=config.bfloat16):
        for part, rows in _micro_batches(batch.rows, chosen, config):
            new = response_values(learner.base, learner.head, rows)
            old, returns, mask = (whole[part, : new.shape[1]] for whole in (lesson.values, lesson.returns, batch.mask))
            loss, clipped = value_loss(new, old, returns, mask, clip=config.value_clip, tokens=tokens)
            (config.value_coef * loss).backward()
            sums["value_loss"] += loss.item()
            sums["value_clipped"] += clipped.item()
    return summed(sums) | {"value_tokens": tokens}


def ptx_gradients(learner: Learner, rows: Sequence[Row], config: PPOConfig) -> float:
    """Add the gradients of the SFT loss on demonstrations (Ouyang et al. 2022, eq. 2), times its coefficient; the loss.

    Nats per token, at temperature 1: demonstrations were written, not sampled.
    """
    tokens = sum(len(response) for _, response in rows)
    total, own = 0.0, mine(rows)
    with learner.base.using(POLICY, train=True, bfloat16=config.bfloat16):
        for group in micro_batches(own, config.micro_batch_tokens):
            loss = -response_logprobs(learner.base, [own[number] for number in group], 1.0).sum() / tokens
            (config.ptx_coef * loss).backward()
            total += loss.item()
    return summed({"loss": total})["loss"]


def _micro_batches(
    rows: Sequence[Row], chosen: Sequence[int], config: PPOConfig
) -> Iterator[tuple[list[int], list[Row]]]:
    """This rank's of the chosen rows in micro-batches, each with the rows' numbers."""
    own = mine(chosen)
    for group in micro_batches([rows[number] for number in own], config.micro_batch_tokens):
        part = [own[number] for number in group]
        yield part, [rows[number] for number in part]


def _step(learner: Learner, config: PPOConfig) -> dict[str, float]:
    """Clip both gradients, each whole and by its own norm, and step. Raises `AlarmRaised` where one is not finite."""
    norms = {}
    for name, group in zip(("policy_grad_norm", "value_grad_norm"), learner.optimizer.param_groups, strict=True):
        added_up(group["params"])
        norms[name] = clip_grad_norm_(group["params"], config.max_grad_norm).item()
        if not math.isfinite(norms[name]):
            raise AlarmRaised(Alarm("nan", f"{name} is {norms[name]}", True))
    learner.optimizer.step()
    return norms


def _warm_up(learner: Learner, batch: Experience, rewards: Tensor, config: PPOConfig) -> None:
    """Fit the value model alone to what the responses earned in the end (GAE with lambda 1 and no values)."""
    _, returns = gae(rewards, torch.zeros_like(rewards), batch.mask, gamma=config.gamma, lam=1.0)
    lesson = Lesson(batch, torch.ones_like(rewards), returns, torch.zeros_like(rewards), returns)
    order = Random(f"warm-up/{config.seed}")
    unclipped = replace(config, value_clip=math.inf, value_coef=1.0)
    for chosen in minibatches(len(batch.rows), config.minibatch, config.value_warmup, order):
        learner.optimizer.zero_grad(set_to_none=True)
        value_gradients(learner, lesson, chosen, unclipped)
        _step(learner, unclipped)
