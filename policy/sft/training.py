"""Supervised fine-tuning: an adapter learns from demonstrations, read from top to bottom.

The loss is the mean negative log-likelihood of the replies' tokens, weighted by demonstration; a prompt's tokens cost
nothing. Demonstrations are split by prompt as votes are: those that are not for training are predicted before the first
epoch and after each, and the adapter ends as it was where that went best.

A checkpoint after every epoch holds all state there is, and the order of an epoch depends on its number alone: a run
that was killed and started again ends with the weights of one that was not. Left out: packing several conversations
into one row, and full fine-tuning.
"""

import hashlib
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor

from feedback.base_model import BaseModel, PromptRefusedError
from feedback.examples import Demonstration, split_of
from policy.files import aside_of, settle, sync
from policy.ppo.experience import Row, in_micro_batches, micro_batches, response_logprobs

TOO_LONG = "demonstrations longer than the model's context"
REFUSED = "demonstrations that the chat template refuses"


class TooFewDemonstrationsError(ValueError):
    """Nothing to train on, or nothing to tell by whether training helped."""


@dataclass(frozen=True)
class SFTConfig:
    """Everything that decides the adapter besides the demonstrations."""

    epochs: int = 6
    """At most; fewer if held-out perplexity stops falling."""
    rate: float = 1e-3
    """AdamW's peak learning rate: high, as adapters of rank 16 on small models want it."""
    warmup: float = 0.05
    """Share of all steps over which the rate rises; afterwards it falls to 0 in a straight line."""
    step_replies: int = 16
    """Demonstrations in one step of the optimizer."""
    micro_tokens: int = 4_096
    """At most so many tokens, padding included, in one pass; it does not change the result but for rounding."""
    patience: int = 1
    """Epochs without a better held-out perplexity after which training ends."""
    clip: float = 1.0
    """The gradient's largest norm."""
    seed: int = 0

    def __post_init__(self) -> None:
        if min(self.epochs, self.step_replies, self.micro_tokens, self.patience) < 1 or self.rate <= 0:
            raise ValueError(f"epochs, sizes and patience are at least 1 and the rate is above 0: {self}")
        if not 0 <= self.warmup < 1 or self.clip <= 0:
            raise ValueError(f"warmup lies in [0, 1) and clip is above 0: {self}")


@dataclass(frozen=True)
class TokenizedDemonstration:
    """A demonstration as the model sees it."""

    row: Row
    """Token ids of prompt and reply; the reply with its end of turn."""
    weight: float
    train: bool
    """For training, or to tell by."""
    vote_id: str


@dataclass(frozen=True)
class SFTProgress:
    """Where a run stands after a step or an epoch."""

    epoch: int
    """From 1."""
    step: int
    """Over all epochs."""
    steps: int
    """If no epoch is saved."""
    loss: float
    """Of the last step, in nats per token."""
    perplexity: float
    """Held out, after the last whole epoch."""


@dataclass(frozen=True)
class SFTResult:
    """How a run ended. The adapter in memory is that of the best epoch."""

    trained_on: int
    """Demonstrations."""
    held_out: int
    perplexities: list[float]
    """Held out: before training, then after each epoch."""
    best_epoch: int
    """0 if no epoch was better than none."""
    seconds: float
    """Over all parts of a run that was interrupted."""

    @property
    def before(self) -> float:
        """Held-out perplexity of what training started from."""
        return self.perplexities[0]

    @property
    def after(self) -> float:
        """Held-out perplexity of the adapter."""
        return self.perplexities[self.best_epoch]


def tokenize(
    base: BaseModel, demonstrations: Sequence[Demonstration]
) -> tuple[list[TokenizedDemonstration], dict[str, int]]:
    """Demonstrations as token ids, and how many could not be used, by the reason.

    One is for training if both its own prompt and its group (a conversation's first prompt) are.
    """
    found: list[TokenizedDemonstration] = []
    skipped: Counter[str] = Counter()
    for one in demonstrations:
        try:
            prompt = base.prompt_ids(one.prompt.messages, one.prompt.tools)
        except PromptRefusedError:
            skipped[REFUSED] += 1
            continue
        row = (prompt, base.reply_ids(one.reply))
        if sum(map(len, row)) > base.context:
            skipped[TOO_LONG] += 1
            continue
        train = split_of(one.group) == split_of(one.prompt.group) == "train"
        found.append(TokenizedDemonstration(row, one.weight, train, one.vote_id))
    return found, dict(skipped)


def perplexity(base: BaseModel, adapter: str | None, rows: Sequence[Row], micro_tokens: int = 4_096) -> float:
    """exp of the mean negative log-likelihood of the replies' tokens, in float32; every token counts the same."""
    with base.using(adapter):
        logprobs = in_micro_batches(rows, lambda part: response_logprobs(base, part, 1.0), micro_tokens)
    return math.exp(min(-float(logprobs.double().sum()) / sum(len(reply) for _, reply in rows), 700.0))


def train_sft(
    base: BaseModel,
    name: str,
    demonstrations: Sequence[TokenizedDemonstration],
    config: SFTConfig,
    *,
    checkpoint: Path,
    on_progress: Callable[[SFTProgress], None],
) -> SFTResult:
    """Train the adapter `name`, which may be new or hold what to start from, going on from the checkpoint if any.

    `on_progress` may raise to end the run; the last whole epoch is kept. Raises `TooFewDemonstrationsError`, and
    `ValueError` if the checkpoint belongs to other settings or demonstrations.
    """
    train = [one for one in demonstrations if one.train and one.weight > 0]
    held_out = [one.row for one in demonstrations if not one.train]
    if not train or not held_out:
        raise TooFewDemonstrationsError(
            f"{len(train)} demonstrations to train on and {len(held_out)} to tell by: a fifth of all prompts is held"
            " out, and both must be at least 1"
        )
    optimizer = torch.optim.AdamW(base.parameters(name), lr=config.rate, betas=(0.9, 0.98), weight_decay=0.0)
    steps = config.epochs * math.ceil(len(train) / config.step_replies)
    key = _fingerprint(config, train, held_out)
    began, spent = time.monotonic(), 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=base.device, weights_only=True)
        if state["key"] != key:
            raise ValueError(f"{checkpoint} belongs to other settings or demonstrations; remove it to start anew")
        base.set_state(name, state["adapter"])
        optimizer.load_state_dict(state["optimizer"])
        found, best, spent = state["perplexities"], state["best"], state["seconds"]
    else:
        found, best = [perplexity(base, name, held_out, config.micro_tokens)], base.state(name)
    while not _finished(found, config):
        epoch = len(found)
        for place, step in enumerate(_shuffled(train, config, epoch)):
            number = (epoch - 1) * (steps // config.epochs) + place
            loss = _step(base, name, optimizer, step, config, rate_at(number, steps, config))
            on_progress(SFTProgress(epoch, number + 1, steps, loss, found[-1]))
        found = [*found, perplexity(base, name, held_out, config.micro_tokens)]
        best = base.state(name) if found[-1] < min(found[:-1]) else best
        seconds = spent + time.monotonic() - began
        _save(
            checkpoint,
            {
                "key": key,
                "adapter": base.state(name),
                "optimizer": optimizer.state_dict(),
                "perplexities": found,
                "best": best,
                "seconds": seconds,
            },
        )
        on_progress(SFTProgress(epoch, epoch * (steps // config.epochs), steps, loss, found[-1]))
    base.set_state(name, best)
    return SFTResult(len(train), len(held_out), found, found.index(min(found)), spent + time.monotonic() - began)


def rate_at(step: int, steps: int, config: SFTConfig) -> float:
    """The learning rate of a step, from 0: up over the warm-up, then down to 0 after the last."""
    up = (step + 1) / (config.warmup * steps) if config.warmup else 1.0
    return config.rate * min(1.0, up, (steps - step) / (steps - config.warmup * steps))


def _finished(perplexities: Sequence[float], config: SFTConfig) -> bool:
    """All epochs are done, or the last `patience` of them brought nothing."""
    epochs = len(perplexities) - 1
    return epochs >= config.epochs or epochs - perplexities.index(min(perplexities)) >= config.patience


def _shuffled(
    train: Sequence[TokenizedDemonstration], config: SFTConfig, epoch: int
) -> list[list[TokenizedDemonstration]]:
    """An epoch's steps."""
    order = list(train)
    Random(f"{config.seed}/{epoch}").shuffle(order)
    return [order[start : start + config.step_replies] for start in range(0, len(order), config.step_replies)]


def _step(
    base: BaseModel,
    name: str,
    optimizer: torch.optim.Optimizer,
    step: Sequence[TokenizedDemonstration],
    config: SFTConfig,
    rate: float,
) -> float:
    """One update; the loss before it, in nats per token. Its denominator is the whole step's, not a micro-batch's."""
    tokens = sum(one.weight * len(one.row[1]) for one in step)
    total = 0.0
    with base.using(name, train=True, bfloat16=base.multiplies_bfloat16):
        for group in micro_batches([one.row for one in step], config.micro_tokens):
            part = [step[number] for number in group]
            weights = torch.tensor([one.weight for one in part], device=base.device)
            logprobs: Tensor = response_logprobs(base, [one.row for one in part], 1.0)  # (B, T)
            loss = -(weights[:, None] * logprobs).sum() / tokens
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(base.parameters(name), config.clip)
        for group_of in optimizer.param_groups:
            group_of["lr"] = rate
        optimizer.step()
        optimizer.zero_grad()
    return total


def _fingerprint(config: SFTConfig, train: Sequence[TokenizedDemonstration], held_out: Sequence[Row]) -> str:
    """What a checkpoint must agree with."""
    rows = [(one.row, one.weight) for one in train]
    return hashlib.sha256(json.dumps([asdict(config), rows, held_out]).encode()).hexdigest()


def _save(path: Path, state: dict[str, Any]) -> None:
    """Write all state aside and rename, so that a kill leaves the old checkpoint or the new one."""
    aside = aside_of(path)
    torch.save(state, aside)
    sync(aside)
    settle(aside, path)
