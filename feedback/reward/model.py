"""A reward model: heads over the states of a base, which give a reply one number.

    reply -> features (`features.py`) -> K heads (`kernel.py`) -> mean - pessimism * spread

The heads are fitted to bootstrap weights (`training.py`) and differ where the votes have said little. The base
itself stays as it is, so any number of reward models stand on one base at no cost in memory.

Scores have mean 0 and standard deviation 1 on the samples last given to `normalise`, so that a coefficient against
them keeps its meaning from one reward model to the next (Ziegler et al. 2019, arXiv 1909.08593).

Left out: scoring a reply in pieces as it grows; `expected` is a first guess of that for a value model to start from.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from feedback.base_model import OFF, BaseModel
from feedback.reward.context import Context
from feedback.reward.features import (
    Features,
    Reading,
    RewardModelError,
    Standard,
    TokenizedReply,
    features_of,
    micro_batches,
)
from feedback.reward.heads import Heads
from feedback.reward.kernel import Axes, Items

TENSORS, FACTS, FORMAT = "reward.safetensors", "reward.json", 4


class RewardModel:
    """Heads over one reading of `base`; `standard` is how features are scaled before the heads see them."""

    def __init__(
        self,
        base: BaseModel,
        reading: Reading,
        standard: Standard,
        heads: Heads,
        *,
        pessimism: float,
        micro_tokens: int,
    ) -> None:
        self.base = base
        self.reading = reading
        self.standard = standard
        self.heads = heads
        self.pessimism = pessimism
        self.micro_tokens = micro_tokens
        self.shift = heads.alpha.new_zeros(heads.alpha.shape[1])
        """(K,), what is taken off each head's number."""
        self.scale = 1.0
        """What the rest is divided by."""
        self.expected: tuple[Tensor, float] = heads.alpha.new_zeros(base.width), 0.0
        """w (D,) and b: w . h + b is a guess of a reply's score from the bare base's last state h before a token."""

    def scores(self, prompts_and_replies: Sequence[TokenizedReply]) -> Tensor:
        """Each head's score of each reply, normalised. (N, K), float32. What a model thought before does not count.

        Raises `RewardModelError` if a reply has no tokens or a score is not a finite number.
        """
        found = self.shift.new_zeros(len(prompts_and_replies), len(self.shift))
        answered = [(prompt, self.base.answer_ids(reply)) for prompt, reply in prompts_and_replies]
        lengths = [len(prompt) + len(answer) for prompt, answer in answered]
        for rows in micro_batches(lengths, self.micro_tokens):
            texts = [answered[row] for row in rows]
            (features,) = features_of(self.base, texts, [self.reading], self.micro_tokens)
            found[rows] = self.heads(self.items(features))
        if not bool(found.isfinite().all()):
            raise RewardModelError("the reward model gave a score that is not a number: its weights are damaged")
        return (found - self.shift) / self.scale

    def score(self, prompts_and_replies: Sequence[TokenizedReply]) -> Tensor:
        """What a reply is paid: the heads' mean less `pessimism` times their standard deviation. (N,)"""
        return pessimistic(self.scores(prompts_and_replies), self.pessimism)

    def items(self, features: Features) -> Items:
        """Replies, to be scored."""
        scaled = self.standard(features)
        return Items.of(scaled.replies, scaled.prompts, scaled.replies.new_zeros(len(scaled.replies)))

    def normalise(self, samples: Sequence[TokenizedReply]) -> None:
        """Shift and scale so that `score` has mean 0 and standard deviation 1 on the samples; fit `expected` to them.

        Each head is centred on its own, since heads differ by constants that mean nothing; all are scaled alike, since
        their spread does mean something. Raises `RewardModelError` if the samples all get the same score.
        """
        self.shift, self.scale = torch.zeros_like(self.shift), 1.0
        raw = self.scores(samples)
        paid = pessimistic(raw - raw.mean(0), self.pessimism)
        scale = float(paid.std(correction=0)) if len(samples) else 0.0
        if scale < 1e-6:
            raise RewardModelError(f"the reward model gives all {len(samples)} samples the same score")
        self.shift, self.scale = raw.mean(0) + paid.mean(), scale
        self.expected = self._expected(samples, (paid - paid.mean()) / scale)

    @torch.inference_mode()
    def _expected(self, samples: Sequence[TokenizedReply], scores: Tensor) -> tuple[Tensor, float]:
        """Ridge regression of each sample's score on the states before its tokens; the ridge is their mean variance."""
        texts = [([*prompt, *reply][-self.base.context :], len(reply)) for prompt, reply in samples]
        width, device = self.base.width, self.base.device
        # Sums, for the states of all tokens of a large base would fill the memory.
        count, scored = 0, 0.0
        total, products, with_score = (
            torch.zeros(*shape, width, dtype=torch.float64, device=device) for shape in ((), (width,), ())
        )
        with self.base.using(OFF):
            for rows in micro_batches([len(tokens) for tokens, _ in texts], self.micro_tokens):
                ids = pad_sequence([torch.tensor(texts[row][0]) for row in rows], batch_first=True)
                for row, hidden in zip(rows, self.base.hidden(ids.to(device)).double(), strict=True):
                    tokens, reply = texts[row]
                    before, score = hidden[max(len(tokens) - reply - 1, 0) : len(tokens) - 1], scores[row].item()
                    count, scored = count + len(before), scored + score * len(before)
                    total += before.sum(0)
                    products += before.T @ before
                    with_score += score * before.sum(0)
        mean, wanted = total / count, scored / count
        squares = products - count * torch.outer(mean, mean)  # around the mean
        ridge = squares.diagonal().mean() * torch.eye(width).to(squares)
        weight = torch.linalg.solve(squares + ridge, with_score - wanted * total)
        return weight.float(), wanted - float(mean @ weight)

    def save(self, folder: Path) -> None:
        """Write the model into the folder, which is made if need be. The base is not part of it."""
        folder.mkdir(parents=True, exist_ok=True)
        landmarks = {f"landmarks.{field.name}": getattr(self.heads.landmarks, field.name) for field in fields(Items)}
        standard = {f"standard.{field.name}": getattr(self.standard, field.name) for field in fields(Standard)}
        axes = {f"axes.{field.name}": getattr(self.heads.context.axes, field.name) for field in fields(Axes)}
        own = {"alpha": self.heads.alpha, "shift": self.shift, "expected": self.expected[0]}
        tensors = landmarks | standard | axes | own
        save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, folder / TENSORS)
        facts = {
            "format": FORMAT,
            "reading": asdict(self.reading),
            "share": self.heads.context.share,
            "pessimism": self.pessimism,
            "micro_tokens": self.micro_tokens,
            "scale": self.scale,
            "expected": self.expected[1],
        }
        (folder / FACTS).write_text(json.dumps(facts, indent=1))

    @classmethod
    def load(cls, base: BaseModel, folder: Path) -> "RewardModel":
        """What `save` wrote. Raises `RewardModelError` if the folder holds no reward model for this base."""
        tensors, facts = _read(folder)
        reading = Reading(**facts["reading"])
        width = reading.width * base.width
        if tensors["landmarks.replies"].shape[1:] != (width,) or not 0 < reading.layer <= base.depth:
            raise RewardModelError(f"{folder}: a reward model for another base than one of width {base.width}")
        tensors = {name: tensor.to(base.device) for name, tensor in tensors.items()}
        standard = Standard(*(tensors[f"standard.{field.name}"] for field in fields(Standard)))
        landmarks = Items(*(tensors[f"landmarks.{field.name}"] for field in fields(Items)))
        axes = Axes(*(tensors[f"axes.{field.name}"] for field in fields(Axes)))
        heads = Heads(landmarks, tensors["alpha"], Context(facts["share"], axes))
        options = {"pessimism": facts["pessimism"], "micro_tokens": facts["micro_tokens"]}
        model = cls(base, reading, standard, heads, **options)
        model.shift, model.scale = tensors["shift"], facts["scale"]
        model.expected = tensors["expected"], facts["expected"]
        return model


def pessimistic(scores: Tensor, pessimism: float) -> Tensor:
    """The mean over heads less `pessimism` standard deviations. (N, K) -> (N,). One head has no spread."""
    mean = scores.mean(-1, keepdim=True)
    return mean[..., 0] - pessimism * (scores - mean).square().mean(-1).sqrt()


def _read(folder: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The two files, checked for being what they should be."""
    try:
        facts = json.loads((folder / FACTS).read_text())
        tensors = load_file(folder / TENSORS)
    except (OSError, SafetensorError, ValueError) as error:
        raise RewardModelError(f"{folder} holds no reward model: {error}") from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise RewardModelError(f"{folder} holds no reward model of format {FORMAT}")
    parts = (("landmarks", Items), ("standard", Standard), ("axes", Axes))
    names = {f"{name}.{field.name}" for name, part in parts for field in fields(part)}
    if missing := sorted((names | {"alpha", "shift", "expected"}) - set(tensors)):
        raise RewardModelError(f"{folder}: a reward model without {', '.join(missing)}")
    if not all(bool(tensor.isfinite().all()) for tensor in tensors.values()):
        raise RewardModelError(f"{folder}: weights that are not numbers")
    return tensors, facts
