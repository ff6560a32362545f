"""A reward model: the policy's own base with its own LoRA and a linear head, which gives a reply one number.

Ziegler et al. 2019 (arXiv 1909.08593) read the number off the last token's state. Here the state that is read is the
mean of the reply's last two states (its last word and the end of its turn) and of its average state: see `pooled`.
Several heads, trained on bootstrap weights (`reward_training.py`), differ where the votes have said little; what is
paid is their mean less a multiple of their spread.

Scores have mean 0 and standard deviation 1 on the samples last given to `normalise`, so that a coefficient against
them keeps its meaning from one reward model to the next (Ziegler et al. 2019, section 2.1).

Left out: a bias in the heads (pairs cannot see it, and thumbs have an offset of their own), and scoring replies in
pieces as they grow.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from feedback.base_model import BaseModel

TokenizedReply = tuple[list[int], list[int]]
"""A prompt's token ids and a reply's."""

TENSORS, FACTS = "reward.safetensors", "reward.json"


class RewardModelError(ValueError):
    """Scores that cannot be had, or a folder that holds no reward model for this base."""


class RewardModel:
    """An adapter of `base` and heads (K, D) over it. The adapter's name is taken for as long as the model is used."""

    def __init__(self, base: BaseModel, name: str, head: Tensor, *, pessimism: float, micro_tokens: int = 4096) -> None:
        self.base = base
        self.name = name
        self.head = head
        self.pessimism = pessimism
        self.micro_tokens = micro_tokens
        self.shift = torch.zeros(len(head), device=head.device)
        """(K,), what is taken off each head's number."""
        self.scale = 1.0
        """What the rest is divided by."""

    @torch.inference_mode()
    def scores(self, prompts_and_replies: Sequence[TokenizedReply]) -> Tensor:
        """Each head's score of each reply, normalised. (N, K), float32.

        Raises `RewardModelError` if a score is not a finite number, or a reply has no tokens.
        """
        found = torch.zeros(len(prompts_and_replies), len(self.head), device=self.head.device)
        with self.base.using(self.name):
            for rows in micro_batches([len(p) + len(r) for p, r in prompts_and_replies], self.micro_tokens):
                found[rows] = pooled(self.base, [prompts_and_replies[row] for row in rows]) @ self.head.T
        if not bool(torch.isfinite(found).all()):
            raise RewardModelError("the reward model gave a score that is not a number: its weights are damaged")
        return (found - self.shift) / self.scale

    def score(self, prompts_and_replies: Sequence[TokenizedReply]) -> Tensor:
        """What a reply is paid: the heads' mean less `pessimism` times their standard deviation. (N,)"""
        return pessimistic(self.scores(prompts_and_replies), self.pessimism)

    def normalise(self, samples: Sequence[TokenizedReply]) -> None:
        """Shift and scale so that `score` has mean 0 and standard deviation 1 on the samples.

        Each head is centred on its own, since heads differ by constants that mean nothing; all are scaled alike, since
        their spread does mean something. Raises `RewardModelError` if the samples all get the same score.
        """
        self.shift, self.scale = torch.zeros_like(self.shift), 1.0
        raw = self.scores(samples)
        paid = pessimistic(raw - raw.mean(0), self.pessimism)
        scale = float(paid.std(correction=0)) if len(samples) else 0.0
        if scale < 1e-6:
            raise RewardModelError(f"the reward model gives {len(samples)} samples all the same score")
        self.shift, self.scale = raw.mean(0) + paid.mean(), scale

    def save(self, folder: Path) -> None:
        """Write the adapter, the heads and the scale into the folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"adapter.{key}": value.contiguous() for key, value in self.base.state(self.name).items()}
        save_file(tensors | {"head": self.head.contiguous(), "shift": self.shift.contiguous()}, folder / TENSORS)
        facts = {"scale": self.scale, "pessimism": self.pessimism, "rank": self.base.shape.rank, "format": 1}
        (folder / FACTS).write_text(json.dumps(facts, indent=1))

    @classmethod
    def load(cls, base: BaseModel, folder: Path, name: str) -> "RewardModel":
        """What `save` wrote, as a new adapter of that name. Raises `RewardModelError`, and then adds no adapter."""
        tensors, facts = _read(folder)
        head, shift = tensors.pop("head"), tensors.pop("shift")
        if head.ndim != 2 or head.shape[1] != base.width or shift.shape != head.shape[:1]:
            raise RewardModelError(f"{folder}: heads of shape {tuple(head.shape)}, the base has width {base.width}")
        if facts["rank"] != base.shape.rank:
            raise RewardModelError(f"{folder}: an adapter of rank {facts['rank']}, here they have {base.shape.rank}")
        base.add(name)
        try:
            base.set_state(name, {key.removeprefix("adapter."): value for key, value in tensors.items()})
        except (ValueError, RuntimeError) as error:
            base.remove(name)
            raise RewardModelError(f"{folder}: {error}") from None
        model = cls(base, name, head.to(base.device), pessimism=facts["pessimism"])
        model.shift, model.scale = shift.to(base.device), facts["scale"]
        return model


def pessimistic(scores: Tensor, pessimism: float) -> Tensor:
    """The mean over heads less `pessimism` standard deviations. (N, K) -> (N,). One head has no spread."""
    return scores.mean(-1) - pessimism * scores.std(-1, correction=0)


def pooled(base: BaseModel, batch: Sequence[TokenizedReply]) -> Tensor:
    """What the heads read of each reply, (N, D), under the adapter in use.

    The oldest tokens of a prompt are dropped where the whole is longer than the base's context.
    """
    rows = [[*prompt, *reply][-base.context :] for prompt, reply in batch]
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    share = torch.zeros(len(rows), longest)
    for row, (tokens, (_, reply)) in enumerate(zip(rows, batch, strict=True)):
        if not reply:
            raise RewardModelError("a reply without tokens has no score")
        end, start = len(tokens), max(len(tokens) - len(reply), 0)
        ids[row, :end] = torch.tensor(tokens)
        share[row, start:end] = 0.5 / (end - start)
        share[row, max(end - 2, start)] += 0.5
    hidden = base.hidden(ids.to(base.device)).float()
    return torch.einsum("ntd,nt->nd", hidden, share.to(base.device))


def micro_batches(lengths: Sequence[int], tokens: int) -> Iterator[list[int]]:
    """Row numbers in batches of like length, so that little is padding; at most `tokens` a batch, at least one row."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _read(folder: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The two files, checked for being what they should be."""
    try:
        tensors, facts = load_file(folder / TENSORS), json.loads((folder / FACTS).read_text())
    except (OSError, SafetensorError, ValueError) as error:
        raise RewardModelError(f"{folder} holds no reward model: {error}") from None
    if not isinstance(facts, dict) or facts.get("format") != 1 or not {"head", "shift"} <= set(tensors):
        raise RewardModelError(f"{folder} holds no reward model of a known format")
    if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values()):
        raise RewardModelError(f"{folder}: weights that are not numbers")
    return tensors, facts
