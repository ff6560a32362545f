"""The training loop of the starter, read from top to bottom.

Muon for the matrices inside the layers and AdamW for the rest; a learning rate that warms up, holds and falls to
zero over the last part; bfloat16 autocast over float32 weights. The loss is the mean negative log-likelihood of the
assistant's tokens. Progress is counted in tokens, not in minutes, so that a slow machine makes the same model. A
checkpoint holds all state there is: a run that was killed and resumed ends with the weights of one that was not
(to the last bit if it is not compiled: compiled code may round in another order).
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM

from feedback.attention import NAME as CAUSAL_PRODUCTS
from policy.starter.architecture import CONTEXT, starter_config
from policy.starter.batches import Batch, batches

TARGETS = 256
"""Targets are filled up to a multiple of this with some that do not count, for few shapes."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the weights."""

    tokens: int = 38_000_000
    """How many tokens of conversation to train on."""
    seed: int = 0
    batch_tokens: int = 4_096
    """At most this many tokens, padding included, in one step."""
    matrix_rate: float = 6e-3
    """Muon's peak learning rate."""
    other_rate: float = 4e-3
    """AdamW's peak learning rate, for embeddings and norms."""
    warmup: int = 100_000
    """Tokens over which the rate rises."""
    decay: float = 0.5
    """Share of the tokens over which the rate falls at the end."""
    checkpoint_every: int = 100
    """Steps between two checkpoints."""
    compiled: bool = True
    """Fuse the model's elementwise operations: 1.4 times as fast after two minutes of compiling."""

    def __post_init__(self) -> None:
        if self.tokens < 1 or self.batch_tokens < CONTEXT:
            raise ValueError(f"tokens must be at least 1 and batch_tokens at least {CONTEXT}: {self}")


@dataclass(frozen=True)
class Progress:
    """Where a run stands after a step."""

    step: int
    tokens: int
    loss: float
    """Running mean over the last steps, in nats per assistant token."""
    seconds: float
    """Time spent in steps, over all resumed parts of the run."""


def rate_at(seen: int, recipe: Recipe) -> float:
    """The factor on the peak learning rates when so many tokens have been seen: up, level, down to 0."""
    left = recipe.tokens - seen
    return max(0.0, min(1.0, seen / recipe.warmup, left / (recipe.decay * recipe.tokens)))


def places_of(targets: Tensor) -> Tensor:
    """Where there is something to predict, and as often a place where there is not as a multiple of `TARGETS` needs.

    targets: (B*T,) with -100 where nothing is to be predicted, at least once, as after the last token of a row.
    """
    where, nowhere = (targets != -100).nonzero()[:, 0], (targets == -100).nonzero()[0]
    return F.pad(where, (0, -len(where) % TARGETS), value=int(nowhere))


def assistant_loss(model: Qwen3ForCausalLM, ids: Tensor, where: Tensor, targets: Tensor) -> Tensor:
    """Mean negative log-likelihood of the targets that are not -100.

    ids: (B, T); where: (N,) positions in B*T; targets: (N,).
    """
    hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state.flatten(0, 1)  # (B*T, D)
    logits = model.lm_head(hidden[where])  # (N, V): only where there is something to learn
    return F.cross_entropy(logits.float(), targets)


def optimizers(model: Qwen3ForCausalLM, recipe: Recipe) -> list[tuple[torch.optim.Optimizer, float]]:
    """Each optimizer with its peak learning rate."""
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and "embed" not in name]
    others = [p for name, p in model.named_parameters() if p.ndim != 2 or "embed" in name]
    muon = torch.optim.Muon(matrices, weight_decay=0.02, adjust_lr_fn="match_rms_adamw")
    adam = torch.optim.AdamW(others, betas=(0.9, 0.98), weight_decay=0.0)
    return [(muon, recipe.matrix_rate), (adam, recipe.other_rate)]


def train(
    recipe: Recipe,
    tokenizer: PreTrainedTokenizerFast,
    checkpoint: Path,
    report: Callable[[Progress], None],
    stop_after: int | None = None,
    base: Path | None = None,
) -> tuple[Qwen3ForCausalLM, Progress]:
    """Train until the recipe's tokens are used up, or for `stop_after` steps, going on from the checkpoint if any.

    base: a folder of weights to begin with instead of random ones.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(recipe.seed)
    begin = Qwen3ForCausalLM(starter_config(tokenizer)) if base is None else Qwen3ForCausalLM.from_pretrained(base)
    model = begin.float().to(device)
    model.set_attn_implementation(CAUSAL_PRODUCTS)
    loss_of = torch.compile(assistant_loss, dynamic=True) if recipe.compiled else assistant_loss
    opts = optimizers(model, recipe)
    now, pool, index = Progress(0, 0, float("nan"), 0.0), 0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        if state["recipe"] != vars(recipe):
            raise ValueError(f"{checkpoint} was made with other settings: {state['recipe']}; remove it to start anew")
        model.load_state_dict(state["model"])
        for (opt, _), saved in zip(opts, state["optimizers"], strict=True):
            opt.load_state_dict(saved)
        now, pool, index = Progress(**state["progress"]), state["pool"], state["index"]
    model.train()
    last = None if stop_after is None else now.step + stop_after
    for batch in batches(tokenizer, recipe.seed, recipe.batch_tokens, CONTEXT, pool, index):
        if now.tokens >= recipe.tokens or now.step == last:
            break
        began = time.monotonic()
        loss = _step(loss_of, model, opts, batch, rate_at(now.tokens, recipe), device)
        share = max(0.02, 1 / (now.step + 1))
        mean = share * loss + (1 - share) * (now.loss if now.step else 0.0)
        now = Progress(now.step + 1, now.tokens + batch.tokens, mean, now.seconds + time.monotonic() - began)
        report(now)
        if now.step % recipe.checkpoint_every == 0 or now.step == last:
            _save(checkpoint, recipe, model, opts, now, batch)
    return model.eval(), now


def _step(
    loss_of: Callable[..., Tensor],
    model: Qwen3ForCausalLM,
    opts: list[tuple[torch.optim.Optimizer, float]],
    batch: Batch,
    factor: float,
    device: str,
) -> float:
    """One update at `factor` of the peak rates; the loss before it."""
    targets = batch.targets.flatten().to(device)
    where = places_of(targets)
    with torch.autocast(device, dtype=torch.bfloat16):
        loss = loss_of(model, batch.ids.to(device), where, targets[where])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for opt, peak in opts:
        for group in opt.param_groups:
            group["lr"] = peak * factor
        opt.step()
        opt.zero_grad()
    return loss.item()


def _save(
    path: Path,
    recipe: Recipe,
    model: Qwen3ForCausalLM,
    opts: list[tuple[torch.optim.Optimizer, float]],
    now: Progress,
    batch: Batch,
) -> None:
    """Write all state aside and rename, so that a kill leaves the old checkpoint or the new one."""
    state: dict[str, Any] = {
        "recipe": vars(recipe),
        "model": model.state_dict(),
        "optimizers": [opt.state_dict() for opt, _ in opts],
        "progress": vars(now),
        "pool": batch.pool,
        "index": batch.index + 1,
    }
    aside = path.with_suffix(".part")
    torch.save(state, aside)
    os.replace(aside, path)
